"""Proof of the ledger: the chain of events is whole, and the state is what the events say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from sqlalchemy import Connection, Table, select

from avtal.language.swedish import listing
from avtal.problems import Problem, clean
from avtal.register.events.chain import GENESIS, Event, read_event
from avtal.register.kinds import Noted
from avtal.register.ledger.database import Ledger
from avtal.register.ledger.entry import Head, read_head
from avtal.register.ledger.handling import open_name
from avtal.register.ledger.queries import Row, rows
from avtal.register.ledger.replay import Tables
from avtal.register.ledger.schema import (
    CASES,
    DOCUMENTS,
    ENTRIES,
    EVENTS,
    FILES,
    MEMBERS,
    PRESENTATIONS,
    SCHEMA_VERSION,
    STATE,
    STRIKES,
    VERSIONS,
)
from avtal.register.ledger.tables import kept_rows
from avtal.register.ledger.words import WORDS

IN_THE_LEDGER = "diariet"
"""What is named where a finding is in no file."""
_MOST = 5
"""How many events are named in one sentence."""


def read_events(connection: Connection) -> Sequence[Row]:
    """Return the rows of all events in order."""
    return rows(connection, select(EVENTS).order_by(EVENTS.c.sequence))


class Chain(NamedTuple):
    """The chain of a ledger: the events that can be read, every break, and how it ends."""

    events: list[Event]
    broken: list[Problem]
    head: Head


def read_chain(connection: Connection) -> Chain:
    """Return the chain as it is now."""
    head = read_head(connection)
    return Chain(*chain_findings(read_events(connection), head), head)


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
            event = read_event(row["body"])
        except ValueError:
            found.append(_broken(f"händelse {number} är ändrad: den går inte att läsa"))
            previous = row["hash"]
            continue
        found += [_broken(f"händelse {number} {said}") for said in _wrong(event, row, previous)]
        previous = event.hash
        events.append(event)
    if (end.length, end.hash) != (expected - 1, previous):
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
    told = (event.sequence, event.case_number, event.kind)
    if told != (row["sequence"], row["case_number"], row["kind"]):
        yield (
            f"står på fel plats i tabellen: den är händelse {event.sequence}, "
            f"{event.kind}, i {event.case_number}"
        )
    if event.previous != previous:
        yield (
            "följer inte på den före: en händelse har ändrats, tagits bort, lagts till eller bytt "
            "plats"
        )


def impossible_findings(impossible: Sequence[int]) -> Iterator[Problem]:
    """Yield what the events say that cannot be, given the numbers of those that say it."""
    for number in impossible:
        yield _broken(f"händelse {number} säger något som inte kan stämma")


def newer_findings(ledger: Ledger, newer: Sequence[Event]) -> Iterator[Problem]:
    """Yield that a newer version of avtal has written what this one cannot prove.

    `newer` are the events that it cannot read.
    """
    what = []
    if newer:
        numbers = ", ".join(str(one.sequence) for one in newer[:_MOST])
        more = " …" if len(newer) > _MOST else ""
        kinds = ", ".join(dict.fromkeys(f"”{clean(one.kind)}”" for one in newer))
        what.append(f"vad händelse {numbers}{more} säger ({kinds})")
    if ledger.schema > SCHEMA_VERSION:
        what.append("diariets tabeller")
    if what:
        yield Problem(
            "version",
            "registret är skrivet av en nyare version av avtal: kedjan av händelser är prövad, "
            f"men inte {listing(what)}",
            IN_THE_LEDGER,
            help="installera den senaste versionen av avtal och kör avtal verify igen",
        )


def kept_state(connection: Connection, schema: int) -> Tables:
    """Return the state that the ledger holds, without tables that are not there.

    Of a ledger of another version, what its tables have in common with those of today.
    """
    return {
        table: {
            tuple(row[column.name] for column in table.primary_key): _meant_as_today(
                table, row, schema
            )
            for row in found
        }
        for table in STATE
        if (found := kept_rows(connection, table, whole=schema == SCHEMA_VERSION)) is not None
    }


_FIRST_WITH_OUTCOME = 3
"""The tables from which on the status of a handling tells that a body did not adopt it."""


def _meant_as_today(table: Table, row: Row, schema: int) -> Row:
    """Return a row without what an earlier version of avtal meant otherwise by it.

    What it has as decided may have been tabled or rejected.
    """
    decided = row.get("status") == Noted.DECIDED.value
    if table is DOCUMENTS and schema < _FIRST_WITH_OUTCOME and decided:
        return {name: value for name, value in row.items() if name != "status"}
    return row


def lost_tables(kept: Tables) -> Iterator[Problem]:
    """Yield the tables of today that are not in the state that a ledger holds."""
    for table in STATE:
        if table not in kept:
            yield replace(
                _changed(f"tabellen {table.name} saknas i diariet, eller saknar en kolumn"),
                help="gör en säkerhetskopia och läs tillbaka den till en ny mapp, så görs "
                "tabellerna om av händelserna",
            )


def state_findings(said: Tables, kept: Tables, case_number: str | None) -> Iterator[Problem]:
    """Yield every row that is not what the events say, of one case or of all."""
    for table in kept:
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
                for name, value in theirs.items():
                    if ours[name] != value:
                        yield _changed(f"{what} är ändrad: {_difference(name, theirs, ours)}")


_HARMLESS = frozenset(
    {
        "avtal_version", "case_number", "dated", "day", "direction", "document", "event", "filing",
        "folder", "id", "item", "item_pattern", "key", "label", "number", "place", "purpose",
        "registered_at", "registered_by", "reply_by", "sequence", "status", "type", "version",
    }
)  # fmt: skip
"""Columns whose values tell nothing that can be secret."""


def _difference(name: str, theirs: Row, ours: Row) -> str:
    """Return what is changed; the values where they cannot be secret."""
    if name not in _HARMLESS:
        return f"{WORDS[name]} är inte vad händelserna säger"
    return f"{WORDS[name]} är ”{theirs[name]}”, men ska vara ”{ours[name]}”"


def _case_of(table: Table, row: Row, said: Tables, kept: Tables) -> str | None:
    if table not in {FILES, ENTRIES}:
        return str(row["case_number"])
    place = (row["document"],)
    document = said[DOCUMENTS].get(place) or kept.get(DOCUMENTS, {}).get(place)
    return str(document["case_number"]) if document else None


def _describe(table: Table, row: Row, said: Tables, kept: Tables) -> str:
    case = _case_of(table, row, said, kept)
    if table is CASES:
        return f"ärendet {case}"
    if table is VERSIONS:
        return f"version {row['number']} av {case}"
    if table is PRESENTATIONS:
        return f"framläggningen av {case}@{row['number']} som {row['purpose']}"
    if table is ENTRIES:
        return f"vad händelse {row['sequence']} säger om en handling i {case}"
    if table is STRIKES:
        return f"strykningen av händelse {row['event']} i {case}"
    if table is MEMBERS:
        return f"plats {row['place']} i version {row['number']} av {case}"
    if table is DOCUMENTS:
        return f"handlingen {open_name(row)} i {case}"
    document = said[DOCUMENTS].get((row["document"],)) or kept[DOCUMENTS].get((row["document"],))
    return f"en fil av {open_name(document) if document else 'en handling som inte finns'}"


def _broken(message: str) -> Problem:
    return Problem("kedjan", message, IN_THE_LEDGER)


def _changed(message: str) -> Problem:
    return Problem("registret", message, IN_THE_LEDGER)
