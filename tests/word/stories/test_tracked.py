"""What somebody changed and said in a document, and where: paragraphs are found by number."""

from __future__ import annotations

import pytest

from avtal.word.package.parts import Package
from avtal.word.stories.revisions import settle
from avtal.word.stories.tracked import MARK, find_said
from tests.word.stories.doing import end_in, end_out, put_in, taken_out
from tests.word.stories.marking import cell, document, paragraph, row, run, table, texts

OLD = paragraph(run("gammal"))


def numbers_and_texts(package: Package) -> list[tuple[list[int], str]]:
    return [(list(map(int, MARK.findall(one))), MARK.sub("", one)) for one in texts(package)]


def test_every_paragraph_has_its_number_in_its_text() -> None:
    package = document(OLD + paragraph(put_in("ny"), end_in()) + table(row(cell("c"))) + OLD)
    said, marked = find_said(package)
    assert [one.numbers for one in said] == [(1,)]
    told = [([0], "gammal"), ([1], "ny"), ([2], "c"), ([3], "gammal")]
    assert numbers_and_texts(marked) == told
    assert texts(package) == ["gammal", "ny", "c", "gammal"]


def test_a_document_that_nobody_did_anything_in_is_as_it_was() -> None:
    package = document(OLD)
    assert find_said(package) == ([], package)


@pytest.mark.parametrize(
    "new",
    [
        paragraph(put_in("ny"), end_in()),
        paragraph(put_in("ny"), end_in()) * 2,
        paragraph(put_in("ny") + put_in("er", "B"), end_in()),
        paragraph("", end_in()),
        # Put in by one and taken out again by another.
        paragraph(put_in(taken_out("hit", "B")), end_in() + end_out("B")),
        table(row(cell("ny"), mark=end_in())),
        table(row(cell("ny"), mark=end_in()), row(cell("ny"), mark=end_in())),
    ],
)
@pytest.mark.parametrize("before", ["", OLD, table(row(cell("c")))])
@pytest.mark.parametrize("after", [OLD, table(row(cell("c"))) + OLD])
def test_what_was_not_there_before_is_nowhere_when_it_is_rejected(
    before: str, new: str, after: str
) -> None:
    said, marked = find_said(document(before + new + after))
    new_ones = {number for one in said for number in one.numbers}
    rejected = numbers_and_texts(settle(marked, "rejected"))
    assert [text for _, text in rejected] == texts(document(before + after))
    assert not new_ones & {number for numbers, _ in rejected for number in numbers}
    shown = {number for numbers, _ in numbers_and_texts(marked) for number in numbers}
    assert new_ones <= shown


def test_a_new_paragraph_at_the_end_of_a_cell() -> None:
    inner = paragraph(run("gammal"), end_in()) + paragraph(put_in("ny"))
    (one,), marked = find_said(document(table(row(f"<w:tc><w:tcPr/>{inner}</w:tc>")) + OLD))
    assert one.numbers == (1,)
    told = [([0], "gammal"), ([2], "gammal")]
    assert numbers_and_texts(settle(marked, "rejected")) == told


def test_what_was_taken_out_is_where_it_was() -> None:
    gone = paragraph(taken_out("bort"), end_out())
    (one,), marked = find_said(document(OLD + gone + paragraph(run("R"), style="Heading1")))
    assert one.numbers == (1,)
    assert numbers_and_texts(settle(marked, "rejected"))[1] == ([1], "bort")


def test_both_halves_of_a_paragraph_that_was_split_are_in_it() -> None:
    _, marked = find_said(document(paragraph(run("ett "), end_in()) + paragraph(run("två"))))
    assert numbers_and_texts(settle(marked, "rejected")) == [([0, 1], "ett två")]


@pytest.mark.parametrize("text", ["\ufdd70\ufdd8", f"\ufdd7{'9' * 5000}\ufdd8"])
def test_a_number_that_somebody_wrote_is_none_of_ours(text: str) -> None:
    _, marked = find_said(document(paragraph(run("a")) + paragraph(run(text) + put_in("ny"))))
    assert [numbers for numbers, _ in numbers_and_texts(marked)] == [[0], [1]]
