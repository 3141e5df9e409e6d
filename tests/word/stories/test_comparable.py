"""A document as it is compared: the same words, and a place for each thing in them."""

from __future__ import annotations

import pytest

from avtal.word.package.parts import Package, W
from avtal.word.package.received import open_received
from avtal.word.stories.comparable import SIDES, comparable, spare_mark, take_marks_out
from avtal.word.stories.reading import BODY, stories
from tests.compare.agreements import Agreement, Grid, Text
from tests.compare.pieces import Box, Controlled, Note
from tests.word.stories.marking import texts

MAIN = "word/document.xml"
BOXED = Text("a", more=(Note("n"), Box(("b\tc", "d")), Controlled("e")))


def opened(*blocks: Text | Grid) -> Package:
    return open_received(Agreement(blocks).to_bytes())


def test_what_a_control_holds_takes_its_place() -> None:
    package = opened(Text("ett"), Text("två", control=True), Grid((("tre",),)))
    plain = comparable(package, "", SIDES[0], ())
    assert texts(plain) == ["ett", "två", "tre", ""]
    assert list(plain.xml[MAIN].iter(f"{W}sdt")) == []
    assert len(list(package.xml[MAIN].iter(f"{W}sdt"))) == 1  # which is as it was


def test_all_that_has_no_width_gets_a_mark_of_its_own() -> None:
    package = opened(Text("\t\tChef\n", more=(Note("n"), Box(("ruta",)))))
    assert texts(comparable(package, "的", SIDES[0], ())) == ["的\t的\tChef的\n的[fotnot]的[bild]"]


def test_a_mark_is_a_character_that_no_text_has() -> None:
    marks = [
        spare_mark(opened(Text("a")), opened(Text(text))) for text in ("b", "的", "的。", "的。、")
    ]
    assert len({*marks}) == 4
    assert marks[-1] == ""


def test_letters_are_composed() -> None:
    package = opened(Text("Ta\u0308by"))
    assert texts(comparable(package, "", SIDES[0], ())) == ["T\u00e4by"]


@pytest.mark.parametrize("side", SIDES)
def test_what_is_sealed_is_like_nothing_else_and_can_be_opened(side: int) -> None:
    package = opened(Text("före"), BOXED, Text("\tefter \U0001f600"))
    places = [(BODY, 1), (BODY, 2), ("Textruta 1", 0)]
    sealed = comparable(package, "的", side, places)
    first, second, third = (one.text for one in stories(sealed)[BODY])
    assert first == "före"
    assert not {*second} & {*"ae"}
    assert not {*third} & {*"efter "}
    assert "d" not in stories(sealed)["Textruta 1"][1].text  # a box goes with its paragraph
    take_marks_out(sealed, "的")
    assert stories(sealed) == stories(comparable(package, "", side, ()))


def test_a_mark_leaves_no_empty_run_or_change() -> None:
    package = comparable(opened(Text("\t")), "的", SIDES[0], ())
    (tab,) = package.xml[MAIN].iter(f"{W}tab")
    run = tab.getparent()
    assert run is not None
    run.remove(tab)
    take_marks_out(package, "的")
    assert [str(child.tag) for child in next(package.xml[MAIN].iter(f"{W}p"))] == [f"{W}pPr"]
