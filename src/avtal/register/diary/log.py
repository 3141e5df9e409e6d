"""The diary: a row for each handling, as law and custom want it, and as files for case systems.

Offentlighets- och sekretesslagen (2009:400) 5 kap. 2 §: the day a handling came in or was drawn up,
its diarienummer, its sender or recipient, and in short what it is about. What is secret is told by
its open title.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from avtal.files.refusals import resolve
from avtal.files.writing import write_file
from avtal.problems import EnvironmentProblem, clean
from avtal.register.events.chain import instant
from avtal.register.ledger import queries
from avtal.register.ledger.handling import open_title
from avtal.register.opening import Register, RegisterPlace, existing

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class LogRow:
    """One handling in the diary. Days are ISO 8601, `registered_at` is UTC.

    `file` and `sha256` are of the public copy where there is one, and none where it is secret.
    """

    day: str
    number: str
    case_number: str
    item: int | None
    sender: str | None
    recipient: str | None
    title: str
    type: str
    direction: str
    version: int | None
    filing: int | None
    label: str | None
    status: str
    answers: str | None
    secrecy: str | None
    voided: str | None
    registered_at: str
    registered_by: str
    file: str | None
    sha256: str | None


HEADERS = {
    "day": "Handlingsdatum",
    "number": "Handling",
    "case_number": "Diarienummer",
    "item": "Handlingsnummer",
    "sender": "Avsändare",
    "recipient": "Mottagare",
    "title": "Ärendemening",
    "type": "Typ",
    "direction": "Riktning",
    "version": "Version av ärendet",
    "filing": "Fil",
    "label": "Handlingens version",
    "status": "Status",
    "answers": "Svarar på",
    "secrecy": "Sekretess",
    "voided": "Makulerad, skäl",
    "registered_at": "Registrerad",
    "registered_by": "Registrerad av",
    "file": "Filnamn",
    "sha256": "SHA-256",
}
"""The columns of the CSV file, by the fields of a row."""


def log(
    place: RegisterPlace,
    case_number: str | None = None,
    since: datetime | None = None,
    before: datetime | None = None,
) -> Iterator[LogRow]:
    """Yield the handlingar of a case, or of all, in the order in which they were registered.

    Only those that were registered at `since` or later, and earlier than `before`. Raises
    EnvironmentProblem where there is no register or no such case.
    """
    with existing(place) as register:
        moments = (instant(at) if at else None for at in (since, before))
        yield from _rows(register, case_number, *moments)


def _rows(
    register: Register, case_number: str | None, since: str | None, before: str | None
) -> Iterator[LogRow]:
    with register.ledger.reading() as connection:
        if case_number is not None:
            queries.the_case(connection, case_number)
        for row in queries.log_rows(connection, case_number, since, before):
            own = {name: row[name] for name in HEADERS if name in row}
            told: dict[str, str | None] = {
                "title": open_title(row),
                "number": queries.full_number(row, row),
            }
            if row["secrecy"]:
                told |= {"file": None, "sha256": None}  # a hash can confirm a guess
            yield LogRow(**{**own, **told})


def as_csv(rows: Iterable[LogRow]) -> Iterator[str]:
    """Yield the diary as CSV: semicolons, CRLF, a byte order mark, Swedish headers.

    No cell is a formula: what a spreadsheet would carry out gets an apostrophe before it. Source:
    OWASP, CSV Injection.
    """
    yield "\ufeff" + _csv_line(HEADERS.values())
    for row in rows:
        values = (getattr(row, name) for name in HEADERS)
        yield _csv_line("" if value is None else _harmless(str(value)) for value in values)


def _csv_line(cells: Iterable[str]) -> str:
    line = io.StringIO()
    csv.writer(line, delimiter=";", lineterminator="\r\n").writerow(cells)
    return line.getvalue()


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def as_json_lines(rows: Iterable[LogRow]) -> Iterator[str]:
    """Yield the diary as JSON lines: one handling a line, English keys."""
    for row in rows:
        yield json.dumps(asdict(row), ensure_ascii=False) + "\n"


def export(place: RegisterPlace, target: Path, pieces: Iterable[str]) -> None:
    """Write the diary as a file, whole or not at all; one that is there is replaced.

    Raises EnvironmentProblem where it cannot be written, or would lie in the register.
    """
    if resolve(target).is_relative_to(resolve(place.folder)):
        raise EnvironmentProblem(
            f"”{clean(str(target), None)}” ligger i registret, där inget annat får ligga",
            "välj en annan mapp",
        )
    write_file(target, (piece.encode() for piece in pieces))
