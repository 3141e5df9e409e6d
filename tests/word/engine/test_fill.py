"""What is put into a template comes out in Word exactly as it was."""

from __future__ import annotations

import io
import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.document import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from openxml_audit import OpenXmlValidator
from pydantic import TypeAdapter, ValidationError

from avtal.language.prose import Prose, parse
from avtal.model.scalars import Line
from avtal.problems import CaseError
from avtal.word.stories.text import paragraphs
from avtal.word.values.marked import OMITTED
from tests.documents import parts
from tests.word.making import PROPERTIES, body, render

LINE: TypeAdapter[str] = TypeAdapter(Line)

NASTY = [
    'A & B <C> "d" {{ x }} {% %}',
    "{# not a comment #}",
    "å ä ö é ß 漢字 🚓👮‍♀️",
    "rad\u2028skiljare",
    "mjukt\u00adbindestreck",
    "  blanksteg  dubbla  ",
    "L" + "å" * 900 + "ngt",
    "]]> &amp; &#8216; ‘’ “” <w:t>",
    "\\1 \\g<0> %s {0}",
    "{%p if x %} {{r y }} {%tr for z in q %}",
]


def test_nasty_text_comes_out_as_written() -> None:
    data = render(["{%p for x in texter %}", "före {{ x }} efter", "{%p endfor %}"], texter=NASTY)
    assert body(data) == [f"före {text} efter" for text in NASTY]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(min_size=1, max_size=200), min_size=1, max_size=20))
def test_any_text_that_the_model_accepts_survives_word(texts: list[str]) -> None:
    accepted = []
    for text in texts:
        try:
            accepted.append(LINE.validate_python(text))
        except ValidationError:
            continue
    data = render(["{%p for x in texter %}", "{{ x }}", "{%p endfor %}"], texter=accepted)
    assert body(data) == accepted
    docx.Document(io.BytesIO(data))


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.text(
            st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp"), exclude_characters="\ufeff"),
            min_size=1,
        ),
        min_size=1,
    )
)
def test_prose_without_markup_survives_word(texts: list[str]) -> None:
    data = render(["{%p for x in texter %}", "{{p x|stycken }}", "{%p endfor %}"], texter=[
        parsed for text in texts if len((parsed := _plain(text)).blocks) == 1
    ])  # fmt: skip
    expected = [
        "".join(span.text for span in parsed.spans())
        for text in texts
        if len((parsed := _plain(text)).blocks) == 1
    ]
    assert [t.replace("\u00a0", " ") for t in body(data)] == [
        t.replace("\u00a0", " ") for t in expected
    ]


def _plain(text: str) -> Any:
    from avtal.language.prose import Prose, UnsupportedMarkdown

    try:
        return parse(text)
    except UnsupportedMarkdown:
        return Prose(())


def test_the_markdown_subset_becomes_real_word() -> None:
    text = parse(
        "Ett **starkt** och *betonat* stycke.\n\n1. ett\n2. två\n\nNytt stycke.\n\n1. åter ett\n\n"
        "- punkt med [länk](https://example.se/?a=1&b=2)"
    )
    data = render(["{{p text|stycken }}"], text=text)
    found = [(p.style, p.text) for p in paragraphs(data) if p.place == "Brödtext"]
    assert found == [
        ("Brödtext", "Ett starkt och betonat stycke."),
        ("Numrerad lista", "ett"),
        ("Numrerad lista", "två"),
        ("Brödtext", "Nytt stycke."),
        ("Numrerad lista", "åter ett"),
        ("Punktlista", "punkt med länk"),
    ]
    document = docx.Document(io.BytesIO(data))
    bold = [run.text for p in document.paragraphs for run in p.runs if run.bold]
    italic = [run.text for p in document.paragraphs for run in p.runs if run.italic]
    assert (bold, italic) == (["starkt"], ["betonat"])
    xml = dict(parts(data))
    assert re.findall(r'<w:numId w:val="(\d+)"/>', xml["word/document.xml"]) == [
        "4", "4", "5",
    ]  # fmt: skip
    assert xml["word/numbering.xml"].count('<w:startOverride w:val="1"/>') == 2
    assert ' HYPERLINK "https://example.se/?a=1&amp;b=2" ' in xml["word/document.xml"]


def test_lists_in_a_table_have_the_style_of_the_table() -> None:
    data = render(['{{p text|stycken("Tabelltext") }}'], text=parse("Text.\n\n- punkt"))
    found = [(p.style, p.text) for p in paragraphs(data) if p.place == "Brödtext"]
    assert found == [("Tabelltext", "Text."), ("Tabellpunkt", "punkt")]


def test_filters_show_what_is_unknown_and_keep_what_is_omitted() -> None:
    tags = ["x", "x|datum", "x|kortdatum", "x|tal", "x|talord", "x|stor", "x|fast", "x|versaler"]
    texts = [f"{{{{ {tag} }}}}" for tag in tags] + ["{{p x|stycken }}", "{{r x|löptext }}"]
    assert body(render(texts, x=None)) == ["[saknas]"] * len(texts)
    assert body(render(texts, x=OMITTED)) == ["[uppgift utelämnad]"] * len(texts)
    nested = ["{% for y in x.lista %}{{ y.namn|stor }}{% endfor %}"]
    assert body(render(nested, x=OMITTED)) == ["[uppgift utelämnad]"]


def test_values_are_written_in_swedish() -> None:
    texts = [
        "{{ d|datum }}",
        "{{ d|kortdatum }}",
        "{{ t }}",
        "{{ n|talord }}",
        '{{ xs|lista("n") }}',
    ]
    data = render(
        texts, d=date(2018, 12, 3), t=Decimal("1406807.5"), n=3, xs=[{"n": x} for x in "abc"]
    )
    assert body(data) == [
        "3\u00a0december\u00a02018", "2018-12-03", "1\u00a0406\u00a0807,5", "tre", "a, b och c",
    ]  # fmt: skip


def test_properties_and_times_come_from_values() -> None:
    first, second = render(["text"]), render(["text"])
    assert first == second
    core = docx.Document(io.BytesIO(first)).core_properties
    assert (core.title, core.subject, core.author) == ("Titel", "KS 2018/211", "Täby kommun")
    assert (core.content_status, core.language) == ("UTKAST", "sv-SE")
    assert core.created is not None
    assert core.created.date() == PROPERTIES.date


def test_every_part_is_well_formed() -> None:
    for name, xml in parts(render([f"{{{{ x }}}} {text[:5]}" for text in ("a", "b")], x=NASTY[0])):
        if name.endswith((".xml", ".rels")):
            etree.fromstring(xml.encode())


@pytest.mark.parametrize(
    ("texts", "values", "message", "help", "place"),
    [
        (["{{ sammanfatning }}"], {"sammanfattning": "x"},
         "namnet ”sammanfatning” finns inte", "menade du ”sammanfattning”?",
         "brödtext, stycke 1: {{ sammanfatning }}"),
        (["ett", "{{ part.namm }}"], {"part": {"namn": "x"}},
         "fältet ”namm” finns inte här", "menade du ”namn”?",
         "brödtext, stycke 2: {{ part.namm }}"),
        (["{{ d }}"], {"d": date(2018, 1, 1)},
         "ett datum skrivs utan filter", "lägg till |datum eller |kortdatum",
         "brödtext, stycke 1: {{ d }}"),
        (["{{ x|datum }}"], {"x": "text"},
         "filtret behöver ett datum men får en text", "byt filter eller fält",
         "brödtext, stycke 1: {{ x|datum }}"),
        (["{{ x }}"], {"x": parse("text")},
         "en text med stycken skrivs utan filter", "lägg till |stycken",
         "brödtext, stycke 1: {{ x }}"),
        (["{%p for y in x %}", "{{ y }}", "{%p endfor %}"], {"x": None},
         "en slinga eller jämförelse får ett värde av fel slag",
         "en for-tagg behöver en lista; jämför tal med tal och text med text",
         "brödtext, stycke 1: {%p for y in x %}"),
        (["{%p for y in x|sorterade %}", "{{ y }}", "{%p endfor %}"], {"x": [{"a": 1}]},
         "fältet ”” finns inte här", "här finns: a",
         "brödtext, stycke 1: {%p for y in x|sorterade %}"),
        (["{{ loop.cycle }}"], {},
         "namnet ”loop” finns inte", "här finns: ", "brödtext, stycke 1: {{ loop.cycle }}"),
        (['{{p x|stycken("Finns inte") }}'], {"x": parse("text")},
         "mallen saknar formatet ”Finns inte”", "",
         'brödtext, stycke 1: {{p x|stycken("Finns inte") }}'),
    ],
)  # fmt: skip
def test_a_tag_that_cannot_be_rendered_is_named_with_its_place(
    texts: list[str], values: dict[str, Any], message: str, help: str, place: str
) -> None:
    with pytest.raises(CaseError) as caught:
        render(texts, **values)
    (problem,) = caught.value.problems
    assert (problem.file, problem.message) == ("prov.docx", message)
    assert (problem.help or "").startswith(help)
    assert problem.path == place


def test_a_cell_whose_loop_is_empty_keeps_the_paragraph_word_needs(tmp_path: Path) -> None:
    def table(document: Document) -> None:
        cell = document.add_table(1, 1).rows[0].cells[0]
        cell.text = "{%p for y in x %}"
        cell.add_paragraph("{{ y }}")
        cell.add_paragraph("{%p endfor %}")

    data = render(["före"], change=table, x=[])
    assert body(data) == ["före", ""]
    path = tmp_path / "cell.docx"
    path.write_bytes(data)
    assert OpenXmlValidator().validate(path).errors == []


def test_numbered_lists_need_a_numbered_style() -> None:
    def unnumbered(document: Document) -> None:
        style = document.styles["List Number"].element
        style.pPr.remove(style.pPr.numPr)

    with pytest.raises(CaseError) as caught:
        render(["{{p x|stycken }}"], change=unnumbered, x=parse("1. ett"))
    (problem,) = caught.value.problems
    assert problem.message == "formatet ”Numrerad lista” saknas eller har ingen numrering"


def test_a_list_within_a_paragraph_keeps_its_marks() -> None:
    data = render(["{{r x|löptext }}"], x=parse("Dessa:\n\n1. ett\n2. två\n\n- punkt"))
    assert body(data) == ["Dessa:\n1.\u00a0ett\n2.\u00a0två\n–\u00a0punkt"]


def test_what_is_left_out_is_one_thing_and_compares_with_nothing() -> None:
    texts = [
        "{% for y in x.lista %}{{ loop.index }}/{{ loop.length }} {{ y.namn }}{% endfor %}",
        "{% if x < 4 %}mindre{% elif x >= 4 %}större{% else %}varken{% endif %}",
        "{% if d > x %}efter{% else %}varken{% endif %}",
        '{% for y in xs|sorterade("n") %}{{ y.n }} {% endfor %}',
    ]
    data = render(texts, x=OMITTED, d=date(2018, 12, 3), xs=[OMITTED, {"n": "å"}, {"n": "b"}])
    assert body(data) == [
        "1/1 [uppgift utelämnad]", "varken", "varken", "b å [uppgift utelämnad] ",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("tag", "message"),
    [
        ('{{ x|antal("y") }}', "filtret ”antal” tar inget inom parentes"),
        ('{{ x|lista("y", "z") }}', "filtret ”lista” tar bara en text inom parentes"),
        ("{{p x|stycken|versaler }}", "filtret behöver en text men får stycken i Word"),
    ],
)
def test_a_filter_that_is_given_too_much_is_refused(tag: str, message: str) -> None:
    with pytest.raises(CaseError) as caught:
        render([tag], x=parse("text"))
    assert [problem.message for problem in caught.value.problems] == [message]


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x0c", "\r", "\x1b", "\ud800", "\ufffe"])
@pytest.mark.parametrize(
    "tags", ["{{ x }}", "{{ x|versaler }}", "{{p p|stycken }}", "{{r p|löptext }}"]
)
def test_a_character_that_word_cannot_hold_is_refused_and_not_dropped(
    tags: str, character: str
) -> None:
    text = f"före{character}efter"
    prose = Prose.plain(text)
    with pytest.raises(CaseError) as caught:
        render([tags], x=text, p=prose)
    (problem,) = caught.value.problems
    code = f"U+{ord(character):04X}"
    assert problem.message == f"en text innehåller ett tecken som Word inte kan visa: {code}"
    assert problem.path == f"brödtext, stycke 1: {tags}"
