"""What an event changes in the state of the register: the one place where the tables are filled.

The same changes are carried out in the ledger when the event happens and on empty tables when the
register is proved, so that the state can be nothing but what the events say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from sqlalchemy import Table

from avtal.register.ledger.chain import Event, Kind
from avtal.register.ledger.schema import CASES, DOCUMENTS, FILES, MEMBERS, PRESENTATIONS, VERSIONS

Row = dict[str, Any]


class Change(NamedTuple):
    """A row that is new, or the fields of a row that are changed; `key` is its primary key."""

    table: Table
    key: Row
    values: Row
    new: bool


def changes(event: Event) -> Iterator[Change]:
    """Yield what the event changes, in order. Raises KeyError where its data is not complete."""
    return _CHANGES[event.kind](event)


def _new(table: Table, row: Row) -> Change:
    key = {column.name: row[column.name] for column in table.primary_key}
    complete = {column.name: row.get(column.name) for column in table.columns}
    return Change(table, key, complete, new=True)


def _update(table: Table, key: Row, values: Row) -> Change:
    return Change(table, key, values, new=False)


def _who(event: Event) -> Row:
    return {
        "case_number": event.case_number,
        "registered_at": event.at,
        "registered_by": event.by,
    }


def _opened(event: Event) -> Iterator[Change]:
    yield _new(CASES, {"case_number": event.case_number, "folder": event.data["folder"]})


def _registered(event: Event) -> Iterator[Change]:
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


def _put_forward(event: Event) -> Iterator[Change]:
    data = event.data
    yield _new(PRESENTATIONS, {**data, **_who(event), "sequence": event.sequence})
    yield from _status(data["members"], data["status"])


def _document(event: Event, document: Mapping[str, Any]) -> Iterator[Change]:
    yield _new(DOCUMENTS, {**document, **_who(event)})
    for file in document["files"]:
        yield _new(FILES, {"document": document["id"], **file})


def _status(documents: list[int], status: str) -> Iterator[Change]:
    for document in documents:
        yield _update(DOCUMENTS, {"id": document}, {"status": status})


def _filed(event: Event) -> Iterator[Change]:
    yield from _document(event, event.data["document"])


def _numbered(event: Event) -> Iterator[Change]:
    for number in event.data["numbers"]:
        yield _update(DOCUMENTS, {"id": number["document"]}, {"item": number["item"]})


def _noted(event: Event) -> Iterator[Change]:
    yield from _status(event.data["documents"], event.data["status"])


def _corrected(event: Event) -> Iterator[Change]:
    yield _update(DOCUMENTS, {"id": event.data["document"]}, event.data["new"])


def _voided(event: Event) -> Iterator[Change]:
    for document in event.data["documents"]:
        values = {"status": event.data["status"], "voided": event.data["reason"]}
        yield _update(DOCUMENTS, {"id": document}, values)


def _nothing(event: Event) -> Iterator[Change]:
    return iter(())


_CHANGES: Mapping[Kind, Callable[[Event], Iterator[Change]]] = {
    Kind.OPENED: _opened,
    Kind.APPROVED: _nothing,
    Kind.REGISTERED: _registered,
    Kind.PUT_FORWARD: _put_forward,
    Kind.FILED: _filed,
    Kind.NUMBERED: _numbered,
    Kind.NOTED: _noted,
    Kind.CORRECTED: _corrected,
    Kind.VOIDED: _voided,
    Kind.RELEASED: _nothing,
    Kind.CLEANED: _nothing,
}
