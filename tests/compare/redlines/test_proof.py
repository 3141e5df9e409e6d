"""The proof of a redline sees every difference, to the last word."""

from __future__ import annotations

import pytest

from avtal.compare.redlines.proof import prove
from avtal.compare.telling import fault_said
from tests.compare.agreements import Agreement, Grid, Text, opened

WRONG: dict[str, tuple[Agreement, Agreement]] = {
    "a word": (Agreement((Text("Två år."),)), Agreement((Text("Tre år."),))),
    "a letter": (Agreement((Text("samråd"),)), Agreement((Text("Samråd"),))),
    "a blank": (Agreement((Text("två år"),)), Agreement((Text("två  år"),))),
    "a cell": (Agreement((Grid((("a", "b"),)),)), Agreement((Grid((("a", "c"),)),))),
    "a row": (Agreement((Grid((("a",), ("b",))),)), Agreement((Grid((("a",),)),))),
    "a column": (Agreement((Grid((("a", "b"),)),)), Agreement((Grid((("ab",),)),))),
    "a cell of blanks": (Agreement((Grid((("a", ""),)),)), Agreement((Grid((("a",),)),))),
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
    assert prove(one.stories, one.stories, one.package).strength == "exact"
    for old, new, verdict in ((one, other, "accepted"), (other, one, "rejected")):
        proof = prove(old.stories, new.stories, one.package)
        assert not proof.holds
        assert {fault.verdict for fault in proof.faults} == {verdict}


def test_the_proof_tells_of_blank_paragraphs() -> None:
    one = opened(Agreement((Text("a"), Text("b"))))
    other = opened(Agreement((Text("a"), Text(""), Text("b"))))
    proof = prove(one.stories, other.stories, one.package)
    assert (proof.strength, proof.faults, proof.holds) == ("blank", (), True)


NEAR: dict[str, tuple[Agreement, Agreement, str]] = {
    "a tab": (Agreement((Text("a\t\tb"),)), Agreement((Text("a\tb"),)), "1 tabb (→) för lite"),
    "a break": (Agreement((Text("a b"),)), Agreement((Text("a \nb"),)),
                "1 radbrytning (↵) för mycket"),
    "a hard blank": (Agreement((Text("5\u00a0%"),)), Agreement((Text("5 %"),)),
                     "1 hårt blanksteg (°) för lite och 1 vanligt blanksteg för mycket"),
    "a cell": (Agreement((Grid((("a", "b"), ("c", "d"))),)),
               Agreement((Grid((("a", "b", "c", "d"),)),)), "texten står i en annan cell"),
    "a word": (Agreement((Text("a"),)), Agreement((Text("b"),)), ""),
    "a space without width": (Agreement((Text("a\u200bb"),)), Agreement((Text("ab"),)), ""),
}  # fmt: skip


@pytest.mark.parametrize("which", NEAR)
def test_two_texts_that_look_alike_are_told_apart(which: str) -> None:
    wanted, got, said = NEAR[which]
    old, new = map(opened, (got, wanted))
    (fault,) = prove(old.stories, new.stories, old.package).faults
    assert fault.expected != fault.found
    assert fault_said(fault) == said
