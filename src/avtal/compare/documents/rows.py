"""Two documents side by side: which paragraphs and table rows follow each other, and how."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from rapidfuzz import fuzz

from avtal.compare.documents.lines import Line
from avtal.compare.documents.looks import changed_form
from avtal.compare.documents.marks import Stretch, align, mirror, word_marks
from avtal.word.stories.reading import BODY, Paragraph

State = Literal["same", "edited", "old", "new"]

_ALIKE = 50.0
"""How alike two texts must be, in percent, for the one to be called an edit of the other."""
_AHEAD = 50
"""How many paragraphs ahead an edited one is looked for, where many differ in a row."""
_WORTH_MOVING = 20
"""Characters of a text that is called moved where it stands elsewhere; shorter ones recur."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A paragraph, or a table row with its cells: what a reader sees as one line.

    `lines` are the paragraphs that it is made of, `cells` the texts of the cells, one for a
    paragraph, and `printed` the same after their numbers in lists.
    """

    lines: tuple[Line, ...]
    cells: tuple[str, ...]
    printed: tuple[str, ...]
    in_table: bool

    @property
    def line(self) -> Line:
        """The first paragraph, by which it is said where the unit stands."""
        return self.lines[0]

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The paragraphs without their places under headings."""
        return tuple(line.paragraph for line in self.lines)

    @property
    def text(self) -> str:
        """All of the unit as one text."""
        return " | ".join(self.cells)


@dataclass(frozen=True, slots=True)
class Row:
    """A unit of the old document beside what it is in the new one.

    `cells` are the words of each cell with what differs marked. `moved` says that the same text
    stands elsewhere in the other document. `form` are the properties of looks that differ.
    """

    state: State
    old: Unit | None
    new: Unit | None
    cells: tuple[tuple[Stretch, ...], ...]
    moved: bool = False
    form: tuple[str, ...] = ()

    @property
    def unit(self) -> Unit:
        """The unit as it is now, or as it was where it is gone."""
        unit = self.new or self.old
        assert unit is not None
        return unit

    @property
    def differs(self) -> bool:
        """Whether a reader sees anything else: other words, or the same ones with another look."""
        if self.state != "same" or self.old is None or self.new is None:
            return True
        looks = [
            [replace(one, cells=()) for one in unit.paragraphs] for unit in (self.old, self.new)
        ]
        return looks[0] != looks[1]


def rows_of(old: Sequence[Line], new: Sequence[Line]) -> list[Row]:
    """Return two documents side by side, story by story; every word of both is in a row."""
    before, after = (_by_story(lines) for lines in (old, new))
    rows = [
        row
        for story in sorted({*before, *after}, key=_story_order)
        for row in _align_units(before.get(story, []), after.get(story, []))
    ]
    return _with_moves(rows)


def _story_order(name: str) -> tuple[bool, str]:
    """Order stories the same whichever document has them: the body last."""
    return name == BODY, name


def _by_story(lines: Sequence[Line]) -> dict[str, list[Unit]]:
    found: dict[str, list[Unit]] = {}
    for (place, row), group in groupby(lines, _row_key):
        together = tuple(group)
        if row is None:
            for one in together:
                if one.paragraph.printed.strip() or one.paragraph.things:
                    found.setdefault(place, []).append(_unit((one,)))
            continue
        found.setdefault(place, []).append(_unit(together))
    return found


def _unit(lines: tuple[Line, ...]) -> Unit:
    cells: dict[tuple[object, ...], list[Paragraph]] = {}
    for one in lines:
        cells.setdefault(one.paragraph.cells[:1], []).append(one.paragraph)
    return Unit(
        lines,
        tuple("\n".join(one.text for one in cell if one.text) for cell in cells.values()),
        tuple("\n".join(one.printed for one in cell if one.printed) for cell in cells.values()),
        bool(lines[0].paragraph.cells),
    )


def _row_key(line: Line) -> tuple[str, tuple[int, int] | None]:
    cells = line.paragraph.cells
    return line.paragraph.place, cells[0][:2] if cells else None


def _align_units(old: Sequence[Unit], new: Sequence[Unit]) -> Iterator[Row]:
    """Yield two stories side by side; the other way round they are the same, old for new."""
    if [unit.cells for unit in old] > [unit.cells for unit in new]:
        yield from map(_mirror, _align_units(new, old))
        return
    texts = [[unit.cells for unit in side] for side in (old, new)]
    for equal, a, b, c, d in align(*texts):
        if equal:
            for before, after in zip(old[a:b], new[c:d], strict=True):
                if before.printed == after.printed:
                    form = changed_form(before.paragraphs, after.paragraphs)
                    yield Row("same", before, after, _alone(after, "same"), form=form)
                else:  # another number in a list
                    yield _edited(before, after)
        else:
            yield from _pair_edits(old[a:b], new[c:d])


_OTHER: Mapping[State, State] = {"same": "same", "edited": "edited", "old": "new", "new": "old"}


def _mirror(row: Row) -> Row:
    cells = tuple(map(mirror, row.cells))
    return Row(_OTHER[row.state], row.new, row.old, cells, form=row.form)


def _pair_edits(old: Sequence[Unit], new: Sequence[Unit]) -> Iterator[Row]:
    """Yield what differs: each old unit beside the new one that is most like it, in order."""
    start = 0
    for unit in old:
        window = new[start : start + _AHEAD]
        scores = [_likeness(unit, one) for one in window]
        best = max(scores, default=0.0)
        if best < _ALIKE:
            yield Row("old", unit, None, _alone(unit, "old"))
            continue
        place = scores.index(best)
        for one in window[:place]:
            yield Row("new", None, one, _alone(one, "new"))
        yield _edited(unit, window[place])
        start += place + 1
    for one in new[start:]:
        yield Row("new", None, one, _alone(one, "new"))


def _edited(old: Unit, new: Unit) -> Row:
    form = changed_form(old.paragraphs, new.paragraphs)
    return Row("edited", old, new, _mark(old, new), form=form)


def _likeness(old: Unit, new: Unit) -> float:
    return fuzz.ratio(old.text, new.text) if old.in_table == new.in_table else 0.0


def _alone(unit: Unit, op: Literal["same", "old", "new"]) -> tuple[tuple[Stretch, ...], ...]:
    return tuple((Stretch(op, text),) if text else () for text in unit.printed)


def _mark(old: Unit, new: Unit) -> tuple[tuple[Stretch, ...], ...]:
    if len(old.cells) != len(new.cells):  # a column came or went: the cells are read as one text
        return (word_marks(" | ".join(old.printed), " | ".join(new.printed)),)
    return tuple(word_marks(a, b) for a, b in zip(old.printed, new.printed, strict=True))


def _with_moves(rows: list[Row]) -> list[Row]:
    gone = {row.unit.text for row in rows if row.state == "old"}
    come = {row.unit.text for row in rows if row.state == "new"}
    both = {text for text in gone & come if len(text) >= _WORTH_MOVING}
    return [
        replace(row, moved=True) if row.state in {"old", "new"} and row.unit.text in both else row
        for row in rows
    ]
