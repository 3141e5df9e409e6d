"""What must hold for any two agreements: pairs that Hypothesis draws, as real Word files.

A hundred pairs in each run, with every kind of edit; three hundred with make long.
"""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from avtal.compare.redlines.engine import Engine
from avtal.compare.redlines.redline import Redline, make_redline
from avtal.word.package.received import open_received, pack_changed
from avtal.word.stories.comparable import without_controls
from avtal.word.stories.reading import stories
from avtal.word.stories.revisions import Verdict
from tests.compare.agreements import Agreement, Text, opened
from tests.compare.edits import EDITS, SHORT, Pair, draw
from tests.compare.ordering import AT
from tests.compare.pieces import Box
from tests.compare.settling import settled_by_libreoffice

VERDICTS: tuple[Verdict, Verdict] = ("accepted", "rejected")


def test_every_kind_of_edit_is_drawn() -> None:
    assert {edit for number in range(SHORT) for _, _, edits in draw(number) for edit in edits} == {
        *EDITS
    }


def redlines_of(chunk: list[Pair], engine: Engine) -> list[Redline]:
    with ThreadPoolExecutor(2) as pool:
        return list(
            pool.map(
                lambda pair: make_redline(engine, opened(pair[0]), opened(pair[1]), "Jurist", AT),
                chunk,
            )
        )


@pytest.mark.system
def test_a_redline_is_given_and_right(chunk: list[Pair], engine: Engine, tmp_path: Path) -> None:
    made = list(zip(chunk, redlines_of(chunk, engine), strict=True))
    assert [pair[2] for pair, redline in made if redline.data is None] == []
    assert [pair[2] for pair, redline in made if redline.whole] == []
    given = [(pair, redline.data) for pair, redline in made if redline.data is not None]
    # A second opinion: LibreOffice, which does not know of columns that come and go, and loses text
    # around a box. It does not keep everything else either, so the agreements go the same way.
    plain = [(pair, data) for pair, data in given if not (has_box(pair) or has_columns(pair))]
    assert len(plain) > 5
    files = [
        data
        for pair, redline in plain
        for data in (redline, without_its_controls(pair[0]), without_its_controls(pair[1]))
    ]
    found = settled_by_libreoffice(files, tmp_path)
    wrong = []
    for number, (pair, _) in enumerate(plain):
        redline, before, after = found[3 * number : 3 * number + 3]
        for verdict, expected in zip(VERDICTS, (after, before), strict=True):
            if texts(redline[verdict]) != texts(expected["accepted"]):
                wrong.append((number, pair[2], verdict))
    assert wrong == []


def without_its_controls(agreement: Agreement) -> bytes:
    """Return an agreement as a redline has it: LibreOffice parts a paragraph at a control in it."""
    plain = without_controls(open_received(agreement.to_bytes()))
    return pack_changed(plain, ["word/document.xml", "word/header1.xml", "word/footer1.xml"])


def has_columns(pair: Pair) -> bool:
    return any("column" in edit for edit in pair[2])


def has_box(pair: Pair) -> bool:
    pieces = [p for one in pair[:2] for b in one.blocks if isinstance(b, Text) for p in b.pieces]
    return any(isinstance(piece, Box) for piece in pieces)


def texts(data: bytes) -> list[str]:
    """Return the words of a document; LibreOffice moves marks of notes, and adds joiners."""
    return sorted(
        text
        for story in stories(open_received(data)).values()
        for one in story
        if (text := re.sub(r"\[(bild|fotnot|slutnot)\]|\u200d", "", one.text).strip())
    )


def test_the_same_bytes_come_out_each_time(engine: Engine) -> None:
    before, after, _ = draw(1)[7]
    made = [make_redline(engine, opened(before), opened(after), "J", AT).data for _ in range(2)]
    assert made[0] == made[1] is not None
