"""Measure filling a template, from values to bytes, against other engines and against deflate.

Every engine has a process of its own; they take turns in one run. Medians, told as documents a
second and as ratios. The engines for Node are measured where they are installed in `bench/node`.
`make bench`.
"""

from __future__ import annotations

import json
import pickle
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from measure import REPOSITORY, medians

from avtal.word.engine.fill import fill
from avtal.word.package.assembly import unpack
from avtal.word.template.prepare import prepare
from documents import Job, agreement, made

HERE = Path(__file__).parent
ROUNDS = 7
ENGINES: Mapping[str, tuple[str, int]] = {
    "docxtpl": ("docxtpl, a new object each time", 2),
    "docxtpl_reused": ("docxtpl, one object for all", 2),
    "docxtemplater": ("docxtemplater (Node)", 8),
    "carbone": ("carbone (Node)", 8),
    "ours": ("avtal, prepared here", 200),
    "ours_from_cache": ("avtal, kept by an earlier run", 200),
    "deflate": ("limit: zlib 6 of the parts that differ", 200),
}
"""What each engine is called, and how many documents it makes when it is its turn."""
NODE = ("docxtemplater", "carbone")


class Engine:
    """An engine in its process."""

    def __init__(self, command: Sequence[str]) -> None:
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=REPOSITORY
        )

    def make(self, number: int) -> dict[str, float]:
        """Make documents, and return what that cost: seconds, CPU seconds, most memory in MB."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(f"{number}\n")
        self._process.stdin.flush()
        found: dict[str, float] = json.loads(self._process.stdout.readline())
        return {**found, "memory": self._memory()}

    def _memory(self) -> float:
        status = Path(f"/proc/{self._process.pid}/status")
        if not status.exists():
            return 0.0
        found = re.search(r"VmHWM:\s+(\d+) kB", status.read_text(encoding="ascii"))
        return int(found.group(1)) / 1000 if found else 0.0

    def stop(self) -> None:
        """End the process."""
        self._process.communicate()


@contextmanager
def commands(job: Job) -> Iterator[dict[str, list[str]]]:
    """Yield what starts each engine that can be measured on this machine, by name."""
    template = prepare(job.name, job.template)
    static = len(unpack(template.static))
    changed = [
        list(unpack(fill(template, values, job.properties).data).values())[static:]
        for values in job.values
    ]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "job"
        given = {**job._asdict(), "changed": changed, "styles": dict(template.styles)}
        file.write_bytes(pickle.dumps((given, template.to_bytes())))
        found = {
            name: [sys.executable, str(HERE / "engine.py"), name, str(file)]
            for name in ENGINES
            if name not in NODE
        }
        node = shutil.which("node")
        if node and (HERE / "node" / "node_modules").is_dir() and job.name == "prov":
            for name in NODE:
                other = made(dialect=name)
                place = Path(folder) / name
                place.mkdir()
                (place / "template.docx").write_bytes(other.template)
                values = json.dumps(other.values, ensure_ascii=False)
                (place / "values.json").write_text(values, encoding="utf-8")
                found[name] = [node, str(HERE / "node" / "engine.js"), name, str(place)]
        yield found


def table(job: Job) -> None:
    """Print how the engines do on one document."""
    with commands(job) as found:
        engines = {name: Engine(command) for name, command in found.items()}
        costs: dict[str, list[dict[str, float]]] = {name: [] for name in engines}
        for name, engine in engines.items():
            engine.make(ENGINES[name][1])  # warm
        for _ in range(ROUNDS):
            for name, engine in engines.items():
                costs[name].append(engine.make(ENGINES[name][1]))
        for engine in engines.values():
            engine.stop()
        cold = {name: _cold(command) for name, command in found.items() if name != "deflate"}
    each = {
        name: statistics.median(cost["seconds"] for cost in costs[name]) / ENGINES[name][1]
        for name in engines
    }
    sys.stdout.write(
        f"\n{job.name + ', ' + str(len(job.values)) + ' different documents':<42}"
        f"{'docs/s':>8}{'× docxtpl':>11}{'of limit':>10}{'CPU ms':>9}{'MB':>6}{'cold ms':>9}\n"
    )
    for name in ENGINES:
        if name in engines:
            cpu = statistics.median(cost["cpu"] for cost in costs[name]) / ENGINES[name][1]
            start = f"{cold[name] * 1000:9.0f}" if name in cold else ""
            sys.stdout.write(
                f"{ENGINES[name][0]:<42}{1 / each[name]:8.0f}"
                f"{each['docxtpl'] / each[name]:11.1f}{100 * each['deflate'] / each[name]:8.0f} %"
                f"{cpu * 1000:9.2f}{costs[name][-1]['memory']:6.0f}{start}\n"
            )
    if not set(NODE) <= set(engines) and job.name == "prov":
        sys.stdout.write("not measured: docxtemplater and carbone; cd bench/node && npm install\n")


def _cold(command: Sequence[str]) -> float:
    """Return the median seconds from nothing to the first document."""
    times = []
    for _ in range(5):
        start = time.perf_counter()
        engine = Engine(command)
        engine.make(1)
        times.append(time.perf_counter() - start)
        engine.stop()
    return statistics.median(times)


def rows() -> None:
    """Print what more rows cost."""
    sys.stdout.write("\nrows in the table\n")
    jobs = {number: made(number, 1) for number in (10, 100, 1_000, 10_000)}
    template = prepare("prov", jobs[10].template)

    def one(job: Job) -> None:
        _ = fill(template, job.values[0], job.properties).data

    found = medians(7, **{str(n): (lambda job=job: one(job)) for n, job in jobs.items()})
    before = 0.0
    for number in jobs:
        seconds = found[str(number)]
        ratio = f"{seconds / before:8.1f} × the row above" if before else ""
        sys.stdout.write(f"{number:<42}{seconds * 1000:8.2f} ms{ratio}\n")
        before = seconds


def many() -> None:
    """Print what more documents cost in one process: time each, and memory."""
    sys.stdout.write("\ndocuments in one process\n")
    with commands(made()) as found:
        engine = Engine(found["ours_from_cache"])
        done = 0
        base = 0.0
        for number in (1, 290, 5_800):
            cost = engine.make(number - done)
            each, memory = cost["seconds"] / (number - done), cost["memory"]
            base = memory if number == 290 else base
            ratio = f"{memory / base:8.2f} × that of 290" if number > 290 else ""
            sys.stdout.write(f"{number:<42}{each * 1000:8.2f} ms each {memory:6.0f} MB{ratio}\n")
            done = number
        engine.stop()


if __name__ == "__main__":
    table(made())
    table(agreement())
    rows()
    many()
