"""Many cases, each made whole or not at all, on the cores of this machine or on a cluster."""

from __future__ import annotations

import atexit
import os
import signal
import traceback
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from multiprocessing import get_context
from pathlib import Path

from avtal.case.stamp import Copy
from avtal.case.workspace import (
    SHARED,
    all_cases,
    default_output,
    find_case,
    templates_of,
)
from avtal.files.refusals import resolve
from avtal.problems import CaseError, EnvironmentProblem, Problem, as_problem, clean
from avtal.tuning import collect_seldom, leave_at_once

_IN_HAND = 4
"""How many cases are handed out for each process, so that none waits for the next."""


class Result(StrEnum):
    """What became of a case."""

    MADE = "gjort"
    UNCHANGED = "redan gjort"
    FAILED = "fel"


@dataclass(frozen=True, slots=True)
class Job:
    """A case to make, with absolute paths, so that it can be done wherever they lead to it.

    `case` is what it is called to the user.
    """

    case: str
    folder: Path
    output: Path
    templates: Path | None
    copy: Copy
    cache: Path | None


@dataclass(frozen=True, slots=True)
class JobOutcome:
    """What became of a case: the folder of its drafts, how many they are, what the rules warned of.

    `problems` are what stopped it, and `trace` where, if the fault is in avtal itself.
    """

    case: str
    result: Result
    folder: Path | None = None
    documents: int = 0
    warnings: int = 0
    problems: tuple[Problem, ...] = ()
    exit_code: int = 0
    trace: str = ""


def jobs(
    cases: Sequence[Path],
    output: Path | None,
    templates: Path | None,
    copy: Copy,
    cache: Path | None = None,
) -> list[Job]:
    """Return what is to be done: each case once, in the order in which they were given.

    A folder `content` stands for all cases in it. Folders of what cases share, and files, are
    passed over among them. Raises EnvironmentProblem where there is no case, or two that have the
    same place.
    """
    found: dict[Path, Job] = {}
    places: dict[Path, Path] = {}
    for case in (each for folder in cases for each in all_cases(folder)):
        folder = Path(os.path.abspath(case))  # noqa: PTH100 - a link is a case by its own name
        if folder in found or folder.name in SHARED or folder.is_file():
            continue
        root = resolve(output or default_output(folder))
        other = places.setdefault(root / folder.name, case)
        if other is not case:
            raise EnvironmentProblem(
                f"”{clean(str(other), None)}” och ”{clean(str(case), None)}” skulle läggas i "
                "samma mapp",
                "kör dem var för sig, med olika --output",
            )
        found[folder] = Job(
            str(case),
            folder,
            root,
            resolve(templates) if templates else None,
            copy,
            resolve(cache) if cache else None,
        )
    if not found:
        raise EnvironmentProblem(
            "här finns inget ärende att göra", "ange ärendens mappar, eller mappen content"
        )
    return list(found.values())


def make(job: Job) -> JobOutcome:
    """Make one case, if it is not made already. What stops it is told, and stops nothing else."""
    # Only a process that makes cases needs these: the others begin while it imports them.
    from avtal.making.build import build, drafts_of
    from avtal.making.unchanged import manifest_if_unchanged

    try:
        place = find_case(job.folder)
        templates = templates_of(place, job.templates)
        drafts = drafts_of(place, job.output, job.copy)
        before = manifest_if_unchanged(place, drafts, templates, job.copy)
        if before:
            return JobOutcome(job.case, Result.UNCHANGED, drafts, len(before.documents))
        built = build(job.folder, job.output, job.templates, job.copy, job.cache)
    except CaseError as error:
        return _failure(job, error.problems, error.exit_code)
    except EnvironmentProblem as error:
        return _failure(job, (as_problem(error),), error.exit_code)
    except Exception as error:
        # A fault of ours in one case must not cost a night's work on the others.
        message = f"programfel: {type(error).__name__}: {error}"
        problem = Problem("programfel", message, "", help="anmäl det till den som sköter avtal")
        return _failure(job, (problem,), 2, traceback.format_exc())
    warnings = Counter(problem.severity for problem in built.findings)["varning"]
    return JobOutcome(job.case, Result.MADE, built.folder, len(built.manifest.documents), warnings)


def lost(job: Job) -> JobOutcome:
    """Return the outcome of a case whose process or worker died each time it was made."""
    problem = Problem(
        "miljö",
        "processen som gjorde ärendet dog",
        "",
        help="minnet kan ha tagit slut; kör om med färre samtidigt, --workers 1",
    )
    return _failure(job, (problem,), EnvironmentProblem.exit_code)


def _failure(job: Job, problems: Sequence[Problem], exit_code: int, trace: str = "") -> JobOutcome:
    return JobOutcome(
        job.case, Result.FAILED, problems=tuple(problems), exit_code=exit_code, trace=trace
    )


def make_here(todo: Sequence[Job], workers: int) -> Iterator[JobOutcome]:
    """Make the cases on this machine, and yield each outcome when it is there."""
    workers = min(workers, len(todo))
    if workers == 1:
        yield from map(make, todo)
        return
    doubtful: list[Job] = []
    waiting = deque(todo)
    while waiting:
        yield from _in_pool(waiting, workers, doubtful)
    # One of them took its process with it: each gets one of its own.
    for job in doubtful:
        yield _alone(job)


def _in_pool(waiting: deque[Job], workers: int, doubtful: list[Job]) -> Iterator[JobOutcome]:
    """Yield outcomes until all are there, or until a process dies with some cases in hand."""
    in_hand: dict[Future[JobOutcome], Job] = {}
    pool = _pool(workers)
    try:
        while waiting or in_hand:
            while waiting and len(in_hand) < workers * _IN_HAND:
                in_hand[pool.submit(make, waiting[0])] = waiting[0]
                waiting.popleft()
            done, _ = wait(in_hand, return_when=FIRST_COMPLETED)
            for future in done:
                outcome = future.result()
                del in_hand[future]
                yield outcome
    except BrokenProcessPool:
        doubtful += in_hand.values()
    finally:
        pool.shutdown(cancel_futures=True)


def _alone(job: Job) -> JobOutcome:
    with _pool(1) as pool, suppress(BrokenProcessPool):
        return pool.submit(make, job).result()
    return lost(job)


def _pool(workers: int) -> ProcessPoolExecutor:
    # Started anew on every system alike: a copy of this process would have its threads' locks.
    return ProcessPoolExecutor(workers, get_context("spawn"), _begin)


def _begin() -> None:
    """Begin a worker; interrupts are for the process that started it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    collect_seldom()
    atexit.register(leave_at_once)
