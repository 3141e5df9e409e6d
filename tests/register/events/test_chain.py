"""Events in a chain: each binds the one before, and all that it says is in its hash."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
import rfc8785

from avtal.register.events.chain import GENESIS, happened, instant, read_event
from avtal.register.events.formats import FORMAT
from avtal.register.events.kinds import NoteEntered, NotKnown
from avtal.register.kinds import Noted
from avtal.register.ledger.entry import Head
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
    assert last.head == Head(3, events[2].hash)


SAID = NoteEntered(documents=(2, 1), status=Noted.REVIEWED, day="2026-11-26", note="Hej")
EVENT = happened(3, "2026-11-26T12:00:00Z", "Åsa", "KS 2024/12", SAID, GENESIS)


def test_the_hash_of_an_event_can_be_computed_by_anybody() -> None:
    """Canonical JSON: the keys in order, no blanks, letters as they are, in UTF-8."""
    body = (
        '{"at":"2026-11-26T12:00:00Z","by":"Åsa","case_number":"KS 2024/12",'
        '"data":{"body":null,"day":"2026-11-26","documents":[2,1],"note":"Hej","outcome":null,'
        '"paragraph":null,"recipient":null,"replaced_by":null,"status":"granskad","until":null},'
        f'"format":3,"kind":"anteckning","previous":"{"0" * 64}","sequence":3}}'
    )
    assert EVENT.body == body
    assert EVENT.hash == hashlib.sha256(body.encode("utf-8")).hexdigest()


def test_an_event_comes_back_from_its_body() -> None:
    assert read_event(EVENT.body) == EVENT
    assert EVENT.data == SAID


def changed(**more: Any) -> str:
    """Return the body of the event with something else in it; None takes it away."""
    content = {**json.loads(EVENT.body), **more}
    kept = {name: value for name, value in content.items() if value is not None}
    return rfc8785.dumps(kept).decode()


def said(**more: Any) -> str:
    """Return the body of the event where it says something else."""
    return changed(data={**json.loads(EVENT.body)["data"], **more})


WRONG = {
    "list": "[]",
    "empty": "{}",
    "text": "hej",
    "deep": "[" * 100_000,
    "kind": changed(kind="något annat"),
    "lacking": changed(previous=None),
    "more": changed(mer=1),
    "blank": EVENT.body.replace(",", ", ", 1),
    "escaped": EVENT.body.replace("Åsa", r"\u00c5sa"),
    "twice": EVENT.body.replace('"by"', '"at":"2026-11-26T12:00:00Z","by"', 1),
    "number-as-text": changed(sequence="3"),
    "text-as-number": changed(by=3),
    "number-zero": changed(sequence=0),
    "number-too-large": changed(sequence=2**31),
    "true-as-number": changed(sequence=True),
    "fraction": changed(sequence=1.5),
    "moment": changed(at="2026-11-26 12:00"),
    "moment-that-never-was": changed(at="9999-99-99T99:99:99Z"),
    "moment-in-other-digits": changed(at="٢٠٢٦-11-26T12:00:00Z"),
    "case-number": changed(case_number="KS"),
    "case-number-on-two-lines": changed(case_number="KS 2024/12\n"),
    "hash": changed(previous="x" * 64),
    "format-zero": changed(format=0),
    "format-as-text": changed(format="2"),
    "data-as-list": changed(data=[]),
    "unknown-fact": said(mer=1),
    "day": said(day="2026-13-01"),
    "day-as-number": said(day=20261126),
    "day-written-otherwise": said(day="20261126"),
    "word": said(status="utplånad"),
    "one-for-several": said(documents=1),
    "document-as-text": said(documents=["1"]),
    "nul": said(note="a\0b"),
    "two-lines": said(note="a\n2020-01-01  KS 1/1-1  Falsk rad"),
    "escape": said(note="a\x1b[2Jb"),
    "lacking-fact": changed(data={"documents": [1], "status": "granskad"}),
}


@pytest.mark.parametrize("body", WRONG.values(), ids=WRONG.keys())
def test_what_is_no_event_or_written_otherwise_is_refused(body: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_event(body)


def test_what_a_newer_version_wrote_is_in_the_chain_but_not_understood() -> None:
    """It may have more around it, another kind, and say anything."""
    body = changed(format=FORMAT + 1, kind="gallring", data={"x": 1}, signature="abc")
    event = read_event(body)
    assert (event.sequence, event.kind, event.previous) == (3, "gallring", GENESIS)
    assert isinstance(event.data, NotKnown)
    assert event.data.about == frozenset()
    assert event.hash == hashlib.sha256(body.encode()).hexdigest()


def test_a_moment_is_written_in_greenwich() -> None:
    stockholm = timezone(timedelta(hours=2))
    assert instant(datetime(2026, 7, 1, 0, 30, 15, 999, stockholm)) == "2026-06-30T22:30:15Z"
