"""Hand out documents: the public copies, and an entry of to whom and who tried the secrecy."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from avtal.case.stamp import Copy
from avtal.files.digests import sha256
from avtal.files.refusals import resolve, sentences
from avtal.files.writing import new_folder
from avtal.problems import EnvironmentProblem, clean
from avtal.register.acts.order import Who
from avtal.register.acts.revisions import read_unharmed
from avtal.register.events.kinds import HandedOut
from avtal.register.events.records import ReleasedFile
from avtal.register.ledger import queries
from avtal.register.ledger.address import read_part
from avtal.register.ledger.entry import Head
from avtal.register.ledger.handling import open_title
from avtal.register.ledger.queries import Row, Target
from avtal.register.opening import Register, RegisterPlace, changing
from avtal.register.store import remove
from avtal.word.values.marked import OMITTED

LISTING_FILE = "innehall.json"


@dataclass(frozen=True)
class Release:
    """What is handed out: to whom, who tried the secrecy, and where the copies are put."""

    recipient: str
    tried_by: str
    folder: Path
    who: Who
    note: str | None = None


@dataclass(frozen=True)
class Released:
    """What was handed out, by name, and what was not, by open title.

    `avtal release --json` answers with all of it, so nothing that is secret may stand here.
    """

    address: str
    folder: Path
    files: tuple[str, ...]
    withheld: tuple[str, ...]
    head: Head


@dataclass(frozen=True)
class _Copy:
    row: Row
    copy: Copy
    name: str
    data: bytes


def release(place: RegisterPlace, address: str, order: Release) -> Released:
    """Write the public copies of a version, a document or a file into a new folder.

    What is secret as a whole, or tells who may not be shown, is left out. Raises EnvironmentProblem
    where the folder is taken, or a file is not as it was registered; then nothing was handed out.
    """
    wanted = read_part(address)
    folder = resolve(order.folder)
    if folder.is_relative_to(resolve(place.folder)):
        raise EnvironmentProblem("kopiorna kan inte läggas i registret", "välj en annan mapp")
    if folder.exists():
        raise EnvironmentProblem(
            f"”{clean(str(order.folder), None)}” finns redan", "ange en ny mapp med --output"
        )
    with changing(place) as register:
        with register.ledger.reading() as connection:
            target = queries.find(connection, wanted)
            files = queries.files(connection, [row["id"] for row in target.documents])
        copies = list(_copies(register, target, files))
        open_rows = [one.row["id"] for one in copies]
        withheld = [row for row in target.documents if row["id"] not in open_rows]
        listed = _listing(target, copies)
        data = HandedOut(
            address=target.name,
            documents=tuple(row["id"] for row in target.documents),
            files=tuple(
                ReleasedFile(copy=one.copy, name=one.name, sha256=sha256(one.data))
                for one in copies
            ),
            withheld=tuple(open_title(row) for row in withheld),
            recipient=order.recipient,
            tried_by=order.tried_by,
            note=order.note,
        )
        with sentences(folder):
            folder.parent.mkdir(parents=True, exist_ok=True)
            new_folder(folder, {**{one.name: one.data for one in copies}, LISTING_FILE: listed})
            try:
                with register.ledger.entry(order.who.at, order.who.by) as entry:
                    entry.add(wanted.case_number, data)
            except BaseException:
                remove(folder)
                raise
    names = tuple(one.name for one in copies)
    return Released(target.name, order.folder, names, data.withheld, entry.head)


def _copies(register: Register, target: Target, files: Sequence[Row]) -> Iterator[_Copy]:
    """Yield what the public may see of each handling."""
    folder = str(target.case["folder"])
    store = register.store
    for row in target.documents:
        if row["secrecy"] or row["withheld"]:
            continue
        own = {file["copy"]: file for file in files if file["document"] == row["id"]}
        copy = Copy.PUBLIC if Copy.PUBLIC in own else Copy.FULL
        file = own[copy]
        place = (
            store.filing(folder, row["filing"])
            if row["filing"]
            else store.version(folder, row["version"])
        )
        data = read_unharmed(place, file["name"], file["sha256"], file["size"])
        yield _Copy(row, copy, Path(file["name"]).name, data)


def _listing(target: Target, copies: Sequence[_Copy]) -> bytes:
    """Return what lies in the folder, as JSON; nothing in it follows from what is secret."""
    by_row = {one.row["id"]: one for one in copies}
    documents = []
    for row in target.documents:
        one = by_row.get(row["id"])
        documents.append(
            {
                "number": queries.full_number(target.case, row),
                "title": open_title(row),
                "type": row["type"],
                "day": row["day"],
                "status": row["status"],
                "file": one.name if one else str(OMITTED),
                "sha256": sha256(one.data) if one else None,
            }
        )
    content = {"format": "avtal/utlamnat/1", "address": target.name, "documents": documents}
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()
