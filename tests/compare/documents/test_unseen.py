"""What looks the same and is not is told, one thing at a time, with its place and what it was."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from avtal.compare.documents.lines import lines_of
from avtal.compare.documents.pairs import State, pairs_of
from avtal.compare.documents.rows import rows_of
from avtal.compare.documents.unseen import Unseen, comments_gone, differs_unseen, unseen_in
from avtal.compare.sides.side import from_file
from tests.compare.agreements import Agreement, Text
from tests.compare.received import POLICE, Received
from tests.conftest import REPOSITORY
from tests.word.surface.paper import paper, paragraph, run, settled

BODY = "{}" + paragraph(run("Uppsägning sker enligt punkt 3."))


def unseen(old: bytes, new: bytes) -> list[Unseen]:
    one, two = settled(old), settled(new)
    return unseen_in(one, two, rows_of(*(lines_of(each.stories) for each in (one, two))))


def state(old: bytes, new: bytes, folder: Path) -> State:
    sides = []
    for name, data in (("a", old), ("b", new)):
        (folder / f"{name}.docx").write_bytes(data)
        sides.append(from_file(folder / f"{name}.docx"))
    (pair,) = pairs_of(sides[0], sides[1], None, None)
    return pair.state


def text(look: str = "") -> str:
    return paragraph(run("Leverantören ansvarar ") + run("inte ", look) + run("för skada."))


def test_a_word_that_was_hidden(tmp_path: Path) -> None:
    old, new = paper(text()), paper(text("<w:vanish/>"))
    assert state(old, new, tmp_path) is State.UNSEEN
    (one,) = unseen(old, new)
    assert (one.kind, one.about, one.old, one.new) == ("hidden", "inte", "synlig", "dold")
    assert one.place == "först i texten, stycke 1"
    (back,) = unseen(new, old)
    assert (back.old, back.new) == ("dold", "synlig")


def test_a_hidden_paragraph_that_came_is_told_although_its_words_are_new() -> None:
    hidden = paragraph(run("Hemligt villkor.", "<w:vanish/>"))
    (one,) = unseen(paper(text()), paper(text() + hidden))
    assert (one.kind, one.about, one.old, one.new) == ("hidden", "Hemligt villkor.", None, "dold")


def test_hidden_words_that_went_are_not_said_to_be_seen() -> None:
    old, new = paper(text("<w:vanish/>")), paper(text().replace("inte ", ""))
    (gone,) = unseen(old, new)
    assert (gone.about, gone.old, gone.new) == ("inte", "dold", None)
    (come,) = unseen(new, old)
    assert (come.about, come.old, come.new) == ("inte", None, "dold")


def test_words_that_only_a_browser_hides_are_form(tmp_path: Path) -> None:
    old, new = paper(text()), paper(text("<w:webHidden/>"))
    assert state(old, new, tmp_path) is State.FORM
    assert unseen(old, new) == []


@pytest.mark.parametrize(
    ("level", "own"),
    [
        ('<w:color w:val="FFFFFF"/>', ""),
        ('<w:sz w:val="2"/>', ""),
        ("<w:vanish/>", ""),
        ('<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>', ""),
        ("", '<w:rPr><w:color w:val="FFFFFF"/></w:rPr>'),
        ("", "<w:rPr><w:vanish/></w:rPr>"),
        ("", '<w:ind w:hanging="9000"/>'),
    ],
)
def test_a_number_that_is_seen_no_more_is_told_as_one(level: str, own: str) -> None:
    look = f'<w:pPr><w:ind w:left="720" w:hanging="720"/></w:pPr><w:rPr>{level}</w:rPr></w:lvl>'
    old, new = (
        paper(paragraph(run("Punkt."), _LISTED + mark), numbering=numbers)
        for mark, numbers in (
            ("", _NUMBERS(1)), (own, _NUMBERS(1).replace("</w:lvl>", look)),
        )
    )  # fmt: skip
    assert [(one.old, one.new) for one in unseen(old, new) if one.kind == "number"] == [
        ("1.", None)
    ]


def test_words_that_were_hidden_in_both_are_no_difference(tmp_path: Path) -> None:
    data = paper(text("<w:vanish/>"))
    assert state(data, data, tmp_path) is State.SAME
    assert unseen(data, data) == []


@pytest.mark.parametrize(
    ("name", "kind"),
    [("hidden", "hidden"), ("link", "link"), ("numbers", "number"), ("inserted", "inserted")],
)
def test_each_kind_has_its_name(name: str, kind: str) -> None:
    (one, *_) = unseen(*map(paper_of, PAIRS[name]))
    assert one.kind == kind


Drawn = Mapping[str, object]
_LISTED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
_NUMBERS = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="{}"/>'
    '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
).format
_LINK = paragraph('<w:hyperlink r:id="rIdL"><w:r><w:t>villkoren</w:t></w:r></w:hyperlink>')


def paper_of(drawn: Drawn) -> bytes:
    return paper(**drawn)  # type: ignore[arg-type]


PAIRS: Mapping[str, tuple[Drawn, Drawn]] = {
    "hidden": ({"body": text()}, {"body": text('<w:color w:val="FFFFFF"/>')}),
    "link": (
        {"body": _LINK, "leads": {"rIdL": ("hyperlink", "https://a.se/1")}},
        {"body": _LINK, "leads": {"rIdL": ("hyperlink", "https://a.se/2")}},
    ),
    "numbers": (
        {"body": paragraph(run("Punkt."), _LISTED), "numbering": _NUMBERS(1)},
        {"body": paragraph(run("Punkt."), _LISTED), "numbering": _NUMBERS(3)},
    ),
    "inserted": (
        {"body": '<w:altChunk r:id="rIdF"/>', "leads": {"rIdF": ("aFChunk", "in.htm")},
         "members": {"word/in.htm": b"<p>ett</p>"}},
        {"body": '<w:altChunk r:id="rIdF"/>', "leads": {"rIdF": ("aFChunk", "in.htm")},
         "members": {"word/in.htm": "<p>två</p>".encode()}},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", PAIRS)
def test_no_kind_passes_as_the_same(name: str, tmp_path: Path) -> None:
    old, new = map(paper_of, PAIRS[name])
    assert state(old, new, tmp_path) not in {State.SAME, State.STAMP, State.FORM}
    assert unseen(old, new)


def test_numbers_that_start_elsewhere_are_told_as_they_are_printed() -> None:
    (one,) = unseen(*map(paper_of, PAIRS["numbers"]))
    assert (one.old, one.new, one.about) == ("1.", "3.", "Punkt.")


def test_another_picture_and_the_same_in_another_size() -> None:
    def drawn(data: bytes, size: int) -> bytes:
        picture = (
            f'<w:r><w:drawing><wp:inline><wp:extent cx="{size}" cy="90000"/>'
            '<a:blip r:embed="rIdB"/></wp:inline></w:drawing></w:r>'
        )
        leads = {"rIdB": ("image", "media/b.png")}
        return paper(paragraph(picture), members={"word/media/b.png": data}, leads=leads)

    (other,) = unseen(drawn(b"1", 90000), drawn(b"2", 90000))
    assert other.kind == "picture"
    assert other.old != other.new
    (larger,) = unseen(drawn(b"1", 90000), drawn(b"1", 900))
    assert larger.new is not None
    assert larger.new.endswith("i annan storlek, på annan plats eller i annan form")


def test_a_picture_that_only_looks_otherwise_says_so() -> None:
    def drawn(colour: str, left: int) -> bytes:
        picture = (
            '<w:r><w:drawing><wp:inline><wp:extent cx="90000" cy="90000"/><wp:positionH>'
            f'<wp:posOffset>{left}</wp:posOffset></wp:positionH><a:srgbClr val="{colour}"/>'
            "</wp:inline></w:drawing></w:r>"
        )
        return paper(paragraph(picture))

    for other in (drawn("000000", 0), drawn("FFFFFF", 9_000_000)):
        (one,) = unseen(drawn("FFFFFF", 0), other)
        assert one.kind == "picture"
        assert one.old != one.new
        assert "i annan form" in (one.new or "")


def test_a_comment_that_is_there_no_more_is_told_and_one_that_is_is_not(tmp_path: Path) -> None:
    clause = "Uppsägning sker inom tre månader."
    bare = Received(Agreement((Text(clause),)).to_bytes())
    one = Received(Agreement((Text(clause),)).to_bytes()).comment("tre", "Ska vara sex?")
    two = Received(Agreement((Text(clause),)).to_bytes()).comment("månader", "Från när?")
    assert state(one.to_bytes(), bare.to_bytes(), tmp_path) is State.UNSEEN
    (gone,) = comments_gone(settled(one.to_bytes()), settled(bare.to_bytes()))
    assert (gone.kind, gone.about, gone.new) == ("comment", "Ska vara sex?", None)
    assert POLICE in (gone.old or "")
    assert not gone.is_grave
    assert comments_gone(settled(one.to_bytes()), settled(one.to_bytes())) == []
    (other,) = comments_gone(settled(one.to_bytes()), settled(two.to_bytes()))
    assert other.about == "Ska vara sex?"


def test_a_paragraph_that_came_is_told_of_signs_that_are_not_what_they_seem() -> None:
    (one,) = unseen(paper(text()), paper(text() + paragraph(run("Parten b\u0435talar."))))
    assert (one.kind, one.old, one.about) == ("signs", None, "Parten b\u0435talar.")
    assert one.new == "”b\u0435talar.” (kyrilliskt \u0435 U+0435)"


def test_a_look_that_no_table_knows_is_told_as_such(tmp_path: Path) -> None:
    old, new = paper(text()), paper(text("<w14:nytt/>"))
    assert state(old, new, tmp_path) is State.UNSEEN
    (one,) = unseen(old, new)
    assert (one.kind, one.new) == ("unknown", "w14:nytt")


def test_another_look_alone_is_form(tmp_path: Path) -> None:
    old, new = paper(text()), paper(text('<w:sz w:val="30"/>'))
    assert state(old, new, tmp_path) is State.FORM
    assert not differs_unseen(settled(old), settled(new))
    rows = rows_of(*(lines_of(settled(data).stories) for data in (old, new)))
    assert [row.form for row in rows if row.form] == [("textstorlek",)]


@pytest.mark.parametrize(("more", "less"), [("{}<w:p/>", "{}"), ("<w:p/>{}", "{}"),
                                           ("<w:p/><w:p/>{}", "{}"),
                                           ("<w:p/><w:p/>", "<w:p/>")])  # fmt: skip
def test_more_space_in_a_cell_is_another_form(more: str, less: str, tmp_path: Path) -> None:
    grid = "<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>"
    one, other = (paper(grid.format(inner.format(text()))) for inner in (more, less))
    assert state(one, other, tmp_path) is State.FORM
    assert state(other, one, tmp_path) is State.FORM


def test_a_header_that_is_not_shown_any_more(tmp_path: Path) -> None:
    section = "<w:p><w:pPr><w:sectPr>{}</w:sectPr></w:pPr></w:p>".format
    old, new = (paper(text() + section(mark)) for mark in ("<w:titlePg/>", ""))
    assert state(old, new, tmp_path) is State.UNSEEN
    (one,) = unseen(old, new)
    assert (one.kind, one.place) == ("header", "i hela handlingen")


def test_the_form_of_our_own_documents_is_known() -> None:
    """A look that no table knows in our own templates would make a difference in each document."""
    for template in (REPOSITORY / "templates").rglob("*.docx"):
        read = settled(template.read_bytes())
        things = [one for story in read.stories.values() for p in story for one in p.things]
        assert not [one for one in things if one.kind == "unknown"], template
        assert not [one for one in read.frame if one.kind == "unknown"], template
        assert not [p for story in read.stories.values() for p in story if p.hidden], template


def test_a_number_without_words_that_came_or_went_is_told(tmp_path: Path) -> None:
    def listed(*texts: str) -> bytes:
        body = "".join(paragraph(run(text) if text else "", _LISTED) for text in texts)
        return paper(body, numbering=_NUMBERS(1))

    old, new = listed("Ett", "Två"), listed("Ett", "Två", "")
    assert state(old, new, tmp_path) is State.CHANGED
    (one,) = unseen(old, new)
    assert (one.kind, one.place, one.old, one.new) == (
        "number", "först i texten, stycke 3", None, "3."
    )  # fmt: skip
    (gone,) = unseen(new, old)
    assert (gone.old, gone.new) == ("3.", None)


@pytest.mark.parametrize("label", ["smartTag", "customXml"])
def test_what_a_program_hangs_on_words_is_no_unknown_thing(label: str, tmp_path: Path) -> None:
    def labelled(value: str) -> bytes:
        attribute = f'<w:{label}Pr><w:attr w:name="dag" w:val="{value}"/></w:{label}Pr>'
        return paper(f"<w:p><w:{label}>{attribute}{run('i dag')}</w:{label}></w:p>")

    assert state(labelled("1"), labelled("2"), tmp_path) is State.SAME
    assert state(labelled("1"), paper(paragraph(run("i går"))), tmp_path) is State.CHANGED
