"""A change is what one person did in one go at one place, and nothing but it is marked."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from avtal.word.stories.changes import HIDDEN
from avtal.word.stories.tracked import Said, find_said
from tests.word.stories.doing import (
    AT,
    end_in,
    end_out,
    moved_from,
    moved_to,
    put_in,
    shown,
    taken_out,
    who,
)
from tests.word.stories.marking import cell, document, paragraph, row, run, table

SOON, LATER = "2026-01-15T12:04:00Z", "2026-01-15T13:00:00Z"
OTHERS = "andra ändringar i stycket visas inte här"
PARTED, JOINED = "stycket delas i två", "stycket fogas ihop med nästa"
PLAIN = paragraph(run("orört"))


def told(body: str) -> list[tuple[str, str, tuple[str, ...]]]:
    """Return (author, words with the change marked, remarks) of each change."""
    return [(one.author, shown(one.pieces), one.remarks) for one in said(body)]


def said(body: str) -> list[Said]:
    return find_said(document(body))[0]


def test_what_replaces_what_was_taken_out_is_one_change() -> None:
    body = paragraph(run("två ") + taken_out("tre") + put_in("fyra", at=SOON) + run(" fem"))
    assert told(PLAIN + body) == [("A", "två [-tre-]{+fyra+} fem", ())]


@pytest.mark.parametrize("second", [("B", AT), ("A", LATER), ("A", "")])
def test_another_person_or_time_is_another_change(second: tuple[str, str]) -> None:
    body = paragraph(taken_out("tre") + put_in("fyra", *second) + run(" fem"))
    assert told(body) == [
        ("A", "[-tre-] fem", (OTHERS,)),
        (second[0], "tre{+fyra+} fem", (OTHERS,)),
    ]


def test_what_lies_apart_is_told_apart_and_in_order() -> None:
    body = paragraph(
        taken_out("tre") + put_in("sex") + run(" månader, ") + put_in("ej ", "B") + run("till ")
        + taken_out("oss") + put_in("er")
    )  # fmt: skip
    assert told(body) == [
        ("A", "[-tre-]{+sex+} månader, till oss", (OTHERS,)),
        ("B", "tre månader, {+ej +}till oss", (OTHERS,)),
        ("A", "tre månader, till [-oss-]{+er+}", (OTHERS,)),
    ]


def test_times_that_are_none_are_as_they_are() -> None:
    body = paragraph(
        put_in("a", at="i går") + put_in("b", at="i går") + put_in("c", at="0001-13-99")
    )
    assert [words for _, words, _ in told(body)] == ["{+ab+}", "{+c+}"]


def test_what_one_put_in_and_another_took_out_is_told_of_both() -> None:
    body = paragraph(run("x ") + f"<w:ins {who()}>{run('ja ')}{taken_out('nej', 'B')}</w:ins>")
    assert told(body) == [
        ("A", "x {+ja nej+}", ("borttaget igen av B",)),
        ("B", "x [-nej-]", ("insatt av A", OTHERS)),
    ]


def test_the_name_of_another_is_shown_as_it_can_be() -> None:
    evil = "\u202e" + "x" * 99
    body = paragraph(run("x ") + f"<w:ins {who()}>{taken_out('nej', evil)}</w:ins>")
    assert told(body)[0][2] == (f"borttaget igen av ·{'x' * 38}…",)


def test_what_one_person_put_in_and_took_out_again() -> None:
    gone = f"<w:ins {who()}>{taken_out('hit')}</w:ins>"
    assert told(paragraph(run("kvar ") + gone)) == [("A", "kvar {+hit+}[-hit-]", ())]


@pytest.mark.parametrize(
    ("body", "marked", "remark"),
    [
        (paragraph(put_in("ny"), end_in()) + PLAIN, "{+ny+}", "nytt stycke"),
        (paragraph(taken_out("bort"), end_out()) + PLAIN, "[-bort-]", "borttaget stycke"),
        (PLAIN + paragraph("", end_in()) + PLAIN, "{+¶+}", "nytt stycke"),
        (paragraph(run("ett "), end_in()) + paragraph(run("två")), "ett {+¶+}", PARTED),
        (
            paragraph(run("ett"), end_out()) + paragraph(run("två")),
            "ett[-¶-]",
            JOINED,
        ),
        (
            paragraph(run("ett") + taken_out(" bort"), end_out()) + paragraph(run("två")),
            "ett[- bort¶-]",
            JOINED,
        ),
        # Enter at the end of a paragraph, and more: Word marks the end of the one before.
        (paragraph(run("a"), end_in()) + paragraph(put_in("ny")) + PLAIN, "{+ny+}", "nytt stycke"),
        (
            paragraph(run("ett"), end_out()) + paragraph(taken_out("bort")) + PLAIN,
            "[-bort-]",
            "borttaget stycke",
        ),
    ],
)  # fmt: skip
def test_paragraphs_that_come_go_join_and_part(body: str, marked: str, remark: str) -> None:
    assert told(body) == [("A", marked, (remark,))]


def test_two_people_in_a_new_paragraph() -> None:
    body = paragraph(put_in("Hej ") + put_in("då ", "B", LATER) + put_in("du."), end_in())
    assert told(body + PLAIN) == [
        ("A", "{+Hej +}då {+du.+}", ("nytt stycke",)),
        ("B", "Hej {+då +}du.", ()),
    ]


def test_who_writes_in_the_empty_paragraph_of_another() -> None:
    assert told(paragraph(put_in("ny"), end_in("B")) + PLAIN) == [
        ("A", "{+ny+}", ()),
        ("B", "ny{+¶+}", ("nytt stycke",)),
    ]


def deleted_cell(text: str) -> str:
    return f"<w:tc><w:tcPr/>{paragraph(taken_out(text), end_out())}</w:tc>"


@pytest.mark.parametrize(
    "cells", [(cell("c4"), cell("c5")), tuple(map(deleted_cell, ("c4", "c5")))]
)
def test_a_row_is_one_change(cells: tuple[str, ...]) -> None:
    body = table(row(cell("a"), cell("b")), row(*cells, mark=end_out()))
    assert told(body + PLAIN) == [("A", "[-c4-] | [-c5-]", ("borttagen rad",))]


def test_rows_of_two_people_and_a_change_in_one_of_them() -> None:
    changed = f"<w:tc><w:tcPr/>{paragraph(run('c') + put_in('d', 'C'))}</w:tc>"
    body = table(row(cell("a"), mark=end_in()), row(changed, mark=end_out("B")), row(cell("e")))
    assert told(body + PLAIN) == [
        ("A", "{+a+}", ("ny rad",)),
        ("B", "[-cd-]", ("borttagen rad", "insatt av C")),
        ("C", "c{+d+}", ("borttaget igen av B", OTHERS)),
    ]


def test_a_whole_table_and_a_column_are_one_change() -> None:
    rows = [row(cell(f"{letter}1"), cell(f"{letter}2"), mark=end_in()) for letter in "ab"]
    assert told(table(*rows) + PLAIN) == [("A", "{+a1+} | {+a2+}\n{+b1+} | {+b2+}", ("ny tabell",))]
    gone = f"<w:cellDel {who()}/>"
    rows = [row(cell(f"{letter}1"), cell(f"{letter}2", gone)) for letter in "ab"]
    assert told(table(*rows) + PLAIN) == [("A", "[-a2-]\n[-b2-]", ("borttagen kolumn",))]


@pytest.mark.parametrize("name", ["flytt1", ""])
@pytest.mark.parametrize("up", [False, True])
def test_what_was_moved_is_one_change(name: str, up: bool) -> None:
    ends = [
        paragraph(moved_from("flyttat", name), end_in(tag="moveFrom")),
        paragraph(moved_to("flyttat", name), end_in(tag="moveTo")),
    ]
    first, second = reversed(ends) if up else ends
    (one,) = said(PLAIN + first + PLAIN + second + PLAIN)
    assert (one.kind, shown(one.pieces)) == ("move", "[-flyttat-]\n{+flyttat+}")
    assert (one.numbers, one.moved_to) == ((3, 1), 1) if up else ((1, 3), 3)


def test_two_moves_without_names_are_told_apart_by_their_words() -> None:
    ends = [moved_from("ett", ""), moved_from("två", ""), moved_to("två", ""), moved_to("ett", "")]
    found = said("".join(map(paragraph, ends)) + PLAIN)
    assert [shown(one.pieces) for one in found] == ["[-ett-]\n{+ett+}", "[-två-]\n{+två+}"]


def test_a_row_that_was_moved_is_one_change() -> None:
    """Word marks its words as moved, and the row itself as put in and taken out."""
    from_here = f"<w:tc><w:tcPr/>{paragraph(moved_from('c', 'm'), end_in(tag='moveFrom'))}</w:tc>"
    to_there = f"<w:tc><w:tcPr/>{paragraph(moved_to('c', 'm'), end_in(tag='moveTo'))}</w:tc>"
    rows = [row(from_here, mark=end_out()), row(cell("a")), row(to_there, mark=end_in())]
    (one,) = said(table(*rows) + PLAIN)
    assert (one.kind, shown(one.pieces)) == ("move", "[-c-]\n{+c+}")


def test_words_that_were_moved_within_paragraphs() -> None:
    body = paragraph(run("a ") + moved_from("ord ", "m") + run("b")) + paragraph(
        run("c ") + moved_to("ord ", "m")
    )
    (one,) = said(body)
    assert (one.kind, shown(one.pieces)) == ("move", "a [-ord -]b\nc {+ord +}")


def test_a_move_without_its_other_end_is_a_plain_change() -> None:
    (one,) = said(paragraph(run("a ") + moved_from("ord", "m")))
    assert (one.kind, shown(one.pieces), one.moved_to) == ("change", "a [-ord-]", None)


def test_a_new_box_is_told_with_what_stands_in_it() -> None:
    box = (
        '<w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent>'
        f"{paragraph(run('i rutan'))}</w:txbxContent></v:textbox></v:shape></w:pict>"
    )
    new = f"<w:ins {who()}><w:r>{box}</w:r></w:ins>"
    assert told(paragraph(run("vid ") + new)) == [("A", "vid {+[bild]+}\n{+i rutan+}", ())]


def test_what_older_programs_are_shown_in_place_of_a_box_is_not_told_again() -> None:
    space = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    inner = f"<w:txbxContent>{paragraph(put_in('ny'))}</w:txbxContent>"
    box = (
        f'<w:r><mc:AlternateContent {space}><mc:Choice Requires="wps">{inner}</mc:Choice>'
        f"<mc:Fallback><w:pict>{inner}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert told(paragraph(run("vid ") + box)) == [("A", "{+ny+}", ())]


def test_hidden_words_are_told() -> None:
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>inte</w:t></w:r>"
    body = paragraph(run("ska ") + f"<w:ins {who()}>{hidden}</w:ins>")
    assert told(body) == [("A", "ska {+inte+}", (HIDDEN,))]


def test_what_has_no_words_is_told_all_the_same() -> None:
    field = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    ((author, marked, remarks),) = told(paragraph(run("se ") + f"<w:ins {who()}>{field}</w:ins>"))
    assert (author, marked) == ("A", "se ")
    assert remarks == ("utan ord, till exempel ett fält eller ett bokmärke",)


def test_a_letter_and_its_accent_are_one_letter() -> None:
    body = paragraph(run("a") + run("\u030angra ") + put_in("A\u030a") + put_in("r"))
    assert told(body) == [("A", "ångra {+År+}", ())]


class Written(NamedTuple):
    """A word in a document: what was done to it, by whom."""

    word: str
    put_in_by: str | None
    taken_out_by: str | None


AUTHORS = st.sampled_from(["A", "B", "C"])
TIMES = st.sampled_from([AT, SOON, LATER, ""])


@st.composite
def documents(draw: st.DrawFn) -> tuple[str, list[Written]]:
    """Return the body of a document, and every word in it; each word stands once."""
    written: list[Written] = []

    def words(row_in: str | None = None, row_out: str | None = None) -> str:
        runs = ""
        for _ in range(draw(st.integers(0, 5))):
            word = f"ord{len(written)} "
            put, taken = (draw(st.none() | AUTHORS) for _ in range(2))
            at = draw(TIMES)
            text = taken_out(word, taken, at) if taken else run(word)
            runs += f"<w:ins {who(put, at)}>{text}</w:ins>" if put else text
            written.append(Written(word, put or row_in, taken or row_out))
        return runs

    def whole() -> str:
        end = draw(st.sampled_from(["", "in", "out"]))
        mark = {"": "", "in": end_in(draw(AUTHORS)), "out": end_out(draw(AUTHORS))}[end]
        return paragraph(words(), mark)

    def rows() -> str:
        found = ""
        for _ in range(draw(st.integers(1, 3))):
            author, kind = draw(AUTHORS), draw(st.sampled_from(["", "in", "out"]))
            row_in, row_out = (author if kind == one else None for one in ("in", "out"))
            mark = {"": "", "in": end_in(author), "out": end_out(author)}[kind]
            cells = [f"<w:tc><w:tcPr/>{paragraph(words(row_in, row_out))}</w:tc>" for _ in "ab"]
            found += row(*cells, mark=mark)
        return table(found)

    parts = [whole() if draw(st.booleans()) else rows() for _ in range(draw(st.integers(1, 5)))]
    return "".join(parts) + paragraph(run("slut")), written


@given(documents())
def test_each_word_is_marked_once_and_put_down_to_who_did_it(
    drawn: tuple[str, list[Written]],
) -> None:
    body, written = drawn
    marked = Counter(
        (one.author, op, word)
        for one in said(body)
        for op, text in one.pieces
        if op != "same"
        for word in text.replace("¶", "").split()
    )
    expected = Counter(
        (author, op, one.word.strip())
        for one in written
        for op, author in (("new", one.put_in_by), ("old", one.taken_out_by))
        if author
    )
    assert marked == expected


@given(documents())
def test_nothing_that_was_left_alone_is_missing_or_marked(
    drawn: tuple[str, list[Written]],
) -> None:
    body, written = drawn
    alone = {one.word.strip() for one in written if not one.put_in_by and not one.taken_out_by}
    for one in said(body):
        for op, text in one.pieces:
            assert op == "same" or not alone & set(text.split())
