"""An entry follows on the last, also where the clock does not: that is told, and noted."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from avtal.register.acts.entries import Entered, note, void
from avtal.register.events.kinds import ClockBehind, NoteEntered
from avtal.register.kinds import Noted
from avtal.register.proof.verify import verify
from tests.conftest import Workspace
from tests.processes import run
from tests.register.registering import ANNA, NOW, SMALL, Desk, shown


@pytest.fixture
def desk(workspace: Workspace) -> Desk:
    """Return a desk with a version in the register."""
    desk = Desk(workspace)
    desk.register()
    return desk


def noted(desk: Desk, after: timedelta) -> Entered:
    """Note something, so long after the last event."""
    who = replace(ANNA, now=NOW + after)
    return note(desk.place, f"{SMALL}@1", Noted.REVIEWED, {"day": "2026-11-26"}, who)


def test_a_clock_that_stands_before_the_last_event_is_told_and_noted(desk: Desk) -> None:
    done = noted(desk, -timedelta(days=1))
    assert done.head.clock_behind == ANNA.at
    assert [type(event.data) for event in desk.events()[2:]] == [ClockBehind, NoteEntered]
    told = [event.told for event in shown(desk).events]
    assert told[-2] == f"datorns klocka stod före den förra händelsen, {ANNA.at}"
    assert verify(desk.place).problems == ()
    # It stands so still, but before no event any more.
    assert noted(desk, timedelta(hours=-23)).head.clock_behind is None


def test_it_is_told_also_where_something_had_to_be_cleared_away_first(desk: Desk) -> None:
    left = desk.store / ".v2.avtal-ny"
    left.mkdir()
    desk.rewrite("1.1")
    early = replace(ANNA, now=NOW - timedelta(hours=1))
    done = desk.register(who=early)
    assert done.cleaned == (".v2.avtal-ny",)
    assert done.head.clock_behind == ANNA.at
    assert [type(event.data) for event in desk.events()].count(ClockBehind) == 1


def test_who_waited_for_a_turn_has_a_clock_that_is_right(desk: Desk) -> None:
    assert noted(desk, -timedelta(minutes=9)).head.clock_behind is None
    assert noted(desk, timedelta(days=400)).head.clock_behind is None
    assert len(desk.events()) == 4


def test_it_is_said_beside_the_result(desk: Desk) -> None:
    void(desk.place, f"{SMALL}@1", "i framtiden", replace(ANNA, now=NOW + timedelta(days=36_500)))
    ran = run("release", f"{SMALL}@1", "--to", "Tidningen", cwd=desk.workspace.root)
    assert ran.exit_code == 0
    assert "Obs! Datorns klocka står före den förra händelsen, 2126-" in ran.err
    assert "Ställ klockan" in ran.err
