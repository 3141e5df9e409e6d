"""A checked template becomes code and a package: every part of it, and lists of its own."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest
from openxml_audit import OpenXmlValidator

from avtal.language.prose import parse
from avtal.problems import CaseError
from avtal.word.stories.text import paragraphs
from tests.word.making import RELATIONS, body, changed, holding, rendered, template
from tests.work import count_work


def many(number: int) -> bytes:
    loops = ["{%p for y in l %}", "{{ y }}", "{%p endfor %}"] * number
    return rendered(holding(*loops, *["<w:p/>", '<w:p w:a="1"/>'] * (10 * number)), l=["å"])


def test_many_loops_and_paragraphs_are_no_hindrance() -> None:
    one, some, more = (count_work(lambda n=n: many(n)) for n in (1, 100, 300))  # type: ignore[misc]
    assert body(more[0])[:300] == ["å"] * 300
    start, first, last = (made.total() for _, made in (one, some, more))
    assert last - start < 3.3 * (first - start)  # three times as many, no more


def test_a_paragraph_in_a_paragraph_is_refused_and_not_mended_silently() -> None:
    odd = '<w:p><w:pPr><w:p w:val="x"/></w:pPr><w:r><w:t>{{p x|stycken }}</w:t></w:r></w:p>'
    with pytest.raises(CaseError) as caught:
        rendered(holding(odd), x=parse("text"))
    (problem,) = caught.value.problems
    assert problem.message == "taggarna ger en text som Word inte kan öppna"
    assert problem.path == "brödtext, stycke 1: {{p x|stycken }}"


def test_headers_of_every_kind_are_filled() -> None:
    def sections(document: docx.document.Document) -> None:
        document.settings.odd_and_even_pages_header_footer = True
        document.sections[0].even_page_header.paragraphs[0].text = "jämn {{ x }}"
        second = document.add_section()
        second.header.is_linked_to_previous = False
        second.header.paragraphs[0].text = "andra {{ x }}"

    data = rendered(template("a", change=sections), x="X")
    found = [(p.place, p.text) for p in paragraphs(data)]
    assert ("Sidhuvud, jämna sidor", "jämn X") in found
    assert ("Sidhuvud i avsnitt 2", "andra X") in found


def test_lists_are_numbered_after_the_templates_own(tmp_path: Path) -> None:
    own = (
        '<w:num w:numId="1000"><w:abstractNumId w:val="2"/></w:num><w:numIdMacAtCleanup w:val="5"/>'
    )
    data = changed("word/numbering.xml", "</w:numbering>", f"{own}</w:numbering>",
                   template("{{p x|stycken }}"))  # fmt: skip
    made = rendered(data, x=parse("1. ett\n\nText\n\n1. två"))
    assert body(made) == ["ett", "Text", "två"]
    numbering = docx.Document(io.BytesIO(made)).part.numbering_part.element
    assert [str(value) for value in numbering.xpath("w:num/@w:numId")] == [
        "1", "2", "3", "1000", "1001", "1002",
    ]  # fmt: skip
    path = tmp_path / "lista.docx"
    path.write_bytes(made)
    assert OpenXmlValidator().validate(path).errors == []


def test_numbered_lists_need_numbering_in_the_template() -> None:
    data = changed(RELATIONS, '/numbering"', '/annat"', template("{{p x|stycken }}"))
    with pytest.raises(CaseError) as caught:
        rendered(data, x=parse("1. ett"))
    (problem,) = caught.value.problems
    assert problem.message == "formatet ”Numrerad lista” saknas eller har ingen numrering"
