"""A real PostgreSQL server for the tests that need one, and a register to tamper with."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import count
from pathlib import Path

import psycopg
import pytest

from avtal.model.approval import Purpose
from avtal.register.acts.entries import note, record_numbers
from avtal.register.acts.strikes import strike
from avtal.register.kinds import Noted
from avtal.register.proof.verify import verify
from tests.conftest import Workspace
from tests.register.registering import ANNA, SMALL, Desk
from tests.register.tampered import FOLDERS, Whole

USER = "avtal"


def programs() -> Path:
    """Return the folder of the server's programs, which Debian does not put on the path."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    named = shutil.which("initdb")
    assert found or named, "PostgreSQL is missing; run tests/install_system_packages.sh"
    return found[-1].parent if found else Path(named or "").resolve().parent


class Server:
    """A server of its own in a temporary folder, reached by a socket and by nobody else."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.data = folder / "data"
        # It refuses to be run by root.
        self._user = "postgres" if os.geteuid() == 0 else None
        if self._user:
            shutil.chown(folder, self._user)
        self._run("initdb", "--auth", "trust", "--username", USER, "--no-sync", "-E", "UTF8")
        self._numbers = count()

    def start(self) -> None:
        options = f"-k {self.folder} -c listen_addresses="
        self._run("pg_ctl", "start", "-w", "-o", options, "-l", str(self.folder / "log"))

    def stop(self, mode: str = "fast") -> None:
        self._run("pg_ctl", "stop", "-m", mode)

    def database(self) -> str:
        """Return the address of a new, empty database."""
        name = f"avtal{next(self._numbers)}"
        with self.connect("postgres") as connection:
            connection.execute(f"CREATE DATABASE {name}".encode())
        return f"postgresql+psycopg://{USER}@/{name}?host={self.folder}"

    def connect(self, database: str) -> psycopg.Connection[tuple[object, ...]]:
        return psycopg.connect(dbname=database, user=USER, host=str(self.folder), autocommit=True)

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run(
            [programs() / program, "-D", self.data, *arguments],
            check=True,
            stdout=subprocess.DEVNULL,
            user=self._user,
            cwd=self.folder,
        )


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """Start PostgreSQL, and stop it when the tests are done."""
    folder = Path(tempfile.mkdtemp(prefix="avtal-pg-"))
    running = Server(folder)
    running.start()
    try:
        yield running
    finally:
        running.stop("immediate")
        shutil.rmtree(folder)


@pytest.fixture
def postgresql(server: Server) -> Callable[[], str]:
    """Return what gives the address of a new, empty database."""
    return server.database


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Whole:
    """Make a register with two cases, versions, carried documents, public copies and a file."""
    workspace = Workspace(tmp_path_factory.mktemp("register") / "arbete")
    small, three = Desk(workspace), Desk(workspace, "tre-parter")
    small.register(items={"tjansteutlatande": 7})
    small.rewrite("1.1")
    small.register()
    small.file()
    three.ready_to_sign()
    three.register(Purpose.SIGNED, recipients=("polis",))
    note(small.place, f"{SMALL}@2", Noted.SENT, {"recipient": "Polisen", "day": "2026-11-26"}, ANNA)
    record_numbers(small.place, f"{SMALL}@fil1", ["8"], ANNA)
    note(small.place, f"{SMALL}@1", Noted.REVIEWED, {"day": "2026-11-26"}, ANNA)
    strike(small.place, SMALL, small.events()[-1].sequence, "fel version", ANNA)
    assert verify(small.place).problems == ()
    folder = small.place.folder
    files = [
        path.relative_to(folder).as_posix()
        for place in FOLDERS
        for path in sorted((folder / place).rglob("*"))
        if path.is_file()
    ]
    return Whole(folder, tuple(files))


@pytest.fixture
def copy(whole: Whole, tmp_path: Path) -> Path:
    """Return a copy of the register, which may be written in."""
    folder = tmp_path / "register"
    shutil.copytree(whole.folder, folder)
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    return folder


@pytest.fixture
def database(copy: Path) -> Iterator[sqlite3.Connection]:
    """Return the database of the copy, with nothing that guards it; each statement is kept."""
    with closing(sqlite3.connect(copy / "register.db", isolation_level=None)) as connection:
        connection.execute("DROP TRIGGER events_no_update")
        connection.execute("DROP TRIGGER events_no_delete")
        yield connection
