"""Proof of the ledger: the chain of events is whole, and the state is what the events say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, select

from avtal.problems import Problem
from avtal.register.ledger.chain import GENESIS, Event, event_of
from avtal.register.ledger.database import Head
from avtal.register.ledger.handling import open_name
from avtal.register.ledger.projection import changes
from avtal.register.ledger.queries import Row, rows
from avtal.register.ledger.schema import (
    CASES,
    DOCUMENTS,
    EVENTS,
    FILES,
    MEMBERS,
    PRESENTATIONS,
    STATE,
    VERSIONS,
)
from avtal.register.ledger.words import WORDS

IN_THE_LEDGER = "diariet"
"""What is named where a finding is in no file."""

Tables = Mapping[Table, dict[tuple[Any, ...], Row]]
"""The rows of the tables of the state, by primary key."""


def read_events(connection: Connection) -> Sequence[Row]:
    """Return the rows of all events in order."""
    return rows(connection, select(EVENTS).order_by(EVENTS.c.sequence))


def chain_findings(kept: Sequence[Row], end: Head) -> tuple[list[Event], list[Problem]]:
    """Return the events that can be read, and every break in the chain.

    `end` is how long the chain should be and how it should end.
    """
    events: list[Event] = []
    found: list[Problem] = []
    previous, expected = GENESIS, 1
    for row in kept:
        number = row["sequence"]
        if number != expected:
            found.append(_broken(_gap(expected, number)))
        expected = number + 1
        try:
            event = event_of(row["body"])
        except (ValueError, RecursionError):
            found.append(_broken(f"händelse {number} är ändrad: den går inte att läsa"))
            previous = row["hash"]
            continue
        found += [_broken(f"händelse {number} {said}") for said in _wrong(event, row, previous)]
        previous = event.hash
        events.append(event)
    if end != (expected - 1, previous):
        found.append(
            _broken(
                f"kedjan ska sluta med händelse {end.length} och kontrollsumman {end.hash}, "
                f"men slutar med händelse {expected - 1} och {previous}"
            )
        )
    return events, found


def _gap(expected: int, number: int) -> str:
    if number < expected:
        return f"händelse {number} har ett nummer som inte finns"
    if number == expected + 1:
        return f"händelse {expected} saknas"
    return f"händelserna {expected} till {number - 1} saknas"


def _wrong(event: Event, row: Row, previous: str) -> Iterator[str]:
    if event.hash != row["hash"]:
        yield "är ändrad: den stämmer inte med sin kontrollsumma"
    told = (event.sequence, event.case_number, event.kind.value)
    if told != (row["sequence"], row["case_number"], row["kind"]):
        yield (
            f"står på fel plats i tabellen: den är händelse {event.sequence}, "
            f"{event.kind.value}, i {event.case_number}"
        )
    if event.previous != previous:
        yield (
            "följer inte på den före: en händelse har ändrats, tagits bort, lagts till eller bytt "
            "plats"
        )


def replay(events: Sequence[Event]) -> tuple[Tables, list[Problem]]:
    """Return the state that the events lead to, and what they say that cannot be."""
    tables: Tables = {table: {} for table in STATE}
    found = []
    for event in events:
        try:
            for table, key, values, new in changes(event):
                place = tuple(key[column.name] for column in table.primary_key)
                tables[table][place] = values if new else {**tables[table][place], **values}
        except (KeyError, TypeError):
            found.append(_broken(f"händelse {event.sequence} säger något som inte kan stämma"))
    return tables, found


def kept_state(connection: Connection) -> Tables:
    """Return the state that the ledger holds."""
    return {
        table: {
            tuple(row[column.name] for column in table.primary_key): row
            for row in rows(connection, select(table))
        }
        for table in STATE
    }


def state_findings(said: Tables, kept: Tables, case_number: str | None) -> Iterator[Problem]:
    """Yield every row that is not what the events say, of one case or of all."""
    for table in STATE:
        for place in sorted({*said[table], *kept[table]}, key=repr):
            ours, theirs = said[table].get(place), kept[table].get(place)
            if ours == theirs:
                continue
            row = ours or theirs or {}
            if case_number not in {None, _case_of(table, row, said, kept)}:
                continue
            what = _describe(table, row, said, kept)
            if theirs is None:
                yield _changed(f"{what} saknas i registret")
            elif ours is None:
                yield _changed(f"{what} står i registret, men ingen händelse har lagt dit det")
            else:
                for name, value in ours.items():
                    if theirs[name] != value:
                        yield _changed(f"{what} är ändrad: {_difference(row, name, theirs, ours)}")


def _difference(row: Row, name: str, theirs: Row, ours: Row) -> str:
    """Return what is changed; the values where they cannot be secret."""
    if row.get("secrecy") or name in {"secrecy", "title"}:
        return f"{WORDS[name]} är inte vad händelserna säger"
    return f"{WORDS[name]} är ”{theirs[name]}”, men ska vara ”{ours[name]}”"


def _case_of(table: Table, row: Row, said: Tables, kept: Tables) -> str | None:
    if table is not FILES:
        return str(row["case_number"])
    document = said[DOCUMENTS].get((row["document"],)) or kept[DOCUMENTS].get((row["document"],))
    return str(document["case_number"]) if document else None


def _describe(table: Table, row: Row, said: Tables, kept: Tables) -> str:
    case = _case_of(table, row, said, kept)
    if table is CASES:
        return f"ärendet {case}"
    if table is VERSIONS:
        return f"version {row['number']} av {case}"
    if table is PRESENTATIONS:
        return f"framläggningen av {case}@{row['number']} som {row['purpose']}"
    if table is MEMBERS:
        return f"plats {row['place']} i version {row['number']} av {case}"
    if table is DOCUMENTS:
        return f"handlingen {open_name(row)} i {case}"
    return f"filen ”{row['name']}”"


def _broken(message: str) -> Problem:
    return Problem("kedjan", message, IN_THE_LEDGER)


def _changed(message: str) -> Problem:
    return Problem("registret", message, IN_THE_LEDGER)
