"""Events that earlier versions wrote are read as what they say today, and nothing else is."""

from __future__ import annotations

import json
from typing import Any

import pytest
import rfc8785

from avtal.register.events.chain import read_event
from avtal.register.events.kinds import (
    KINDS,
    CaseCorrected,
    ClockBehind,
    EntryStruck,
    VersionRegistered,
)
from avtal.register.events.records import MadeDocument
from avtal.register.opening import existing
from avtal.register.proof.ledger import read_events
from tests.register.old.kept import OldRegister


@pytest.fixture(scope="module")
def bodies(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Return every event of the register that the first version left."""
    old = OldRegister("schema-1", tmp_path_factory.mktemp("gammalt")).put_back()
    with existing(old.place) as register, register.ledger.kept() as connection:
        return [row["body"] for row in read_events(connection)]


def registered(bodies: list[str]) -> Any:
    """Return the first version that was registered, as JSON."""
    return next(e for e in map(json.loads, bodies) if e["kind"] == VersionRegistered.kind)


def written(event: Any) -> str:
    return rfc8785.dumps(event).decode()


def test_the_first_format_had_every_kind_there_was(bodies: list[str]) -> None:
    events = [read_event(body) for body in bodies]
    assert [event.body for event in events] == bodies
    assert all("format" not in json.loads(body) for body in bodies)
    since = {CaseCorrected, EntryStruck, ClockBehind}
    assert {type(event.data) for event in events} == set(KINDS) - since


def test_each_document_is_called_what_it_was_called_then(bodies: list[str]) -> None:
    found: dict[str, MadeDocument] = {}
    for event in map(read_event, bodies):
        if isinstance(event.data, VersionRegistered):
            found |= {one.key: one for one in event.data.documents}
    assert {key: (one.word, one.neuter) for key, one in found.items()} == {
        "tjansteutlatande": ("tjänsteutlåtande", True),
        "overenskommelse": ("samverkansöverenskommelse", False),
        "medborgarlofte": ("medborgarlöfte", True),
        "lagesbild": ("gemensam lokal lägesbild", False),
        "atgardsplan": ("åtgärdsplan", False),
        "kommunikationsplan": ("kommunikationsplan", False),
        "uppfoljningsplan": ("uppföljningsplan", False),
    }


def test_what_is_of_no_format_is_refused(bodies: list[str]) -> None:
    """The first said no word; the second must."""
    first = registered(bodies)
    read_event(written({**first, "format": 1}))
    for documents in (
        [{**first["data"]["documents"][0], "word": "plan"}],
        [{**first["data"]["documents"][0], "key": "slutrapport"}],
        [1],
        "text",
        None,
    ):
        wrong = {**first, "data": {**first["data"], "documents": documents}}
        with pytest.raises(ValueError, match=r"."):
            read_event(written(wrong))
    with pytest.raises(ValueError, match=r"."):
        read_event(written({**first, "format": 2}))
