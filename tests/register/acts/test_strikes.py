"""What should not have been entered is struck: it can be read, and counts for nothing."""

from __future__ import annotations

import pytest

from avtal.model.approval import Purpose
from avtal.problems import EnvironmentProblem
from avtal.register.acts.approvals import approve
from avtal.register.acts.entries import note, void
from avtal.register.acts.strikes import strike
from avtal.register.diary.log import log
from avtal.register.kinds import Noted
from avtal.register.proof.verify import verify
from tests.conftest import Workspace
from tests.processes import run
from tests.register.registering import ANNA, SMALL, THREE, Desk, refused, shown

DECIDED = {"body": "kommunstyrelsen", "paragraph": "87", "day": "2026-11-01"}
AS_PROPOSED = {**DECIDED, "outcome": "enligt förslag"}


@pytest.fixture
def desk(workspace: Workspace) -> Desk:
    """Return a desk with one version and one file."""
    desk = Desk(workspace)
    desk.register()
    desk.file()
    return desk


def statuses(desk: Desk) -> list[str]:
    return [row["status"] for row in desk.documents()]


def last(desk: Desk) -> int:
    return desk.events()[-1].sequence


def test_a_wrong_decision_is_struck_and_can_be_read(desk: Desk) -> None:
    before = statuses(desk)
    note(desk.place, f"{SMALL}@1", Noted.DECIDED, AS_PROPOSED, ANNA)
    wrong = last(desk)
    done = strike(desk.place, SMALL, wrong, "fel paragraf", ANNA)
    assert done.on == ("”Tjänsteutlåtande” (version 1)", "”Samverkansöverenskommelse” (version 1)")
    assert statuses(desk) == before
    events = {one.sequence: one for one in shown(desk).events}
    assert "beslutad 2026-11-01" in events[wrong].told
    assert events[wrong].struck == "fel paragraf"
    assert events[wrong + 1].told == f"händelse {wrong} ströks: fel paragraf"
    assert [row.decision for row in log(desk.place)] == [None, None, None]
    out = run("show", SMALL, cwd=desk.workspace.root).out
    assert "STRUKEN (fel paragraf) " in out
    assert verify(desk.place).problems == ()


def test_what_was_entered_after_it_stays(desk: Desk) -> None:
    note(desk.place, f"{SMALL}@1", Noted.DECIDED, AS_PROPOSED, ANNA)
    wrong = last(desk)
    agreement = f"{SMALL}@1/overenskommelse"
    note(desk.place, agreement, Noted.SIGNED, {"day": "2026-11-02"}, ANNA)
    strike(desk.place, SMALL, wrong, "fel version", ANNA)
    assert statuses(desk) == ["på remiss", "undertecknad", "registrerad"]
    strike(desk.place, SMALL, wrong + 1, "inte än", ANNA)
    assert statuses(desk) == ["på remiss", "på remiss", "registrerad"]
    assert verify(desk.place).problems == ()


def test_a_voiding_that_was_wrong_is_struck(desk: Desk) -> None:
    void(desk.place, f"{SMALL}@fil1", "fel ärende", ANNA)
    strike(desk.place, SMALL, last(desk), "det var rätt ärende", ANNA)
    row = desk.documents()[-1]
    assert (row["status"], row["voided"]) == ("registrerad", None)
    note(desk.place, f"{SMALL}@fil1", Noted.REVIEWED, {"day": "2026-11-02"}, ANNA)


def test_a_presentation_that_is_struck_was_not_made(workspace: Workspace) -> None:
    desk = Desk(workspace, "tre-parter")
    desk.ready_to_sign()
    desk.register(Purpose.SIGNED)
    strike(desk.place, THREE, last(desk), "inte undertecknad av alla", ANNA)
    assert {row["status"] for row in desk.documents()} == {"beslutsunderlag", "registrerad"}
    with pytest.raises(EnvironmentProblem, match="ingen version som är undertecknad"):
        shown(desk, "@undertecknad")
    assert not desk.register(Purpose.SIGNED).is_new  # and its signed file is free again
    assert verify(desk.place).problems == ()


def test_an_approval_that_is_struck_is_none(workspace: Workspace) -> None:
    desk = Desk(workspace)
    desk.edit(
        "arende.yaml",
        "\norgan:\n",
        "\ngodkännanden:\n  - {före: remiss, av: [kommundirektor]}\n\norgan:\n",
    )
    approve(desk.place, desk.case, "kommundirektor", ANNA, SMALL)
    assert desk.register(dry_run=True).number == 1
    strike(desk.place, SMALL, last(desk), "fel person", ANNA)
    (problem,) = refused(desk, Purpose.REMISS)
    assert "innehållet är inte godkänt av" in problem.message


@pytest.mark.parametrize(
    ("number", "reason", "message"),
    [
        (99, "fel", "ärendet KS 2024/12 har ingen händelse 99"),
        (1, "fel", "händelse 1 (ärende öppnat) kan inte strykas"),
        (2, "fel", "händelse 2 (version registrerad) kan inte strykas"),
        (3, "fel", "händelse 3 (handling registrerad) kan inte strykas"),
        (3, " ", "skälet är tomt"),
    ],
)
def test_what_cannot_be_struck(desk: Desk, number: int, reason: str, message: str) -> None:
    with pytest.raises(EnvironmentProblem) as caught:
        strike(desk.place, SMALL, number, reason, ANNA)
    assert caught.value.message == message
    assert caught.value.help
    assert last(desk) == 3


def test_an_event_is_struck_once(desk: Desk) -> None:
    note(desk.place, f"{SMALL}@1", Noted.REVIEWED, {"day": "2026-11-02"}, ANNA)
    strike(desk.place, SMALL, 4, "fel", ANNA)
    with pytest.raises(EnvironmentProblem, match="händelse 4 är redan struken"):
        strike(desk.place, SMALL, 4, "fel", ANNA)
    with pytest.raises(EnvironmentProblem, match="kan inte strykas"):
        strike(desk.place, SMALL, 5, "ångrar mig", ANNA)
