"""A redline is a Word file that Word opens, right to the last word, or it is not given."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pytest
from openxml_audit import OpenXmlValidator

from avtal.compare.comparison import compare
from avtal.compare.documents.pairs import State
from avtal.compare.redlines.engine import Engine
from avtal.compare.redlines.redline import make_redline
from avtal.compare.report import report
from avtal.compare.sides.side import from_file
from avtal.word.package.received import open_received
from avtal.word.stories.reading import stories
from avtal.word.stories.redlining import without_controls
from tests.compare.agreements import Agreement, Grid, Text, opened
from tests.compare.ordering import AT, order
from tests.whole.test_libreoffice import convert

AGREEMENT = {"overenskommelse.yaml": {"syfte: Syftet är att": "syfte: Målet är att"}}


def test_word_can_open_it(compare_case: Any, tmp_path: Path) -> None:
    found = compare_case(
        {
            "arende.yaml": {"till: 2020-12-31, ursprung: tolkad}\n\nparter":
                            "till: 2021-12-31, ursprung: tolkad}\n\nparter"},
            "atgardsplan.yaml": {"Minst tre pass i veckan": "Minst fyra pass i veckan"},
        },
        "taby-2018",
    )  # fmt: skip
    made = {one.pair.key: one.redline.data for one in found.documents if one.redline}
    assert {"overenskommelse", "medborgarlofte", "atgardsplan"} == set(made)
    for key, data in made.items():
        assert data is not None
        path = tmp_path / f"{key}.docx"
        path.write_bytes(data)
        assert [str(error) for error in OpenXmlValidator().validate(path).errors] == [], key
        assert docx.Document(io.BytesIO(data)).paragraphs


@pytest.mark.system
def test_libreoffice_prints_it(compare_case: Any, tmp_path: Path) -> None:
    found = compare_case(AGREEMENT)
    (data,) = (one.redline.data for one in found.documents if one.redline)
    path = tmp_path / "andringar.docx"
    path.write_bytes(data)
    (pdf,) = convert([path], "pdf", tmp_path)
    assert pdf.stat().st_size > 5_000


def test_a_content_control_does_not_make_one_word_of_a_paragraph(engine: Engine) -> None:
    words = "Parterna ska varje år följa upp den gemensamma planen"
    old = opened(Agreement((Text(words, control=True), Text("Slut."))))
    new = opened(Agreement((Text(words.replace("varje år", "varje halvår"), control=True),
                            Text("Slut."))))  # fmt: skip
    redline = make_redline(engine, old, new, "J", AT)
    assert redline.data is not None
    assert redline.proof is not None
    assert redline.proof.strength == "exact"
    body = open_received(redline.data).members["word/document.xml"].decode()
    assert "<w:sdt>" not in body
    taken = re.findall(r"<w:delText[^>]*>([^<]*)<", body)
    assert "".join(taken).strip() == "år"


def test_controls_are_unwrapped_wherever_they_stand() -> None:
    data = Agreement((Text("Ett", control=True), Grid((("a", "b"),)))).to_bytes()
    package = open_received(data)
    plain = without_controls(package)
    assert stories(plain) == stories(package)
    assert not list(plain.xml["word/document.xml"].iter("{*}sdt"))
    assert list(package.xml["word/document.xml"].iter("{*}sdt"))


BOXED = Text("Text i ett stycke.", end_note="En slutnot.", box="En ruta.")


def test_one_that_would_be_wrong_is_not_given(engine: Engine) -> None:
    """docxodus loses the box of a paragraph that gets another note: the one known fault of it."""
    old = opened(Agreement((Text("Först."), BOXED, Text("Sist."))))
    new = opened(Agreement((Text("Först."), replace(BOXED, note="Ny not."), Text("Sist."))))
    redline = make_redline(engine, old, new, "J", AT)
    assert redline.data is None
    assert redline.proof is not None
    assert redline.proof.strength == "none"
    assert {fault.verdict for fault in redline.proof.faults} == {"rejected"}
    assert "En slutnot." in {fault.expected for fault in redline.proof.faults}


def test_the_report_of_one_that_is_not_given_has_both_texts(engine: Engine, tmp_path: Path) -> None:
    files = []
    for number, note in enumerate((None, "Ny not.")):
        text = replace(BOXED, note=note)
        path = tmp_path / f"{number}.docx"
        path.write_bytes(Agreement((Text("Först."), text, Text("Sist."))).to_bytes())
        files.append(from_file(path))
    found = compare(files[0], files[1], engine, order())
    (one,) = found.documents
    assert (one.pair.state, one.redline and one.redline.data) == (State.CHANGED, None)
    page = report(found, order(), {}).decode()
    assert "Ingen ändringsmarkerad fil: den blev inte rätt till varje ord." in page
    assert "Här hade den ändringsmarkerade filen blivit fel" in page
    for words in ("Först.", "En slutnot.", "Ny not.", "En ruta.", "Sist."):
        assert words in page
