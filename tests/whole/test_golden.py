"""The produced documents and the templates, as text that a jurist can read and compare."""

from __future__ import annotations

import io
import itertools
from collections.abc import Mapping
from typing import Any

import docx
import pytest

from avtal.case.kinds import DOCUMENTS
from avtal.case.stamp import Copy
from avtal.making.build import Built
from avtal.word.stories.text import outline, paragraphs
from tests.conftest import GOOD_CASES, REPOSITORY, Golden
from tests.documents import files, parts, read_text

GOLDEN = REPOSITORY / "tests" / "golden"

Drafts = Mapping[tuple[str, Copy], Built]


@pytest.mark.parametrize("case", GOOD_CASES)
@pytest.mark.parametrize("copy", list(Copy))
def test_outlines(drafts: Drafts, golden: Golden, case: str, copy: Copy) -> None:
    built = drafts[case, copy]
    if copy is Copy.PUBLIC and case != "tre-parter":
        full = {key: outline(data) for key, data in files(drafts[case, Copy.FULL]).items()}
        assert {key: outline(data) for key, data in files(built).items()} == full
        return
    for key, data in files(built).items():
        golden(GOLDEN / case / f"{key}.{copy.name.lower()}.txt", outline(data))
    stored = {path.name for path in (GOLDEN / case).glob(f"*.{copy.name.lower()}.txt")}
    assert stored == {f"{key}.{copy.name.lower()}.txt" for key in files(built)}


@pytest.mark.parametrize("key", [row.key for row in DOCUMENTS])
def test_template_outlines(golden: Golden, key: str) -> None:
    data = (REPOSITORY / "templates" / f"{key}.docx").read_bytes()
    golden(GOLDEN / "templates" / f"{key}.txt", outline(data))


def test_every_fact_of_the_memo_is_printed(drafts: Drafts) -> None:
    text = read_text(files(drafts["taby-2018", Copy.FULL])["tjansteutlatande"])
    in_order = [
        "Täby kommun",
        "KOMMUNLEDNINGSKONTOR KLK",
        "Trygghets- och säkerhetsenheten",
        "Tjänsteutlåtande",
        "Datum\t2018-11-12",
        "Dnr\tKS 2018/211-19",
        "UTKAST",
        "Alexander Nilsson",
        "KOMMUNSTYRELSEN",
        "2018-12-03",
        "Samverkansöverenskommelse mellan Täby kommun och lokalpolisområde Täby",
        "Brottsförebyggande och trygghetsskapande arbete utifrån en gemensam lokal lägesbild",
        "Sammanfattning",
        "Trygghet och säkerhet i offentlig miljö",
        "Förebygga droganvändning bland barn och unga",
        "Organiserad brottslighet",
        "Förslag till beslut",
        "1.\tKommunstyrelsen godkänner samverkansöverenskommelsen (bilaga 1) mellan Täby kommun "
        "och lokalpolisområde Täby.",
        "2.\tKommunstyrelsen ger kommundirektören och trygghets- och säkerhetssamordnaren i "
        "uppdrag att underteckna överenskommelsen.",
        "Ärendet",
        "Rikspolisstyrelsens nationella direktiv om samverkan mellan polismyndigheter och kommuner",
        "Bilagor",
        "Bilaga 1\tSamverkansöverenskommelse mellan Täby kommun och lokalpolisområde Täby",
        "Bilaga 2\tMedborgarlöfte Täby kommun och lokalpolisområde Täby",
        "Bilaga 3\tGemensam lokal lägesbild",
        "Bilaga 4\tÅtgärdsplan",
        "Bilaga 5\tKommunikationsplan",
        "Leif Eriksson",
        "T f kommundirektör",
        "Anna Hallqvist",
        "T f trygghets- och säkerhetschef",
    ]
    place = 0
    for fact in in_order:
        found = text.find(fact, place)
        assert found >= 0, f"{fact!r} is not printed after {text[max(0, place - 60) : place]!r}"
        place = found + len(fact)


def test_the_handler_of_the_memo_has_no_title(drafts: Drafts) -> None:
    text = read_text(files(drafts["taby-2018", Copy.FULL])["tjansteutlatande"])
    assert "Handläggare\tAlexander Nilsson\n" in text


@pytest.mark.parametrize("case", GOOD_CASES)
def test_nothing_of_the_template_or_of_the_origin_marks_is_left(drafts: Drafts, case: str) -> None:
    for key, data in files(drafts[case, Copy.FULL]).items():
        for name, xml in parts(data):
            if (case, key, name) != ("tre-parter", "lagesbild", "word/document.xml"):
                assert "{{" not in xml, (key, name)
                assert "{%" not in xml, (key, name)
            assert "påhittad" not in xml.lower(), (key, name)
            assert "tolkad" not in xml.lower(), (key, name)
        assert [p for p in paragraphs(data) if p.style == "Malltagg"] == [], key
        assert [p for p in paragraphs(data) if not p.text] == [], key


def test_text_that_looks_like_a_tag_is_printed_as_it_stands(drafts: Drafts) -> None:
    text = read_text(files(drafts["tre-parter", Copy.FULL])["lagesbild"])
    assert 'A & B <C> "d" {{ x }} {% %}' in text


@pytest.mark.parametrize("case", GOOD_CASES)
def test_unknown_facts_are_visible_and_names_leave_a_line(drafts: Drafts, case: str) -> None:
    data = files(drafts[case, Copy.FULL])["overenskommelse"]
    lines = [p.text for p in paragraphs(data) if p.style == "Signaturrad"]
    known = [p.text for p in paragraphs(data) if p.style == "Signaturnamn"]
    # On paper a name that is not known is a line to write on; a signature service has no pen.
    expected = {"taby-2018": (5, 1), "tre-parter": (0, 4), "minsta": (0, 2)}[case]
    assert (len(lines), len(known)) == expected
    assert sum(text.startswith("[saknas]") for text in known) == (2 if case == "minsta" else 0)


SIGNATURE = ("Signaturpart", "Signaturrad", "Signaturnamn", "Signaturtext", "Signaturslut")


@pytest.mark.parametrize("case", GOOD_CASES)
def test_signature_blocks_never_split_over_pages(drafts: Drafts, case: str) -> None:
    """Each paragraph of a block is kept with the next and in one piece, all but the last."""
    for key, data in files(drafts[case, Copy.FULL]).items():
        document = docx.Document(io.BytesIO(data))
        signing = [p for p in document.paragraphs if _style(p) in SIGNATURE]
        for before, paragraph in itertools.pairwise(signing):
            ended = _style(before) == "Signaturslut"
            assert ended or _kept(before, "keep_with_next"), (key, before.text)
            assert ended or _style(paragraph) != "Signaturpart", (key, paragraph.text)
        assert all(_kept(paragraph, "keep_together") for paragraph in signing), key


def _style(paragraph: Any) -> str:
    return str(paragraph.style.name)


def _kept(paragraph: Any, what: str) -> bool:
    """Return a property of the paragraph itself, else of its style, else of what that is based on.

    (python-docx returns None where it is not said.)
    """
    style = paragraph.style
    value = getattr(paragraph.paragraph_format, what)
    while value is None and style is not None:
        value, style = getattr(style.paragraph_format, what), style.base_style
    return bool(value)


def test_titles_follow_the_appointment_on_the_day_of_signing(drafts: Drafts) -> None:
    text = read_text(files(drafts["tre-parter", Copy.FULL])["overenskommelse"])
    assert "T f kommundirektör" in text
    memo = read_text(files(drafts["tre-parter", Copy.FULL])["tjansteutlatande"])
    assert "Milena Saarimo\nSäkerhetschef" in memo
