"""The same on a real Dask cluster: a scheduler and workers in processes of their own."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY, Workspace
from tests.making.test_batch import (
    DEADLY,
    _cases,
    _json,
    _made,
    _results,
    _start,
    _wait_for,
    _whole,
)
from tests.processes import run

pytestmark = pytest.mark.skipif(os.name == "nt", reason="kills processes")


class Cluster:
    """A scheduler on this machine, and the workers that were started."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.workers: list[subprocess.Popen[bytes]] = []
        self._scheduler = self._run("scheduler", "--host", "127.0.0.1", "--port", "0",
                                    "--no-dashboard")  # fmt: skip
        told = self._told("scheduler-0", r"Scheduler at: +(tcp://\S+)")
        self.address = told

    def _run(
        self, what: str, *arguments: str, source: Path | None = None
    ) -> subprocess.Popen[bytes]:
        number = len(self.workers) if what == "worker" else 0
        environment = {**os.environ, "PYTHONPATH": str(source or REPOSITORY / "src")}
        with (self.folder / f"{what}-{number}").open("wb") as log:
            return subprocess.Popen(
                [sys.executable, "-m", f"distributed.cli.dask_{what}", *arguments],
                cwd=self.folder, stdout=log, stderr=log, env=environment,
            )  # fmt: skip

    def _told(self, log: str, pattern: str) -> str:
        for _ in range(600):
            found = re.search(pattern, (self.folder / log).read_text(encoding="utf-8"))
            if found:
                return found.group(1)
            time.sleep(0.05)
        pytest.fail((self.folder / log).read_text(encoding="utf-8"))

    def add_worker(self, source: Path | None = None, *, reborn: bool = False) -> None:
        """Start a worker, and wait until it is there.

        `source` is where its avtal lies; a worker that is `reborn` is started anew when it dies.
        """
        number = len(self.workers)
        nanny = "--nanny" if reborn else "--no-nanny"
        self.workers.append(
            self._run("worker", self.address, "--nthreads", "1", nanny, "--no-dashboard",
                      source=source)
        )  # fmt: skip
        self._told(f"worker-{number}", r"(Registered to)")

    def stop_scheduler(self) -> None:
        """Kill the scheduler."""
        self._scheduler.kill()
        self._scheduler.wait()

    def stop(self) -> None:
        """Kill everything that runs."""
        for process in (*self.workers, self._scheduler):
            process.kill()
            process.wait()


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    folder = tmp_path / "kluster"
    folder.mkdir()
    found = Cluster(folder)
    yield found
    found.stop()


def test_every_case_comes_out_once_though_a_worker_dies(
    workspace: Workspace, cluster: Cluster
) -> None:
    cases = _cases(workspace, 40)
    cluster.add_worker()
    cluster.add_worker()
    process = _start(workspace, *cases, "--scheduler", cluster.address, "--json")
    _wait_for(lambda: len(list((workspace.root / "output").glob("*/utkast"))) > 4, process)
    cluster.workers[0].send_signal(signal.SIGKILL)
    out, err = process.communicate(timeout=120)
    assert (process.returncode, err) == (0, "")
    read = json.loads(out)
    assert [row["case"] for row in read["result"]["cases"]] == cases
    assert set(_results(read)) <= {"gjort", "redan gjort"}
    _whole(workspace.root, cases)
    ran = run("batch", *cases, "--output", "har", "--workers", "1", cwd=workspace.root)
    assert ran.exit_code == 0
    assert _made(workspace.root) == _made(workspace.root, "har")


def test_what_is_wrong_with_one_harms_no_other(workspace: Workspace, cluster: Cluster) -> None:
    cases = _cases(workspace, 3)
    (workspace.root / cases[1] / "arende.yaml").unlink()
    cluster.add_worker()
    exit_code, read = _json(workspace.root, *cases, "--scheduler", cluster.address)
    assert (exit_code, _results(read)) == (1, ["gjort", "fel", "gjort"])
    assert [problem["file"] for problem in read["problems"]] == [f"{cases[1]}/arende.yaml"]


def test_a_case_that_takes_every_worker_with_it_is_told(
    workspace: Workspace, cluster: Cluster
) -> None:
    cases = _cases(workspace, 3)
    deadly = workspace.root / "dödligt"
    shutil.copytree(REPOSITORY / "src" / "avtal", deadly / "avtal")
    (deadly / "sitecustomize.py").write_text(DEADLY, encoding="utf-8")
    cluster.add_worker(deadly, reborn=True)
    exit_code, read = _json(workspace.root, *cases, "--scheduler", cluster.address)
    results = _results(read)
    assert (exit_code, results.pop(1)) == (2, "fel")
    assert set(results) <= {"gjort", "redan gjort"}
    _whole(workspace.root, [cases[0], cases[2]])
    assert [problem["message"] for problem in read["problems"]] == [
        "processen som gjorde ärendet dog"
    ]


def test_a_scheduler_that_dies_is_told_and_the_next_run_goes_on(
    workspace: Workspace, cluster: Cluster
) -> None:
    cases = _cases(workspace, 40)
    cluster.add_worker()
    process = _start(workspace, *cases, "--scheduler", cluster.address)
    _wait_for(lambda: list((workspace.root / "output").glob("*/utkast")), process)
    cluster.stop_scheduler()
    out, err = process.communicate(timeout=120)
    assert (process.returncode, out) == (2, "")
    assert err.startswith("fel: schemaläggaren svarar inte längre")
    assert "Traceback" not in err
    assert set(_results(_json(workspace.root, *cases)[1])) == {"gjort", "redan gjort"}
    _whole(workspace.root, cases)


def test_workers_that_all_die_are_told(workspace: Workspace, cluster: Cluster) -> None:
    cases = _cases(workspace, 40)
    cluster.add_worker()
    process = _start(workspace, *cases, "--scheduler", cluster.address)
    _wait_for(lambda: list((workspace.root / "output").glob("*/utkast")), process)
    cluster.workers[0].kill()
    out, err = process.communicate(timeout=120)
    assert (process.returncode, out) == (2, "")
    assert err.startswith("fel: klustret har inga arbetare kvar")
    _whole(workspace.root, [path.parent.name for path in workspace.root.glob("output/*/utkast")])


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:1", "skräp", "tcp://", "http://x"])
def test_no_scheduler_is_told(workspace: Workspace, address: str) -> None:
    (case,) = _cases(workspace, 1)
    ran = run("batch", case, "--scheduler", address, cwd=workspace.root)
    assert (ran.exit_code, ran.out) == (2, "")
    assert ran.err.startswith(f"fel: ingen schemaläggare svarar på ”{address}”")
    assert "Traceback" not in ran.err


def test_no_worker_and_another_program_are_told(workspace: Workspace, cluster: Cluster) -> None:
    (case,) = _cases(workspace, 1)
    command = ("batch", case, "--scheduler", cluster.address)
    ran = run(*command, cwd=workspace.root)
    assert ran.exit_code == 2
    assert ran.err.startswith("fel: schemaläggaren har inga arbetare")
    other = shutil.copytree(REPOSITORY / "src", workspace.root / "annan")
    (other / "avtal" / "ny.py").write_text("x = 1\n", encoding="utf-8")
    cluster.add_worker(other)
    ran = run(*command, cwd=workspace.root)
    assert ran.exit_code == 2
    assert "har en annan version av avtal" in ran.err
    assert not (workspace.root / "output").exists()
