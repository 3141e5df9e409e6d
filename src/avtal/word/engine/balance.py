"""Whether tags repeat and leave out whole elements, and where that can leave Word's XML broken.

A table whose rows all lie in loops may come out without rows, a cell without a paragraph, and a
bookmark twice. Where that can be is seen in the template; `mending` mends it in a document.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from avtal.word.engine.mending import HOLDER_MARK, TABLE_MARK, Weak
from avtal.word.tags.positions import TAG

_ELEMENT = re.compile(r"<(/?)([^\s<>/?!]+)([^<>]*?)(/?)>")
_WORD = re.compile(r"\{%\s*(\w+)")
_BOOKMARKS = {"w:bookmarkStart", "w:bookmarkEnd"}
_ID = re.compile(r'\bw:id="([^"]*)"')
_HOLDERS = {"w:tc", "w:hdr", "w:ftr"}


class Unbalanced(Exception):  # noqa: N818 - a finding about a template
    """The tag of this number, from 0, opens or closes a block across an element."""

    def __init__(self, tag: int) -> None:
        self.tag = tag
        super().__init__(str(tag))


@dataclass(slots=True)
class _Element:
    """An element that is open: where it begins, and in how many blocks.

    `has_row` tells whether a row is always in it; `last` is the last element in it, if that is
    always there.
    """

    name: str
    start: int
    blocks: int
    has_row: bool = False
    last: str = ""


@dataclass(frozen=True, slots=True)
class Marked:
    """A part with marks where a document may have to be mended, and what may be broken there."""

    source: str
    weak: Weak


def mark_part(source: str) -> Marked:
    """Return a part, its tags written as Jinja reads them, with its marks.

    Raises Unbalanced for a tag that does not repeat or leave out whole elements: without those,
    every document is XML whatever the values.
    """
    return _BalanceReader(source).read()


class _BalanceReader:
    def __init__(self, source: str) -> None:
        self._source = source
        self._open: list[_Element] = []
        self._blocks: list[tuple[str, ...]] = []  # what was open where each block began
        self._loops = 0
        self._marks: list[tuple[int, str]] = []
        self._ids: Counter[tuple[str, str]] = Counter()
        self._repeats = False

    def read(self) -> Marked:
        place = tag = 0
        for tag, found in enumerate(TAG.finditer(self._source)):
            self._elements(place, found.start(), tag)
            self._tag(found.group(), tag)
            place = found.end()
        self._elements(place, len(self._source), tag)
        if self._open or self._blocks:
            raise Unbalanced(tag)
        repeats = self._repeats or any(times > 1 for times in self._ids.values())
        weak = Weak(repeats, TABLE_MARK in {mark for _, mark in self._marks})
        return Marked("".join(self._with_marks()), weak)

    def _with_marks(self) -> Iterator[str]:
        place = 0
        for at, mark in sorted(self._marks):
            yield self._source[place:at] + mark
            place = at
        yield self._source[place:]

    def _elements(self, start: int, end: int, tag: int) -> None:
        """Take in the elements between two tags."""
        for found in _ELEMENT.finditer(self._source, start, end):
            closing, name, attributes, empty = found.groups()
            if closing:
                self._close(name, found.start(), tag)
                continue
            self._begin(name, attributes)
            self._open.append(_Element(name, found.start(), len(self._blocks)))
            if empty:
                self._close(name, found.end(), tag)

    def _begin(self, name: str, attributes: str) -> None:
        if name == "w:tr" and self._open and self._is_always_in(self._open[-1]):
            self._open[-1].has_row = True
        elif name in _BOOKMARKS:
            number = _ID.search(attributes)
            self._ids[name, number.group(1) if number else ""] += 1
            self._repeats |= self._loops > 0

    def _close(self, name: str, at: int, tag: int) -> None:
        if not self._open or self._open[-1].name != name:
            raise Unbalanced(tag)
        closed = self._open.pop()
        if name == "w:tbl" and not closed.has_row:
            self._marks.append((closed.start, TABLE_MARK))
        if name in _HOLDERS and closed.last != "w:p":
            self._marks.append((at, HOLDER_MARK))
        if self._open and name not in _BOOKMARKS:
            self._open[-1].last = name if self._is_always_in(self._open[-1]) else ""

    def _is_always_in(self, element: _Element) -> bool:
        """Whether what stands here is in the element whatever the values."""
        return element.blocks == len(self._blocks)

    def _tag(self, text: str, tag: int) -> None:
        word = _WORD.match(text)
        name = word.group(1) if word else ""
        here = tuple(element.name for element in self._open)
        if name in ("for", "if"):
            self._blocks.append(here)
            self._loops += name == "for"
        elif name:
            # Each way through a block must lead back to where it began.
            if not self._blocks or self._blocks[-1] != here:
                raise Unbalanced(tag)
            if name.startswith("end"):
                self._blocks.pop()
                self._loops -= name == "endfor"
        elif text.startswith("{{") and self._open:
            self._open[-1].last = ""  # what is printed here may be paragraphs
