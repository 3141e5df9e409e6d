"""What a document names elsewhere in itself: bookmarks, and what the file says of itself.

Links, fields and content controls print or lead to what has a name. Source: ISO/IEC 29500-1,
17.13.6 (bookmarks), 17.16.5 (fields) and 17.5.2.6 (data of content controls).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from avtal.word.package.parts import Package, W
from avtal.word.surface.canonical import name_of
from avtal.word.surface.fields import OpenFields

if TYPE_CHECKING:
    from lxml import etree

_WORD = re.compile(r"\w+")
_JUMPS = {"HYPERLINK", "PAGEREF", "NOTEREF", "GOTOBUTTON"}
"""Fields that lead to where a bookmark begins, and print nothing of what is in it."""
_GENERATED = re.compile(r"_Toc\d+")
"""The names of headings, which Word makes anew with each table of contents."""
_ENTRY = re.compile(r"[\d.\s]*")
"""What an entry of a table of contents has beside its heading: numbers."""
_BINDINGS = {"w:dataBinding", "w15:dataBinding"}


class References:
    """What the links, fields and content controls of a document name."""

    def __init__(self, package: Package) -> None:
        self._roots = [one for one in package.xml.values() if str(one.tag).startswith(W)]

    def leads_to(self, bookmark: str) -> bool:
        """Tell whether a link or field leads to a bookmark, or prints what is in it."""
        return bookmark in self._anchors or bookmark.casefold() in self.words

    def prints(self, bookmark: str) -> bool:
        """Tell whether a field prints what stands in a bookmark."""
        return bookmark.casefold() in self._printed

    def names(self, fact: str) -> bool:
        """Tell whether a field or content control names what a file says of itself."""
        said = [word.casefold() for word in _WORD.findall(fact)]
        return bool(said) and self.words.issuperset(said)

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of all fields, and of where content controls take their text from.

        They are in small letters: names are the same in both.
        """
        texts = [*self._codes, *(xpath for xpath, _ in self._bindings)]
        return frozenset(word.casefold() for text in texts for word in _WORD.findall(text))

    @cached_property
    def stores(self) -> frozenset[str]:
        """The ids of the data that content controls take their text from; ”” is any of it."""
        return frozenset(store for _, store in self._bindings)

    def called(self, bookmark: str, mark: etree._Element) -> str:
        """Return a bookmark as a mark leads to it: `#Villkor`, rubriken ”Avtalstid”.

        A heading that Word has named is told by its words, but where the mark stands in its own
        entry of a table of contents.
        """
        heading, number = self._headings.get(bookmark, ("", 0))
        if not heading:
            return f"#{bookmark}"
        is_own = _ENTRY.fullmatch(_words_of(_paragraph_of(mark)).replace(heading, "", 1))
        said = "rubriken med samma ord" if is_own else f"rubriken ”{heading}”"
        return f"{said} ({number})" if number > 1 else said

    def code(self, code: str, mark: etree._Element) -> str:
        """Return the code of a field, with the headings that it leads to by their words."""
        words = " ".join(code.split())
        return _GENERATED.sub(lambda found: self.called(found[0], mark), words)

    @cached_property
    def _anchors(self) -> frozenset[str]:
        links = (one for root in self._roots for one in root.iter(f"{W}hyperlink"))
        return frozenset(one.get(f"{W}anchor", "") for one in links)

    @cached_property
    def _codes(self) -> list[str]:
        return [code for root in self._roots for code in _codes(root)]

    @cached_property
    def _printed(self) -> frozenset[str]:
        codes = (one for one in self._codes if one.split()[:1] and not _is_jump(one))
        return frozenset(word.casefold() for code in codes for word in _WORD.findall(code))

    @cached_property
    def _bindings(self) -> list[tuple[str, str]]:
        """Where content controls take their text from: the path, and the id of the data."""
        return [
            (_any(one, "xpath"), _any(one, "storeItemID").upper())
            for root in self._roots
            for one in root.iter("{*}dataBinding")
            if name_of(str(one.tag)) in _BINDINGS
        ]

    @cached_property
    def _headings(self) -> dict[str, tuple[str, int]]:
        """The words of each heading that Word has named, and its number among those of the same."""
        found: dict[str, tuple[str, int]] = {}
        counted: Counter[str] = Counter()
        for root in self._roots:
            for mark in root.iter(f"{W}bookmarkStart"):
                name = mark.get(f"{W}name", "")
                if is_generated(name) and name not in found:
                    words = _words_of(_paragraph_of(mark))
                    counted[words] += 1
                    found[name] = words, counted[words]
        return found


def is_generated(bookmark: str) -> bool:
    """Tell whether Word has named a bookmark, and names it anew with the table of contents."""
    return _GENERATED.fullmatch(bookmark) is not None


def _paragraph_of(mark: etree._Element) -> etree._Element | None:
    """Return the paragraph that a mark is or stands in, or the one that follows it."""
    if mark.tag == f"{W}p":
        return mark
    inside = next(mark.iterancestors(f"{W}p"), None)
    return next(mark.itersiblings(f"{W}p"), None) if inside is None else inside


def _words_of(element: etree._Element | None) -> str:
    """Return the words of an element, without signs and fields' codes, on one line."""
    texts = () if element is None else element.iter(f"{W}t")
    return " ".join("".join(one.text or "" for one in texts).split())


def _is_jump(code: str) -> bool:
    return code.split()[0].upper() in _JUMPS


def _any(element: etree._Element, name: str) -> str:
    """Return an attribute, in whichever namespace it stands."""
    return next((str(v) for k, v in element.attrib.items() if str(k).endswith(f"}}{name}")), "")


def _codes(root: etree._Element) -> Iterator[str]:
    """Yield the codes of fields, also of those that do not end."""
    fields = OpenFields()
    for one in root.iter(f"{W}fldSimple", f"{W}fldChar", f"{W}instrText"):
        if one.tag == f"{W}fldSimple":
            yield one.get(f"{W}instr", "")
        elif (done := fields.take(one, 0)) is not None:
            yield done.code
    yield from (field.code for field in fields.open)
