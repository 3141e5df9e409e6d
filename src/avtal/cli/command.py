"""What makes a function a command: parameters come as values, and its answer is printed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import click

from avtal.cli.envelope import envelope
from avtal.cli.output import tell, write
from avtal.cli.swedish import SwedishCommand, flag
from avtal.problems import Problem


class Aside(str):
    """A line that is told beside the result, on stderr."""

    __slots__ = ()


@dataclass(frozen=True)
class Answer:
    """What a command answers: a result for --json, or else lines for a reader.

    Only one of them is asked for, and the other costs nothing: `lines` and `problems` may be made
    as they are printed, `result` may be a function, and so may `exit_code`, which comes last.
    """

    result: object
    lines: Iterable[str]
    problems: Iterable[Problem] = ()
    exit_code: int | Callable[[], int] = 0


class Bundle:
    """Parameters that a command gets as one value: `make` is called with theirs, by name."""

    def __init__(self, name: str, make: Callable[..., object], *parts: Part) -> None:
        self.name = name
        self.make = make
        self.parts = parts


Part: TypeAlias = click.Parameter | Bundle

_JSON = flag("--json", "Skriv resultatet som JSON.")


def command(*parts: Part) -> Callable[[Callable[..., Answer]], SwedishCommand]:
    """Return what makes a function a command by its name, which prints what the function answers.

    The function gets each part by its name; its docstring is the help page, and --json is added.
    """

    def make(function: Callable[..., Answer]) -> SwedishCommand:
        def run(json: bool, **given: object) -> int:
            answer = function(**_values(parts, given))
            return _print_json(answer) if json else _print_lines(answer)

        return SwedishCommand(
            function.__name__.replace("_", "-"),
            callback=run,
            params=[*_parameters(parts), _JSON],
            help=function.__doc__,
        )

    return make


def _parameters(parts: Iterable[Part]) -> Iterator[click.Parameter]:
    for part in parts:
        if isinstance(part, Bundle):
            yield from _parameters(part.parts)
        else:
            yield part


def _values(parts: Iterable[Part], given: Mapping[str, object]) -> dict[str, Any]:
    """Return the value of each part by its name, from those of the parameters."""
    return {
        part.name: part.make(**_values(part.parts, given))
        if isinstance(part, Bundle)
        else given[part.name]
        for part in parts
    }


def _print_json(answer: Answer) -> int:
    here = click.get_current_context()
    words = here.command_path.removeprefix(here.find_root().command_path).strip()
    result = answer.result() if callable(answer.result) else answer.result
    exit_code = _exit_code(answer)
    write(envelope(words, exit_code, answer.problems, result))
    return exit_code


def _print_lines(answer: Answer) -> int:
    for line in answer.lines:
        (tell if isinstance(line, Aside) else write)(line)
    return _exit_code(answer)


def _exit_code(answer: Answer) -> int:
    return answer.exit_code() if callable(answer.exit_code) else answer.exit_code
