"""What stands beside the words is read: boxes, links, pictures, fields, files that are put in."""

from __future__ import annotations

import pytest

from avtal.word.stories.reading import Paragraph
from tests.word.surface.paper import body_of, paper, paragraph, run

PICTURE = (
    '<w:r><w:drawing><wp:inline><wp:extent cx="{size}" cy="90000"/><wp:docPr id="{id}" name="B" '
    'descr="Vapen"/><a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip r:embed="rIdB"/>'
    "</pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
)


def first(body: str, members: dict[str, bytes] | None = None,
          **leads: tuple[str, str]) -> Paragraph:  # fmt: skip
    return body_of(paper(body, members=members, leads=leads))[0]


def said(one: Paragraph) -> list[tuple[str, str]]:
    return [(thing.kind, thing.said) for thing in one.things]


@pytest.mark.parametrize(
    ("font", "number", "sign"),
    [
        ("Wingdings", "F0A8", "☐"), ("Wingdings", "F0FE", "☑"), ("Wingdings", "FD", "☒"),
        ("Wingdings 2", "F052", "☑"), ("Wingdings 2", "F0A3", "☐"),
        ("Symbol", "F061", "[tecken F061 i Symbol]"),
    ],
)  # fmt: skip
def test_a_sign_by_number_is_the_sign(font: str, number: str, sign: str) -> None:
    body = paragraph(run("Ruta ") + f'<w:r><w:sym w:font="{font}" w:char="{number}"/></w:r>')
    assert first(body).text == f"Ruta {sign}"


def control(properties: str, inner: str = "") -> str:
    return (
        f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{inner or run('☐')}</w:sdtContent>"
        "</w:sdt>"
    )


@pytest.mark.parametrize(
    ("body", "kind", "words"),
    [
        (control('<w14:checkbox><w14:checked w14:val="1"/></w14:checkbox>'), "box", "ikryssad"),
        (control('<w14:checkbox><w14:checked w14:val="0"/></w14:checkbox>'), "box",
         "inte ikryssad"),
        (control('<w:alias w:val="Datum"/><w:date/>'), "control", "Datum"),
        ('<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/>'
         "<w:checked/></w:checkBox></w:ffData></w:fldChar></w:r>", "box", "ikryssad"),
        ('<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/>'
         '<w:listEntry w:val="ska"/><w:listEntry w:val="bör"/></w:ddList></w:ffData></w:fldChar>'
         "</w:r>", "field", "valet ”bör”"),
        ('<w:r><w:fldChar w:fldCharType="begin" w:dirty="true"/></w:r>', "field",
         "räknas om när filen öppnas"),
        ('<w:fldSimple w:instr=" REF  villkor \\h "><w:r><w:t>3</w:t></w:r></w:fldSimple>',
         "field", "REF villkor \\h"),
        ('<w:hyperlink w:anchor="slut"><w:r><w:t>x</w:t></w:r></w:hyperlink>', "link", "#slut"),
        ('<w:bdo w:val="rtl"><w:r><w:t>x</w:t></w:r></w:bdo>', "direction", "rtl"),
        ('<w:r><w:br w:type="page"/></w:r>', "break", "page"),
        ("<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>", "formula", "formel"),
        ('<w:r><w14:nytt w14:val="1"/></w:r>', "unknown", "w14:nytt"),
    ],
)  # fmt: skip
def test_what_stands_beside_the_words_is_told(body: str, kind: str, words: str) -> None:
    assert (kind, words) in said(first(paragraph(run("före ") + body)))


def test_the_address_behind_a_link_whichever_way_it_is_written() -> None:
    link = '<w:hyperlink r:id="rIdL"><w:r><w:t>villkoren</w:t></w:r></w:hyperlink>'
    found = first(paragraph(link), rIdL=("hyperlink", "https://a.se/1"))
    assert said(found) == [("link", "→ https://a.se/1")]
    marks = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    code = '<w:r><w:instrText> HYPERLINK "https://a.se/1" </w:instrText></w:r>'
    field = marks("begin") + code + marks("separate") + run("villkoren") + marks("end")
    assert first(paragraph(field)).things == found.things
    simple = (
        f"""<w:fldSimple w:instr='HYPERLINK "https://a.se/1"'>{run("villkoren")}</w:fldSimple>"""
    )
    assert first(paragraph(simple)).things == found.things


def test_a_picture_is_its_file_and_its_size_and_not_its_number() -> None:
    def picture(data: bytes, **form: int) -> Paragraph:
        drawn = paragraph(PICTURE.format(**{"size": 90000, "id": 1, **form}))
        return first(drawn, {"word/media/b.png": data}, rIdB=("image", "media/b.png"))

    one = picture(b"en bild")
    assert said(one)[0][1].startswith("”Vapen”, fil ")
    assert picture(b"en bild", id=7) == one
    other, larger = picture(b"en annan bild"), picture(b"en bild", size=900000)
    assert one.text == other.text == larger.text == "[bild]"
    assert said(other) != said(one) == said(larger)
    assert larger.things != one.things


def test_a_picture_that_shows_nothing_is_none() -> None:
    found = first(
        paragraph(run("ord") + '<w:r><w:pict><v:shapetype id="_x0000_t202"/></w:pict></w:r>')
    )
    assert (found.text, found.things) == ("ord", ())


@pytest.mark.parametrize("shape", ["shape", "rect", "roundrect", "oval", "line", "group"])
def test_every_drawing_of_the_older_kind_has_its_size_and_where_it_leads(shape: str) -> None:
    drawn = (
        f'<w:r><w:pict><v:{shape} href="https://a.se/{{}}" alt="Vapen" '
        'style="width:{}pt;z-index:{}"/></w:pict></w:r>'
    ).format
    one = first(paragraph(drawn(1, 20, 7)))
    assert said(one) == [("picture", "”Vapen”, → https://a.se/1")]
    assert said(first(paragraph(drawn(2, 20, 7)))) != said(one)
    (wide,) = first(paragraph(drawn(1, 90, 7))).things
    (above,) = first(paragraph(drawn(1, 20, 9))).things
    (thing,) = one.things
    assert wide.whole != thing.whole == above.whole


def test_a_watermark_is_read() -> None:
    art = '<w:r><w:pict><v:shape><v:textpath string="{}"/></v:shape></w:pict></w:r>'.format
    assert said(first(paragraph(art("UTKAST")))) == [("picture", "texten ”UTKAST”")]


def test_a_bookmark_counts_where_something_leads_to_it() -> None:
    marks = '<w:bookmarkStart w:id="1" w:name="{}"/><w:bookmarkEnd w:id="1"/>'.format
    link = '<w:hyperlink w:anchor="slut"><w:r><w:t>x</w:t></w:r></w:hyperlink>'
    one, other = body_of(
        paper(paragraph(marks("slut") + run("a")) + paragraph(marks("_GoBack") + link))
    )
    assert said(one) == [("bookmark", "slut")]
    assert said(other) == [("link", "#slut")]


def test_a_file_that_is_put_in_is_a_paragraph() -> None:
    body = paragraph(run("före")) + '<w:altChunk r:id="rIdF"/>' + paragraph(run("efter"))
    members = {"word/in.htm": b"<p>Klausul.</p>"}
    read = body_of(paper(body, members=members, leads={"rIdF": ("aFChunk", "in.htm")}))
    assert [one.text for one in read[:3]] == ["före", "[infogad fil]", "efter"]
    assert read[1].things[0].kind == "inserted"


def test_what_stands_around_a_paragraph_belongs_to_the_next_one() -> None:
    body = (
        f"<w:sdt><w:sdtPr><w:alias w:val='Ort'/></w:sdtPr><w:sdtContent>{paragraph(run('a'))}"
        f"</w:sdtContent></w:sdt>{paragraph(run('b'))}"
    )
    one, other, *_ = body_of(paper(body))
    assert (said(one), said(other)) == ([("control", "Ort")], [])


def test_an_alternative_that_word_does_not_know_is_passed_over() -> None:
    both = (
        '<mc:AlternateContent xmlns:ny="urn:okand"><mc:Choice Requires="{}">'
        f"{run('valt')}</mc:Choice><mc:Fallback>{run('annars')}</mc:Fallback></mc:AlternateContent>"
    ).format
    assert first(paragraph(both("ny"))).text == "annars"
    assert first(paragraph(both("wps"))).text == "valt"


def test_letters_and_their_marks_are_one_character_also_over_two_runs() -> None:
    whole, parted = (
        first(paragraph(body)) for body in (run("på åtta"), run("pa") + run("\u030a a\u030atta"))
    )
    assert whole.text == parted.text == "på åtta"
    assert whole.looks == parted.looks


def test_blanks_at_the_ends_count_where_word_keeps_them() -> None:
    body = "<w:r><w:t> a </w:t></w:r><w:r><w:t xml:space='preserve'> b </w:t></w:r>"
    assert first(paragraph(body)).text == "a b "


def test_smart_art_as_it_was_last_drawn_is_a_part_of_it() -> None:
    drawing = (
        "<w:r><w:drawing><a:graphic><a:graphicData><dgm:relIds r:dm='rIdM'/></a:graphicData>"
        "</a:graphic></w:drawing></w:r>"
    )
    model = b'<m xmlns:d="urn:d"><d:dataModelExt relId="rIdD"/></m>'

    def drawn(text: str) -> Paragraph:
        members = {"word/data.xml": model, "word/drawn.xml": f"<d>{text}</d>".encode()}
        leads = {"rIdM": ("diagramData", "data.xml"), "rIdD": ("diagramDrawing", "drawn.xml")}
        return first(paragraph(drawing), members, **leads)

    assert drawn("Kommunen") == drawn("Kommunen")
    assert drawn("Kommunen") != drawn("Polisen")
