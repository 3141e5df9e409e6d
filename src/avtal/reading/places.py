"""Where in a content file a problem stands: under the wrong word, not only in the wrong field."""

from __future__ import annotations

import re
from typing import Any

from avtal.problems import PathKey, Position, Problem, clean
from avtal.reading.tree import Mark, Tree


def position_at(
    tree: Tree,
    path: PathKey,
    *,
    line: int | None = None,
    sought: str = "",
    on_name: bool = False,
) -> Position:
    """Return where a field stands: its value where that is one text, else its name.

    `line` is a line within the value, from 0, and `sought` the part of the value that is meant.
    """
    mark, whole = tree.find(path)
    if whole and not mark.children and mark.start < mark.end and not on_name:
        return tree.position(*_stretch(tree.text, mark, line or 0, sought))
    if mark.key:
        return tree.position(*mark.key)
    return tree.position(mark.start, mark.start + 1)


def path_text(tree: Tree, path: PathKey) -> str:
    """Return the path of a field as an editor is told it: `kontakter.1.roll`."""
    return ".".join(clean(str(step)) for step in tree.real_path(path))


def problem_at(
    tree: Tree,
    path: PathKey,
    code: str,
    message: str,
    help: str = "",
    *,
    line: int | None = None,
    sought: str = "",
    on_name: bool = False,
    **more: Any,
) -> Problem:
    """Return a problem at a field, placed as by `position_at`."""
    position = position_at(tree, path, line=line, sought=sought, on_name=on_name)
    mark, whole = tree.find(path)
    missing_at_top = not whole and mark is tree.mark
    return Problem(
        code,
        message,
        tree.name,
        position,
        path_text(tree, path),
        help,
        # The first line of a file has nothing to do with a field that is missing from it.
        excerpt="" if missing_at_top else tree.excerpt(position),
        **more,
    )


def _stretch(text: str, mark: Mark, line: int, sought: str) -> tuple[int, int]:
    """Return the sought part of a scalar, else the line, else all of it."""
    start, end = mark.start, mark.end
    if mark.style in {"|", ">"} or (line and mark.style is None):
        start = _line_start(text, mark, line)
    found = text.find(sought, start, end) if sought else -1
    if found >= 0:
        return found, found + len(sought)
    # In the source a new line may stand where the value has a blank.
    words = r"\s+".join(map(re.escape, sought.split()))
    broken = re.compile(words).search(text, start, end) if words else None
    return broken.span() if broken else (start, end)


def _line_start(text: str, mark: Mark, line: int) -> int:
    """Return where the source line stands that gave a line of the scalar's value."""
    rows = text[mark.start : mark.end].split("\n")
    first = 1 if mark.style else 0
    if mark.style == "|":
        row = min(first + line, len(rows) - 1)
    else:
        row = first + _folded_row(rows[first:], line, indented=mark.style is not None)
    before = sum(len(earlier) + 1 for earlier in rows[:row])
    return mark.start + before + len(rows[row]) - len(rows[row].lstrip(" "))


def _folded_row(rows: list[str], line: int, indented: bool) -> int:
    """Return which source row begins a line of a folded text.

    Rows that follow each other are one line; n empty rows make n line breaks; a row that is
    indented more than the first keeps its own line break.
    """
    margin = next((len(row) - len(row.lstrip(" ")) for row in rows if row.strip()), 0)
    current = empty = 0
    plain_before: bool | None = None
    last = 0
    for number, row in enumerate(rows):
        if not row.strip():
            empty += 1
            continue
        plain = not indented or row[margin : margin + 1] != " "
        joined = plain and plain_before is not False
        current += empty if joined or plain_before is None else empty + 1
        if current > line:
            return last
        if current == line:
            return number
        plain_before, empty, last = plain, 0, number
    return last
