"""What holds for a whole document is compared: pages, settings, properties, other parts."""

from __future__ import annotations

import pytest

from tests.word.surface.paper import paper, paragraph, run, settled

BODY = paragraph(run("Text."))
PLAIN = settled(paper(BODY))
BOUND = (
    "<w:sdt><w:sdtPr><w:dataBinding w:xpath='/a' w:storeItemID='{1-A}'/></w:sdtPr><w:sdtContent>"
    f"{paragraph(run('x'))}"
    "</w:sdtContent></w:sdt>"
)


def kinds(data: bytes, other: bytes | None = None) -> set[str]:
    """Return the kinds of what differs from another document, or from the plain one."""
    one, two = settled(data).frame, (settled(other) if other else PLAIN).frame
    return {key.kind for key in one.keys() | two.keys() if one.get(key) != two.get(key)}


@pytest.mark.parametrize(
    ("settings", "kind"),
    [
        ("<w:evenAndOddHeaders/>", {"header"}),
        ("<w:updateFields/>", {"field"}),
        ('<w:defaultTabStop w:val="99"/>', {"form"}),
        ('<w:documentProtection w:edit="readOnly"/>', {"form"}),
        ("<w14:nytt/>", {"unknown"}),
        ('<w:zoom w:percent="90"/><w:rsids><w:rsid w:val="1"/></w:rsids>', set()),
    ],
)
def test_settings(settings: str, kind: set[str]) -> None:
    assert kinds(paper(BODY, settings=settings)) == kind


def test_the_page_and_the_header_of_the_first_one() -> None:
    landscape = paper(f"{BODY}<w:p><w:pPr><w:sectPr><w:pgSz w:w='16838'/></w:sectPr></w:pPr></w:p>")
    first = paper(f"{BODY}<w:p><w:pPr><w:sectPr><w:titlePg/></w:sectPr></w:pPr></w:p>")
    assert kinds(landscape) == {"form"}
    assert kinds(first) == {"header"}


def test_the_words_behind_a_control_that_takes_them_from_elsewhere() -> None:
    def bound(body: str, data: bytes) -> bytes:
        leads = {"rIdX": ("customXml", "../customXml/item1.xml")}
        about = b'<ds:datastoreItem ds:itemID="{1-a}" xmlns:ds="urn:ds"/>'
        members = {"customXml/item1.xml": data, "customXml/itemProps1.xml": about}
        return paper(body, members=members, leads=leads)

    assert kinds(bound(BOUND, b"<a>1</a>"), bound(BOUND, b"<a>2</a>")) == {"control"}
    assert kinds(bound(BOUND, b"<a b='1' c='2'/>"), bound(BOUND, b"<a c='2' b='1'/>")) == set()
    assert kinds(bound(BODY, b"<a>1</a>"), bound(BODY, b"<a>2</a>")) == set()


def test_a_part_of_which_nothing_is_known() -> None:
    def beside(data: bytes) -> bytes:
        return paper(BODY, members={"word/ny.bin": data}, leads={"rIdX": ("nytt", "ny.bin")})

    assert kinds(beside(b"1"), beside(b"2")) == {"unknown"}
