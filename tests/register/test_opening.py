"""A register is opened only where there is one, and where its parts are of the same one."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from avtal.problems import EnvironmentProblem
from avtal.register.acts.new_register import make_register
from avtal.register.ledger import queries
from avtal.register.opening import NoRegister, RegisterPlace, changing, existing, proving
from avtal.register.proof.upgrade import upgrade
from avtal.register.proof.verify import verify
from tests.conftest import Workspace
from tests.register.conftest import Server
from tests.register.registering import SMALL, Desk, everything

WAYS = (changing, existing, proving)
WRONG_MARKS = [
    b"", b"{}", b"[]", b"\xff", b"[" * 4_096, b'{"format": "avtal/register/2"}',
    b'{"format": "avtal/register/1", "identity": 5, "database": "sqlite"}',
    b'{"format": "avtal/register/1", "identity": "x", "database": "sqlite"}',
    b'{"format": "avtal/register/1", "identity": ["x"], "database": ["sqlite"]}',
]  # fmt: skip


@pytest.fixture
def nowhere(tmp_path: Path) -> RegisterPlace:
    """Return a place where there is no register."""
    return RegisterPlace(tmp_path / "output" / "register")


@pytest.fixture
def desk(workspace: Workspace) -> Desk:
    """Return a desk with a version in the register."""
    desk = Desk(workspace)
    desk.register()
    return desk


def refused(place: RegisterPlace) -> EnvironmentProblem:
    """Return why a register is not opened, whoever opens it; nothing was written."""
    before = everything(place.folder)
    said = []
    for way in (changing, existing):
        with pytest.raises(EnvironmentProblem) as caught, way(place):
            pass
        said.append(caught.value)
    assert (said[0].message, said[0].help) == (said[1].message, said[1].help)
    assert everything(place.folder) == before
    return said[0]


def test_a_register_that_must_be_there_is_asked_for_and_not_made(nowhere: RegisterPlace) -> None:
    for way in WAYS:
        with pytest.raises(NoRegister) as caught, way(nowhere):
            pass
        assert caught.value.message == f"det finns inget register i ”{nowhere.folder}”"
        assert "avtal register-new" in caught.value.help
        assert "säkerhetskopia" not in caught.value.help
    assert not nowhere.folder.parent.exists()


def test_what_is_registered_is_seen_however_it_is_opened(desk: Desk) -> None:
    for way in WAYS:
        with way(desk.place) as register, register.ledger.reading() as connection:
            assert queries.case_numbers(connection) == [SMALL]


def test_an_empty_folder_as_of_a_disk_that_is_not_mounted_is_no_register(desk: Desk) -> None:
    desk.place.folder.rename(desk.workspace.root / "disk")
    desk.place.folder.mkdir()
    with pytest.raises(NoRegister, match="det finns inget register i"):
        desk.register()
    assert list(desk.place.folder.iterdir()) == []


def test_an_archive_without_its_database_is_told_and_not_begun_anew(desk: Desk) -> None:
    for name in ("register.db", "register.db-wal", "register.db-shm"):
        (desk.place.folder / name).unlink(missing_ok=True)
    said = refused(desk.place)
    assert said.message.endswith("saknar sin databas, register.db")
    assert "sätt tillbaka register.db" in said.help
    (desk.place.folder / "register.json").unlink()  # as where an older avtal made it
    assert refused(desk.place).message.endswith("saknar sin databas, register.db")
    (desk.place.folder / "register.db").write_bytes(b"")
    assert refused(desk.place).message.endswith("saknar sin databas, register.db")


def test_the_database_of_another_register_is_refused(desk: Desk, tmp_path: Path) -> None:
    other = RegisterPlace(tmp_path / "annat")
    make_register(other)
    shutil.copy(other.folder / "register.db", desk.place.folder / "register.db")
    for name in ("register.db-wal", "register.db-shm"):
        (desk.place.folder / name).unlink(missing_ok=True)
    said = refused(desk.place)
    assert "är inte den databas som hör till registret" in said.message
    with pytest.raises(EnvironmentProblem, match="är inte den databas som hör till registret"):
        verify(desk.place)


def test_a_folder_that_is_not_marked_is_proved_and_then_marked(desk: Desk) -> None:
    mark = desk.place.folder / "register.json"
    kept = mark.read_bytes()
    mark.unlink()
    assert refused(desk.place).message.endswith("är inte märkt som registrets mapp")
    (finding,) = verify(desk.place).problems
    assert finding.severity == "fel"
    assert "avtal register-upgrade" in finding.help
    done = upgrade(desk.place, desk.workspace.root / "kopia.zip")
    assert (done.marked, done.backup) == (True, None)
    assert mark.read_bytes() == kept
    assert verify(desk.place).problems == ()


def test_a_folder_that_is_not_the_register_s_is_never_marked(desk: Desk) -> None:
    (desk.place.folder / "register.json").unlink()
    shutil.rmtree(desk.store)
    with pytest.raises(EnvironmentProblem, match="är inte märkt"):
        desk.file()
    with pytest.raises(Exception, match="fel"):
        upgrade(desk.place, desk.workspace.root / "kopia.zip")
    assert not (desk.place.folder / "register.json").exists()


@pytest.mark.parametrize("data", WRONG_MARKS)
def test_a_mark_that_says_nothing_is_told(desk: Desk, data: bytes) -> None:
    (desk.place.folder / "register.json").write_bytes(data)
    assert "säger inte vilket register mappen hör till" in refused(desk.place).message


def test_a_mark_that_is_no_file_is_told_and_not_waited_for(desk: Desk) -> None:
    mark = desk.place.folder / "register.json"
    mark.unlink()
    os.mkfifo(mark)
    with pytest.raises(EnvironmentProblem, match="är ingen vanlig fil"):
        desk.documents()
    mark.unlink()
    mark.mkdir()
    with pytest.raises(EnvironmentProblem, match="är en mapp, inte en fil"):
        desk.documents()


@pytest.mark.system
def test_folder_and_database_on_a_server_belong_together(
    workspace: Workspace, server: Server
) -> None:
    there, here = Desk(workspace, database=server.database()), workspace.root / "har"
    there.register()
    local = RegisterPlace(here)
    make_register(local)
    url = there.place.database
    forgotten = refused(RegisterPlace(there.place.folder))
    assert forgotten.message.endswith("har sin databas på en server")
    assert "--db" in forgotten.help
    assert "är inte den som hör till registret" in refused(RegisterPlace(here, url)).message
    assert "sin databas i mappen" in refused(RegisterPlace(here, url)).help
    mistyped = refused(RegisterPlace(workspace.root / "outptu", url))
    assert mistyped.message.endswith("är inte märkt som registrets mapp")
    assert not (workspace.root / "outptu").exists()
    empty = server.database()
    assert "har inte registret i" in refused(RegisterPlace(there.place.folder, empty)).message
    other = RegisterPlace(workspace.root / "tredje", empty)
    make_register(other)
    crossed = RegisterPlace(there.place.folder, empty)
    assert "är inte den som hör till registret" in refused(crossed).message
    there.file()
