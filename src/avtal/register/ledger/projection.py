"""What an event changes in the state of the register: the one place where the tables are filled.

The same changes are carried out in the ledger when the event happens and on empty tables when the
register is proved, so that the state can be nothing but what the events say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from sqlalchemy import Table

from avtal.register.ledger.chain import Event, EventKind
from avtal.register.ledger.schema import CASES, DOCUMENTS, FILES, MEMBERS, PRESENTATIONS, VERSIONS

Row = dict[str, Any]


class RowChange(NamedTuple):
    """A row that is new, or the fields of a row that are changed; `key` is its primary key."""

    table: Table
    key: Row
    values: Row
    new: bool


def changes(event: Event) -> Iterator[RowChange]:
    """Yield what the event changes, in order. Raises KeyError where its data is not complete."""
    return _CHANGES[event.kind](event)


def _new(table: Table, row: Row) -> RowChange:
    key = {column.name: row[column.name] for column in table.primary_key}
    complete = {column.name: row.get(column.name) for column in table.columns}
    return RowChange(table, key, complete, new=True)


def _update(table: Table, key: Row, values: Row) -> RowChange:
    return RowChange(table, key, values, new=False)


def _who(event: Event) -> Row:
    return {
        "case_number": event.case_number,
        "registered_at": event.at,
        "registered_by": event.by,
    }


def _opened(event: Event) -> Iterator[RowChange]:
    yield _new(CASES, {"case_number": event.case_number, "folder": event.data["folder"]})


def _registered(event: Event) -> Iterator[RowChange]:
    data = event.data
    about = {name: data[name] for name in ("title", "municipality", "item_pattern")}
    yield _update(CASES, {"case_number": event.case_number}, about)
    yield _new(VERSIONS, {**data, **_who(event)})
    for document in data["documents"]:
        own = {"version": data["number"], "day": data["day"], "status": data["status"]}
        yield from _document(event, {**document, **own})
    for place, document in enumerate(data["members"], 1):
        member = {"number": data["number"], "place": place, "document": document}
        yield _new(MEMBERS, {"case_number": event.case_number, **member})
    yield from _put_forward(event)


def _put_forward(event: Event) -> Iterator[RowChange]:
    data = event.data
    yield _new(PRESENTATIONS, {**data, **_who(event), "sequence": event.sequence})
    yield from _status(data["members"], data["status"])


def _document(event: Event, document: Mapping[str, Any]) -> Iterator[RowChange]:
    yield _new(DOCUMENTS, {**document, **_who(event)})
    for file in document["files"]:
        yield _new(FILES, {"document": document["id"], **file})


def _status(documents: list[int], status: str) -> Iterator[RowChange]:
    for document in documents:
        yield _update(DOCUMENTS, {"id": document}, {"status": status})


def _filed(event: Event) -> Iterator[RowChange]:
    yield from _document(event, event.data["document"])


def _numbered(event: Event) -> Iterator[RowChange]:
    for number in event.data["numbers"]:
        yield _update(DOCUMENTS, {"id": number["document"]}, {"item": number["item"]})


def _noted(event: Event) -> Iterator[RowChange]:
    yield from _status(event.data["documents"], event.data["status"])


def _corrected(event: Event) -> Iterator[RowChange]:
    yield _update(DOCUMENTS, {"id": event.data["document"]}, event.data["new"])


def _voided(event: Event) -> Iterator[RowChange]:
    for document in event.data["documents"]:
        values = {"status": event.data["status"], "voided": event.data["reason"]}
        yield _update(DOCUMENTS, {"id": document}, values)


def _nothing(event: Event) -> Iterator[RowChange]:
    return iter(())


_CHANGES: Mapping[EventKind, Callable[[Event], Iterator[RowChange]]] = {
    EventKind.OPENED: _opened,
    EventKind.APPROVED: _nothing,
    EventKind.REGISTERED: _registered,
    EventKind.PUT_FORWARD: _put_forward,
    EventKind.FILED: _filed,
    EventKind.NUMBERED: _numbered,
    EventKind.NOTED: _noted,
    EventKind.CORRECTED: _corrected,
    EventKind.VOIDED: _voided,
    EventKind.RELEASED: _nothing,
    EventKind.CLEANED: _nothing,
}
