"""The ledger: a database that holds the events and the state that follows from them.

SQLite in the register's folder unless a database is named. Each entry is one transaction; entries
take turns by the one row of the table `ledger`.

A ledger whose tables an earlier version of avtal made is read by replaying its events in memory,
and written only when its tables have been made anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, select, text, update

from avtal.files.refusals import sentences, unreadable_folder
from avtal.files.sharing import shared
from avtal.files.writing import lock
from avtal.problems import EnvironmentProblem
from avtal.register.events.chain import Event, read_event
from avtal.register.ledger.engines import (
    BUSY_SECONDS,
    WRITES,
    database_sentences,
    refuse_strange_files,
    server,
    shown_name,
    sqlite,
    sqlite_file,
    take_any_text,
)
from avtal.register.ledger.entry import Head, LedgerEntry, damaged, read_head
from avtal.register.ledger.replay import Tables, replay
from avtal.register.ledger.schema import EVENTS, LEDGER, SCHEMA_VERSION
from avtal.register.ledger.tables import (
    identify,
    identity_of,
    keep_all,
    make_tables,
    rebuild,
    schema_of,
)
from avtal.register.ledger.volumes import network_volume

FILE = "register.db"


class Ledger:
    """An open ledger. Every method raises EnvironmentProblem where the database says no.

    `schema` is the number of its tables: SCHEMA_VERSION for those of today. `identity` is which
    register they are of, None where they do not say it.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.schema = SCHEMA_VERSION
        self.identity: str | None = None
        self._replayed: tuple[Head, Ledger] | None = None

    @property
    def name(self) -> str:
        """The database as it may be shown, without a password."""
        return shown_name(self._engine.url)

    @contextmanager
    def kept(self, *, any_text: bool = False) -> Iterator[Connection]:
        """Give a connection that sees the tables that there are, as they are now.

        For a proof it takes `any_text`, also one that is damaged.
        """
        with self._looking() as connection:
            if self._is_sqlite():
                if any_text:
                    take_any_text(connection)
            else:  # tables that are made anew are empty in an older snapshot
                connection.execute(text("LOCK TABLE ledger IN ACCESS SHARE MODE"))
            yield connection

    @contextmanager
    def _looking(self) -> Iterator[Connection]:
        options = {} if self._is_sqlite() else {"isolation_level": "REPEATABLE READ"}
        with (
            database_sentences(self.name),
            self._engine.connect().execution_options(**options) as connection,
        ):
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees the register as it is now, whatever others add.

        Where the tables are of another version it sees those of today, made of the events. Raises
        EnvironmentProblem where these cannot be read.
        """
        with self.kept() as connection:
            if self.schema == SCHEMA_VERSION:
                yield connection
                return
            today = self._of_today(connection)
        with today.kept() as connection:
            yield connection

    def _of_today(self, connection: Connection) -> Ledger:
        """Return a ledger in memory with the same events."""
        head = read_head(connection)
        if self._replayed is None or self._replayed[0] != head:
            ledger = empty_ledger()
            events = list(_events(connection))
            ledger.keep_all(events, state_of(events))
            self._replayed = (head, ledger)
        return self._replayed[1]

    @contextmanager
    def entry(self, at: str, by: str) -> Iterator[LedgerEntry]:
        """Give an entry; it is committed at the end, or nothing of it where anything is raised.

        Raises EnvironmentProblem where the tables are of another version.
        """
        with self._writing() as (writing, head, _):
            yield LedgerEntry(writing, head, at, by)

    @contextmanager
    def _writing(
        self, *, any_schema: bool = False, alone: bool = False
    ) -> Iterator[tuple[Connection, Head, int]]:
        """Give a transaction that nobody else writes in, the end of the chain, and the schema.

        Who is to be `alone` waits for those who read, as long as for those who write.
        """
        with database_sentences(self.name), self._engine.connect() as connection:
            writing = connection.execution_options(**{WRITES: True})
            with writing.begin():
                if alone and not self._is_sqlite():
                    writing.execute(text(f"SET LOCAL lock_timeout = '{BUSY_SECONDS}s'"))
                    writing.execute(text("LOCK TABLE ledger IN ACCESS EXCLUSIVE MODE"))
                row = select(LEDGER.c.schema_version, LEDGER.c.length, LEDGER.c.head)
                schema, length, end = writing.execute(row.with_for_update()).one()
                if schema != SCHEMA_VERSION and not any_schema:
                    raise of_another_version(self.name, schema)
                yield writing, Head(length, end), schema

    def keep_all(self, events: Sequence[Event], tables: Tables) -> None:
        """Keep events that happened elsewhere, with the state that they lead to, or none of it.

        Raises EnvironmentProblem where the ledger has any.
        """
        with self._writing() as (writing, head, _):
            self._refuse_unless_empty(head)
            keep_all(writing, events, tables)

    def refuse_unless_empty(self) -> None:
        """Raise EnvironmentProblem where there are events."""
        with self._writing() as (_, head, _):
            self._refuse_unless_empty(head)

    def _refuse_unless_empty(self, head: Head) -> None:
        if head.length:
            raise EnvironmentProblem(
                f"databasen ”{self.name}” har redan ett register", "ange en tom databas"
            )

    def refuse_unless_writable(self) -> None:
        """Raise EnvironmentProblem where nothing can be written."""
        with self._writing(any_schema=True) as (writing, _, schema):
            writing.execute(update(LEDGER).values(schema_version=schema))

    @contextmanager
    def rebuilding(self, end: Head, tables: Tables, identity: str) -> Iterator[Connection]:
        """Make the tables anew, with the state that the events up to `end` lead to.

        It is kept at the end, or not at all if anything is raised. Raises EnvironmentProblem where
        there are other events by now.
        """
        with self._writing(any_schema=True, alone=True) as (writing, head, schema):
            if schema == SCHEMA_VERSION:
                raise EnvironmentProblem(
                    f"någon annan uppgraderade registret ”{self.name}” samtidigt",
                    "kör avtal verify med samma --register och --db",
                )
            if head != end:
                raise EnvironmentProblem(
                    f"någon annan skrev i registret ”{self.name}” samtidigt; inget har ändrats",
                    "försök igen",
                )
            rebuild(writing, tables)
            identify(writing, identity)
            yield writing
        self.schema = SCHEMA_VERSION
        self.identity = identity

    @contextmanager
    def closing(self) -> Iterator[None]:
        """Let go of the database at the end."""
        try:
            yield
        finally:
            self.close()

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()
        if self._replayed is not None:
            self._replayed[1].close()

    def _is_sqlite(self) -> bool:
        return self._engine.dialect.name == "sqlite"

    def make_tables(self, identity: str) -> None:
        """Make the tables of a register where there are none."""
        with database_sentences(self.name), self._engine.connect() as connection:
            writing = connection.execution_options(**{WRITES: True})
            with writing.begin():
                make_tables(writing, self.name, identity)

    def identify(self, identity: str) -> None:
        """Let tables that do not say which register they are of say it."""
        with self._writing(any_schema=True) as (writing, _, _):
            identify(writing, identity)
        self.identity = identity

    def is_there(self) -> bool:
        """Tell whether there are any tables, and take in their number and identity."""
        with self._looking() as connection:
            schema = schema_of(connection, self.name)
            self.identity = identity_of(connection) if schema else None
        self.schema = schema or SCHEMA_VERSION
        return schema is not None


def open_ledger(folder: Path, url: str | None) -> Ledger | None:
    """Open the ledger in a database, or as SQLite in the folder of the register.

    None where there is none. It may be of another version. Raises EnvironmentProblem where it
    cannot be opened.
    """
    if url is not None:
        ledger = Ledger(server(url))
    else:
        path = folder / FILE
        if not _is_there(path):
            return None
        refuse_strange_files(path)
        ledger = Ledger(sqlite_file(path))
    return ledger if ledger.is_there() else None


def make_ledger(folder: Path, url: str | None, identity: str) -> Ledger:
    """Make the ledger of a register, and open it; one that is there is only opened.

    Raises EnvironmentProblem where it cannot be made.
    """
    if url is not None:
        ledger = Ledger(server(url))
        ledger.make_tables(identity)
    else:
        _make_folder(folder)
        path = folder / FILE
        if not _is_there(path):
            with sentences(folder), shared(folder):
                path.touch()  # SQLite would let only the owner write in it
        refuse_strange_files(path)
        ledger = Ledger(sqlite_file(path))
        if not ledger.is_there():
            with sentences(folder), shared(folder), lock(path):
                ledger.make_tables(identity)
    ledger.is_there()
    return ledger


def empty_ledger() -> Ledger:
    """Return a ledger in memory, for what may not leave a trace."""
    ledger = Ledger(sqlite(None))
    ledger.make_tables("")
    return ledger


def of_another_version(name: str, schema: int) -> EnvironmentProblem:
    """Return the problem of a register whose tables are not those of this version of avtal."""
    if schema > SCHEMA_VERSION:
        return EnvironmentProblem(
            f"registret ”{name}” är gjort av en nyare version av avtal",
            "installera den senaste versionen av avtal",
        )
    return EnvironmentProblem(
        f"registret ”{name}” är gjort av en äldre version av avtal; det går att läsa, men inte att "
        "skriva i",
        "uppgradera det, med samma --register och --db: avtal register-upgrade --backup FIL",
    )


def _events(connection: Connection) -> Iterator[Event]:
    query = select(EVENTS.c.sequence, EVENTS.c.body).order_by(EVENTS.c.sequence)
    for number, (sequence, body) in enumerate(connection.execute(query), 1):
        try:
            event = read_event(body)
        except ValueError:
            raise damaged(f"händelse {sequence} går inte att läsa") from None
        if not number == sequence == event.sequence:
            raise damaged(f"händelse {number} saknas eller står på fel plats")
        yield event


def state_of(events: Sequence[Event]) -> Tables:
    """Return the state that events lead to. Raises EnvironmentProblem where they cannot be."""
    found = replay(events)
    for number in found.impossible:
        raise damaged(f"händelse {number} säger något som inte kan stämma")
    return found.tables


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:
        raise unreadable_folder(path.parent) from None


def _make_folder(folder: Path) -> None:
    with sentences(folder):
        with shared(folder):
            folder.mkdir(parents=True, exist_ok=True)
        volume = network_volume(folder)
    if volume is not None:
        raise EnvironmentProblem(
            f"registret kan inte ligga i ”{folder}”: det är en nätverksmapp ({volume}), där "
            "SQLite kan förstöra databasen när två skriver samtidigt",
            "lägg registret på en lokal disk (--register), eller använd PostgreSQL (--db)",
        )
