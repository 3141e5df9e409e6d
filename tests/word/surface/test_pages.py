"""Text that stands beside the page is told, by the page of its own section; other text is not."""

from __future__ import annotations

import pytest

from avtal.word.package.assembly import unpack, zip_package
from tests.word.surface.paper import body_of, paper, paragraph, run, settled

OFF_PAGE = "flyttad utanför sidan"


def hidden(properties: str, section: str = "") -> list[tuple[str, str]]:
    end = f"<w:p><w:pPr><w:sectPr>{section}</w:sectPr></w:pPr></w:p>" if section else ""
    read = body_of(paper(paragraph(run("ord"), properties) + end))
    return [(one.text[a:b], how) for one in read for a, b, how in one.hidden]


@pytest.mark.parametrize(
    ("properties", "how"),
    [
        ('<w:ind w:left="11000"/>', OFF_PAGE),
        ('<w:ind w:left="30cm"/>', OFF_PAGE),
        ('<w:ind w:left="0" w:leftChars="9000"/>', OFF_PAGE),
        ('<w:ind w:left="-3000"/>', OFF_PAGE),
        ('<w:ind w:firstLine="20000"/>', OFF_PAGE),
        ('<w:ind w:hanging="20000"/>', OFF_PAGE),
        ('<w:ind w:right="11000"/>', OFF_PAGE),
        ('<w:jc w:val="right"/><w:ind w:right="-4000"/>', OFF_PAGE),
        ('<w:jc w:val="center"/><w:ind w:right="-20000"/>', OFF_PAGE),
        ('<w:framePr w:x="20000" w:hAnchor="page"/>', OFF_PAGE),
        ('<w:framePr w:y="20000" w:vAnchor="page"/>', OFF_PAGE),
        ('<w:framePr w:w="20"/>', "i en ram som är för smal"),
        ('<w:framePr w:h="20" w:hRule="exact"/>', "avskuren, raden är för låg"),
    ],
)
def test_paragraphs_outside_of_the_page(properties: str, how: str) -> None:
    assert hidden(properties) == [("ord", how)]


@pytest.mark.parametrize(
    "properties",
    [
        '<w:ind w:left="-1417"/>',
        '<w:ind w:left="720" w:hanging="720"/>',
        '<w:ind w:left="4000" w:right="2000" w:firstLine="720"/>',
        '<w:jc w:val="center"/>',
        '<w:framePr w:x="1400" w:y="2000" w:w="4000" w:h="900" w:hRule="exact"/>',
        '<w:ind w:left="0" w:hanging="2500"/>',  # as a number stands out in the margin
        '<w:bidi/><w:ind w:left="-3000"/>',  # whose left is the end of it
        '<w:framePr w:x="20000" w:xAlign="center" w:hAnchor="page"/>',
        '<w:framePr w:y="16000" w:vAnchor="text"/>',  # from where it stands, wherever that is
        '<w:ind w:left="strunt" w:right="nan" w:firstLine="1e400"/>',
    ],
)
def test_paragraphs_on_the_page(properties: str) -> None:
    assert hidden(properties) == []


def test_the_page_is_that_of_the_section() -> None:
    landscape = '<w:pgSz w:w="16838" w:h="11906"/>'
    assert hidden('<w:ind w:left="12500"/>', landscape) == []
    small = '<w:pgSz w:w="5000" w:h="5000"/>'
    assert hidden('<w:ind w:left="4000"/>', small) == [("ord", OFF_PAGE)]
    first = f"<w:p><w:pPr><w:sectPr>{landscape}</w:sectPr></w:pPr></w:p>"
    indented = paragraph(run("ord"), '<w:ind w:left="12500"/>')
    read = body_of(paper(first + indented))
    assert [how for one in read for _, _, how in one.hidden] == [OFF_PAGE]


@pytest.mark.parametrize(("edge", "how"), [(20_000, [OFF_PAGE]), (709, [])])
def test_a_header_that_begins_below_the_page(edge: int, how: list[str]) -> None:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    header = f"<w:hdr {space}>{paragraph(run('ord'))}</w:hdr>".encode()
    section = (
        '<w:headerReference w:type="default" r:id="rIdH"/><w:pgSz w:w="11906" w:h="16838"/>'
        f'<w:pgMar w:top="1417" w:left="1417" w:right="1417" w:header="{edge}"/>'
    )
    data = paper("", members={"word/h.xml": header}, leads={"rIdH": ("header", "h.xml")})
    found = unpack(data)
    main = found["word/document.xml"].decode()
    start, end = main.index("<w:sectPr"), main.index("</w:sectPr>")
    main = f"{main[:start]}<w:sectPr>{section}{main[end:]}"
    read = settled(zip_package({**found, "word/document.xml": main.encode()})).stories["Sidhuvud"]
    assert [how for one in read for _, _, how in one.hidden] == how
