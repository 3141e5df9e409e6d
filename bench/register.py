"""Measure registering the Täby case against building it, and count the fsyncs it needs.

Prints ratios; absolute times depend on the machine and its disk. Run with `make bench`.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from measure import CASE, medians, row, run

from avtal.case.stamp import Copy
from avtal.making.build import build
from avtal.model.approval import Purpose
from avtal.register.acts.new_register import make_register
from avtal.register.acts.order import Registered, RegistrationOrder, Who
from avtal.register.acts.versions import register_case
from avtal.register.opening import RegisterPlace

NOW = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)


@contextmanager
def counted() -> Iterator[list[float]]:
    """Give the seconds of each os.fsync while it lasts; those within SQLite are not seen."""
    real, spent = os.fsync, list[float]()

    def fsync(handle: int) -> None:
        start = time.perf_counter()
        real(handle)
        spent.append(time.perf_counter() - start)

    os.fsync = fsync
    try:
        yield spent
    finally:
        os.fsync = real


RUNS = 100
"""More than any figure needs."""


def register(place: Path) -> Registered:
    """Register the case as the first version in a register."""
    order = RegistrationOrder(CASE, Purpose.REMISS, NOW.date(), Who("bench", NOW), allocate=True)
    return register_case(RegisterPlace(place), order)


def registers(folder: Path) -> Iterator[Path]:
    """Yield registers with nothing in them, one after the other, that were made beforehand."""
    first = folder / "register"
    make_register(RegisterPlace(first))
    places = [folder / f"register{number}" for number in range(RUNS)]
    for place in places:
        shutil.copytree(first, place)
    return iter(places)


def warm() -> None:
    """In one process: the first version, in a register that there is, against the drafts."""
    with tempfile.TemporaryDirectory() as root:
        folder = Path(root)
        build(CASE, folder / "ut", None, Copy.FULL)
        places = registers(folder)
        register(next(places))

        def drafts() -> None:
            build(CASE, folder / "ut", None, Copy.FULL)

        def version() -> None:
            register(next(places))

        found = medians(drafts=drafts, version=version)
        with counted() as of_build:
            drafts()
        with counted() as of_version:
            version()
    sys.stdout.write("\nRegistering, in one process\n")
    row("build the drafts", found["drafts"], found["drafts"])
    row("register the first version, in a new register", found["version"], found["drafts"])
    net = found["version"] - sum(of_version)
    row("  without its fsyncs", net, found["drafts"] - sum(of_build))
    sys.stdout.write(
        f"  fsyncs: {len(of_version)} ({sum(of_version) * 1000:.1f} ms) against {len(of_build)} "
        f"({sum(of_build) * 1000:.1f} ms) for the drafts\n"
    )


def cold() -> None:
    """Whole processes: what a registrar waits for."""
    with tempfile.TemporaryDirectory() as folder:
        places = registers(Path(folder))

        def drafts() -> None:
            run("-m", "avtal", "build", str(CASE), "--output", folder)

        def version() -> None:
            place = str(next(places))
            run("-m", "avtal", "register", str(CASE), "--purpose", "remiss", "--register", place)

        found = medians(drafts=drafts, version=version)
    sys.stdout.write("\nRegistering, whole processes\n")
    row("avtal build content/taby-2018", found["drafts"], found["drafts"])
    row("avtal register content/taby-2018", found["version"], found["drafts"])


if __name__ == "__main__":
    warm()
    cold()
