"""A folder is replaced whole or not at all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from avtal.files.refusals import sentences
from avtal.files.writing import lock, neighbour, sync_folder, write_all
from avtal.problems import EnvironmentProblem

MANIFEST_FILE = "manifest.json"


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
        with lock(target):
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
