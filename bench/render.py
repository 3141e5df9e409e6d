"""Measure filling a template, from values to bytes, against docxtpl and against deflate itself.

All in one run, interleaved; medians, told as documents per second and ratios. `make bench`.
"""

from __future__ import annotations

import io
import sys
import zlib
from collections.abc import Callable
from itertools import cycle

from docxtpl import DocxTemplate
from jinja2 import Environment, StrictUndefined
from measure import medians

from avtal.word.assembly import packed, unpacked
from avtal.word.fill import fill
from avtal.word.filters import FILTERS, printable
from avtal.word.prose import ProseWriter
from avtal.word.template import prepare
from avtal.word.values import Written
from documents import Job, agreement, made


def engines(job: Job) -> dict[str, tuple[str, int, Callable[[], object]]]:
    """Return each engine: what it is called, how many documents a run of it makes, and the run."""
    template = prepare(job.name, job.template)
    turn = cycle(job.values)
    reused = DocxTemplate(io.BytesIO(job.template))
    changed = [
        list(unpacked(fill(template, values, job.properties)).items())[template.static.count :]
        for values in job.values
    ]

    def environment() -> Environment:
        writer = ProseWriter(template.styles)
        found = Environment(autoescape=True, undefined=StrictUndefined, finalize=_shown)
        found.filters |= FILTERS | writer.filters()
        return found

    def naive() -> None:
        document = DocxTemplate(io.BytesIO(job.template))
        document.render(dict(next(turn)), environment(), autoescape=True)
        document.save(io.BytesIO())

    def again() -> None:
        reused.render(dict(next(turn)), environment(), autoescape=True)
        reused.save(io.BytesIO())

    def ours() -> None:
        for values in job.values:
            fill(template, values, job.properties)

    def deflate() -> None:
        for members in changed:
            for _, data in members:
                zlib.crc32(data)
                packer = zlib.compressobj(6, zlib.DEFLATED, -15)
                packer.compress(data)
                packer.flush()

    def fitting() -> None:
        for members in changed:
            packed(members)

    return {
        "naive": ("docxtpl, a new object each time", 1, naive),
        "again": ("docxtpl, the object used again", 1, again),
        "ours": ("avtal, prepared once", len(job.values), ours),
        "limit": ("limit: crc and zlib 6 of the changed parts", len(job.values), deflate),
        "fitting": ("the same with windows that fit the parts", len(job.values), fitting),
    }


def _shown(value: object) -> object:
    from markupsafe import Markup

    return Markup(value) if isinstance(value, Written) else printable(value)


def table(job: Job) -> None:
    """Print how the engines do on one document."""
    found = engines(job)
    seconds = medians(9, **{name: run for name, (_, _, run) in found.items()})
    each = {name: seconds[name] / times for name, (_, times, _) in found.items()}
    sys.stdout.write(f"{job.name}: documents per second, × docxtpl, share of the limit\n")
    for name, (label, _, _) in found.items():
        ratio, share = each["naive"] / each[name], 100 * each["limit"] / each[name]
        sys.stdout.write(f"  {label:<46}{1 / each[name]:9.0f}{ratio:8.1f} ×{share:6.0f} %\n")


def growth() -> None:
    """Print what more rows cost."""
    sys.stdout.write("rows in the table\n")
    jobs = {rows: made(rows, 1) for rows in (10, 100, 1_000, 10_000)}
    template = prepare("prov", jobs[10].template)
    found = medians(
        5,
        **{
            str(rows): (lambda job=job: fill(template, job.values[0], job.properties))  # type: ignore[misc]
            for rows, job in jobs.items()
        },
    )
    before = None
    for rows in jobs:
        seconds = found[str(rows)]
        ratio = f"{seconds / before:8.1f} × the row above" if before else ""
        sys.stdout.write(f"  {rows:<10}{seconds * 1000:9.2f} ms{ratio}\n")
        before = seconds


if __name__ == "__main__":
    table(made())
    table(agreement())
    growth()
