"""Tracked changes of form, in words: who made what bold, a heading, or hidden."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from avtal.word.package.parts import W
from avtal.word.stories.acts import PILCROW, Block, are_near, is_on
from avtal.word.stories.changes import HIDDEN
from avtal.word.stories.reading import NORMAL
from avtal.word.stories.revisions import INSERTED
from avtal.word.surface.table import WORDS

if TYPE_CHECKING:
    from lxml import etree

_ON_OR_OFF = {
    "b": "fet",
    "i": "kursiv",
    "strike": "genomstruken",
    "dstrike": "genomstruken",
    "caps": "skriven i versaler",
    "smallCaps": "skriven i kapitäler",
    "vanish": "dold",
}
_OF_TABLES = tuple(f"{W}{name}PrChange" for name in ("tbl", "tblPrEx", "tr", "tc"))
_GRID = f"{W}tblGridChange"


@dataclass(eq=False, slots=True)
class FormChange:
    """A change of form: who, when, how in Swedish, the paragraphs, and the words that it is about.

    `about` is empty where it is about all of the paragraphs.
    """

    author: str
    at: str
    remarks: tuple[str, ...]
    blocks: tuple[Block, ...]
    about: str = ""

    def is_of(self, other: FormChange) -> bool:
        """Tell whether the same person made both in one go."""
        return self.author == other.author and are_near(self.at, other.at)


def find_form_changes(
    root: etree._Element, blocks: Sequence[Block], styles: Mapping[str, str]
) -> list[FormChange]:
    """Return the changes of form in a part in order; `styles` are names by id.

    What somebody did in one go to several runs, paragraphs or cells beside each other is one.
    """
    found: list[FormChange] = []
    for block in blocks:
        here = _in_one_go([*_of_paragraph(block, styles), *_of_runs(block, styles)])
        follows = bool(found) and found[-1].blocks[-1].number == block.number - 1
        if not here and not block.text and follows:
            found[-1].blocks += (block,)  # nobody sees the form of an empty paragraph
        for one in here:
            last = _last_of(found, one)
            if last is None:
                found.append(one)
            else:
                last.at, last.blocks = one.at, last.blocks + one.blocks
    return [*found, *_of_tables(root, blocks), *_of_pages(root, blocks)]


def _last_of(found: Sequence[FormChange], one: FormChange) -> FormChange | None:
    """Return the change that goes on in the next paragraph, if it is all of both."""
    for other in found[-1:]:
        beside = other.blocks[-1].number == one.blocks[0].number - 1
        if beside and _are_whole(one, other) and other.remarks == one.remarks:
            return other
    return None


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


def _of_paragraph(block: Block, styles: Mapping[str, str]) -> Iterator[FormChange]:
    properties = block.element.find(f"{W}pPr")
    if properties is None:
        return
    for node in properties.iterfind(f"{W}pPrChange"):
        yield _change(node, _told(node, styles), block)
    for node in (*properties.iterfind(f"{W}numPr/*"), *properties.iter(f"{W}numberingChange")):
        if node.tag in INSERTED or node.tag == f"{W}numberingChange":
            yield _change(node, (f"{WORDS['numPr']} ändras",), block)


def _of_runs(block: Block, styles: Mapping[str, str]) -> Iterator[FormChange]:
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
        one = _change(node, _told(node, styles), block)
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


def _of_tables(root: etree._Element, blocks: Sequence[Block]) -> list[FormChange]:
    """Return the changed looks of tables: of one in one go is one, however many cells it has."""
    by_element = {block.element: block for block in blocks}
    found: list[FormChange] = []
    for table in root.iter(f"{W}tbl"):
        inside = [by_element[one] for one in table.iter(f"{W}p") if one in by_element]
        nodes = [
            one for one in table.iter(*_OF_TABLES) if next(one.iterancestors(f"{W}tbl")) is table
        ]
        # Word does not say who made a column wider where it says who changed the cells.
        here: list[FormChange] = []
        for node in (nodes or table.iterfind(f"{W}tblGrid/{_GRID}")) if inside else ():
            one = _change(node, ("annan form på tabellen",), *inside)
            if not any(map(one.is_of, here)):
                here.append(one)
        found += here
    return found


def _of_pages(root: etree._Element, blocks: Sequence[Block]) -> Iterator[FormChange]:
    """Yield what was done to pages, as their margins and headers, at the last paragraph of each."""
    by_element = {block.element: block for block in blocks}
    for node in root.iter(f"{W}sectPrChange"):
        last = [by_element[one] for one in node.iterancestors(f"{W}p") if one in by_element]
        for block in [*last, *blocks[-1:]][:1]:
            yield _change(node, ("annan sidform, till exempel marginaler eller sidhuvud",), block)


def _change(node: etree._Element, remarks: tuple[str, ...], *blocks: Block) -> FormChange:
    return FormChange(node.get(f"{W}author", ""), node.get(f"{W}date", ""), remarks, blocks)


def _told(node: etree._Element, styles: Mapping[str, str]) -> tuple[str, ...]:
    """Return in Swedish how a run or a paragraph looks otherwise than it did."""
    parent = node.getparent()
    now = {str(one.tag).removeprefix(W): one for one in (() if parent is None else parent)}
    before = {str(one.tag).removeprefix(W): one for one in (node[0] if len(node) else ())}
    told: list[str] = []
    for name in dict.fromkeys([*now, *before]):
        new, old = now.get(name), before.get(name)
        if name in _ON_OR_OFF:
            if is_on(new) and not is_on(old):
                told.append(f"blir {HIDDEN if name == 'vanish' else _ON_OR_OFF[name]}")
            elif is_on(old) and not is_on(new):
                told.append(f"är inte längre {_ON_OR_OFF[name]}")
        elif (None if new is None else _look(new)) == (None if old is None else _look(old)):
            continue
        elif name == "pStyle":
            styled = [_style(one, styles) for one in (new, old)]
            told.append(f"formatmallen ”{styled[0]}” i stället för ”{styled[1]}”")
        elif name == "color" and new is not None and new.get(f"{W}val", "").upper() == "FFFFFF":
            told.append("blir vit, och syns inte på vitt")
        elif name in WORDS:
            told.append(f"{WORDS[name]} ändras")
    return tuple(dict.fromkeys(told)) or ("annan form",)


def _look(node: etree._Element) -> tuple[object, ...]:
    return tuple((one.tag, tuple(sorted(one.attrib.items()))) for one in node.iter())


def _style(node: etree._Element | None, styles: Mapping[str, str]) -> str:
    name = "" if node is None else node.get(f"{W}val", "")
    return styles.get(name, name) or NORMAL
