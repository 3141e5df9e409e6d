"""`avtal log` and `avtal show`: what the register has, as a registrar reads it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from avtal.cli.command import Answer, command
from avtal.cli.lines import count, local_time
from avtal.cli.options import PLACE
from avtal.cli.swedish import Option, argument
from avtal.cli.types import DayType, FileType
from avtal.language.swedish import listing
from avtal.problems import EnvironmentProblem

if TYPE_CHECKING:
    from avtal.register.diary.log import LogRow
    from avtal.register.diary.show import ShownAddress, ShownDocument, ShownVersion
    from avtal.register.opening import RegisterPlace


_DAY = DayType(may_be_old=True)


@command(
    argument("case_number", "[DNR]", required=False),
    Option(
        "--from DATUM",
        _DAY,
        "Registrerat den dagen eller senare.",
        name="first",
    ),
    Option("--to DATUM", _DAY, "Registrerat den dagen eller tidigare.", name="last"),
    Option("--csv FIL", FileType(), "Skriv diariet som CSV i FIL.", name="csv_file"),
    Option(
        "--jsonl FIL",
        FileType(),
        "Skriv diariet i FIL som JSON, en handling på varje rad.",
        name="json_file",
    ),
    PLACE,
)
def log(
    case_number: str | None,
    first: date | None,
    last: date | None,
    csv_file: Path | None,
    json_file: Path | None,
    place: RegisterPlace,
) -> Answer:
    """Visa diariet: en rad för varje handling, för ett ärende eller för alla.

    En hemlig handling står med sin öppna titel.
    """
    from avtal.register.diary.log import as_csv, as_json_lines, check_targets, export
    from avtal.register.diary.log import log as read_log
    from avtal.register.ledger.address import read_case_number

    number = read_case_number(case_number) if case_number is not None else None
    if first and last and first > last:
        raise EnvironmentProblem(
            f"--from {first} är efter --to {last}", "byt plats på dagarna eller rätta den ena"
        )
    since = _midnight(first) if first else None
    before = _midnight(last + timedelta(days=1)) if last else None

    def rows() -> Iterator[LogRow]:
        return read_log(place, number, since, before)

    written = ((csv_file, as_csv), (json_file, as_json_lines))
    targets = [target for target, _ in written if target is not None]
    check_targets(place, targets)
    for target, told in written:
        if target is not None:
            export(place, target, told(rows()))
    lines = (f"Diariet är skrivet i {target}." for target in targets)
    return Answer({"documents": rows()}, lines if targets else _log_lines(rows()))


def _midnight(day: date) -> datetime:
    """Return when a day begins here, whether it is summer or winter time then."""
    return datetime.combine(day, time()).astimezone()


def _log_lines(rows: Iterable[LogRow]) -> Iterator[str]:
    number = 0
    for row in rows:
        number += 1
        yield from _row_lines(row)
    yield f"{count(number, 'handling', 'handlingar')}."


def _row_lines(row: LogRow) -> Iterator[str]:
    """Yield a handling in two lines: the four facts of the law, then the rest."""
    void = "MAKULERAD " if row.voided else ""
    yield f"{row.day}  {row.number}  {void}{row.title}"
    where = f"@{row.version}" if row.version else f"@fil{row.filing}"
    facts = [
        f"{where}, {row.type}",
        f"från {row.sender}" if row.sender else None,
        f"till {row.recipient}" if row.recipient else None,
        f"version {row.label}" if row.label else None,
        row.status if row.status not in {row.type, "makulerad"} else None,
        f"beslut: {row.decision}" if row.decision else None,
        f"skickad till {row.sent_to}" if row.sent_to not in {None, row.recipient} else None,
        f"svar på {row.answers}" if row.answers else None,
        f"sekretess: {row.secrecy}" if row.secrecy else None,
        f"makulerad: {row.voided}" if row.voided else None,
        f"registrerad {local_time(row.registered_at)} av {row.registered_by}",
    ]
    yield f"            {', '.join(filter(None, facts))}"


@command(argument("address", "DNR[@N]"), PLACE)
def show(address: str, place: RegisterPlace) -> Answer:
    """Visa ett ärende, en version eller en fil, och vad som har hänt.

    Handlingarna, vem som gjorde vad och när, till vem, besluten, och vad som ändrats sedan sist.

    'KS 2018/211' är ärendet, 'KS 2018/211@1' en version, @latest den senaste, @remiss (eller ett
    annat ändamål) den som senast registrerades för det, @fil1 en fil.
    """
    from avtal.register.diary.show import show as show_this
    from avtal.register.ledger.address import read_address

    shown = show_this(place, read_address(address))
    return Answer(shown, _show_lines(shown))


def _show_lines(shown: ShownAddress) -> Iterator[str]:
    yield " – ".join(filter(None, (shown.case_number, shown.title, shown.municipality)))
    for version in shown.versions:
        yield ""
        yield from _version_lines(version)
    if shown.documents:
        yield ""
        yield f"Handlingar i version {shown.version}:" if shown.version else "Handling:"
        for document in shown.documents:
            yield from _document_lines(document)
    if shown.difference:
        yield ""
        yield f"Sedan version {shown.difference.since}:"
        for label, keys in (
            ("nya", shown.difference.added),
            ("ändrade", shown.difference.made_again),
            ("oförändrade", shown.difference.unchanged),
            ("utgår", shown.difference.removed),
        ):
            if keys:
                yield f"  {label}: {listing(keys)}"
    if shown.filed:
        yield ""
        yield "Filer:"
        for document in shown.filed:
            yield from _document_lines(document)
    yield ""
    yield "Händelser:"
    for event in shown.events:
        struck = f"STRUKEN ({event.struck}) " if event.struck else ""
        yield f"  {event.sequence}. {local_time(event.at)} {event.by}: {struck}{event.told}"


def _version_lines(version: ShownVersion) -> Iterator[str]:
    yield (
        f"Version {version.number}, registrerad {local_time(version.registered_at)} av "
        f"{version.registered_by}"
    )
    for one in version.presentations:
        facts = [
            f"{one['purpose']} {one['day']}",
            f"till {one['recipient']}" if one["recipient"] else None,
            f"svar senast {one['reply_by']}" if one["reply_by"] else None,
            one["note"],
        ]
        yield f"  {', '.join(filter(None, facts))}"
    yield f"  i {version.folder}"


def _document_lines(one: ShownDocument) -> Iterator[str]:
    what = one.key or f"fil{one.filing}"
    yield f"  {one.number}  {one.title} ({what})"
    facts = [
        f"version {one.label}" if one.label else None,
        f"gjord i version {one.made_in}" if one.made_in else None,
        one.type,
        one.day,
        f"från {one.sender}" if one.sender else None,
        f"till {one.recipient}" if one.recipient else None,
        one.status if one.status not in {one.type, "makulerad"} else None,
        f"svar på {one.answers}" if one.answers else None,
        f"sekretess: {one.secrecy}" if one.secrecy else None,
        f"makulerad: {one.voided}" if one.voided else None,
    ]
    yield f"      {', '.join(filter(None, facts))}"
    for file in one.files:
        if file.path is None:
            yield f"      {file.copy} kopia: visas inte här"
        else:
            yield f"      {file.copy} kopia: {file.path.name}"
            yield f"        SHA-256 {file.sha256}"
