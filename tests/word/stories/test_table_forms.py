"""Tracked changes of form in tables are told at the very cell, row or table that they are of."""

from __future__ import annotations

import pytest

from avtal.word.package.received import open_received
from avtal.word.stories.revisions import Verdict, has_changes, settle
from avtal.word.stories.tracked import Said, find_said
from tests.word.stories.doing import who
from tests.word.stories.marking import document, paragraph, run, table, texts
from tests.word.surface.paper import paper, settled

RED, LOW = '<w:shd w:fill="FF0000"/>', '<w:trHeight w:val="20" w:hRule="exact"/>'


def was(kind: str, before: str = "", author: str = "A") -> str:
    return f"<w:{kind}Change {who(author)}><w:{kind}>{before}</w:{kind}></w:{kind}Change>"


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(run(text)) if text else '<w:p/>'}</w:tc>"


def row(*cells: str, properties: str = "", ex: str = "") -> str:
    return f"<w:tr>{ex}<w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


FIRST, LAST = row(cell("a"), cell("b")), row(cell("e"), cell("f"))


def said(*rows: str) -> list[Said]:
    package = open_received(paper(table(*rows) + paragraph(run("slut"))))
    return find_said(package)[0]


def told(*rows: str) -> list[tuple[tuple[str, ...], str, str]]:
    """Return (remarks, words it is about, words shown) of each change."""
    return [(one.remarks, one.about, "".join(text for _, text in one.pieces))
            for one in said(*rows)]  # fmt: skip


@pytest.mark.parametrize(
    ("properties", "remarks"),
    [
        ("<w:hidden/>", ("blir dold text: i en dold rad",)),
        (LOW, ("blir dold text: avskuren, raden är för låg", "radhöjd ändras på raden")),
        ("<w:tblHeader/>", ("rubrikrad ändras på raden",)),
        ("", ("annan form på raden",)),
    ],
)
def test_a_row(properties: str, remarks: tuple[str, ...]) -> None:
    middle = row(cell("c"), cell("d"), properties=properties + was("trPr"))
    (one,) = said(FIRST, middle, LAST)
    assert (one.numbers, one.remarks) == ((2, 3), remarks)
    assert one.pieces == (("same", "c | d"),)


def test_a_row_without_words_that_becomes_hidden() -> None:
    empty = row(cell(""), cell(""), properties="<w:hidden/>" + was("trPr"))
    assert told(FIRST, empty) == [(("blir en dold rad",), "", " | ")]


def test_a_row_that_is_another_than_its_table() -> None:
    ex = f'<w:tblPrEx><w:tblLayout w:type="fixed"/>{was("tblPrEx")}</w:tblPrEx>'
    (one,) = told(FIRST, row(cell("c"), cell("d"), ex=ex))
    assert one == (("tabellformat ändras på raden",), "", "c | d")


def test_a_cell_is_shown_in_its_row() -> None:
    middle = row(cell("c"), cell("d", RED + was("tcPr")))
    assert told(FIRST, middle, LAST) == [(("fyllning ändras på cellen",), "d", "c | d")]


def test_a_fill_in_the_colour_of_the_words_hides_them() -> None:
    black = cell("c", '<w:shd w:fill="000000"/>' + was("tcPr")).replace(
        "<w:r>", '<w:r><w:rPr><w:color w:val="000000"/></w:rPr>'
    )
    ((remarks, about, _),) = told(FIRST, row(black, cell("d")))
    assert remarks[0] == "blir dold text: i samma färg som bakgrunden"
    assert about == "c"


def test_cells_below_each_other_are_one_change_and_rows_apart_are_two() -> None:
    red = cell("x", RED + was("tcPr"))
    column = [row(red, cell("b")), row(red, cell("d"))]
    assert told(*column) == [(("fyllning ändras på cellerna",), "x\nx", "x | b\nx | d")]
    apart = told(column[0], FIRST, column[1])
    assert [one[2] for one in apart] == ["x | b", "x | d"]


def test_all_cells_are_the_row_and_all_rows_the_table() -> None:
    red = row(cell("c", RED + was("tcPr")), cell("d", RED + was("tcPr")))
    assert told(FIRST, red, LAST) == [(("fyllning ändras på raden",), "", "c | d")]
    assert told(FIRST, red, red) == [(("fyllning ändras på raderna",), "", "c | d\nc | d")]
    assert told(red, red) == [(("fyllning ändras på tabellen",), "", "c | d\nc | d")]


def test_a_row_alone_is_a_row_and_a_cell_alone_a_cell() -> None:
    alone = row(cell("c"), cell("d"), properties="<w:cantSplit/>" + was("trPr"))
    assert [one[0] for one in told(alone)] == [("sidbrytning ändras på raden",)]
    red = row(cell("c", RED + was("tcPr")))
    assert told(red) == [(("fyllning ändras på cellen",), "c", "c")]
    assert told(red, red) == [(("fyllning ändras på tabellen",), "", "c\nc")]
    assert told(row(cell("a")), red) == [(("fyllning ändras på cellen",), "c", "c")]


def test_two_persons_cells_are_two_changes() -> None:
    both = row(cell("c", RED + was("tcPr")), cell("d", RED + was("tcPr", author="B")))
    assert [(one.author, one.about) for one in said(both)] == [("A", "c"), ("B", "d")]


def test_a_row_that_holds_a_table_is_told_at_itself() -> None:
    inner = f"<w:tc><w:tcPr/>{table(row(cell('i')))}{paragraph(run('c'))}</w:tc>"
    (one,) = said(row(inner, cell("d"), properties="<w:tblHeader/>" + was("trPr")))
    assert one.numbers[0] == 1


STRAY = cell("c", RED + was("tcPr"))


@pytest.mark.parametrize(
    "body",
    [
        STRAY,
        f"<w:tr>{STRAY}</w:tr>",
        f"<w:tbl>{STRAY}</w:tbl>",
        f"<w:tbl><w:tr><w:tc>{STRAY}</w:tc></w:tr></w:tbl>",
        f"<w:tbl><w:tr><w:p>{STRAY}</w:p></w:tr></w:tbl>",
    ],
)
def test_a_cell_where_none_may_stand_is_read(body: str) -> None:
    assert settled(paper(body)).stories
    find_said(open_received(paper(body)))


MERGE = "<w:cellMerge {} {}/>"


@pytest.mark.parametrize(
    ("ends", "remark"),
    [
        (('w:vMerge="rest"', 'w:vMerge="cont"'), "celler slås samman"),
        (('w:vMergeOrig="rest"', 'w:vMergeOrig="cont"'), "sammanslagna celler delas"),
    ],
)
def test_cells_that_are_merged_and_parted(ends: tuple[str, str], remark: str) -> None:
    rows = [row(cell(str(n)), cell("x", MERGE.format(who(), end))) for n, end in enumerate(ends)]
    assert told(*rows) == [((remark,), "x\nx", "0 | x\n1 | x")]


@pytest.mark.parametrize(
    ("mark", "before", "accepted", "rejected"),
    [
        ('w:vMerge="rest"', "", "restart", None),
        ('w:vMerge="cont"', "", "continue", None),
        ('w:vMergeOrig="rest"', '<w:vMerge w:val="restart"/>', None, "restart"),
        ('w:vMerge="rest" w:vMergeOrig="cont"', "<w:vMerge/>", "restart", "continue"),
        ("", '<w:vMerge w:val="restart"/>', "restart", "restart"),
    ],
)
def test_how_merged_cells_are_settled(
    mark: str, before: str, accepted: str | None, rejected: str | None
) -> None:
    properties = f'<w:tcW w:w="9"/>{before}<w:vAlign/>{MERGE.format(who(), mark)}'
    package = document(table(row(cell("a", properties))))
    assert has_changes(package)
    cases: tuple[tuple[Verdict, str | None], ...] = (("accepted", accepted), ("rejected", rejected))
    for verdict, value in cases:
        done = settle(package, verdict)
        assert not has_changes(done)
        (properties_now,) = done.xml["word/document.xml"].iter("{*}tcPr")
        names = [str(one.tag).partition("}")[2] for one in properties_now]
        assert names == ["tcW", *(["vMerge"] if value else []), "vAlign"]
        assert [one.values()[0] for one in properties_now.iter("{*}vMerge")] == [value] * bool(
            value
        )
        assert texts(done)[0] == "a"


@pytest.mark.parametrize(
    ("mark", "one", "all_of_them"),
    [("cellIns", "ny cell", "ny kolumn"), ("cellDel", "borttagen cell", "borttagen kolumn")],
)
def test_a_cell_alone_is_no_column(mark: str, one: str, all_of_them: str) -> None:
    marked = row(cell("c"), cell("d", f"<w:{mark} {who()}/>"))
    assert [change[0] for change in told(FIRST, marked)] == [(one,)]
    assert [change[0] for change in told(marked, marked)] == [(all_of_them,)]


def test_a_number_in_a_list_that_was_put_in_goes_when_it_is_rejected() -> None:
    listed = f'<w:numPr><w:numId w:val="1"/><w:ins {who()}/></w:numPr>'
    package = document(f"<w:p><w:pPr>{listed}</w:pPr>{run('punkt')}</w:p>")
    left = {
        verdict: len(list(settle(package, verdict).xml["word/document.xml"].iter("{*}numPr")))
        for verdict in ("accepted", "rejected")
    }
    assert left == {"accepted": 1, "rejected": 0}
