"""The state that events lead to, without a database: what a ledger with these events must hold.

Whatever a database would refuse is told, and with which event: a row that is there already, one
that refers to what is not there, a number that is given twice. So is an event that is about what
another case has.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Table, UniqueConstraint

from avtal.register.events.chain import Event
from avtal.register.events.kinds import (
    STRIKABLE,
    CaseCorrected,
    ClockBehind,
    EntryStruck,
    FactsCorrected,
    FileRegistered,
    NotKnown,
    VersionRegistered,
)
from avtal.register.ledger.projection import RowChange, changes, status_after, status_changes
from avtal.register.ledger.schema import CASES, DOCUMENTS, STATE

Row = Mapping[str, Any]
"""A row, by the names of all its columns."""

Place = tuple[Any, ...]
"""The primary key of a row."""

Tables = Mapping[Table, dict[Place, Row]]
"""The rows of the tables of the state, by primary key."""


class Replayed(NamedTuple):
    """The state that events lead to.

    `impossible` are the numbers of those that say what cannot be; what stands before that in them
    is carried out. `newer` are those that a newer version of avtal wrote; after one of them nothing
    is known to be impossible, for it may rest on what could not be read.
    """

    tables: Tables
    impossible: list[int]
    newer: list[Event]


def replay(events: Sequence[Event]) -> Replayed:
    """Return the state that the events lead to.

    Where one of them is gone or cannot be read, that those after it have the next number is not
    asked for: what gave the last one is not known.
    """
    state = _State()
    impossible, newer = list[int](), list[Event]()
    before = 0
    for event in events:
        if event.sequence != before + 1 or isinstance(event.data, NotKnown):
            state.lacks_events = True
        before = event.sequence
        if isinstance(event.data, NotKnown):
            newer.append(event)
            continue
        try:
            state.take_in(event)
        except _Impossible:
            if not newer:
                impossible.append(event.sequence)
    return Replayed(state.tables, impossible, newer)


class _Impossible(Exception):  # noqa: N818 - ends one event
    pass


class _State:
    def __init__(self) -> None:
        self.tables: dict[Table, dict[Place, Row]] = {table: {} for table in STATE}
        self._taken: dict[tuple[str, ...], dict[Place, Place]] = {}
        self._last: dict[tuple[str, str], int] = {}
        self._strikable: dict[int, tuple[str, frozenset[int]]] = {}
        self._statuses: dict[int, dict[int, Row]] = {}
        self._last_moment: str | None = None
        self.lacks_events = False

    def take_in(self, event: Event) -> None:
        """Carry out an event. Raises _Impossible."""
        if not self.lacks_events:
            self._follows(event)
            self._strikes(event)
            self._tells_what_was(event)
        self._last_moment = event.at
        for change in changes(event):
            self._carry_out(change, event.case_number)
        for document, values in status_changes(event):
            self._statuses.setdefault(document, {})[event.sequence] = values
        for handling in event.data.about:
            row = self.tables[DOCUMENTS].get((handling,))
            if row is None or row["case_number"] != event.case_number:
                raise _Impossible

    def _follows(self, event: Event) -> None:
        """See that what is new has the number after the last: so the program gives them."""
        match event.data:
            case VersionRegistered(number=number, documents=documents):
                ids = [document.id for document in documents]
                self._counts(event.case_number, "version", number)
            case FileRegistered(document=document):
                ids = [document.id]
                self._counts(event.case_number, "filing", document.filing)
            case _:
                return
        last = len(self.tables[DOCUMENTS])
        if ids != list(range(last + 1, last + 1 + len(ids))):
            raise _Impossible

    def _strikes(self, event: Event) -> None:
        """See that what is struck can be, and is about the same handlingar of the same case."""
        data = event.data
        if isinstance(data, STRIKABLE):
            self._strikable[event.sequence] = (event.case_number, data.about)
        if isinstance(data, EntryStruck):
            struck = self._strikable.pop(data.event, None)
            if struck != (event.case_number, data.about):
                raise _Impossible
            for one in data.handlingar:
                said = self._statuses.get(one.document, {})
                said.pop(data.event, None)
                if status_after(said.values()) != {"status": one.status, "voided": one.voided}:
                    raise _Impossible

    def _tells_what_was(self, event: Event) -> None:
        """See that what is corrected was so before, and the moment that the clock stood before."""
        match event.data:
            case FactsCorrected(document=document, old=old):
                row = self.tables[DOCUMENTS].get((document,), {})
            case CaseCorrected(old=old):
                row = self.tables[CASES].get((event.case_number,), {})
            case ClockBehind(last=last):
                if last != self._last_moment:
                    raise _Impossible
                return
            case _:
                return
        if any(row.get(name) != value for name, value in old.said().items()):
            raise _Impossible

    def _counts(self, case_number: str, what: str, number: int) -> None:
        if self._last.get((case_number, what), 0) + 1 != number:
            raise _Impossible
        self._last[case_number, what] = number

    def _carry_out(self, change: RowChange, case_number: str) -> None:
        table, key, values, new = change
        place = tuple(key[column.name] for column in table.primary_key)
        before = self.tables[table].get(place)
        if new == (before is not None):
            raise _Impossible
        row = {**(before or {}), **values}
        if row.get("case_number", case_number) != case_number:
            raise _Impossible
        for names, referred in _references(table):
            wanted = tuple(row[name] for name in names)
            if wanted not in self.tables[referred]:
                raise _Impossible
        for names in _unique(table):
            old = tuple(before[name] for name in names) if before else ()
            self._take((table.name, *names), old, tuple(row[name] for name in names), place)
        self.tables[table][place] = row

    def _take(self, names: tuple[str, ...], old: Place, values: Place, place: Place) -> None:
        """Note that a row has values that no other row may have, and not those of before."""
        taken = self._taken.setdefault(names, {})
        if None not in values and taken.setdefault(values, place) != place:
            raise _Impossible
        if old != values and taken.get(old) == place:
            del taken[old]


def _references(table: Table) -> Iterator[tuple[list[str], Table]]:
    """Yield the columns of each reference of a table, and to which table they lead."""
    for constraint in table.foreign_key_constraints:
        yield [element.parent.name for element in constraint.elements], constraint.referred_table


def _unique(table: Table) -> Iterator[list[str]]:
    """Yield the columns that no two rows may have the same values in."""
    for column in table.columns:
        if column.unique:
            yield [column.name]
    for constraint in table.constraints:
        if isinstance(constraint, UniqueConstraint):
            yield [column.name for column in constraint.columns]
