"""Tracked changes of form in tables, each told where it is: at the cell, the row or the table.

Word marks every cell that somebody touched. What one person did in one go to all the cells of a
row was done to the row, and what was done to all the rows to the table.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from avtal.word.package.parts import W
from avtal.word.stories.acts import Block
from avtal.word.stories.forms import OTHER, FormChange, Telling, change_of
from avtal.word.stories.hiding import words_of
from avtal.word.stories.revisions import MERGED

if TYPE_CHECKING:
    from lxml import etree

_TABLE, _ROW, _CELL = f"{W}tbl", f"{W}tr", f"{W}tc"
_CHANGES = (*(f"{W}{name}Change" for name in ("tblPr", "tblPrEx", "trPr", "tcPr")), MERGED)
_PLACES = {
    "table": ("på tabellen",) * 2,
    "row": ("på raden", "på raderna"),
    "cell": ("på cellen", "på cellerna"),
}
_MERGES = {True: "celler slås samman", False: "sammanslagna celler delas"}


@dataclass(frozen=True)
class _Spot:
    """A change of form, and the rows (from 0) or the cells of them that it is of.

    `is_of_cells` says that it is of a row because it is of all of its cells.
    """

    change: FormChange
    level: Literal["table", "row", "cell"]
    rows: tuple[int, ...] = ()
    cells: tuple[etree._Element, ...] = ()
    is_of_cells: bool = False

    def is_as(self, other: _Spot) -> bool:
        """Tell whether somebody did the same in the same go."""
        alike = self.change.remarks == other.change.remarks and self.level == other.level
        return alike and self.change.is_of(other.change)


def find_table_changes(
    root: etree._Element, blocks: Sequence[Block], telling: Telling
) -> list[FormChange]:
    """Return the changes of form of the tables in a part, table by table."""
    by_element = {block.element: block for block in blocks}
    own: dict[etree._Element, list[etree._Element]] = {}
    for node in root.iter(*_CHANGES, f"{W}tblGridChange"):
        table = next(node.iterancestors(_TABLE), None)
        if table is not None:
            own.setdefault(table, []).append(node)
    return [
        change
        for table, nodes in own.items()
        for change in _Table(table, by_element, telling).changes(nodes)
    ]


class _Table:
    """One table, whose changes of form are read."""

    def __init__(
        self,
        table: etree._Element,
        by_element: Mapping[etree._Element, Block],
        telling: Telling,
    ) -> None:
        self._table = table
        self._by_element = by_element
        self._telling = telling
        self._rows = [one for one in table.iter(_ROW) if next(one.iterancestors(_TABLE)) is table]
        self._cells = Counter(next(one.iterancestors(_ROW), None) for one in table.iter(_CELL))
        self._number = {row: number for number, row in enumerate(self._rows)}

    def changes(self, nodes: Sequence[etree._Element]) -> Iterator[FormChange]:
        """Yield what the marks of a table say, in order."""
        if not self._blocks(self._table):
            return
        # Word does not say who made a column wider where it says who changed the cells.
        named = [one for one in nodes if one.tag in _CHANGES]
        spots = _one_a_holder([self._spot(one) for one in named or nodes])
        whole = self._whole_table(_adjacent(self._whole_rows(spots)))
        of_table: list[FormChange] = []
        for spot in whole:
            change = self._told(spot)
            same = [one for one in of_table if one.is_of(change)] if spot.level == "table" else []
            if same:
                same[0].remarks = tuple(dict.fromkeys([*same[0].remarks, *change.remarks]))
            elif spot.level == "table":
                of_table.append(change)
                yield change
            else:
                yield change

    def _spot(self, node: etree._Element) -> _Spot:
        holder = next(node.iterancestors(_TABLE, _ROW, _CELL))
        inside = self._blocks(holder)
        if node.tag == MERGED:
            remarks: tuple[str, ...] = (_MERGES[node.get(f"{W}vMerge") is not None],)
        elif node.tag in _CHANGES:
            remarks = self._telling.remarks(node, words_of(inside))
        else:
            remarks = (OTHER,)
        change = change_of(node, remarks, *inside)
        row = next(node.iterancestors(_ROW), None)
        number = None if row is None else self._number.get(row)
        if holder.tag == _TABLE or number is None:
            return _Spot(change, "table")
        if holder.tag == _ROW:
            return _Spot(change, "row", (number,))
        return _Spot(change, "cell", (number,), (holder,))

    def _blocks(self, holder: etree._Element) -> tuple[Block, ...]:
        found = (self._by_element.get(one) for one in holder.iter(f"{W}p"))
        return tuple(one for one in found if one is not None)

    def _whole_rows(self, spots: Sequence[_Spot]) -> list[_Spot]:
        """Return what was done to all cells of a row as done to the row."""
        found: list[_Spot] = []
        taken: set[int] = set()
        for place, spot in enumerate(spots):
            if place in taken:
                continue
            if spot.level == "cell" and spot.change.remarks[0] not in _MERGES.values():
                near = range(place, min(place + _MOST_CELLS, len(spots)))
                same = [one for one in near if _are_of_row(spot, spots[one])]
                if 1 < len(same) == self._in_row(spot.rows[0]):
                    taken |= set(same)
                    spot = replace(spot, level="row", cells=(), is_of_cells=True)
            found.append(spot)
        return found

    def _whole_table(self, spots: Iterable[_Spot]) -> Iterator[_Spot]:
        """Yield what was done to all rows of a table, or to all cells, as done to the table."""
        for spot in spots:
            all_rows = spot.level != "table" and len(spot.rows) == len(self._rows)
            if spot.cells:
                is_whole = all_rows and 1 < len(spot.cells) == sum(map(self._in_row, spot.rows))
            else:  # a row that is alone is told as that
                is_whole = all_rows and (len(spot.rows) > 1 or spot.is_of_cells)
            yield replace(spot, level="table", cells=()) if is_whole else spot

    def _in_row(self, number: int) -> int:
        return self._cells[self._rows[number]]

    def _told(self, spot: _Spot) -> FormChange:
        """Return the change with where it is in its words, and all of the rows that it is in."""
        where = _PLACES[spot.level][max(len(spot.rows), len(spot.cells)) > 1]
        remarks = [
            f"{one} {where}" if one == OTHER or one.endswith(" ändras") else one
            for one in spot.change.remarks
        ]
        rows = [self._rows[number] for number in spot.rows]
        holders = [self._table] if spot.level == "table" else rows
        if spot.cells and self._in_row(spot.rows[0]) > _MOST_CELLS:
            holders = list(spot.cells)  # no row that anybody reads
        about = (" ".join(one.text for one in self._blocks(cell) if one.text) or _EMPTY
                 for cell in spot.cells)  # fmt: skip
        return replace(
            spot.change,
            remarks=tuple(remarks),
            blocks=tuple(block for one in holders for block in self._blocks(one)),
            about="\n".join(about),
            in_rows=True,
        )


_EMPTY = "[tom cell]"
_MOST_CELLS = 63
"""How many cells a row of Word can have."""


def _are_of_row(spot: _Spot, other: _Spot) -> bool:
    return spot.rows == other.rows and spot.is_as(other)


def _one_a_holder(spots: Iterable[_Spot]) -> list[_Spot]:
    """Return the changes of each row, cell and table, those of one go as one."""
    found: list[_Spot] = []
    for spot in spots:
        last = found[-1] if found else None
        same = last is not None and (last.level, last.rows, last.cells) == (
            spot.level, spot.rows, spot.cells
        )  # fmt: skip
        if last is not None and same and last.change.is_of(spot.change):
            last.change.remarks = tuple(dict.fromkeys([*last.change.remarks, *spot.change.remarks]))
        else:
            found.append(spot)
    return found


def _adjacent(spots: Iterable[_Spot]) -> list[_Spot]:
    """Return what was done in one go to rows, or cells, beside each other as one change."""
    found: list[_Spot] = []
    for spot in spots:
        place = next(
            (
                place
                for place, one in list(enumerate(found))[-_LOOKED_BACK:]
                if one.level != "table" and one.is_as(spot) and spot.rows[0] - one.rows[-1] <= 1
            ),
            None,
        )
        if place is None:
            found.append(spot)
            continue
        one = found[place]
        rows = tuple(dict.fromkeys([*one.rows, *spot.rows]))
        one.change.at = spot.change.at
        found[place] = replace(one, rows=rows, cells=(*one.cells, *spot.cells))
    return found


_LOOKED_BACK = 20
"""How many changes back one that goes on is looked for: the cells of a row, that is."""
