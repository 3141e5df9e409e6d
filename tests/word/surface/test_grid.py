"""Cells that Word does not show, or only in part, are seen; those of ordinary tables are shown."""

from __future__ import annotations

import pytest

from tests.word.surface.paper import NORMAL, body_of, paper, paragraph, run

FIXED = '<w:tblLayout w:type="fixed"/>'
STYLED = '<w:tblStyle w:val="Rader"/>'
ALL_ENDS = '<w:tblLook w:val="01E0"/>'
OFF_PAGE = "flyttad utanför sidan"


def cell(text: str, properties: str = "", own: str = "", look: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(run(text, look), own)}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def table(*rows: str, properties: str = "", columns: tuple[int, ...] = (3000, 3000)) -> str:
    grid = "".join(f'<w:gridCol w:w="{one}"/>' for one in columns)
    inner = f"<w:tblPr>{properties}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}"
    return f"<w:tbl>{inner}</w:tbl>"


def hidden(body: str, styles: str = "") -> list[tuple[str, str]]:
    read = body_of(paper(body, styles=styles))
    return [(one.text[a:b], how) for one in read for a, b, how in one.hidden]


def styled(conditional: str, base: str = "") -> str:
    return (
        f'{NORMAL}</w:style><w:style w:type="table" w:styleId="Rader"><w:name w:val="Rader"/>'
        f"{base}{conditional}</w:style>"
    )


def of(kind: str, inner: str) -> str:
    return f'<w:tblStylePr w:type="{kind}">{inner}</w:tblStylePr>'


def moved(properties: str) -> str:
    return table(row(cell("a")), properties=properties)


@pytest.mark.parametrize("value", ["", ' w:val="continue"'])
def test_a_cell_that_goes_on_from_the_one_above_is_not_shown(value: str) -> None:
    above = row(cell("a", '<w:vMerge w:val="restart"/>'), cell("b"))
    below = row(cell("c", f"<w:vMerge{value}/>"), cell("d"))
    assert hidden(table(above, below)) == [("c", "i en cell som hör till den ovanför")]


def test_a_cell_that_goes_on_from_the_one_beside_is_not_shown() -> None:
    merged = row(cell("a", '<w:hMerge w:val="restart"/>'), cell("b", "<w:hMerge/>"))
    assert hidden(table(merged)) == [("b", "i en cell som hör till den bredvid")]


@pytest.mark.parametrize(
    ("body", "how"),
    [
        (table(row(cell("a", '<w:tcW w:w="20" w:type="dxa"/>'), cell("b")), properties=FIXED),
         "i en cell som är för smal"),
        (table(row(cell("a"), cell("b")), properties=FIXED, columns=(20, 3000)),
         "i en cell som är för smal"),
        (table(row(cell("a", '<w:tcMar><w:left w:w="3000" w:type="dxa"/></w:tcMar>')),
               properties=FIXED), "i en cell vars marginaler inte lämnar plats"),
        (table(row(cell("a", '<w:tcMar><w:right w:w="20000" w:type="dxa"/></w:tcMar>'))),
         "i en cell vars marginaler inte lämnar plats"),
        (moved('<w:tblCellMar><w:left w:w="20000" w:type="dxa"/></w:tblCellMar>'),
         "i en cell vars marginaler inte lämnar plats"),
        (table(row(cell("a", '<w:tcMar><w:top w:w="400" w:type="dxa"/></w:tcMar>'),
                   properties='<w:trHeight w:val="400" w:hRule="exact"/>')),
         "avskuren, raden är för låg"),
        (table(row(cell("a", own='<w:spacing w:before="400"/>'),
                   properties='<w:trHeight w:val="400" w:hRule="exact"/>')),
         "avskuren, raden är för låg"),
        (table(row(cell("a", look='<w:sz w:val="144"/>'),
                   properties='<w:trHeight w:val="400" w:hRule="exact"/>')),
         "avskuren, raden är för låg"),
        (moved('<w:tblInd w:w="20000" w:type="dxa"/>'), OFF_PAGE),
        (moved('<w:tblInd w:w="-20000" w:type="dxa"/>'), OFF_PAGE),
        (moved('<w:tblpPr w:tblpX="20000"/>'), OFF_PAGE),
        (moved('<w:tblpPr w:vertAnchor="page" w:tblpY="20000"/>'), OFF_PAGE),
        (table(row(cell("a"), properties='<w:wBefore w:w="20000" w:type="dxa"/>')), OFF_PAGE),
    ],
)  # fmt: skip
def test_cells_without_room_or_outside_of_the_page(body: str, how: str) -> None:
    assert hidden(body) == [("a", how)]


def test_a_wide_column_moves_the_next_one_off_the_page() -> None:
    body = table(row(cell("a"), cell("b")), properties=FIXED, columns=(20_000, 3000))
    assert hidden(body) == [("b", OFF_PAGE)]


@pytest.mark.parametrize(
    "body",
    [
        table(row(cell("a", '<w:tcW w:w="0" w:type="auto"/>'), cell("b"))),
        table(row(cell("a", own='<w:spacing w:before="400"/>'))),
        table(row(cell("a"), properties='<w:trHeight w:val="400" w:hRule="exact"/>')),
        table(row(cell("a", '<w:tcW w:w="20" w:type="dxa"/>'), cell("b"))),  # Word widens it
        table(row(cell("a", '<w:vMerge w:val="restart"/>'), cell("b"))),
        table(row(cell("a", '<w:tcMar><w:left w:w="70" w:type="dxa"/></w:tcMar>'))),
        moved('<w:tblInd w:w="-108" w:type="dxa"/>'),
        moved('<w:jc w:val="center"/><w:tblInd w:w="20000" w:type="dxa"/>'),
        moved('<w:tblpPr w:tblpXSpec="center" w:tblpX="20000" w:tblpY="100"/>'),
        moved('<w:tblW w:w="5000" w:type="pct"/>' + FIXED),
        moved('<w:tblInd w:w="strunt" w:type="dxa"/>'),
    ],
)
def test_cells_of_ordinary_tables_are_shown(body: str) -> None:
    assert hidden(body) == []


def square(properties: str) -> str:
    rows = [row(*(cell(f"{line}{column}") for column in "123")) for line in "abc"]
    return table(*rows, properties=properties, columns=(3000, 3000, 3000))


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("firstRow", "a1 a2 a3"),
        ("lastRow", "c1 c2 c3"),
        ("firstCol", "a1 b1 c1"),
        ("lastCol", "a3 b3 c3"),
        ("nwCell", "a1"),
        ("seCell", "c3"),
        ("band1Horz", "b1 b2 b3"),
        ("band1Vert", "a2 b2 c2"),
        ("band2Horz", ""),  # the first and last rows are in no band
        ("band2Vert", ""),
        ("wholeTable", "a1 a2 a3 b1 b2 b3 c1 c2 c3"),
    ],
)
def test_a_format_of_a_table_style_hides_the_cells_that_have_it(kind: str, words: str) -> None:
    styles = styled(of(kind, "<w:rPr><w:vanish/></w:rPr>"))
    assert [text for text, _ in hidden(square(STYLED + ALL_ENDS), styles)] == words.split()


@pytest.mark.parametrize(
    ("inner", "how"),
    [
        ('<w:rPr><w:color w:val="FFFFFF"/></w:rPr>', "vit på vitt"),
        ('<w:rPr><w:sz w:val="2"/></w:rPr>', "1 punkt stor"),
        ('<w:pPr><w:spacing w:line="10" w:lineRule="exact"/></w:pPr>',
         "avskuren, raden är för låg"),
        ('<w:rPr><w:color w:val="112233"/></w:rPr><w:tcPr><w:shd w:fill="112233"/></w:tcPr>',
         "i samma färg som bakgrunden"),
    ],
)  # fmt: skip
def test_a_format_of_a_table_style_hides_in_any_way(inner: str, how: str) -> None:
    body = table(row(cell("a")), row(cell("b")), properties=STYLED + '<w:tblLook w:firstRow="1"/>')
    assert hidden(body, styled(of("firstRow", inner))) == [("a", how)]
    assert hidden(body, styled("", inner)) == [("a", how), ("b", how)]


def test_a_format_that_the_table_does_not_have_hides_nothing() -> None:
    styles = styled(of("firstRow", "<w:rPr><w:vanish/></w:rPr>"))
    off = '<w:tblLook w:val="0600" w:firstRow="0"/>'
    assert hidden(square(STYLED + off), styles) == []


def test_white_on_the_dark_heading_of_a_table_style_is_read_and_on_its_other_rows_it_is_not() -> (
    None
):
    dark = '<w:rPr><w:color w:val="FFFFFF"/></w:rPr><w:tcPr><w:shd w:fill="112233"/></w:tcPr>'
    body = table(row(cell("a")), row(cell("b")), properties=STYLED + '<w:tblLook w:firstRow="1"/>')
    assert hidden(body, styled(of("firstRow", dark))) == []
    white = body.replace("<w:t xml", '<w:rPr><w:color w:val="FFFFFF"/></w:rPr><w:t xml')
    assert hidden(white.replace("<w:rPr></w:rPr>", ""), styled(of("firstRow", dark))) == [
        ("b", "vit på vitt")
    ]


def test_where_a_filled_row_and_column_cross_nothing_is_said_of_the_colour() -> None:
    white = '<w:rPr><w:color w:val="FFFFFF"/></w:rPr><w:tcPr><w:shd w:fill="112233"/></w:tcPr>'
    pale = '<w:tcPr><w:shd w:fill="FFFFFF"/></w:tcPr>'
    styles = styled(of("firstRow", white) + of("firstCol", pale))
    body = table(row(cell("a"), cell("b")), properties=STYLED + ALL_ENDS)
    assert hidden(body, styles) == []


@pytest.mark.parametrize(
    "body",
    [
        table(row(cell("a", "<w:vMerge/>"), cell("b"))),  # in the first row nothing is above
        table(row(cell("a"), cell("b")), properties=FIXED, columns=(240, 3000)),  # usual margins
        moved('<w:bidiVisual/><w:tblInd w:w="20000" w:type="dxa"/>'),
        moved('<w:tblpPr w:horzAnchor="page" w:tblpX="11000"/>'),
    ],
)
def test_cells_that_are_shown_although_they_look_like_those_that_are_not(body: str) -> None:
    assert hidden(body) == []


def test_a_floating_table_is_placed_by_what_it_is_anchored_at() -> None:
    assert hidden(moved('<w:tblpPr w:horzAnchor="margin" w:tblpX="11000"/>')) == [("a", OFF_PAGE)]
