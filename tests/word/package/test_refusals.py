"""What a template may not hold is refused where it stands: links to files, objects, fields."""

from __future__ import annotations

import pytest
from docx.document import Document
from docx.oxml import OxmlElement

from tests.word.making import (
    DOCUMENT,
    TYPES,
    R,
    holding,
    members,
    packed,
    paragraph,
    problems,
    related,
    rendered,
    template,
    with_part,
)
from tests.word.package.outside import OUTSIDE, used


def test_comments_in_a_template_are_refused() -> None:
    def comment(document: Document) -> None:
        document.add_comment(document.paragraphs[0].runs, "Ska detta med?", "Anna")

    (problem,) = problems(template("text", change=comment))
    assert problem.message == "mallen har kommentarer, som inte stöds"


def test_tracked_changes_and_column_loops_are_refused() -> None:
    def tracked(document: Document) -> None:
        inserted = OxmlElement("w:ins")
        inserted.set("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}id", "1")
        document.paragraphs[0]._p.append(inserted)

    (problem,) = problems(template("text", change=tracked))
    assert problem.message == "mallen har spårade ändringar, som inte stöds"
    found = problems(template("{% cellbg färg %}"))
    assert found[0].message == "mallen har beräknade eller sammanslagna celler, som inte stöds"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (with_part("word/vbaProject.bin", b"x"), "mallen har makron"),
    ],
    ids=["makro"],
)  # fmt: skip
def test_a_file_that_is_no_plain_word_template_is_refused(data: bytes, message: str) -> None:
    (problem,) = problems(data)
    assert (problem.file, problem.message) == ("prov.docx", message)


@pytest.mark.parametrize(("kind", "target", "message", "help"), OUTSIDE)
def test_links_to_files_are_refused(kind: str, target: str, message: str, help: str) -> None:
    (problem,) = problems(used(related(kind, target)))
    assert (problem.message, problem.help) == (message, help)


@pytest.mark.parametrize("kind", ["oleObject", "package", "control", "aFChunk", "subDocument"])
def test_things_within_the_template_are_refused(kind: str) -> None:
    found = members(used(related(kind, "embeddings/a.bin", outside=False)))
    found["word/embeddings/a.bin"] = b"0"
    of_type = b'<Default Extension="bin" ContentType="application/octet-stream"/></Types>'
    found[TYPES] = found[TYPES].replace(b"</Types>", of_type)
    (problem,) = problems(packed(found))
    assert problem.message.startswith("mallen har e")
    assert problem.message.endswith(", som inte stöds")


def _field(*codes: str) -> str:
    run = "<w:r>{}</w:r>".format
    mark = '<w:fldChar w:fldCharType="{}"/>'.format
    pieces = [run(f"<w:instrText>{code}</w:instrText>") for code in codes]
    return paragraph(run(mark("begin")), *pieces, run(mark("end")))


@pytest.mark.parametrize(
    ("xml", "message"),
    [
        (_field(" DA", "TE \\@ yyyy"), "fältet DATE skriver ut datorns datum"),
        (_field("time"), "fältet TIME skriver ut datorns datum"),
        (_field(" FILENAME \\p"), "fältet FILENAME skriver ut en uppgift om filen"),
        (_field(" INCLUDETEXT a.docx"), "fältet INCLUDETEXT hämtar eller kör något"),
        (_field(" DDEAUTO a"), "fältet DDEAUTO hämtar eller kör något"),
        (_field(" IF 1 = 1 a"), "fältet IF stöds inte"),
        (_field(), "ett fält är tomt"),
        (_field(f"REF </w:instrText></w:r>{_field(' USERNAME ')[5:-6]}<w:r><w:instrText>"),
         "fältet USERNAME skriver ut en uppgift om filen"),
        ('<w:p><w:fldSimple w:instr="DATE"/></w:p>', "fältet DATE skriver ut datorns datum"),
        (f'<w:altChunk {R} r:id="rId1"/>', "mallen har ett infogat dokument, som inte stöds"),
        (f'<w:p><w:subDoc {R} r:id="rId1"/></w:p>', "mallen har ett deldokument, som inte stöds"),
        ("<w:p><w:r><w:object/></w:r></w:p>", "mallen har ett inbäddat objekt, som inte stöds"),
        ("<w:sdt/>", "mallen har innehållskontroller, som inte stöds"),
        ("<w:p><w:pPr><w:pPrChange/></w:pPr></w:p>",
         "mallen har spårade ändringar av format, som inte stöds"),
    ],
)  # fmt: skip
def test_what_fetches_or_changes_by_itself_is_refused_where_it_stands(
    xml: str, message: str
) -> None:
    heading = '<w:p><w:pPr><w:pStyle w:val="Rubrik1"/></w:pPr><w:r><w:t>Syfte</w:t></w:r></w:p>'
    found = {problem.message: problem.path for problem in problems(holding(heading, "a", xml))}
    number = 2 if xml.startswith(("<w:alt", "<w:sdt")) else 3
    assert found == {message: f"brödtext, stycke {number} under ”Syfte”"}


def test_fields_that_follow_from_the_document_are_kept() -> None:
    codes = ["PAGE", "NUMPAGES", "SECTIONPAGES", 'STYLEREF "Rubrik 1"', "REF a", "PAGEREF a",
             "TOC \\o", 'HYPERLINK "https://x.se"', "SEQ Tabell", "TITLE", "SUBJECT"]  # fmt: skip
    data = rendered(holding(*[_field(code) for code in codes]))
    assert members(data)[DOCUMENT].count(b"<w:instrText>") == len(codes)
