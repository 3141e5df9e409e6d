"""Files that are never half-written: a folder is replaced whole or not at all."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from avtal.problems import EnvironmentProblem

LOCK_SECONDS = 30


def sha256(data: bytes) -> str:
    """Return the SHA-256 of the bytes as lower-case hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def resolved(path: Path) -> Path:
    """Return the path without links and `..`. Raises EnvironmentProblem where that cannot be."""
    try:
        found = path.resolve()
        found.is_dir()
    except (OSError, RuntimeError) as error:  # RuntimeError: a link to itself, before Python 3.13
        reason = why(error) if isinstance(error, OSError) else _REASONS[errno.ELOOP]
        raise EnvironmentProblem(
            f"”{path}” kan inte användas: {reason}", "ange en annan mapp"
        ) from None
    return found


def replace_folder(
    target: Path, files: Mapping[str, bytes], may_replace: Callable[[Path], str | None]
) -> None:
    """Write the files as the folder `target`; afterwards it holds these files and no others.

    The new folder is written beside the old one and fsynced, the old one is set aside, the new one
    takes its place, and the old one is removed. An earlier run that was killed half-way is mended
    first. `may_replace` looks at the existing folder and returns why it must not be touched, or
    None. Raises EnvironmentProblem with a sentence; then the old folder is as it was.
    """
    with _sentences(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        with _locked(target):
            _replace(target, files, may_replace)


def _replace(
    target: Path, files: Mapping[str, bytes], may_replace: Callable[[Path], str | None]
) -> None:
    fresh, aside = _beside(target, "ny"), _beside(target, "gammal")
    _mend(target, fresh, aside)
    if os.path.lexists(target):
        refusal = _no_folder(target) or may_replace(target)
        if refusal:
            raise EnvironmentProblem(
                f"”{target}” kan inte ersättas: {refusal}",
                "flytta undan det som ligger där, eller välj en annan mapp med --output",
            )
    try:
        _write_all(fresh, files)
        if target.exists():
            target.rename(aside)
        fresh.rename(target)
    except BaseException:
        if aside.exists() and not target.exists():
            aside.rename(target)
        shutil.rmtree(fresh, ignore_errors=True)
        raise
    with suppress(OSError):  # the new folder is in place; the next run removes what is left
        _sync_folder(target.parent)
        shutil.rmtree(aside)


def _no_folder(target: Path) -> str | None:
    if target.is_symlink():
        return "det är en länk"
    return None if target.is_dir() else "det är ingen mapp"


def _beside(target: Path, what: str) -> Path:
    return target.with_name(f".{target.name}.{what}")


def _mend(target: Path, fresh: Path, aside: Path) -> None:
    """Bring back the old folder if a run was killed between the two renames; drop leftovers."""
    if aside.exists() and not target.exists():
        aside.rename(target)
    for leftover in (fresh, aside):
        if leftover.exists():
            shutil.rmtree(leftover)


def _write_all(folder: Path, files: Mapping[str, bytes]) -> None:
    folder.mkdir()
    for name, data in files.items():
        with (folder / name).open("wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
    _sync_folder(folder)


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # Windows cannot open a folder, and orders the rename itself
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _locked(target: Path) -> Iterator[None]:
    lock = FileLock(_beside(target, "lock"))
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
def _sentences(target: Path) -> Iterator[None]:
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
    errno.EIO: "disken eller nätverket svarar med fel",
}


def why(error: OSError) -> str:
    """Return in Swedish why the operating system said no, where we know it."""
    return _REASONS.get(error.errno or 0, error.strerror or str(error))


def _reason(error: OSError, target: Path) -> str:
    return f"kan inte skriva i ”{target}”: {why(error)}. Inget har ändrats"


def _remedy(error: OSError) -> str:
    if error.errno in {errno.EACCES, errno.EPERM}:
        return "stäng filerna i Word, kontrollera behörigheten och försök igen"
    return "åtgärda felet eller välj en annan mapp med --output, och försök igen"
