"""The upgrade of a register: proved before and after, all of it or nothing, whatever happens."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import sqlite3
import tempfile
import zipfile
from contextlib import closing
from pathlib import Path
from threading import Thread

import pytest
from psycopg.errors import InsufficientPrivilege

from avtal.problems import EnvironmentProblem
from avtal.register.diary.log import log
from avtal.register.identity import new_identity
from avtal.register.ledger.database import state_of
from avtal.register.ledger.entry import Head
from avtal.register.ledger.schema import DOCUMENTS, SCHEMA_VERSION
from avtal.register.opening import RegisterPlace, proving
from avtal.register.proof.ledger import kept_state, read_chain, read_events
from avtal.register.proof.upgrade import upgrade
from avtal.register.proof.verify import verify
from tests.processes import Steps, forked, told
from tests.register.conftest import Server
from tests.register.old.kept import NAMES, OldRegister
from tests.register.registering import everything

OLDEST = NAMES[0]
IDENTITY = new_identity()


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
    return caught.value.message.replace(str(old.root) + os.sep, "")


def test_everything_that_is_wrong_in_the_register_stops_it_and_is_told(old: OldRegister) -> None:
    execute(old, "UPDATE documents SET title = 'Annat' WHERE id = 1")
    path = old.folder / "KS-2024-12" / "fil1" / "KS-2024-12_fil1_svar.txt"
    path.chmod(0o644)
    path.write_bytes(b"x")
    before = (everything(old.root), state(old.place))
    ran = old.run("register-upgrade", "--backup", "kopia.zip")
    assert ran.exit_code == 1
    assert "är ändrad: titeln är inte vad händelserna säger" in ran.err
    assert "--> KS-2024-12/fil1/KS-2024-12_fil1_svar.txt" in ran.err
    assert ran.err.endswith("2 fel; registret är inte uppgraderat.\n")
    assert (everything(old.root), state(old.place)) == before


def test_a_status_that_was_changed_is_found_before_the_upgrade_too(old: OldRegister) -> None:
    execute(old, "UPDATE documents SET status = 'undertecknad' WHERE status <> 'undertecknad'")
    wrong = [one.message for one in verify(old.place).problems if one.severity == "fel"]
    assert len(wrong) > 10
    assert all("statusen är ”undertecknad”, men ska vara ”" in one for one in wrong)


def test_what_a_file_manager_leaves_stops_nothing(old: OldRegister) -> None:
    (old.folder / ".DS_Store").write_bytes(b"x")
    (old.folder / "KS-2024-12" / "Thumbs.db").write_bytes(b"x")
    (old.folder / "KS-2024-12" / "v1").chmod(0o755)
    (old.folder / "KS-2024-12" / "v1" / "Thumbs.db").write_bytes(b"x")
    (old.folder / "KS-2024-12" / "v1").chmod(0o555)
    assert upgrade(old.place, old.root / "kopia.zip").now == SCHEMA_VERSION
    (old.folder / "anteckning.txt").write_bytes(b"x")
    assert verify(old.place).findings == 1


def test_the_backup_never_lies_over_anything(old: OldRegister) -> None:
    (old.root / "kopia.zip").write_bytes(b"x")
    assert refused(old) == "”kopia.zip” finns redan"
    assert refused(old, "register/kopia.zip") == "säkerhetskopian kan inte ligga i registret"
    assert refused(old, ".").endswith("är en mapp")
    assert refused(old, "ingen/kopia.zip") == "mappen ”ingen” finns inte"


def test_a_register_that_cannot_be_written_is_told_before_the_backup(tmp_path: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:  # where others may enter
        Path(folder).chmod(0o755)
        old = OldRegister(OLDEST, Path(folder)).put_back()
        (old.root / "ut").mkdir(mode=0o777)
        (old.root / "ut").chmod(0o777)

        def as_nobody() -> None:
            if os.geteuid() == 0:
                os.setuid(65_534)
            upgrade(old.place, old.root / "ut" / "kopia.zip")

        (old.folder / "register.db").chmod(0o444)
        old.folder.chmod(0o555)
        said = told(as_nobody)
        assert "kan inte användas: det är skrivskyddat" in said
        assert list((old.root / "ut").iterdir()) == []
        old.folder.chmod(0o755)


def test_what_stops_it_after_the_backup_says_that_there_is_one(old: OldRegister) -> None:
    """Also Ctrl-C, just when the tables have been made."""
    counting = Steps()
    kept = old.root / "kept"
    shutil.copytree(old.folder, kept)
    counting.watch(lambda: upgrade(old.place, old.root / "kopia.zip"))
    end = max(at for at, step in enumerate(counting.seen) if "commit" in step)
    for moment, number in ((end - 100, 1), (end + 100, SCHEMA_VERSION)):
        shutil.rmtree(old.folder)
        shutil.copytree(kept, old.folder)
        (old.root / "kopia.zip").unlink()
        steps = Steps(moment, lambda: os.kill(os.getpid(), signal.SIGINT))

        def interrupted(steps: Steps = steps) -> None:
            signal.signal(signal.SIGINT, signal.default_int_handler)
            steps.watch(lambda: upgrade(old.place, old.root / "kopia.zip"))

        said = told(interrupted)
        assert "säkerhetskopian är redan skriven i ”" in said
        assert "det säger om registret hann uppgraderas" in said
        assert (old.root / "kopia.zip").exists()
        assert state(old.place)[0] == number
        assert verify(old.place).findings == 0


def test_of_two_at_once_one_is_told_that_the_other_did_it(old: OldRegister) -> None:
    with proving(old.place) as register:
        with register.ledger.kept() as connection:
            chain = read_chain(connection)
        upgrade(old.place, old.root / "kopia.zip")
        with (
            pytest.raises(EnvironmentProblem, match="någon annan uppgraderade registret"),
            register.ledger.rebuilding(chain.head, state_of(chain.events), IDENTITY),
        ):
            pass


@pytest.mark.parametrize("number", [0, -1])
def test_a_number_that_no_version_had_is_damage(old: OldRegister, number: int) -> None:
    execute(old, f"UPDATE ledger SET schema_version = {number}")
    with pytest.raises(EnvironmentProblem, match="det säger inte vilken version det har"):
        upgrade(old.place, old.root / "kopia.zip")


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
            chain = read_chain(connection)
        with (
            pytest.raises(EnvironmentProblem, match="någon annan skrev i registret"),
            register.ledger.rebuilding(
                Head(chain.head.length - 1, chain.events[-2].hash),
                state_of(chain.events[:-1]),
                IDENTITY,
            ),
        ):
            pass
    assert verify(old.place).problems == ()
    assert state(old.place)[0] < SCHEMA_VERSION


def test_what_fails_before_the_end_undoes_all_of_it(old: OldRegister) -> None:
    with proving(old.place) as register:
        with register.ledger.kept() as connection:
            chain = read_chain(connection)
        with (
            pytest.raises(EnvironmentProblem),
            register.ledger.rebuilding(chain.head, state_of(chain.events), IDENTITY),
        ):
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


@pytest.mark.parametrize("table", ["documents", "cases", "members"])
def test_a_table_that_is_gone_is_made_anew(old: OldRegister, table: str) -> None:
    """It holds nothing that the events do not say."""
    rows = list(log(old.place))
    execute(old, "PRAGMA foreign_keys = OFF", f"DROP TABLE {table}")
    assert list(log(old.place)) == rows
    assert upgrade(old.place, old.root / "kopia.zip").now == SCHEMA_VERSION
    assert list(log(old.place)) == rows
    assert verify(old.place).problems == ()


@pytest.mark.system
def test_who_reads_in_postgresql_waits_for_the_new_tables(tmp_path: Path, server: Server) -> None:
    """In an older snapshot they would be empty: a reader that began before would miss every row."""
    old = OldRegister(OLDEST, tmp_path, server.database()).put_back()
    found: list[object] = []
    with proving(old.place) as register, proving(old.place) as other:
        with register.ledger.kept() as connection:
            chain = read_chain(connection)

        def read() -> None:
            with other.ledger.kept() as connection:
                assert read_events(connection)
                found.extend(kept_state(connection, SCHEMA_VERSION)[DOCUMENTS].values())

        reading = Thread(target=read)
        with register.ledger.rebuilding(chain.head, state_of(chain.events), IDENTITY):
            reading.start()
            reading.join(0.5)
            assert reading.is_alive()
        reading.join()
    assert len(found) == 16


@pytest.mark.system
def test_a_postgresql_that_somebody_reads_is_waited_for_but_not_for_ever(
    tmp_path: Path, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("avtal.register.ledger.database.BUSY_SECONDS", 1)
    old = OldRegister(OLDEST, tmp_path, server.database()).put_back()
    with (
        proving(old.place) as register,
        register.ledger.kept(),
        pytest.raises(EnvironmentProblem, match="någon läser eller registrerar i det") as caught,
    ):
        upgrade(old.place, tmp_path / "kopia.zip")
    assert "vänta tills ingen gör det" in caught.value.help
    assert state(old.place)[0] < SCHEMA_VERSION


@pytest.mark.system
def test_an_empty_postgresql_has_no_register(tmp_path: Path, server: Server) -> None:
    place = RegisterPlace(tmp_path / "register", server.database())
    with pytest.raises(EnvironmentProblem, match="det finns inget register i databasen"):
        verify(place)


@pytest.mark.system
def test_others_keep_what_they_may_do_in_postgresql(tmp_path: Path, server: Server) -> None:
    url = server.database()
    old = OldRegister(OLDEST, tmp_path, url).put_back()
    name = url.partition("@/")[2].partition("?")[0]
    with server.connect(name) as connection:
        connection.execute("CREATE ROLE lasare; GRANT SELECT ON documents, events TO lasare")
        connection.execute("GRANT SELECT ON ledger TO lasare")
        connection.execute("GRANT INSERT, UPDATE ON documents TO lasare WITH GRANT OPTION")
    upgrade(old.place, tmp_path / "kopia.zip")
    with server.connect(name) as connection:
        connection.execute("SET ROLE lasare")
        found = connection.execute("SELECT count(*) FROM documents JOIN events ON true").fetchone()
        assert found is not None
        assert found[0] == 16 * 29
        connection.execute("UPDATE documents SET status = status")
        for new in ("entries", "strikes", "identity"):
            connection.execute(f"SELECT * FROM {new}".encode())
        with pytest.raises(InsufficientPrivilege):
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
