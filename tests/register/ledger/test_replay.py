"""What events say must have been so: a replay finds each that tells of what was not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from avtal.register.acts.corrections import Correction, correct, correct_case
from avtal.register.acts.entries import note, void
from avtal.register.acts.strikes import strike
from avtal.register.events.chain import Event, read_event
from avtal.register.kinds import Noted
from avtal.register.ledger.replay import replay
from tests.conftest import Workspace
from tests.register.proof.proving import rechained
from tests.register.registering import ANNA, NOW, SMALL, Desk

STRUCK, NOTED, CASE, CLOCK, FACTS = 6, 5, 7, 8, 9


@pytest.fixture(scope="module")
def events(tmp_path_factory: pytest.TempPathFactory) -> list[Event]:
    """Return the events of a register where something was struck and corrected."""
    desk = Desk(Workspace(tmp_path_factory.mktemp("spel") / "arbete"))
    desk.register()
    desk.file()
    void(desk.place, f"{SMALL}@fil1", "fel", ANNA)
    note(desk.place, f"{SMALL}@1", Noted.REVIEWED, {"day": "2026-11-26"}, ANNA)
    strike(desk.place, SMALL, NOTED, "fel", ANNA)
    correct_case(desk.place, SMALL, {"title": "Ny"}, "nytt namn", ANNA)
    early = replace(ANNA, now=NOW - timedelta(days=1))
    correct(desk.place, f"{SMALL}@fil1", Correction(title="Yttrande"), "fel", early)
    return desk.events()


def impossible(events: list[Event], number: int, change: Callable[[Any], None]) -> list[int]:
    """Return the events that say what cannot be, where one of them is forged."""
    bodies, _ = rechained(
        [one.body for one in events], lambda at, event: change(event) if at == number else None
    )
    return replay([read_event(body) for body in bodies]).impossible


def _set(value: Any, *path: Any) -> Callable[[Any], None]:
    def change(event: Any) -> None:
        inner = event["data"]
        for step in path[:-1]:
            inner = inner[step]
        inner[path[-1]] = value

    return change


def test_what_happened_is_possible(events: list[Event]) -> None:
    assert [one.kind for one in events[4:]] == [
        "anteckning", "struken händelse", "rättelse av ärendet", "klockan stod fel", "rättelse",
    ]  # fmt: skip
    assert replay(events).impossible == []


@pytest.mark.parametrize(
    ("number", "change"),
    [
        (STRUCK, _set("beslutad", "handlingar", 0, "status")),
        (STRUCK, _set("", "handlingar", 0, "voided")),
        (STRUCK, _set(3, "event")),
        (STRUCK, _set(4, "event")),
        (STRUCK, lambda event: event["data"]["handlingar"].pop()),
        (STRUCK, lambda event: event.update(case_number="KS 2024/13")),
        (CASE, _set("Annat", "old", "title")),
        (CLOCK, _set("2099-01-01T00:00:00Z", "last")),
        (FACTS, _set("Annat", "old", "title")),
        (FACTS, _set(1, "document")),
    ],
)
def test_what_was_not_so_is_impossible(
    events: list[Event], number: int, change: Callable[[Any], None]
) -> None:
    assert number in impossible(events, number, change)
