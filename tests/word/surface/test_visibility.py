"""Every way to keep words from a reader is seen, and what can be read is not taken for hidden."""

from __future__ import annotations

import pytest

from tests.word.surface.paper import NORMAL, body_of, paper, paragraph, run

FRAME = '<w:framePr w:x="20000" w:y="0"/>'
THEME = {
    "word/theme/theme1.xml": (
        b'<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:themeElements>'
        b'<a:clrScheme name="x"><a:dk1><a:sysClr val="windowText" lastClr="000000"/></a:dk1>'
        b'<a:lt1><a:sysClr val="window" lastClr="FFFFFF"/></a:lt1></a:clrScheme>'
        b"</a:themeElements></a:theme>"
    )
}


def filled(inner: str) -> str:
    return f"<w14:textFill>{inner}</w14:textFill>"


def solid(scheme: str, changes: str) -> str:
    colour = f"<w14:schemeClr w14:val='{scheme}'>{changes}</w14:schemeClr>"
    return filled(f"<w14:solidFill>{colour}</w14:solidFill>")


def hidden(body: str, **parts: str) -> list[tuple[str, str]]:
    """Return the hidden words of a document, and how each is hidden."""
    read = body_of(paper(body, members=THEME, leads={"rIdT": ("theme", "theme/theme1.xml")},
                         **parts))  # fmt: skip
    return [(one.text[a:b], how) for one in read for a, b, how in one.hidden]


@pytest.mark.parametrize(
    ("look", "how"),
    [
        ("<w:vanish/>", "dold"),
        ('<w:vanish w:val="true"/>', "dold"),
        ("<w:specVanish/>", "dold"),
        ('<w:color w:val="FFFFFF"/>', "vit på vitt"),
        ('<w:color w:val="FEFEFE"/>', "i samma färg som bakgrunden"),
        ('<w:color w:val="000000" w:themeColor="background1"/>', "vit på vitt"),
        ('<w:color w:val="000000" w:themeColor="text1" w:themeTint="01"/>',
         "i samma färg som bakgrunden"),
        ('<w:color w:val="000000"/><w:shd w:val="clear" w:fill="000000"/>',
         "i samma färg som bakgrunden"),
        ('<w:color w:val="000000"/><w:highlight w:val="black"/>', "i samma färg som bakgrunden"),
        ('<w:sz w:val="2"/>', "1 punkt stor"),
        ('<w:sz w:val="3"/>', "1,5 punkter stor"),
        ('<w:w w:val="1"/>', "hopdragen till streck"),
        ('<w:sz w:val="24"/><w:spacing w:val="-240"/>', "bokstäverna ligger på varandra"),
        ('<w:position w:val="-2000"/>', "flyttad utanför sidan"),
        ('<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>',
         "i teckensnittet Wingdings, som inte har bokstäver"),
        ('<w:rtl/><w:szCs w:val="2"/>', "1 punkt stor"),
        ('<w:cs/><w:rFonts w:cs="Webdings"/>',
         "i teckensnittet Webdings, som inte har bokstäver"),
        ('<w:sz w:val="1pt"/>', "1 punkt stor"),
        ('<w:w w:val="1%"/>', "hopdragen till streck"),
        ('<w:fitText w:val="20"/>', "hopdragen till streck"),
        ('<w:sz w:val="0"/><w:fitText w:val="900"/>', "0 punkter stor"),
        ('<w:color w:val="000000"/><w:shd w:val="pct95" w:color="000000" w:fill="FFFFFF"/>',
         "i samma färg som bakgrunden"),
        (filled("<w14:gradFill><w14:gsLst><w14:gs w14:pos='0'><w14:srgbClr w14:val='FFFFFF'/>"
                "</w14:gs><w14:gs w14:pos='9'><w14:schemeClr w14:val='bg1'/></w14:gs></w14:gsLst>"
                "</w14:gradFill>"), "vit på vitt"),
        (solid("tx1", "<w14:lumMod w14:val='1000'/><w14:lumOff w14:val='99000'/>"),
         "i samma färg som bakgrunden"),
        (solid("tx1", "<w14:tint w14:val='1000'/>"), "i samma färg som bakgrunden"),
        ("<w14:textFill><w14:noFill/></w14:textFill>", "genomskinlig"),
        ("<w14:textFill><w14:solidFill><w14:srgbClr w14:val='FFFFFF'/></w14:solidFill>"
         "</w14:textFill>", "vit på vitt"),
        ("<w14:textFill><w14:solidFill><w14:srgbClr w14:val='000000'><w14:alpha w14:val='100000'/>"
         "</w14:srgbClr></w14:solidFill></w14:textFill>", "genomskinlig"),
    ],
)  # fmt: skip
def test_words_that_are_kept_from_the_reader(look: str, how: str) -> None:
    body = paragraph(run("ansvarar ") + run("inte", look) + run(" för skada"))
    assert hidden(body) == [("inte", how)]


@pytest.mark.parametrize(
    "look",
    [
        '<w:vanish w:val="0"/>',
        '<w:color w:val="auto"/>',
        '<w:color w:val="1F3A5F"/>',
        '<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="1F3A5F"/>',
        '<w:color w:val="FFFFFF"/><w:highlight w:val="darkBlue"/>',
        '<w:sz w:val="16"/>',
        '<w:w w:val="90"/>',
        '<w:spacing w:val="-10"/>',
        '<w:position w:val="6"/>',
        "<w:webHidden/>",  # in a browser; as the numbers of pages in a table of contents
        '<w:szCs w:val="2"/>',
        '<w:fitText w:val="900"/>',
        '<w:color w:val="000000"/><w:shd w:val="pct15" w:color="auto" w:fill="FFFFFF"/>',
        solid("bg1", "<w14:lumMod w14:val='50000'/>"),
        solid("bg1", "<w14:shade w14:val='1000'/>"),
        filled(
            "<w14:gradFill><w14:gsLst><w14:gs w14:pos='0'><w14:srgbClr w14:val='FFFFFF'/>"
            "</w14:gs><w14:gs w14:pos='9'><w14:srgbClr w14:val='112233'/></w14:gs></w14:gsLst>"
            "</w14:gradFill>"
        ),
        filled(
            "<w14:gradFill><w14:gsLst><w14:gs w14:pos='0'><w14:srgbClr w14:val='112233'>"
            "<w14:alpha w14:val='100000'/></w14:srgbClr></w14:gs><w14:gs w14:pos='9'>"
            "<w14:srgbClr w14:val='112233'/></w14:gs></w14:gsLst></w14:gradFill>"
        ),
        '<w:sz w:val="nan"/><w:w w:val="inf"/><w:fitText w:val="strunt"/>',
    ],
)
def test_words_that_can_be_read(look: str) -> None:
    assert hidden(paragraph(run("ord", look))) == []


@pytest.mark.parametrize(
    ("properties", "how"),
    [
        ('<w:spacing w:line="20" w:lineRule="exact"/>', "avskuren, raden är för låg"),
        ('<w:ind w:left="15000"/>', "flyttad utanför sidan"),
        ('<w:ind w:left="-15000"/>', "flyttad utanför sidan"),
        (FRAME, "flyttad utanför sidan"),
    ],
)
def test_paragraphs_that_are_kept_from_the_reader(properties: str, how: str) -> None:
    assert hidden(paragraph(run("ord"), properties)) == [("ord", how)]


def test_text_that_is_raised_out_of_its_line_is_cut_off() -> None:
    raised = run("ord", '<w:position w:val="60"/>')
    exact = '<w:spacing w:line="280" w:lineRule="exact"/>'
    assert hidden(paragraph(raised, exact)) == [("ord", "avskuren, raden är för låg")]
    assert hidden(paragraph(raised)) == []


def test_a_style_hides_as_well_and_two_marks_take_each_other_out() -> None:
    styles = (
        f"{NORMAL}</w:style>"
        '<w:style w:type="paragraph" w:styleId="Gomd"><w:name w:val="Gömd"/><w:rPr><w:vanish/>'
        '</w:rPr></w:style><w:style w:type="paragraph" w:styleId="Arvd"><w:name w:val="Ärvd"/>'
        '<w:basedOn w:val="Gomd"/></w:style><w:style w:type="character" w:styleId="Tecken">'
        '<w:name w:val="Tecken"/><w:rPr><w:vanish/></w:rPr></w:style>'
    )
    style = '<w:pStyle w:val="{}"/>'.format
    of_text = '<w:rStyle w:val="Tecken"/>'
    body = (
        paragraph(run("ett"), style("Gomd"))
        + paragraph(run("två"), style("Arvd"))
        + paragraph(run("tre", of_text))
        + paragraph(run("fyra", of_text), style("Gomd"))  # ISO/IEC 29500-1, 17.7.3
        + paragraph(run("fem", '<w:vanish w:val="0"/>'), style("Gomd"))
    )
    assert hidden(body, styles=styles) == [("ett", "dold"), ("två", "dold"), ("tre", "dold")]


def test_the_whole_document_can_be_hidden_by_its_defaults() -> None:
    default = "<w:rPrDefault><w:rPr><w:vanish/></w:rPr></w:rPrDefault>"
    styles = f"<w:docDefaults>{default}</w:docDefaults>{NORMAL}</w:style>"
    assert hidden(paragraph(run("allt")), styles=styles) == [("allt", "dold")]


def table(row: str = "", cell: str = "", look: str = "", style: str = "") -> str:
    return (
        f"<w:tbl><w:tblPr>{style}</w:tblPr><w:tblGrid/><w:tr><w:trPr>{row}</w:trPr><w:tc><w:tcPr>"
        f"{cell}</w:tcPr>{paragraph(run('cell', look))}</w:tc></w:tr></w:tbl>"
    )


@pytest.mark.parametrize(
    ("body", "how"),
    [
        (table("<w:hidden/>"), "i en dold rad"),
        (table('<w:trHeight w:val="10" w:hRule="exact"/>'), "avskuren, raden är för låg"),
        (table(cell='<w:shd w:val="clear" w:fill="112233"/>', look='<w:color w:val="112233"/>'),
         "i samma färg som bakgrunden"),
        (table(look='<w:color w:val="FFFFFF"/>'), "vit på vitt"),
    ],
)  # fmt: skip
def test_cells_that_are_kept_from_the_reader(body: str, how: str) -> None:
    assert hidden(body) == [("cell", how)]


def test_white_on_a_dark_cell_is_read_and_so_is_what_a_table_style_may_fill() -> None:
    white = '<w:color w:val="FFFFFF"/>'
    assert hidden(table(cell='<w:shd w:val="clear" w:fill="1F3A5F"/>', look=white)) == []
    styles = (
        f'{NORMAL}</w:style><w:style w:type="table" w:styleId="Rader"><w:name w:val="Rader"/>'
        '<w:tblStylePr w:type="firstRow"><w:tcPr><w:shd w:val="clear" w:fill="1F3A5F"/></w:tcPr>'
        "</w:tblStylePr></w:style>"
    )
    named = table(look=white, style='<w:tblStyle w:val="Rader"/>')
    assert hidden(named, styles=styles) == []


def test_words_in_the_colour_of_the_page() -> None:
    body = paragraph(run("ord", '<w:color w:val="000080"/>'))
    page = '<w:background w:color="000080"/>'
    assert hidden(body, page=page) == []  # the page is white unless the settings say otherwise
    shown = hidden(body, page=page, settings="<w:displayBackgroundShape/>")
    assert shown == [("ord", "i samma färg som bakgrunden")]


@pytest.mark.parametrize("said", ['<w:altName w:val="Wingdings"/>', '<w:charset w:val="02"/>'])
def test_a_font_that_the_document_says_is_one_of_signs(said: str) -> None:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    fonts = f'<w:fonts {space}><w:font w:name="Hemlig">{said}</w:font></w:fonts>'.encode()
    body = paragraph(run("ord", '<w:rFonts w:ascii="Hemlig" w:hAnsi="Hemlig"/>'))
    told = paper(body, members={"word/f.xml": fonts}, leads={"rIdF": ("fontTable", "f.xml")})
    (read,) = body_of(told)
    assert [how for _, _, how in read.hidden] == ["i teckensnittet Hemlig, som inte har bokstäver"]
    (usual,) = body_of(paper(body))
    assert not usual.hidden
