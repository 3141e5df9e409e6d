"""Colleagues who share a register: who reads leaves nothing behind, and a group can work in one."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import stat
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from avtal.register.acts.entries import void
from avtal.register.acts.new_register import make_register
from avtal.register.diary.log import log
from avtal.register.opening import RegisterPlace
from avtal.register.proof.backup import backup
from avtal.register.proof.restore import restore
from avtal.register.proof.verify import verify
from tests.conftest import Workspace
from tests.processes import forked, told
from tests.register.registering import ANNA, SMALL, Desk, furnished

pytestmark = pytest.mark.skipif(
    os.name == "nt" or os.geteuid() != 0, reason="only root can be other users"
)

OWNER, COLLEAGUE, STRANGER, GROUP = 64_001, 64_002, 65_534, 64_100


def as_user(user: int, action: Callable[[], object], umask: int = 0o077) -> Callable[[], None]:
    """Return the action done as a user; the owner and the colleague are of the group."""

    def act() -> None:
        os.umask(umask)
        os.setgroups([GROUP] if user != STRANGER else [])
        os.setgid(user)
        os.setuid(user)
        action()

    return act


@pytest.fixture(scope="module", autouse=True)
def _loaded(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Load everything while Python can be read: it may lie where only root may enter."""
    desk = furnished(Workspace(tmp_path_factory.mktemp("laddat") / "arbete"))
    void(desk.place, f"{SMALL}@1", "fel", ANNA)
    verify(desk.place, rebuild=True)
    kopia = backup(desk.place, desk.workspace.root / "kopia.zip").path
    restore(RegisterPlace(desk.workspace.root / "annat" / "register"), kopia)
    list(log(desk.place))


@pytest.fixture
def desk() -> Iterator[Desk]:
    """Return a desk that all may enter, with an empty folder for the register: the owner's."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        desk = Desk(Workspace(Path(folder) / "arbete"))
        shutil.rmtree(desk.place.folder)
        desk.place.folder.mkdir()
        os.chown(desk.place.folder, OWNER, OWNER)
        yield desk


def begun(desk: Desk) -> Callable[[], object]:
    """Return what makes the register and registers the first version."""

    def act() -> None:
        make_register(desk.place)
        desk.register()

    return act


def _share(desk: Desk) -> None:
    os.chown(desk.place.folder, OWNER, GROUP)
    desk.place.folder.chmod(0o2770)


def _names(desk: Desk) -> set[str]:
    return {path.name for path in desk.place.folder.iterdir()}


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.parametrize("journal", ["DELETE", "WAL"])
def test_who_only_reads_does_not_lock_the_owner_out(desk: Desk, journal: str) -> None:
    assert forked(as_user(OWNER, begun(desk), 0o022)) == 0
    desk.place.folder.chmod(0o777)
    database = desk.place.folder / "register.db"
    with closing(sqlite3.connect(database)) as connection:  # as an earlier version made it
        assert connection.execute(f"PRAGMA journal_mode = {journal}").fetchone()
    before = _names(desk)

    def read() -> None:
        assert len(list(log(desk.place))) == 2
        assert verify(desk.place).problems == ()

    assert forked(as_user(STRANGER, read)) == 0
    assert _names(desk) == before
    desk.rewrite("1.1")
    assert forked(as_user(OWNER, desk.register, 0o022)) == 0
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    assert forked(as_user(STRANGER, lambda: desk.documents())) == 0


def test_who_reads_sees_what_another_who_writes_ahead_has_not_moved_yet(desk: Desk) -> None:
    assert forked(as_user(OWNER, begun(desk), 0o022)) == 0
    database = desk.place.folder / "register.db"
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("UPDATE cases SET title = 'Ny'")
        before = {path: _mode(path) for path in desk.place.folder.iterdir()}

        def read() -> None:
            (found,) = verify(desk.place).problems
            assert "titeln är inte vad händelserna säger" in found.message

        assert forked(as_user(STRANGER, read)) == 0
        assert {path: _mode(path) for path in desk.place.folder.iterdir()} == before


def test_who_only_reads_is_told_when_trying_to_write(desk: Desk) -> None:
    assert forked(as_user(OWNER, begun(desk), 0o022)) == 0
    desk.place.folder.chmod(0o777)
    before = desk.events()
    said = told(as_user(STRANGER, lambda: void(desk.place, f"{SMALL}@1", "fel", ANNA)))
    assert "behörighet saknas" in said
    assert desk.events() == before


def test_colleagues_of_a_group_register_in_one_case(desk: Desk) -> None:
    _share(desk)
    desk.workspace.root.chmod(0o777)
    assert forked(as_user(OWNER, begun(desk))) == 0
    desk.rewrite("1.1")
    assert forked(as_user(COLLEAGUE, desk.register)) == 0
    assert forked(as_user(OWNER, desk.file)) == 0

    def prove() -> None:
        assert verify(desk.place, rebuild=True).problems == ()

    for user in OWNER, COLLEAGUE:
        assert forked(as_user(user, prove)) == 0
    for path in desk.place.folder.rglob("*"):
        assert path.stat().st_gid == GROUP, path
        assert _mode(path) & 0o007 == 0, path  # no more than the folder gives
        assert _mode(path) & 0o040, path
    assert "kan inte" in told(as_user(STRANGER, desk.documents))


def test_a_colleague_clears_what_another_left(desk: Desk) -> None:
    _share(desk)
    assert forked(as_user(OWNER, begun(desk))) == 0
    place = desk.store / "v1"

    def leave() -> None:
        """Leave what a run that is killed does: one folder not sealed, another half-written."""
        place.chmod(_mode(place) | 0o200)
        (place / "manifest.json").chmod(0o640)
        os.umask(0o007)  # as the register lets it be
        half = desk.store / ".v2.avtal-ny"
        half.mkdir()
        (half / "fil.docx").touch()

    assert forked(as_user(OWNER, leave)) == 0
    desk.rewrite("1.1")

    def register() -> None:
        assert desk.register().cleaned == (".v2.avtal-ny",)

    assert forked(as_user(COLLEAGUE, register)) == 0


@pytest.mark.parametrize(("umask", "others"), [(0o077, 0), (0o027, 0o050), (0o022, 0o055)])
def test_without_a_group_the_umask_alone_says_who_reads(
    desk: Desk, umask: int, others: int
) -> None:
    assert forked(as_user(OWNER, begun(desk), umask)) == 0
    assert _mode(desk.store / "v1") == 0o500 | others
    assert _mode(desk.store / "v1" / "manifest.json") == 0o400 | others & 0o044
    assert _mode(desk.place.folder / "register.db") == 0o600 | others & 0o044


def test_what_is_read_back_is_shared_as_the_folder_was(desk: Desk) -> None:
    assert forked(as_user(OWNER, begun(desk))) == 0
    kopia = desk.workspace.root / "kopia.zip"
    backup(desk.place, kopia)
    kopia.chmod(0o644)
    shared = Path(tempfile.mkdtemp(dir=desk.workspace.root)) / "register"
    shared.parent.chmod(0o777)
    shared.mkdir()
    place = RegisterPlace(shared)
    desk.place = place
    _share(desk)
    assert forked(as_user(OWNER, lambda: restore(place, kopia))) == 0
    desk.rewrite("1.1")
    assert forked(as_user(COLLEAGUE, desk.register)) == 0
    assert verify(place).problems == ()


def test_who_prints_the_diary_stops_nobody_who_registers(desk: Desk) -> None:
    begun(desk)()
    rows = log(desk.place)
    next(rows)  # into a pager, which shows the first page
    assert void(desk.place, f"{SMALL}@1", "fel", ANNA)
    assert len(list(rows)) == 1


def test_who_reads_is_told_that_a_run_was_interrupted(desk: Desk) -> None:
    assert forked(as_user(OWNER, begun(desk), 0o022)) == 0

    def killed() -> None:
        with closing(sqlite3.connect(desk.place.folder / "register.db")) as connection:
            connection.execute("PRAGMA cache_size = 1")
            connection.execute("BEGIN IMMEDIATE")
            for number in range(1_000):
                row = (f"KS 1/{number}", f"x{number}", "t" * 500)
                connection.execute("INSERT INTO cases VALUES (?, ?, ?, NULL, NULL, NULL)", row)
            os.kill(os.getpid(), signal.SIGKILL)

    assert forked(as_user(OWNER, killed)) == -signal.SIGKILL
    assert "en registrering i det avbröts" in told(as_user(STRANGER, desk.documents))
    assert forked(as_user(OWNER, desk.documents)) == 0
    assert forked(as_user(STRANGER, desk.documents)) == 0
