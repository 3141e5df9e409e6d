"""What an event changes in the state of the register: the one place where the tables are filled.

The same changes are carried out in the ledger when the event happens and on empty tables when the
register is proved, so that the state can be nothing but what the events say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from sqlalchemy import Table

from avtal.register.events.chain import Event
from avtal.register.events.kinds import (
    CaseCorrected,
    CaseOpened,
    EntryStruck,
    EventData,
    FactsCorrected,
    FileRegistered,
    NoteEntered,
    NumbersRecorded,
    PutForward,
    VersionRegistered,
    Voided,
)
from avtal.register.events.records import StoredFile
from avtal.register.kinds import Noted
from avtal.register.ledger.schema import (
    CASES,
    DOCUMENTS,
    ENTRIES,
    FILES,
    MEMBERS,
    PRESENTATIONS,
    STRIKES,
    VERSIONS,
)
from avtal.register.ledger.words import decision_in_words, note_in_words, status_noted

Row = dict[str, Any]


class RowChange(NamedTuple):
    """A row that is new, or the fields of a row that are changed; `key` is its primary key."""

    table: Table
    key: Row
    values: Row
    new: bool


def changes(event: Event) -> Iterator[RowChange]:
    """Yield what the event changes, in order; nothing where it only tells of something."""
    change = _CHANGES.get(type(event.data))
    return change(event, event.data) if change else iter(())


def status_changes(event: Event) -> Iterator[tuple[int, Row]]:
    """Yield what an event says of the status of handlingar, by their ids.

    One that strikes another says nothing of its own: what it restored follows from what is left.
    """
    if isinstance(event.data, EntryStruck):
        return
    for change in changes(event):
        if change.table is DOCUMENTS:
            said = {name: change.values[name] for name in _STATUS if name in change.values}
            if said:
                yield change.key["id"], said


def status_after(said: Iterable[Mapping[str, Any]]) -> Row:
    """Return the status of a handling, and why it is void, by what was said of it in turn."""
    found: Row = dict.fromkeys(_STATUS)
    for values in said:
        found |= values
    return found


_STATUS = ("status", "voided")


def _new(table: Table, row: Row) -> RowChange:
    key = {column.name: row[column.name] for column in table.primary_key}
    complete = {column.name: row.get(column.name) for column in table.columns}
    return RowChange(table, key, complete, new=True)


def _handling(identity: int, values: Row) -> RowChange:
    """Return a change of a handling that is there."""
    return RowChange(DOCUMENTS, {"id": identity}, values, new=False)


def _plain(data: EventData) -> Row:
    return data.model_dump(mode="json", by_alias=True)


def _who(event: Event) -> Row:
    return {
        "case_number": event.case_number,
        "registered_at": event.at,
        "registered_by": event.by,
    }


def _opened(event: Event, data: CaseOpened) -> Iterator[RowChange]:
    yield _new(CASES, {"case_number": event.case_number, "folder": data.folder})


def _registered(event: Event, data: VersionRegistered) -> Iterator[RowChange]:
    about = {
        "title": data.title,
        "municipality": data.municipality,
        "item_pattern": data.item_pattern,
    }
    if data.name is not None:  # of an earlier version of avtal it is not known
        about["name"] = data.name
    yield RowChange(CASES, {"case_number": event.case_number}, about, new=False)
    yield _new(VERSIONS, {**_plain(data), **_who(event)})
    own = {"version": data.number, "day": data.day, "status": data.status.value}
    for document in data.documents:
        row = {**document.model_dump(mode="json"), **own, **_who(event)}
        yield _new(DOCUMENTS, row)
        yield from _files(document.id, document.files)
    for place, member in enumerate(data.members, 1):
        row = {"number": data.number, "place": place, "document": member}
        yield _new(MEMBERS, {"case_number": event.case_number, **row})
    yield from _put_forward(event, data)


def _put_forward(event: Event, data: VersionRegistered | PutForward) -> Iterator[RowChange]:
    yield _new(PRESENTATIONS, {**_plain(data), **_who(event), "sequence": event.sequence})
    decisions = {one.document: decision_in_words(one) for one in data.decisions}
    made = data.documents if isinstance(data, VersionRegistered) else ()
    new = {document.id for document in made}
    for member in data.members:
        yield _handling(member, {"status": data.status.value})
        # Of a new handling it is a fact, which can be corrected.
        recipient = None if member in new else data.recipient
        yield from _entry(event, member, recipient, decisions.get(member))


def _entry(
    event: Event, document: int, recipient: str | None, decision: str | None
) -> Iterator[RowChange]:
    """Yield to whom a handling was sent and what was decided on it, if anything."""
    if recipient or decision:
        row = {"sequence": event.sequence, "document": document}
        yield _new(ENTRIES, {**row, "recipient": recipient, "decision": decision})


def _files(document: int, files: Iterable[StoredFile]) -> Iterator[RowChange]:
    for file in files:
        yield _new(FILES, {"document": document, **file.model_dump(mode="json", by_alias=True)})


def _filed(event: Event, data: FileRegistered) -> Iterator[RowChange]:
    yield _new(DOCUMENTS, {**data.document.model_dump(mode="json"), **_who(event)})
    yield from _files(data.document.id, data.document.files)


def _numbered(event: Event, data: NumbersRecorded) -> Iterator[RowChange]:
    for number in data.numbers:
        yield _handling(number.document, {"item": number.item})


def _noted(event: Event, data: NoteEntered) -> Iterator[RowChange]:
    decided = data.status is Noted.DECIDED
    decision = note_in_words(data) if decided else None
    for document in data.documents:
        yield _handling(document, {"status": status_noted(data)})
        yield from _entry(event, document, data.recipient, decision)


def _corrected(event: Event, data: FactsCorrected) -> Iterator[RowChange]:
    yield _handling(data.document, data.new.said())


def _case_corrected(event: Event, data: CaseCorrected) -> Iterator[RowChange]:
    yield RowChange(CASES, {"case_number": event.case_number}, data.new.said(), new=False)


def _struck(event: Event, data: EntryStruck) -> Iterator[RowChange]:
    yield _new(STRIKES, {**_plain(data), **_who(event), "sequence": event.sequence})
    for one in data.handlingar:
        yield _handling(one.document, {"status": one.status, "voided": one.voided})


def _voided(event: Event, data: Voided) -> Iterator[RowChange]:
    for document in data.documents:
        yield _handling(document, {"status": data.status, "voided": data.reason})


_CHANGES: Mapping[type[EventData], Callable[[Event, Any], Iterator[RowChange]]] = {
    CaseOpened: _opened,
    VersionRegistered: _registered,
    PutForward: _put_forward,
    FileRegistered: _filed,
    NumbersRecorded: _numbered,
    NoteEntered: _noted,
    FactsCorrected: _corrected,
    CaseCorrected: _case_corrected,
    EntryStruck: _struck,
    Voided: _voided,
}
