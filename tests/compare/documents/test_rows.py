"""Two documents side by side: every word of both stands there, and what was moved is called so."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from avtal.compare.documents.lines import lines_of
from avtal.compare.documents.marks import mirror
from avtal.compare.documents.rows import Row, rows_of
from avtal.word.stories.reading import Stories
from tests.compare.agreements import Agreement, Text, opened
from tests.compare.edits import Pair

MOVED = "Parterna ska följa upp planen varje år."


def test_what_was_moved_is_called_so() -> None:
    others = [Text(f"Stycke {number} om något annat.") for number in range(4)]
    old = opened(Agreement((Text(MOVED), *others)))
    new = opened(Agreement((*others, Text(MOVED))))
    rows = rows_of(lines_of(old.stories), lines_of(new.stories))
    assert [(row.state, row.moved) for row in rows if row.state != "same"] == [
        ("old", True),
        ("new", True),
    ]
    gone = rows_of(lines_of(old.stories), lines_of(opened(Agreement(tuple(others))).stories))
    assert [(row.state, row.moved) for row in gone if row.state != "same"] == [("old", False)]


def test_every_word_stands_side_by_side(chunk: list[Pair]) -> None:
    for before, after, _ in chunk:
        rows = compared(before, after)
        old, new = opened(before).stories, opened(after).stories
        # A paragraph without words has a row where a field or a bookmark stands in it.
        assert [*filter(str.strip, column(rows, "old"))] == [*filter(str.strip, units(old))]
        assert [*filter(str.strip, column(rows, "new"))] == [*filter(str.strip, units(new))]


def test_an_agreement_is_like_itself(chunk: list[Pair]) -> None:
    for before, _, _ in chunk:
        assert {row.state for row in compared(before, before)} <= {"same"}


def test_what_is_old_one_way_is_new_the_other(chunk: list[Pair]) -> None:
    for before, after, _ in chunk:
        there, back = compared(before, after), compared(after, before)
        turned = {"same": "same", "edited": "edited", "old": "new", "new": "old"}
        assert [turned[row.state] for row in there] == [row.state for row in back]
        assert [tuple(map(mirror, row.cells)) for row in there] == [row.cells for row in back]


def compared(before: Agreement, after: Agreement) -> list[Row]:
    return rows_of(lines_of(opened(before).stories), lines_of(opened(after).stories))


def column(rows: list[Row], side: str) -> Iterator[str]:
    """Yield the text of one side, story by story, put together from the marks."""
    by_story: dict[str, list[str]] = {}
    for row in rows:
        unit = getattr(row, side)
        if unit is not None:
            kept = [[m.text for m in cell if m.op in {"same", side}] for cell in row.cells]
            text = " | ".join("".join(cell) for cell in kept)
            by_story.setdefault(unit.line.paragraph.place, []).append(text)
    for story in sorted(by_story):
        yield from by_story[story]


def units(read: Stories) -> Iterator[str]:
    """Yield the text of a document, story by story, a paragraph or a table row at a time."""
    for _, story in sorted(read.items()):
        rows: dict[Any, dict[int, list[str]]] = {}
        for number, one in enumerate(story):
            if one.cells:
                *row, column = one.cells[0]
                texts = rows.setdefault(tuple(row), {}).setdefault(column, [])
                texts += [one.printed] if one.text else []
            elif one.printed.strip():
                rows[number] = {0: [one.printed]}
        yield from (" | ".join(map("\n".join, cells.values())) for cells in rows.values())
