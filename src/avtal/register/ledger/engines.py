"""The databases that can hold the ledger: how they are reached, and what they mean by no."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError, NoSuchModuleError
from sqlalchemy.pool import NullPool

from avtal.problems import EnvironmentProblem

BUSY_SECONDS = 60
WRITES = "avtal_writes"
"""The execution option of a connection that will write."""


def sqlite(path: Path | None) -> Engine:
    """Return SQLite in a file, or in memory."""
    place = URL.create("sqlite+pysqlite", database=str(path) if path else None)
    pool: dict[str, Any] = {"poolclass": NullPool} if path else {}
    return _listening(create_engine(place, connect_args={"timeout": BUSY_SECONDS}, **pool))


def archived_sqlite(path: Path) -> Engine:
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


def server(url: str) -> Engine:
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
    writes = connection.get_execution_options().get(WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def database_sentences(name: str) -> Iterator[None]:
    """Raise EnvironmentProblem with a sentence where the database says no; `name` is its name."""
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
        "lock timeout": (
            "någon läser eller registrerar i det",
            "vänta tills ingen gör det och försök igen",
        ),
        "deadlock": ("två skrev samtidigt", "försök igen"),
        "other objects depend on it": (
            "något annat i databasen bygger på tabellerna, till exempel en vy",
            "ta bort det, kör kommandot igen och gör det på nytt",
        ),
        "must be owner": (
            "användaren äger inte tabellerna",
            "kör kommandot som den databasanvändare som gjorde registret",
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
