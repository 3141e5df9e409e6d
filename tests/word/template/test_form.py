"""Advice on form: each finding in a small template, and none in what is made rightly."""

from __future__ import annotations

import pytest

from tests.word.making import holding, members, packed, paragraph, template
from tests.word.template.advising import FONT, LANGUAGE, LINE, advice, said

HEADER_HELP = "ställ markören i översta raden och välj Tabellayout > Upprepa rubrikrader"
SPACING = (
    "tomma stycken används som avstånd",
    "ta bort dem, och ange avstånd före och efter i formatet (Ändra > Format > Stycke)",
)


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


def test_page_numbers_are_asked_for() -> None:
    found = members(template("text"))
    for name in ("word/header1.xml", "word/header2.xml"):
        found[name] = found[name].replace(b"NUMPAGES", b"SECTION")
    help = "infoga fälten Page och NumPages (Infoga > Snabbdelar > Fält)"
    assert said(packed(found)) == [("sidhuvud och sidfot saknar ”Sida x (y)”", help)]
