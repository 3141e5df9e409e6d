"""Ids are collected from files that may be wrong, and no more is said than is known."""

from __future__ import annotations

from avtal.case.identities import Identities, kinds
from avtal.model.action_plan import ActionPlan
from avtal.model.agreement import Agreement, CooperationBody
from avtal.model.facts import CaseFacts
from avtal.model.memo import Memo
from avtal.reading.events import read

FACTS = """\
parter:
  - {id: kommun, namn: Granviks kommun, kortnamn: kommunen}
  - {id: polis, namn: Polisen}
fokusområden:
  - {id: F1, titel: Centrum}
funktioner: []
personer: []
organ: []
handlingar: []
"""


def collected(*texts: str) -> Identities:
    """Return the ids of one file or several with facts of a case."""
    found = Identities()
    for number, text in enumerate(texts):
        found.collect(read(f"{number}.yaml", text.encode()), CaseFacts)
    return found


def test_ids_have_their_kinds_and_things_their_names() -> None:
    found = collected(FACTS)
    assert found.ids == {"kommun": "part", "polis": "part", "F1": "fokusområde"}
    assert found.names["part"] == {
        "Granviks kommun": "kommun", "kommunen": "kommun", "Polisen": "polis",
    }  # fmt: skip
    assert (found.problems, found.unsure) == ([], set())


def test_a_second_thing_with_an_id_is_told_with_the_first() -> None:
    found = collected(FACTS, FACTS.replace("kommun,", "F1,").replace("id: polis", "id: p"))
    said = [(one.message, one.file, one.path) for one in found.problems]
    assert said == [
        ("id ”F1” används redan", "1.yaml", "parter.0.id"),
        ("id ”F1” används redan", "1.yaml", "fokusområden.0.id"),
    ]
    assert [(one.file, one.position.line) for one in found.problems[0].related] == [("0.yaml", 5)]
    assert found.ids["F1"] == "fokusområde"


def test_the_word_for_all_parties_is_no_id() -> None:
    (problem,) = collected(FACTS.replace("id: polis", "id: gemensamt")).problems
    assert problem.message == ("”gemensamt” kan inte vara ett id, eftersom det betyder alla parter")


def test_what_could_not_be_read_may_have_held_more() -> None:
    assert collected(FACTS.replace("id: polis", "id: å ä")).unsure == {"part"}
    assert collected(FACTS.replace("id: polis, ", "")).unsure == {"part"}
    assert collected(FACTS.replace("organ: []", "organ: ja")).unsure == {"organ"}
    assert collected(FACTS.replace("organ: []\n", "")).unsure == {"organ"}
    assert collected("a: [").unsure == kinds(CaseFacts)


def test_the_ids_under_a_name_that_is_a_little_wrong_are_known() -> None:
    found = collected(FACTS.replace("parter:", "partar:"))
    assert set(found.ids) == {"kommun", "polis", "F1"}
    assert found.unsure == set()


def test_the_kinds_of_a_document_are_those_of_all_that_it_can_hold() -> None:
    assert kinds(ActionPlan) == {"åtgärd", "orsak", "mål"}
    assert kinds(Memo) == {"beredning", "beslutspunkt", "underlag"}
    assert kinds(CooperationBody) == {"organ"} < kinds(Agreement)
