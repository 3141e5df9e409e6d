"""What a template may not hold is refused before anything in it runs."""

from __future__ import annotations

import io
import zipfile

import pytest
from docx.document import Document
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement

from avtal.word.template.prepare import prepare
from tests.conftest import REPOSITORY
from tests.word.making import problems, template

HOSTILE = [
    "{{ ''.__class__.__mro__ }}",
    "{{ x.__class__ }}",
    "{{ 9**(9**9) }}",
    "{{ 'a' * 999999999 }}",
    "{{ x|attr('y') }}",
    "{{ x|safe }}",
    "{{ lipsum() }}",
    "{{ x['y'] }}",
    "{{ [1, 2] }}",
    "{{ {'a': 1} }}",
    "{{ x ~ y }}",
    "{{ x is defined }}",
    "{% set x = 1 %}",
    "{% include 'x' %}",
    "{% import 'x' as y %}",
    "{% macro m() %}{% endmacro %}",
    "{% block b %}{% endblock %}",
    "{% for a, b in x %}{% endfor %}",
    "{% for a in x recursive %}{% endfor %}",
    "{% filter stor %}x{% endfilter %}",
    "{{ x|stycken(y) }}",
    "{{ x|lista(field='y') }}",
    "{% for a in self %}{% endfor %}",
    "{% for a in x %}" * 6 + "{% endfor %}" * 6,
    "{% if x %}" * 21 + "{% endif %}" * 21,
    "{{ " + "(" * 3000 + "x" + ")" * 3000 + " }}",
]


@pytest.mark.parametrize("tag", HOSTILE)
def test_hostile_tags_are_refused_unrun(tag: str) -> None:
    found = problems(template("text", tag))
    assert {problem.path.split(":")[0] for problem in found} <= {"brödtext, stycke 2", "brödtext"}
    assert found[0].help


def test_every_mistake_is_reported_with_its_heading() -> None:
    def heading(document: Document) -> None:
        document.add_paragraph("Bakgrund", style="Heading 1")
        document.add_paragraph("{{ x|okant }} och {{ y|datumm }}", style="Body Text")

    found = problems(template("{{ 1 + 1 }}", change=heading))
    assert [(problem.message, problem.help, problem.path) for problem in found] == [
        ("en tagg använder räkning, som inte är tillåtet i mallar",
         "använd bara fält, for, if, jämförelser och filter; se docs/templates.md",
         "brödtext, stycke 1: {{ 1 + 1 }}"),
        ("filtret ”okant” finns inte", found[1].help,
         "brödtext, stycke 3 under ”Bakgrund”: {{ x|okant }}"),
        ("filtret ”datumm” finns inte", "menade du ”datum”?",
         "brödtext, stycke 3 under ”Bakgrund”: {{ y|datumm }}"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("tag", "message", "help"),
    [
        ("{{ x|stycken }}", "filtret stycken behöver en tagg som börjar med {{p", "skriv {{p … }}"),
        ("{{ x|löptext }}", "filtret löptext behöver en tagg som börjar med {{r", "skriv {{r … }}"),
        ("{{p x }}", "en tagg som börjar med {{p behöver filtret stycken",
         "lägg till |stycken, eller skriv taggen utan p"),
        ("Se {{p x|stycken }}",
         "texten ”Se” skulle försvinna, eftersom det står i samma stycke som taggen",
         "låt taggen stå ensam i stycket"),
        ("{{ none }}", "true, false och none är inte tillåtna i mallar",
         "skriv bara fältet: {% if fält %}"),
    ],
)  # fmt: skip
def test_a_tag_that_would_lose_text_or_break_the_file_is_refused(
    tag: str, message: str, help: str
) -> None:
    (problem,) = problems(template("text", tag))
    assert (problem.message, problem.help) == (message, help)
    assert problem.path.startswith("brödtext, stycke 2: ")


def test_what_else_a_tag_would_take_with_it_is_named() -> None:
    def page_break(document: Document) -> None:
        document.add_paragraph("{%p if x %}").add_run().add_break(WD_BREAK.PAGE)
        document.add_paragraph("{%p endif %}")

    (problem,) = problems(template("text", change=page_break))
    assert problem.message == (
        "en brytning skulle försvinna, eftersom det står i samma stycke som taggen"
    )


def test_comments_in_a_template_are_refused() -> None:
    def comment(document: Document) -> None:
        document.add_comment(document.paragraphs[0].runs, "Ska detta med?", "Anna")

    (problem,) = problems(template("text", change=comment))
    assert problem.message == "mallen har kommentarer, som inte stöds"


def test_text_beside_a_row_tag_is_refused() -> None:
    def table(document: Document) -> None:
        rows = document.add_table(2, 2).rows
        rows[0].cells[0].text, rows[0].cells[1].text = "{%tr for x in y %}", "glömd"
        rows[1].cells[0].text = "{%tr endfor %}"

    (problem,) = problems(template("text", change=table))
    assert problem.message == (
        "texten ”glömd” skulle försvinna, eftersom det står i samma tabellrad som taggen"
    )


@pytest.mark.parametrize(
    ("tag", "message"),
    [
        ("{% for x in y %}", "for-taggen stängs aldrig"),
        ("{{ x", "taggen stängs aldrig"),
        ("{{ x }", "taggen stängs aldrig"),
        ("{# x", "taggen stängs aldrig"),
        ("{% endfor %}", "endfor utan for"),
        ("{% slut %}", "taggen ”slut” finns inte eller står på fel plats"),
    ],
)
def test_a_badly_written_tag_is_named(tag: str, message: str) -> None:
    (problem,) = problems(template("text", tag))
    assert problem.message == message
    assert problem.path.startswith("brödtext, stycke")


def test_tracked_changes_and_column_loops_are_refused() -> None:
    def tracked(document: Document) -> None:
        inserted = OxmlElement("w:ins")
        inserted.set("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}id", "1")
        document.paragraphs[0]._p.append(inserted)

    (problem,) = problems(template("text", change=tracked))
    assert problem.message == "mallen har spårade ändringar, som inte stöds"
    found = problems(template("{% cellbg färg %}"))
    assert found[0].message == "mallen har beräknade eller sammanslagna celler, som inte stöds"


def _zip(**members: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in members.items():
            package.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return stream.getvalue()


def _with_part(name: str, data: bytes) -> bytes:
    stream = io.BytesIO(template("text"))
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr(name, data)
    return stream.getvalue()


GOOD = (REPOSITORY / "templates" / "tjansteutlatande.docx").read_bytes()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "filen är inte en Word-mall (.docx)"),
        (b"%PDF-1.7 inte word", "filen är inte en Word-mall (.docx)"),
        (GOOD[: len(GOOD) // 2], "filen är inte en Word-mall (.docx)"),
        (_zip(hej=b"hej"), "filen är inte en Word-mall (.docx)"),
        (_zip(**{"[Content_Types]_xml": b"<inte xml"}),
         "[Content_Types].xml är skadad och går inte att läsa"),
        (_with_part("word/vbaProject.bin", b"x"), "mallen har makron"),
        (_with_part("word/extra.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a/>'),
         "word/extra.xml har en dokumenttypsdeklaration"),
        (_with_part("word/bomb.bin", b"\0" * 60_000_000), "mallen är orimligt stor uppackad"),
    ],
    ids=["tom", "pdf", "avklippt", "zip", "trasig", "makro", "doctype", "bomb"],
)  # fmt: skip
def test_a_file_that_is_no_plain_word_template_is_refused(data: bytes, message: str) -> None:
    (problem,) = problems(data)
    assert (problem.file, problem.message) == ("prov.docx", message)


def test_all_templates_are_good_and_have_tags_in_headers_and_body() -> None:
    for path in sorted((REPOSITORY / "templates").glob("*.docx")):
        prepared = prepare(path.name, path.read_bytes())
        assert {"Brödtext", "Rubrik 1", "Punktlista", "Numrerad lista", "Hyperlänk"} <= set(
            prepared.styles
        )
        places = [part.label for part in prepared.parts]
        assert places == ["brödtext", "sidhuvud", "sidhuvud", "sidfot", "sidfot"]
