"""Which words of a part are kept from the reader, and which became so by a change of form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeAlias

from avtal.word.package.parts import W
from avtal.word.stories.acts import Block
from avtal.word.stories.changes import hidden_said
from avtal.word.stories.revisions import as_before

if TYPE_CHECKING:
    from lxml import etree

    from avtal.word.surface.surface import Around, Surface

Words: TypeAlias = "Mapping[Block, Mapping[etree._Element, str]]"
"""The text of runs, by paragraph."""
_Arounds: TypeAlias = "dict[etree._Element, Around]"
_Found: TypeAlias = "dict[etree._Element, str]"

_BOX = f"{W}txbxContent"
_TABLE, _ROW, _CELL = _AROUND = (f"{W}tbl", f"{W}tr", f"{W}tc")
_HOLDERS = (*_AROUND, f"{W}p", f"{W}r")
_PROPERTIES = tuple(f"{W}{name}Pr" for name in ("r", "p", "tbl", "tr", "tc"))
_CHANGES = tuple(f"{name}Change" for name in _PROPERTIES)


def words_of(blocks: Iterable[Block]) -> Words:
    """Return the text of every run of some paragraphs."""
    found: dict[Block, dict[etree._Element, str]] = {}
    for block in blocks:
        texts = found.setdefault(block, {})
        for atom in block.atoms:
            if atom.run is not None:
                texts[atom.run] = texts.get(atom.run, "") + atom.text
    return found


class Hiding:
    """Tells of words in one part how they are hidden, as the comparison does."""

    def __init__(self, surface: Surface, part: str) -> None:
        self._story = surface.story(part)
        self._page = surface.page

    def mark(self, block: Block) -> None:
        """Say at each atom of a paragraph that somebody put in how it is hidden."""
        if any(atom.is_new for atom in block.atoms):
            found = self._hidden(words_of([block]))
            for atom in block.atoms:
                atom.hidden = found.get(atom.run, "") if atom.run is not None else ""

    def remarks(self, change: etree._Element, words: Words) -> Iterator[str]:
        """Yield in Swedish how words are hidden by a change of form, and which are so no more.

        What is hidden in two ways at once is so by each of both: so each is seen also as if
        nothing else had been changed.
        """
        now = self._hidden(words)
        with _former([change]):
            before = self._hidden(words)
        hows = [how for run, how in now.items() if before.get(run) != how]
        others = [one for one in _around_and_in(change) if one is not change]
        if now and others:
            with _former(others):
                alone = self._hidden(words)
                with _former([change]):
                    nothing = self._hidden(words)
            hows += [how for run, how in alone.items() if run in now and nothing.get(run) != how]
        for how in dict.fromkeys(hows):
            yield f"blir {hidden_said(how)}"
        if any(run not in now for run in before):
            yield "är inte längre dold"

    def _hidden(self, words: Words) -> _Found:
        found: _Found = {}
        known: _Arounds = {}
        for block, texts in words.items():
            self._story.begin(block.element, self._around(block.element, known))
            for run, text in texts.items():
                how = self._story.look(run).read(text)[1] if text.strip() else ""
                if how:
                    found[run] = how
        return found

    def _around(self, node: etree._Element, known: _Arounds) -> Around:
        """Return what is around a paragraph, row or cell; `known` is what is around others."""
        holder = next(_holders(node, _AROUND), None)
        if holder is None:
            return self._page
        if holder not in known:
            read = {_TABLE: self._story.table, _ROW: self._story.row, _CELL: self._story.cell}
            known[holder] = read[str(holder.tag)](holder, self._around(holder, known))
        return known[holder]


def _holders(node: etree._Element, tags: Sequence[str]) -> Iterator[etree._Element]:
    """Yield what a node stands in, from within; a text box stands on a page of its own."""
    for one in node.iterancestors(*tags, _BOX):
        if one.tag == _BOX:
            return
        yield one


def _around_and_in(change: etree._Element) -> Iterator[etree._Element]:
    """Yield the changes of form of what a change is of, of all in it and of all around it."""
    holders = list(_holders(change, _HOLDERS))
    if holders:
        yield from filter(_is_of_words, holders[0].iter(*_CHANGES))
    for holder in holders[1:]:
        for properties in holder.iterchildren(*_PROPERTIES):
            yield from properties.iterchildren(*_CHANGES)


def _is_of_words(change: etree._Element) -> bool:
    """Tell whether a change is not of the end of a paragraph, which prints nothing."""
    return not any(one.tag == f"{W}pPr" for one in list(change.iterancestors())[1:2])


@contextmanager
def _former(changes: Sequence[etree._Element]) -> Iterator[None]:
    """Let properties be what they were before some changes, for a while."""
    swapped: list[tuple[etree._Element, etree._Element]] = []
    for change in changes:
        properties = change.getparent()
        holder = None if properties is None else properties.getparent()
        if properties is not None and holder is not None:
            was = as_before(change)
            holder.replace(properties, was)
            swapped.append((was, properties))
    try:
        yield
    finally:
        for was, properties in reversed(swapped):
            holder = was.getparent()
            assert holder is not None
            holder.replace(was, properties)
