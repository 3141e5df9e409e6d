"""The cases of a batch made by the workers of a Dask cluster."""

from __future__ import annotations

import logging
import re
import socket
import time
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import CancelledError
from typing import TYPE_CHECKING, Any

from avtal.making.batch import Job, JobOutcome, lost, make
from avtal.problems import EnvironmentProblem, clean
from avtal.templates.cache import program_hash

if TYPE_CHECKING:
    from distributed import Client

_PAUSE = 0.02
CONNECT_SECONDS = 10
"""How long a scheduler and its first worker are waited for."""


def make_on_cluster(todo: Sequence[Job], address: str) -> Iterator[JobOutcome]:
    """Make the cases on the cluster of a scheduler, and yield each outcome when it is there.

    A case whose worker dies is made by another. Raises EnvironmentProblem where there is no such
    scheduler, no worker, or one with another version of avtal.
    """
    try:
        from distributed import Client
    except ImportError:
        raise EnvironmentProblem(
            "--scheduler behöver distributed, som inte är installerat",
            "kör pip install 'avtal[dask]'",
        ) from None
    # What the library has to say of lost workers is told as outcomes here.
    logging.disable(logging.CRITICAL)
    _refuse_silence(address)
    client = Client(  # type: ignore[no-untyped-call]
        address, timeout=CONNECT_SECONDS, set_as_default=False
    )
    with client:
        _check_workers(client)
        doubtful = yield from _make_all(client, todo)
        # With one of them its worker died, and with that what else the worker had in hand.
        for job in doubtful:
            again = yield from _make_all(client, [job])
            yield from map(lost, again)


def _make_all(client: Client, todo: Sequence[Job]) -> Generator[JobOutcome, None, list[Job]]:
    """Yield the outcomes; return the jobs that several workers died with."""
    from distributed import KilledWorker, as_completed

    futures = client.map(make, todo, pure=False, batch_size=1_000)
    job_of = {future.key: job for future, job in zip(futures, todo, strict=True)}
    finished = as_completed(futures, loop=client.loop)  # type: ignore[no-untyped-call]
    del futures  # so that what has been told can be forgotten
    doubtful = []
    try:
        for future in _as_they_come(client, finished):
            try:
                yield _result(client, future)
            except KilledWorker:
                doubtful.append(job_of[future.key])
    except (CancelledError, OSError):
        raise EnvironmentProblem(
            "schemaläggaren svarar inte längre",
            "kör samma kommando igen; det som är gjort görs inte om",
        ) from None
    return doubtful


def _as_they_come(client: Client, finished: Any) -> Iterator[Any]:
    """Yield what is finished. Raises EnvironmentProblem where nobody is left to finish the rest."""
    silent_since = time.monotonic()
    while finished.count():
        ready = finished.next_batch(block=False)
        yield from ready
        if ready:
            silent_since = time.monotonic()
            continue
        time.sleep(_PAUSE)
        if time.monotonic() - silent_since > CONNECT_SECONDS:
            _await_worker(client)
            silent_since = time.monotonic()


def _result(client: Client, future: Any) -> JobOutcome:
    """Return an outcome; one that lay with a worker that died is made once more by another."""
    while True:
        try:
            outcome: JobOutcome = future.result(timeout=CONNECT_SECONDS)
            return outcome
        except TimeoutError:
            _await_worker(client)


def _await_worker(client: Client) -> None:
    """Raise EnvironmentProblem where nobody is left to make anything."""
    try:
        client.wait_for_workers(1, timeout=CONNECT_SECONDS)
    except TimeoutError:
        raise EnvironmentProblem(
            "klustret har inga arbetare kvar",
            "starta nya och kör samma kommando igen; det som är gjort görs inte om",
        ) from None


def _refuse_silence(address: str) -> None:
    """Raise where nobody listens: the library would try again for half a minute."""
    found = re.fullmatch(r"(?:tcp|tls)://\[?([^/\]]+)\]?:(\d{1,5})", address)
    try:
        if found is None or int(found.group(2)) > 65_535:
            raise ValueError(address)
        socket.create_connection((found.group(1), int(found.group(2))), CONNECT_SECONDS).close()
    except (OSError, ValueError):
        raise EnvironmentProblem(
            f"ingen schemaläggare svarar på ”{clean(address)}”",
            "starta den med dask scheduler, och skriv adressen som tcp://dator:8786",
        ) from None


def _check_workers(client: Client) -> None:
    try:
        client.wait_for_workers(1, timeout=CONNECT_SECONDS)
        programs = client.run(program_hash)
    except TimeoutError:
        raise EnvironmentProblem(
            "schemaläggaren har inga arbetare", "starta minst en med dask worker ADRESS"
        ) from None
    except ImportError:
        raise EnvironmentProblem(
            "en arbetare har inte avtal installerat", "installera samma version där"
        ) from None
    others = [name for name, program in programs.items() if program != program_hash()]
    if others:
        raise EnvironmentProblem(
            f"arbetaren {others[0]} har en annan version av avtal", "installera samma version där"
        )
