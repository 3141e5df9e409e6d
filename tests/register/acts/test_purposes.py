"""What stops a registration, per purpose: each in a sentence, at its place, and nothing written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from avtal.model.approval import Purpose
from avtal.problems import CaseError, EnvironmentProblem, Problem
from avtal.register.acts.approvals import approve
from avtal.register.acts.purposes import signed_files
from avtal.register.ledger.handling import HandlingType
from tests.conftest import Workspace
from tests.register.registering import ANNA, SMALL, Desk

DECISION = """
beslut:
  typ: godkänna
  organ: kommunfullmaktige
  datum: 2026-06-15
  paragraf: 87
  utfall: enligt förslag
"""


@pytest.fixture
def desk(workspace: Workspace) -> Desk:
    return Desk(workspace)


@pytest.fixture
def ready(workspace: Workspace) -> Desk:
    """Return a desk with a case that can be a basis for a decision."""
    return Desk(workspace, "tre-parter")


def refused(desk: Desk, purpose: Purpose, **more: Any) -> list[Problem]:
    """Return what stops a registration; nothing was written."""
    existed = desk.place.folder.exists()
    before = len(desk.events()) if existed else 0
    with pytest.raises(CaseError) as caught:
        desk.register(purpose, **more)
    assert (len(desk.events()) if desk.place.folder.exists() and existed else 0) == before
    return list(caught.value.problems)


def messages(problems: list[Problem]) -> list[str]:
    return [problem.message for problem in problems]


def test_a_remiss_needs_what_a_draft_needs(desk: Desk) -> None:
    assert desk.register(Purpose.REMISS).number == 1


def test_a_basis_for_decision_needs_more(desk: Desk) -> None:
    found = refused(desk, Purpose.BASIS)
    severities = {problem.severity for problem in found}
    assert severities == {"varning", "fel"}  # what a rule says, and what is not known
    assert all(problem.file for problem in found)


def test_a_missing_fact_stops_a_decision_at_its_line(ready: Desk) -> None:
    ready.edit("overenskommelse.yaml", "utgångsvärde: 61.5", "utgångsvärde: null")
    found = refused(ready, Purpose.BASIS)
    (problem,) = [one for one in found if one.message.startswith("uppgiften är inte känd")]
    assert problem.file == "content/tre-parter/overenskommelse.yaml"
    assert problem.position is not None
    assert "annars står det [saknas]" in problem.help
    assert ready.register(Purpose.REMISS).number == 1


def test_a_decided_version_needs_the_decision(ready: Desk) -> None:
    desk = ready
    path = desk.case / "overenskommelse.yaml"
    text = path.read_text(encoding="utf-8")
    assert "\nbeslut:" not in text
    (problem,) = refused(desk, Purpose.DECIDED)
    assert problem.message == "beslutet av kommunfullmäktige står inte i innehållet"
    assert problem.file == "content/tre-parter/overenskommelse.yaml"
    path.write_text(text + DECISION, encoding="utf-8")
    assert desk.register(Purpose.DECIDED).number == 1


@pytest.mark.parametrize("outcome", ["återremiss", "bordlagd"])
def test_what_was_not_settled_is_not_decided(ready: Desk, outcome: str) -> None:
    path = ready.case / "overenskommelse.yaml"
    decision = DECISION.replace("enligt förslag", outcome)
    path.write_text(path.read_text(encoding="utf-8") + decision, encoding="utf-8")
    (problem,) = refused(ready, Purpose.DECIDED)
    assert problem.message == f"ärendet är inte avgjort: utfallet är {outcome}"
    assert problem.path == "beslut.utfall"


def test_a_decision_that_is_not_taken_yet_is_no_decision(ready: Desk) -> None:
    path = ready.case / "overenskommelse.yaml"
    path.write_text(path.read_text(encoding="utf-8") + DECISION, encoding="utf-8")
    (problem,) = refused(ready, Purpose.DECIDED, day=date(2026, 6, 1))
    assert problem.message.startswith("beslutet fattas 2026-06-15, efter den 2026-06-01")


def test_a_signed_version_needs_the_signed_file(ready: Desk) -> None:
    ready.edit("overenskommelse.yaml", "ort: null", "ort: Lövåsa")
    found = refused(ready, Purpose.SIGNED)
    assert "den undertecknade handlingen är inte registrerad" in messages(found)
    unknown = [one for one in found if one.message.startswith("uppgiften är inte känd")]
    assert len(found) == len(unknown) + 1
    for one in unknown:
        assert "före registreringen" in one.help


def test_each_signed_file_carries_one_signed_version(desk: Desk) -> None:
    signed = desk.file("skannad.pdf", type=HandlingType.SIGNED, sender=None)
    assert signed.manifest.type == "undertecknad"
    found = refused(desk, Purpose.SIGNED)
    assert "den undertecknade handlingen är inte registrerad" not in messages(found)
    events = desk.events()
    assert signed_files(desk.documents(), events) == [1]
    used = replace(events[-1], data={**events[-1].data, "signed": [1]})
    assert signed_files(desk.documents(), [*events, used]) == []


def test_an_approval_holds_for_the_content_and_no_other(desk: Desk) -> None:
    path = desk.case / "arende.yaml"
    required = "\ngodkännanden:\n  - {före: remiss, av: [kommundirektor]}\n"
    path.write_text(path.read_text(encoding="utf-8") + required, encoding="utf-8")
    (problem,) = refused(desk, Purpose.REMISS)
    assert problem.message == "innehållet är inte godkänt av kommundirektör"
    assert problem.path == "godkännanden.0.av.0"
    assert "avtal approve content/minsta --as kommundirektor" in problem.help
    approve(desk.place, desk.case, "kommundirektor", ANNA, SMALL)
    assert desk.register(Purpose.REMISS, dry_run=True).number == 1
    desk.rewrite("1.1")
    (problem,) = refused(desk, Purpose.REMISS)
    assert problem.message == (
        "innehållet är inte godkänt av kommundirektör, som godkände det 2026-11-26, men det har "
        "ändrats sedan"
    )
    approve(desk.place, desk.case, "kommundirektor", ANNA, SMALL)
    assert desk.register(Purpose.REMISS).number == 1


def test_an_approval_for_another_purpose_is_not_asked_for(desk: Desk) -> None:
    path = desk.case / "arende.yaml"
    required = "\ngodkännanden:\n  - {före: beslutsunderlag, av: [kommundirektor]}\n"
    path.write_text(path.read_text(encoding="utf-8") + required, encoding="utf-8")
    assert desk.register(Purpose.REMISS).number == 1


def test_who_approves_must_be_a_function_of_the_case(desk: Desk) -> None:
    with pytest.raises(EnvironmentProblem) as caught:
        approve(desk.place, desk.case, "kommundirektör", ANNA, SMALL)
    assert caught.value.message == "--as kommundirektör: ärendet har ingen sådan funktion"
    assert caught.value.help == "menade du ”kommundirektor”?"
    assert not desk.place.folder.exists()


def test_content_with_errors_cannot_be_approved(desk: Desk) -> None:
    desk.edit("arende.yaml", "part: kommun\n  förvaltning", "part: komun\n  förvaltning")
    with pytest.raises(CaseError):
        approve(desk.place, desk.case, "kommundirektor", ANNA, SMALL)


WRONG: dict[str, tuple[Callable[[Desk], object], str, str]] = {
    "no number": (
        lambda desk: desk.register(case_number=None),
        "ärendet har inget diarienummer",
        "fyll i diarienummer i arende.yaml, eller ange --dnr",
    ),
    "not the pattern": (
        lambda desk: desk.register(case_number="KS/2024:12"),
        "--dnr KS/2024:12 följer inte kommunens mönster {nämnd} {år}/{löpnummer}",
        "rätta diarienumret (utan handlingsnummer)",
    ),
    "no number at all": (
        lambda desk: desk.register(case_number="hej"),
        "”hej” är inget diarienummer",
        "skriv det inom citattecken, till exempel 'KS 2018/211'",
    ),
    "no such party": (
        lambda desk: desk.register(recipients=("polisen",)),
        "--to polisen: ärendet har ingen sådan part",
        "menade du ”polis”?",
    ),
    "a day to come": (
        lambda desk: desk.register(day=date(2027, 1, 1)),
        "--date 2027-01-01 har inte varit än",
        "ange en dag som har varit, eller i dag",
    ),
    "a reply before": (
        lambda desk: desk.register(reply_by=date(2026, 1, 1)),
        "--reply-by 2026-01-01 är före dagen för remissen, 2026-11-26",
        "rätta dagen",
    ),
    "a reply to what is no remiss": (
        lambda desk: desk.register(Purpose.BASIS, reply_by=date(2027, 1, 1)),
        "--reply-by hör till en remiss",
        "ta bort --reply-by",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_order_is_told_in_a_sentence(desk: Desk, name: str) -> None:
    action, message, help = WRONG[name]
    with pytest.raises(EnvironmentProblem) as caught:
        action(desk)
    assert (caught.value.message, caught.value.help) == (message, help)
    assert not desk.place.folder.exists()


def test_a_number_that_contradicts_the_content(ready: Desk) -> None:
    with pytest.raises(EnvironmentProblem, match="stämmer inte med innehållet"):
        ready.register(case_number="2026/KS 0043 170")
