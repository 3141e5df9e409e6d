"""Files and new folders that are never half-written, and one writer at a time."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

from avtal.files.refusals import sentences, why
from avtal.problems import EnvironmentProblem

LOCK_SECONDS = 30


def neighbour(target: Path, what: str) -> Path:
    """Return the hidden place beside a target where it is made, set aside or locked."""
    return target.with_name(f".{target.name}.avtal-{what}")


def write_file(target: Path, pieces: Iterable[bytes]) -> None:
    """Write a file, whole or not at all; one that is there is replaced.

    Raises EnvironmentProblem with a sentence; then what was there is as it was.
    """
    beside = neighbour(target, "ny")
    with sentences(target.parent):
        if target.is_dir():
            raise IsADirectoryError(errno.EISDIR, "", str(target))
        with lock(target):
            _write_beside(target, beside, pieces)


def _write_beside(target: Path, beside: Path, pieces: Iterable[bytes]) -> None:
    beside.unlink(missing_ok=True)  # of an interrupted run; never write through a link
    try:
        with beside.open("xb") as stream:
            stream.writelines(pieces)
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(target)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    sync_folder(target.parent)


def replace_files(
    folder: Path, files: Mapping[Path, bytes], refuse: Callable[[Path], None]
) -> None:
    """Replace files that lie in a folder, each whole or not at all and in this order.

    All are written beside before the first takes its place; each keeps its mode. `refuse` looks at
    a file, when nobody else writes, and raises where it must not be touched. Raises
    EnvironmentProblem with a sentence; then nothing was changed, or it says which files were.
    """
    fresh = {path: neighbour(path.resolve(), "ny") for path in files}
    with sentences(folder), lock(folder.resolve()):
        for path in files:
            refuse(path)
        try:
            for path, beside in fresh.items():
                beside.unlink(missing_ok=True)  # of an interrupted run; never through a link
                with beside.open("xb") as stream:
                    stream.write(files[path])
                    stream.flush()
                    os.fsync(stream.fileno())
                shutil.copymode(path, beside)
            _take_places(fresh)
        finally:
            for beside in fresh.values():
                beside.unlink(missing_ok=True)


def _take_places(fresh: Mapping[Path, Path]) -> None:
    done: list[str] = []
    for path, beside in fresh.items():
        try:
            beside.replace(path.resolve())
            done.append(path.name)
            sync_folder(beside.parent)
        except OSError as error:
            if not done:
                raise
            raise EnvironmentProblem(
                f"”{path}” kan inte skrivas: {why(error)}. Ändrade är {', '.join(done)}",
                "åtgärda felet och kör kommandot igen, så skrivs resten",
            ) from error


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


_TOGETHER = 50
"""Files that are written before the disk is asked for them: one by one it takes half as long again.
"""


def write_all(folder: Path, files: Mapping[str, bytes]) -> None:
    """Make the folder with these files, by path within it, and see that it is on the disk."""
    folder.mkdir()
    folders = {folder}
    names = list(files)
    for start in range(0, len(names), _TOGETHER):
        with ExitStack() as stack:
            streams = []
            for name in names[start : start + _TOGETHER]:
                path = folder / name
                if path.parent not in folders:
                    path.parent.mkdir(parents=True, exist_ok=True)
                    folders |= {part for part in path.parents if part.is_relative_to(folder)}
                stream = stack.enter_context(path.open("xb"))
                stream.write(files[name])
                stream.flush()
                streams.append(stream)
            for stream in streams:
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
def lock(target: Path) -> Iterator[None]:
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
