"""The whole register in one file.

The file is a zip: the events as they are kept, one a line, and every file of the store. The tables
of the ledger are not in it, since they follow from the events; so it can be read back into any
database, and by a version of avtal that has other tables.
"""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from avtal import __version__
from avtal.files.digests import hash_stream, sha256
from avtal.files.plain import NotRead, open_plain, read_plain
from avtal.files.refusals import resolve, sentences
from avtal.files.replacing import MANIFEST_FILE
from avtal.files.writing import lock, neighbour, sync_folder
from avtal.making.manifest import LARGEST_MANIFEST, FileRecord
from avtal.problems import EnvironmentProblem, clean
from avtal.register.events.chain import Event
from avtal.register.ledger.entry import Head, damaged
from avtal.register.ledger.replay import replay
from avtal.register.opening import Register, RegisterPlace, existing
from avtal.register.proof.ledger import (
    impossible_findings,
    newer_findings,
    read_chain,
)
from avtal.register.proof.store import KeptFolder, listing_of
from avtal.register.proof.verify import folders_of

FORMAT = "avtal/backup/1"
ABOUT, EVENTS_FILE, STORE = "register.json", "handelser.jsonl", "arkiv"


@dataclass(frozen=True)
class BackedUp:
    """A backup that was made or read back: how much it holds, and the end of the chain."""

    path: Path
    files: int
    size: int
    head: Head


def backup(place: RegisterPlace, target: Path) -> BackedUp:
    """Write the register as it is now to a new file; others may register meanwhile.

    Every file is held against its SHA-256 on the way. Raises EnvironmentProblem where the register
    is damaged or the file cannot be written; then there is no file.
    """
    if resolve(target).is_relative_to(resolve(place.folder)):
        raise EnvironmentProblem(
            "säkerhetskopian kan inte ligga i registret", "välj en annan mapp, helst en annan disk"
        )
    _refuse_target(target)
    with existing(place) as register, sentences(target.parent), lock(target):
        if os.path.lexists(target):
            raise EnvironmentProblem(
                f"”{clean(str(target), None)}” finns redan",
                "ange ett nytt namn, gärna med dagens datum",
            )
        events, head = _events(register)
        beside = neighbour(target, "ny")
        try:
            done = _write(register, events, head, beside)
            beside.rename(target)
        except BaseException:
            beside.unlink(missing_ok=True)
            raise
        sync_folder(target.parent)
    return replace(done, path=target)


def _refuse_target(target: Path) -> None:
    """Raise EnvironmentProblem where no file can have the name."""
    shown = clean(str(target), None)
    if target.is_dir():
        raise EnvironmentProblem(f"”{shown}” är en mapp", "skriv namnet på en fil som ska göras")
    if not target.parent.is_dir():
        raise EnvironmentProblem(
            f"mappen ”{clean(str(target.parent), None)}” finns inte",
            "skapa den, eller ange en annan",
        )


def _events(register: Register) -> tuple[list[Event], Head]:
    """Return the events of the register as it is now, whole."""
    with register.ledger.kept(any_text=True) as connection:
        chain = read_chain(connection)
    for problem in chain.broken:
        raise damaged(problem.message, register.ledger.name)
    return chain.events, chain.head


def _write(register: Register, events: Sequence[Event], head: Head, target: Path) -> BackedUp:
    files = size = 0
    said = replay(events)
    for problem in impossible_findings(said.impossible):
        raise damaged(problem.message, register.ledger.name)
    for problem in newer_findings(register.ledger, said.newer):
        raise EnvironmentProblem(f"registret kan inte kopieras: {problem.message}", problem.help)
    target.unlink(missing_ok=True)  # of an interrupted run
    with target.open("xb") as stream:
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED, allowZip64=True) as package:
            package.writestr(
                zipfile.ZipInfo(EVENTS_FILE), "".join(f"{one.body}\n" for one in events)
            )
            for _, kept in folders_of(register.store, said.tables, {}):
                for record in _stored_files(kept):
                    _add(package, register.store.root, kept.place, record)
                    files, size = files + 1, size + record.size
            about = {
                "format": FORMAT,
                "schema_version": register.ledger.schema,
                "avtal_version": __version__,
                "length": head.length,
                "head": head.hash,
                "files": files,
                "bytes": size,
            }
            package.writestr(zipfile.ZipInfo(ABOUT), json.dumps(about, indent=2) + "\n")
        stream.flush()
        os.fsync(stream.fileno())
    return BackedUp(target, files, size, head)


def _stored_files(kept: KeptFolder) -> Iterator[FileRecord]:
    """Yield what the files of a folder have to be, the manifest first."""
    try:
        data = read_plain(kept.place / MANIFEST_FILE, LARGEST_MANIFEST, kept.place.parent)
    except NotRead as error:
        raise _damaged(kept.place, MANIFEST_FILE, str(error)) from None
    listed = listing_of(data, kept)
    if sha256(data) != kept.manifest_sha256 or listed is None:
        raise _damaged(kept.place, MANIFEST_FILE, "är ändrad")
    if not listed.agrees:
        raise _damaged(kept.place, MANIFEST_FILE, "säger något annat än diariet")
    yield FileRecord(file=MANIFEST_FILE, sha256=kept.manifest_sha256, size=len(data))
    yield from listed.records.values()


def _add(package: zipfile.ZipFile, root: Path, place: Path, record: FileRecord) -> None:
    path = place / record.file
    member = zipfile.ZipInfo(f"{STORE}/{path.relative_to(root).as_posix()}")
    member.file_size = record.size
    try:
        source = open_plain(path, place.parent)
    except NotRead as error:
        raise _damaged(place, record.file, str(error)) from None
    with source, package.open(member, "w", force_zip64=True) as into:
        if hash_stream(source, into, record.size) != (record.size, record.sha256):
            raise _damaged(place, record.file, "är ändrad")


def _damaged(place: Path, file: str, said: str) -> EnvironmentProblem:
    """Return the problem of a file in a folder of the store, which lies in that of its case."""
    root = place.parent.parent
    name = (place / file).relative_to(root).as_posix()
    return damaged(f"{clean(name, None)} {said}", str(root))
