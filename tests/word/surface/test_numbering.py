"""List numbers are those that Word prints: held against LibreOffice, and against the standard."""

from __future__ import annotations

from pathlib import Path

import pytest

from avtal.word.surface.numbering import FORMATS
from tests.whole.test_libreoffice import convert
from tests.word.surface.paper import NORMAL, body_of, paper, paragraph, run


def level(number: int, how: str, text: str, start: int = 1, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="{start}"/><w:numFmt w:val="{how}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def abstract(number: int, *levels: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{number}">{"".join(levels)}</w:abstractNum>'


def instance(number: int, of: int, more: str = "") -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{of}"/>{more}</w:num>'


def item(text: str, number: int = 1, depth: int = 0) -> str:
    listed = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'
    return paragraph(run(text), listed)


LEGAL = abstract(
    0,
    level(0, "decimal", "%1."),
    level(1, "lowerLetter", "%2)"),
    level(2, "lowerRoman", "%1.%2.%3", more="<w:isLgl/>"),
)


def numbers(body: str, numbering: str, styles: str = "") -> list[str]:
    return [one.number for one in body_of(paper(body, numbering=numbering, styles=styles))]


def test_a_deeper_level_starts_again_where_a_higher_one_goes_on() -> None:
    steps = (0, 1, 1, 2, 2, 0, 1, 2, 0)
    body = "".join(item("x", depth=depth) for depth in steps)
    found = ["1.", "a)", "b)", "1.2.1", "1.2.2", "2.", "a)", "2.1.1", "3."]
    assert numbers(body, LEGAL + instance(1, 0)) == found


def test_a_list_counts_on_after_other_text_and_in_another_instance() -> None:
    body = item("x") + paragraph(run("mellan")) + item("x", 2) + item("x")
    assert numbers(body, LEGAL + instance(1, 0) + instance(2, 0)) == ["1.", "", "2.", "3."]


def test_an_instance_that_starts_over_does_so_once() -> None:
    over = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride>'
    body = item("x") + item("x", 2) + item("x", 2) + item("x")
    assert numbers(body, LEGAL + instance(1, 0) + instance(2, 0, over)) == ["1.", "7.", "8.", "9."]


def test_a_level_that_never_starts_again() -> None:
    kept = abstract(
        0,
        level(0, "upperRoman", "%1"),
        level(1, "decimal", "%2", more='<w:lvlRestart w:val="0"/>'),
    )
    body = "".join(item("x", depth=depth) for depth in (0, 1, 1, 0, 1))
    assert numbers(body, kept + instance(1, 0)) == ["I", "1", "2", "II", "3"]


def test_a_style_numbers_its_paragraphs_and_zero_takes_the_number_away() -> None:
    styles = (
        f"{NORMAL}</w:style>"
        '<w:style w:type="paragraph" w:styleId="Paragraf"><w:name w:val="Paragraf"/><w:pPr>'
        '<w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Moment"><w:name w:val="Moment"/>'
        '<w:basedOn w:val="Paragraf"/></w:style>'
    )
    numbering = abstract(
        0,
        level(0, "decimal", "§ %1", more='<w:pStyle w:val="Paragraf"/>'),
        level(1, "decimal", "%1:%2", more='<w:pStyle w:val="Moment"/>'),
    )
    body = "".join(
        paragraph(run("x"), f'<w:pStyle w:val="{style}"/>{more}')
        for style, more in (
            ("Paragraf", ""), ("Moment", ""), ("Moment", ""), ("Paragraf", ""),
            ("Paragraf", '<w:numPr><w:numId w:val="0"/></w:numPr>'), ("Paragraf", ""),
        )
    )  # fmt: skip
    assert numbers(body, numbering + instance(1, 0), styles) == [
        "§ 1", "1:1", "1:2", "§ 2", "", "§ 3",
    ]  # fmt: skip


def test_bullets_are_signs() -> None:
    bullets = abstract(0, level(0, "bullet", "\uf0b7"), level(1, "bullet", "–"))
    assert numbers(item("x") + item("x", depth=1), bullets + instance(1, 0)) == ["•", "–"]
    signs = '<w:rPr><w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/></w:rPr></w:lvl>'
    bullets = bullets.replace("</w:lvl>", signs)
    assert numbers(item("x") + item("x", depth=1), bullets + instance(1, 0)) == ["•", "–"]


@pytest.mark.parametrize(
    "look", ['<w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/>', '<w:color w:val="FFFFFF"/>']
)
def test_a_number_that_nobody_can_read_is_none(look: str) -> None:
    hidden = LEGAL.replace("</w:lvl>", f"<w:rPr>{look}</w:rPr></w:lvl>", 1)
    assert numbers(item("x") + item("x", depth=1), hidden + instance(1, 0)) == ["", "a)"]


def test_a_list_that_is_not_there_numbers_nothing() -> None:
    assert numbers(item("x", 9) + item("x", depth=8), LEGAL + instance(1, 0)) == ["", ""]


@pytest.mark.parametrize(
    ("how", "value", "written"),
    [
        ("decimal", 12, "12"), ("decimalZero", 7, "07"), ("lowerLetter", 26, "z"),
        ("lowerLetter", 28, "bb"), ("upperLetter", 3, "C"), ("lowerRoman", 1994, "mcmxciv"),
        ("upperRoman", 4, "IV"), ("lowerLetter", 0, ""), ("lowerRoman", 0, ""),
    ],
)  # fmt: skip
def test_numbers_are_written_in_every_way(how: str, value: int, written: str) -> None:
    assert FORMATS[how](value) == written


@pytest.mark.system
def test_libreoffice_prints_the_same_numbers(tmp_path: Path) -> None:
    over = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="4"/></w:lvlOverride>'
    numbering = LEGAL + instance(1, 0) + instance(2, 0, over)
    steps = ((1, 0), (1, 1), (1, 1), (1, 0), (2, 0), (2, 1), (2, 0), (1, 0))
    body = "".join(item(f"rad{n}", number, depth) for n, (number, depth) in enumerate(steps))
    path = tmp_path / "lista.docx"
    path.write_bytes(paper(body, numbering=numbering))
    (text,) = convert([path], "txt", tmp_path)
    lines = [line.strip() for line in text.read_text(encoding="utf-8-sig").splitlines()]
    ours = numbers(body, numbering)
    printed = [line.partition("rad")[0].strip() for line in lines if "rad" in line]
    assert printed == ours


def numbered_by_style(suffix: str, look: str = "<w:b/>") -> bytes:
    styles = NORMAL + "</w:style>" + (
        f'<w:style w:type="paragraph" w:styleId="Krav{suffix}"><w:name w:val="Krav"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        f'<w:style w:type="character" w:styleId="Siffra{suffix}"><w:name w:val="Siffra"/>'
        f"<w:rPr>{look}</w:rPr></w:style>"
    )  # fmt: skip
    more = f'<w:pStyle w:val="Krav{suffix}"/>'
    numbers = f'<w:rPr><w:rStyle w:val="Siffra{suffix}"/></w:rPr></w:lvl>'
    own = abstract(
        0, level(0, "decimal", "%1."), level(1, "decimal", "%2)", more=more)
    ).replace("</w:lvl>", numbers)  # fmt: skip
    body = paragraph(run("krav"), f'<w:pStyle w:val="Krav{suffix}"/>')
    return paper(body, styles=styles, numbering=own + instance(1, 0))


def test_what_styles_have_for_ids_is_no_difference_in_a_list() -> None:
    assert body_of(numbered_by_style("")) == body_of(numbered_by_style("1"))
    assert body_of(numbered_by_style("")) != body_of(numbered_by_style("", "<w:i/>"))
    assert [one.number for one in body_of(numbered_by_style("1"))] == ["1)"]


def test_numbers_that_their_style_hides_are_not_printed() -> None:
    assert [one.number for one in body_of(numbered_by_style("", "<w:vanish/>"))] == [""]
