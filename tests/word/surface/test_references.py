"""Where links, fields and controls lead is compared, whatever Word has called it."""

from __future__ import annotations

import pytest

from avtal.word.stories.reading import stories
from avtal.word.surface.things import Thing
from tests.word.surface.paper import paper, paragraph, run, settled

MARK = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format


def field(code: str, result: str = "3") -> str:
    code = f"<w:r><w:instrText>{code}</w:instrText></w:r>"
    return MARK("begin") + code + MARK("separate") + run(result) + MARK("end")


def named(name: str, inner: str, number: int = 1) -> str:
    start = f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>'
    return f'{start}{inner}<w:bookmarkEnd w:id="{number}"/>'


def things(body: str) -> list[Thing]:
    read = stories(settled(paper(body)).package)
    return [one for story in read.values() for line in story for one in line.things]


def said(body: str, kind: str) -> list[str]:
    return [one.said for one in things(body) if one.kind == kind]


def headings(first: str = "_Toc1", second: str = "_Toc2") -> str:
    return paragraph(named(first, run("Syfte"))) + paragraph(named(second, run("Kostnader"), 2))


def entry(words: str, name: str) -> str:
    return paragraph(f'<w:hyperlink w:anchor="{name}">{run(words)}{field(f" PAGEREF {name} ")}'
                     "</w:hyperlink>")  # fmt: skip


def test_a_table_of_contents_that_was_made_anew_is_the_same() -> None:
    before = entry("1 Syfte", "_Toc1") + entry("2 Kostnader", "_Toc2") + headings()
    after = entry("1 Syfte", "_Toc7") + entry("2 Kostnader", "_Toc8") + headings("_Toc7", "_Toc8")
    assert things(before) == things(after)


@pytest.mark.parametrize(
    "leading",
    [
        lambda one, two: entry("1 Syfte", one) + entry("2 Kostnader", two),
        lambda one, two: paragraph(run("Se sid ") + field(f" PAGEREF {one} \\h ")
                                   + run(" och ") + field(f" PAGEREF {two} \\h ")),
        lambda one, two: paragraph(field(f' HYPERLINK \\l "{one}" ', "Syfte eller kostnader")
                                   + field(f' HYPERLINK \\l "{two}" ', "syfte, kostnader")),
    ],
    ids=["entries", "pages", "links"],
)  # fmt: skip
def test_two_that_lead_to_each_others_heading_are_told(leading) -> None:  # type: ignore[no-untyped-def]
    before, after = leading("_Toc1", "_Toc2") + headings(), leading("_Toc2", "_Toc1") + headings()
    assert things(before) != things(after)
    told = said(after, "link") + said(after, "field")
    assert any("”Kostnader”" in one for one in told), told


def test_headings_of_the_same_words_are_told_apart() -> None:
    same = paragraph(named("_Toc1", run("Syfte"))) + paragraph(named("_Toc2", run("Syfte"), 2))
    assert said(entry("Syfte", "_Toc2") + same, "link") == ["rubriken med samma ord (2)"]


def test_what_leads_nowhere_is_told_by_its_name() -> None:
    assert said(paragraph(field(" PAGEREF _Toc9 ")), "field") == ["PAGEREF #_Toc9"]


@pytest.mark.parametrize(
    "code", [" Belopp ", " = Belopp * 2 ", " REF belopp \\h ", ' TOC \\b "Belopp" ']
)
def test_a_bookmark_that_a_field_prints_is_read_from_its_beginning_to_its_end(code: str) -> None:
    def text(inner: str) -> str:
        return paragraph(inner) + paragraph(field(code, "100"))

    narrow = text(named("Belopp", run("100")) + run(" eller 900"))
    wide = text(named("Belopp", run("100") + run(" eller 900")))
    moved = text(run("100 eller ") + named("Belopp", run("900")))
    assert said(narrow, "bookmark") == ["Belopp", "slutet på Belopp"]
    assert len({tuple(things(one)) for one in (narrow, wide, moved)}) == 3


def test_a_bookmark_that_is_only_jumped_to_is_read_where_it_begins() -> None:
    text = paragraph(named("Villkor", run("Texten."))) + paragraph(field(" PAGEREF Villkor "))
    assert said(text, "bookmark") == ["Villkor"]


def test_a_bookmark_that_nothing_names_is_no_matter() -> None:
    assert things(paragraph(named("Villkor", run("Texten.")))) == []
