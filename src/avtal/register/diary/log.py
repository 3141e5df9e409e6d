"""The diary: a row for each handling, as law and custom want it, and as files for case systems.

Offentlighets- och sekretesslagen (2009:400) 5 kap. 2 §: the day a handling came in or was drawn up,
its diarienummer, its sender or recipient, and in short what it is about. What is secret is told by
its open title.
"""

from __future__ import annotations

import csv
import errno
import io
import json
import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from avtal.files.refusals import resolve, sentences
from avtal.files.writing import write_file
from avtal.language.swedish import local_moment, together
from avtal.problems import EnvironmentProblem, clean
from avtal.register.events.chain import instant
from avtal.register.ledger import queries
from avtal.register.ledger.handling import disclosed, open_file, open_party
from avtal.register.opening import Register, RegisterPlace, existing

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class LogRow:
    """One handling in the diary. Days are ISO 8601, `registered_at` is UTC.

    `case_title` is what the case is called, None where it has only files. `sent_to` is everybody to
    whom it was sent, `decision` what was decided on it last. `file` and `sha256` are of the public
    copy where there is one, and none where it is secret.
    """

    day: str
    number: str
    case_number: str
    item: int | None
    case_title: str | None
    sender: str | None
    recipient: str | None
    title: str
    type: str
    direction: str
    version: int | None
    filing: int | None
    label: str | None
    status: str
    decision: str | None
    sent_to: str | None
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
    "case_title": "Ärende",
    "sender": "Avsändare",
    "recipient": "Mottagare",
    "title": "Ärendemening",
    "type": "Typ",
    "direction": "Riktning",
    "version": "Version av ärendet",
    "filing": "Fil",
    "label": "Handlingens version",
    "status": "Status",
    "decision": "Beslut",
    "sent_to": "Skickad till",
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
    last: queries.Row | None = None
    while True:
        # Nobody who registers is to wait for where the rows go, as into a pager.
        with register.ledger.reading() as connection:
            if case_number is not None:
                queries.the_case(connection, case_number)
            page = queries.log_rows(connection, case_number, since, before, last)
            ids = [row["id"] for row in page]
            entries = by_document(queries.entries(connection, ids))
            files = by_document(queries.files(connection, ids))
        for row in page:
            yield _row(row, entries.get(row["id"], ()), files.get(row["id"], ()))
        if len(page) < queries.LOG_PAGE:
            return
        last = page[-1]


def _row(row: queries.Row, entries: Sequence[queries.Row], files: Sequence[queries.Row]) -> LogRow:
    """Return a handling, with what was entered on it and its files, as anybody may read of it."""
    told = disclosed(row)
    seen = open_file(row, files)
    decisions = [one["decision"] for one in entries if one["decision"]]
    sent = [row["recipient"], *(one["recipient"] for one in entries)]
    recipients = together(one for one in sent if one)
    more = {
        "number": queries.full_number(row, row),
        "decision": decisions[-1] if decisions else None,
        "sent_to": open_party(row, recipients),
        "file": seen["name"] if seen else None,
        "sha256": seen["sha256"] if seen else None,
    }
    return LogRow(**{**{name: told[name] for name in HEADERS if name in told}, **more})


def by_document(rows: Iterable[queries.Row]) -> dict[int, list[queries.Row]]:
    """Return rows that are of handlingar by the id of each, in order."""
    found: dict[int, list[queries.Row]] = {}
    for row in rows:
        found.setdefault(row["document"], []).append(row)
    return found


def as_csv(rows: Iterable[LogRow]) -> Iterator[str]:
    """Yield the diary as CSV: semicolons, CRLF, a byte order mark, Swedish headers, all quoted.

    When it was registered is told in the time of the place, as a spreadsheet reads a time. No cell
    is a formula: what a spreadsheet would carry out gets an apostrophe before it. Source: OWASP,
    CSV Injection.
    """
    yield _MARK + _csv_line(HEADERS.values())
    for row in rows:
        at = local_moment(row.registered_at).strftime("%Y-%m-%d %H:%M")
        told = {**asdict(row), "registered_at": at}
        values = (told[name] for name in HEADERS)
        yield _csv_line("" if value is None else _harmless(str(value)) for value in values)


_MARK = "\ufeff"


def _csv_line(cells: Iterable[str]) -> str:
    line = io.StringIO()
    writer = csv.writer(line, delimiter=";", lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    writer.writerow(cells)
    return line.getvalue()


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def as_json_lines(rows: Iterable[LogRow]) -> Iterator[str]:
    """Yield the diary as JSON lines: one handling a line, English keys."""
    for row in rows:
        yield json.dumps(asdict(row), ensure_ascii=False) + "\n"


def export(place: RegisterPlace, target: Path, pieces: Iterable[str]) -> None:
    """Write the diary as a file, whole or not at all; an earlier export is replaced.

    Raises EnvironmentProblem where it cannot be written, or for what check_targets refuses.
    """
    check_targets(place, [target])
    write_file(resolve(target), (piece.encode() for piece in pieces))


def check_targets(place: RegisterPlace, targets: Sequence[Path]) -> None:
    """Raise EnvironmentProblem where the diary may not be written in one of the files.

    That is in the register, in place of anything but a diary that avtal wrote, or twice in the same
    file. The file behind a link is meant.
    """
    files = [resolve(target) for target in targets]
    for number, (target, file) in enumerate(zip(targets, files, strict=True)):
        name = clean(str(target), None)
        if file.is_relative_to(resolve(place.folder)):
            raise EnvironmentProblem(
                f"”{name}” ligger i registret, där inget annat får ligga", "välj en annan mapp"
            )
        with sentences(target):
            if file.is_dir():
                raise IsADirectoryError(errno.EISDIR, "", str(target))
            if not _may_replace(target, file):
                raise EnvironmentProblem(
                    f"”{name}” finns redan och är inte ett diarium från avtal; inget har ändrats",
                    "välj ett annat namn på filen, eller flytta undan den som finns",
                )
            if any(_is_same(file, other) for other in files[:number]):
                raise EnvironmentProblem(
                    f"”{name}” är angiven för två sorters fil", "ange en fil för varje sort"
                )


def _is_same(file: Path, other: Path) -> bool:
    """Tell whether two files are one, as they also may be where only capitals differ."""
    if file.exists() and other.exists():
        return file.samefile(other)
    return str(file).casefold() == str(other).casefold()


_ENDINGS = frozenset({".csv", ".jsonl"})
_LONGEST_LINE = 1_000_000
_FIRST_COLUMNS = ["Handlingsdatum", "Handling", "Diarienummer"]
_KEYS = frozenset(
    {
        "day", "number", "case_number", "item", "sender", "recipient", "title", "type",
        "direction", "version", "filing", "label", "status", "answers", "secrecy", "voided",
        "registered_at", "registered_by", "file", "sha256",
    }
)  # fmt: skip
"""What every diary has begun with as CSV, and the keys that every row has had as JSON.

Columns and keys may be added; these stay, or what an earlier version of avtal wrote is not known.
"""


def _may_replace(target: Path, file: Path) -> bool:
    """Tell whether nothing is in the place, or a diary that avtal wrote, or an empty file for one.

    Raises OSError where it cannot be read.
    """
    try:
        found = target.stat()
    except FileNotFoundError:
        return not os.path.lexists(file)
    if not stat.S_ISREG(found.st_mode):  # to open a pipe or a device can take for ever
        return False
    if found.st_size == 0:
        return file.suffix.lower() in _ENDINGS
    with file.open("rb") as stream:
        first = stream.readline(_LONGEST_LINE)
    try:
        return _is_diary(first.decode())
    except (ValueError, csv.Error, RecursionError):
        return False


def _is_diary(first: str) -> bool:
    """Tell whether this is the first line of a diary. Raises where it cannot be read at all."""
    if first.startswith(_MARK):
        cells = next(csv.reader([first.removeprefix(_MARK)], delimiter=";"), [])
        return cells[: len(_FIRST_COLUMNS)] == _FIRST_COLUMNS
    row = json.loads(first)
    return isinstance(row, dict) and row.keys() >= _KEYS
