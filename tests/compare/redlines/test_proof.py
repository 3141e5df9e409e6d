"""The proof of a redline sees every difference, to the last word."""

from __future__ import annotations

import pytest
from lxml import etree

from avtal.compare.redlines.engine import Engine
from avtal.compare.redlines.proof import prove
from avtal.compare.redlines.redline import make_redline
from avtal.compare.telling import fault_said
from avtal.word.package.parts import MAIN, Package, W
from avtal.word.package.received import open_received
from tests.compare.agreements import Agreement, Cell, Grid, Text, opened
from tests.compare.ordering import AT
from tests.compare.pieces import Box

WRONG: dict[str, tuple[Agreement, Agreement]] = {
    "a word": (Agreement((Text("Två år."),)), Agreement((Text("Tre år."),))),
    "a letter": (Agreement((Text("samråd"),)), Agreement((Text("Samråd"),))),
    "a blank": (Agreement((Text("två år"),)), Agreement((Text("två  år"),))),
    "a cell": (Agreement((Grid((("a", "b"),)),)), Agreement((Grid((("a", "c"),)),))),
    "a row": (Agreement((Grid((("a",), ("b",))),)), Agreement((Grid((("a",),)),))),
    "a column": (Agreement((Grid((("a", "b"),)),)), Agreement((Grid((("ab",),)),))),
    "a cell of blanks": (Agreement((Grid((("a", ""),)),)), Agreement((Grid((("a",),)),))),
    "which cells are one": (
        Agreement((Grid(((Cell("a", joins="restart"),), (Cell("b", joins="continue"),))),)),
        Agreement((Grid((("a",), ("b",))),)),
    ),
    "how wide a cell is": (
        Agreement((Grid(((Cell("a", span=2),), ("b", "c"))),)),
        Agreement((Grid((("a",), ("b", "c"))),)),
    ),
    "a header of the first page": (
        Agreement((Text("a"),), first_header=""),
        Agreement((Text("a"),)),
    ),
    "the header": (Agreement((Text("a"),), header="x"), Agreement((Text("a"),), header="y")),
    "the footer": (Agreement((Text("a"),), footer="x"), Agreement((Text("a"),), footer="y")),
    "a footnote": (Agreement((Text("a", note="x"),)), Agreement((Text("a", note="y"),))),
    "an endnote": (Agreement((Text("a", end_note="x"),)), Agreement((Text("a", end_note="y"),))),
    "a text box": (Agreement((Text("a", box="x"),)), Agreement((Text("a", box="y"),))),
    "the order": (Agreement((Text("a"), Text("b"))), Agreement((Text("b"), Text("a")))),
    "two paragraphs": (Agreement((Text("a"), Text("b"))), Agreement((Text("ab"),))),
}


@pytest.mark.parametrize("which", WRONG)
def test_the_proof_sees_it(which: str) -> None:
    """A file without tracked changes is the redline of itself, and of nothing else."""
    one, other = map(opened, WRONG[which])
    assert prove(one, one, one.package).strength == "exact"
    for old, new, verdict in ((one, other, "accepted"), (other, one, "rejected")):
        proof = prove(old, new, one.package)
        assert not proof.holds
        assert {fault.verdict for fault in proof.faults} == {verdict}


BLANK: dict[str, tuple[Agreement, Agreement]] = {
    "a paragraph": (Agreement((Text("a"),)), Agreement((Text("a"), Text("")))),
    "how blank it is": (Agreement((Text("a"), Text(" "))), Agreement((Text("a"), Text("")))),
    "a box": (Agreement((Text("a", more=(Box(("", "")),)),)),
              Agreement((Text("a", more=(Box(("",)),)),))),
}  # fmt: skip


@pytest.mark.parametrize("which", BLANK)
def test_the_proof_tells_of_what_is_blank(which: str) -> None:
    one, other = map(opened, BLANK[which])
    proof = prove(one, other, one.package)
    assert (proof.strength, proof.faults, proof.holds) == ("blank", (), True)


NEAR: dict[str, tuple[Agreement, Agreement, str]] = {
    "a tab": (Agreement((Text("a\t\tb"),)), Agreement((Text("a\tb"),)), "1 tabb (→) för lite"),
    "a break": (Agreement((Text("a b"),)), Agreement((Text("a \nb"),)),
                "1 radbrytning (↵) för mycket"),
    "a hard blank": (Agreement((Text("5\u00a0%"),)), Agreement((Text("5 %"),)),
                     "1 hårt blanksteg (°) för lite och 1 vanligt blanksteg för mycket"),
    "a cell": (Agreement((Grid((("a", "b"), ("c", "d"))),)),
               Agreement((Grid((("a", "b", "c", "d"),)),)), "texten står i en annan cell"),
    "a letter": (
        Agreement((Text("En part"),)),
        Agreement((Text("En p\u0430rt"),)),
        "”p\u0430rt” (kyrilliskt \u0430 U+0430) i stället för ”part” (a U+0061)",
    ),
    "a word": (Agreement((Text("a"),)), Agreement((Text("b"),)), ""),
    "a space without width": (Agreement((Text("a\u200bb"),)), Agreement((Text("ab"),)), ""),
}  # fmt: skip


@pytest.mark.parametrize("which", NEAR)
def test_two_texts_that_look_alike_are_told_apart(which: str) -> None:
    wanted, got, said = NEAR[which]
    old, new = map(opened, (got, wanted))
    (fault,) = prove(old, new, old.package).faults
    assert fault.expected != fault.found
    assert fault_said(fault) == said


BEFORE = Agreement((
    Text("Parterna ska samverka varje år.", note="Sedan 2018."),
    Grid((("Åtgärd", "Tid"), ("Trygghet", "2019"), (Cell("Löften", span=2),))),
    Text("\t\tChef", more=(Box(("En ruta.", "Två.")),)),
    Text("Ett stycke som går."),
    Text("Sist."),
))  # fmt: skip
AFTER = Agreement((
    Text("Parterna ska samverka varje halvår.", note="Sedan 2019."),
    Grid((("Åtgärd", "Tid"), ("Trygghet", "2020"), ("Ny", "rad"), (Cell("Löften", span=2),))),
    Text("Karin Berg\tChef", more=(Box(("En annan ruta.", "Två.")),)),
    Text("Sist."),
))  # fmt: skip
BROKEN = ("ins", "del", "t", "delText", "tab", "tc", "tr", "p", "footnoteReference", "gridSpan")


@pytest.fixture(scope="module")
def redline(engine: Engine) -> Package:
    """Return a right redline, without what today's Word does not show."""
    data = make_redline(engine, opened(BEFORE), opened(AFTER), "J", AT).data
    assert data is not None
    package = open_received(data)
    etree.strip_elements(package.xml[MAIN], "{*}Fallback")
    assert prove(opened(BEFORE), opened(AFTER), package).strength == "exact"
    return package


@pytest.mark.parametrize("name", BROKEN)
def test_a_redline_that_is_broken_anywhere_is_not_exact(name: str, redline: Package) -> None:
    unseen = []
    # The mark of a paragraph in a row that comes or goes says nothing more than the row.
    taken = [one for one in redline.xml[MAIN].iter(f"{W}{name}") if not _is_mark_in_cell(one)]
    for element in taken:
        holder = element.getparent()
        assert holder is not None
        place = holder.index(element)
        holder.remove(element)
        if prove(opened(BEFORE), opened(AFTER), redline).strength == "exact":
            unseen.append(etree.tostring(element))
        holder.insert(place, element)
    assert taken
    assert unseen == []


def _is_mark_in_cell(element: etree._Element) -> bool:
    holder = element.getparent()
    in_cell = next(element.iterancestors(f"{W}tc"), None) is not None
    return in_cell and holder is not None and holder.tag == f"{W}rPr"


@pytest.mark.parametrize("name", ["t", "delText"])
def test_a_word_that_is_another_is_seen(name: str, redline: Package) -> None:
    for part in (MAIN, "word/footnotes.xml"):
        for text in redline.xml[part].iter(f"{W}{name}"):
            right, text.text = text.text, f"{text.text}x"
            assert prove(opened(BEFORE), opened(AFTER), redline).strength == "none"
            text.text = right
