"""Writing to the terminal: what cannot be written ends in a sentence, never in a traceback."""

from __future__ import annotations

import errno
import json
import sys
from collections.abc import Iterable, Mapping
from typing import Any

import click

from avtal.problems import EnvironmentProblem, Problem, format_problem


def write(text: str) -> None:
    """Print a line of the result; where that cannot be done, exit with a sentence and code 2."""
    if sys.stdout is None:
        _give_up("utmatningen är stängd")
    try:
        click.echo(text)
    except OSError as error:
        sys.stdout = None  # so that nothing more is written to it, not even at exit
        if error.errno == errno.EPIPE:  # the reader had enough
            sys.exit(EnvironmentProblem.exit_code)
        from avtal.files.refusals import why

        _give_up(why(error))


def tell(text: str) -> None:
    """Print a line beside the result; where that cannot be done nobody is there to be told."""
    try:
        click.echo(text, err=True)
    except OSError:
        sys.stderr = None


def tell_problems(problems: Iterable[Problem]) -> None:
    """Print problems beside the result, an empty line after each."""
    for problem in problems:
        tell(format_problem(problem) + "\n")


def show_problems(problems: Iterable[Problem]) -> None:
    """Print problems as the result, an empty line after each."""
    for problem in problems:
        write(format_problem(problem) + "\n")


def print_json(
    command: str | None,
    exit_code: int,
    problems: Iterable[Problem],
    result: Mapping[str, Any] | None,
) -> None:
    """Print the one envelope that every command shares."""
    envelope = {
        "schema": "avtal/1",
        "command": command,
        "exit_code": exit_code,
        "problems": [_problem_as_json(problem) for problem in problems],
        "result": result,
    }
    write(json.dumps(envelope, ensure_ascii=False, indent=2))


def _problem_as_json(problem: Problem) -> dict[str, Any]:
    place = problem.position
    return {
        "code": problem.code,
        "severity": problem.severity,
        "about": problem.about or None,
        "file": problem.file or None,
        "line": place.line if place else None,
        "column": place.column if place else None,
        "path": problem.path or None,
        "message": problem.message,
        "help": problem.help or None,
        "related": [
            {
                "file": other.file,
                "line": other.position.line,
                "column": other.position.column,
                "message": other.message,
            }
            for other in problem.related
        ],
    }


def _give_up(reason: str) -> None:
    tell(f"fel: resultatet kan inte skrivas ut: {reason}")
    sys.exit(EnvironmentProblem.exit_code)
