"""Events in a chain: each binds the one before, and all that it says is in its hash."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta, timezone

import pytest

from avtal.register.ledger.chain import GENESIS, Event, EventKind, event_of, instant
from tests.conftest import Workspace
from tests.register.registering import Desk


@pytest.fixture
def desk(workspace: Workspace) -> Desk:
    """Return a desk with the smallest case."""
    return Desk(workspace)


def test_the_chain_binds_each_event_to_the_one_before(desk: Desk) -> None:
    done = desk.register()
    desk.rewrite("1.1")
    last = desk.register()
    events = desk.events()
    assert events[0].previous == GENESIS
    assert [event.previous for event in events[1:]] == [event.hash for event in events[:-1]]
    assert done.head.hash == events[1].hash
    assert last.head == (3, events[2].hash)


EVENT = Event(
    3,
    "2026-11-26T12:00:00Z",
    "Åsa",
    EventKind.NOTED,
    "KS 2024/12",
    {"status": "beslutad", "documents": [2, 1]},
    GENESIS,
)


def test_the_hash_of_an_event_can_be_computed_by_anybody() -> None:
    """Canonical JSON: the keys in order, no blanks, letters as they are, in UTF-8."""
    body = (
        '{"at":"2026-11-26T12:00:00Z","by":"Åsa","case_number":"KS 2024/12",'
        '"data":{"documents":[2,1],"status":"beslutad"},"kind":"anteckning",'
        f'"previous":"{"0" * 64}","sequence":3}}'
    )
    assert EVENT.body == body
    assert EVENT.hash == hashlib.sha256(body.encode("utf-8")).hexdigest()


def test_an_event_comes_back_from_its_body() -> None:
    assert event_of(EVENT.body) == EVENT


@pytest.mark.parametrize(
    "body",
    [
        "[]",
        "{}",
        "hej",
        EVENT.body.replace("anteckning", "något annat"),
        EVENT.body.replace(',"previous":"' + GENESIS + '"', ""),
        EVENT.body.replace('"by"', '"mer":1,"by"'),
        EVENT.body.replace(",", ", ", 1),
        EVENT.body.replace("Åsa", r"\u00c5sa"),
    ],
    ids=["list", "empty", "text", "kind", "lacking", "more", "blank", "escaped"],
)
def test_what_is_no_event_or_written_otherwise_is_refused(body: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        event_of(body)


def test_a_moment_is_written_in_greenwich() -> None:
    stockholm = timezone(timedelta(hours=2))
    assert instant(datetime(2026, 7, 1, 0, 30, 15, 999, stockholm)) == "2026-06-30T22:30:15Z"
