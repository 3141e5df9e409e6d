"""The tables of the ledger as a whole: made, recognised by their number, and made anew.

The tables `ledger`, `events` and `identity` are the same in every version of avtal that has them,
and are never changed. The others follow from the events, and are made anew of them when they get
another shape.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, inspect, select, text, update
from sqlalchemy.schema import DropTable

from avtal.problems import EnvironmentProblem
from avtal.register.events.chain import GENESIS, Event
from avtal.register.ledger.projection import changes
from avtal.register.ledger.replay import Tables
from avtal.register.ledger.schema import (
    DOCUMENTS,
    ENTRIES,
    EVENTS,
    IDENTITY,
    LEDGER,
    METADATA,
    SCHEMA_VERSION,
    STATE,
    STRIKES,
)

_POSTGRESQL_LOCK = 7_402_018
"""The number by which processes that make the tables in PostgreSQL take turns."""


def make_tables(connection: Connection, name: str, identity: str) -> None:
    """Make the tables of a register where there are none, in a transaction.

    `name` is what the database is called. Raises EnvironmentProblem where it holds something else.
    """
    if _is_postgresql(connection):
        turn = text("SELECT pg_advisory_xact_lock(:turn)")
        connection.execute(turn, {"turn": _POSTGRESQL_LOCK})
    found = set(inspect(connection).get_table_names())
    if LEDGER.name in found:
        return
    if found.intersection(METADATA.tables):
        raise EnvironmentProblem(
            f"databasen ”{name}” används redan till annat", "ange en tom databas med --db"
        )
    METADATA.create_all(connection, checkfirst=False)
    first = {"id": 1, "schema_version": SCHEMA_VERSION, "length": 0, "head": GENESIS}
    connection.execute(insert(LEDGER).values(first))
    _identify(connection, identity)


def _identify(connection: Connection, identity: str) -> None:
    connection.execute(insert(IDENTITY).values({"id": 1, "identity": identity}))


def identity_of(connection: Connection) -> str | None:
    """Return which register the tables are of, or None where they do not say it."""
    if not inspect(connection).has_table(IDENTITY.name):
        return None
    found = connection.execute(select(IDENTITY.c.identity)).scalars().all()
    return found[0] if len(found) == 1 else None


def identify(connection: Connection, identity: str) -> None:
    """Let the tables say which register they are of, in a transaction; they did not before."""
    rights = [] if inspect(connection).has_table(IDENTITY.name) else _rights(connection, [IDENTITY])
    METADATA.create_all(connection, [IDENTITY])
    for right in rights:
        connection.exec_driver_sql(right)
    connection.execute(delete(IDENTITY))
    _identify(connection, identity)


def schema_of(connection: Connection, name: str) -> int | None:
    """Return the number of the tables that there are, or None where there are none.

    Raises EnvironmentProblem where they do not say it.
    """
    if not inspect(connection).has_table(LEDGER.name):
        return None
    found = connection.execute(select(LEDGER.c.schema_version)).scalars().all()
    if len(found) != 1 or found[0] < 1:
        raise EnvironmentProblem(
            f"registret ”{name}” är skadat: det säger inte vilken version det har",
            "läs tillbaka en säkerhetskopia med avtal restore",
        )
    return int(found[0])


def keep(connection: Connection, happened: Event) -> None:
    """Write an event that follows on the last, what it changes, and the new head."""
    connection.execute(insert(EVENTS).values(event_row(happened)))
    for table, key, values, new in changes(happened):
        if new:
            connection.execute(insert(table).values(values))
        else:
            where = [table.c[name] == value for name, value in key.items()]
            connection.execute(update(table).where(*where).values(values))
    connection.execute(update(LEDGER).values(length=happened.sequence, head=happened.hash))


def event_row(happened: Event) -> dict[str, Any]:
    """Return an event as a row of the table of events."""
    return {
        "sequence": happened.sequence,
        "case_number": happened.case_number,
        "kind": happened.kind,
        "body": happened.body,
        "hash": happened.hash,
    }


def keep_all(connection: Connection, events: Sequence[Event], tables: Tables) -> None:
    """Write all events of a register, the state that they lead to and the head, in empty tables."""
    _insert(connection, EVENTS, map(event_row, events))
    _fill(connection, tables)
    if events:
        connection.execute(update(LEDGER).values(length=len(events), head=events[-1].hash))


def rebuild(connection: Connection, tables: Tables) -> None:
    """Make the tables that follow from the events anew: with the shape of today, and these rows.

    In a transaction: no event is touched. What others may do with whole tables in PostgreSQL they
    may do with the new ones, and with a table that there was not, as with the one that is most like
    it; rights to single columns and policies for rows are not carried over.
    """
    rights = _rights(connection, STATE)
    for table in reversed(STATE):  # those that refer to others first
        connection.execute(DropTable(table, if_exists=True))
    METADATA.create_all(connection, STATE, checkfirst=False)
    for right in rights:
        connection.exec_driver_sql(right)
    _fill(connection, tables)
    connection.execute(update(LEDGER).values(schema_version=SCHEMA_VERSION))


def _fill(connection: Connection, tables: Tables) -> None:
    for table in STATE:
        _insert(connection, table, tables[table].values())


def _insert(connection: Connection, table: Table, found: Iterable[Mapping[str, Any]]) -> None:
    rows = list(found)
    if rows:
        connection.execute(insert(table), rows)


def kept_rows(
    connection: Connection, table: Table, *, whole: bool
) -> Sequence[Mapping[str, Any]] | None:
    """Return the rows of a table as it is; unless it must be `whole`, with the columns it has.

    None where there is no such table, it is not whole, or rows are not told apart as they are
    today.
    """
    there = inspect(connection)
    if not there.has_table(table.name):
        return None
    names = {column["name"] for column in there.get_columns(table.name)}
    known = [column for column in table.columns if column.name in names]
    needed = table.columns if whole else table.primary_key
    if not {column.name for column in needed} <= names:
        return None
    return [dict(row) for row in connection.execute(select(*known)).mappings()]


_LIKE = {ENTRIES: DOCUMENTS, STRIKES: DOCUMENTS, IDENTITY: LEDGER}
"""To which older table those who may use a newer one had rights before there was any."""


def _rights(connection: Connection, tables: Iterable[Table]) -> list[str]:
    """Return the statements that give others what they may do with the tables now."""
    if not _is_postgresql(connection):
        return []
    quoted = connection.dialect.identifier_preparer.quote
    given = text(
        "SELECT grantee, privilege_type, is_grantable "
        "FROM information_schema.table_privileges "
        "WHERE table_schema = current_schema() AND grantor = current_user "
        "AND grantee <> current_user AND table_name = :name"
    )
    there = set(inspect(connection).get_table_names())
    found = []
    for table in tables:
        name = table.name if table.name in there else _LIKE.get(table, table).name
        for grantee, right, passed_on in connection.execute(given, {"name": name}):
            whom = grantee if grantee == "PUBLIC" else quoted(grantee)
            more = " WITH GRANT OPTION" if passed_on == "YES" else ""
            found.append(f"GRANT {right} ON {quoted(table.name)} TO {whom}{more}")
    return found


def _is_postgresql(connection: Connection) -> bool:
    return connection.dialect.name == "postgresql"
