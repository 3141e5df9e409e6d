"""Tracked changes of form are told in words, and once, however many runs they took."""

from __future__ import annotations

import pytest

from avtal.word.stories.changes import HIDDEN
from avtal.word.stories.tracked import find_said
from tests.word.stories.doing import AT, who
from tests.word.stories.marking import document, paragraph, run, table

Told = tuple[str, tuple[str, ...], str, str]
LATER = "2026-01-15T13:00:00Z"


def told(body: str) -> list[Told]:
    """Return (author, remarks, words it is about, words of its paragraphs) of each change."""
    return [
        (one.author, one.remarks, one.about, "".join(text for _, text in one.pieces))
        for one in find_said(document(body))[0]
        if one.kind == "form"
    ]


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
        ('<w:color w:val="FFFFFF"/>', "", "blir vit, och syns inte på vitt"),
        ('<w:kern w:val="2"/>', "", "avstånd ändras"),
        ("<w:noProof/>", "", "annan form"),
    ],
)
def test_how_words_look_now(now: str, before: str, remark: str) -> None:
    body = paragraph(run("ska ") + formed("inte", now, before))
    assert told(body) == [("A", (remark,), "inte", "ska inte")]


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
