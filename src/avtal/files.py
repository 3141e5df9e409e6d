"""Files that are never half-written: a folder is replaced whole or not at all."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from avtal.problems import EnvironmentProblem, shown

LOCK_SECONDS = 30
_PIECE = 1 << 20
MANIFEST_FILE = "manifest.json"


def sha256(data: bytes) -> str:
    """Return the SHA-256 of the bytes as lower-case hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def hashed(
    source: IO[bytes], into: IO[bytes] | None = None, most: int | None = None
) -> tuple[int, str]:
    """Return the size and SHA-256 of a stream, read once and in pieces, and copy it if asked.

    Where there is more than `most` bytes, reading stops with the piece that goes beyond them.
    """
    size, digest = 0, hashlib.sha256()
    while (most is None or size <= most) and (piece := source.read(_PIECE)):
        size += len(piece)
        digest.update(piece)
        if into is not None:
            into.write(piece)
    return size, digest.hexdigest()


def resolved(path: Path) -> Path:
    """Return the path without links and `..`. Raises EnvironmentProblem where that cannot be."""
    try:
        found = path.resolve()
        found.is_dir()
    except FileNotFoundError:  # a path need not exist, but the folder that it starts in must
        raise EnvironmentProblem(
            "mappen som du står i finns inte längre", "gå till en annan mapp med cd och försök igen"
        ) from None
    except PermissionError:
        raise unreadable_folder(path) from None
    except (OSError, RuntimeError) as error:  # RuntimeError: a link to itself, before Python 3.13
        reason = why(error) if isinstance(error, OSError) else _REASONS[errno.ELOOP]
        raise EnvironmentProblem(
            f"”{path}” kan inte användas: {reason}", "ange en annan mapp"
        ) from None
    return found


def unreadable_folder(folder: Path) -> EnvironmentProblem:
    """Return the problem of a folder that cannot be listed or entered."""
    return EnvironmentProblem(
        f"mappen ”{shown(str(folder), None)}” kan inte läsas",
        "kontrollera att du har rätt att läsa den och att den finns kvar",
    )


def replace_folder(
    target: Path, files: Mapping[str, bytes], may_replace: Callable[[Path], str | None]
) -> None:
    """Write the files as the folder `target`; afterwards it holds these files and no others.

    The new folder is written beside the old one and fsynced, the old one is set aside, the new one
    takes its place, and the old one is removed. An earlier run that was killed half-way is mended
    first. `may_replace` looks at the existing folder and returns why it must not be touched, or
    None. Raises EnvironmentProblem with a sentence; then the old folder is as it was.
    """
    with sentences(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        with locked(target):
            _replace(target, files, may_replace)


def _replace(
    target: Path, files: Mapping[str, bytes], may_replace: Callable[[Path], str | None]
) -> None:
    fresh, aside = neighbour(target, "ny"), neighbour(target, "gammal")
    _mend(target, fresh, aside, may_replace)
    _refuse(target, may_replace)
    try:
        write_all(fresh, files)
        if target.exists():
            target.rename(aside)
        fresh.rename(target)
    except BaseException:
        if aside.exists() and not target.exists():
            aside.rename(target)
        shutil.rmtree(fresh, ignore_errors=True)
        raise
    with suppress(OSError):  # the new folder is in place; the next run removes what is left
        sync_folder(target.parent)
        _remove(aside)


def _refuse(folder: Path, may_go: Callable[[Path], str | None]) -> None:
    """Raise where something stands there that must not go."""
    if os.path.lexists(folder):
        refusal = _no_folder(folder) or may_go(folder)
        if refusal:
            raise EnvironmentProblem(
                f"”{folder}” kan inte ersättas: {refusal}",
                "flytta undan det som ligger där, eller välj en annan mapp med --output",
            )


def _no_folder(target: Path) -> str | None:
    if target.is_symlink():
        return "det är en länk"
    return None if target.is_dir() else "det är ingen mapp"


def neighbour(target: Path, what: str) -> Path:
    """Return the hidden place beside a target where it is made, set aside or locked."""
    return target.with_name(f".{target.name}.avtal-{what}")


def _mend(
    target: Path, fresh: Path, aside: Path, may_replace: Callable[[Path], str | None]
) -> None:
    """Bring back the old folder if a run was killed between the two renames; drop leftovers.

    Nothing is touched where either folder beside the target holds what we did not put there.
    """
    _refuse(fresh, _not_half_written)
    _refuse(aside, may_replace)
    if aside.exists() and not os.path.lexists(target):
        aside.rename(target)
    for leftover in (fresh, aside):
        if leftover.exists():
            _remove(leftover)


def _not_half_written(folder: Path) -> str | None:
    """Tell why a folder cannot be what a killed run had begun to write, or None."""
    for path in sorted(folder.iterdir()):
        ours = path.name == MANIFEST_FILE or path.suffix in {".docx", ".html"}
        if not ours or path.is_symlink() or not path.is_file():
            return f"”{path.name}” är inte gjord av avtal"
    return None


def _remove(folder: Path) -> None:
    """Remove a folder of files, the manifest last: it tells the next run whose the rest is."""
    for path in sorted(folder.iterdir(), key=lambda path: path.name == MANIFEST_FILE):
        path.unlink()
    folder.rmdir()


def write_file(target: Path, pieces: Iterable[bytes]) -> None:
    """Write a file, whole or not at all; one that is there is replaced.

    Raises EnvironmentProblem with a sentence; then what was there is as it was.
    """
    beside = neighbour(target, "ny")
    with sentences(target.parent):
        if target.is_dir():
            raise IsADirectoryError(errno.EISDIR, "", str(target))
        with locked(target):
            _write_beside(target, beside, pieces)


def _write_beside(target: Path, beside: Path, pieces: Iterable[bytes]) -> None:
    try:
        with beside.open("wb") as stream:
            stream.writelines(pieces)
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(target)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    sync_folder(target.parent)


def new_folder(target: Path, files: Mapping[str, bytes]) -> None:
    """Write a folder that is not there yet, whole or not at all.

    Raises OSError where that cannot be done; what stands in the place by then is left alone, and
    what an interrupted run had half-written beside it is not.
    """
    beside = neighbour(target, "ny")
    if beside.is_dir():
        shutil.rmtree(beside)
    try:
        write_all(beside, files)
        beside.rename(target)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise


def write_all(folder: Path, files: Mapping[str, bytes]) -> None:
    """Make the folder with these files, by path within it, and see that it is on the disk."""
    folder.mkdir()
    folders = {folder}
    for name, data in files.items():
        path = folder / name
        if path.parent not in folders:
            path.parent.mkdir(parents=True, exist_ok=True)
            folders |= {part for part in path.parents if part.is_relative_to(folder)}
        with path.open("xb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
    for inner in sorted(folders, reverse=True):
        sync_folder(inner)


def sync_folder(folder: Path) -> None:
    """See that the names in a folder are on the disk."""
    if os.name == "nt":  # Windows cannot open a folder, and orders the rename itself
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def locked(target: Path) -> Iterator[None]:
    """Let one process at a time write in the place; others wait, at most LOCK_SECONDS.

    Raises EnvironmentProblem where the lock cannot be had, OSError where it cannot be made.
    """
    place = neighbour(target, "lock")
    if place.is_symlink() or (place.exists() and (not place.is_file() or place.stat().st_size)):
        raise EnvironmentProblem(
            f"”{place}” behövs för att låsa mappen, men är inte gjord av avtal",
            "flytta undan den, eller välj en annan mapp med --output",
        )
    if not place.parent.is_dir():  # which a lock would make
        raise FileNotFoundError(errno.ENOENT, "", str(place.parent))
    from filelock import FileLock, Timeout  # dear to import, and only a build needs it

    lock = FileLock(place)
    try:
        lock.acquire(timeout=LOCK_SECONDS)
    except Timeout:
        raise EnvironmentProblem(
            f"en annan körning skriver i ”{target}”", "vänta tills den är klar och försök igen"
        ) from None
    try:
        yield
    finally:
        lock.release()


@contextmanager
def sentences(target: Path) -> Iterator[None]:
    """Turn what the operating system refuses into a sentence; for writing that is undone."""
    try:
        yield
    except OSError as error:
        raise EnvironmentProblem(_reason(error, target), _remedy(error)) from error


_REASONS = {
    errno.ENOSPC: "disken är full",
    errno.EDQUOT: "lagringskvoten är slut",
    errno.EFBIG: "filen blir större än vad som är tillåtet här",
    errno.EROFS: "disken är skrivskyddad",
    errno.EACCES: "behörighet saknas, eller så är en fil öppen i Word",
    errno.EPERM: "behörighet saknas, eller så är en fil öppen i Word",
    errno.ENOTDIR: "en del av sökvägen är en fil",
    errno.EEXIST: "en del av sökvägen är en fil",
    errno.EISDIR: "det är en mapp, inte en fil",
    errno.ENAMETOOLONG: "sökvägen är för lång",
    errno.ELOOP: "en länk i sökvägen leder till sig själv",
    errno.ENOENT: "en del av sökvägen finns inte och kan inte skapas",
    errno.EIO: "disken eller nätverket svarar med fel",
}


def why(error: OSError) -> str:
    """Return in Swedish why the operating system said no, where we know it."""
    return _REASONS.get(error.errno or 0, f"operativsystemet svarar ”{error.strerror}”")


def _reason(error: OSError, target: Path) -> str:
    return f"kan inte skriva i ”{target}”: {why(error)}. Inget har ändrats"


def _remedy(error: OSError) -> str:
    if error.errno in {errno.EACCES, errno.EPERM}:
        return "stäng filerna i Word, kontrollera behörigheten och försök igen"
    return "åtgärda felet eller välj en annan mapp, och försök igen"
