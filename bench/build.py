"""Measure whole builds: one as a process, what its time goes to, and many with more workers.

From content files to files on disk. Prints ratios; absolute times depend on the machine.
Run with `make bench`.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from measure import CASE, REPOSITORY, medians, row, run

from avtal.case.kinds import BY_KEY
from avtal.case.load import load
from avtal.case.stamp import Copy
from avtal.files.replacing import replace_folder
from avtal.making.batch import jobs, make_here
from avtal.making.build import check_printed, draft_stamp, prepare_case, render
from avtal.rules.catalogue import findings
from avtal.templates.folder import check_templates
from avtal.templates.view import context

CASES = 150


def cold() -> None:
    """Whole processes: what a user waits for."""
    with tempfile.TemporaryDirectory() as folder:
        build = ("-m", "avtal", "build", str(CASE), "--output", folder)
        cache = str(Path(folder) / "kept")
        run(*build, AVTAL_CACHE=cache)
        found = medians(
            imports=lambda: run("-c", "import pydantic, yaml, click, markdown_it"),
            kept=lambda: run(*build, AVTAL_CACHE=cache),
            new=lambda: run(*build, AVTAL_CACHE="0"),
            help=lambda: run("-m", "avtal", "--help"),
        )
    sys.stdout.write("Cold processes\n")
    row("import the libraries that a build needs, and stop", found["imports"], found["imports"])
    row("avtal --help", found["help"], found["imports"])
    row("avtal build content/taby-2018, templates kept", found["kept"], found["imports"])
    row("the same with every template checked and prepared", found["new"], found["imports"])


def phases() -> None:
    """What a warm build does, step by step."""
    templates = REPOSITORY / "templates"
    case, prepared, _ = prepare_case(CASE, templates, Copy.FULL)
    keys = list(case.documents)
    stamps = {key: draft_stamp(case, key, Copy.FULL) for key in keys}
    made = {key: render(case, key, stamps[key], prepared[key]) for key in keys}
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "utkast"
        found = medians(
            load=lambda: load(CASE),
            rules=lambda: findings(case),
            templates=lambda: check_templates([BY_KEY[key] for key in keys], templates),
            views=lambda: [context(case, key, stamps[key]) for key in keys],
            render=lambda: [render(case, key, stamps[key], prepared[key]) for key in keys],
            printed=lambda: check_printed(case, made, prepared, Copy.FULL),
            write=lambda: replace_folder(
                target, {f"{key}.docx": data for key, data in made.items()}, lambda _: None
            ),
        )
    found["render"] -= found["views"]
    total = sum(found.values())
    sys.stdout.write(f"\nA warm build of {len(keys)} documents: shares of {total * 1000:.0f} ms\n")
    for name, label in (
        ("load", "read and validate the content"),
        ("rules", "the rules"),
        ("templates", "read the templates, known from before"),
        ("views", "the values for the templates"),
        ("render", "fill the templates"),
        ("printed", "the rules on what was printed"),
        ("write", "write the folder"),
    ):
        row(label, found[name], total)


def batches() -> None:
    """Many cases with one worker and with two."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for name in ("templates", "content/profiler"):
            shutil.copytree(REPOSITORY / name, root / name)
        cases = [root / "content" / f"arende-{number:03d}" for number in range(CASES)]
        for case in cases:
            shutil.copytree(CASE, case)

        def batch(workers: int, name: str) -> None:
            todo = jobs(cases, root / name, None, Copy.FULL, root / "kept")
            assert all(outcome.exit_code == 0 for outcome in make_here(todo, workers))

        def fresh(workers: int) -> None:
            shutil.rmtree(root / "ut", ignore_errors=True)
            batch(workers, "ut")

        batch(1, "gjort")
        found = medians(
            5,
            one=lambda: fresh(1),
            two=lambda: fresh(2),
            again=lambda: batch(1, "gjort"),
        )
    sys.stdout.write(f"\n{CASES} cases, {CASES * 6} documents, from content to files on disk\n")
    row("one worker", found["one"], found["one"])
    row("two workers", found["two"], found["one"])
    row("one worker, everything made before", found["again"], found["one"])
    sys.stdout.write(
        f"two workers give {found['one'] / found['two']:.2f} × one; "
        f"{CASES / found['two']:.0f} cases and {CASES * 6 / found['two']:.0f} documents a second\n"
    )


if __name__ == "__main__":
    cold()
    phases()
    batches()
