"""Tracked changes of form are told in words, and once, however many runs they took."""

from __future__ import annotations

import pytest

from avtal.word.package.parts import Package
from avtal.word.package.received import open_received
from avtal.word.stories.changes import HIDDEN
from avtal.word.stories.tracked import find_said
from tests.word.stories.doing import AT, who
from tests.word.stories.marking import document, paragraph, run, table
from tests.word.surface.paper import paper

Told = tuple[str, tuple[str, ...], str, str]
LATER = "2026-01-15T13:00:00Z"


def told(body: str) -> list[Told]:
    """Return (author, remarks, words it is about, words of its paragraphs) of each change."""
    return [
        (one.author, one.remarks, one.about, "".join(text for _, text in one.pieces))
        for one in find_said(with_hidden_styles(body))[0]
        if one.kind == "form"
    ]


def with_hidden_styles(body: str) -> Package:
    styles = "".join(
        f'<w:style w:type="{kind}" w:styleId="{name}"><w:name w:val="{name}"/>'
        "<w:rPr><w:vanish/></w:rPr></w:style>"
        for kind, name in (("character", "Gömd"), ("paragraph", "GömtStycke"))
    )
    return open_received(paper(body, styles=styles))


def formed(text: str, now: str, before: str = "", author: str = "A", at: str = AT) -> str:
    former = f"<w:rPrChange {who(author, at)}><w:rPr>{before}</w:rPr></w:rPrChange>"
    return f"<w:r><w:rPr>{now}{former}</w:rPr><w:t>{text}</w:t></w:r>"


@pytest.mark.parametrize(
    ("now", "before", "remark"),
    [
        ("<w:b/>", "", "blir fet"),
        ('<w:b w:val="0"/>', "<w:b/>", "är inte längre fet"),
        ("<w:i/>", "", "blir kursiv"),
        ("<w:vanish/>", "", f"blir {HIDDEN}"),
        ("", "<w:vanish/>", "är inte längre dold"),
        ('<w:sz w:val="28"/>', '<w:sz w:val="22"/>', "textstorlek ändras"),
        ('<w:kern w:val="2"/>', "", "avstånd ändras"),
        ("<w:noProof/>", "", "annan form"),
    ],
)
def test_how_words_look_now(now: str, before: str, remark: str) -> None:
    body = paragraph(run("ska ") + formed("inte", now, before))
    assert told(body) == [("A", (remark,), "inte", "ska inte")]


HIDES = [
    ('<w:color w:val="FFFFFF"/>', "vit på vitt"),
    ('<w:color w:val="FEFEFE"/>', "i samma färg som bakgrunden"),
    ('<w:sz w:val="2"/>', "1 punkt stor"),
    ('<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>', "i teckensnittet Wingdings, som inte"),
    (
        '<w14:textFill><w14:solidFill><w14:srgbClr w14:val="000000"><w14:alpha w14:val="100000"/>'
        "</w14:srgbClr></w14:solidFill></w14:textFill>",
        "genomskinlig",
    ),
    ('<w:rStyle w:val="Gömd"/>', "den syns inte på skärmen"),
]


@pytest.mark.parametrize(("now", "how"), HIDES)
def test_words_that_a_look_hides_are_told_as_hidden(now: str, how: str) -> None:
    ((_, remarks, about, _),) = told(paragraph(run("ska ") + formed("inte", now)))
    assert remarks[0].startswith(f"blir dold text: {how}")
    assert about == "inte"
    ((_, remarks, _, _),) = told(paragraph(run("ska ") + formed("inte", "", now)))
    assert remarks[0] == "är inte längre dold"


@pytest.mark.parametrize(("look", "how"), HIDES)
def test_words_that_were_put_in_hidden_are_told_as_hidden(look: str, how: str) -> None:
    put = f"<w:ins {who()}><w:r><w:rPr>{look}</w:rPr><w:t>inte</w:t></w:r></w:ins>"
    (one,) = find_said(with_hidden_styles(paragraph(run("ska ") + put)))[0]
    assert one.remarks[0].startswith(f"dold text: {how}")


def of_paragraph(now: str, text: str) -> str:
    former = f"<w:pPrChange {who()}><w:pPr/></w:pPrChange>"
    return f"<w:p><w:pPr>{now}{former}</w:pPr>{text}</w:p>"


@pytest.mark.parametrize(
    ("now", "how"),
    [
        ('<w:pStyle w:val="GömtStycke"/>', "den syns inte på skärmen"),
        ('<w:spacing w:line="20" w:lineRule="exact"/>', "avskuren, raden är för låg"),
        ('<w:shd w:val="clear" w:fill="000000"/>', "i samma färg som bakgrunden"),
    ],
)
def test_words_that_their_paragraph_hides_are_told_as_hidden(now: str, how: str) -> None:
    black = '<w:r><w:rPr><w:color w:val="000000"/></w:rPr><w:t>text</w:t></w:r>'
    ((_, remarks, _, words),) = told(of_paragraph(now, black))
    assert remarks[0].startswith(f"blir dold text: {how}")
    assert words == "text"


def test_what_two_changes_hide_at_once_is_hidden_by_each() -> None:
    low = '<w:spacing w:line="20" w:lineRule="exact"/>'
    first, second = told(of_paragraph(low, formed("inte", '<w:sz w:val="2"/>', author="B")))
    assert "blir dold text: avskuren, raden är för låg" in first[1]
    assert "blir dold text: 1 punkt stor" in second[1]


def test_a_look_that_hides_no_words_is_not_told_as_hiding_them() -> None:
    ((_, remarks, _, _),) = told(of_paragraph('<w:jc w:val="right"/>', formed("a", "<w:b/>")))
    assert remarks == ("justering ändras", "blir fet")


def test_runs_beside_each_other_are_one_change_and_apart_they_are_two() -> None:
    bold = [formed(letter, "<w:b/>") for letter in "abc"]
    assert told(paragraph(run("x") + "".join(bold))) == [("A", ("blir fet",), "abc", "xabc")]
    apart = paragraph(bold[0] + run("x") + bold[1])
    assert [one[2] for one in told(apart)] == ["a", "b"]


@pytest.mark.parametrize(
    "other", [{"author": "B"}, {"at": LATER}, {"now": "<w:vanish/>"}], ids=["who", "when", "how"]
)
def test_another_person_time_or_look_is_another_change(other: dict[str, str]) -> None:
    body = paragraph(formed("a", "<w:b/>") + formed("b", **{"now": "<w:b/>", **other}) + run("c"))
    assert [one[2] for one in told(body)] == ["a", "b"]


def test_what_was_done_to_all_of_many_paragraphs_is_one_change() -> None:
    body = paragraph("").join(paragraph(formed(text, "<w:b/>")) for text in ("ett", "två"))
    assert told(body + paragraph(formed("tre", "<w:b/>") + run("x"))) == [
        ("A", ("blir fet",), "", "ett\ntvå"),
        ("A", ("blir fet",), "tre", "trex"),
    ]


def test_a_paragraph_that_becomes_a_heading_is_one_change() -> None:
    change = f'<w:pPrChange {who()}><w:pPr><w:pStyle w:val="Normal"/></w:pPr></w:pPrChange>'
    end = f"<w:rPr><w:rPrChange {who()}><w:rPr/></w:rPrChange></w:rPr>"
    properties = f'<w:pPr><w:pStyle w:val="Heading1"/>{end}{change}</w:pPr>'
    body = f"<w:p>{properties}{formed('hela', '<w:b/>')}</w:p>"
    ((author, remarks, about, words),) = told(body)
    assert (author, about, words) == ("A", "", "hela")
    assert remarks[0].startswith("formatmallen ”")
    assert remarks[1:] == ("blir fet",)


NUMBERED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/>{}</w:numPr>'


@pytest.mark.parametrize(
    "mark", [f"<w:ins {who()}/>", f'<w:numberingChange {who()} w:original="1."/>', ""]
)
def test_a_number_in_a_list_that_was_put_in_is_told_once(mark: str) -> None:
    body = of_paragraph(NUMBERED.format(mark), run("punkt"))
    assert told(body) == [("A", ("nummer i en lista",), "", "punkt")]


def test_a_number_that_the_form_says_too_is_told_once_of_each_person() -> None:
    later = NUMBERED.format(f"<w:ins {who(at=LATER)}/>")
    assert [one[1] for one in told(of_paragraph(later, run("punkt")))] == [("nummer i en lista",)]
    other = NUMBERED.format(f"<w:ins {who('B')}/>")
    assert [one[0] for one in told(of_paragraph(other, run("punkt")))] == ["A", "B"]


def test_the_number_of_a_new_paragraph_comes_with_it() -> None:
    listed = NUMBERED.format(f"<w:ins {who()}/>") + f"<w:rPr><w:ins {who()}/></w:rPr>"
    new = f"<w:p><w:pPr>{listed}</w:pPr><w:ins {who()}>{run('punkt')}</w:ins></w:p>"
    (one,) = find_said(document(new + paragraph(run("slut"))))[0]
    assert (one.kind, one.remarks) == ("change", ("nytt stycke",))


def test_a_number_that_comes_with_a_style_is_told() -> None:
    style = (
        '<w:style w:type="paragraph" w:styleId="Krav"><w:name w:val="Krav"/>'
        f"<w:pPr>{NUMBERED.format('')}</w:pPr></w:style>"
    )
    data = paper(of_paragraph('<w:pStyle w:val="Krav"/>', run("punkt")), styles=style)
    (one,) = find_said(open_received(data))[0]
    assert one.remarks == ("formatmallen ”Krav” i stället för ”Normal”", "nummer i en lista")


def test_the_form_of_a_table_and_of_a_page() -> None:
    former = f"<w:tcPrChange {who()}><w:tcPr/></w:tcPrChange>"
    cells = "".join(
        f"<w:tc><w:tcPr>{former}</w:tcPr>{paragraph(run(letter))}</w:tc>" for letter in "ab"
    )
    page = f"<w:sectPr><w:sectPrChange {who('B')}><w:sectPr/></w:sectPrChange></w:sectPr>"
    body = table(f"<w:tr>{cells}</w:tr>") + f"<w:p><w:pPr>{page}</w:pPr>{run('slut')}</w:p>"
    assert [(one[0], one[1]) for one in told(body)] == [
        ("A", ("annan form på tabellen",)),
        ("B", ("annan sidform, till exempel marginaler eller sidhuvud",)),
    ]


def test_what_two_persons_did_to_the_same_paragraphs_is_one_change_of_each() -> None:
    body = "".join(
        of_paragraph('<w:jc w:val="right"/>', formed(text, "<w:b/>", author="B")) for text in "ab"
    )
    assert told(body) == [
        ("A", ("justering ändras",), "", "a\nb"),
        ("B", ("blir fet",), "", "a\nb"),
    ]


def test_what_was_done_to_cells_beside_each_other_is_shown_as_cells() -> None:
    cells = "".join(f"<w:tc>{paragraph(formed(text, '<w:b/>'))}</w:tc>" for text in "ab")
    assert told(table(f"<w:tr>{cells}</w:tr>")) == [("A", ("blir fet",), "", "a | b")]
