"""What a document prints is the same whether it is seen as it is written or read from the file."""

from __future__ import annotations

import io
from typing import Any

import pytest
from docx.document import Document
from docx.shared import Cm

from avtal.case.kinds import DOCUMENTS
from avtal.word.engine.fill import Filled, fill
from avtal.word.stories.plain import PrintedParagraph
from avtal.word.stories.text import parsed_paragraphs
from avtal.word.template.prepare import prepare
from tests.conftest import REPOSITORY
from tests.word.making import (
    DOCUMENT,
    HEADER,
    LINK,
    PNG,
    PROPERTIES,
    holding,
    members,
    packed,
    paragraph,
    table,
    template,
)

MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
FIELD = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
CODE = '<w:r><w:instrText xml:space="preserve"> {} </w:instrText></w:r>'


def field(code: str, result: str) -> str:
    """Return a field with its result, in runs."""
    runs = f"<w:r><w:t>{result}</w:t></w:r>"
    begin, middle, end = map(FIELD.format, ("begin", "separate", "end"))
    return f"{begin}{CODE.format(code)}{middle}{runs}{end}"


def box(text: str) -> str:
    """Return a run with a text box."""
    content = f"<w:txbxContent>{paragraph(text)}</w:txbxContent>"
    shape = f'<v:textbox xmlns:v="urn:schemas-microsoft-com:vml">{content}</v:textbox>'
    return f"<w:r><w:pict>{shape}</w:pict></w:r>"


# What is seen as it is written.
PLAIN = {
    "text": (paragraph("{{ x }}"),),
    "styles": (
        '<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>Mål</w:t></w:r></w:p>',
        '<w:p><w:pPr><w:pStyle w:val="FinnsInte"/></w:pPr></w:p>',
        "<w:p/>",
        '<w:p w:rsidR="00112233"/>',
    ),
    "tabs": (
        '<w:p><w:pPr><w:tabs><w:tab w:val="left" w:pos="567"/></w:tabs></w:pPr>'
        "<w:r><w:t>a</w:t><w:tab/><w:t>{{ x }}</w:t><w:br/><w:t>b</w:t></w:r></w:p>",
    ),
    "signs": (
        '<w:p><w:r><w:t>a</w:t><w:noBreakHyphen/><w:softHyphen/><w:cr/><w:br w:type="page"/>'
        '<w:t xml:space="preserve"/><w:t/></w:r></w:p>',
    ),
    "counted": (paragraph("sida ", field("PAGE", "7"), " av ", field("NUMPAGES", "9")),),
    "fields": (paragraph(field('HYPERLINK "https://bra.se/"', "Brå"), field("page", "3")),),
    "field in field": (
        paragraph(FIELD.format("begin"), CODE.format("REF b"), field("PAGE", "3"), "kvar",
                  FIELD.format("end"), "efter"),
    ),
    "field over paragraphs": (paragraph(FIELD.format("begin"), CODE.format("PAGE")), "nästa"),
    "hyperlink": (paragraph(LINK.format("{{ x }}")),),
    "bookmarks": (
        paragraph('<w:bookmarkStart w:id="1" w:name="b"/>', "{{ x }}", '<w:bookmarkEnd w:id="1"/>'),
    ),
    "looks": (
        paragraph("<w:r><w:rPr><w:b/><w:tab/></w:rPr><w:t>{{ x }}</w:t></w:r>")
        .replace("<w:tab/>", ""),
    ),
    "comment": ("<w:p><!-- <w:t>inte</w:t> --><w:r><w:t>synligt</w:t></w:r></w:p>",),
    "tables": (
        table("{{ x }}", table("inre")),
        table(("a", "b")),
        "efter",
    ),
}  # fmt: skip
# What only a parser can tell.
PARSED = {
    "text box": (paragraph("före", box("i rutan"), "efter"),),
    "simple field": (
        paragraph('<w:fldSimple w:instr=" PAGE "><w:r><w:t>7</w:t></w:r></w:fldSimple>', "kvar"),
    ),
    "alternatives": (
        paragraph(
            f'<w:r><mc:AlternateContent xmlns:mc="{MC}"><mc:Choice Requires="wps"><w:t>val</w:t>'
            "</mc:Choice><mc:Fallback><w:t>annars</w:t></mc:Fallback></mc:AlternateContent></w:r>"
        ),
    ),
    "sign": (paragraph('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>'),),
    "section": (
        '<w:p><w:pPr><w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr></w:pPr></w:p>',
        "efter",
    ),
}


def made(data: bytes, **values: Any) -> Filled:
    """Return the document that a template gives."""
    return fill(prepare("prov.docx", data), {**HEADER, **values}, PROPERTIES)


@pytest.mark.parametrize("which", [*PLAIN, *PARSED])
@pytest.mark.parametrize(
    "text", ["å", "a & b <c> \"d\" 'e'", "rad\nrad\tled", "  två  ", "]]>", "&#65;"]
)
def test_what_is_seen_is_what_is_read(which: str, text: str) -> None:
    filled = made(holding(*{**PLAIN, **PARSED}[which]), x=text)
    assert list(filled.paragraphs) == parsed_paragraphs(filled.data)


@pytest.mark.parametrize("which", [*PLAIN, *PARSED])
def test_what_is_plain_is_not_read_again(which: str) -> None:
    layout = prepare("prov.docx", holding(*{**PLAIN, **PARSED}[which])).layout
    assert (layout is not None) == (which in PLAIN)


def test_another_prefix_is_read_by_a_parser() -> None:
    """A header that the section names by `rel:id` says its version like any other."""
    found = members(template("{{ x }}"))
    body = found[DOCUMENT].decode().replace("xmlns:r=", "xmlns:rel=").replace(" r:id=", " rel:id=")
    filled = made(packed({**found, DOCUMENT: body.encode()}), x="text")
    assert filled.template.layout is None
    assert "Sidhuvud" in {one.place for one in filled.paragraphs}


def test_a_template_with_a_picture_is_plain() -> None:
    def put_in(document: Document) -> None:
        document.paragraphs[0].add_run().add_picture(io.BytesIO(PNG), Cm(1))

    filled = made(template("{{ x }}", change=put_in), x="text")
    assert filled.template.layout is not None
    assert PrintedParagraph("Brödtext", "Brödtext", "text[bild]") in filled.paragraphs
    assert list(filled.paragraphs) == parsed_paragraphs(filled.data)


def test_our_own_templates_are_plain() -> None:
    for row in DOCUMENTS:
        file = REPOSITORY / "templates" / row.template_file
        assert prepare(row.template_file, file.read_bytes()).layout is not None, row.key
