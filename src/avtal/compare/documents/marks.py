"""What differs between two texts, word by word, and between two lists, line by line."""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz.distance import LCSseq

Op = Literal["same", "old", "new"]

_TOKEN = re.compile(r"\s+|\w+(?:[-\u2011/.,:]\w+)*|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of text that both versions have, or only the old or the new one."""

    op: Op
    text: str


def word_marks(old: str, new: str) -> tuple[Stretch, ...]:
    """Return both texts as one: `same` and `old` make the old text, `same` and `new` the new one.

    A blank between two words that differ differs too, so that marks are no finer than a reader. The
    other way round the marks are the same, old for new.
    """
    if old > new:
        return mirror(word_marks(new, old))
    a, b = _TOKEN.findall(old), _TOKEN.findall(new)
    marks: list[Stretch] = []
    gone: list[str] = []
    come: list[str] = []

    def close() -> None:
        if gone:
            marks.append(Stretch("old", "".join(gone)))
        if come:
            marks.append(Stretch("new", "".join(come)))
        gone.clear()
        come.clear()

    blocks = align(a, b)
    for number, (equal, a_start, a_end, b_start, b_end) in enumerate(blocks):
        text = "".join(a[a_start:a_end])
        inner = 0 < number < len(blocks) - 1
        if equal and inner and text.isspace() and gone and come:
            gone.append(text)
            come.append(text)
        elif equal:
            close()
            marks.append(Stretch("same", text))
        else:
            gone += a[a_start:a_end]
            come += b[b_start:b_end]
    close()
    return tuple(marks)


_OTHER: Mapping[Op, Op] = {"same": "same", "old": "new", "new": "old"}


def mirror(marks: Sequence[Stretch]) -> tuple[Stretch, ...]:
    """Return marks as they are the other way round; what is old stands before what is new."""
    turned: list[Stretch] = []
    for mark in marks:
        turned.append(Stretch(_OTHER[mark.op], mark.text))
        if mark.op == "new" and len(turned) > 1 and turned[-2].op == "new":
            turned[-2:] = reversed(turned[-2:])
    return tuple(turned)


Block = tuple[bool, int, int, int, int]
"""Whether the two stretches are equal, and from where to where they go in either list."""


def align(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Block]:
    """Return how two lists follow each other: what they share in order, and what lies between."""
    blocks: list[Block] = []
    for op in LCSseq.opcodes(old, new):
        equal = op.tag == "equal"
        start = (op.src_start, op.dest_start)
        if blocks and not equal and not blocks[-1][0]:
            start = (blocks[-1][1], blocks[-1][3])
            blocks.pop()
        blocks.append((equal, start[0], op.src_end, start[1], op.dest_end))
    return blocks


def find_moved(old: Sequence[Hashable], new: Sequence[Hashable]) -> set[Hashable]:
    """Return which of the things that both lists have do not stand in the same order.

    As few as possible: what is left keeps its order. Each thing stands once in a list.
    """
    here = set(new)
    there = [one for one in old if one in here]
    before = set(there)
    now = [one for one in new if one in before]
    kept = {one for equal, a, b, _, _ in align(there, now) if equal for one in there[a:b]}
    return before - kept
