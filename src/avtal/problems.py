"""What is wrong, where, and what to do: problems as data and the exceptions that carry them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias, get_args

Severity = Literal["fel", "varning", "råd", "undantag"]
"""What a problem stops: a draft, a registration, nothing; or it was accepted with a reason."""
SEVERITIES: tuple[Severity, ...] = get_args(Severity)
"""The severities, the gravest first."""


PathKey: TypeAlias = tuple[str | int, ...]
"""The steps to a value in a content file: names of fields, and places in lists from 0."""


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A place in a text file. Line and column count from 1, in code points."""

    line: int
    column: int
    length: int = 1


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that a problem refers to."""

    file: str
    position: Position
    message: str


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong.

    `message` and `help` are Swedish sentences for the one who has to mend it; `path` is the field
    in Swedish (`kontakter.1.roll`); `excerpt` is the source line that `position` points into. What
    a rule says is `about` a thing or a document, by the name that an exemption has for it.
    """

    code: str
    message: str
    file: str
    position: Position | None = None
    path: str = ""
    help: str = ""
    severity: Severity = "fel"
    excerpt: str = ""
    about: str = ""
    related: Sequence[Related] = field(default=())


class AvtalError(Exception):
    """The base of everything that avtal says no to; `exit_code` follows the command contract."""

    exit_code = 2


class CaseError(AvtalError):
    """The case or its templates are wrong; carries every problem that was found."""

    exit_code = 1

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(f"{len(self.problems)} fel")


class EnvironmentProblem(AvtalError):  # noqa: N818 - a sentence, not an error class name, is shown
    """The tool cannot work here: a missing folder, a full disk, a locked file, a wrong option."""

    def __init__(self, message: str, help: str = "") -> None:
        self.message = message
        self.help = help
        super().__init__(message)


def as_problem(error: EnvironmentProblem) -> Problem:
    """Return what an EnvironmentProblem says as a problem without a place."""
    return Problem("miljö", error.message, "", help=error.help)


def clean(text: str, limit: int | None = 40) -> str:
    """Return text from a file as it may be shown: a dot for what cannot be seen, and not long."""
    if limit is not None and len(text) > limit:
        text = text[: limit - 1] + "…"
    return text if text.isprintable() else "".join(c if c.isprintable() else "·" for c in text)


def shown(text: str) -> str:
    """Return a text from a document as it may be shown: its lines, and what can be seen of them."""
    lines = _BLANKS.sub(" ", text).replace("\u00ad", "").split("\n")
    return "\n".join(clean(line, None) for line in lines)


_BLANKS = re.compile(r"[^\S\n]")


def sort_key(problem: Problem) -> tuple[str, int, int, str]:
    """Order problems as an editor reads: by file, then by place."""
    place = problem.position or Position(0, 0)
    return (problem.file, place.line, place.column, problem.message)


def format_place(problem: Problem) -> str:
    """Return where a problem stands: file, line, column and field."""
    where = problem.file
    if problem.position:
        where += f":{problem.position.line}:{problem.position.column}"
    return f"{where}  ({problem.path})" if problem.path else where


def format_problem(problem: Problem) -> str:
    """Return a problem as plain text for the terminal, with excerpt, caret and help."""
    rule = f" [{problem.code}, {problem.about}]" if problem.about else ""
    lines = [f"{problem.severity}{rule}: {problem.message}"]
    where = format_place(problem)
    if where:
        lines.append(f"  --> {where}")
    if problem.position and problem.excerpt:
        lines += _excerpt(problem.position, problem.excerpt)
    for other in problem.related:
        place = f"{other.file}:{other.position.line}:{other.position.column}"
        lines.append(f"   = se även: {place} {other.message}")
    if problem.help:
        label = "skäl" if problem.severity == "undantag" else "hjälp"
        lines.append(f"   = {label}: {problem.help}")
    return "\n".join(lines)


_WIDEST = 100


def _excerpt(position: Position, text: str) -> list[str]:
    """Show the line with a caret, cut round the caret where the line is very long."""
    start = 0 if position.column <= _WIDEST - 20 else position.column - 40
    shown = text[start : start + _WIDEST]
    caret = position.column - 1 - start
    width = max(1, min(position.length, len(shown) - caret))
    head = "…" if start else ""
    tail = "…" if start + _WIDEST < len(text) else ""
    number = str(position.line)
    gutter = " " * len(number)
    return [
        f" {gutter} |",
        f" {number} | {head}{shown}{tail}",
        f" {gutter} | {' ' * (caret + len(head))}{'^' * width}",
    ]
