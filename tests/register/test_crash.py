"""A registration that is killed, interrupted, short of space or refused: whole, or not at all.

The processes are real. So that every step can be tried, what is rendered is rendered once: a killed
child and the one after it get the same documents, as they would if they rendered them anew.
"""

from __future__ import annotations

import os
import resource
import shutil
import signal
import sqlite3
import tempfile
from collections.abc import Callable, Hashable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

import avtal.register.acts.versions
from avtal.problems import EnvironmentProblem
from avtal.register.acts.entries import void
from avtal.register.opening import RegisterPlace
from avtal.register.proof.verify import verify
from tests.conftest import Workspace
from tests.processes import INTERRUPTED, Steps, fork, forked, told
from tests.register.blows import Action, Bench, again, file, first, later, mended, struck_out
from tests.register.conftest import Server
from tests.register.registering import ANNA, Desk, everything

pytestmark = pytest.mark.skipif(os.name == "nt", reason="forks and sends signals")

BETWEEN = 40
"""Of so many steps one is interrupted, whatever it leaves on the disk."""


@pytest.fixture
def rendered_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep what orders lead to: the same order for the same version gives the same documents."""
    for name in ("settle", "make_plan"):
        real: Callable[..., Any] = getattr(avtal.register.acts.versions, name)
        kept: dict[str, Any] = {}

        def remembered(*given: Any, real: Any = real, kept: Any = kept) -> Any:
            order = next(one for one in given if hasattr(one, "purpose"))
            last = given[3].folder.name if len(given) > 3 and given[3] else ""
            text = (order.case / "overenskommelse.yaml").read_text(encoding="utf-8")
            key = f"{order.purpose} {last} {text}"
            if key not in kept:
                kept[key] = real(*given)
            return kept[key]

        monkeypatch.setattr(avtal.register.acts.versions, name, remembered)


@pytest.fixture
def bench(request: pytest.FixtureRequest, workspace: Workspace, rendered_once: None) -> Bench:
    """Return a bench for the action that the test is called with."""
    action: Action = request.param
    desk = Desk(workspace, "tre-parter" if action is again else "minsta")
    if action is again:
        desk.ready_to_sign()
    if action is later:
        desk.register()
    if action is later:
        desk.rewrite("1.1")
    if action in {mended, struck_out}:
        desk.register()
        desk.file(answers=f"{desk.number}@1")
    if action is struck_out:
        void(desk.place, f"{desk.number}@fil1", "fel", ANNA)
    return Bench(desk, action)


@pytest.fixture(params=["state", pytest.param("step", marks=pytest.mark.long)])
def moments(request: pytest.FixtureRequest, bench: Bench) -> list[int]:
    """Return the steps that first leave something new on the disk, or every step there is.

    Where a run is interrupted, what it holds in memory counts too, so some steps in between are
    struck as well.
    """
    bench.after()  # what is done the first time only, as an import, is no step
    bench.reset()
    new: dict[Hashable, int] = {}
    steps = Steps(act=lambda: new.setdefault(bench.lies_there(), len(steps.seen)))
    steps.watch(lambda: bench.action(bench.desk))
    assert len(steps.seen) > 100
    assert len(new) > 3
    if request.param == "step":
        return [*range(1, len(steps.seen) + 1)]
    # Most steps only read, and leave what the one before left.
    between = range(BETWEEN, len(steps.seen), BETWEEN) if "interrupt" in request.node.name else ()
    return sorted({*new.values(), *between})


def struck(bench: Bench, moments: list[int], blow: signal.Signals, codes: set[int]) -> set[bool]:
    """Strike at each moment and see to what is left; return whether it was done, or not, or both.

    What has been seen to once need not be again.
    """
    after = bench.after()
    outcomes: dict[Hashable, bool] = {}
    for moment in moments:
        bench.reset()
        steps = Steps(moment, lambda: os.kill(os.getpid(), blow))
        code = forked(lambda steps=steps: steps.watch(lambda: bench.action(bench.desk)))  # type: ignore[misc]
        assert code in codes, (moment, code)
        left = bench.lies_there()
        if left not in outcomes:
            outcomes[left] = bench.check(after)
    return set(outcomes.values())


@pytest.mark.parametrize("bench", [first, later, again, file, mended, struck_out], indirect=True)
def test_a_kill_at_any_step_leaves_all_or_nothing(bench: Bench, moments: list[int]) -> None:
    assert struck(bench, moments, signal.SIGKILL, {-signal.SIGKILL}) == {True, False}


@pytest.mark.parametrize("bench", [first, later, file], indirect=True)
def test_an_interrupt_at_any_step_leaves_all_or_nothing(bench: Bench, moments: list[int]) -> None:
    assert False in struck(bench, moments, signal.SIGINT, {0, INTERRUPTED})


@pytest.mark.parametrize("bench", [first, later, file, mended, struck_out], indirect=True)
def test_a_full_disk_is_told_and_leaves_nothing(bench: Bench) -> None:
    """No file can be longer than so, of the database or of the store."""
    after = bench.after()
    sentences = set()
    for limit in (1, 20_000, 40_000, 60_000, 90_000, 120_000):
        bench.reset()

        def short_of_space(limit: int = limit) -> None:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
            bench.action(bench.desk)

        said = told(short_of_space)
        sentences.add(said.partition(":")[2].partition("\n")[0].strip())
        assert bench.check(after) == (said == "")
    store = "filen blir större än vad som är tillåtet här. Inget har ändrats"
    assert (store if bench.action is file else "disken är full eller svarar med fel") in sentences


@pytest.mark.system
@pytest.mark.parametrize("bench", [first, later, file], indirect=True)
def test_a_disk_that_is_really_full(bench: Bench, tmp_path: Path) -> None:
    """A small file system in memory, filled but for some kilobytes."""
    disk = tmp_path / "disk"
    disk.mkdir()
    if os.geteuid() != 0 or os.system(f"mount -t tmpfs -o size=2m tmpfs {disk} 2>/dev/null"):
        pytest.skip("only root can mount a file system")
    try:
        for room in (8_000, 60_000, 120_000, 200_000):
            place = disk / "register"
            shutil.copytree(bench.kept, place)
            bench.desk.place = RegisterPlace(place)
            free = os.statvfs(disk)
            (disk / "fyllnad").write_bytes(b"x" * max(0, free.f_bavail * free.f_frsize - room))
            said = told(lambda: bench.action(bench.desk))
            assert said == "" or "full" in said or "disk" in said
            (disk / "fyllnad").unlink()
            if said:
                assert bench.state() == bench.before
            bench.desk.file("nasta.txt", content="Nästa")
            assert verify(bench.desk.place).problems == ()
            shutil.rmtree(place)
    finally:
        os.system(f"umount -l {disk}")


@pytest.mark.parametrize("action", [later, file])
@pytest.mark.parametrize("which", ["", "KS-2024-12", "register.db"])
def test_a_place_that_may_not_be_written_in_is_told(action: Action, which: str) -> None:
    with tempfile.TemporaryDirectory() as folder:  # which others can enter
        desk = Desk(Workspace(Path(folder) / "arbete"))
        desk.register()
        desk.rewrite("1.1")
        (desk.workspace.root / "svar.txt").write_text("Hej", encoding="utf-8")
        target = desk.place.folder / which
        before = everything(desk.place.folder)
        for path in (Path(folder), *Path(folder).rglob("*")):
            path.chmod(0o777 if path.is_dir() else 0o666)
        target.chmod(0o555 if target.is_dir() else 0o444)

        def as_nobody() -> None:
            if os.geteuid() == 0:
                os.setuid(65_534)
            action(desk)

        said = told(as_nobody)
        assert "behörighet" in said, said
        assert everything(desk.place.folder) == before
        target.chmod(0o777)
        action(desk)
        desk.file("nasta.txt", content="Nästa")
        assert verify(desk.place).findings == 0


# The database says no


@pytest.mark.parametrize("bench", [later, file], indirect=True)
def test_a_commit_that_fails_takes_the_folder_back(bench: Bench) -> None:
    if bench.action is file:
        first(bench.desk)
        bench = Bench(bench.desk, bench.action)
    database = bench.desk.place.folder / "register.db"
    before = everything(bench.desk.place.folder)
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        connection.execute(
            "CREATE TABLE bomb (id INTEGER REFERENCES cases(folder) DEFERRABLE INITIALLY DEFERRED)"
        )
        connection.execute(
            "CREATE TRIGGER fuse AFTER INSERT ON events BEGIN INSERT INTO bomb VALUES ('x'); END"
        )
        with pytest.raises(EnvironmentProblem) as caught:
            bench.action(bench.desk)
        assert caught.value.help
        assert everything(bench.desk.place.folder) == before
        assert bench.state() == bench.before
        connection.execute("DROP TRIGGER fuse")
        connection.execute("DROP TABLE bomb")
    bench.action(bench.desk)
    assert verify(bench.desk.place).problems == ()


@pytest.mark.parametrize("bench", [later, file], indirect=True)
def test_a_database_that_is_busy_is_told(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    if bench.action is file:
        first(bench.desk)
        bench = Bench(bench.desk, bench.action)
    monkeypatch.setattr("avtal.register.ledger.engines.BUSY_SECONDS", 0.2)
    before = everything(bench.desk.place.folder)
    database = bench.desk.place.folder / "register.db"
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        with pytest.raises(EnvironmentProblem, match="det är upptaget"):
            bench.action(bench.desk)
        connection.execute("ROLLBACK")
    assert everything(bench.desk.place.folder) == before
    bench.action(bench.desk)
    assert verify(bench.desk.place).problems == ()


@pytest.mark.system
@pytest.mark.parametrize("failure", ["constraint", "terminated", "stopped"])
def test_postgresql_fails_at_commit(workspace: Workspace, server: Server, failure: str) -> None:
    url = server.database()
    desk = Desk(workspace, database=url)
    desk.register()
    desk.rewrite("1.1")
    before = everything(desk.place.folder)
    name = url.partition("@/")[2].partition("?")[0]
    bomb = {
        "constraint": "RAISE EXCEPTION 'nej'",
        "terminated": "PERFORM pg_terminate_backend(pg_backend_pid())",
        "stopped": "PERFORM pg_sleep(60)",
    }[failure]
    with server.connect(name) as connection:
        connection.execute(
            "CREATE FUNCTION bomb() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN {bomb}; RETURN NULL; END $$".encode()
        )
        connection.execute(
            b"CREATE CONSTRAINT TRIGGER fuse AFTER INSERT ON events DEFERRABLE INITIALLY DEFERRED "
            b"FOR EACH ROW EXECUTE FUNCTION bomb()"
        )
    if failure == "stopped":
        child = fork(lambda: told(lambda: _fails(desk)))
        _wait_for_sleep(server, name)
        server.stop("immediate")
        _, status = os.waitpid(child, 0)
        assert os.waitstatus_to_exitcode(status) == 0
        server.start()
    else:
        _fails(desk)
    left = everything(desk.place.folder) != before
    assert left == (failure == "stopped")  # nobody could say, so nothing was removed
    with server.connect(name) as connection:
        connection.execute(b"DROP FUNCTION bomb CASCADE")
    assert verify(desk.place).findings == 0
    done = desk.register()
    assert (done.number, done.cleaned) == (2, ("v2",) if left else ())
    assert verify(desk.place).problems == ()


def _fails(desk: Desk) -> None:
    with pytest.raises(EnvironmentProblem, match="kan inte användas") as caught:
        desk.register()
    assert caught.value.help


def _wait_for_sleep(server: Server, name: str) -> None:
    query = "SELECT 1 FROM pg_stat_activity WHERE datname = %s AND wait_event = 'PgSleep'"
    with server.connect("postgres") as connection:
        for _ in range(1_000):
            if connection.execute(query.encode(), (name,)).fetchone():
                return
            connection.execute(b"SELECT pg_sleep(0.02)")
    raise AssertionError("the commit never began")
