"""What holds for a whole document is compared: pages, settings, properties, other parts."""

from __future__ import annotations

import pytest

from avtal.word.surface.table import NAMESPACES
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
        ('<w:documentProtection w:edit="readOnly"/>', {"protection"}),
        ("<w14:nytt/>", {"unknown"}),
        ('<w:evenAndOddHeaders w:val="0"/><w:mirrorMargins w:val="false"/>', set()),
        ('<w:consecutiveHyphenLimit w:val="0"/>', {"form"}),
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
    off = "<w:titlePg w:val='0'/><w:formProt w:val='false'/>"
    assert kinds(paper(f"{BODY}<w:p><w:pPr><w:sectPr>{off}</w:sectPr></w:pPr></w:p>")) == set()


def bound(body: str, data: bytes, number: bytes = b"{1-a}") -> bytes:
    about = b'<ds:datastoreItem ds:itemID="%s" xmlns:ds="urn:ds"/>' % number
    leads = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Type="urn:x/customXmlProps" Target="om.xml"/></Relationships>'
    )
    members = {
        "customXml/data.xml": data, "customXml/om.xml": about,
        "customXml/_rels/data.xml.rels": leads.encode(),
    }  # fmt: skip
    return paper(body, members=members, leads={"rIdX": ("customXml", "../customXml/data.xml")})


def test_the_words_behind_a_control_that_takes_them_from_elsewhere() -> None:
    assert kinds(bound(BOUND, b"<a>1</a>"), bound(BOUND, b"<a>2</a>")) == {"control"}
    assert kinds(bound(BOUND, b"<a b='1' c='2'/>"), bound(BOUND, b"<a c='2' b='1'/>")) == set()
    assert kinds(bound(BODY, b"<a>1</a>"), bound(BODY, b"<a>2</a>")) == set()
    other = (bound(BOUND, one, b"{2-b}") for one in (b"<a>1</a>", b"<a>2</a>"))
    assert kinds(*other) == set()


@pytest.mark.parametrize("number", [b"", b"{2-b}"])
def test_a_control_without_an_id_takes_words_from_any_data(number: bytes) -> None:
    any_data = BOUND.replace(" w:storeItemID='{1-A}'", "")
    assert any_data != BOUND
    one, other = (bound(any_data, data, number) for data in (b"<a>1</a>", b"<a>2</a>"))
    assert kinds(one, other) == {"control"}


PRINTED = {
    "a field of its name": '<w:fldSimple w:instr=" DOCPROPERTY  Company "/>',
    "a control": '<w:sdt><w:sdtPr><w:dataBinding w:xpath="/ns0:Properties[1]/ns0:Company[1]" '
                 'w:storeItemID="{6668398D-A668-4E3E-A5EB-62B293D839F1}"/></w:sdtPr>'
                 f"<w:sdtContent>{run('Täby')}</w:sdtContent></w:sdt>",
}  # fmt: skip


def described(said: str, inner: str = BODY) -> bytes:
    """Return a file that says something of itself."""
    space = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
    members = {"docProps/app.xml": f'<Properties xmlns="{space}">{said}</Properties>'.encode()}
    return paper(inner, members=members, leads={"rIdA": ("extended-properties", _ABOUT)})


_ABOUT = "../docProps/app.xml"


@pytest.mark.parametrize("name", PRINTED)
def test_what_the_file_says_of_itself_counts_where_it_is_printed(name: str) -> None:
    def of(company: str, inner: str) -> bytes:
        said = f"<Company>{company}</Company><Pages>{len(company)}</Pages>"
        return described(said, paragraph(inner))

    assert kinds(of("Täby", PRINTED[name]), of("Polisen", PRINTED[name])) == {"field"}
    assert kinds(of("Täby", run("a")), of("Polisen", run("a"))) == set()


def test_where_links_set_out_from() -> None:
    base = "<HyperlinkBase>{}</HyperlinkBase>".format
    assert kinds(described(base("https://a.se/")), described("")) == {"link"}
    assert kinds(described(base("")), described("")) == set()


@pytest.mark.parametrize(
    ("settings", "target", "kind"),
    [
        ("<w:linkStyles/>", "file:///C:/annan.dotm", {"link"}),
        ("", "http://example.se/x.dotm", {"link"}),
        ("", "file:///C:/annan.dotm", set()),
    ],
)
def test_a_template_that_word_fetches(settings: str, target: str, kind: set[str]) -> None:
    def of(template: str) -> bytes:
        leads = (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="rId1" Type="urn:x/attachedTemplate" Target="{template}" '
            'TargetMode="External"/></Relationships>'
        )
        members = {"word/_rels/settings.xml.rels": leads.encode()}
        return paper(BODY, settings=settings or "<w:zoom/>", members=members)

    assert kinds(of(target), of("file:///C:/Normal.dotm")) == kind


@pytest.mark.parametrize(
    ("inner", "said"),
    [
        ("<w:r><w:separator/></w:r>", None),
        (run("Gäller inte."), "Gäller inte."),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', "(tecken eller bild "),
        ("<w:r><w:pict><v:textpath string='OGILTIG'/></w:pict></w:r>", "(tecken eller bild "),
    ],
)
def test_what_stands_above_the_notes(inner: str, said: str | None) -> None:
    space = " ".join(
        f'xmlns:{prefix}="{address}"' for address, prefix in NAMESPACES.items() if prefix != "xml"
    )
    note = f'<w:footnote w:type="separator" w:id="0">{paragraph(inner, "<w:keepNext/>")}'
    notes = f"<w:footnotes {space}>{note}</w:footnote></w:footnotes>"
    data = paper(BODY, members={"word/footnotes.xml": notes.encode()})
    found = [value for key, value in settled(data).frame.items() if key.kind == "note"]
    assert (found[0] if found else None) == said or (said and found[0].startswith(said))


def test_numbers_of_notes() -> None:
    from_five = "<w:footnotePr><w:numStart w:val='5'/></w:footnotePr>"
    lines = '<w:footnotePr><w:footnote w:id="{}"/></w:footnotePr>'.format
    assert kinds(paper(BODY, settings=lines(-1)), paper(BODY, settings=lines(0))) == set()
    assert kinds(paper(BODY, settings=from_five)) == {"note"}
    section = f"{BODY}<w:p><w:pPr><w:sectPr>{from_five}</w:sectPr></w:pPr></w:p>"
    assert "note" in kinds(paper(section))


def test_a_part_of_which_nothing_is_known() -> None:
    def beside(data: bytes) -> bytes:
        return paper(BODY, members={"word/ny.bin": data}, leads={"rIdX": ("nytt", "ny.bin")})

    assert kinds(beside(b"1"), beside(b"2")) == {"unknown"}
