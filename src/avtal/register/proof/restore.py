"""Read a backup back: all of it is proved before anything is put in place."""

from __future__ import annotations

import json
import os
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO, Any, NoReturn

from avtal.files.digests import hash_stream
from avtal.files.plain import NotRead, NotThere, open_plain
from avtal.files.refusals import resolve, sentences
from avtal.files.replacing import MANIFEST_FILE
from avtal.files.sharing import shared, take_over
from avtal.files.writing import sync_folder
from avtal.making.manifest import LARGEST_MANIFEST, FileRecord
from avtal.problems import EnvironmentProblem, clean
from avtal.register.acts.new_register import begin
from avtal.register.events.chain import Event, read_event
from avtal.register.events.scalars import is_safe_name
from avtal.register.ledger.database import open_ledger
from avtal.register.ledger.entry import Head, read_head
from avtal.register.ledger.replay import Tables, replay
from avtal.register.ledger.schema import SCHEMA_VERSION
from avtal.register.ledger.tables import event_row
from avtal.register.opening import RegisterPlace, changing
from avtal.register.proof.backup import ABOUT, EVENTS_FILE, FORMAT, STORE, BackedUp
from avtal.register.proof.ledger import chain_findings, impossible_findings
from avtal.register.proof.store import KeptFolder, listing_of
from avtal.register.proof.verify import folders_of, verify_open
from avtal.register.store import Store, remove

_SMALL = 64_000
_NOT_READ = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError,
             ValueError, OSError)  # fmt: skip
_NO_NAME = "”{}” är inget filnamn i ett register"
_NO_BACKUP = "filen är ingen säkerhetskopia från avtal"
_DAMAGED = "filen är skadad eller inte hel"


def restore(place: RegisterPlace, source: Path) -> BackedUp:
    """Read a backup into a new register, with an identity of its own, and prove it.

    Raises EnvironmentProblem where the target holds anything or the backup is not whole; then
    nothing was put in place.
    """
    folder = resolve(place.folder)
    with sentences(folder):
        _refuse_target(place, folder)
    try:
        opened = open_plain(source)
    except NotRead as error:
        said = "finns inte" if isinstance(error, NotThere) else error
        raise EnvironmentProblem(
            f"säkerhetskopian ”{clean(str(source), None)}” {said}", "kontrollera namnet"
        ) from None
    with opened, _named(source):
        return _restore(place, folder, source, opened)


@contextmanager
def _named(source: Path) -> Iterator[None]:
    """Let each refusal of a backup say which one it is."""
    try:
        yield
    except _Refused as error:
        raise EnvironmentProblem(
            f"säkerhetskopian ”{clean(str(source), None)}” {error}", error.help
        ) from None


def _restore(place: RegisterPlace, folder: Path, source: Path, opened: IO[bytes]) -> BackedUp:
    beside = folder.with_name(f".{folder.name}.avtal-ater")
    with sentences(folder), shared(folder):
        folder.parent.mkdir(parents=True, exist_ok=True)
        if beside.is_dir():  # of an earlier run that was interrupted
            remove(beside)
        try:
            beside.mkdir()
            if folder.is_dir():
                take_over(beside, folder)
            done, events, said = _Unpacking(source, opened, beside).unpack()
            begin(RegisterPlace(beside, place.database), anew=True)
            if place.database is None:
                _prove(RegisterPlace(beside), events, said)
            _put(beside, folder)
        except BaseException:
            if beside.is_dir():
                remove(beside)
            raise
        if place.database is not None:
            try:
                _prove(place, events, said)
            except BaseException:
                _take_back(folder, place.database)
                raise
    return BackedUp(source, done.files, done.size, done.head)


def _refuse_target(place: RegisterPlace, folder: Path) -> None:
    held = [path.name for path in folder.iterdir()] if folder.is_dir() else []
    if os.path.lexists(folder) and not folder.is_dir():
        raise EnvironmentProblem(f"”{folder}” är ingen mapp", "ange en annan mapp med --register")
    if any(not name.endswith(".avtal-lock") for name in held):
        raise EnvironmentProblem(
            f"det finns redan något i ”{folder}”, och en säkerhetskopia skriver aldrig över",
            "flytta undan mappen, eller ange en annan med --register",
        )
    if place.database is not None:
        ledger = open_ledger(folder, place.database)
        if ledger is not None:
            with ledger.closing():
                ledger.refuse_unless_empty()


def _put(beside: Path, folder: Path) -> None:
    if folder.is_dir():
        for lock in folder.iterdir():
            lock.unlink()
        folder.rmdir()
    beside.rename(folder)
    sync_folder(folder.parent)


def _prove(place: RegisterPlace, events: Sequence[Event], said: Tables) -> None:
    """Keep the events in the new register, seal the folders and prove all of it."""
    with changing(place) as register:
        register.ledger.keep_all(events, said)
        for _, kept in folders_of(register.store, said, {}):
            register.store.seal(kept.place)
        done = verify_open(register)
    if done.problems:
        _refuse(done.problems[0].message)


def _take_back(folder: Path, database: str) -> None:
    """Remove what was put in place, where the database did not take it."""
    ledger = open_ledger(folder, database)
    if ledger is not None:
        with ledger.closing(), ledger.reading() as connection:
            if read_head(connection).length:
                return
    if folder.is_dir():
        remove(folder)


class _Unpacking:
    """A backup that is being unpacked; nothing in it is believed."""

    def __init__(self, source: Path, opened: IO[bytes], target: Path) -> None:
        self._source = source
        self._opened = opened
        self._target = target
        self._files = 0
        self._size = 0

    def unpack(self) -> tuple[BackedUp, list[Event], Tables]:
        """Write every file of the store below the target; return the events and their state."""
        try:
            with zipfile.ZipFile(self._opened) as package:
                members = self._members(package)
                head = self._head(package)
                events = self._events(package, head)
                expected = {ABOUT, EVENTS_FILE}
                said = _state_of(events)
                for _, kept in folders_of(Store(self._target), said, {}):
                    expected |= set(self._folder(package, members, kept))
        except _NOT_READ:
            self._refuse_as_none()
        strange = sorted(members.keys() - expected)
        if strange:
            _refuse(f"”{clean(strange[0], None)}” hör inte till registret")
        return BackedUp(self._source, self._files, self._size, head), events, said

    def _refuse_as_none(self) -> NoReturn:
        """Refuse what is no backup, or was one: the beginning tells, also where the end is gone."""
        self._opened.seek(0)
        begins = EVENTS_FILE.encode() in self._opened.read(64)
        _refuse(_DAMAGED if begins else _NO_BACKUP)

    def _members(self, package: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
        members = {}
        for entry in package.infolist():
            if entry.filename in members:
                _refuse(f"”{clean(entry.filename, None)}” finns två gånger")
            # What is not compressed cannot unpack to more than the file itself.
            if entry.compress_type != zipfile.ZIP_STORED:
                self._refuse_as_none()
            members[entry.filename] = entry
        if not {ABOUT, EVENTS_FILE} <= members.keys():
            self._refuse_as_none()
        return members

    def _head(self, package: zipfile.ZipFile) -> Head:
        with package.open(ABOUT) as stream:
            about: Any = json.loads(stream.read(_SMALL))
        if not isinstance(about, dict) or about.get("format") != FORMAT:
            _refuse(_NO_BACKUP)
        version, length, end = (about.get(name) for name in ("schema_version", "length", "head"))
        if not (isinstance(version, int) and isinstance(length, int) and isinstance(end, str)):
            _refuse(_NO_BACKUP)
        if version > SCHEMA_VERSION:
            raise _newer()
        return Head(length, end)

    def _events(self, package: zipfile.ZipFile, head: Head) -> list[Event]:
        rows = []
        with package.open(EVENTS_FILE) as stream:
            for number, line in enumerate(stream, 1):
                try:
                    event = read_event(line.decode().removesuffix("\n"))
                except ValueError:
                    _refuse(f"händelse {number} går inte att läsa")
                rows.append(event_row(event))
        events, found = chain_findings(rows, head)
        if found:
            _refuse(found[0].message)
        return events

    def _folder(
        self, package: zipfile.ZipFile, members: dict[str, zipfile.ZipInfo], kept: KeptFolder
    ) -> Iterator[str]:
        """Unpack the folder of a version or a file, and yield the names of its members."""
        place = PurePosixPath(*kept.place.relative_to(self._target).parts)
        name = str(place / MANIFEST_FILE)
        known = members.get(f"{STORE}/{name}")
        size = known.file_size if known else 0
        manifest = FileRecord(file=name, sha256=kept.manifest_sha256, size=size)
        if size > LARGEST_MANIFEST:
            _refuse(f"”{clean(name, None)}” är för stor")
        yield self._file(package, members, name, manifest)
        listed = listing_of((self._target / name).read_bytes(), kept)
        if listed is None:
            _refuse(f"”{clean(name, None)}” går inte att läsa")
        for inner, record in listed.records.items():
            yield self._file(package, members, str(place / inner), record)

    def _file(
        self,
        package: zipfile.ZipFile,
        members: dict[str, zipfile.ZipInfo],
        name: str,
        record: FileRecord,
    ) -> str:
        member = members.get(f"{STORE}/{name}")
        if not is_safe_name(name):
            _refuse(_NO_NAME.format(clean(name, None)))
        if member is None:
            _refuse(f"”{clean(name, None)}” saknas")
        path = self._target / name
        with sentences(self._target):
            path.parent.mkdir(parents=True, exist_ok=True)
            with package.open(member) as source, path.open("xb") as target:
                found = hash_stream(source, target, record.size)
                target.flush()
                os.fsync(target.fileno())
            sync_folder(path.parent)
        if found != (record.size, record.sha256):
            _refuse(f"”{clean(name, None)}” är ändrad")
        self._files += 1
        self._size += record.size
        return member.filename


def _state_of(events: Sequence[Event]) -> Tables:
    """Return the state that the events of a backup lead to; it is refused where they cannot."""
    found = replay(events)
    if found.newer:
        raise _newer()
    for problem in impossible_findings(found.impossible):
        _refuse(problem.message)
    return found.tables


class _Refused(Exception):  # noqa: N818 - what is said after the name of the backup
    def __init__(self, said: str, help: str) -> None:
        super().__init__(said)
        self.help = help


def _newer() -> _Refused:
    return _Refused(
        "är gjord av en nyare version av avtal", "installera den senaste versionen av avtal"
    )


def _refuse(why: str) -> NoReturn:
    raise _Refused(f"kan inte läsas tillbaka: {why}", "använd en annan säkerhetskopia")
