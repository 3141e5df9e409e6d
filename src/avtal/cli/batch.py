"""`avtal batch`: many cases at once."""

from __future__ import annotations

import io
import os
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from avtal.cli.environment import cache_folder
from avtal.cli.options import COPIES, copy_option, json_option, templates_option
from avtal.cli.output import print_json, tell, tell_problems, write
from avtal.cli.swedish import CountType, FolderType, SwedishCommand
from avtal.language import swedish
from avtal.problems import EnvironmentProblem

if TYPE_CHECKING:
    from avtal.making.batch import Job, JobOutcome


@click.command(cls=SwedishCommand)
@click.argument("cases", metavar="ÄRENDE…", type=FolderType(), nargs=-1, required=True)
@click.option(
    "--output",
    metavar="MAPP",
    type=FolderType(),
    help="Mappen som resultatet läggs under, i ÄRENDE/utkast (annars output).",
)
@click.option(
    "--workers",
    metavar="ANTAL",
    type=CountType(),
    help="Hur många ärenden som görs samtidigt (annars ett för varje processor).",
)
@click.option(
    "--scheduler",
    metavar="ADRESS",
    help="Gör ärendena i ett Dask-kluster, till exempel tcp://dator:8786.",
)
@templates_option
@copy_option("fullstandig visar allt; offentlig utelämnar det som är hemligt.")
@json_option
def batch(
    cases: tuple[Path, ...],
    output: Path | None,
    workers: int | None,
    scheduler: str | None,
    templates: Path | None,
    copy: str,
    as_json: bool,
) -> int:
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
    todo = jobs(cases, output, templates, COPIES[copy], cache_folder())
    start = time.monotonic()
    order = {job.case: number for number, job in enumerate(todo)}
    outcomes = sorted(
        _shown(_made(todo, workers, scheduler), len(todo)), key=lambda one: order[one.case]
    )
    seconds = time.monotonic() - start
    exit_code = max(outcome.exit_code for outcome in outcomes)
    if as_json:
        problems = [problem for outcome in outcomes for problem in outcome.problems]
        rows = [_row(outcome) for outcome in outcomes]
        print_json("batch", exit_code, problems, {"cases": rows, "seconds": round(seconds, 3)})
    else:
        write(_table(outcomes, seconds))
        _tell_failures([outcome for outcome in outcomes if outcome.exit_code])
    return exit_code


def _made(todo: Sequence[Job], workers: int | None, scheduler: str | None) -> Iterator[JobOutcome]:
    if scheduler:
        from avtal.making.cluster import make_on_cluster

        return make_on_cluster(todo, scheduler)
    from avtal.making.batch import make_here

    return make_here(todo, workers or _processors())


def _processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _shown(outcomes: Iterable[JobOutcome], number: int) -> Iterator[JobOutcome]:
    """Yield the outcomes, with a bar beside the result that says how many are there."""
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


def _row(outcome: JobOutcome) -> dict[str, Any]:
    return {
        "case": outcome.case,
        "result": outcome.result.value,
        "exit_code": outcome.exit_code,
        "folder": str(outcome.folder) if outcome.folder else None,
        "documents": outcome.documents,
        "warnings": outcome.warnings,
        "errors": len(outcome.problems),
    }


def _table(outcomes: Sequence[JobOutcome], seconds: float) -> str:
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
    took = f"{seconds:.1f}".replace(".", ",")
    return "\n".join([*filter(None, lines), "", f"Det tog {took} s."])


def _tell_failures(failed: Sequence[JobOutcome]) -> None:
    for outcome in failed:
        tell(f"\n{outcome.case}:")
        tell_problems(outcome.problems)
        if outcome.trace:
            tell(outcome.trace)
