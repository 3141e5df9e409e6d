"""The upgrade of a register: proved before and after, all of it or nothing, whatever happens."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from avtal.problems import EnvironmentProblem
from avtal.register.diary.log import log
from avtal.register.events.chain import read_event
from avtal.register.ledger.schema import SCHEMA_VERSION
from avtal.register.opening import RegisterPlace, proving
from avtal.register.proof.ledger import read_events
from avtal.register.proof.upgrade import upgrade
from avtal.register.proof.verify import verify
from tests.processes import Steps, forked, told
from tests.register.conftest import Server
from tests.register.old.kept import NAMES, OldRegister
from tests.register.registering import everything

OLDEST = NAMES[0]


@pytest.fixture
def old(tmp_path: Path) -> OldRegister:
    """Return a register as the first version left it."""
    return OldRegister(OLDEST, tmp_path).put_back()


def execute(old: OldRegister, *statements: str) -> None:
    with closing(sqlite3.connect(old.folder / "register.db", isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


def state(place: RegisterPlace) -> tuple[int, list[str]]:
    """Return the number of the tables, and every event."""
    with proving(place) as register, register.ledger.kept() as connection:
        return register.ledger.schema, [row["body"] for row in read_events(connection)]


def refused(old: OldRegister, target: str = "kopia.zip") -> str:
    """Return why an upgrade is refused; everything is as it was."""
    before = (everything(old.root), state(old.place))
    with pytest.raises(EnvironmentProblem) as caught:
        upgrade(old.place, old.root / target)
    assert caught.value.help
    assert (everything(old.root), state(old.place)) == before
    return caught.value.message


def test_what_is_damaged_is_not_built_on(old: OldRegister) -> None:
    execute(old, "UPDATE documents SET title = 'Annat' WHERE id = 1")
    assert "är skadat" in refused(old)
    assert not (old.root / "kopia.zip").exists()


def test_a_file_that_was_changed_stops_it_too(old: OldRegister) -> None:
    path = old.folder / "KS-2024-12" / "fil1" / "KS-2024-12_fil1_svar.txt"
    path.chmod(0o644)
    path.write_bytes(b"x")
    assert "filen är ändrad" in refused(old)


def test_the_backup_never_lies_over_anything(old: OldRegister) -> None:
    (old.root / "kopia.zip").write_bytes(b"x")
    assert "”kopia.zip” finns redan" in refused(old).replace(str(old.root) + os.sep, "")
    assert "säkerhetskopian kan inte ligga i registret" in refused(old, "register/kopia.zip")


def test_a_full_disk_leaves_the_register_as_it_was(old: OldRegister) -> None:
    before = (everything(old.root), state(old.place))

    def full() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
        upgrade(old.place, old.root / "kopia.zip")

    assert "filen blir större än vad som är tillåtet här" in told(full)
    assert (everything(old.root), state(old.place)) == before


def test_there_must_be_a_register_and_not_a_newer_one(old: OldRegister, tmp_path: Path) -> None:
    with pytest.raises(EnvironmentProblem, match="det finns inget register"):
        upgrade(RegisterPlace(tmp_path / "ingen"), tmp_path / "kopia.zip")
    execute(old, "UPDATE ledger SET schema_version = 99")
    assert "är gjort av en nyare version av avtal" in refused(old)


def test_what_somebody_registers_meanwhile_is_not_lost(old: OldRegister) -> None:
    """The tables are made anew of all events there are, or not at all."""
    with proving(old.place) as register:
        with register.ledger.kept() as connection:
            events = [read_event(row["body"]) for row in read_events(connection)]
        with (
            pytest.raises(EnvironmentProblem, match="någon annan skrev i registret"),
            register.ledger.rebuilding(events[:-1]),
        ):
            pass
    assert verify(old.place).problems == ()
    assert state(old.place)[0] < SCHEMA_VERSION


def test_what_fails_before_the_end_undoes_all_of_it(old: OldRegister) -> None:
    with proving(old.place) as register:
        with register.ledger.kept() as connection:
            events = [read_event(row["body"]) for row in read_events(connection)]
        with pytest.raises(EnvironmentProblem), register.ledger.rebuilding(events):
            raise EnvironmentProblem("tabellerna stämmer inte")
        assert register.ledger.schema < SCHEMA_VERSION
    before = state(old.place)
    assert before[0] < SCHEMA_VERSION
    assert verify(old.place).problems == ()


def _killed(old: OldRegister, moment: int) -> None:
    """Kill an upgrade at a moment."""
    steps = Steps(moment, lambda: os.kill(os.getpid(), signal.SIGKILL))
    code = forked(lambda: steps.watch(lambda: upgrade(old.place, old.root / "kopia.zip")))
    assert code == -signal.SIGKILL


@pytest.mark.parametrize("part", range(4))
def test_a_kill_at_any_moment_loses_nothing(old: OldRegister, tmp_path: Path, part: int) -> None:
    """What is left is the old register or the new one, whole; the next run finishes."""
    counting = Steps()
    kept = tmp_path / "kept"
    shutil.copytree(old.folder, kept)
    events = state(old.place)[1]
    rows = list(log(old.place))
    counting.watch(lambda: upgrade(old.place, old.root / "kopia.zip"))
    # From when the backup is there until what was rebuilt is committed; one before, one after.
    begin = max(at for at, step in enumerate(counting.seen) if "fsync" in step)
    end = max(at for at, step in enumerate(counting.seen) if "commit" in step)
    between = range(begin + 1 + part * 10, end, (end - begin) // 3)
    outcomes = set()
    for moment in (begin // (part + 1), *between, end, end + 1, end + 200):
        for path in old.root.glob("*kopia.zip*"):
            path.unlink()
        shutil.rmtree(old.folder)
        shutil.copytree(kept, old.folder)
        _killed(old, moment)
        number, found = state(old.place)
        outcomes.add(number)
        assert found == events
        assert list(log(old.place)) == rows
        assert [one for one in verify(old.place).problems if one.severity == "fel"] == []
        if (old.root / "kopia.zip").exists():
            assert zipfile.ZipFile(old.root / "kopia.zip").testzip() is None
        again = upgrade(old.place, old.root / "igen.zip")
        assert again.now == SCHEMA_VERSION
        assert again.before == number
        (old.root / "igen.zip").unlink(missing_ok=True)
    assert outcomes == {1, SCHEMA_VERSION}


@pytest.mark.system
def test_others_keep_what_they_may_do_in_postgresql(tmp_path: Path, server: Server) -> None:
    url = server.database()
    old = OldRegister(OLDEST, tmp_path, url).put_back()
    name = url.partition("@/")[2].partition("?")[0]
    with server.connect(name) as connection:
        connection.execute("CREATE ROLE lasare; GRANT SELECT ON documents, events TO lasare")
        connection.execute("GRANT INSERT, UPDATE ON documents TO lasare WITH GRANT OPTION")
    upgrade(old.place, tmp_path / "kopia.zip")
    with server.connect(name) as connection:
        connection.execute("SET ROLE lasare")
        found = connection.execute("SELECT count(*) FROM documents JOIN events ON true").fetchone()
        assert found is not None
        assert found[0] == 16 * 29
        connection.execute("UPDATE documents SET status = status")
        with pytest.raises(Exception, match="permission denied"):
            connection.execute("SELECT * FROM versions")


@pytest.mark.system
def test_who_does_not_own_the_tables_is_told(tmp_path: Path, server: Server) -> None:
    url = server.database()
    old = OldRegister(OLDEST, tmp_path, url).put_back()
    name = url.partition("@/")[2].partition("?")[0]
    with server.connect(name) as connection:
        connection.execute("CREATE ROLE registrator LOGIN")
        connection.execute("GRANT ALL ON ALL TABLES IN SCHEMA public TO registrator")
        connection.execute("GRANT CREATE ON SCHEMA public TO registrator")
    other = RegisterPlace(old.folder, url.replace("//avtal@", "//registrator@"))
    with pytest.raises(EnvironmentProblem, match="användaren äger inte tabellerna") as caught:
        upgrade(other, tmp_path / "kopia.zip")
    assert "den databasanvändare som gjorde registret" in caught.value.help
    assert state(old.place)[0] < SCHEMA_VERSION
    assert verify(old.place).problems == ()
