"""YAML as plain values with positions: mappings, lists, text and None."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeAlias

from avtal.problems import PathKey, Position, Problem, clean

Value: TypeAlias = "dict[str, Value] | list[Value] | str | None"


@dataclass(slots=True)
class Mark:
    """Where a value stands: character indexes into the text, and the same for what is in it.

    `refused` is set on a value that could not be read, `repeated` on the one that is kept of two
    with the same key: what is wrong has then been said.
    """

    start: int
    end: int
    style: str | None = None
    key: tuple[int, int] | None = None
    mapping: bool = False
    refused: bool = False
    repeated: bool = False
    children: dict[str | int, Mark] = field(default_factory=dict)


@dataclass
class Tree:
    """A file that was read: its value, where everything stands, and what was wrong.

    `broken` says that there is no value at all. `digest` is the SHA-256 of the file.
    """

    name: str
    text: str
    value: Value = None
    mark: Mark = field(default_factory=lambda: Mark(0, 0))
    problems: list[Problem] = field(default_factory=list)
    broken: bool = False
    digest: str = ""

    @cached_property
    def _lines(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer("\n", self.text))]

    @cached_property
    def _excerpts(self) -> dict[int, str]:
        return {}

    def position(self, start: int, end: int | None = None) -> Position:
        """Return the position of a stretch of characters; its length stays within the line."""
        start = min(start, len(self.text))
        number = bisect_right(self._lines, start)
        stop = self._lines[number] - 1 if number < len(self._lines) else len(self.text)
        length = max(1, min(stop if end is None else end, stop) - start)
        return Position(number, start - self._lines[number - 1] + 1, length)

    def excerpt(self, position: Position) -> str:
        """Return the line of a position, with what cannot be printed shown as a dot."""
        if position.line not in self._excerpts:
            start = self._lines[position.line - 1]
            end = self.text.find("\n", start)
            line = self.text[start : end if end >= 0 else len(self.text)]
            self._excerpts[position.line] = clean(line.replace("\t", " "), None)
        return self._excerpts[position.line]

    def _steps(self, path: PathKey) -> Iterator[tuple[str | int, Mark | None]]:
        """Yield each step with its mark; no mark for a field that is missing.

        Steps that are no part of the text (the tag of a union) are passed over.
        """
        mark = self.mark
        for number, step in enumerate(path):
            child = mark.children.get(step)
            if child is not None:
                mark = child
                yield step, mark
            elif mark.mapping and number == len(path) - 1:
                yield step, None

    def find(self, path: PathKey) -> tuple[Mark, bool]:
        """Return the mark at the path, or of the nearest parent that exists, and if it was all."""
        mark, whole = self.mark, True
        for _, child in self._steps(path):
            mark, whole = child or mark, child is not None
        return mark, whole

    def real_path(self, path: PathKey) -> PathKey:
        """Return the path as the editor knows it: without the tags of unions."""
        return tuple(step for step, _ in self._steps(path))

    def is_refused(self, path: PathKey) -> bool:
        """Tell whether something on the way could not be read, so that all is said about it."""
        marks = [child for _, child in self._steps(path) if child]
        return any(mark.refused for mark in [self.mark, *marks])

    def problem(self, code: str, message: str, start: int, end: int, help: str = "") -> Problem:
        """Return a problem at a stretch of characters."""
        position = self.position(start, end)
        return Problem(
            code, message, self.name, position, help=help, excerpt=self.excerpt(position)
        )
