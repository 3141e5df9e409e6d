"""Proof of the store: every file is as it was registered, and nothing else is there."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from avtal.files.digests import hash_stream, sha256
from avtal.files.plain import NotRead, open_plain, read_plain
from avtal.files.refusals import why
from avtal.files.replacing import MANIFEST_FILE
from avtal.making.manifest import (
    LARGEST_MANIFEST,
    LITTER,
    FiledManifest,
    FileRecord,
    RegisteredManifest,
    is_newer,
    listed_files,
)
from avtal.problems import Problem, Severity, clean
from avtal.register.events.scalars import is_safe_name
from avtal.register.opening import BESIDE
from avtal.register.store import SET_ASIDE, Store, is_sealed, unfinished_names

_UNFINISHED = (
    "mappen är kvar efter en avbruten registrering; nästa registrering i ärendet flyttar undan den"
)
_LOST = "mappen är registrerad men saknas i registret; databasen är äldre än arkivet"


class KeptFolder(NamedTuple):
    """A folder that the ledger has: where it lies, and the SHA-256 of its manifest.

    It is the version, or the file, with that `number` in the case. `files` are those that the
    ledger says were made for it or came with it, each with the key of its document, if it has one.
    """

    place: Path
    manifest_sha256: str
    model: type[RegisteredManifest | FiledManifest]
    case_number: str
    number: int
    files: frozenset[tuple[str | None, FileRecord]]


class StoreProof:
    """Reads each file of the store once; `files` and `size` count what was read."""

    def __init__(self, store: Store) -> None:
        self._root = store.root
        self.files = 0
        self.size = 0

    def folder(self, kept: KeptFolder) -> Iterator[Problem]:
        """Yield what is wrong in the folder of a version or of a file that came."""
        try:
            yield from self._folder(kept)
        except OSError as error:
            yield self._unreadable(kept.place, error)

    def _folder(self, kept: KeptFolder) -> Iterator[Problem]:
        place = kept.place
        if said := _no_folder(place):
            yield self._problem(place, f"mappen {said}")
            return
        try:
            data = read_plain(place / MANIFEST_FILE, LARGEST_MANIFEST, place)
        except NotRead as error:
            yield self._problem(place / MANIFEST_FILE, f"filen {error}")
            return
        self._count(len(data))
        listed = listing_of(data, kept)
        wrong = None
        if sha256(data) != kept.manifest_sha256:
            wrong = "filen är ändrad"
        elif listed is None:
            wrong = "filen går inte att läsa, så mappens övriga filer är inte prövade"
        elif not listed.agrees:
            wrong = "filen säger något annat än diariet om vad som registrerades"
        if wrong:
            yield self._problem(place / MANIFEST_FILE, wrong)
        if listed is None:
            return
        records = listed.records
        for name, record in records.items():
            yield from self._file(place, name, record)
        yield from self._strays(place, {MANIFEST_FILE, *records})
        if not is_sealed(place):
            yield self._problem(
                place,
                "mappen är inte skrivskyddad än; nästa registrering i ärendet gör det",
                severity="råd",
            )

    def beside(
        self, cases: Mapping[str, Sequence[Path]], known_now: Callable[[str], Sequence[Path]]
    ) -> Iterator[Problem]:
        """Yield what lies in the register and is none of its folders.

        `cases` are the folders that the ledger has by case; `known_now` asks it anew for one.
        """
        if not self._root.is_dir():
            return
        try:
            there = sorted(self._root.iterdir())
        except OSError as error:
            yield self._unreadable(self._root, error)
            return
        for path in there:
            if path.name in cases and not path.is_symlink():
                yield from self.case(path.name, cases[path.name], known_now)
            elif path.is_dir() and not path.is_symlink():
                if path.name != SET_ASIDE:
                    yield from self.case(path.name, (), known_now)
            elif path.name not in BESIDE and not path.name.endswith(".avtal-lock"):
                yield self._problem(path, "filen hör inte till registret")

    def case(
        self, name: str, known: Sequence[Path], known_now: Callable[[str], Sequence[Path]]
    ) -> Iterator[Problem]:
        """Yield what lies in the folder of a case and is not in the ledger."""
        try:
            yield from self._case(name, known, known_now)
        except OSError as error:
            yield self._unreadable(Path(error.filename or self._root / name), error)

    def _case(
        self, name: str, known: Sequence[Path], known_now: Callable[[str], Sequence[Path]]
    ) -> Iterator[Problem]:
        folder = self._root / name
        there = sorted(folder.iterdir()) if folder.is_dir() else ()
        strange = [path for path in there if path not in known and path.name not in LITTER]
        now = known_now(name) if strange else ()  # others may have registered meanwhile
        unfinished = unfinished_names(now)
        for path in strange:
            if path in now or not os.path.lexists(path):
                continue
            if path.is_symlink() or not path.is_dir():
                yield self._problem(path, "filen hör inte till registret")
            elif is_sealed(path):
                yield self._problem(path, _LOST)
            elif path.name in unfinished:
                yield self._problem(path, _UNFINISHED, severity="råd")
            else:
                yield self._problem(path, "mappen hör inte till registret")

    def _file(self, place: Path, name: str, record: FileRecord) -> Iterator[Problem]:
        path = place / name
        try:
            with open_plain(path, place) as stream:
                size, digest = hash_stream(stream, most=record.size)
        except NotRead as error:
            yield self._problem(path, f"filen {error}")
            return
        except OSError as error:
            yield self._problem(path, f"filen kan inte läsas: {why(error)}")
            return
        self._count(size)
        if digest != record.sha256:
            yield self._problem(path, "filen är ändrad: den stämmer inte med sin kontrollsumma")

    def _strays(self, place: Path, known: set[str]) -> Iterator[Problem]:
        folders = {str(parent) for name in known for parent in Path(name).parents}
        for path in sorted(place.rglob("*")):
            name = path.relative_to(place)
            expected = folders if path.is_dir() and not path.is_symlink() else known
            if not {str(name), name.as_posix()} & expected and path.name not in LITTER:
                yield self._problem(path, "filen hör inte till det som registrerades")

    def _unreadable(self, folder: Path, error: OSError) -> Problem:
        return self._problem(folder, f"mappen kan inte läsas: {why(error)}")

    def _count(self, size: int) -> None:
        self.files += 1
        self.size += size

    def _problem(self, path: Path, message: str, severity: Severity = "fel") -> Problem:
        name = path.relative_to(self._root).as_posix()
        return Problem("arkivet", message, clean(name, None), severity=severity)


def _no_folder(place: Path) -> str | None:
    """Tell why a folder of the store is none, or None."""
    if place.parent.is_symlink():
        return "ligger i en mapp som är en länk"
    if place.is_symlink():
        return "är en länk"
    return None if place.is_dir() else "saknas"


class Listing(NamedTuple):
    """The files that a manifest lists, by path, and whether it says what the ledger says."""

    records: dict[str, FileRecord]
    agrees: bool


def listing_of(data: bytes, kept: KeptFolder) -> Listing | None:
    """Return what the manifest of a folder lists; None where it cannot be read.

    A manifest that a newer version of avtal wrote lists its files as all do, and only these are
    held against the ledger; else it is also of which version or file it is.
    """
    if is_newer(data, kept.model):
        records = {one.file: one for one in listed_files(data)}
        agrees = all(records.get(file.file) == file for _, file in kept.files)
        return _listing(records, agrees)
    manifest = _read(data, kept.model)
    if manifest is None:
        return None
    own = set(_own_files(manifest))
    if isinstance(manifest, RegisteredManifest):
        number, files = manifest.number, [*manifest.file_records()]
    else:
        number, files = manifest.filing, [file for _, file in own]
    about = (manifest.case_number, number) == (kept.case_number, kept.number)
    return _listing({one.file: one for one in files}, about and own == kept.files)


def _listing(records: dict[str, FileRecord], agrees: bool) -> Listing | None:
    # A backslash leads nowhere here; where it would, nothing is read back that has one.
    safe = all(is_safe_name(name.replace("\\", "_")) for name in records)
    return Listing(records, agrees) if safe else None


def _read(
    data: bytes, model: type[RegisteredManifest | FiledManifest]
) -> RegisteredManifest | FiledManifest | None:
    try:
        return model.model_validate_json(data)
    except ValidationError:
        return None


def _own_files(
    manifest: RegisteredManifest | FiledManifest,
) -> Iterator[tuple[str | None, FileRecord]]:
    """Yield the files that were made for a version, or that came, with the keys of documents."""
    if isinstance(manifest, FiledManifest):
        yield None, FileRecord(file=manifest.file, sha256=manifest.sha256, size=manifest.size)
        return
    for one in manifest.documents:
        if one.made_in == manifest.number:
            yield one.key, FileRecord(file=one.file, sha256=one.sha256, size=one.size)
            if one.public:
                yield one.key, one.public
