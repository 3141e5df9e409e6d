"""The report of a comparison: one web page that needs nothing else, not even a script."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from avtal import __version__
from avtal.compare.comparison import Comparison, ComparisonOrder
from avtal.compare.documents.pairs import State
from avtal.compare.telling import (
    MANY,
    MARKED,
    STATES,
    VERDICTS,
    cause_said,
    document_said,
    kind_name,
    redline_said,
    task_name,
    unplaced,
    who_and_when,
)
from avtal.language.swedish import listing, sentence_start

_HERE = Path(__file__).parent


def report(comparison: Comparison, order: ComparisonOrder, files: Mapping[str, str]) -> bytes:
    """Return the page as UTF-8; `files` are the names of the redlines by document.

    It holds every word of both versions, and follows WCAG 2.1 AA.
    """
    documents = [one.pair for one in comparison.documents]
    meaning: dict[str, list[int]] = {pair.key: [] for pair in documents}
    for number, told in enumerate(comparison.changes or (), 1):
        for key in dict.fromkeys(place.key for place in told.where.places):
            meaning[key].append(number)
    page = _template().render(
        one=comparison,
        copy=MARKED[comparison.copy],
        verdict=verdict(comparison),
        counts=list(Counter(map(kind_name, comparison.changes or ())).items()),
        tasks=[task for one in comparison.documents for task in one.tasks],
        titles={pair.key: pair.title for pair in documents},
        numbers={pair.key: number for number, pair in enumerate(documents, 1)},
        meaning=meaning,
        files={pair.key: files.get(pair.key) for pair in documents},
        made=order.at.strftime("%Y-%m-%d %H.%M"),
        author=order.author,
        states={one.pair.key: document_said(one) for one in comparison.documents},
        task_name=task_name,
        who_and_when=who_and_when,
        verdicts=VERDICTS,
        kind_name=kind_name,
        redline_said=redline_said,
        unplaced=lambda told: unplaced(told, comparison),
        causes=[sentence_start(cause_said(cause, comparison)) for cause in comparison.causes],
        version=__version__,
        css=Markup((_HERE / "report.css").read_text(encoding="utf-8")),
        script=Markup((_HERE / "report.js").read_text(encoding="utf-8")),
    )
    return page.encode()


def verdict(comparison: Comparison) -> str:
    """Return in a sentence or two how much differs."""
    counted = Counter(one.pair.state for one in comparison.documents)
    causes = "".join(f"; {cause_said(cause, comparison)}" for cause in comparison.causes)
    if not comparison.differs:
        stamp = (
            "; bara stämpeln (version, datum, status) är en annan" if counted[State.STAMP] else ""
        )
        return f"Versionerna säger detsamma{stamp}{causes}."
    told = [
        f"{number} {(STATES if number == 1 else MANY)[state]}"
        for state in State
        if (number := counted[state])
    ]
    said = f"Handlingar: {listing(told)}."
    if comparison.changes is None:
        return said
    number = len(comparison.changes)
    content = f" i innehållet{causes}" if causes else ""
    return f"{number} {'ändring' if number == 1 else 'ändringar'} i sak{content}. {said}"


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(_HERE), autoescape=True, undefined=StrictUndefined
    )
    return environment.get_template("report.html")
