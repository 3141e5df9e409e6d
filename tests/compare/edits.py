"""Agreements and edits of them, drawn by Hypothesis: everything that two parties do to a text."""

from __future__ import annotations

import re
from dataclasses import replace

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from tests.compare.agreements import Agreement, Grid, Text

_WORDS = re.split(
    " ",
    "kommunen polisen ska parterna varje år två tre 2019-01-01 31 december samverka och eller "
    "åtgärder löften § 5 trygghet ”nära” R&D <fem> 5\u00a0% styrgruppen följa upp inte senast "
    "den ansvarar för att brott minskar – dock lägst 150\u00a0000 kronor",
)

SHORT, CHUNKS = 2, 6
"""How many chunks are drawn in each run, and with make long."""

EACH = 50
"""How many pairs of agreements a chunk has."""

Pair = tuple[Agreement, Agreement, tuple[str, ...]]
"""An agreement, the same after edits, and which they were."""

words = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=14).map(" ".join)
_notes = st.none() | words
texts = st.builds(
    Text,
    words,
    st.sampled_from(["Normal", "Normal", "Normal", "Rubrik1", "Citat"]),
    st.booleans(),
    st.one_of(st.none(), st.none(), words),
    st.one_of(st.none(), st.none(), st.none(), words),
    st.one_of(st.none(), st.none(), st.none(), words),
    st.sampled_from([False, False, False, True]),
)


@st.composite
def grids(draw: st.DrawFn) -> Grid:
    """Draw a table of one to four columns and rows."""
    width = draw(st.integers(1, 4))
    rows = st.lists(st.tuples(*[words] * width), min_size=1, max_size=4)
    return Grid(tuple(draw(rows)))


agreements = st.builds(
    Agreement,
    st.lists(st.one_of(texts, texts, texts, grids()), min_size=2, max_size=9).map(tuple),
    words,
    words,
)

EDITS = (
    "edit", "insert", "delete", "move", "clause", "row in", "row out", "cell", "column in",
    "column out", "header", "footer", "note", "note in", "note out", "form", "style", "box",
    "table in", "control",
)  # fmt: skip


@st.composite
def edited(draw: st.DrawFn, before: Agreement, edit: str) -> Agreement:
    """Draw an agreement after one edit; where there is nothing to edit so, a word is changed."""
    blocks = list(before.blocks)
    paragraphs = [n for n, one in enumerate(blocks) if isinstance(one, Text)]
    tables = [n for n, one in enumerate(blocks) if isinstance(one, Grid)]
    if edit == "header":
        return replace(before, header=draw(words))
    if edit == "footer":
        return replace(before, footer=draw(words))
    if edit in _OF_TABLES and tables:
        place = draw(st.sampled_from(tables))
        grid = blocks[place]
        assert isinstance(grid, Grid)
        blocks[place] = draw(_edited_grid(grid, edit))
    elif edit in {"insert", "table in"}:
        new: Text | Grid = draw(texts) if edit == "insert" else draw(grids())
        blocks.insert(draw(st.integers(0, len(blocks))), new)
    elif edit in {"delete", "move", "clause"} and len(blocks) > 2:
        start = draw(st.integers(0, len(blocks) - 2))
        taken = blocks[start : start + (2 if edit == "clause" else 1)]
        del blocks[start : start + len(taken)]
        if edit != "delete":
            place = draw(st.integers(0, len(blocks)))
            blocks[place:place] = taken
    elif paragraphs:
        place = draw(st.sampled_from(paragraphs))
        text = blocks[place]
        assert isinstance(text, Text)
        blocks[place] = draw(_edited_text(text, edit))
    else:
        blocks.append(draw(texts))
    return replace(before, blocks=tuple(blocks))


_OF_TABLES = {"row in", "row out", "cell", "column in", "column out"}


@st.composite
def _edited_grid(draw: st.DrawFn, grid: Grid, edit: str) -> Grid:
    rows = [list(row) for row in grid.rows]
    row = draw(st.integers(0, len(rows) - 1))
    column = draw(st.integers(0, len(rows[0]) - 1))
    if edit == "row in":
        rows.insert(row, [draw(words) for _ in rows[0]])
    elif edit == "row out" and len(rows) > 1:
        del rows[row]
    elif edit == "column in":
        for one in rows:
            one.insert(column, draw(words))
    elif edit == "column out" and len(rows[0]) > 1:
        for one in rows:
            del one[column]
    else:
        rows[row][column] = draw(words)
    return Grid(tuple(map(tuple, rows)))


@st.composite
def _edited_text(draw: st.DrawFn, text: Text, edit: str) -> Text:
    match edit:
        case "form":
            return replace(text, bold=not text.bold)
        case "style":
            return replace(text, style="Citat" if text.style != "Citat" else "Normal")
        case "note" | "note in":
            return replace(text, note=draw(words))
        case "note out":
            return replace(text, note=None)
        case "box":
            return replace(text, box=draw(words))
        case "control":
            return replace(text, control=not text.control)
    kept = text.words.split(" ")
    place = draw(st.integers(0, len(kept)))
    kept[place : place + draw(st.integers(0, 3))] = draw(
        st.lists(st.sampled_from(_WORDS), max_size=3)
    )
    return replace(text, words=" ".join(kept))


@st.composite
def pairs(draw: st.DrawFn) -> Pair:
    """Draw an agreement, the same after one to four edits, and which they were."""
    before = draw(agreements)
    names = draw(st.lists(st.sampled_from(EDITS), min_size=1, max_size=4))
    after = before
    for name in names:
        after = draw(edited(after, name))
    return before, after, tuple(names)


def draw(number: int) -> list[Pair]:
    """Return the pairs of a chunk, the same in every run."""
    drawn: list[Pair] = []

    @seed(number)
    @settings(
        max_examples=EACH,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
        derandomize=False,
    )
    @given(pairs())
    def take(pair: Pair) -> None:
        drawn.append(pair)

    take()
    return drawn[:EACH]
