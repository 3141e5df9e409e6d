"""What stops a registration, per purpose: each in a sentence, at its place, and nothing written."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from avtal.model.approval import Purpose
from avtal.problems import Problem
from avtal.register.acts.purposes import signed_files
from avtal.register.kinds import HandlingType
from tests.conftest import Workspace
from tests.register.registering import DECISION, Desk, refused


@pytest.fixture
def desk(workspace: Workspace) -> Desk:
    return Desk(workspace)


@pytest.fixture
def ready(workspace: Workspace) -> Desk:
    """Return a desk with a case that can be a basis for a decision."""
    return Desk(workspace, "tre-parter")


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
    desk.register(Purpose.REMISS)
    registered = desk.events()[-1]
    resting = registered.data.model_copy(update={"signed": (1,)})
    assert signed_files(desk.documents(), [replace(registered, data=resting)]) == []


def test_an_approval_for_another_purpose_is_not_asked_for(desk: Desk) -> None:
    path = desk.case / "arende.yaml"
    required = "\ngodkännanden:\n  - {före: beslutsunderlag, av: [kommundirektor]}\n"
    path.write_text(path.read_text(encoding="utf-8") + required, encoding="utf-8")
    assert desk.register(Purpose.REMISS).number == 1
