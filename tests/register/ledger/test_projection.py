"""What each kind of event changes in the tables: so much and nothing more."""

from __future__ import annotations

from typing import Any

import pytest

from avtal.register.ledger.chain import GENESIS, Event, EventKind
from avtal.register.ledger.projection import changes
from avtal.register.ledger.schema import DOCUMENTS, FILES

CASE = "KS 2024/12"


def event(kind: EventKind, data: dict[str, Any]) -> Event:
    return Event(4, "2026-11-26T12:00:00Z", "Anna", kind, CASE, data, GENESIS)


UPDATES: list[tuple[EventKind, dict[str, Any], list[tuple[dict[str, Any], dict[str, Any]]]]] = [
    (
        EventKind.NUMBERED,
        {"numbers": [{"document": 1, "item": 7}, {"document": 3, "item": 8}]},
        [({"id": 1}, {"item": 7}), ({"id": 3}, {"item": 8})],
    ),
    (
        EventKind.NOTED,
        {"documents": [1, 2], "status": "beslutad", "body": "KS"},
        [({"id": 1}, {"status": "beslutad"}), ({"id": 2}, {"status": "beslutad"})],
    ),
    (
        EventKind.CORRECTED,
        {"document": 2, "old": {"title": "Svar"}, "new": {"title": "Yttrande"}, "reason": "fel"},
        [({"id": 2}, {"title": "Yttrande"})],
    ),
    (
        EventKind.VOIDED,
        {"documents": [2], "status": "makulerad", "reason": "fel ärende"},
        [({"id": 2}, {"status": "makulerad", "voided": "fel ärende"})],
    ),
    (EventKind.APPROVED, {"content_sha256": "0" * 64, "function": "direktor"}, []),
    (EventKind.RELEASED, {"documents": [1], "recipient": "Tidningen"}, []),
    (EventKind.CLEANED, {"folder": "KS-2024-12", "removed": ["v2"]}, []),
]


@pytest.mark.parametrize(
    ("kind", "data", "expected"), UPDATES, ids=[one[0].name for one in UPDATES]
)
def test_what_is_entered_afterwards_changes_handlingar_that_are_there(
    kind: EventKind,
    data: dict[str, Any],
    expected: list[tuple[dict[str, Any], dict[str, Any]]],
) -> None:
    found = list(changes(event(kind, data)))
    assert [(one.key, one.values) for one in found] == expected
    assert {(one.table.name, one.new) for one in found} <= {(DOCUMENTS.name, False)}


def test_a_file_is_a_handling_with_who_registered_it_and_a_row_for_its_file() -> None:
    file = {"name": "svar.txt", "copy": "fullständig", "sha256": "0" * 64, "size": 3}
    document = {"id": 5, "filing": 1, "title": "Svar", "files": [file]}
    row, stored = changes(event(EventKind.FILED, {"document": document}))
    assert (row.table.name, row.key, row.new) == (DOCUMENTS.name, {"id": 5}, True)
    assert set(row.values) == {column.name for column in DOCUMENTS.columns}
    assert {name: value for name, value in row.values.items() if value is not None} == {
        "id": 5,
        "filing": 1,
        "title": "Svar",
        "case_number": CASE,
        "registered_at": "2026-11-26T12:00:00Z",
        "registered_by": "Anna",
    }
    assert (stored.table.name, stored.new) == (FILES.name, True)
    assert stored.values["document"] == 5
    assert stored.values["sha256"] == "0" * 64


def test_an_event_that_lacks_something_is_told_by_its_name() -> None:
    with pytest.raises(KeyError, match="status"):
        list(changes(event(EventKind.NOTED, {"documents": [1]})))
