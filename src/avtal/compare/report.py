"""The report of a comparison: one web page that needs nothing else, not even a script."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache, partial
from pathlib import Path
from typing import NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from avtal import __version__
from avtal.compare.comparison import ComparedDocument, Comparison, ComparisonOrder, ShownChange
from avtal.compare.documents.pairs import State
from avtal.compare.documents.rows import Row
from avtal.compare.documents.signs import told_apart
from avtal.compare.telling import (
    COUNTED,
    GROUPS,
    UNSEEN,
    VERDICTS,
    cause_said,
    copy_said,
    document_said,
    fault_said,
    kind_name,
    redline_said,
    task_name,
    tasks_counted,
    unplaced,
    who_and_when,
    without_content,
)
from avtal.language.swedish import listing, sentence_start
from avtal.problems import shown

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
        copy=copy_said(comparison),
        verdict=verdict(comparison),
        groups=_groups(comparison),
        changed={one.pair.key: _changed_rows(one) for one in comparison.documents},
        same_content=(
            "Det som rör handlingen är detsamma; annat har inte jämförts."
            if comparison.only is not None
            else "Innehållet är detsamma."
        ),
        without_content=without_content(comparison),
        unseen=sum(len(one.unseen) for one in comparison.documents),
        unseen_names=UNSEEN,
        texts=any(one.rows for one in comparison.documents),
        tasks=[task for one in comparison.documents for task in one.tasks],
        titles={pair.key: pair.title for pair in documents},
        numbers={pair.key: number for number, pair in enumerate(documents, 1)},
        meaning=meaning,
        files={pair.key: files.get(pair.key) for pair in documents},
        made=order.at.date().isoformat(),
        author=order.author,
        states={one.pair.key: document_said(one) for one in comparison.documents},
        task_name=task_name,
        who_and_when=who_and_when,
        verdicts=VERDICTS,
        kind_name=kind_name,
        redline_said=partial(redline_said, where="se nedan"),
        unplaced=lambda told: unplaced(told, comparison),
        causes=[sentence_start(cause_said(cause, comparison)) for cause in comparison.causes],
        fault_said=fault_said,
        told_apart=told_apart,
        version=__version__,
        css=Markup((_HERE / "report.css").read_text(encoding="utf-8")),
        script=Markup((_HERE / "report.js").read_text(encoding="utf-8")),
    )
    return page.encode()


class Group(NamedTuple):
    """The changes in meaning of one weight, each with its number in the whole list."""

    weight: str
    heading: str
    counts: Sequence[tuple[str, int]]
    changes: Sequence[tuple[int, ShownChange]]


def _groups(comparison: Comparison) -> list[Group]:
    numbered = list(enumerate(comparison.changes or (), 1))
    found = []
    for weight, heading, subjects in GROUPS:
        own = [(number, told) for number, told in numbered if told.change.about in subjects]
        if own:
            counts = Counter(kind_name(told) for _, told in own)
            found.append(Group(weight, heading, list(counts.items()), own))
    return found


def _changed_rows(document: ComparedDocument) -> list[tuple[int, Row]]:
    """Return the rows that differ, by number, each after the headings that it stands under."""
    unseen = {one.row for one in document.unseen}
    found: dict[int, Row] = {}
    heading: tuple[int, Row] | None = None
    story = ""
    for number, row in enumerate(document.rows):
        if row.unit.line.paragraph.place != story:
            story, heading = row.unit.line.paragraph.place, None
        if row.unit.line.is_heading:
            heading = number, row
        if row.state == "same" and not row.form and number not in unseen:
            continue
        if heading is not None:
            found.setdefault(*heading)
        found[number] = row
    return list(found.items())


def verdict(comparison: Comparison) -> str:
    """Return in a sentence or two how much differs."""
    counted = Counter(one.pair.state for one in comparison.documents)
    causes = "".join(f"; {cause_said(cause, comparison)}" for cause in comparison.causes)
    if not comparison.differs:
        stamp = (
            "; bara stämpeln (version, datum, status) är en annan" if counted[State.STAMP] else ""
        )
        if comparison.only is not None and comparison.changes is not None:
            title = comparison.documents[0].pair.title
            return f"{title} säger detsamma{stamp}{causes}. Annat har inte jämförts."
        return f"Versionerna säger detsamma{stamp}{causes}."
    told = [
        f"{number} {COUNTED[state][number > 1]}" for state in State if (number := counted[state])
    ]
    said = f"Handlingar: {listing(told)}.{tasks_counted(comparison)}"
    if comparison.changes is None:
        return said
    number = len(comparison.changes)
    content = f" i innehållet{causes}" if causes else ""
    return f"{number} {'ändring' if number == 1 else 'ändringar'} i sak{content}. {said}"


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(_HERE),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_as_shown,
    )
    return environment.get_template("report.html")


def _as_shown(value: object) -> object:
    """Return what stands in the page of a value: no text may turn or hide what is beside it."""
    return shown(value) if isinstance(value, str) and not isinstance(value, Markup) else value
