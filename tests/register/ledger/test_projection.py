"""What each kind of event changes in the tables: so much and nothing more."""

from __future__ import annotations

from typing import Any

import pytest

from avtal.case.stamp import Copy
from avtal.register.events.chain import GENESIS, Event, happened
from avtal.register.events.kinds import (
    ContentApproved,
    EventData,
    FactsCorrected,
    FileRegistered,
    HandedOut,
    LeftoversCleared,
    NoteEntered,
    NumbersRecorded,
    Voided,
)
from avtal.register.events.records import GivenNumber, HandlingFacts, StoredFile
from avtal.register.kinds import Noted
from avtal.register.ledger.projection import changes
from avtal.register.ledger.schema import DOCUMENTS, FILES
from tests.register.registering import filed_document

CASE = "KS 2024/12"


def event(data: EventData) -> Event:
    return happened(4, "2026-11-26T12:00:00Z", "Anna", CASE, data, GENESIS)


UPDATES: list[tuple[EventData, list[tuple[dict[str, Any], dict[str, Any]]]]] = [
    (
        NumbersRecorded(
            numbers=(GivenNumber(document=1, item=7), GivenNumber(document=3, item=8))
        ),
        [({"id": 1}, {"item": 7}), ({"id": 3}, {"item": 8})],
    ),
    (
        NoteEntered(documents=(1, 2), status=Noted.REVIEWED, day="2026-11-26"),
        [({"id": 1}, {"status": "granskad"}), ({"id": 2}, {"status": "granskad"})],
    ),
    (
        FactsCorrected(
            document=2, old=HandlingFacts(title="Svar"), new=HandlingFacts(title="Yttrande"),
            reason="fel",
        ),
        [({"id": 2}, {"title": "Yttrande"})],
    ),
    (
        Voided(documents=(2,), status="makulerad", reason="fel ärende"),
        [({"id": 2}, {"status": "makulerad", "voided": "fel ärende"})],
    ),
    (ContentApproved(function="direktor", title="direktör", content_sha256="0" * 64), []),
    (
        HandedOut(
            address=f"{CASE}@1", documents=(1,), files=(), withheld=(), recipient="Tidningen",
            tried_by="Anna", note=None,
        ),
        [],
    ),
    (LeftoversCleared(folder="KS-2024-12", removed=("v2",)), []),
]  # fmt: skip


@pytest.mark.parametrize(
    ("data", "expected"), UPDATES, ids=[type(one[0]).__name__ for one in UPDATES]
)
def test_what_is_entered_afterwards_changes_handlingar_that_are_there(
    data: EventData, expected: list[tuple[dict[str, Any], dict[str, Any]]]
) -> None:
    found = list(changes(event(data)))
    assert [(one.key, one.values) for one in found] == expected
    assert {(one.table.name, one.new) for one in found} <= {(DOCUMENTS.name, False)}


def test_a_file_is_a_handling_with_who_registered_it_and_a_row_for_its_file() -> None:
    file = StoredFile(copy=Copy.FULL, name="svar.txt", sha256="0" * 64, size=3)
    document = filed_document(id=5, files=(file,))
    row, stored = changes(event(FileRegistered(document=document)))
    assert (row.table.name, row.key, row.new) == (DOCUMENTS.name, {"id": 5}, True)
    assert set(row.values) == {column.name for column in DOCUMENTS.columns}
    assert {name: value for name, value in row.values.items() if value is not None} == {
        "id": 5,
        "filing": 1,
        "title": "Svar",
        "type": "inkommen",
        "direction": "in",
        "day": "2026-11-26",
        "sender": "Polisen",
        "status": "registrerad",
        "manifest_sha256": "0" * 64,
        "case_number": CASE,
        "registered_at": "2026-11-26T12:00:00Z",
        "registered_by": "Anna",
    }
    assert (stored.table.name, stored.new) == (FILES.name, True)
    assert stored.values["document"] == 5
    assert (stored.values["copy"], stored.values["sha256"]) == ("fullständig", "0" * 64)
