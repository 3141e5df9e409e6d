"""`avtal batch`: many cases at once."""

from __future__ import annotations

import io
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from avtal.cli.command import Answer, Aside, command
from avtal.cli.environment import cache_folder, processors
from avtal.cli.lines import problem_lines
from avtal.cli.options import CASES, COPY, OUTPUT, TEMPLATES
from avtal.cli.swedish import Option
from avtal.cli.types import CountType
from avtal.language import swedish
from avtal.problems import EnvironmentProblem

if TYPE_CHECKING:
    from avtal.case.stamp import Copy
    from avtal.making.batch import Job, JobOutcome, Result


@dataclass(frozen=True)
class _Result:
    cases: list[_Row]
    seconds: float


@dataclass(frozen=True)
class _Row:
    case: str
    result: Result
    exit_code: int
    folder: Path | None
    documents: int
    warnings: int
    errors: int


@command(
    CASES,
    OUTPUT,
    Option(
        "--workers ANTAL",
        CountType(),
        "Hur många ärenden som görs samtidigt (annars ett för varje processor).",
    ),
    Option(
        "--scheduler ADRESS",
        None,
        "Gör ärendena i ett Dask-kluster, till exempel tcp://dator:8786.",
    ),
    TEMPLATES,
    COPY,
)
def batch(
    cases: tuple[Path, ...],
    output: Path | None,
    workers: int | None,
    scheduler: str | None,
    templates: Path | None,
    copy: Copy,
) -> Answer:
    """Gör utkast av många ärenden, varje ÄRENDE helt eller inte alls.

    ÄRENDE är mappen med ett ärendes innehåll; mappen content är alla. Ett fel i ett ärende hindrar
    inte de andra. Det som redan är gjort av samma innehåll och mallar görs inte om, så ett avbrutet
    kommando kan köras igen.
    """
    from avtal.making.batch import jobs

    if scheduler and workers:
        raise EnvironmentProblem(
            "--workers och --scheduler kan inte anges tillsammans",
            "klustrets arbetare bestämmer hur många ärenden som görs samtidigt",
        )
    todo = jobs(cases, output, templates, copy, cache_folder())
    start = time.monotonic()
    order = {job.case: number for number, job in enumerate(todo)}
    outcomes = sorted(
        _show_progress(_make(todo, workers, scheduler), len(todo)), key=lambda one: order[one.case]
    )
    seconds = time.monotonic() - start
    return Answer(
        lambda: _Result([_row(outcome) for outcome in outcomes], round(seconds, 3)),
        _lines(outcomes, seconds),
        (problem for outcome in outcomes for problem in outcome.problems),
        max(outcome.exit_code for outcome in outcomes),
    )


def _make(todo: Sequence[Job], workers: int | None, scheduler: str | None) -> Iterator[JobOutcome]:
    if scheduler:
        from avtal.making.cluster import make_on_cluster

        return make_on_cluster(todo, scheduler)
    from avtal.making.batch import make_here

    return make_here(todo, workers or processors())


def _show_progress(outcomes: Iterable[JobOutcome], number: int) -> Iterator[JobOutcome]:
    """Yield the outcomes; at a terminal, with a bar beside the result of how many are there."""
    if not sys.stderr.isatty():
        yield from outcomes
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = TextColumn("Gör handlingar"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
    console = Console(stderr=True)
    with Progress(
        *columns, console=console, transient=True, disable=not console.is_terminal
    ) as progress:
        yield from progress.track(outcomes, total=number)


def _row(outcome: JobOutcome) -> _Row:
    return _Row(
        outcome.case,
        outcome.result,
        outcome.exit_code,
        outcome.folder,
        outcome.documents,
        outcome.warnings,
        len(outcome.problems),
    )


def _lines(outcomes: Sequence[JobOutcome], seconds: float) -> Iterator[str]:
    """Yield what became of the cases, and beside the result what stopped those that failed."""
    yield _table(outcomes)
    yield f"Det tog {seconds:.1f} s.".replace(".", ",", 1)
    for outcome in outcomes:
        if outcome.exit_code:
            yield Aside(f"\n{outcome.case}:")
            yield from map(Aside, problem_lines(outcome.problems))
            if outcome.trace:
                yield Aside(outcome.trace)


def _table(outcomes: Sequence[JobOutcome]) -> str:
    """Return what became of the cases, as a table."""
    from rich.box import SIMPLE
    from rich.console import Console
    from rich.table import Table

    from avtal.making.batch import Result

    table = Table(box=SIMPLE, pad_edge=False)
    table.add_column("Ärenden")
    for heading in ("Antal", "Handlingar", "Varningar", "Fel"):
        table.add_column(heading, justify="right")
    for result, label in zip(Result, ("gjorda", "redan gjorda", "med fel"), strict=True):
        found = [outcome for outcome in outcomes if outcome.result is result]
        sums = (
            sum(outcome.documents for outcome in found),
            sum(outcome.warnings for outcome in found),
            sum(len(outcome.problems) for outcome in found),
        )
        table.add_row(label, *map(swedish.group_digits, (len(found), *sums)))
    text = io.StringIO()
    Console(file=text, width=80).print(table)
    lines = (line[1:].rstrip() for line in text.getvalue().splitlines())  # the box has a margin
    return "\n".join([*filter(None, lines), ""])
