"""The paragraphs of a part as pieces of text, each with who put it in and who took it out.

Source: ISO/IEC 29500-1, 17.13.5 (revisions).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cached_property, partial
from itertools import accumulate, groupby, pairwise
from typing import Literal

from lxml import etree

from avtal.word.package.parts import W
from avtal.word.stories.flow import CHARACTERS, MATH, MC, SIGNS, chosen, text_in
from avtal.word.stories.revisions import DELETED, INSERTED

Put = Literal["old", "new"]

PILCROW = "¶"
"""The end of a paragraph, where that itself came or went."""

_TEXTS = (f"{W}t", f"{W}delText", f"{MATH}t", *CHARACTERS, *SIGNS)
_ALTERNATIVES = (f"{MC}Choice", f"{MC}Fallback")
_BOX = f"{W}txbxContent"
_BLOCKS = (f"{W}p", f"{W}tbl", f"{W}sdt")
_OFF = {"0", "false", "off"}
_TOGETHER = timedelta(minutes=10)
"""How far apart two marks may be that are one change: Word tells minutes, and typing takes some."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What came, went or moved as a whole: a row, a table, a column, a box, what was moved."""

    kind: Literal["row", "table", "column", "cell", "box", "move"]
    key: Hashable


@dataclass(frozen=True, slots=True)
class Act:
    """That somebody put something in (`new`) or took it out (`old`), when, and with what."""

    op: Put
    author: str
    at: str
    scope: Scope | None = None


@dataclass(eq=False, slots=True)
class Atom:
    """Text of one run, or the end of the paragraph, and what was done to it by whom.

    `hidden` is how it is kept from the reader, where that was asked.
    """

    text: str
    acts: tuple[Act, ...]
    run: etree._Element | None
    hidden: str = ""

    @property
    def is_end(self) -> bool:
        """Whether it is the end of the paragraph."""
        return self.run is None

    @property
    def is_new(self) -> bool:
        """Whether somebody put it in."""
        return any(act.op == "new" for act in self.acts)


@dataclass(eq=False)
class Block:
    """A paragraph: its number in the document, and its atoms, of which its end is the last.

    What is worked out of the atoms is so once: what comes after `read_blocks` changes nothing of
    them but the scopes of what moved.
    """

    number: int
    element: etree._Element
    atoms: list[Atom] = field(default_factory=list)

    def is_whole(self, op: Put) -> bool:
        """Tell whether all of it, its end too, was put in, or taken out, by whomever."""
        return op in self._wholes

    @cached_property
    def _wholes(self) -> Set[Put]:
        marked = [{act.op for act in one.acts} for one in self.atoms if one.text]
        return set.intersection(*marked)

    @cached_property
    def text(self) -> str:
        """What it says now; what it said, where all of it was taken out."""
        words = [atom for atom in self.atoms if not atom.is_end]
        left = [one for one in words if not any(act.op == "old" for act in one.acts)]
        return "".join(one.text for one in left or words)

    @cached_property
    def former(self) -> tuple[str, Sequence[int]]:
        """What it said before anybody changed anything, and where in that each atom begins.

        Of one that was not there then, what it said as it was put in.
        """
        is_new = self.is_whole("new")
        texts = [
            "" if atom.is_end or (atom.is_new and not (is_new and len(atom.acts) == 1))
            else atom.text
            for atom in self.atoms
        ]  # fmt: skip
        return "".join(texts), list(accumulate(map(len, texts), initial=0))

    @cached_property
    def number_changed(self) -> int:
        """How many of its atoms have words that somebody put in or took out."""
        return sum(bool(one.acts and one.text and not one.is_end) for one in self.atoms)

    def nearest(self, tag: str) -> etree._Element | None:
        """Return the nearest cell or row that it stands in, if there is one."""
        return next(self.element.iterancestors(tag), None)


def are_near(first: str, second: str) -> bool:
    """Tell whether two times, as the file has them, are so near that they are of one change."""
    if first == second:
        return True
    try:
        apart = datetime.fromisoformat(first) - datetime.fromisoformat(second)
    except (ValueError, TypeError, OverflowError):  # anybody can write anything there
        return False
    return abs(apart) <= _TOGETHER


def is_shown(node: etree._Element) -> bool:
    """Tell whether today's Word shows a node: it is in no alternative that it passes over."""
    return not any(map(_is_passed_over, node.iterancestors(*_ALTERNATIVES)))


def _is_passed_over(alternative: etree._Element) -> bool:
    parent = alternative.getparent()
    return parent is not None and chosen(parent) is not alternative


def text_of(node: etree._Element) -> str | None:
    """Return what a node of a run prints; None where it is no text."""
    if node.tag not in _TEXTS or _is_stop(node):
        return None
    return (node.text or "") if node.tag == f"{W}delText" else text_in(node)


def _is_stop(node: etree._Element) -> bool:
    """Tell whether a tab is no tab but says where one ends."""
    parent = node.getparent()
    return parent is not None and parent.tag == f"{W}tabs"


def own_nodes(paragraph: etree._Element) -> Iterator[etree._Element]:
    """Yield the nodes of a paragraph in order, without its properties and the boxes in it."""
    stack = [iter(paragraph)]
    while stack:
        node = next(stack[-1], None)
        if node is None:
            stack.pop()
        elif node.tag in _ALTERNATIVES and _is_passed_over(node):
            continue
        elif node.tag not in _NO_TEXT:
            yield node
            stack.append(iter(node))


_NO_TEXT = {f"{W}pPr", f"{W}rPr", f"{W}sdtPr", _BOX}


def read_blocks(root: etree._Element, first: int) -> list[Block]:
    """Return the paragraphs of a part in order, numbered from `first`."""
    reader = _Reader(root)
    shown = [one for one in root.iter(f"{W}p") if is_shown(one)]
    blocks = [Block(n, one, reader.atoms(one)) for n, one in enumerate(shown, first)]
    _settle_ends(blocks)
    return blocks


class _Reader:
    """Reads who did what in the paragraphs of one part."""

    def __init__(self, root: etree._Element) -> None:
        self._moves = _move_names(root)
        self._around = {**self._rows(root), **_columns(root)}

    def atoms(self, paragraph: etree._Element) -> list[Atom]:
        """Return the atoms of a paragraph in order, its end last."""
        cells = [self._around.get(one, ()) for one in paragraph.iterancestors(f"{W}tc", f"{W}tr")]
        around = [act for acts in cells for act in acts]
        outside = [
            self._act(one, Scope("box", one))
            for one in paragraph.iterancestors(*INSERTED, *DELETED)
        ]
        found = []
        for node in own_nodes(paragraph):
            text = text_of(node)
            if text is None and _is_mark(node) and next(node.iter(*_TEXTS), None) is None:
                text = ""  # a field, or a bookmark: nothing to read, but somebody did it
            if text is not None:
                run = next(node.iterancestors(f"{W}r"), node)
                acts = _joined([*self._acts(node, paragraph), *outside], around)
                found.append(Atom(text, acts, run))
        marks = [one for one in paragraph.iterfind(f"{W}pPr/{W}rPr/*") if _is_mark(one)]
        ends = [self._act(one, None) for one in marks]
        found.append(Atom(PILCROW, _joined([*ends, *outside], around), None))
        return _name_moves(found)

    def _acts(self, node: etree._Element, paragraph: etree._Element) -> Iterator[Act]:
        has_box = next(node.iter(_BOX), None) is not None
        for one in (node, *node.iterancestors()):
            if one is paragraph:
                return
            if _is_mark(one):
                yield self._act(one, Scope("box", one) if has_box else None)

    def _act(self, mark: etree._Element, scope: Scope | None) -> Act:
        if mark.tag in (f"{W}moveFrom", f"{W}moveTo"):
            scope = Scope("move", self._moves.get(mark))
        return _act(mark, scope)

    def _rows(self, root: etree._Element) -> dict[etree._Element, list[Act]]:
        """Return what came or went with each row, or with the whole table."""
        found: dict[etree._Element, list[Act]] = {}
        for table in root.iter(f"{W}tbl"):
            rows = [one for one in table.iter(f"{W}tr") if _table_of(one) is table]
            for tags in (INSERTED, DELETED):
                marks = [_first(one.find(f"{W}trPr"), tags) for one in rows]
                acts = [None if one is None else _act(one, None) for one in marks]
                whole = all(acts) and all(
                    a and b and a.author == b.author and are_near(a.at, b.at)
                    for a, b in pairwise(acts)
                )
                for row, act in zip(rows, acts, strict=True):
                    if act is not None:
                        scope = Scope("table", table) if whole else Scope("row", row)
                        scope = self._move_in(row, act) or scope
                        found.setdefault(row, []).append(replace(act, scope=scope))
        return found

    def _move_in(self, row: etree._Element, act: Act) -> Scope | None:
        """Return the move that a row is part of: Word marks its text as moved, not the row."""
        tag = f"{W}moveTo" if act.op == "new" else f"{W}moveFrom"
        moved = [one for one in row.iter(tag) if one.get(f"{W}author", "") == act.author]
        names = [self._moves[one] for one in moved if one in self._moves]
        return Scope("move", names[0]) if names else None


def _act(mark: etree._Element, scope: Scope | None) -> Act:
    op: Put = "old" if mark.tag in (*DELETED, f"{W}cellDel") else "new"
    return Act(op, mark.get(f"{W}author", ""), mark.get(f"{W}date", ""), scope)


def _is_mark(node: etree._Element) -> bool:
    return node.tag in INSERTED or node.tag in DELETED


def _joined(own: Iterable[Act], around: Iterable[Act]) -> tuple[Act, ...]:
    """Return what was done to a text: by itself, and with what it stands in; each but once.

    What somebody takes out with its row is marked in Word both at the row and at the text.
    """
    acts: dict[Put, Act] = {}
    for act in own:
        acts.setdefault(act.op, act)
    for act in around:
        mine = acts.get(act.op)
        if mine is None or mine.author == act.author:
            acts[act.op] = act
    return tuple(acts[op] for op in ("new", "old") if op in acts)  # put in before taken out


def is_on(node: etree._Element | None) -> bool:
    """Tell whether a property of a run that is on or off is on, as bold or hidden."""
    return node is not None and node.get(f"{W}val", "1").lower() not in _OFF


def _table_of(node: etree._Element) -> etree._Element | None:
    return next(node.iterancestors(f"{W}tbl"), None)


def _first(holder: etree._Element | None, tags: Sequence[str]) -> etree._Element | None:
    return None if holder is None else next(holder.iterchildren(*tags), None)


def _columns(root: etree._Element) -> dict[etree._Element, list[Act]]:
    """Return what came or went with each cell, those of a whole column together."""
    marked: dict[tuple[etree._Element | None, int, Put], list[tuple[etree._Element, Act]]] = {}
    found: dict[etree._Element, list[Act]] = {}
    for row in root.iter(f"{W}tr"):
        column = 0
        for cell in (one for one in row.iter(f"{W}tc") if next(one.iterancestors(f"{W}tr")) is row):
            mark = _first(cell.find(f"{W}tcPr"), (f"{W}cellIns", f"{W}cellDel"))
            if mark is not None:
                act = _act(mark, None)
                marked.setdefault((_table_of(cell), column, act.op), []).append((cell, act))
            span = cell.find(f"{W}tcPr/{W}gridSpan")
            width = "1" if span is None else span.get(f"{W}val", "1")
            column += int(width) if width.isdecimal() and len(width) < 4 else 1
    rows = Counter(map(_table_of, root.iter(f"{W}tr"))) if marked else {}
    for key, cells in marked.items():
        is_whole = len(cells) == rows[key[0]]
        for cell, act in cells:
            scope = Scope("column", key) if is_whole else Scope("cell", cell)
            found[cell] = [replace(act, scope=scope)]
    return found


def _move_names(root: etree._Element) -> dict[etree._Element, str]:
    """Return the name of the move that each of its marks belongs to, where the file has one."""
    names: dict[etree._Element, str] = {}
    for kind in ("moveFrom", "moveTo"):
        mark, start, end = (f"{W}{kind}{part}" for part in ("", "RangeStart", "RangeEnd"))
        ranges: dict[str, str] = {}
        ends: dict[etree._Element | None, etree._Element] = {}
        for node in root.iter(mark, start, end):
            if node.tag == start:
                ranges[node.get(f"{W}id", "")] = node.get(f"{W}name", "")
            elif node.tag == end:
                ranges.pop(node.get(f"{W}id", ""), None)
            else:
                paragraph = next(node.iterancestors(f"{W}p"), None)
                if ranges:
                    names[node] = next(reversed(ranges.values()))
                    # The end of a paragraph stands before its text, and so before the range.
                    if paragraph in ends:
                        names.setdefault(ends[paragraph], names[node])
                ends.setdefault(paragraph, node)
    return names


_NAMELESS = Scope("move", None)


def _name_moves(atoms: list[Atom]) -> list[Atom]:
    """Name the moves of a paragraph that have no name by their text: it stands at both ends."""
    for op in ("old", "new"):
        for nameless, group in groupby(atoms, partial(_is_nameless, op)):
            moved = list(group) if nameless else []
            text = "".join(atom.text for atom in moved if not atom.is_end)
            for atom in moved:
                atom.acts = tuple(
                    replace(act, scope=Scope("move", (act.author, text)))
                    if act.op == op and act.scope == _NAMELESS
                    else act
                    for act in atom.acts
                )
    return atoms


def _is_nameless(op: Put, atom: Atom) -> bool:
    return any(act.op == op and act.scope == _NAMELESS for act in atom.acts)


def _settle_ends(blocks: list[Block]) -> None:
    """Give each paragraph that came or went as a whole its own end.

    Who presses Enter at the end of a paragraph and goes on writing puts in the end of the old one
    and the text of the next, whose end is the former one of both. A reader sees a paragraph that
    was left alone and a new one after it. The same holds for what is taken out.
    """
    following = {one.element: number for number, one in enumerate(blocks)}
    for block in blocks:
        for act in block.atoms[-1].acts:
            words = [atom for atom in block.atoms[:-1] if atom.text]
            if act.scope or not words or _is_by(words[-1], act):
                continue
            last = _last_whole(blocks, block, act, following)
            if last is not None:
                block.atoms[-1].acts = tuple(one for one in block.atoms[-1].acts if one != act)
                last.atoms[-1].acts = (*last.atoms[-1].acts, act)


def _last_whole(
    blocks: list[Block], block: Block, act: Act, places: dict[etree._Element, int]
) -> Block | None:
    """Return the last of the paragraphs after one that came or went whole by the same hand."""
    while True:
        after = next(block.element.itersiblings(*_BLOCKS), None)
        if after is None or after not in places:
            return None
        block = blocks[places[after]]
        if not all(_is_by(atom, act) for atom in block.atoms[:-1]):
            return None
        if not any(one.op == act.op for one in block.atoms[-1].acts):
            return block


def _is_by(atom: Atom, act: Act) -> bool:
    return any(one.op == act.op and one.author == act.author for one in atom.acts)
