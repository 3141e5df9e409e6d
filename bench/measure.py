"""What the benches share: jobs are run in turn, in one process, and told as medians and ratios."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
CASE = REPOSITORY / "content" / "taby-2018"
ROUNDS = 9


def medians(rounds: int = ROUNDS, /, **jobs: Callable[[], object]) -> dict[str, float]:
    """Return the median seconds of each job, all of them run once per round."""
    times: dict[str, list[float]] = {name: [] for name in jobs}
    for _ in range(rounds):
        for name, job in jobs.items():
            start = time.perf_counter()
            job()
            times[name].append(time.perf_counter() - start)
    return {name: statistics.median(values) for name, values in times.items()}


def row(label: str, seconds: float, base: float) -> None:
    """Print one line of the table."""
    sys.stdout.write(f"{label:<52}{seconds * 1000:9.1f} ms {seconds / base:8.2f} ×\n")


def run(*arguments: str, **settings: str) -> None:
    """Run Python in a process of its own, as a user does who has run it before.

    Modules are compiled once, also where the environment of the bench says that they are not.
    """
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run(
        [sys.executable, *arguments],
        check=True,
        capture_output=True,
        cwd=REPOSITORY,
        env={**kept, **settings},
    )
