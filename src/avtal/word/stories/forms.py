"""Tracked changes of form, in words: who made what bold, a heading, or hidden."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from avtal.word.package.parts import W
from avtal.word.stories.acts import PILCROW, Block, are_near, is_on
from avtal.word.stories.hiding import Hiding, Words, words_of
from avtal.word.stories.reading import NORMAL
from avtal.word.stories.revisions import INSERTED, as_before
from avtal.word.surface.table import WORDS

if TYPE_CHECKING:
    from lxml import etree

    from avtal.word.surface.numbering import Lists

_ON_OR_OFF = {
    "b": "fet",
    "i": "kursiv",
    "strike": "genomstruken",
    "dstrike": "genomstruken",
    "caps": "skriven i versaler",
    "smallCaps": "skriven i kapitäler",
    "vanish": "dold",
    "hidden": "en dold rad",
}
_HIDES = ("vanish", "hidden")
_OF_PARAGRAPH = f"{W}pPrChange"
_NUMBER = "nummer i en lista"
_PAGES = "annan sidform, till exempel marginaler eller sidhuvud"
OTHER = "annan form"
"""What is said where nothing that has a name is another."""


@dataclass(eq=False, slots=True)
class FormChange:
    """A change of form: who, when, how in Swedish, the paragraphs, and the words that it is about.

    `about` is empty where it is about all of the paragraphs. Those of a table are shown as rows.
    """

    author: str
    at: str
    remarks: tuple[str, ...]
    blocks: tuple[Block, ...]
    about: str = ""
    in_rows: bool = False

    def is_of(self, other: FormChange) -> bool:
        """Tell whether the same person made both in one go."""
        return self.author == other.author and are_near(self.at, other.at)


@dataclass(frozen=True)
class Telling:
    """Says in Swedish what a change of form does; `styles` are names by id."""

    styles: Mapping[str, str]
    hiding: Hiding
    lists: Lists

    def remarks(self, node: etree._Element, words: Words) -> tuple[str, ...]:
        """Return how something looks otherwise than it did, first what it does to its words."""
        hides = tuple(self.hiding.remarks(node, words))
        looks = [*_looks(node, self.styles, bool(hides))]
        if node.tag == _OF_PARAGRAPH and self._list(node.getparent()) != self._list(
            as_before(node)
        ):
            looks.append(_NUMBER)  # its style may have it
        return tuple(dict.fromkeys([*hides, *looks])) or (OTHER,)

    def _list(self, properties: etree._Element | None) -> tuple[str, int] | None:
        if properties is None:
            return None
        style = properties.find(f"{W}pStyle")
        name = None if style is None else style.get(f"{W}val")
        return self.lists.place_in(name, properties.find(f"{W}numPr"))


def find_form_changes(
    root: etree._Element, blocks: Sequence[Block], telling: Telling
) -> list[FormChange]:
    """Return the changes of form of texts and pages in a part, in order.

    What somebody did in one go to several runs or paragraphs beside each other is one.
    """
    found: list[FormChange] = []
    for block in blocks:
        here = _in_one_go([*_of_paragraph(block, telling), *_of_runs(block, telling)])
        going = [one for one in found[-_LOOKED_BACK:] if _goes_on(one, block)]
        if not here and not block.text:
            for one in going:
                one.blocks += (block,)  # nobody sees the form of an empty paragraph
        for one in here:
            same = [other for other in going if _are_whole(one, other)]
            same = [other for other in same if other.remarks == one.remarks]
            if same:
                same[0].at, same[0].blocks = one.at, same[0].blocks + one.blocks
            else:
                found.append(one)
    return [*found, *_of_pages(root, blocks, telling)]


_LOOKED_BACK = 10
"""How many changes back one that goes on is looked for: several people do several things."""


def _goes_on(one: FormChange, block: Block) -> bool:
    """Tell whether a change is of all of the paragraph before another one."""
    return not one.about and one.blocks[-1].number == block.number - 1


def _are_whole(one: FormChange, other: FormChange) -> bool:
    """Tell whether two changes of one go are about all of their paragraphs."""
    return not one.about and not other.about and one.is_of(other)


def _in_one_go(changes: Iterable[FormChange]) -> list[FormChange]:
    """Return the changes of a paragraph, with those that are all about all of it as one."""
    found: list[FormChange] = []
    for one in changes:
        same = [other for other in found if _are_whole(one, other)]
        if one.about == PILCROW and any(map(one.is_of, found)):
            continue  # nobody sees the look of the end of a paragraph
        if same:
            same[0].remarks = tuple(dict.fromkeys([*same[0].remarks, *one.remarks]))
        else:
            found.append(one)
    return found


def _of_paragraph(block: Block, telling: Telling) -> Iterator[FormChange]:
    properties = block.element.find(f"{W}pPr")
    if properties is None:
        return
    # The number of a new paragraph comes with it, and one that is said is not said again.
    said = {act.author for act in block.atoms[-1].acts} if block.is_whole("new") else set()
    for node in properties.iterfind(_OF_PARAGRAPH):
        one = change_of(node, telling.remarks(node, words_of([block])), block)
        if _NUMBER in one.remarks:
            said.add(one.author)
        yield one
    for node in properties.iterfind(f"{W}numPr/*"):
        if node.tag in (*INSERTED, f"{W}numberingChange"):
            one = change_of(node, (_NUMBER,), block)
            if one.author not in said:
                yield one


def _of_runs(block: Block, telling: Telling) -> Iterator[FormChange]:
    """Yield what was done to the words of a paragraph; runs beside each other are one."""
    texts: dict[etree._Element | None, str] = {}
    for atom in block.atoms:
        texts[atom.run] = texts.get(atom.run, "") + (atom.text if atom.run is not None else "")
    going: FormChange | None = None
    found: list[FormChange] = []
    for run, text in texts.items():
        end = run is None
        node = (block.element if end else run).find(  # type: ignore[union-attr]
            f"{W}pPr/{W}rPr/{W}rPrChange" if end else f"{W}rPr/{W}rPrChange"
        )
        if node is None:
            going = None if text else going
            continue
        words = {} if run is None else {block: {run: text}}
        one = change_of(node, telling.remarks(node, words), block)
        if going and going.remarks == one.remarks and going.is_of(one):
            going.about += text
        else:
            going = one
            going.about = text
            found.append(one)
    everything = "".join(texts.values())
    for one in found:
        about = unicodedata.normalize("NFC", one.about) or PILCROW
        one.about = "" if one.about == everything else about
        yield one


def _of_pages(
    root: etree._Element, blocks: Sequence[Block], telling: Telling
) -> Iterator[FormChange]:
    """Yield what was done to pages, as their margins, at the last paragraph of each."""
    by_element = {block.element: block for block in blocks}
    outside = [one for one in blocks if one.nearest(f"{W}txbxContent") is None]
    for node in root.iter(f"{W}sectPrChange"):
        last = [by_element[one] for one in node.iterancestors(f"{W}p") if one in by_element]
        for block in [*last, *outside[-1:]][:1]:
            told = telling.remarks(node, {})
            yield change_of(node, (_PAGES,) if told == (OTHER,) else told, block)


def change_of(node: etree._Element, remarks: tuple[str, ...], *blocks: Block) -> FormChange:
    """Return what a mark in the file says was done to some paragraphs."""
    return FormChange(node.get(f"{W}author", ""), node.get(f"{W}date", ""), remarks, blocks)


def _looks(node: etree._Element, styles: Mapping[str, str], hides: bool) -> Iterator[str]:
    """Yield how something looks otherwise; that it hides words is said already where it does."""
    parent = node.getparent()
    now = {str(one.tag).removeprefix(W): one for one in (() if parent is None else parent)}
    before = {str(one.tag).removeprefix(W): one for one in as_before(node)}
    told: list[str] = []
    for name in dict.fromkeys([*now, *before]):
        new, old = now.get(name), before.get(name)
        if name in _ON_OR_OFF:
            if name in _HIDES and hides:
                continue
            if is_on(new) and not is_on(old):
                told.append(f"blir {_ON_OR_OFF[name]}")
            elif is_on(old) and not is_on(new):
                told.append(f"är inte längre {_ON_OR_OFF[name]}")
        elif (None if new is None else _look(new)) == (None if old is None else _look(old)):
            continue
        elif name == "pStyle":
            styled = [_style(one, styles) for one in (new, old)]
            told.append(f"formatmallen ”{styled[0]}” i stället för ”{styled[1]}”")
        elif name == "numPr":
            told.append(_NUMBER)
        elif name in WORDS:
            told.append(f"{WORDS[name]} ändras")
    yield from dict.fromkeys(told)


def _look(node: etree._Element) -> tuple[object, ...]:
    return tuple((one.tag, tuple(sorted(one.attrib.items()))) for one in node.iter())


def _style(node: etree._Element | None, styles: Mapping[str, str]) -> str:
    name = "" if node is None else node.get(f"{W}val", "")
    return styles.get(name, name) or NORMAL
