"""Where on a page text stands, or beside it: indents, frames and margins in twentieths of a point.

Source: ISO/IEC 29500-1, 17.6 (sections), 17.3.1.12 (indents) and 17.3.1.11 (frames).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from avtal.word.package.parts import W
from avtal.word.surface.canonical import values_of

if TYPE_CHECKING:
    from lxml import etree

    from avtal.word.surface.cascade import Properties

_NUMBER = re.compile(r"(-?\d{1,9}(?:\.\d{1,9})?)(mm|cm|in|pt|pc|pi|%)?")
_POINTS = {"mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72, "pt": 1, "pc": 12, "pi": 12}
TWENTIETHS = 20
NARROWEST = 57
"""A millimetre: what is narrower shows no letter."""
LOWEST_ROW = 100
"""A row of exactly this height or less cuts its text off."""
OFF_PAGE = "flyttad utanför sidan"
CUT_OFF = "avskuren, raden är för låg"
"""How words are kept from the reader by where they stand, and by the room that they have."""
_OVER_THE_EDGE = 300
"""Half a centimetre: what begins so far outside of the paper has lost letters."""
_CHARACTER = 210
"""How wide an indent that is told in characters takes one to be."""
_LINE = 300


def measure(
    said: Mapping[str, str] | None, key: str, usual: float = 0, unit: int = TWENTIETHS
) -> float:
    """Return a measure, also one in centimetres or points; what is none is as usual.

    `unit` is how many of what it is counted in there are in a point.
    """
    found = _NUMBER.fullmatch((said or {}).get(key, ""))
    if found is None:
        return usual
    value = float(found[1])
    return value * _POINTS[found[2]] * unit if found[2] in _POINTS else value


@dataclass(frozen=True, slots=True)
class Page:
    """A page, or a cell that text stands in: how large it is, and its margins."""

    width: float = 11_906
    height: float = 16_838
    left: float = 1_417
    right: float = 1_417
    top: float = 1_417
    header: float = 709
    footer: float = 709
    is_cell: bool = False

    def is_outside(self, paragraph: Properties, *, numbered: bool = False) -> bool:
        """Tell whether the words of a paragraph begin or end outside; of a list, its number."""
        indent = paragraph.get("ind", {})
        before = _indent(indent, "start", "left")
        hanging = _indent(indent, "hanging")
        first = before + (-hanging if hanging else _indent(indent, "firstLine"))
        starts = [self.left + (first if numbered else before)]
        if not (numbered or hanging > 0):  # what hangs is mostly a number
            starts.append(self.left + first)
        end = self.width - self.right - _indent(indent, "end", "right")
        if max(starts) >= self.width or end <= 0 or self.top >= self.height:
            return True
        if self.is_cell or "bidi" in paragraph:
            return False
        how = paragraph.get("jc", {}).get("val", "")
        if how in {"right", "end"}:
            return end >= self.width + _OVER_THE_EDGE
        if how == "center":
            return not 0 <= (starts[0] + end) / 2 <= self.width
        return min(starts) <= -_OVER_THE_EDGE or (
            not numbered and self.left + first <= -_OVER_THE_EDGE * 5
        )

    def hides_frame(self, frame: Mapping[str, str] | None) -> bool:
        """Tell whether a frame (`w:framePr`) stands outside of the page."""
        if frame is None:
            return False
        x, y = measure(frame, "x"), measure(frame, "y")
        wide = measure(frame, "w") or NARROWEST * 20
        high = measure(frame, "h") or _LINE
        return (
            "xAlign" not in frame and self.is_beside(x, frame.get("hAnchor", "text"), wide)
        ) or (
            "yAlign" not in frame and self.is_above_or_below(y, frame.get("vAnchor", "text"), high)
        )

    def is_beside(self, x: float, anchor: str, wide: float) -> bool:
        """Tell whether what is so wide and begins at `x` from an anchor stands outside."""
        start = x if anchor == "page" else self.left + x
        return start >= self.width or start + wide <= 0

    def is_above_or_below(self, y: float, anchor: str, high: float) -> bool:
        """Tell whether what is so high and begins at `y` from an anchor stands outside."""
        if anchor == "text":  # somewhere on the page
            return abs(y) >= self.height
        start = y if anchor == "page" else self.top + y
        return start >= self.height or start + high <= 0


def pages_of(root: etree._Element) -> list[Page]:
    """Return the pages of each section of a document, in order."""
    found = []
    for section in root.iter(f"{W}sectPr"):
        if next(section.iterancestors(f"{W}txbxContent", f"{W}sectPrChange"), None) is not None:
            continue
        size, margins = (values_of(section.find(f"{W}{name}")) for name in ("pgSz", "pgMar"))
        usual = Page()
        found.append(
            Page(
                max(measure(size, "w", usual.width), NARROWEST),
                max(measure(size, "h", usual.height), NARROWEST),
                measure(margins, "left", usual.left) + measure(margins, "gutter"),
                measure(margins, "right", usual.right),
                abs(measure(margins, "top", usual.top)),
                abs(measure(margins, "header", usual.header)),
                abs(measure(margins, "footer", usual.footer)),
            )
        )
    return found or [Page()]


def largest(pages: list[Page]) -> Page:
    """Return a page on which all has room that has it on any of these."""
    return Page(
        max(one.width for one in pages),
        max(one.height for one in pages),
        min(one.left for one in pages),
        min(one.right for one in pages),
        min(one.top for one in pages),
        min(one.header for one in pages),
        min(one.footer for one in pages),
    )


def _indent(said: Mapping[str, str], *names: str) -> float:
    """Return an indent by the first of its names that is said; one in characters goes first."""
    for name in names:
        characters = measure(said, f"{name}Chars")
        if characters:
            return characters / 100 * _CHARACTER
        if name in said:
            return measure(said, name)
    return 0
