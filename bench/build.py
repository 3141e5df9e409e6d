"""Measure building the Täby case against plain docxtpl, interleaved in one run.

Prints ratios; absolute times depend on the machine. Run with `make bench`.
"""

from __future__ import annotations

import io
import sys
import tempfile

from docxtpl import DocxTemplate
from jinja2 import Environment, StrictUndefined
from measure import CASE, REPOSITORY, medians, row, run

from avtal.build import draft_stamp
from avtal.source import load
from avtal.stamp import Copy
from avtal.view import context
from avtal.word.environment import FILTERS
from avtal.word.fill import Properties, fill
from avtal.word.prose import ProseWriter
from avtal.word.template import prepare


def cold() -> None:
    """Whole processes: what a user waits for."""
    with tempfile.TemporaryDirectory() as folder:

        def imports() -> None:
            run("-c", "import docxtpl, pydantic, yaml, click, markdown_it")

        def build() -> None:
            run("-m", "avtal", "build", str(CASE), "--output", folder)

        found = medians(imports=imports, build=build)
    sys.stdout.write("Cold processes\n")
    row("import the libraries and stop", found["imports"], found["imports"])
    row("avtal build content/taby-2018", found["build"], found["imports"])


def rendering() -> None:
    """The six documents from prepared values to bytes, against docxtpl with a stock Jinja."""
    case = load(CASE)
    jobs = []
    for key in case.documents:
        data = (REPOSITORY / "templates" / f"{key}.docx").read_bytes()
        stamp = draft_stamp(case, key, Copy.FULL)
        properties = Properties(key, "KS 2018/211", "Täby kommun", "UTKAST", stamp.date)
        jobs.append((prepare(key, data), context(case, key, stamp), properties))

    def stock() -> None:
        for template, values, _ in jobs:
            writer = ProseWriter(template.styles)
            environment = Environment(undefined=StrictUndefined)
            environment.filters |= FILTERS
            environment.filters |= {"stycken": writer.paragraphs, "löptext": writer.runs}
            document = DocxTemplate(io.BytesIO(template.data))
            document.render(values, environment, autoescape=True)
            document.save(io.BytesIO())

    def ours() -> None:
        for template, values, properties in jobs:
            fill(template, values, properties)

    def views() -> None:
        for key in case.documents:
            context(case, key, draft_stamp(case, key, Copy.FULL))

    def checking() -> None:
        for template, _, _ in jobs:
            prepare(template.name, template.data)

    found = medians(stock=stock, ours=ours, views=views, checking=checking)
    sys.stdout.write("Six documents, warm\n")
    row("docxtpl with a stock Jinja environment", found["stock"], found["stock"])
    row("avtal fill: data-only, fixed bytes, properties", found["ours"], found["stock"])
    row("avtal view: values for the templates", found["views"], found["stock"])
    row("avtal prepare: every check of the templates", found["checking"], found["stock"])


if __name__ == "__main__":
    cold()
    rendering()
