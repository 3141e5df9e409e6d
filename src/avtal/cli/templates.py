"""`avtal templates check` and `avtal templates fields`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from avtal.cli.command import Answer, command
from avtal.cli.environment import cache_folder
from avtal.cli.lines import count, problem_lines
from avtal.cli.options import TEMPLATES
from avtal.cli.swedish import SwedishGroup, argument
from avtal.language.swedish import listing
from avtal.problems import SEVERITIES, EnvironmentProblem, Problem, clean

if TYPE_CHECKING:
    from avtal.templates.fields import FieldRow
    from avtal.templates.folder import CheckedTemplates


@dataclass(frozen=True)
class _CheckResult:
    folder: Path
    templates: list[str]


@dataclass(frozen=True)
class _Field:
    group: str
    field: str
    type: str
    description: str
    templates: tuple[str, ...]


@click.group(cls=SwedishGroup)
def templates() -> None:
    """Kontrollera Word-mallarna, och visa vad de kan skriva ut."""


@command(TEMPLATES)
def check(templates: Path | None) -> Answer:
    """Kontrollera alla mallar i mappen.

    Fel är det som stoppar en handling; råd gäller form och tillgänglighet.
    """
    folder, found = _check(templates)
    names = [source.name for source in found.sources.values()]
    lines = _check_lines(found.problems, len(names))
    return Answer(_CheckResult(folder, names), lines, found.problems, int(bool(found.errors)))


def _check_lines(problems: Sequence[Problem], templates: int) -> Iterator[str]:
    yield from problem_lines(problems)
    yield f"{count(templates, 'mall', 'mallar')}: {_summary(problems)}."


@command(argument("document", "[HANDLING]", required=False), TEMPLATES)
def fields(document: str | None, templates: Path | None) -> Answer:
    """Visa alla fält som mallarna kan skriva ut, och vilka mallar som gör det.

    HANDLING är en handlings nyckel, till exempel atgardsplan; utan den visas alla.
    """
    from avtal.templates.fields import field_rows

    keys = _keys(document)
    _, found = _check(templates)
    rows = list(field_rows(keys, found.reports))
    told = (_Field(row.group, row.name, row.type, row.about, row.templates) for row in rows)
    return Answer({"fields": told}, _table(rows))


for each in (check, fields):
    templates.add_command(each)


def _check(named: Path | None) -> tuple[Path, CheckedTemplates]:
    from avtal.case.workspace import folder_of_templates, templates_here
    from avtal.templates.folder import check_folder

    folder = folder_of_templates(named or templates_here())
    return folder, check_folder(folder, cache_folder())


def _keys(document: str | None) -> Sequence[str]:
    from avtal.case.kinds import BY_KEY
    from avtal.language.hints import suggest

    if document is None:
        return list(BY_KEY)
    key = document.removesuffix(".docx")
    if key not in BY_KEY:
        raise EnvironmentProblem(f"handlingen ”{clean(document)}” finns inte", suggest(key, BY_KEY))
    return [key]


def _table(rows: Iterable[FieldRow]) -> Iterator[str]:
    """Yield the fields as text, group by group, in columns as wide as they must be."""
    for group, found in groupby(rows, key=lambda row: row.group):
        cells = [(row.name, row.type, row.about, ", ".join(row.templates)) for row in found]
        widths = [max(len(row[column]) for row in cells) for column in range(3)]
        yield f"{group}:"
        for row in cells:
            padded = [text.ljust(width) for text, width in zip(row, widths, strict=False)]
            yield "  ".join(("", *padded, row[3])).rstrip()
        yield ""


_SEVERAL = {"varning": "varningar"}


def _summary(problems: Sequence[Problem]) -> str:
    """Return how many problems there are of each severity, as words."""
    told = [problem.severity for problem in problems]
    words = [
        count(told.count(severity), severity, _SEVERAL.get(severity, severity))
        for severity in SEVERITIES
        if severity in told
    ]
    return listing(words) or "inget att anmärka på"
