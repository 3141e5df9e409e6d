"""Tracked changes accepted and rejected, one kind at a time, and as LibreOffice does it."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from avtal.word.package.received import open_received, pack_changed
from avtal.word.stories.reading import stories
from avtal.word.stories.revisions import Verdict, has_changes, settle
from tests.compare.settling import settled_by_libreoffice
from tests.word.stories.marking import (
    DEL,
    INS,
    MARK_DEL,
    MARK_INS,
    WHO,
    cell,
    document,
    paragraph,
    row,
    run,
    table,
    texts,
)


def put_in(text: str) -> str:
    """Return a cell of a row that was put in, as Word writes it: its text is put in too."""
    return cell(text).replace(
        paragraph(run(text)), paragraph(f"{INS}{run(text)}</w:ins>", MARK_INS)
    )


def taken_out(text: str) -> str:
    gone = paragraph(f"{DEL}{run(text, 'delText')}</w:del>", MARK_DEL)
    return cell(text).replace(paragraph(run(text)), gone)


MOVED = ('<w:moveFromRangeStart w:id="9" w:name="m"/>', '<w:moveFromRangeEnd w:id="9"/>')
CASES: dict[str, tuple[str, list[str], list[str]]] = {
    "a word": (
        paragraph(run("två ") + f"{DEL}{run('tre', 'delText')}</w:del>{INS}{run('fyra')}</w:ins>"),
        ["två fyra"], ["två tre"]),
    "a paragraph put in": (
        paragraph(run("ett")) + paragraph(f"{INS}{run('nytt')}</w:ins>", MARK_INS)
        + paragraph(run("två")),
        ["ett", "nytt", "två"], ["ett", "två"]),
    "a paragraph taken out": (
        paragraph(run("ett")) + paragraph(f"{DEL}{run('gammalt', 'delText')}</w:del>", MARK_DEL)
        + paragraph(run("två")),
        ["ett", "två"], ["ett", "gammalt", "två"]),
    "two paragraphs made one": (
        paragraph(run("ett "), MARK_DEL) + paragraph(run("två")),
        ["ett två"], ["ett ", "två"]),
    "one paragraph made two": (
        paragraph(run("ett "), MARK_INS) + paragraph(run("två")),
        ["ett ", "två"], ["ett två"]),
    "three paragraphs made one": (
        paragraph(run("a"), MARK_DEL) + paragraph(run("b"), MARK_DEL) + paragraph(run("c")),
        ["abc"], ["a", "b", "c"]),
    "put in and taken out again": (
        paragraph(run("kvar") + f"{INS}{DEL}{run('hit och bort', 'delText')}</w:del></w:ins>"),
        ["kvar"], ["kvar"]),
    "a move": (
        paragraph(f'{MOVED[0]}<w:moveFrom w:id="5" {WHO}>{run("flyttad")}</w:moveFrom>{MOVED[1]}',
                  f'<w:moveFrom w:id="6" {WHO}/>')
        + paragraph(run("mitt"))
        + paragraph(f'<w:moveTo w:id="7" {WHO}>{run("flyttad")}</w:moveTo>',
                    f'<w:moveTo w:id="8" {WHO}/>')
        + paragraph(run("sist")),
        ["mitt", "flyttad", "sist"], ["flyttad", "mitt", "sist"]),
    "a row put in": (
        table(row(cell("a"), cell("b")), row(put_in("c"), put_in("d"), mark=MARK_INS))
        + paragraph(run("slut")),
        ["a", "b", "c", "d", "slut"], ["a", "b", "slut"]),
    "a row taken out": (
        table(row(taken_out("a"), taken_out("b"), mark=MARK_DEL), row(cell("c"), cell("d")))
        + paragraph(run("slut")),
        ["c", "d", "slut"], ["a", "b", "c", "d", "slut"]),
    "a whole table put in": (
        paragraph(run("ett")) + table(row(put_in("a"), put_in("b"), mark=MARK_INS))
        + paragraph(run("slut")),
        ["ett", "a", "b", "slut"], ["ett", "slut"]),
    "a deleted field": (
        paragraph(
            f'{DEL}<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
            '<w:r><w:delInstrText> HYPERLINK "https://x" </w:delInstrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
            f'{run("länk", "delText")}<w:r><w:fldChar w:fldCharType="end"/></w:r></w:del>'
            + run("kvar")),
        ["kvar"], ["länkkvar"]),
}  # fmt: skip


@pytest.mark.parametrize("which", CASES)
def test_one_kind_of_change(which: str) -> None:
    body, accepted, rejected = CASES[which]
    package = document(body)
    before = etree.tostring(package.xml["word/document.xml"])
    assert has_changes(package)
    assert texts(settle(package, "accepted")) == accepted
    assert texts(settle(package, "rejected")) == rejected
    assert etree.tostring(package.xml["word/document.xml"]) == before
    for verdict in VERDICTS:
        assert not has_changes(settle(package, verdict))


@pytest.mark.parametrize("stray", ["<w:trPr><w:ins/></w:trPr>", "<w:tcPr><w:cellDel/></w:tcPr>"])
def test_a_mark_of_a_row_outside_of_rows_takes_nothing_away(stray: str) -> None:
    package = document(paragraph(run("Text.")) + stray)
    for verdict in VERDICTS:
        assert texts(settle(package, verdict)) == ["Text."]


VERDICTS: tuple[Verdict, Verdict] = ("accepted", "rejected")


@pytest.mark.system
def test_libreoffice_does_the_same(tmp_path: Path) -> None:
    # LibreOffice 7.4 keeps what was put in and taken out again; ISO/IEC 29500-1 does not.
    asked = [which for which in CASES if which != "put in and taken out again"]
    packages = [document(CASES[which][0]) for which in asked]
    found = settled_by_libreoffice([pack_changed(one, []) for one in packages], tmp_path)
    for which, package, theirs in zip(asked, packages, found, strict=True):
        for verdict in VERDICTS:
            ours = [text for text in texts(settle(package, verdict)) if text]
            other = [text for text in texts(open_received(theirs[verdict])) if text]
            assert other == ours, (which, verdict)


def test_a_column_goes_with_its_cells() -> None:
    """LibreOffice 7.4 leaves such cells in place, so it is asked of ours alone."""
    gone = f'<w:cellDel w:id="1" {WHO}/>'
    package = document(
        table(row(cell("a"), cell("b", gone)), row(cell("c"), cell("d", gone)))
        + paragraph(run("slut"))
    )
    assert texts(settle(package, "accepted")) == ["a", "c", "slut"]
    assert texts(settle(package, "rejected")) == ["a", "b", "c", "d", "slut"]


def test_looks_and_styles_come_back_when_a_change_is_rejected() -> None:
    style = (
        '<w:p><w:pPr><w:pStyle w:val="Citat"/>'
        f'<w:pPrChange w:id="1" {WHO}><w:pPr><w:pStyle w:val="Rubrik1"/></w:pPr></w:pPrChange>'
        "</w:pPr>"
        f'<w:r><w:rPr><w:b/><w:rPrChange w:id="2" {WHO}><w:rPr><w:i/></w:rPr></w:rPrChange></w:rPr>'
        "<w:t>text</w:t></w:r></w:p>"
    )
    package = document(style)
    (accepted,) = stories(settle(package, "accepted"))["Brödtext"]
    (rejected,) = stories(settle(package, "rejected"))["Brödtext"]
    assert (accepted.style, accepted.looks) == ("Quote", ((0, 4, frozenset({("b", "")})),))
    assert (rejected.style, rejected.looks) == ("Rubrik 1", ((0, 4, frozenset({("i", "")})),))


def test_a_mark_that_was_put_in_stays_so_while_a_look_comes_back() -> None:
    mark = f'{MARK_INS}<w:b/><w:rPrChange w:id="5" {WHO}><w:rPr/></w:rPrChange>'
    package = document(paragraph(run("ett "), mark) + paragraph(run("två")))
    assert texts(settle(package, "rejected")) == ["ett två"]
    assert texts(settle(package, "accepted")) == ["ett ", "två"]


def test_a_cell_is_never_left_without_a_paragraph() -> None:
    inside = paragraph(f"{INS}{run('x')}</w:ins>", MARK_INS)
    body = table(row(f"<w:tc><w:tcPr/>{inside}</w:tc>"))
    package = settle(document(body + paragraph(run("slut"))), "rejected")
    (held,) = package.xml["word/document.xml"].iter("{*}tc")
    assert [child for child in held if str(child.tag).endswith("}p")]
    assert texts(package) == ["", "slut"]
