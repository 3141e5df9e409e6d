"""Register a file that exists: a reply, police material, a signed scan, an extract of the minutes.

The content of a file is never judged, and its day may be any: what has come in or been drawn up is
registered (OSL 5 kap. 1 §).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import Connection

from avtal import __version__
from avtal.case.stamp import Copy
from avtal.files.digests import sha256
from avtal.files.plain import NotRead, NotThere, read_plain
from avtal.files.replacing import MANIFEST_FILE
from avtal.making.manifest import FiledManifest
from avtal.model.diarienummer import Diarienummer
from avtal.problems import EnvironmentProblem, clean
from avtal.register.acts.housekeeping import clear_leftovers, known_folders
from avtal.register.acts.new_case import NewCase, new_case
from avtal.register.acts.numbers import next_item, refuse_taken
from avtal.register.acts.order import Who
from avtal.register.events.kinds import CaseOpened, FileRegistered
from avtal.register.events.records import FiledDocument, StoredFile, Withheld
from avtal.register.kinds import HandlingType
from avtal.register.ledger import queries
from avtal.register.ledger.address import read_case_number, read_part
from avtal.register.ledger.entry import Head
from avtal.register.ledger.handling import (
    check_day,
    check_open_title,
    check_parties,
    check_withheld,
    direction,
    open_name,
    party_of,
)
from avtal.register.opening import Register, RegisterPlace, changing

_LONGEST_NAME = 60


@dataclass(frozen=True)
class Filing:
    """A file to register. `day` is when it was received or drawn up, `answers` what it replies to.

    `new_case` says that the case number is right although another one looks like it.
    """

    case_number: str
    file: Path
    title: str
    type: HandlingType
    day: date
    who: Who
    sender: str | None = None
    recipient: str | None = None
    answers: str | None = None
    item: int | None = None
    allocate: bool = False
    open_title: str | None = None
    secrecy: str | None = None
    withhold: bool = False
    new_case: bool = False


@dataclass(frozen=True)
class Filed:
    """A file that was registered; `same_as` are earlier ones in the case with the same bytes.

    `opened` is how the case was opened with it, None where it was known.
    """

    manifest: FiledManifest
    folder: Path
    head: Head
    cleaned: tuple[str, ...]
    same_as: tuple[str, ...]
    opened: NewCase | None


def register_file(place: RegisterPlace, filing: Filing) -> Filed:
    """Register the file. Raises EnvironmentProblem with a sentence; then nothing was registered."""
    number = read_case_number(filing.case_number)
    _check(filing)
    data = _read(filing.file)
    with changing(place) as register, register.store.turn(Diarienummer(number).slug()):
        return _file(register, filing, number, data)


def _file(register: Register, filing: Filing, number: str, data: bytes) -> Filed:
    with register.ledger.reading() as connection:
        known = queries.find_case(connection, number)
        opened = new_case(connection, number) if known is None else None
        if opened and opened.near and not filing.new_case:
            raise _likely_slip(opened)
        slug = Diarienummer(number).slug()
        folder = str(known["folder"]) if known else queries.free_folder(connection, slug)
        answers = _answered_handling(connection, filing.answers)
        handlingar = queries.documents(connection, number)
        filed = queries.next_filing(connection, number)
        same = _same_bytes(
            handlingar, queries.files(connection, [r["id"] for r in handlingar]), data
        )
        folders = known_folders(connection, register.store, folder, number)
    manifest = FiledManifest(
        file=_file_name(folder, filed, filing),
        sha256=sha256(data),
        size=len(data),
        case_number=number,
        filing=filed,
        item=_item(filing, handlingar),
        title=filing.title,
        open_title=filing.open_title,
        type=filing.type.value,
        day=filing.day,
        sender=filing.sender,
        recipient=filing.recipient,
        secrecy=filing.secrecy,
        answers=answers,
        original_name=clean(filing.file.name, None),
        avtal_version=__version__,
        registered_at=filing.who.at,
        registered_by=filing.who.by,
    )
    cleared = clear_leftovers(register, folder, number, folders, filing.who)
    head = _enter(register, folder, filing, manifest, data, is_known=known is not None)
    place = register.store.filing(folder, filed)
    return Filed(manifest, place, cleared.seen(head), cleared.names, same, opened)


def _enter(
    register: Register,
    folder: str,
    filing: Filing,
    manifest: FiledManifest,
    data: bytes,
    *,
    is_known: bool,
) -> Head:
    """Write the file's folder, then enter it in the ledger, then seal it."""
    number = manifest.case_number
    place = register.store.filing(folder, manifest.filing)
    described = manifest.to_bytes()
    register.store.put(place, {manifest.file: data, MANIFEST_FILE: described})
    with register.store.sealing(place, lambda: _is_entered(register, manifest)):
        with register.ledger.entry(filing.who.at, filing.who.by) as entry:
            if not is_known:
                entry.add(number, CaseOpened(folder=folder))
            identity = queries.next_document(entry.connection)
            withheld = party_of(filing.sender, filing.recipient) if filing.withhold else None
            document = _document(manifest, identity, sha256(described), withheld)
            entry.add(number, FileRegistered(document=document))
        return entry.head


def _is_entered(register: Register, manifest: FiledManifest) -> bool:
    with register.ledger.reading() as connection:
        return queries.next_filing(connection, manifest.case_number) > manifest.filing


def _document(
    manifest: FiledManifest, identity: int, manifest_sha256: str, withheld: Withheld | None
) -> FiledDocument:
    return FiledDocument(
        id=identity,
        filing=manifest.filing,
        item=manifest.item,
        title=manifest.title,
        open_title=manifest.open_title,
        type=HandlingType(manifest.type),
        direction=direction(manifest.sender, manifest.recipient),
        day=manifest.day.isoformat(),
        sender=manifest.sender,
        recipient=manifest.recipient,
        secrecy=manifest.secrecy,
        answers=manifest.answers,
        withheld=withheld,
        status="registrerad",
        manifest_sha256=manifest_sha256,
        files=(
            StoredFile(
                copy=Copy.FULL, name=manifest.file, sha256=manifest.sha256, size=manifest.size
            ),
        ),
    )


def _check(filing: Filing) -> None:
    check_day(filing.type, filing.day, filing.who.now.date())
    check_parties(filing.type, filing.sender, filing.recipient)
    if filing.withhold:
        party_of(filing.sender, filing.recipient)
        check_withheld(
            filing.sender or filing.recipient,
            filing.open_title if filing.secrecy else filing.title,
        )
    check_open_title(filing.secrecy, filing.open_title, filing.title)
    if filing.open_title and not filing.secrecy:
        raise EnvironmentProblem(
            "--open-title används bara när handlingen är hemlig",
            "ange --secrecy med lagrum, dag och myndighet, eller ta bort --open-title",
        )
    if filing.item is not None and filing.allocate:
        raise EnvironmentProblem("både --item och --allocate är angivna", "välj en av dem")


def _read(path: Path) -> bytes:
    name = clean(str(path), None)
    try:
        data = read_plain(path)
    except NotThere:
        raise EnvironmentProblem(
            f"filen ”{name}” finns inte", "kontrollera namnet och mappen"
        ) from None
    except NotRead as error:
        raise EnvironmentProblem(f"”{name}” {error}", "ange en fil som du får läsa") from None
    if not data:
        raise EnvironmentProblem(
            f"filen ”{name}” är tom", "skanna eller spara den på nytt; en tom fil visar inget"
        )
    return data


def _file_name(folder: str, filed: int, filing: Filing) -> str:
    """Return what the file is called in the store: not as it came, where that could tell."""
    name = safe_name(filing.file.name)
    if filing.secrecy or filing.withhold:
        return f"{folder}_fil{filed}{Path(name).suffix}"
    return f"{folder}_fil{filed}_{name}"


def safe_name(name: str) -> str:
    """Return a file name that every system can have: ASCII, not long, with its ending."""
    stem, dot, ending = name.rpartition(".") if "." in name.strip(".") else (name, "", "")
    plain = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode()
    stem = re.sub(r"[^A-Za-z0-9]+", "-", plain).strip("-")[:_LONGEST_NAME].strip("-") or "fil"
    ending = re.sub(r"[^A-Za-z0-9]", "", ending)[:10].lower()
    return f"{stem}.{ending}" if dot and ending else stem


def _likely_slip(opened: NewCase) -> EnvironmentProblem:
    return EnvironmentProblem(
        f"inget är registrerat i ärendet {opened.case_number}",
        f"menade du {opened.near}? Är ärendet nytt, lägg till --new-case",
    )


def _answered_handling(connection: Connection, answers: str | None) -> str | None:
    """Return what the file replies to, as it is written in the register."""
    return queries.find(connection, read_part(answers)).name if answers is not None else None


def _item(filing: Filing, handlingar: Sequence[queries.Row]) -> int | None:
    if filing.allocate:
        return next_item(handlingar)
    if filing.item is not None:
        refuse_taken(handlingar, filing.item)
    return filing.item


def _same_bytes(
    handlingar: Sequence[queries.Row], files: Sequence[queries.Row], data: bytes
) -> tuple[str, ...]:
    digest = sha256(data)
    same = {row["document"] for row in files if row["sha256"] == digest}
    return tuple(open_name(row) for row in handlingar if row["id"] in same)
