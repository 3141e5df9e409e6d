"""`avtal missing`: what is not known in a case, as a worklist."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from avtal.cli.command import Answer, command
from avtal.cli.environment import cache_folder
from avtal.cli.lines import count
from avtal.cli.options import CASE, TEMPLATES
from avtal.problems import clean, format_place

if TYPE_CHECKING:
    from avtal.making.missing import Missing, Worklist
    from avtal.model.marks import NeededBefore


@dataclass(frozen=True)
class _Row:
    file: str
    line: int | None
    column: int | None
    path: str
    what: str
    owner: str
    documents: tuple[str, ...]
    needed_before: NeededBefore


_HEADINGS = {
    "beslut": "Behövs före beslut",
    "underskrift": "Behövs före underskrift",
    "aldrig obligatorisk": "Aldrig obligatoriskt",
}
_COUNTED_AS = {
    "beslut": "före beslut",
    "underskrift": "före underskrift",
    "aldrig obligatorisk": "aldrig obligatoriskt",
}


@command(CASE, TEMPLATES)
def missing(case: Path, templates: Path | None) -> Answer:
    """Visa vad som inte är känt i ÄRENDE: vem som vet, var det syns, när det behövs.

    ÄRENDE är mappen med ärendets innehåll, till exempel content/taby-2018.
    """
    from avtal.making.missing import missing as missing_in

    found = missing_in(case, templates, cache_folder())
    return Answer({"missing": map(_row, found.missing)}, _lines(found))


def _lines(found: Worklist) -> Iterator[str]:
    """Yield the worklist, grouped by stage, with a closing line that counts."""
    counts: list[str] = []
    for stage, group in groupby(found.missing, key=lambda one: one.needed_before):
        entries = list(group)
        yield f"{_HEADINGS[stage]}:\n"
        for one in entries:
            yield from _entry_lines(one, found)
        counts.append(f"{len(entries)} {_COUNTED_AS[stage]}")
    if counts:
        number = count(len(found.missing), "uppgift", "uppgifter")
        yield f"{number} saknas: {', '.join(counts)}."
    else:
        yield "Inget saknas."


def _entry_lines(one: Missing, found: Worklist) -> Iterator[str]:
    titles = [f"{clean(found.titles[key], None)} ({key})" for key in one.documents]
    yield f"  {format_place(one.place)}"
    yield f"    {one.place.message}"
    yield f"    ansvarig: {clean(one.owner, None)}"
    yield f"    handlingar: {'; '.join(titles) or 'ingen visar att uppgiften saknas'}\n"


def _row(one: Missing) -> _Row:
    place = one.place.position
    return _Row(
        one.place.file,
        place.line if place else None,
        place.column if place else None,
        one.place.path,
        one.place.message,
        one.owner,
        one.documents,
        one.needed_before,
    )
