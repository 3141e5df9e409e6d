"""What is left of tables, cells and bookmarks is what Word can open."""

from __future__ import annotations

import io
from pathlib import Path

import docx
from docx.document import Document
from openxml_audit import OpenXmlValidator

from tests.word.making import body, changed, holding, paragraph, render, rendered, table


def test_what_is_left_of_tables_and_headers_is_what_word_can_open() -> None:
    data = holding(
        table("{%tr for y in l %}", "{{ y }}", "{%tr endfor %}"),
        table(table("x") + paragraph("{%p if x %}") + paragraph("{%p endif %}")),
    )
    data = changed("word/footer1.xml", "<w:p>", f"{paragraph('{%p if l %}')}<w:p>", data)
    data = changed("word/footer1.xml", "</w:ftr>", f"{paragraph('{%p endif %}')}</w:ftr>", data)
    document = docx.Document(io.BytesIO(rendered(data, x="x", l=[])))
    assert [len(found.rows) for found in document.tables] == [1]
    assert [node.tag.split("}")[1] for node in document.tables[0].cell(0, 0)._tc] == ["tbl", "p"]
    assert [p.text for p in document.sections[0].first_page_footer.paragraphs] == [""]


def test_a_bookmark_in_a_loop_stands_once() -> None:
    mark = '<w:bookmarkStart w:id="7" w:name="här"/>'
    data = holding(
        "{%p for y in l %}",
        paragraph(mark, "{{ y }}", '<w:bookmarkEnd w:id="7"/>'),
        "{%p endfor %}",
    )
    xml = docx.Document(io.BytesIO(rendered(data, l=["a", "b"]))).element.xml
    assert (xml.count("<w:bookmarkStart"), xml.count("<w:bookmarkEnd")) == (1, 1)


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
