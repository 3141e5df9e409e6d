"""One engine in a process of its own, for `render.py`.

`python engine.py NAME FILE`, where FILE is a pickled Job. It reads numbers, makes as many documents
and writes a line of JSON with seconds and seconds of CPU.
"""

from __future__ import annotations

import io
import json
import pickle
import sys
import time
from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path
from typing import Any


def ours_from_cache(job: Any, kept: bytes) -> Callable[[], object]:
    """Return what makes one document with a template that was kept by an earlier run."""
    from avtal.word.engine.fill import fill
    from avtal.word.engine.prepared import Template

    template = Template.from_bytes(job["name"], job["template"], kept)
    values = cycle(job["values"])
    return lambda: fill(template, next(values), job["properties"]).data


def ours(job: Any, _: bytes) -> Callable[[], object]:
    """Return what makes one document with a template that is prepared here."""
    from avtal.word.template.prepare import prepare

    return ours_from_cache(job, prepare(job["name"], job["template"]).to_bytes())


def docxtpl(job: Any, _: bytes, *, reused: bool = False) -> Callable[[], object]:
    """Return what makes one document with docxtpl, with our filters where the template has any."""
    from docxtpl import DocxTemplate
    from jinja2 import Environment, StrictUndefined
    from markupsafe import Markup

    from avtal.word.values.filters import FILTERS, printable
    from avtal.word.values.marked import WordXml
    from avtal.word.values.prose import ProseWriter

    def shown(value: Any) -> Any:
        return Markup(value) if isinstance(value, WordXml) else printable(value)

    def environment() -> Environment:
        found = Environment(autoescape=True, undefined=StrictUndefined, finalize=shown)
        found.filters |= FILTERS | ProseWriter(job["styles"]).filters()
        return found

    values = cycle(job["values"])
    kept = DocxTemplate(io.BytesIO(job["template"])) if reused else None

    def one() -> None:
        document = kept or DocxTemplate(io.BytesIO(job["template"]))
        document.render(dict(next(values)), environment(), autoescape=True)
        document.save(io.BytesIO())

    return one


def docxtpl_reused(job: Any, kept: bytes) -> Callable[[], object]:
    """Return the same with one object for all documents."""
    return docxtpl(job, kept, reused=True)


def deflate(job: Any, _: bytes) -> Callable[[], object]:
    """Return what only packs the parts that differ between documents: nothing can be faster."""
    import zlib

    parts = cycle(job["changed"])

    def one() -> None:
        for data in next(parts):
            zlib.crc32(data)
            packer = zlib.compressobj(6, zlib.DEFLATED, -15)
            packer.compress(data)
            packer.flush()

    return one


ENGINES = {
    "docxtpl": docxtpl,
    "docxtpl_reused": docxtpl_reused,
    "ours": ours,
    "ours_from_cache": ours_from_cache,
    "deflate": deflate,
}


def measured(one: Callable[[], object]) -> Iterator[dict[str, float]]:
    """Yield what each number of documents that is read costs."""
    for line in sys.stdin:
        start, cpu = time.perf_counter(), time.process_time()
        for _ in range(int(line)):
            one()
        yield {"seconds": time.perf_counter() - start, "cpu": time.process_time() - cpu}


if __name__ == "__main__":
    name, file = sys.argv[1:]
    job, kept = pickle.loads(Path(file).read_bytes())
    for found in measured(ENGINES[name](job, kept)):
        sys.stdout.write(json.dumps(found) + "\n")
        sys.stdout.flush()
