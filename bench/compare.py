"""Measure comparing two versions of the Täby case against the program that compares Word files.

Prints ratios; absolute times depend on the machine. Run with `make bench`.
"""

from __future__ import annotations

import math
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path

from measure import REPOSITORY, medians, row, run

from avtal.case.load import load
from avtal.case.stamp import Copy
from avtal.cli.environment import cache_folder
from avtal.compare.comparison import ComparisonOrder, compare
from avtal.compare.content.fields import field_changes
from avtal.compare.output import write_comparison
from avtal.compare.redlines.engine import open_engine
from avtal.compare.sides.named import Reading, read_side
from avtal.model.approval import Purpose
from avtal.register.acts.new_register import make_register
from avtal.register.acts.order import RegistrationOrder as Registration
from avtal.register.acts.order import Who
from avtal.register.acts.versions import register_case
from avtal.register.opening import RegisterPlace

NOW = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
CORES = 2
EDITS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "arende.yaml": (
        ("handlingsnummer: 19", "handlingsnummer: 20"),
        ("till: 2020-12-31, ursprung: tolkad}\n\nparter",
         "till: 2021-12-31, ursprung: tolkad}\n\nparter"),
    ),
    "tjansteutlatande.yaml": (("prioriterar tre", "väljer tre"),),
    "overenskommelse.yaml": (("målvärde: 15", "målvärde: 14"),),
    "medborgarlofte.yaml": (("samtal om droger", "samtal om alkohol och droger"),),
    "lagesbild.yaml": (("vägts samman i en", "vägts samman till en"),),
    "atgardsplan.yaml": (("Minst tre pass i veckan", "Minst fyra pass i veckan"),),
    "kommunikationsplan.yaml": (("datum: 2019-01-14", "datum: 2019-01-15"),),
}  # fmt: skip


def edit(folder: Path) -> None:
    """Change something in every document, and each document's version."""
    for file, changes in EDITS.items():
        path = folder / file
        text = path.read_text(encoding="utf-8").replace('version: "1.0"', 'version: "1.1"', 1)
        for old, new in changes:
            assert old in text, (file, old)
            text = text.replace(old, new, 1)
        path.write_bytes(text.encode())


def with_actions(folder: Path, number: int, measure: str) -> None:
    """Give the plan many actions, each measured so."""
    path = folder / "atgardsplan.yaml"
    text = path.read_text(encoding="utf-8")
    start = text.index("  - id: A1\n")
    first = text[start : text.index("  - id: A2\n")]
    more = "".join(
        first.replace("id: A1", f"id: X{n}").replace("Minst tre pass i veckan", f"{measure} {n}")
        for n in range(number)
    )
    path.write_bytes(text.replace(first, more + first, 1).encode())


def two_versions(root: Path) -> Reading:
    """Register the case, edit it and register it again."""
    for name in ("content", "templates"):
        shutil.copytree(REPOSITORY / name, root / name)
    place = RegisterPlace(root / "output" / "register")
    make_register(place)
    case = root / "content" / "taby-2018"
    for time_ in range(2):
        register_case(
            place, Registration(case, Purpose.REMISS, day=date(2026, 11, 26), who=Who("B", NOW))
        )
        if time_ == 0:
            edit(case)
    return Reading(Copy.FULL, None, place, cache_folder())


def main() -> None:
    """Measure, and print the table."""
    order = ComparisonOrder("Bench", NOW, Copy.FULL, processes=CORES)
    with (
        tempfile.TemporaryDirectory() as folder,
        open_engine(cache_folder(), os.environ) as engine,
    ):
        root = Path(folder)
        reading = two_versions(root)
        names = ("KS 2018/211@1", "KS 2018/211@2")
        old, new = (read_side(name, reading) for name in names)
        pairs = [
            (old.documents[key].data, new.documents[key].data)
            for key in old.documents
            if old.documents[key].data != new.documents[key].data
        ]
        rounds = math.ceil(len(pairs) / CORES)

        def engine_alone(pair: tuple[bytes, bytes]) -> float:
            start = time.perf_counter()
            engine.run(*pair, "Bench", NOW)
            return time.perf_counter() - start

        def engine_on_all() -> None:
            with ThreadPoolExecutor(CORES) as pool:
                list(pool.map(engine_alone, pairs))

        slowest: list[float] = []

        def everything() -> None:
            sides = [read_side(name, reading) for name in names]
            found = compare(sides[0], sides[1], engine, order)
            write_comparison(found, order, root / "ut" / "a_b", ())

        def command() -> None:
            register = str(reading.register.folder)
            where = ["--register", register, "--output", str(root / "kommando")]
            run(
                "-c",
                f"import sys; sys.argv = {['avtal', 'compare', *names, *where]!r}\n"
                "from avtal.__main__ import main\n"
                "try:\n main()\nexcept SystemExit as end:\n assert end.code == 1, end.code",
            )

        cases = [load(root / "content" / "taby-2018"), load(REPOSITORY / "content" / "taby-2018")]
        found = medians(
            5,
            slowest=lambda: slowest.append(max(map(engine_alone, pairs))),
            engine=engine_on_all,
            everything=everything,
            command=command,
            fields=lambda: field_changes(cases[1], cases[0], Copy.FULL),
        )
        base = sorted(slowest)[len(slowest) // 2] * rounds
        sys.stdout.write(f"two versions of Täby, {len(pairs)} changed documents, {CORES} cores\n")
        row(f"the slowest docxodus run, {rounds} times", base, base)
        row("docxodus on all pairs", found["engine"], base)
        row("compare: fields, redlines, proofs and report", found["everything"], base)
        row("the same as a process of its own", found["command"], base)
        share = 100 * found["fields"] / found["everything"]
        row(f"fields alone ({share:.1f} % of compare)", found["fields"], base)
        _growth(root)


def _growth(root: Path) -> None:
    sys.stdout.write("\nchanged actions: the list of changes\n")
    base = 0.0
    for number in (10, 100, 1_000):
        folders = []
        for measure in ("Minst", "Högst"):
            workspace = root / f"{measure}{number}"
            shutil.copytree(REPOSITORY / "content", workspace / "content")
            folders.append(workspace / "content" / "taby-2018")
            with_actions(folders[-1], number, measure)
        old, new = map(load, folders)
        assert len(field_changes(old, new, Copy.FULL)) == number
        found = medians(5, fields=lambda: field_changes(old, new, Copy.FULL))  # noqa: B023
        base = base or found["fields"]
        row(f"{number} changed actions", found["fields"], base)


if __name__ == "__main__":
    main()
