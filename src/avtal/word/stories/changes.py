"""What was put in, taken out and moved, as changes: what one person did in one go at one place."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from operator import itemgetter
from typing import Literal, TypeAlias

from avtal.problems import clean
from avtal.word.package.parts import W
from avtal.word.stories.acts import Act, Atom, Block, Put, Scope, are_near

Op: TypeAlias = Literal["same", "old", "new"]
Pieces: TypeAlias = tuple[tuple[Op, str], ...]

_WHOLES = {
    ("row", "new"): "ny rad",
    ("row", "old"): "borttagen rad",
    ("table", "new"): "ny tabell",
    ("table", "old"): "borttagen tabell",
    ("column", "new"): "ny kolumn",
    ("column", "old"): "borttagen kolumn",
    ("paragraph", "new"): "nytt stycke",
    ("paragraph", "old"): "borttaget stycke",
}
_ENDS = {"new": "stycket delas i två", "old": "stycket fogas ihop med nästa"}
UNKNOWN = "okänd"
"""Who did what nobody put a name to."""
HIDDEN = "dold text: den syns inte på skärmen och kommer inte med på papper"


@dataclass(eq=False, slots=True)
class Change:
    """A change: who, when it began, the paragraphs that it is in, and its part of each atom."""

    author: str
    at: str
    scope: Scope | None
    blocks: list[Block] = field(default_factory=list)
    ops: dict[Atom, list[Put]] = field(default_factory=dict)
    latest: str = ""

    def take(self, block: Block, atom: Atom, act: Act) -> None:
        """Take an act into the change."""
        if not self.blocks or self.blocks[-1] is not block:
            self.blocks.append(block)
        self.ops.setdefault(atom, []).append(act.op)
        self.latest = act.at

    def beginning(self) -> tuple[int, int]:
        """Return where it begins: the number of the paragraph, and the place in it."""
        first = self.blocks[0]
        place = next(place for place, atom in enumerate(first.atoms) if self.of(atom))
        return first.number, place

    @property
    def moved_to(self) -> Block | None:
        """Where what was moved came; None where nothing was."""
        if self.scope is None or self.scope.kind != "move":
            return None
        return next(block for block in self.blocks if "new" in self.ops_in(block))

    @property
    def in_order(self) -> list[Block]:
        """The paragraphs in order; those that something was moved from come first."""
        if self.moved_to is None:
            return self.blocks
        return sorted(self.blocks, key=lambda block: "old" not in self.ops_in(block))

    def ops_in(self, block: Block) -> set[Put]:
        """Return what the change does in a paragraph."""
        return {op for atom in block.atoms for op in self.of(atom)}

    def of(self, atom: Atom) -> list[Put]:
        """Return what the change does to an atom: in, out, or first in and then out again."""
        return self.ops.get(atom, [])


def find_changes(blocks: Sequence[Block]) -> list[Change]:
    """Return every change in order; each act is in one of them.

    What was done by the same person at about the same time, with nothing between that was left
    alone, is one change within its paragraph. A row, a table, a column, a box or what was moved is
    one change.
    """
    _unpair_moves(blocks)
    finder = _Finder()
    for block in blocks:
        for author in dict.fromkeys(act.author for atom in block.atoms for act in atom.acts):
            finder.take(block, author)
    return sorted(finder.changes, key=Change.beginning)


class _Finder:
    """Finds changes, paragraph by paragraph and person by person."""

    def __init__(self) -> None:
        self.changes: list[Change] = []
        self._wholes: dict[tuple[str, Scope, Put | None], Change] = {}

    def take(self, block: Block, author: str) -> None:
        """Take in what one person did in a paragraph."""
        going: list[Change] = []  # what may still go on: nothing that was left alone came between
        for atom in block.atoms:
            mine = [act for act in atom.acts if act.author == author]
            if any(act.scope for act in mine) or (not mine and atom.text and not atom.is_new):
                going = []
            for act in mine:
                change = self._whole(act, act.scope) if act.scope else self._part(act, going)
                change.take(block, atom, act)

    def _whole(self, act: Act, scope: Scope) -> Change:
        # Both ends of a move are one.
        key = act.author, scope, None if scope.kind == "move" else act.op
        if key not in self._wholes:
            self._wholes[key] = self._begin(act)
        return self._wholes[key]

    def _part(self, act: Act, going: list[Change]) -> Change:
        change = next((one for one in going if are_near(one.latest, act.at)), None)
        if change is None:
            change = self._begin(act)
            going.append(change)
        return change

    def _begin(self, act: Act) -> Change:
        self.changes.append(Change(act.author, act.at, act.scope))
        return self.changes[-1]


def _unpair_moves(blocks: Sequence[Block]) -> None:
    """Make a plain change of what was moved where the other end is not to be found."""
    ends = {
        (act.scope, act.author, act.op)
        for block in blocks
        for atom in block.atoms
        for act in atom.acts
        if act.scope
    }
    for block in blocks:
        for atom in block.atoms:
            atom.acts = tuple(
                replace(act, scope=None)
                if act.scope
                and act.scope.kind == "move"
                and not {(act.scope, act.author, op) for op in ("old", "new")} <= ends
                else act
                for act in atom.acts
            )


def pieces_of(change: Change) -> Pieces:
    """Return the paragraphs of a change with nothing but it marked; the cells of a row in a line.

    All else is as it was before anybody changed anything. In a paragraph that was not there then,
    it is as it was put in.
    """
    blocks = change.in_order
    pieces: list[tuple[Op, str]] = []
    for number, block in enumerate(blocks):
        if number:
            pieces.append(("same", _between(blocks[number - 1], block, change.scope)))
        pieces += _pieces(change, block)
    return join_pieces(pieces)


def _between(before: Block, after: Block, scope: Scope | None) -> str:
    """Return what stands between two paragraphs; a row that came or went stands in a line."""
    rows, cells = ([one.nearest(f"{W}{tag}") for one in (before, after)] for tag in ("tr", "tc"))
    if rows[0] is None or rows[0] is not rows[1]:
        return "\n"
    if cells[0] is not cells[1]:
        return " | "
    return " " if scope and scope.kind in ("row", "table", "column") else "\n"


def _pieces(change: Change, block: Block) -> Iterator[tuple[Op, str]]:
    is_new = block.is_whole("new")
    for atom in block.atoms:
        ops = change.of(atom)
        if atom.is_end:
            # The end of a paragraph that comes or goes with all of its words is understood.
            words = [one for one in block.atoms[:-1] if one.text and change.of(one)]
            bare = not change.scope and not words
            yield from ((op, atom.text) for op in ops if bare or not block.is_whole(op))
        elif ops:
            yield from ((op, atom.text) for op in ops)
        elif not atom.is_new or (is_new and len(atom.acts) == 1):
            yield "same", atom.text


def join_pieces(pieces: Iterable[tuple[Op, str]]) -> Pieces:
    """Return pieces with those beside each other of one kind joined, in the letters of NFC.

    A letter and the accent above it may lie in two runs.
    """
    joined = (
        (op, unicodedata.normalize("NFC", "".join(text for _, text in group)))
        for op, group in groupby(pieces, itemgetter(0))
    )
    return tuple((op, text) for op, text in joined if text)


def remarks_of(change: Change) -> tuple[str, ...]:
    """Return in Swedish what its marked paragraphs do not say by themselves of a change."""
    return tuple(dict.fromkeys(_remarks(change)))


def _remarks(change: Change) -> Iterator[str]:
    done = [
        (block, atom, op)
        for block in change.blocks
        for atom in block.atoms
        for op in change.of(atom)
    ]
    kind = change.scope.kind if change.scope else None
    if kind in ("row", "table", "column"):
        yield _WHOLES[kind, done[0][2]]
    for block, atom, op in done:
        if atom.is_end and kind is None:
            yield _WHOLES["paragraph", op] if block.is_whole(op) else _ENDS[op]
    if any(atom.is_hidden and op == "new" for _, atom, op in done):
        yield HIDDEN
    if not any(atom.text for _, atom, _ in done):
        yield "utan ord, till exempel ett fält eller ett bokmärke"
    yield from _about_others(change)


def _about_others(change: Change) -> Iterator[str]:
    """Yield what others did to the same words, and that what they did beside them is not shown."""
    atoms = [atom for block in change.blocks for atom in block.atoms if atom.text]
    for atom in atoms:
        for op in change.of(atom):
            for act in atom.acts:
                if act.op != op and act.author != change.author:
                    who = clean(act.author.strip() or UNKNOWN)
                    yield f"borttaget igen av {who}" if op == "new" else f"insatt av {who}"
    was_there = [block for block in change.blocks if not block.is_whole("new")]
    if any(
        atom.acts and atom.text and not atom.is_end and not change.of(atom)
        for block in was_there
        for atom in block.atoms
    ):
        yield "andra ändringar i stycket visas inte här"
