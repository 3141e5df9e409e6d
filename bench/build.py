"""Measure whole builds: one as a process, what its time goes to, and many with more workers.

From content files to files on disk. Prints ratios; absolute times depend on the machine.
Run with `make bench`.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from measure import CASE, REPOSITORY, medians, row, run

from avtal.case.kinds import BY_KEY
from avtal.case.load import load
from avtal.case.stamp import Copy
from avtal.files.replacing import replace_folder
from avtal.making.batch import jobs, make_here
from avtal.making.build import build, check_printed
from avtal.making.rendering import Renderer, prepare_case
from avtal.rules.catalogue import findings
from avtal.templates.folder import check_templates
from avtal.templates.layer import CaseViews
from avtal.tuning import collect_seldom

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
    """What a warm build does, step by step: of our case, and of one with secrets."""
    templates = REPOSITORY / "templates"
    with tempfile.TemporaryDirectory() as folder:
        for name in ("taby-2018", "tre-parter"):
            _phases(_case(Path(folder), name), templates)


def _case(root: Path, name: str) -> Path:
    """Return a good case in a workspace of its own."""
    case = root / "content" / name
    if not (root / "content" / "profiler").exists():
        shutil.copytree(REPOSITORY / "content" / "profiler", root / "content" / "profiler")
    own = REPOSITORY / "content" / name
    shutil.copytree(own if own.exists() else REPOSITORY / "tests/cases/good" / name, case)
    return case


def _phases(folder: Path, templates: Path) -> None:
    made = prepare_case(folder, templates, Copy.FULL)
    case, keys = made.case, list(made.case.documents)
    stamps = {key: made.renderer.draft_naming_copy(key, Copy.FULL) for key in keys}
    done = {key: made.renderer.render(key, stamps[key]) for key in keys}

    def views() -> None:
        given = CaseViews(replace(case))
        for copy in Copy if case.index.has_secrets else [Copy.FULL]:
            for key in keys:
                given.of(key, replace(stamps[key], copy=copy))

    def render() -> list[bytes]:
        renderer = Renderer(replace(case), made.templates)
        return [
            renderer.render(key, renderer.draft_naming_copy(key, Copy.FULL)).data for key in keys
        ]

    def printed() -> None:
        seen = {key: replace(one.filled).paragraphs for key, one in done.items()}
        check_printed(made, seen, Copy.FULL)

    with tempfile.TemporaryDirectory() as place:
        target = Path(place) / "utkast"
        found = medians(
            load=lambda: load(folder),
            rules=lambda: findings(replace(case)),
            templates=lambda: check_templates([BY_KEY[key] for key in keys], templates),
            views=views,
            render=render,
            printed=printed,
            write=lambda: replace_folder(
                target, {f"{key}.docx": one.data for key, one in done.items()}, lambda _: None
            ),
            whole=lambda: build(folder, Path(place) / "ut", templates, Copy.FULL),
        )
    whole = found.pop("whole")
    found["render"] -= found["views"]
    sys.stdout.write(f"\nA warm build of {folder.name}: shares of {whole * 1000:.1f} ms\n")
    for name, label in (
        ("load", "read and validate the content"),
        ("rules", "the rules"),
        ("templates", "read the templates, known from before"),
        ("views", "the values for the templates"),
        ("render", "fill the templates"),
        ("printed", "the rules on what was printed"),
        ("write", "write the folder"),
    ):
        row(label, found[name], whole)


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
    collect_seldom()  # as `avtal` does
    phases()
    batches()
