"""The databases that can hold the ledger: how they are reached, and what they mean by no."""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError
from sqlalchemy.pool import NullPool

from avtal.files.plain import NotRead, NotThere, refuse_strange
from avtal.problems import EnvironmentProblem

BUSY_SECONDS = 60
REACH_SECONDS = 10
"""How long a server may take to answer who wants to reach it."""
WRITES = "avtal_writes"
"""The execution option of a connection that will write."""


def sqlite(path: Path | None) -> Engine:
    """Return SQLite in a file, or in memory."""
    place = URL.create("sqlite+pysqlite", database=str(path) if path else None)
    pool: dict[str, Any] = {"poolclass": NullPool} if path else {}
    return _listening(create_engine(place, connect_args={"timeout": BUSY_SECONDS}, **pool))


def sqlite_file(path: Path) -> Engine:
    """Return SQLite in a file, or where it is to be: for reading alone where no more is allowed.

    Who only reads leaves nothing behind that would stop those who write.
    """
    if not path.exists() or (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        _leave_write_ahead(path)
        return sqlite(path)
    address = f"file:{quote(str(path))}?{_only_to_read(path)}"
    place = URL.create("sqlite+pysqlite", database=str(path))

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(address, uri=True, timeout=BUSY_SECONDS)

    return _listening(create_engine(place, creator=connect, poolclass=NullPool))


def _leave_write_ahead(path: Path) -> None:
    """Let SQLite have a journal that is gone when nobody writes, unless others have it open.

    Earlier versions of avtal wrote ahead (WAL), and then who reads writes files of his own.
    """
    address = f"file:{quote(str(path))}?mode=rw"
    with (
        suppress(sqlite3.Error),  # what is wrong with the file is told when it is asked
        closing(sqlite3.connect(address, uri=True, timeout=0)) as connection,
    ):
        connection.execute("PRAGMA journal_mode = DELETE")


def _only_to_read(path: Path) -> str:
    """Return how SQLite in a file is opened by who may not write there."""
    with suppress(OSError), path.open("rb") as stream:
        if stream.read(_HEADER)[_READ_VERSION:] == _WRITES_AHEAD:
            wal, index = (path.with_name(path.name + suffix) for suffix in ("-wal", "-shm"))
            if not all(os.access(file, os.R_OK) for file in (wal, index)):
                _refuse_unread(path, wal)
                return "immutable=1"  # else it would make them
            return "mode=ro&readonly_shm=1"
    return "mode=ro"


def _refuse_unread(path: Path, wal: Path) -> None:
    """Raise EnvironmentProblem where what was registered last would not be seen."""
    if wal.exists() and wal.stat().st_size:
        raise EnvironmentProblem(
            f"registret ”{path}” kan inte läsas än: det som registrerades sist är inte infört",
            "låt någon som får skriva i registret köra avtal verify, så blir det helt",
        )


# https://www.sqlite.org/fileformat.html, ”The Database Header”
_HEADER, _READ_VERSION, _WRITES_AHEAD = 20, 19, b"\2"


def refuse_strange_files(path: Path) -> None:
    """Raise EnvironmentProblem where a file of SQLite is something else, which may never end."""
    for suffix in ("", "-wal", "-shm", "-journal"):
        file = path.with_name(path.name + suffix)
        try:
            refuse_strange(file)  # opened and closed here, it would lose the locks of SQLite
            if not os.access(file, os.R_OK):
                raise NotRead("kan inte läsas: behörighet saknas")
        except NotThere:
            continue
        except NotRead as error:
            raise EnvironmentProblem(
                f"registret ”{path}” kan inte användas: ”{file.name}” {error}",
                "kontrollera behörigheten, eller flytta undan filen och läs tillbaka en "
                "säkerhetskopia med avtal restore",
            ) from None


def _listening(engine: Engine) -> Engine:
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "begin", _on_begin)
    return engine


def server(url: str) -> Engine:
    """Return PostgreSQL at an address. Raises EnvironmentProblem where it is none."""
    _refuse_unescaped(url)
    try:
        parsed = make_url(url)
        if parsed.drivername in _DRIVERS:
            return _reaching(parsed.set(drivername=_DRIVERS[-1]))
    except (ArgumentError, ValueError):
        pass
    except ModuleNotFoundError as error:
        raise EnvironmentProblem(
            f"programbiblioteket {error.name} behövs för databasen men är inte installerat",
            "installera avtal med tillägget: pip install 'avtal[postgresql]'",
        ) from None
    raise EnvironmentProblem(
        "databasen som --db eller AVTAL_DB anger kan inte användas",
        f"skriv till exempel {_EXAMPLE}",
    )


_DRIVERS = ("postgresql", "postgresql+psycopg")
_EXAMPLE = "postgresql+psycopg://användare@server/databas"
_STRAY = r"(?:[\s@/?#\[\]]|%(?![0-9A-Fa-f]{2}))"
"""What means something else in an address, unless it is written with % and its number."""
_PASSWORD = re.compile(rf"[?&]password=[^&]*(?:\+|{_STRAY})")


def _refuse_unescaped(url: str) -> None:
    """Raise EnvironmentProblem for a name or password that would be taken for other parts."""
    user, at, _ = url.partition("://")[2].rpartition("@")
    if (at and re.search(_STRAY, user)) or _PASSWORD.search(url):
        raise EnvironmentProblem(
            "användarnamnet eller lösenordet i adressen till databasen har tecken som betyder "
            "något annat där",
            "skriv @ som %40, / som %2F, ? som %3F, # som %23, + som %2B, [ som %5B, ] som %5D, "
            "blanksteg som %20 och % som %25, och kontrollera --db eller AVTAL_DB",
        )


def shown_name(url: URL) -> str:
    """Return what a database is called to the user: of its address only what can be no password.

    That is the file of SQLite; else the names of the database and the server, where they are plain
    and the address is one that cannot have been taken apart in the wrong places.
    """
    if url.get_backend_name() == "sqlite":
        return url.database or ""
    torn = url.port is not None and url.username is None  # user:password/… without @server
    database, host = (
        None if torn or _OVERRIDES & url.query.keys() or not pattern.fullmatch(part or "") else part
        for pattern, part in ((_PLAIN_DATABASE, url.database), (_PLAIN_HOST, url.host))
    )
    return " på ".join(filter(None, (database, host))) or "PostgreSQL"


_PLAIN_DATABASE = re.compile(r"\w[\w-]{0,62}")
_PLAIN_HOST = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]{0,252}|[0-9A-Fa-f:.]{2,45}")
_OVERRIDES = frozenset({"dbname", "hostaddr", "service"})


def _reaching(url: URL) -> Engine:
    """Return the server, which is reached within a time, or told why it is not."""
    timeout = {} if "connect_timeout" in url.query else {"connect_timeout": REACH_SECONDS}
    engine = create_engine(url, poolclass=NullPool, connect_args=timeout)

    def connect(dialect: Any, record: Any, given: Any, named: Any) -> Any:
        try:
            return dialect.connect(*given, **named)
        except (dialect.loaded_dbapi.Error, OSError, ValueError) as error:
            reason, help = _unreached(str(error))
        # Outside of the except: what the driver says can hold parts of the password.
        raise _unusable(shown_name(url), reason, help)

    event.listen(engine, "do_connect", connect)
    return engine


_CHECK = "--db eller AVTAL_DB"
_ADMINISTRATOR = "be den som sköter databasservern"
_UNREACHED = (
    (
        r"pg_hba\.conf|(?:Peer|Ident)[ -]aut",
        "servern släpper inte in användaren från den här datorn",
        f"{_ADMINISTRATOR} att tillåta det i pg_hba.conf, eller rätta {_CHECK}",
    ),
    (
        "no password supplied|empty password|tomt lösenord",
        "servern vill ha ett lösenord, och inget är angivet",
        f"skriv det i {_CHECK}: postgresql+psycopg://användare:lösenord@server/databas",
    ),
    (
        "authentication failed|autentisering misslyckades",
        "användarnamnet eller lösenordet är fel",
        f"rätta det i {_CHECK}",
    ),
    (
        'database ".*" does not exist|databasen ".*" existerar inte',
        "databasen finns inte på servern",
        f"rätta namnet i {_CHECK}, eller {_ADMINISTRATOR} att skapa den (CREATE DATABASE)",
    ),
    (
        'role ".*" does not exist|rollen ".*" finns inte',
        "användaren finns inte på servern",
        f"rätta användarnamnet i {_CHECK}, eller {_ADMINISTRATOR} att lägga upp användaren",
    ),
    (
        "not permitted to log in|tillåts inte logga in",
        "användaren får inte logga in på servern",
        f"{_ADMINISTRATOR} om rätten LOGIN, eller rätta användarnamnet i {_CHECK}",
    ),
    (
        "permission denied for database|rättighet saknas för databas",
        "användaren får inte öppna databasen",
        f"{_ADMINISTRATOR} om rätten CONNECT (GRANT CONNECT ON DATABASE)",
    ),
    (
        "too many|slots are reserved|för många|slottar är reserverade",
        "för många är anslutna till servern",
        "vänta en stund och försök igen",
    ),
    (
        "database system is|databassystemet|currently accepting|tar för närvarande inte emot",
        "servern startar, stängs av eller är avstängd för tillfället",
        "vänta en stund och försök igen",
    ),
    (
        r"failed: \S+:  ",  # what the server said itself, in words that we do not know
        "servern säger nej",
        f"kontrollera användare, lösenord och databas i {_CHECK}; serverns logg säger varför",
    ),
    (
        "invalid connection option|bad value|invalid .*value|invalid port|invalid URI",
        "adressen har en inställning som inte finns eller inte kan användas",
        f"rätta det som står efter ? i {_CHECK}",
    ),
    (
        "SSL|certificate",
        "servern och programmet kan inte enas om kryptering",
        f"kontrollera sslmode i {_CHECK}, och serverns certifikat",
    ),
    (
        "translate host|resolve host|Name or service|getaddrinfo|idna",
        "databasservern svarar inte: servern finns inte i nätverket",
        f"rätta serverns namn i {_CHECK}, och kontrollera nätverket",
    ),
    (
        "timeout|timed out",
        "databasservern svarar inte i tid",
        f"kontrollera {_CHECK}, att servern är igång och att nätverket når den",
    ),
    (
        "",
        "databasservern svarar inte",
        f"kontrollera {_CHECK} och att servern är igång",
    ),
)
"""What stands in what is said when a server is not reached, in English or Swedish; no SQLSTATE.

Neither libpq nor psycopg gives one before there is a connection, and the server speaks the language
that it is set to; what the client says is in English.
"""


def _unreached(said: str) -> tuple[str, str]:
    """Return the reason and the remedy for what the driver says; nothing of it is shown."""
    return next(
        (reason, help) for sign, reason, help in _UNREACHED if re.search(sign, said, re.IGNORECASE)
    )


def _on_connect(connection: Any, record: Any) -> None:
    """Let SQLAlchemy say when transactions begin, and SQLite keep what it promises."""
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.close()


def take_any_text(connection: Connection) -> None:
    """Let texts that SQLite cannot read be read with signs for what is wrong, to be told of."""
    driver: Any = connection.connection.driver_connection
    driver.text_factory = lambda data: data.decode(errors="replace")


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
        if getattr(error.orig, "sqlite_errorname", "") == "SQLITE_READONLY_ROLLBACK":
            raise EnvironmentProblem(
                f"registret ”{name}” kan inte läsas än: en registrering i det avbröts",
                "låt någon som får skriva i registret köra avtal verify, så blir det helt",
            ) from error
        raise _told(name, error) from error


def _told(name: str, error: DBAPIError) -> EnvironmentProblem:
    if error.connection_invalidated:
        return _unusable(name, *_UNREACHED[-1][1:])
    said, state = str(error.orig), getattr(error.orig, "sqlstate", None) or ""
    for signs, reason, help in _REFUSED:
        if any(sign == state or (" " in sign and sign in said) for sign in signs):
            return _unusable(name, reason, help)
    first = said.strip().partition("\n")[0]
    return _unusable(name, f"databasen svarar ”{first}”", "åtgärda felet och försök igen")


def _unusable(name: str, reason: str, help: str) -> EnvironmentProblem:
    return EnvironmentProblem(f"registret ”{name}” kan inte användas: {reason}", help)


_MEND = "flytta undan den och läs tillbaka en säkerhetskopia med avtal restore"
_REFUSED = (
    (("database is locked",), "det är upptaget", "vänta en stund och försök igen"),
    (("disk is full", "53100"), "disken är full", "frigör plats och försök igen"),
    (
        ("disk I/O error",),
        "disken är full eller svarar med fel",
        "frigör plats, kontrollera disken och försök igen",
    ),
    (
        ("55P03",),
        "någon läser eller registrerar i det",
        "vänta tills ingen gör det och försök igen",
    ),
    (("40P01", "40001"), "två skrev samtidigt", "försök igen"),
    (
        ("2BP01",),
        "något annat i databasen bygger på tabellerna, till exempel en vy",
        "ta bort det, kör kommandot igen och gör det på nytt",
    ),
    (
        ("must be owner",),
        "användaren äger inte tabellerna",
        "kör kommandot som den databasanvändare som gjorde registret",
    ),
    (
        ("42501", "3F000"),
        "användaren saknar rättigheter i databasen",
        f"{_ADMINISTRATOR} om rätt att skapa, läsa och skriva tabeller (GRANT), eller kör "
        "kommandot som den databasanvändare som gjorde registret",
    ),
    (
        ("attempt to write a readonly database", "25006"),
        "det är skrivskyddat",
        "kontrollera behörigheten och försök igen",
    ),
    (
        ("unable to open",),
        "filen kan inte öppnas",
        "kontrollera att mappen finns och att du får skriva i den",
    ),
    (("not a database",), "filen är ingen databas", _MEND),
    (
        ("decode to UTF-8",),
        "databasen är skadad: en text i den går inte att läsa",
        "kör avtal verify för att se vilken, och läs tillbaka en säkerhetskopia med avtal restore",
    ),
    (("is malformed", "malformed database"), "databasen är skadad", _MEND),
)
"""What a database says no by, SQLSTATE in PostgreSQL and words in SQLite; reason and remedy."""
