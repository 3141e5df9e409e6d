"""Measure builds against those of another commit, side by side in one run.

    python bench/against.py e9bb4e0

From content files to files on disk: cold processes, one warm process, and batches. The other commit
is checked out beside this one for as long as it takes; both are run by the Python of this bench.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from measure import CASE, REPOSITORY

CASES = 290
ROUNDS = 5
SECRETS = REPOSITORY / "tests" / "cases" / "good" / "tre-parter"

WARM = """
import statistics, sys, time
from pathlib import Path
from avtal.case.stamp import Copy
from avtal.making.build import build
try:
    from avtal.tuning import collect_seldom
except ImportError:  # an older commit
    pass
else:
    collect_seldom()
case, out = map(Path, sys.argv[1:])
times = []
for _ in range(25):
    start = time.perf_counter()
    build(case, out, None, Copy.FULL)
    times.append(time.perf_counter() - start)
print(statistics.median(times[3:]))
"""
"""What one process prints that builds the same case again and again: the median in seconds."""


class Tree:
    """A checkout of avtal and a workspace to work in, with the cases and templates of its own.

    They are those of the checkout, since no program reads content of a later format.
    """

    def __init__(self, source: Path, root: Path) -> None:
        self.source = source
        self.root = root
        for name in ("templates", "content/profiler"):
            shutil.copytree(source / name, root / name)
        own = source / CASE.relative_to(REPOSITORY)
        for case in (own, source / SECRETS.relative_to(REPOSITORY)):
            shutil.copytree(case, root / "content" / case.name)
        self.many = [root / "content" / f"arende-{number:03d}" for number in range(CASES)]
        for case in self.many:
            shutil.copytree(own, case)

    def python(self, *arguments: str) -> tuple[str, float]:
        """Return what Python prints with these arguments, and the seconds it took."""
        kept = {
            name: text for name, text in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"
        }
        kept |= {"PYTHONPATH": str(self.source / "src"), "AVTAL_CACHE": str(self.root / "kept")}
        start = time.perf_counter()
        done = subprocess.run(
            [sys.executable, *arguments],
            check=True,
            capture_output=True,
            cwd=self.root,
            env=kept,
            encoding="utf-8",
        )
        return done.stdout, time.perf_counter() - start

    def cold(self) -> float:
        """Return the seconds of `avtal build` as a process of its own."""
        return self.python("-m", "avtal", "build", f"content/{CASE.name}")[1]

    def warm(self, case: str) -> float:
        """Return the seconds of one build in a process that has made many."""
        return float(self.python("-c", WARM, f"content/{case}", "varmt")[0])

    def batch(self, workers: int) -> float:
        """Return the seconds of a batch of all cases."""
        shutil.rmtree(self.root / "output", ignore_errors=True)
        os.sync()  # what is left to do of the removal is no part of what is measured
        named = [f"content/{case.name}" for case in self.many]
        return self.python("-m", "avtal", "batch", *named, "--workers", str(workers))[1]


def main(revision: str) -> None:
    """Print both, and the ratio of this commit to the other."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        other = place / "other"
        git = ("git", "-C", str(REPOSITORY), "worktree")
        subprocess.run([*git, "add", "--detach", str(other), revision], check=True)
        try:
            trees = [Tree(other, place / "before"), Tree(REPOSITORY, place / "now")]
            compare(trees)
        finally:
            subprocess.run([*git, "remove", "--force", str(other)], check=True)


def compare(trees: list[Tree]) -> None:
    """Measure the trees in turn, and print the medians."""
    sys.stdout.write(f"{'':<52}{'before':>9}{'now':>12}\n")
    _row(
        "avtal build content/taby-2018, a new process",
        _in_turn([tree.cold for tree in trees], 3 * ROUNDS),
    )
    for case, label in (
        (CASE.name, "a warm build of taby-2018"),
        (SECRETS.name, "a warm build of tre-parter, which has secrets"),
    ):
        _row(label, _in_turn([partial(tree.warm, case) for tree in trees], ROUNDS))
    # One worker and two are compared with each other too, so all four take turns.
    batches = [partial(tree.batch, workers) for workers in (1, 2) for tree in trees]
    found = _in_turn(batches, ROUNDS)
    _row(f"a batch of {CASES} cases, one worker", found[:2])
    _row(f"a batch of {CASES} cases, two workers", found[2:])
    for name, one, two in zip(("before", "now"), found[:2], found[2:], strict=True):
        sys.stdout.write(
            f"{name}: two workers give {one / two:.2f} × one; "
            f"{CASES * 6 / one:.0f} documents a second with one\n"
        )


def _in_turn(jobs: Sequence[Callable[[], float]], rounds: int) -> list[float]:
    """Return the median of what each job measures, all of them once in each round."""
    for job in jobs:
        job()
    times = [[job() for job in jobs] for _ in range(rounds)]
    return [statistics.median(each) for each in zip(*times, strict=True)]


def _row(label: str, found: Sequence[float]) -> None:
    before, now = found
    ratio = f"{now / before:6.2f} ×"
    sys.stdout.write(f"{label:<52}{before * 1000:9.1f}{now * 1000:9.1f} ms {ratio}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
