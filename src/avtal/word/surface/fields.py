"""Fields: what Word counts out or fetches, where each begins and ends, and what it leads to.

Source: ISO/IEC 29500-1, 17.16 (fields and hyperlinks).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from avtal.word.package.parts import W

if TYPE_CHECKING:
    from lxml import etree

# What Word counts out for each page is no text of anyone's, nor is the day of reading.
_COUNTED = {"PAGE", "NUMPAGES", "SECTIONPAGES", "DATE", "TIME"}
_OFF = {"0", "false", "off"}


@dataclass
class Field:
    """A field that is open: its code so far, and whether its result has begun.

    `place` is where it began in the paragraph that is read; None where that was an earlier one.
    """

    place: int | None
    is_locked: bool = False
    code: str = ""
    has_result: bool = False


class OpenFields:
    """The fields that are open at a place of a story, the outermost first."""

    def __init__(self) -> None:
        self.open: list[Field] = []

    def take(self, mark: etree._Element, place: int) -> Field | None:
        """Take in a mark of a field or a piece of its code; return the field that it ends."""
        kind = mark.get(f"{W}fldCharType")
        if kind == "begin":
            self.open.append(Field(place, is_locked(mark)))
        elif not self.open:
            return None
        elif kind == "separate":
            self.open[-1].has_result = True
        elif kind == "end":
            return self.open.pop()
        elif kind is None:
            self.open[-1].code += mark.text or ""
        return None

    @property
    def in_code(self) -> bool:
        """Whether what stands here is the code of a field, which nobody sees."""
        return any(not field.has_result for field in self.open)


def is_locked(mark: etree._Element) -> bool:
    """Tell whether a field keeps its result, so that it is not counted out anew."""
    return mark.get(f"{W}fldLock", "0") not in _OFF


def is_counted(code: str, *, locked: bool = False) -> bool:
    """Tell whether Word counts out a field when the page is shown."""
    name = code.strip().partition(" ")[0].upper()
    return name in _COUNTED and not locked


_WORDS = re.compile(r'"([^"]*)"|(\S+)')
_ANCHOR, _TOOLTIP, _FRAME = "\\l", "\\o", "\\t"


class Link(NamedTuple):
    """Where a link leads: an address, a bookmark, or both; its tip, and the window it opens."""

    address: str = ""
    anchor: str = ""
    tooltip: str = ""
    frame: str = ""


def link_of(code: str) -> Link | None:
    """Return where a field leads that is a link; None of any other field."""
    name, *rest = [quoted or bare for quoted, bare in _WORDS.findall(code)] or [""]
    if name.upper() != "HYPERLINK":
        return None
    found = {"": "", _ANCHOR: "", _TOOLTIP: "", _FRAME: ""}
    left = iter(rest)
    for word in left:
        if word in found:
            found[word] = next(left, "")
        elif not word.startswith("\\"):
            found[""] = word
    return Link(*found.values())
