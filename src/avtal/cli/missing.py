"""`avtal missing`: what is not known in a case, as a worklist."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from avtal.cli.environment import cache_folder
from avtal.cli.options import json_option, templates_option
from avtal.cli.output import print_json, write
from avtal.cli.swedish import FolderType, SwedishCommand
from avtal.problems import clean, format_place

if TYPE_CHECKING:
    from avtal.making.missing import Missing, Worklist

_HEADINGS = {
    "beslut": "Behövs före beslut",
    "underskrift": "Behövs före underskrift",
    "aldrig obligatorisk": "Aldrig obligatoriskt",
}
_COUNTED = {
    "beslut": "före beslut",
    "underskrift": "före underskrift",
    "aldrig obligatorisk": "aldrig obligatoriskt",
}


@click.command(cls=SwedishCommand)
@click.argument("case", metavar="ÄRENDE", type=FolderType())
@templates_option
@json_option
def missing(case: Path, templates: Path | None, as_json: bool) -> None:
    """Visa vad som inte är känt i ÄRENDE: vem som vet, var det syns, när det behövs.

    ÄRENDE är mappen med ärendets innehåll, till exempel content/taby-2018.
    """
    from avtal.making.missing import missing as missing_in

    found = missing_in(case, templates, cache_folder())
    if as_json:
        result = {"missing": [_as_json(one) for one in found.missing]}
        print_json("missing", 0, (), result)
    else:
        write(_worklist(found))


def _worklist(found: Worklist) -> str:
    """Return the worklist as text, grouped by stage, with a closing line that counts."""
    lines: list[str] = []
    counts: list[str] = []
    for stage, group in groupby(found.missing, key=lambda one: one.needed_before):
        entries = list(group)
        lines += [f"{_HEADINGS[stage]}:", ""]
        for one in entries:
            lines += [*_entry(one, found), ""]
        counts.append(f"{len(entries)} {_COUNTED[stage]}")
    if not counts:
        return "Inget saknas."
    number = len(found.missing)
    noun = "uppgift" if number == 1 else "uppgifter"
    return "\n".join([*lines, f"{number} {noun} saknas: {', '.join(counts)}."])


def _entry(one: Missing, found: Worklist) -> list[str]:
    titles = [f"{clean(found.titles[key], None)} ({key})" for key in one.documents]
    return [
        f"  {format_place(one.place)}",
        f"    {one.place.message}",
        f"    ansvarig: {clean(one.owner, None)}",
        f"    handlingar: {'; '.join(titles) or 'ingen visar att uppgiften saknas'}",
    ]


def _as_json(one: Missing) -> dict[str, Any]:
    place = one.place.position
    return {
        "file": one.place.file,
        "line": place.line if place else None,
        "column": place.column if place else None,
        "path": one.place.path,
        "what": one.place.message,
        "owner": one.owner,
        "documents": list(one.documents),
        "needed_before": one.needed_before.value,
    }
