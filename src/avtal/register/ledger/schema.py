"""The tables of the ledger.

The events are the truth. All other tables hold the present state, so that it can be asked for: they
follow from the events and from nothing else (`projection.py`), and `verify` makes them anew.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    event,
)
from sqlalchemy.schema import SchemaItem

SCHEMA_VERSION = 3
"""Raised when a table gets another shape, or events another format.

1: the first. 2: a size may go beyond 2 GB in PostgreSQL; events have format 2. 3: the register has
an identity, events have format 3, and an entry can be struck.
"""

METADATA = MetaData()


def _table(name: str, *parts: SchemaItem) -> Table:
    return Table(name, METADATA, *parts, sqlite_strict=True)


def _key(name: str = "case_number") -> Column[str]:
    return Column(name, Text, ForeignKey("cases.case_number"), nullable=False)


LEDGER = _table(
    "ledger",
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("schema_version", Integer, nullable=False),
    Column("length", Integer, nullable=False),
    Column("head", Text, nullable=False),
)
"""One row: the version of the schema, how many events there are, and the hash of the last."""

IDENTITY = _table(
    "identity",
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("identity", Text, nullable=False),
)
"""One row: which register this is. The folder of the store says the same (`identity.py`)."""

EVENTS = _table(
    "events",
    Column("sequence", Integer, primary_key=True, autoincrement=False),
    Column("case_number", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("hash", Text, nullable=False, unique=True),
    Index("events_by_case", "case_number", "kind", "sequence"),
)

CASES = _table(
    "cases",
    Column("case_number", Text, primary_key=True),
    Column("folder", Text, nullable=False, unique=True),
    Column("title", Text),
    Column("municipality", Text),
    Column("item_pattern", Text),
    Column("name", Text),
)
"""Ärenden. `folder` is the name of the case's folder in the store, `name` that of its content."""

VERSIONS = _table(
    "versions",
    Column("case_number", Text, ForeignKey("cases.case_number"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("day", Text, nullable=False),
    Column("manifest_sha256", Text, nullable=False),
    Column("content_sha256", Text, nullable=False),
    Column("avtal_version", Text, nullable=False),
    Column("registered_at", Text, nullable=False),
    Column("registered_by", Text, nullable=False),
)

PRESENTATIONS = _table(
    "presentations",
    Column("sequence", Integer, primary_key=True, autoincrement=False),
    _key(),
    Column("number", Integer, nullable=False),
    Column("purpose", Text, nullable=False),
    Column("day", Text, nullable=False),
    Column("recipient", Text),
    Column("reply_by", Text),
    Column("note", Text),
    Column("registered_at", Text, nullable=False),
    Column("registered_by", Text, nullable=False),
    ForeignKeyConstraint(["case_number", "number"], ["versions.case_number", "versions.number"]),
    Index("presentations_by_case", "case_number", "purpose", "sequence"),
)
"""For what a version was put forward: once when it is registered, and each time after that."""

DOCUMENTS = _table(
    "documents",
    Column("id", Integer, primary_key=True, autoincrement=False),
    _key(),
    Column("key", Text),
    Column("version", Integer),
    Column("filing", Integer),
    Column("item", Integer),
    Column("title", Text, nullable=False),
    Column("open_title", Text),
    Column("type", Text, nullable=False),
    Column("direction", Text, nullable=False),
    Column("day", Text, nullable=False),
    Column("dated", Text),
    Column("sender", Text),
    Column("recipient", Text),
    Column("label", Text),
    Column("status", Text, nullable=False),
    Column("secrecy", Text),
    Column("answers", Text),
    Column("withheld", Text),
    Column("voided", Text),
    Column("manifest_sha256", Text),
    Column("registered_at", Text, nullable=False),
    Column("registered_by", Text, nullable=False),
    UniqueConstraint("case_number", "item"),
    UniqueConstraint("case_number", "filing"),
    UniqueConstraint("case_number", "version", "key"),
    Index("documents_by_time", "registered_at", "id"),
)
"""Handlingar. One that avtal made has a `key` and the `version` it was made for, one that came as a
file has a number of `filing`. `day` is when it was received or drawn up (handlingsdatum), `dated`
the day that is printed in it, `label` the author's version, `voided` why it was struck out,
`manifest_sha256` that of the manifest beside a file that came, `withheld` which of its parties may
not be shown.
"""

MEMBERS = _table(
    "members",
    Column("case_number", Text, primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("place", Integer, primary_key=True, autoincrement=False),
    Column("document", Integer, ForeignKey("documents.id"), nullable=False),
    ForeignKeyConstraint(["case_number", "number"], ["versions.case_number", "versions.number"]),
    Index("members_by_document", "document"),
)
"""Which handlingar belong to a version, in order."""

FILES = _table(
    "files",
    Column("document", Integer, ForeignKey("documents.id"), primary_key=True),
    Column("copy", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("size", BigInteger().with_variant(Integer, "sqlite"), nullable=False),
)
"""The files of a handling, by copy; they lie in the folder of each version it belongs to."""

ENTRIES = _table(
    "entries",
    Column("sequence", Integer, primary_key=True, autoincrement=False),
    Column("document", Integer, ForeignKey("documents.id"), primary_key=True),
    Column("recipient", Text),
    Column("decision", Text),
    Index("entries_by_document", "document", "sequence"),
)
"""To whom a handling was sent, and what was decided on it: by which event, in words."""

STRIKES = _table(
    "strikes",
    Column("event", Integer, primary_key=True, autoincrement=False),
    Column("case_number", Text, nullable=False),  # which need not be opened yet
    Column("sequence", Integer, nullable=False),
    Column("reason", Text, nullable=False),
)
"""Events that were struck, since they should not have been entered; `sequence` struck it."""

STATE = (CASES, VERSIONS, PRESENTATIONS, DOCUMENTS, MEMBERS, FILES, ENTRIES, STRIKES)
"""The tables that follow from the events."""

# What has happened has happened: a slip in a program or by hand is stopped, and who means harm is
# found by the chain.
_REFUSAL = "registrets händelser ändras aldrig"
_KEPT = {
    "sqlite": [
        f"CREATE TRIGGER events_no_{verb} BEFORE {verb} ON events "
        f"BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
        for verb in ("update", "delete")
    ],
    "postgresql": [
        "CREATE OR REPLACE FUNCTION avtal_events_are_kept() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{_REFUSAL}'; END $$",
        "CREATE TRIGGER events_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON events "
        "FOR EACH STATEMENT EXECUTE FUNCTION avtal_events_are_kept()",
    ],
}


@event.listens_for(EVENTS, "after_create")
def _keep_events(table: Table, connection: Connection, **more: Any) -> None:
    for statement in _KEPT[connection.dialect.name]:
        connection.exec_driver_sql(statement)
