"""A whole comparison: what changed in meaning is found where it is printed, and looks are told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from avtal.compare.comparison import compare
from avtal.compare.documents.pairs import State
from avtal.compare.redlines.engine import Engine
from avtal.compare.sides.side import from_file
from avtal.word.package.received import open_received
from tests.compare.agreements import Agreement, Text
from tests.compare.ordering import order


def test_every_printed_change_is_in_a_redline(compare_case: Any) -> None:
    edits = {
        "arende.yaml": {"namn: lokalpolisområde Täby\n": "namn: lokalpolisområde Nordost\n"},
        "tjansteutlatande.yaml": {"prioriterar tre fokusområden": "väljer tre fokusområden"},
        "overenskommelse.yaml": {"målvärde: 15": "målvärde: 14", "efter stängning": "på natten"},
        "medborgarlofte.yaml": {"samtal om droger": "samtal om alkohol"},
        "lagesbild.yaml": {"vägts samman i en": "vägts samman till en"},
        "atgardsplan.yaml": {"start: 2019-03-04": "start: 2019-03-18"},
        "kommunikationsplan.yaml": {"datum: 2019-01-14": "datum: 2019-01-15"},
    }
    found = compare_case(edits, "taby-2018")
    given = {one.pair.key for one in found.documents if one.redline and one.redline.data}
    changes = [told for told in found.changes if told.where.places]
    assert len(changes) >= sum(map(len, edits.values()))
    for told in changes:
        assert {place.key for place in told.where.places} & given, told.change.name
        assert all(place.exact for place in told.where.places), told.change.name


def test_another_look_is_told_and_marked(engine: Engine, tmp_path: Path) -> None:
    files = []
    for number, bold in enumerate((False, True)):
        path = tmp_path / f"{number}.docx"
        path.write_bytes(Agreement((Text("Först."), Text("Viktigt.", bold=bold))).to_bytes())
        files.append(from_file(path))
    found = compare(files[0], files[1], engine, order())
    (one,) = found.documents
    assert (one.pair.state, found.differs) == (State.FORM, True)
    assert {row.state for row in one.rows} == {"same"}
    assert one.redline is not None
    assert one.redline.data is not None
    assert b"<w:rPrChange" in open_received(one.redline.data).members["word/document.xml"]
