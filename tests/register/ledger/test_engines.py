"""PostgreSQL that is not reached or says no: why, what to do, and nothing of a password."""

from __future__ import annotations

import shutil
import socket
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from threading import Thread

import pytest
from sqlalchemy import make_url

from avtal.problems import EnvironmentProblem
from avtal.register.ledger.database import make_ledger, open_ledger
from avtal.register.ledger.engines import _unreached, shown_name
from tests.conftest import Workspace
from tests.processes import run
from tests.register.conftest import Server

FOR_EVER = 120
"""Seconds after which nothing more is expected of a server that says nothing."""

PASSWORD = "hemligt4711"


class Guarded(Server):
    """A server that asks some for a password, lets some in, and others not."""

    HBA = """
        local all avtal trust
        local all okand,utan_inloggning trust
        local all ident peer
        local stangd kalle reject
        local all kalle,anna,lisa,ny scram-sha-256
    """

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        (self.data / "pg_hba.conf").write_text(self.HBA, encoding="utf-8")

    def furnish(self) -> None:
        with self.connect("postgres") as connection:
            for statement in (
                f"CREATE ROLE kalle LOGIN PASSWORD '{PASSWORD}'",
                f"CREATE ROLE anna LOGIN PASSWORD '{PASSWORD}'",
                "CREATE ROLE utan_inloggning NOLOGIN",
                "CREATE DATABASE diarium OWNER kalle",
                "CREATE DATABASE privat",
                "REVOKE CONNECT ON DATABASE privat FROM public",
            ):
                connection.execute(statement.encode())

    def address(self, user: str = f"kalle:{PASSWORD}", database: str = "diarium") -> str:
        return f"postgresql+psycopg://{user}@/{database}?host={self.folder}"


@pytest.fixture(scope="module")
def guarded() -> Iterator[Guarded]:
    """Start such a server."""
    folder = Path(tempfile.mkdtemp(prefix="avtal-pg-"))
    running = Guarded(folder)
    running.start()
    try:
        running.furnish()
        yield running
    finally:
        running.stop("immediate")
        shutil.rmtree(folder)


def _told(url: str, folder: Path) -> str:
    with pytest.raises(EnvironmentProblem) as caught:
        make_ledger(folder, url, "")
    return f"{caught.value.message}; {caught.value.help}"


@pytest.mark.system
@pytest.mark.parametrize(
    ("user", "database", "reason", "help"),
    [
        ("kalle:fel", "diarium", "användarnamnet eller lösenordet är fel", "rätta det i --db"),
        ("ny:fel", "diarium", "användarnamnet eller lösenordet är fel", "rätta det i --db"),
        ("kalle", "diarium", "servern vill ha ett lösenord", "användare:lösenord@server"),
        ("okand", "diarium", "användaren finns inte på servern", "lägga upp användaren"),
        ("utan_inloggning", "diarium", "användaren får inte logga in", "rätten LOGIN"),
        ("", "borta", "databasen finns inte på servern", "CREATE DATABASE"),
        ("", "privat", "användaren får inte öppna databasen", "GRANT CONNECT"),
        ("", "stangd", "servern släpper inte in användaren", "pg_hba.conf"),
        ("frammande", "diarium", "servern släpper inte in användaren", "pg_hba.conf"),
        ("ident", "diarium", "servern släpper inte in användaren", "pg_hba.conf"),
    ],
)
def test_each_no_of_the_server_has_its_remedy(
    guarded: Guarded, tmp_path: Path, user: str, database: str, reason: str, help: str
) -> None:
    url = guarded.address(user or f"kalle:{PASSWORD}", database)
    said = _told(url, tmp_path)
    assert said.startswith(f"registret ”{database}” kan inte användas: {reason}")
    assert help in said.partition("; ")[2]
    assert PASSWORD not in said


@pytest.mark.system
def test_who_may_not_read_or_make_the_tables(guarded: Guarded, tmp_path: Path) -> None:
    anna = guarded.address(f"anna:{PASSWORD}")
    lacking = "användaren saknar rättigheter i databasen; be den som sköter databasservern"
    assert lacking in _told(anna, tmp_path)
    ledger = make_ledger(tmp_path, guarded.address(), "")
    assert ledger.name == "diarium"
    ledger.close()
    assert lacking in _told(anna, tmp_path)


# Servers that are none


def test_nobody_listens(tmp_path: Path) -> None:
    for url in (
        f"postgresql+psycopg://kalle:{PASSWORD}@127.0.0.1:1/avtal",
        f"postgresql+psycopg://kalle@127.0.0.1:1/avtal?password={PASSWORD}",
    ):
        said = _told(url, tmp_path)
        assert said == (
            "registret ”avtal på 127.0.0.1” kan inte användas: databasservern svarar inte; "
            "kontrollera --db eller AVTAL_DB och att servern är igång"
        )


def test_the_server_has_no_such_name(tmp_path: Path) -> None:
    for host in ("finns-inte.invalid", "a..b"):
        said = _told(f"postgresql+psycopg://kalle:{PASSWORD}@{host}/avtal", tmp_path)
        assert f"”avtal på {host}”" in said
        assert "servern finns inte i nätverket; rätta serverns namn" in said
        assert PASSWORD not in said


def test_a_server_that_takes_the_call_and_says_nothing(tmp_path: Path) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as silent:
        port = silent.getsockname()[1]
        url = f"postgresql+psycopg://kalle:{PASSWORD}@127.0.0.1:{port}/avtal"
        said: list[str] = []
        waiting = Thread(target=lambda: said.append(_told(url, tmp_path)), daemon=True)
        waiting.start()
        waiting.join(FOR_EVER)
    assert not waiting.is_alive()
    assert "databasservern svarar inte i tid; kontrollera --db eller AVTAL_DB" in said[0]


def test_a_setting_that_there_is_not(tmp_path: Path) -> None:
    for setting in (f"losen={PASSWORD}", f"sslmode={PASSWORD}", f"connect_timeout={PASSWORD}"):
        said = _told(f"postgresql+psycopg://kalle@127.0.0.1:1/avtal?{setting}", tmp_path)
        assert "adressen har en inställning som inte finns eller inte kan användas" in said
        assert PASSWORD not in said


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ('Lösenordsautentisering misslyckades för användare "k"', "lösenordet är fel"),
        ('databasen "d" existerar inte', "databasen finns inte"),
        ('rollen "k" finns inte', "användaren finns inte"),
        ('rättighet saknas för databas "d"', "får inte öppna databasen"),
        ('ingen rad i pg_hba.conf för värd "h", användare "k"', "släpper inte in"),
        ("ledsen, för många klienter", "för många är anslutna"),
        ("databassystemet startar upp", "servern startar"),
        ("Passwort-Authentifizierung für Benutzer »k« fehlgeschlagen", "servern säger nej"),
    ],
)
def test_a_server_speaks_its_own_language(said: str, reason: str) -> None:
    """As the catalogues of PostgreSQL 15 have it; of one that we do not know it is told openly."""
    where = 'connection failed: connection to server at "::1", port 5432 failed: FATALT:  '
    assert reason in _unreached(where + said)[0]


# Passwords


@pytest.mark.parametrize(
    "address",
    [
        "kalle:xyzzy@plugh@server/avtal",
        "kalle:xyzzy@@plugh@server/avtal",
        "kalle:xyzzy/plugh@server/avtal",
        "kalle:xyzzy@plugh/frobb@server/avtal",
        "kalle:xyzzy?plugh@server/avtal",
        "kalle:xyzzy#plugh@server/avtal",
        "kalle:xyzzy[plugh@server/avtal",
        "kalle:xyzzy plugh@server/avtal",
        "kalle:xyzzy%plugh@server/avtal",
        "kalle/xyzzy:plugh@server/avtal",
        "kalle@server/avtal?password=xyzzy@plugh",
        "server/avtal?password=xyzzy@plugh",
        "kalle@server/avtal?password=xyzzy+plugh",
        "kalle@server/avtal?sslmode=require&password=xyzzy%plugh",
    ],
)
def test_signs_that_must_be_escaped(workspace: Workspace, address: str) -> None:
    url = f"postgresql+psycopg://{address}"
    for ran in (
        run("log", "--db", url, cwd=workspace.root),
        run("log", "--json", cwd=workspace.root, env={"AVTAL_DB": url}),
    ):
        assert ran.exit_code == 2
        assert "har tecken som betyder något annat där" in ran.out + ran.err
        assert "skriv @ som %40, / som %2F" in ran.out + ran.err
        assert not [part for part in ("xyzzy", "plugh", "frobb") if part in ran.out + ran.err]


@pytest.mark.system
def test_a_password_of_such_signs_lets_in(guarded: Guarded, tmp_path: Path) -> None:
    with guarded.connect("postgres") as connection:
        connection.execute(b"CREATE ROLE lisa LOGIN PASSWORD 'a@b/c:d%e?f#g+h'")
    written = "a%40b%2Fc%3Ad%25e%3Ff%23g%2Bh"
    for url in (
        guarded.address(f"lisa:{written}", "postgres"),
        f"{guarded.address('lisa', 'postgres')}&password={written}",
    ):
        assert open_ledger(tmp_path, url) is None


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("kalle:x@server/avtal", "avtal på server"),
        ("kalle:x@db.kommun.se:5432/avtal", "avtal på db.kommun.se"),
        ("server/avtal", "avtal på server"),
        ("kalle@[::1]:5432/avtal", "avtal på ::1"),
        ("kalle@/avtal?host=/var/run/postgresql", "avtal"),
        ("kalle@server", "server"),
        ("kalle:4711/12", "PostgreSQL"),
        ("kalle@se%20cret/av%40tal", "PostgreSQL"),
        ("kalle@server/avtal?dbname=annat", "PostgreSQL"),
        ("kalle@server/avtal?password=x&hostaddr=y", "PostgreSQL"),
    ],
)
def test_of_an_address_only_plain_names_are_shown(address: str, shown: str) -> None:
    assert shown_name(make_url(f"postgresql+psycopg://{address}")) == shown
