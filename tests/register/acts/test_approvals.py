"""An approval holds for the content that was approved, and is given by a function of the case."""

from __future__ import annotations

import pytest

from avtal.model.approval import Purpose
from avtal.problems import CaseError, EnvironmentProblem
from avtal.register.acts.approvals import approve
from tests.conftest import Workspace
from tests.register.registering import ANNA, SMALL, Desk, refused


@pytest.fixture
def desk(workspace: Workspace) -> Desk:
    return Desk(workspace)


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
    own = desk.workspace.own_words("fornamn.yaml", "förnamn: {ord: [Nour]}\n")
    (problem,) = refused(desk, Purpose.REMISS)
    assert problem.message.endswith("som godkände det 2026-11-26, men det har ändrats sedan")
    own.unlink()
    assert desk.register(Purpose.REMISS).number == 1


def test_who_approves_must_be_a_function_of_the_case(desk: Desk) -> None:
    with pytest.raises(EnvironmentProblem) as caught:
        approve(desk.place, desk.case, "kommundirektör", ANNA, SMALL)
    assert caught.value.message == "--as kommundirektör: ärendet har ingen sådan funktion"
    assert caught.value.help == "menade du ”kommundirektor”?"
    assert desk.is_untouched()


def test_content_with_errors_cannot_be_approved(desk: Desk) -> None:
    desk.edit("arende.yaml", "part: kommun\n  förvaltning", "part: komun\n  förvaltning")
    with pytest.raises(CaseError):
        approve(desk.place, desk.case, "kommundirektor", ANNA, SMALL)
