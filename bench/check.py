"""Measure checking: against PyYAML, against importing the models, and as the cases grow.

Prints ratios; absolute times depend on the machine. Run with `make bench`.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import yaml
from measure import CASE, REPOSITORY, medians, row, run

from avtal.case.load import load
from avtal.rules.catalogue import findings

IMPORT_AND_READ = """
import pathlib, pkgutil, importlib, avtal.model
for module in pkgutil.iter_modules(avtal.model.__path__):
    importlib.import_module(f"avtal.model.{module.name}")
for path in pathlib.Path("content/taby-2018").glob("*.yaml"):
    path.read_bytes()
"""


def content() -> None:
    """One warm process: from files to every finding, against only loading the same YAML."""
    files = [*sorted(CASE.glob("*.yaml")), REPOSITORY / "content" / "profiler" / "fore-2023.yaml"]
    case = load(CASE)
    found = medians(
        yaml=lambda: [yaml.load(path.read_bytes(), yaml.CSafeLoader) for path in files],
        rules=lambda: findings(case),
        all=lambda: findings(load(CASE)),
    )
    sys.stdout.write("Content of the Täby case, warm\n")
    row("PyYAML CSafeLoader, values only", found["yaml"], found["yaml"])
    row("avtal: the 64 rules on a loaded case", found["rules"], found["yaml"])
    row("avtal: load, validate and the 64 rules", found["all"], found["yaml"])


def cold() -> None:
    """Whole processes: what a user waits for."""
    with tempfile.TemporaryDirectory() as cache:
        check = ("-m", "avtal", "check", str(CASE))
        run(*check, AVTAL_CACHE=cache)
        found = medians(
            models=lambda: run("-c", IMPORT_AND_READ),
            warm=lambda: run(*check, AVTAL_CACHE=cache),
            cold=lambda: run(*check, AVTAL_CACHE="0"),
        )
    sys.stdout.write("Cold processes\n")
    row("import avtal.model, read the files and stop", found["models"], found["models"])
    row("avtal check, templates known", found["warm"], found["models"])
    row("avtal check, templates never seen", found["cold"], found["models"])


PEAK = """
import sys, resource
sys.argv = ["avtal", "check", *sys.argv[1:]]
from avtal.cli.app import main
try:
    main()
finally:
    sys.stderr.write(str(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss))
"""


def growth() -> None:
    """Many cases in one command: seconds and the peak of memory."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        shutil.copytree(REPOSITORY / "templates", root / "templates")
        shutil.copytree(REPOSITORY / "content" / "profiler", root / "content" / "profiler")
        names = [str(root / "content" / f"kommun-{number:03d}") for number in range(290)]
        for name in names:
            shutil.copytree(CASE, name)
        counts = (1, 29, 290)
        peaks = {}

        def check(count: int) -> None:
            done = subprocess.run(
                [sys.executable, "-c", PEAK, *names[:count]],
                cwd=REPOSITORY,
                capture_output=True,
                encoding="utf-8",
                check=False,
            )
            peaks[count] = int(done.stderr) / 1024

        found = medians(3, **{str(count): lambda count=count: check(count) for count in counts})
    sys.stdout.write("Many cases in one avtal check\n")
    for count in counts:
        row(f"{count} cases, peak of memory {peaks[count]:.0f} MB", found[str(count)], found["1"])
    more = (found["290"] - found["1"]) / (found["29"] - found["1"])
    sys.stdout.write(f"289 more cases cost {more:.1f} times what 28 more cost (linear is 10.3)\n")


if __name__ == "__main__":
    content()
    cold()
    growth()
