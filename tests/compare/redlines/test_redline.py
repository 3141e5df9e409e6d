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
from avtal.compare.json_answer import as_json
from avtal.compare.redlines.engine import Engine
from avtal.compare.redlines.redline import make_redline
from avtal.compare.report import report
from avtal.compare.sides.side import from_file
from avtal.compare.telling import redline_said
from avtal.word.package.received import open_received
from tests.compare.agreements import Agreement, Text, opened
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


BOXED = Text("Text i ett stycke.", end_note="En slutnot.", box="En ruta.")


def test_what_hangs_on_a_paragraph_together_is_given(engine: Engine) -> None:
    old = opened(Agreement((Text("Först."), BOXED, Text("Sist."))))
    new = opened(Agreement((Text("Först."), replace(BOXED, note="Ny not."), Text("Sist."))))
    redline = make_redline(engine, old, new, "J", AT)
    assert redline.data is not None
    assert redline.proof is not None
    assert (redline.proof.strength, redline.whole) == ("exact", ())


SIGNED: dict[str, tuple[str, str, list[str]]] = {
    "a name before a tab": ("\t\tChef", "Karin Berg\tChef", ["+Karin", "+ ", "+Berg", "-\t"]),
    "one tab of two": ("a\t\tb", "a\tb", ["-\t"]),
    "one more line break": ("a\nb c", "a\n\nb c", ["+\n"]),
    "a line that is filled in": ("____\t____", "Karin\tErik", ["+Karin", "-____"]),
}


@pytest.mark.parametrize("which", SIGNED)
def test_a_line_is_signed_word_by_word(which: str, engine: Engine) -> None:
    before, after, _ = SIGNED[which]
    old, new = (opened(Agreement((Text("Först."), Text(one)))) for one in (before, after))
    redline = make_redline(engine, old, new, "J", AT)
    assert redline.data is not None
    assert redline.proof is not None
    assert (redline.proof.strength, redline.whole) == ("exact", ())


# With each mark that is known in the text, docxodus mistakes the tabs.
MARKED = Text("Avtalet finns också på kinesiska, där tecknen 的 。 och 、 är vanliga.")


def test_a_paragraph_that_comes_out_wrong_is_given_as_a_whole(engine: Engine) -> None:
    plain = "Parterna ska följa upp planen {} år."
    old = opened(Agreement((Text("Först."), MARKED, Text("\t\tChef"), Text(plain.format("varje")))))
    new = opened(
        Agreement((Text("Först."), MARKED, Text("Karin\tChef"), Text(plain.format("vartannat"))))
    )
    redline = make_redline(engine, old, new, "J", AT)
    assert redline.data is not None
    assert redline.proof is not None
    assert redline.proof.strength == "exact"
    assert {one.text for one in redline.whole} <= {"\t\tChef", "Karin\tChef"}
    assert redline.whole
    body = open_received(redline.data).members["word/document.xml"].decode()
    taken = re.findall(r"<w:delText[^>]*>([^<]*)<", body)
    assert taken == ["Chef", "varje"]


def test_the_report_tells_which_paragraph_is_given_as_a_whole(
    engine: Engine, tmp_path: Path
) -> None:
    files = []
    for number, name in enumerate(("\t\tChef", "Karin\tChef")):
        path = tmp_path / f"{number}.docx"
        path.write_bytes(Agreement((Text("Först."), MARKED, Text(name))).to_bytes())
        files.append(from_file(path))
    found = compare(files[0], files[1], engine, order())
    said = redline_said(found.documents[0])
    assert "i sin helhet" in said
    assert said in report(found, order(), {}).decode()
    (document,) = as_json(found, {}, None)["documents"]
    assert {one["place"] for one in document["whole"]} == {"Brödtext"}
    assert document["faults"] == []


PRIVATE = "Ett tecken som ingen har: \U000f0041."


def test_one_that_would_be_wrong_is_not_given(engine: Engine) -> None:
    """What is private to docxodus and us may stand in no text: it would come out as a letter."""
    old, new = (opened(Agreement((Text("Först."), Text(one)))) for one in ("Ett.", PRIVATE))
    redline = make_redline(engine, old, new, "J", AT)
    assert (redline.data, redline.whole) == (None, ())
    assert redline.proof is not None
    assert redline.proof.strength == "none"
    assert {fault.verdict for fault in redline.proof.faults} == {"accepted"}
    assert PRIVATE in {fault.expected for fault in redline.proof.faults}


def test_the_report_of_one_that_is_not_given_has_both_texts(engine: Engine, tmp_path: Path) -> None:
    files = []
    for number, text in enumerate(("En ruta.", PRIVATE)):
        path = tmp_path / f"{number}.docx"
        path.write_bytes(Agreement((Text("Först."), Text(text), Text("Sist."))).to_bytes())
        files.append(from_file(path))
    found = compare(files[0], files[1], engine, order())
    (one,) = found.documents
    assert (one.pair.state, one.redline and one.redline.data) == (State.CHANGED, None)
    page = report(found, order(), {}).decode()
    assert "Ingen ändringsmarkerad fil: den blev inte rätt till varje ord." in page
    assert "Här hade den ändringsmarkerade filen blivit fel" in page
    for words in ("Först.", "En ruta.", "Ett tecken som ingen har: ·.", "Sist."):
        assert words in page
