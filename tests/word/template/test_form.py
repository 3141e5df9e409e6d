"""Advice on form: each finding in a small template, and none in what is made rightly."""

from __future__ import annotations

import pytest

from avtal.problems import Problem
from avtal.word.template.check import check
from avtal.word.types.kinds import Thing
from tests.word.making import changed, holding, members, packed, paragraph, template

NOTHING = Thing("mall", "mall", {})
HEADER_HELP = "ställ markören i översta raden och välj Tabellayout > Upprepa rubrikrader"
SPACING = (
    "tomma stycken används som avstånd",
    "ta bort dem, och ange avstånd före och efter i formatet (Ändra > Format > Stycke)",
)
LANGUAGE = "välj Granska > Språk > Ange korrekturspråk > svenska (Sverige)"
FONT = "byt till Arial, Times New Roman, Courier New, Calibri eller Cambria"


def advice(data: bytes) -> list[Problem]:
    """Return the advice on a template."""
    report, _ = check("prov.docx", data, NOTHING)
    return [problem for problem in report.problems if problem.severity == "råd"]


def told(*bodies: str) -> list[tuple[str, str, str]]:
    """Return (message, help, place) of the advice on a template with this body."""
    return [(problem.message, problem.help, problem.path) for problem in advice(holding(*bodies))]


def heading(level: int, text: str = "Rubriken") -> str:
    return paragraph(f'<w:pPr><w:pStyle w:val="Rubrik{level}"/></w:pPr>', text)


def rows(*rows: tuple[str, ...], header: bool = False, style: str = "Avtalstabell") -> str:
    """Return a table in a style; its first row may be a header row."""
    written = ""
    for number, row in enumerate(rows):
        mark = "<w:trPr><w:tblHeader/></w:trPr>" if header and not number else ""
        cells = "".join(
            cell if "<w:tc>" in cell else f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row
        )
        written += f"<w:tr>{mark}{cells}</w:tr>"
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/></w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="500"/></w:tblGrid>{written}</w:tbl>'
    )


EMPTY = "<w:p/>"
SPAN = f'<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{paragraph("a")}</w:tc>'
DOWN = f"<w:tc><w:tcPr><w:vMerge/></w:tcPr>{paragraph('a')}</w:tc>"
PICTURE = (
    '<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/'
    'wordprocessingDrawing"><wp:docPr id="1" name="Bild 1"{}>{}</wp:docPr></wp:inline>'
    "</w:drawing></w:r></w:p>"
)
DECORATION = (
    '<adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" '
    'val="1"/>'
)
LINE = '<w:pPr><w:pBdr><w:bottom w:val="single" w:sz="4"/></w:pBdr></w:pPr>'


def run(properties: str) -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>text</w:t></w:r>"


@pytest.mark.parametrize(
    ("bodies", "message", "help", "place"),
    [
        ([heading(1), heading(3)], "en rubriknivå hoppas över: Rubrik 3 följer på Rubrik 1",
         "ge rubriken formatet Rubrik 2", "brödtext, stycke 2 under ”Rubriken”"),
        (["text", heading(2)], "en rubriknivå hoppas över: den första rubriken är Rubrik 2",
         "ge rubriken formatet Rubrik 1", "brödtext, stycke 2"),
        (["före", rows(("a", "b"), ("c", "d"))], "tabellen har ingen rubrikrad som upprepas",
         HEADER_HELP, "brödtext, stycke 2"),
        ([heading(1), rows(("{%tr if x %}",), ("a", "b"), ("{%tr endif %}",), style="Brevhuvud")],
         "tabellen har ingen rubrikrad som upprepas", HEADER_HELP,
         "brödtext, stycke 2 under ”Rubriken”"),
        ([rows((SPAN,), ("c", "d"), header=True)],
         "tabellen har sammanslagna celler, som en skärmläsare läser i fel ordning",
         "välj Tabellayout > Dela celler, så att alla rader har lika många celler",
         "brödtext, stycke 1"),
        ([rows(("a", "b"), (DOWN, "d"), header=True)],
         "tabellen har sammanslagna celler, som en skärmläsare läser i fel ordning",
         "välj Tabellayout > Dela celler, så att alla rader har lika många celler",
         "brödtext, stycke 1"),
        (["a", EMPTY, EMPTY, EMPTY, "b"], *SPACING, "brödtext, stycke 2"),
        (["a", EMPTY, heading(1)], *SPACING, "brödtext, stycke 2"),
        ([heading(1), paragraph(" "), "b"], *SPACING, "brödtext, stycke 2 under ”Rubriken”"),
        ([PICTURE.format("", "")], "en bild saknar alternativtext",
         "högerklicka på bilden, välj Visa alternativtext och beskriv den, eller markera den som "
         "dekorativ", "brödtext, stycke 1"),
        ([paragraph(LINE, "a")],
         "stycket har en kantlinje, som gör att en pdf inte blir tillgänglig",
         "välj Start > Kantlinjer > Ingen kantlinje, eller låt en tabell ha linjen",
         "brödtext, stycke 1"),
        ([paragraph(run('<w:rFonts w:ascii="Gill Sans MT" w:hAnsi="Gill Sans MT"/>'))],
         "texten har typsnittet ”Gill Sans MT”, som inte ser likadant ut på alla datorer",
         FONT, "brödtext, stycke 1"),
        (["a", paragraph(run('<w:lang w:val="en-US"/>'))],
         "texten är märkt med språket ”en-US”, inte svenska", LANGUAGE, "brödtext, stycke 2"),
    ],
)  # fmt: skip
def test_what_could_be_better_is_told_with_its_place(
    bodies: list[str], message: str, help: str, place: str
) -> None:
    assert told(*bodies) == [(message, help, place)]


@pytest.mark.parametrize(
    "bodies",
    [
        [heading(1), heading(2), heading(3), heading(1)],
        [rows(("a", "b"), ("c", "d"), header=True)],
        [rows(("a",), ("b",))],  # one column has no headers
        [rows(("a", "b"), ("c", "d"), style="Brevhuvud")],  # no lines: things beside each other
        ["a", EMPTY, "b"],
        [rows(("a", ""), ("c", ""), header=True), EMPTY],
        [PICTURE.format(' descr="Kommunens vapen"', "")],
        [PICTURE.format("", DECORATION)],
        [paragraph(run('<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri"/>'))],
        [paragraph(run('<w:lang w:val="sv-FI"/>'))],
        [heading(1), "{%p if x %}", "text", "{%p endif %}"],
        [paragraph('<w:pPr><w:pBdr><w:bottom w:val="nil"/></w:pBdr></w:pPr>', "a")],
    ],
)
def test_nothing_is_said_of_what_is_right(bodies: list[str]) -> None:
    assert told(*bodies) == []


STYLES = "word/styles.xml"
ARIAL = '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="Arial" w:cs="Arial"/>'


def said(data: bytes) -> list[tuple[str, str]]:
    return [(problem.message, problem.help) for problem in advice(data)]


def test_the_fonts_of_styles_and_themes_are_told() -> None:
    other = ARIAL.replace('"Arial"', '"Verdana"', 2)
    data = changed(STYLES, ARIAL, other, template("text"))
    wrong = "mallens standardformat har typsnittet ”{}”, som inte ser likadant ut på alla datorer"
    assert said(data) == [(wrong.format("Verdana"), FONT)]
    themed = ARIAL.replace("/>", ' w:asciiTheme="minorHAnsi"/>')
    data = changed(STYLES, ARIAL, themed, template("text"))
    assert said(data) == []
    found = members(data)
    theme = found["word/theme/theme1.xml"]
    found["word/theme/theme1.xml"] = theme.replace(b'"Arial"', b'"Aptos"')
    assert said(packed(found)) == [(wrong.format("Aptos"), FONT)]


def test_a_style_is_told_only_if_it_is_used() -> None:
    style = (
        '<w:style w:type="paragraph" w:styleId="Linje"><w:name w:val="Linje"/>'
        f'{LINE}<w:rPr><w:lang w:val="en-GB"/></w:rPr></w:style>'
    )
    used = paragraph('<w:pPr><w:pStyle w:val="Linje"/></w:pPr>', "text")
    for body, expected in (
        ("text", []),
        (used, [
            ("formatet ”Linje” har en kantlinje, som gör att en pdf inte blir tillgänglig",
             "ta bort den (Ändra > Format > Kantlinjer), eller låt en tabell ha linjen"),
            ("formatet ”Linje” är märkt med språket ”en-GB”, inte svenska", LANGUAGE),
        ]),
    ):  # fmt: skip
        data = changed(STYLES, "</w:styles>", f"{style}</w:styles>", holding(body))
        assert said(data) == expected


@pytest.mark.parametrize(
    ("language", "message"),
    [("en-US", "mallens språk är ”en-US”, inte svenska"),
     ("", "mallens språk är inte angivet, inte svenska")],
)  # fmt: skip
def test_another_language_is_told(language: str, message: str) -> None:
    data = changed(STYLES, '<w:lang w:val="sv-SE"', f'<w:lang w:val="{language}"', template("text"))
    assert said(data) == [(message, f"{LANGUAGE}, Ange som standard")]


def test_page_numbers_are_asked_for() -> None:
    found = members(template("text"))
    for name in ("word/header1.xml", "word/header2.xml"):
        found[name] = found[name].replace(b"NUMPAGES", b"SECTION")
    help = "infoga fälten Page och NumPages (Infoga > Snabbdelar > Fält)"
    assert said(packed(found)) == [("sidhuvud och sidfot saknar ”Sida x (y)”", help)]
