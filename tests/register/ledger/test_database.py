"""The ledger as a database: what is opened, what is refused, and what it keeps of itself."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path
from threading import Thread

import pytest

from avtal.problems import EnvironmentProblem
from avtal.register.acts.entries import record_numbers, void
from avtal.register.acts.new_register import make_register
from avtal.register.diary.log import log
from avtal.register.diary.show import show
from avtal.register.events.kinds import (
    CaseOpened,
    FileRegistered,
    LeftoversCleared,
    VersionRegistered,
)
from avtal.register.ledger import queries
from avtal.register.ledger.address import read_address
from avtal.register.ledger.database import open_ledger
from avtal.register.ledger.schema import SCHEMA_VERSION
from avtal.register.opening import RegisterPlace, existing
from avtal.register.proof.backup import backup
from avtal.register.proof.restore import restore
from avtal.register.proof.verify import verify
from tests.conftest import Workspace
from tests.processes import forked, run
from tests.register.conftest import Server
from tests.register.ledger.statements import execute, in_postgresql
from tests.register.registering import ANNA, SMALL, Desk


@pytest.fixture
def desk(workspace: Workspace) -> Desk:
    """Return a desk with a version in the register."""
    desk = Desk(workspace)
    desk.register()
    return desk


def _told(desk: Desk) -> tuple[str, str]:
    with pytest.raises(EnvironmentProblem) as caught:
        desk.documents()
    with pytest.raises(EnvironmentProblem) as again:
        desk.register()
    assert again.value.message == caught.value.message
    assert caught.value.exit_code == 2
    return caught.value.message, caught.value.help


def test_a_ledger_of_a_newer_version_is_neither_read_nor_written(desk: Desk) -> None:
    execute(desk, f"UPDATE ledger SET schema_version = {SCHEMA_VERSION + 1}")
    said = _told(desk)
    assert "är gjort av en nyare version av avtal" in said[0]
    assert "installera den senaste versionen av avtal" in said[1]


def test_a_ledger_of_an_older_version_is_read_by_its_events(desk: Desk) -> None:
    """Its tables may have any shape, and what is entered meanwhile is seen."""
    before = desk.documents()
    execute(
        desk,
        f"UPDATE ledger SET schema_version = {SCHEMA_VERSION - 1}",
        "PRAGMA foreign_keys = OFF",
        "DROP TABLE documents",
        "ALTER TABLE versions RENAME COLUMN avtal_version TO program",
    )
    assert desk.documents() == before
    with pytest.raises(EnvironmentProblem, match="det går att läsa, men inte att skriva i"):
        desk.register()
    with existing(desk.place) as register:
        with (
            pytest.raises(EnvironmentProblem, match="det går att läsa, men inte att skriva i"),
            register.ledger.entry("2026-01-01T00:00:00Z", "Anna"),
        ):
            pass
        with register.ledger.reading() as connection:
            assert len(queries.documents(connection, SMALL)) == len(before)
        execute(desk, "UPDATE ledger SET length = length + 1")
        with register.ledger.reading() as connection:
            assert len(queries.documents(connection, SMALL)) == len(before)


def test_a_ledger_that_does_not_say_its_version(desk: Desk) -> None:
    execute(desk, "DELETE FROM ledger")
    assert "det säger inte vilken version det har" in _told(desk)[0]


def test_a_ledger_without_its_tables(desk: Desk) -> None:
    execute(desk, "PRAGMA foreign_keys = OFF", "DROP TABLE documents")
    assert "databasen svarar ”no such table: documents”" in _told(desk)[0]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"hej" * 1_000, "filen är ingen databas"),
        (b"SQLite format 3\x00" + b"\xff" * 4_000, "filen är ingen databas"),
    ],
)
def test_what_is_no_database(desk: Desk, content: bytes, message: str) -> None:
    (desk.place.folder / "register.db").write_bytes(content)
    assert message in _told(desk)[0]


def test_a_database_that_is_cut(desk: Desk) -> None:
    path = desk.place.folder / "register.db"
    path.write_bytes(path.read_bytes()[: 5 * 4096])
    assert "kan inte användas" in _told(desk)[0]


def test_a_folder_in_place_of_the_database(desk: Desk) -> None:
    path = desk.place.folder / "register.db"
    path.unlink()
    path.mkdir()
    assert "”register.db” är en mapp, inte en fil" in _told(desk)[0]


def test_another_program_s_database_is_left_alone(workspace: Workspace) -> None:
    place = RegisterPlace(workspace.root / "register")
    place.folder.mkdir()
    with closing(sqlite3.connect(place.folder / "register.db")) as connection:
        connection.execute("CREATE TABLE documents (id INTEGER)")
    with pytest.raises(EnvironmentProblem, match="används redan till annat"):
        make_register(place)
    with closing(sqlite3.connect(place.folder / "register.db")) as connection:
        tables = connection.execute("SELECT name FROM sqlite_master").fetchall()
    assert tables == [("documents",)]


@pytest.mark.parametrize(
    "url", ["", "hej", "mysql://x", "sqlite:///x.db", "postgresql+oklar://x/y", "://"]
)
def test_addresses_that_are_none(tmp_path: Path, url: str) -> None:
    with pytest.raises(EnvironmentProblem, match="databasen som --db eller AVTAL_DB anger"):
        open_ledger(tmp_path, url)


def test_a_server_that_does_not_answer_is_told_without_the_password(tmp_path: Path) -> None:
    url = "postgresql+psycopg://kalle:hemligt@127.0.0.1:1/avtal"
    with pytest.raises(EnvironmentProblem) as caught:
        open_ledger(tmp_path, url)
    assert "databasservern svarar inte" in caught.value.message
    assert "hemligt" not in caught.value.message + caught.value.help


# What SQLite keeps of itself


def test_readers_do_not_wait(desk: Desk) -> None:
    with (
        existing(desk.place) as register,
        register.ledger.entry("2026-01-01T00:00:00Z", "Anna"),
    ):
        assert len(desk.documents()) == 2


def test_a_register_on_a_disc_can_be_proved() -> None:
    """Where nothing can be written, as in an archive."""
    with tempfile.TemporaryDirectory() as folder:  # which others can enter
        desk = Desk(Workspace(Path(folder) / "arbete å %20?#"))
        desk.register()
        places = [path for path in Path(folder).rglob("*") if path.is_dir()]
        for path in (Path(folder), *places):
            path.chmod(0o555)

        def as_nobody() -> None:
            if os.geteuid() == 0:
                os.setuid(65_534)
            assert verify(desk.place, rebuild=True).problems == ()
            assert len(list(log(desk.place))) == 2

        assert forked(as_nobody) == 0
        for path in (Path(folder), *places):
            path.chmod(0o755)


def test_who_enters_second_waits_and_follows_on_the_first(desk: Desk) -> None:
    def second() -> None:
        desk.file("andra.txt", content="B")

    waiting = Thread(target=second)
    with (
        existing(desk.place) as register,
        register.ledger.entry(ANNA.at, "Anna") as entry,
    ):
        waiting.start()
        waiting.join(0.5)
        assert waiting.is_alive()
        entry.add(SMALL, LeftoversCleared(folder="KS-2024-12", removed=()))
    waiting.join()
    kinds = [type(event.data) for event in desk.events()]
    assert kinds == [CaseOpened, VersionRegistered, LeftoversCleared, FileRegistered]
    assert verify(desk.place).problems == ()


@pytest.mark.system
def test_postgresql_does_all_that_sqlite_does(workspace: Workspace, server: Server) -> None:
    desk = in_postgresql(workspace, server.database)
    desk.rewrite("1.1")
    desk.register(allocate=True)
    desk.file(allocate=True)
    record_numbers(desk.place, f"{SMALL}@1/overenskommelse", ["30"], ANNA)
    desk.file("annat.txt", content="Annat")
    with pytest.raises(EnvironmentProblem, match="handlingsnummer 30 är redan använt"):
        record_numbers(desk.place, f"{SMALL}@fil2", ["30"], ANNA)
    void(desk.place, f"{SMALL}@fil1", "fel", ANNA)
    assert [row.item for row in log(desk.place)] == [1, 30, 2, 3, None]
    assert len(show(desk.place, read_address(SMALL)).events) == 8
    assert verify(desk.place, rebuild=True).problems == ()
    assert not (desk.place.folder / "register.db").exists()
    made = backup(desk.place, workspace.root / "kopia.zip")
    for url in (server.database(), None):
        place = RegisterPlace(workspace.root / f"annan{url is None}", url)
        assert restore(place, made.path).head == made.head
        assert verify(place).problems == ()
        with pytest.raises(EnvironmentProblem, match="har redan ett register"):
            restore(RegisterPlace(workspace.root / "tredje", desk.place.database), made.path)


@pytest.mark.parametrize("column", ["documents.title", "cases.title", "events.body"])
def test_text_that_is_damaged_is_told_and_found(desk: Desk, column: str) -> None:
    table, _, name = column.partition(".")
    change = f"UPDATE {table} SET {name} = CAST(x'41ff42' AS TEXT)"
    first = f"WHERE rowid = (SELECT min(rowid) FROM {table})"
    execute(desk, "DROP TRIGGER events_no_update", f"{change} {first}")
    ran = run("show", SMALL, cwd=desk.workspace.root)
    assert (ran.exit_code, "en text i den går inte att läsa" in ran.err) == (2, True), ran.err
    ran = run("verify", cwd=desk.workspace.root)
    assert (ran.exit_code, " är ändrad: " in ran.out + ran.err) == (1, True), ran.err
