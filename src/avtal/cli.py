"""The command line: parse, call one function, print. The only reader of the environment."""

from __future__ import annotations

import errno
import json
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import click

from avtal import __version__
from avtal.cli_swedish import SwedishCommand, SwedishGroup, usage_sentence
from avtal.problems import AvtalError, CaseError, EnvironmentProblem, Problem, format_problem
from avtal.stamp import Copy

COPIES = {"fullstandig": Copy.FULL, "offentlig": Copy.PUBLIC}


@click.group(cls=SwedishGroup)
@click.version_option(__version__, message="avtal %(version)s", help="Visa versionen.")
def cli() -> None:
    """Gör ett ärendes innehåll till Word-handlingar."""


@cli.command(cls=SwedishCommand)
@click.argument("case", metavar="ÄRENDE", type=click.Path(path_type=Path, readable=False))
@click.option(
    "--output",
    metavar="MAPP",
    type=click.Path(path_type=Path, readable=False),
    default=Path("output"),
    help="Mappen som resultatet läggs under, i ÄRENDE/utkast (annars output).",
)
@click.option(
    "--templates",
    metavar="MAPP",
    type=click.Path(path_type=Path, readable=False),
    help="Mappen med Word-mallar (annars templates bredvid content).",
)
@click.option(
    "--copy",
    metavar="KOPIA",
    type=click.Choice(list(COPIES)),
    default="fullstandig",
    help="fullstandig visar allt; offentlig utelämnar det som är hemligt.",
)
@click.option("--json", "as_json", is_flag=True, help="Skriv resultatet som JSON.")
def build(case: Path, output: Path, templates: Path | None, copy: str, as_json: bool) -> None:
    """Gör alla handlingar i ÄRENDE som utkast i Word, eller inga alls.

    ÄRENDE är mappen med ärendets innehåll, till exempel content/taby-2018.
    """
    from avtal.build import build as build_case

    built = build_case(case, output, templates, COPIES[copy])
    manifest = built.manifest
    result = {"folder": str(built.folder), "manifest": manifest.model_dump(mode="json")}
    if as_json:
        _print_json("build", 0, built.warnings, result)
        return
    _print_problems(built.warnings)
    _write(f"{len(manifest.documents)} handlingar (utkast, {manifest.copy_kind} kopia):")
    for document in manifest.documents:
        _write(f"  {built.folder / document.file}  {document.title}")


def main() -> None:
    """Run avtal: print problems in Swedish and exit with 0, 1 or 2."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        cli.main(standalone_mode=False)
        exit_code = 0
    except click.exceptions.NoArgsIsHelpError as error:
        _write(error.format_message(), err=True)
        exit_code = 2
    except click.ClickException as error:
        exit_code = _fail(EnvironmentProblem(*usage_sentence(error)))
    except (click.Abort, KeyboardInterrupt):
        exit_code = _fail(EnvironmentProblem("avbrutet; inget är halvskrivet"))
    except AvtalError as error:
        exit_code = _fail(error)
    sys.exit(exit_code)


def _fail(error: AvtalError) -> int:
    """Print what is wrong and return the exit code."""
    problems: Iterable[Problem] = ()
    if isinstance(error, CaseError):
        problems = error.problems
    elif isinstance(error, EnvironmentProblem):
        problems = (Problem("miljö", error.message, "", help=error.help),)
    if "--json" in sys.argv[1:]:
        command = next((word for word in sys.argv[1:] if word in cli.commands), None)
        _print_json(command, error.exit_code, problems, None)
    else:
        _print_problems(problems)
        if isinstance(error, CaseError):
            _write(f"{len(error.problems)} fel; inga handlingar har gjorts.", err=True)
    return error.exit_code


def _write(text: str, *, err: bool = False) -> None:
    """Print a line; where the stream takes no more, end with a sentence and exit code 2."""
    try:
        click.echo(text, err=err)
    except OSError as error:
        if err:
            sys.stderr = None  # so that nothing more is written to it, not even at exit
        else:
            sys.stdout = None
            if error.errno != errno.EPIPE:
                from avtal.files import why

                _write(f"fel: resultatet kan inte skrivas ut: {why(error)}", err=True)
        sys.exit(EnvironmentProblem.exit_code)


def _print_problems(problems: Iterable[Problem]) -> None:
    for problem in problems:
        _write(format_problem(problem) + "\n", err=True)


def _print_json(
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
    _write(json.dumps(envelope, ensure_ascii=False, indent=2))


def _problem_as_json(problem: Problem) -> dict[str, Any]:
    place = problem.position
    return {
        "code": problem.code,
        "severity": problem.severity,
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
