"""`avtal templates check` and `avtal templates fields`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from avtal.cli.environment import cache_folder
from avtal.cli.options import json_option, templates_option
from avtal.cli.output import print_json, show_problems, write
from avtal.cli.swedish import SwedishCommand, SwedishGroup
from avtal.language.swedish import listing
from avtal.problems import SEVERITIES, EnvironmentProblem, Problem

if TYPE_CHECKING:
    from avtal.templates.fields import FieldRow
    from avtal.templates.folder import CheckedTemplates


@click.group(cls=SwedishGroup)
def templates() -> None:
    """Kontrollera Word-mallarna, och visa vad de kan skriva ut."""


@templates.command(cls=SwedishCommand)
@templates_option
@json_option
def check(templates: Path | None, as_json: bool) -> int:
    """Kontrollera alla mallar i mappen.

    Fel är det som stoppar en handling; råd gäller form och tillgänglighet.
    """
    folder, checked = _checked(templates)
    exit_code = 1 if checked.errors else 0
    names = [source.name for source in checked.sources.values()]
    if as_json:
        result = {"folder": str(folder), "templates": names}
        print_json("templates check", exit_code, checked.problems, result)
        return exit_code
    show_problems(checked.problems)
    write(f"{_counted(len(names), 'mall', 'mallar')}: {_summary(checked.problems)}.")
    return exit_code


@templates.command(cls=SwedishCommand)
@click.argument("document", metavar="[HANDLING]", required=False)
@templates_option
@json_option
def fields(document: str | None, templates: Path | None, as_json: bool) -> int:
    """Visa alla fält som mallarna kan skriva ut, och vilka mallar som gör det.

    HANDLING är en handlings nyckel, till exempel atgardsplan; utan den visas alla.
    """
    from avtal.templates.fields import field_rows

    keys = _keys(document)
    _, checked = _checked(templates)
    rows = field_rows(keys, checked.reports)
    if as_json:
        told = [
            {
                "group": row.group,
                "field": row.name,
                "type": row.type,
                "description": row.about,
                "templates": list(row.templates),
            }
            for row in rows
        ]
        print_json("templates fields", 0, (), {"fields": told})
        return 0
    for line in _table(rows):
        write(line)
    return 0


def _checked(named: Path | None) -> tuple[Path, CheckedTemplates]:
    from avtal.case.workspace import folder_of_templates, templates_here
    from avtal.templates.folder import check_folder

    folder = folder_of_templates(named or templates_here())
    return folder, check_folder(folder, cache_folder())


def _keys(document: str | None) -> Sequence[str]:
    from avtal.case.kinds import BY_KEY
    from avtal.language.hints import suggest
    from avtal.problems import clean

    if document is None:
        return list(BY_KEY)
    key = document.removesuffix(".docx")
    if key not in BY_KEY:
        raise EnvironmentProblem(f"handlingen ”{clean(document)}” finns inte", suggest(key, BY_KEY))
    return [key]


def _table(rows: Iterable[FieldRow]) -> Iterable[str]:
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
        _counted(told.count(severity), severity, _SEVERAL.get(severity, severity))
        for severity in SEVERITIES
        if severity in told
    ]
    return listing(words) or "inget att anmärka på"


def _counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
