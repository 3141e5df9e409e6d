"""The ledger: a database that holds the events and the state that follows from them.

SQLite in the register's folder unless a database is named. Each entry is one transaction; entries
take turns by the one row of the table `ledger`.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

from sqlalchemy import (
    URL,
    Connection,
    Engine,
    create_engine,
    event,
    insert,
    inspect,
    make_url,
    select,
    text,
    update,
)
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError, NoSuchModuleError
from sqlalchemy.pool import NullPool

from avtal.files.refusals import sentences
from avtal.files.writing import lock
from avtal.problems import EnvironmentProblem
from avtal.register.ledger.chain import GENESIS, Event, EventKind
from avtal.register.ledger.projection import changes
from avtal.register.ledger.schema import EVENTS, LEDGER, METADATA, SCHEMA_VERSION
from avtal.register.ledger.volumes import network_volume

FILE = "register.db"
BUSY_SECONDS = 60
_POSTGRESQL_LOCK = 7_402_018
"""The number by which processes that make the tables in PostgreSQL take turns."""


class Head(NamedTuple):
    """The end of the chain: how many events there are, and the hash of the last."""

    length: int
    hash: str


class LedgerEntry:
    """One transaction that adds events after `head`; nobody else adds any meanwhile.

    `connection` sees what the entry has added so far.
    """

    def __init__(self, connection: Connection, head: Head, at: str, by: str) -> None:
        self.connection = connection
        self.head = head
        self._at = at
        self._by = by

    def add(self, kind: EventKind, case_number: str, data: Mapping[str, Any]) -> Event:
        """Add an event and what it changes; it has happened when the entry ends."""
        length, previous = self.head
        happened = Event(length + 1, self._at, self._by, kind, case_number, data, previous)
        keep(self.connection, happened)
        self.head = Head(happened.sequence, happened.hash)
        return happened


def keep(connection: Connection, happened: Event) -> None:
    """Write an event that follows on the last, what it changes, and the new head."""
    row = {
        "sequence": happened.sequence,
        "case_number": happened.case_number,
        "kind": happened.kind.value,
        "body": happened.body,
        "hash": happened.hash,
    }
    connection.execute(insert(EVENTS).values(row))
    for table, key, values, new in changes(happened):
        if new:
            connection.execute(insert(table).values(values))
        else:
            where = [table.c[name] == value for name, value in key.items()]
            connection.execute(update(table).where(*where).values(values))
    head = {"length": happened.sequence, "head": happened.hash}
    connection.execute(update(LEDGER).values(head))


class Ledger:
    """An open ledger. Every method raises EnvironmentProblem where the database says no."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @property
    def name(self) -> str:
        """The database as it may be shown, without a password."""
        url = self._engine.url
        return url.database or "" if url.get_backend_name() == "sqlite" else str(url)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees the register as it is now, whatever others add."""
        options = {} if self._is_sqlite() else {"isolation_level": "REPEATABLE READ"}
        with (
            _sentences(self.name),
            self._engine.connect().execution_options(**options) as connection,
        ):
            yield connection

    @contextmanager
    def entry(self, at: str, by: str) -> Iterator[LedgerEntry]:
        """Give an entry; it is committed at the end, or nothing of it where anything is raised."""
        with _sentences(self.name), self._engine.connect() as connection:
            writing = connection.execution_options(avtal_writes=True)
            with writing.begin():
                query = select(LEDGER.c.length, LEDGER.c.head).with_for_update()
                yield LedgerEntry(writing, Head(*writing.execute(query).one()), at, by)

    def replay(self, events: Iterable[Event]) -> None:
        """Keep events that happened elsewhere, all or none, in a ledger that has none.

        Raises EnvironmentProblem where it has.
        """
        with _sentences(self.name), self._engine.connect() as connection:
            writing = connection.execution_options(avtal_writes=True)
            with writing.begin():
                if writing.execute(select(LEDGER.c.length).with_for_update()).scalar_one():
                    raise EnvironmentProblem(
                        f"databasen ”{self.name}” har redan ett register", "ange en tom databas"
                    )
                for happened in events:
                    keep(writing, happened)

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def _is_sqlite(self) -> bool:
        return self._engine.dialect.name == "sqlite"

    def write_ahead(self) -> None:
        """Let readers of SQLite never wait for the one who writes; it is kept in the file."""
        with _sentences(self.name), self._engine.connect() as connection:
            connection.exec_driver_sql("COMMIT")  # it cannot be said in a transaction
            connection.exec_driver_sql("PRAGMA journal_mode = WAL")
            connection.exec_driver_sql("BEGIN")

    def make_tables(self) -> None:
        """Make the tables where there are none."""
        with _sentences(self.name), self._engine.connect() as connection:
            writing = connection.execution_options(avtal_writes=True)
            with writing.begin():
                if not self._is_sqlite():
                    turn = text("SELECT pg_advisory_xact_lock(:turn)")
                    writing.execute(turn, {"turn": _POSTGRESQL_LOCK})
                found = set(inspect(writing).get_table_names())
                if LEDGER.name in found:
                    return
                if found.intersection(METADATA.tables):
                    raise EnvironmentProblem(
                        f"databasen ”{self.name}” används redan till annat",
                        "ange en tom databas med --db",
                    )
                METADATA.create_all(writing, checkfirst=False)
                first = {"id": 1, "schema_version": SCHEMA_VERSION, "length": 0, "head": GENESIS}
                writing.execute(insert(LEDGER).values(first))

    def check_version(self) -> bool:
        """Tell whether there is a ledger. Raises EnvironmentProblem for one of another version."""
        with self.reading() as connection:
            if not inspect(connection).has_table(LEDGER.name):
                return False
            found = connection.execute(select(LEDGER.c.schema_version)).scalars().all()
        if found == [SCHEMA_VERSION]:
            return True
        if len(found) != 1:
            raise EnvironmentProblem(
                f"registret ”{self.name}” är skadat: det säger inte vilken version det har",
                "läs tillbaka en säkerhetskopia med avtal restore",
            )
        if found[0] > SCHEMA_VERSION:
            said = f"registret ”{self.name}” är gjort av en nyare version av avtal"
            raise EnvironmentProblem(said, "installera den senaste versionen av avtal")
        raise EnvironmentProblem(
            f"registret ”{self.name}” är gjort av en äldre version av avtal, och den här "
            "versionen kan inte läsa det",
            "gör en säkerhetskopia med den gamla versionen (avtal backup) och läs tillbaka den "
            "med den här (avtal restore)",
        )


def open_ledger(folder: Path, url: str | None, *, create: bool) -> Ledger | None:
    """Open the ledger in a database, or as SQLite in the folder of the register.

    Where there is none it is made if `create` says so; otherwise the answer is None. Raises
    EnvironmentProblem where it cannot be opened or is of another version.
    """
    if url is not None:
        ledger = Ledger(_server(url))
        if create:
            ledger.make_tables()
        return ledger if ledger.check_version() else None
    path = folder / FILE
    if create:
        _make_folder(folder)
    elif not path.exists():
        return None
    ledger = Ledger(_sqlite(path) if create or _may_write(folder) else _open_archived(path))
    if ledger.check_version():
        return ledger
    if not create:
        return None
    with sentences(folder), lock(path):
        ledger.write_ahead()
        ledger.make_tables()
    return ledger


def empty_ledger() -> Ledger:
    """Return a ledger in memory, for what may not leave a trace."""
    ledger = Ledger(_sqlite(None))
    ledger.make_tables()
    return ledger


def _may_write(folder: Path) -> bool:
    return os.access(folder, os.W_OK)


def _make_folder(folder: Path) -> None:
    with sentences(folder):
        folder.mkdir(parents=True, exist_ok=True)
        volume = network_volume(folder)
    if volume is not None:
        raise EnvironmentProblem(
            f"registret kan inte ligga i ”{folder}”: det är en nätverksmapp ({volume}), där "
            "SQLite kan förstöra databasen när två skriver samtidigt",
            "lägg registret på en lokal disk (--register), eller använd PostgreSQL (--db)",
        )


def _sqlite(path: Path | None) -> Engine:
    """Return SQLite in a file, or in memory."""
    place = URL.create("sqlite+pysqlite", database=str(path) if path else None)
    pool: dict[str, Any] = {"poolclass": NullPool} if path else {}
    return _listening(create_engine(place, connect_args={"timeout": BUSY_SECONDS}, **pool))


def _open_archived(path: Path) -> Engine:
    """Return SQLite in a file where nothing can be written, as on a disc: it asks for no lock."""
    address = f"file:{quote(str(path))}?immutable=1"
    place = URL.create("sqlite+pysqlite", database=str(path))
    return _listening(
        create_engine(place, creator=lambda: sqlite3.connect(address, uri=True), poolclass=NullPool)
    )


def _listening(engine: Engine) -> Engine:
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "begin", _on_begin)
    return engine


def _server(url: str) -> Engine:
    """Return PostgreSQL at an address. Raises EnvironmentProblem where it is none."""
    try:
        parsed = make_url(url)
        if parsed.get_backend_name() == "postgresql":
            return create_engine(parsed, poolclass=NullPool)
    except (ArgumentError, NoSuchModuleError, ValueError):
        pass
    except ModuleNotFoundError as error:
        raise EnvironmentProblem(
            f"programbiblioteket {error.name} behövs för databasen men är inte installerat",
            "installera avtal med tillägget: pip install 'avtal[postgresql]'",
        ) from None
    raise EnvironmentProblem(
        "databasen som --db eller AVTAL_DB anger kan inte användas",
        "skriv till exempel postgresql+psycopg://användare@server/databas",
    )


def _on_connect(connection: Any, record: Any) -> None:
    """Let SQLAlchemy say when transactions begin, and SQLite keep what it promises."""
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.close()


def _on_begin(connection: Connection) -> None:
    """Begin for writing at once where there will be writing, so that no two read the same head."""
    writes = connection.get_execution_options().get("avtal_writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def _sentences(name: str) -> Iterator[None]:
    try:
        yield
    except IntegrityError as error:
        raise EnvironmentProblem(
            f"någon annan skrev i registret ”{name}” samtidigt; inget har ändrats", "försök igen"
        ) from error
    except DBAPIError as error:
        raise EnvironmentProblem(*_sentence(name, str(error.orig))) from error


_NO_SERVER = (
    "databasservern svarar inte",
    "kontrollera --db eller AVTAL_DB och att servern är igång",
)


def _sentence(name: str, said: str) -> tuple[str, str]:
    known = {
        "database is locked": ("det är upptaget", "vänta en stund och försök igen"),
        "disk is full": ("disken är full", "frigör plats och försök igen"),
        "disk I/O error": (
            "disken är full eller svarar med fel",
            "frigör plats, kontrollera disken och försök igen",
        ),
        "readonly database": ("det är skrivskyddat", "kontrollera behörigheten och försök igen"),
        "unable to open": (
            "filen kan inte öppnas",
            "kontrollera att mappen finns och att du får skriva i den",
        ),
        "not a database": (
            "filen är ingen databas",
            "flytta undan den och läs tillbaka en säkerhetskopia med avtal restore",
        ),
        "malformed": (
            "databasen är skadad",
            "flytta undan den och läs tillbaka en säkerhetskopia med avtal restore",
        ),
        "connection": _NO_SERVER,
        "resolve host": _NO_SERVER,
    }
    for sign, (reason, help) in known.items():
        if sign in said:
            return f"registret ”{name}” kan inte användas: {reason}", help
    first = said.strip().partition("\n")[0]
    said = f"registret ”{name}” kan inte användas: databasen svarar ”{first}”"
    return said, "åtgärda felet och försök igen"
