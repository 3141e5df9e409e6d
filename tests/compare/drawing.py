"""Agreements drawn by Hypothesis: their words, what hangs on paragraphs, their tables."""

from __future__ import annotations

import re

from hypothesis import strategies as st

from tests.compare.agreements import Agreement, Cell, Grid, Text
from tests.compare.pieces import Box, Controlled, Field, Link, Named, Note, Picture

WORDS = re.split(
    " ",
    "kommunen polisen ska parterna varje år två tre 2019-01-01 31 december samverka och eller "
    "åtgärder löften § 5 trygghet ”nära” R&D <fem> 5\u00a0% styrgruppen följa upp inte senast "
    "den ansvarar för att brott minskar – dock lägst 150\u00a0000 kronor sam\u00adverkan a\u2011b",
)
SIGNED = ("____\t____", "\t\tChef", "Namn:\t\t\tDatum:", "Ort\n\nDatum", "\t", "____\n____\tOrt")
"""What a line to be signed looks like."""

words = st.lists(st.sampled_from(WORDS), min_size=1, max_size=14).map(" ".join)
_short = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join)
lines = st.one_of(words, words, words, words, st.sampled_from(SIGNED), st.just(""))
boxes = st.builds(
    Box, st.lists(st.one_of(words, lines), min_size=1, max_size=3).map(tuple), st.booleans()
)
pieces = st.one_of(
    _short.map(" {} ".format),
    st.builds(Note, words, st.sampled_from(["footnote", "endnote"])),
    boxes,
    st.builds(Link, _short, st.sampled_from(["https://taby.se/a", "https://polisen.se/b"])),
    st.builds(Field, st.sampled_from(["REF namn1 \\h", "TITLE"]), _short, st.booleans()),
    st.builds(Picture, st.integers(0, 1)),
    st.builds(Named, _short),
    st.builds(Controlled, _short),
    st.sampled_from(["\t", "\t\t", "\n"]),
)
_seldom = st.one_of(st.none(), st.none(), st.none(), st.none(), st.none(), words)
texts = st.builds(
    Text,
    lines,
    st.sampled_from(["Normal", "Normal", "Normal", "Rubrik1", "Citat"]),
    st.booleans(),
    _seldom,
    _seldom,
    _seldom,
    st.sampled_from([False, False, False, True]),
    st.one_of(st.just(()), st.just(()), st.lists(pieces, max_size=3).map(tuple)),
    st.sampled_from([False, False, True]),
)


@st.composite
def grids(draw: st.DrawFn) -> Grid:
    """Draw a table of one to four columns and rows, one in four with cells that are joined."""
    width = draw(st.integers(1, 4))
    rows = draw(st.lists(st.tuples(*[lines] * width), min_size=1, max_size=4))
    if draw(st.integers(0, 3)):
        return Grid(tuple(rows))
    joined: list[tuple[str | Cell, ...]] = [*rows]
    match draw(st.sampled_from(["wide", "tall", "nested"])):
        case "wide":
            joined.append((Cell(draw(words), span=width),))
        case "tall":
            for place, join in enumerate(("restart", *["continue"] * (len(rows) - 1))):
                joined[place] = (Cell(rows[place][0] if place == 0 else "", 1, join),
                                 *rows[place][1:])  # fmt: skip
        case _:
            inner = Grid(((draw(words), draw(lines)), (draw(lines), draw(words))))
            joined[0] = (Cell(rows[0][0], inner=inner), *rows[0][1:])
    return Grid(tuple(joined))


agreements = st.builds(
    Agreement,
    st.lists(st.one_of(texts, texts, texts, grids()), min_size=2, max_size=9).map(tuple),
    lines,
    words,
    st.one_of(st.none(), st.none(), words),
)
