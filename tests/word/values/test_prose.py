"""Prose becomes paragraphs, lists and links of Word, in the template's own styles."""

from __future__ import annotations

import io
import re
from typing import Any

import docx
import pytest
from docx.document import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from avtal.language.prose import parse
from avtal.problems import CaseError
from avtal.word.stories.text import paragraphs
from tests.documents import parts
from tests.word.making import body, changed, render, rendered, template


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


def test_a_style_with_odd_signs_in_its_id_does_not_break_the_document() -> None:
    data = changed("word/styles.xml", 'w:styleId="Brdtext"', 'w:styleId="A&amp;&quot;B"',
                   template("{{p x|stycken }}"))  # fmt: skip
    assert body(rendered(data, x=parse("text"))) == ["text"]
