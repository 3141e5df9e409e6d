"""What was put in, taken out and moved, as changes: what one person did in one go at one place."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
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
    ("cell", "new"): "ny cell",
    ("cell", "old"): "borttagen cell",
    ("paragraph", "new"): "nytt stycke",
    ("paragraph", "old"): "borttaget stycke",
}
_IN_ROWS = ("row", "table", "column", "cell")
_ENDS = {"new": "stycket delas i två", "old": "stycket fogas ihop med nästa"}
UNKNOWN = "okänd"
"""Who did what nobody put a name to."""
HIDDEN = "dold text: den syns inte på skärmen och kommer inte med på papper"


@dataclass(eq=False, slots=True)
class Change:
    """A change: who, when it began, and what it does in each paragraph that it is in.

    `ops` are by paragraph and by the place of the atom in it, both in order: in, out, or first in
    and then out again.
    """

    author: str
    at: str
    scope: Scope | None
    ops: dict[Block, dict[int, list[Put]]] = field(default_factory=dict)
    latest: str = ""

    def take(self, block: Block, place: int, act: Act) -> None:
        """Take an act into the change."""
        self.ops.setdefault(block, {}).setdefault(place, []).append(act.op)
        self.latest = act.at

    def beginning(self) -> tuple[int, int]:
        """Return where it begins: the number of the paragraph, and the place in it."""
        first, ops = next(iter(self.ops.items()))
        return first.number, next(iter(ops))

    @property
    def moved_to(self) -> Block | None:
        """Where what was moved came; None where nothing was."""
        if self.scope is None or self.scope.kind != "move":
            return None
        return next(block for block in self.ops if self._does("new", block))

    @property
    def in_order(self) -> list[Block]:
        """The paragraphs in order; those that something was moved from come first."""
        if self.moved_to is None:
            return list(self.ops)
        return sorted(self.ops, key=lambda block: not self._does("old", block))

    def _does(self, op: Put, block: Block) -> bool:
        return any(op in ops for ops in self.ops[block].values())

    def done_in(self, block: Block) -> Iterator[tuple[Atom, list[Put]]]:
        """Yield each atom of a paragraph that it does something to, in order, with what."""
        return ((block.atoms[place], ops) for place, ops in self.ops[block].items())


def find_changes(blocks: Sequence[Block]) -> list[Change]:
    """Return every change in order; each act is in one of them.

    What was done by the same person at about the same time, with nothing between that was left
    alone, is one change within its paragraph. A row, a table, a column, a box or what was moved is
    one change.
    """
    _unpair_moves(blocks)
    finder = _Finder()
    for block in blocks:
        finder.take(block)
    return sorted(finder.changes, key=Change.beginning)


class _Finder:
    """Finds changes, paragraph by paragraph."""

    def __init__(self) -> None:
        self.changes: list[Change] = []
        self._wholes: dict[tuple[str, Scope, Put | None], Change] = {}

    def take(self, block: Block) -> None:
        """Take in what was done in a paragraph."""
        # What may still go on of each person: nothing that was left alone came between.
        going: dict[str, list[Change]] = {}
        for place, atom in enumerate(block.atoms):
            if atom.text and not atom.is_new:
                going = {act.author: going.get(act.author, []) for act in atom.acts}
            for act in atom.acts:
                if act.scope:
                    going.pop(act.author, None)
            for act in atom.acts:
                if act.scope:
                    change = self._whole(act, act.scope)
                else:
                    change = self._part(act, going.setdefault(act.author, []))
                change.take(block, place, act)

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
            in_rows = change.scope is not None and change.scope.kind in _IN_ROWS
            pieces.append(("same", between(blocks[number - 1], block, in_rows=in_rows)))
        pieces += _pieces(change, block)
    return join_pieces(pieces)


def between(before: Block, after: Block, *, in_rows: bool) -> str:
    """Return what stands between two paragraphs; where rows are told each stands in a line."""
    rows, cells = ([one.nearest(f"{W}{tag}") for one in (before, after)] for tag in ("tr", "tc"))
    if rows[0] is None or rows[0] is not rows[1]:
        return "\n"
    if cells[0] is not cells[1]:
        return " | "
    return " " if in_rows else "\n"


def _pieces(change: Change, block: Block) -> Iterator[tuple[Op, str]]:
    former, starts = block.former
    # The end of a paragraph that comes or goes with all of its words is understood.
    has_words = any(atom.text and not atom.is_end for atom, _ in change.done_in(block))
    is_bare = not change.scope and not has_words
    told = 0
    for place, ops in change.ops[block].items():
        yield "same", former[told : starts[place]]
        told = starts[place + 1]
        atom = block.atoms[place]
        for op in ops:
            if not atom.is_end or is_bare or not block.is_whole(op):
                yield op, atom.text
    yield "same", former[told:]


def join_pieces(pieces: Iterable[tuple[Op, str]]) -> Pieces:
    """Return pieces with those beside each other of one kind joined, in the letters of NFC.

    A letter and the accent above it may lie in two runs.
    """
    joined = (
        (op, unicodedata.normalize("NFC", "".join(text for _, text in group)))
        for op, group in groupby(filter(itemgetter(1), pieces), itemgetter(0))
    )
    return tuple(joined)


def remarks_of(change: Change) -> tuple[str, ...]:
    """Return in Swedish what its marked paragraphs do not say by themselves of a change."""
    return tuple(dict.fromkeys(_remarks(change)))


def _remarks(change: Change) -> Iterator[str]:
    done = [
        (block, atom, op)
        for block in change.ops
        for atom, ops in change.done_in(block)
        for op in ops
    ]
    kind = change.scope.kind if change.scope else None
    if kind in _IN_ROWS:
        yield _WHOLES[kind, done[0][2]]
    for block, atom, op in done:
        if atom.is_end and kind is None:
            yield _WHOLES["paragraph", op] if block.is_whole(op) else _ENDS[op]
    for how in dict.fromkeys(atom.hidden for _, atom, op in done if atom.hidden and op == "new"):
        yield hidden_said(how)
    if not any(atom.text for _, atom, _ in done):
        yield "utan ord, till exempel ett fält eller ett bokmärke"
    for _, atom, op in done:
        yield from _of_others(change.author, atom, op)
    if any(map(partial(_is_beside_others, change), change.ops)):
        yield "andra ändringar i stycket visas inte här"


def hidden_said(how: str) -> str:
    """Return in Swedish that text is hidden, as how_hidden tells it."""
    return HIDDEN if how == "dold" else f"dold text: {how}"


def _of_others(author: str, atom: Atom, op: Put) -> Iterator[str]:
    """Yield what others did to the same words."""
    for act in atom.acts if atom.text else ():
        if act.op != op and act.author != author:
            who = clean(act.author.strip() or UNKNOWN)
            yield f"borttaget igen av {who}" if op == "new" else f"insatt av {who}"


def _is_beside_others(change: Change, block: Block) -> bool:
    """Tell whether a paragraph, which was there, has more that was done to its words."""
    mine = sum(bool(atom.text and not atom.is_end) for atom, _ in change.done_in(block))
    return not block.is_whole("new") and block.number_changed > mine
