"""The cells of a table: which are shown, how wide they are, and which formats of a style they have.

Source: ISO/IEC 29500-1, 17.4 (tables) and 17.7.6 (conditional formats of table styles).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from avtal.word.package.parts import W
from avtal.word.surface.canonical import whole_of
from avtal.word.surface.pages import CUT_OFF, LOWEST_ROW, NARROWEST, OFF_PAGE, Page, measure

if TYPE_CHECKING:
    from lxml import etree

    from avtal.word.surface.cascade import Properties

Named: TypeAlias = "Callable[[str, etree._Element | None], Properties]"
"""Reads the properties of a table, row or cell, each called `cell.tcW`."""

_MARGIN = re.compile(r"<w:(\w+)((?: w:\w+='[^']*')*)></>")
_ATTRIBUTE = re.compile(r" w:(\w+)='([^']*)'")
_USUAL_MARGINS = {"left": 108.0, "right": 108.0, "top": 0.0}
_ALL = 5_000
"""The whole width, where widths are told in fiftieths of a per cent."""

_LOOK = {"firstRow": 0x20, "lastRow": 0x40, "firstCol": 0x80, "lastCol": 0x100,
         "noHBand": 0x200, "noVBand": 0x400}  # fmt: skip
_WRITTEN_OUT = {"firstCol": "firstColumn", "lastCol": "lastColumn"}
_HEXADECIMAL = re.compile("[0-9A-Fa-f]{1,8}")
_MOST_BANDS = 100


@dataclass(frozen=True, slots=True)
class Place:
    """Where a cell stands: the formats of the style that it has, how it is hidden, and its room.

    `formats` is None where the table does not say which it has. The first has the least to say.
    `said` are the properties of the cell itself.
    """

    said: Properties
    formats: tuple[str, ...] | None = ()
    hidden: str = ""
    room: Page | None = None


class Grid:
    """Places the cells of one table."""

    def __init__(self, style: Properties, own: Properties, page: Page, named: Named) -> None:
        self._said = {**style, **own}
        look = self._said.get("table.tblLook")
        self._on = None if look is None else _turned_on(look)
        self._page = page
        self._named = named

    def places(self, table: etree._Element) -> dict[etree._Element, Place]:
        """Return the place of each cell."""
        found: dict[etree._Element, Place] = {}
        columns = [
            measure({"w": one.get(f"{W}w", "")}, "w")
            for one in table.iterfind(f"{W}tblGrid/{W}gridCol")
        ]
        rows = [*_within(table, f"{W}tr")]
        for number, row in enumerate(rows):
            own = self._named("row", row.find(f"{W}trPr"))
            other = self._named("table", row.find(f"{W}tblPrEx"))
            line = _Line({**self._said, **other}, own, columns, self._page)
            cells = [*_within(row, f"{W}tc")]
            for column, cell in enumerate(cells):
                said = self._named("cell", cell.find(f"{W}tcPr"))
                hidden, room = line.next(said)
                if number and _goes_on(said.get("cell.vMerge")):
                    hidden = "i en cell som hör till den ovanför"
                elif column and _goes_on(said.get("cell.hMerge")):
                    hidden = "i en cell som hör till den bredvid"
                formats = self._formats((number, len(rows)), (column, len(cells)))
                found[cell] = Place(said, formats, hidden, room)
        return found

    def _formats(self, row: tuple[int, int], column: tuple[int, int]) -> tuple[str, ...] | None:
        return None if self._on is None else tuple(self._of_cell(self._on, row, column))

    def _of_cell(
        self, on: set[str], row: tuple[int, int], column: tuple[int, int]
    ) -> Iterator[str]:
        is_first, is_last = row[0] == 0, row[0] == row[1] - 1
        is_left, is_right = column[0] == 0, column[0] == column[1] - 1
        first, last = "firstRow" in on and is_first, "lastRow" in on and is_last
        left, right = "firstCol" in on and is_left, "lastCol" in on and is_right
        if "noVBand" not in on and not (left or right):
            yield f"band{self._band('Col', column[0] - ('firstCol' in on))}Vert"
        if "noHBand" not in on and not (first or last):
            yield f"band{self._band('Row', row[0] - ('firstRow' in on))}Horz"
        for name, has in (("firstRow", first), ("lastRow", last), ("firstCol", left),
                          ("lastCol", right), ("neCell", first and right),
                          ("nwCell", first and left), ("seCell", last and right),
                          ("swCell", last and left)):  # fmt: skip
            if has:
                yield name

    def _band(self, what: str, number: int) -> int:
        said = self._said.get(f"table.tblStyle{what}BandSize", {})
        size = min(max(whole_of(said.get("val"), 1), 1), _MOST_BANDS)
        return number // size % 2 + 1


class _Line:
    """Places the cells of one row, from the left."""

    def __init__(
        self, table: Properties, row: Properties, columns: list[float], page: Page
    ) -> None:
        self._table = table
        self._margins = {**_USUAL_MARGINS, **_margins(table.get("table.tblCellMar"))}
        self._page = page
        self._columns = columns
        self._is_fixed = table.get("table.tblLayout", {}).get("type") == "fixed"
        height = row.get("row.trHeight", {})
        self._height = measure(height, "val") if height.get("hRule") == "exact" else 0
        self._number = whole_of(row.get("row.gridBefore", {}).get("val"))
        skipped = self._width(row.get("row.wBefore")) or sum(columns[: self._number])
        self._moved, self._below = self._start(sum(columns))
        self._at = skipped

    def _start(self, wide: float) -> tuple[float, bool]:
        """Return where the table begins from the edge of the page, and if it is above or below."""
        said = self._table
        floats = said.get("table.tblpPr")
        if floats is not None:
            y = measure(floats, "tblpY")
            below = "tblpYSpec" not in floats and self._page.is_above_or_below(
                y, floats.get("vertAnchor", "text"), 0
            )
            x = 0.0 if "tblpXSpec" in floats else measure(floats, "tblpX")
            on_page = floats.get("horzAnchor") == "page"
            return (x if on_page and "tblpXSpec" not in floats else self._page.left + x), below
        if said.get("table.jc", {}).get("val") in {"center", "right", "end"}:
            return self._page.left, False
        return self._page.left + self._width(said.get("table.tblInd")), False

    def next(self, said: Properties) -> tuple[str, Page | None]:
        """Return how the next cell is hidden, and the room in it where that is known."""
        span = max(whole_of(said.get("cell.gridSpan", {}).get("val"), 1), 1)
        wide = self._width(said.get("cell.tcW"))
        wide = wide or sum(self._columns[self._number : self._number + span])
        start = self._moved + self._at
        self._number += span
        self._at += wide if self._is_fixed else 0
        margins = self._margins
        if "cell.tcMar" in said:
            margins = {**margins, **_margins(said["cell.tcMar"])}
        room = self._page.width
        if self._is_fixed and wide:
            room = wide
            if wide < NARROWEST:
                return "i en cell som är för smal", None
        if self._below or "table.bidiVisual" in self._table:
            return OFF_PAGE if self._below else "", None
        ends = start + (wide or self._page.width)
        if start >= self._page.width or ends <= 0:
            return OFF_PAGE, None
        aside = margins["left"] + margins["right"]
        usual = _USUAL_MARGINS["left"] + _USUAL_MARGINS["right"]
        if aside > usual and aside > room - NARROWEST:
            return "i en cell vars marginaler inte lämnar plats", None
        if margins["top"] >= (self._height - LOWEST_ROW if self._height else self._page.height):
            return CUT_OFF, None
        high = self._height or self._page.height
        return "", Page(room, high, margins["left"], margins["right"], 0, is_cell=True)

    def _width(self, said: Mapping[str, str] | None) -> float:
        """Return a width; that of a share of the page, or none, where it is said so."""
        if said is None or said.get("type") in {"auto", "nil"}:
            return 0
        value = measure(said, "w")
        if said.get("type") != "pct":
            return value
        share = value / 100 if said.get("w", "").endswith("%") else value / _ALL
        return share * (self._page.width - self._page.left - self._page.right)


def _turned_on(look: Mapping[str, str]) -> set[str]:
    """Return which formats a table has of its style, and which bands it does not."""
    value = look.get("val", "")
    bits = int(value, 16) if _HEXADECIMAL.fullmatch(value) else 0
    return {
        name
        for name, bit in _LOOK.items()
        if look.get(_WRITTEN_OUT.get(name, name), "1" if bits & bit else "0") == "1"
    }


def _goes_on(merged: Mapping[str, str] | None) -> bool:
    return merged is not None and merged.get("val", "continue") == "continue"


def _margins(said: Mapping[str, str] | None) -> dict[str, float]:
    """Return margins as they are written in `tcMar` or `tblCellMar`, by side."""
    found = {}
    for side, attributes in _MARGIN.findall((said or {}).get("", "")):
        value = dict(_ATTRIBUTE.findall(attributes))
        name = {"start": "left", "end": "right"}.get(side, side)
        if value.get("type") != "nil":
            found[name] = measure(value, "w")
    return found


def _within(holder: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Yield the rows of a table or the cells of a row, also those within content controls."""
    for child in holder:
        if child.tag == tag:
            yield child
        elif child.tag not in {f"{W}tbl", f"{W}p", f"{W}tc", f"{W}tr"}:
            yield from _within(child, tag)
