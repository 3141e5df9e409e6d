"""The store: one folder for each version and each file that came, written once and never again.

    register/<case>/v<N>/      the documents, manifest.json, and kalla/ with what they were made of
    register/<case>/fil<N>/    a file that came, and manifest.json

A folder is written beside its place, fsynced and renamed, and only then entered in the ledger. When
the ledger has it, it is sealed: read-only. So a folder that is not sealed and not in the ledger is
what an interrupted run left, and is set aside; a sealed one that the ledger does not know was
registered, and then it is the ledger that has lost something.
"""

from __future__ import annotations

import os
import re
import shutil
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from avtal.files.refusals import sentences
from avtal.files.replacing import MANIFEST_FILE
from avtal.files.sharing import shared
from avtal.files.writing import lock, neighbour, new_folder, sync_folder
from avtal.problems import EnvironmentProblem

SET_ASIDE = "avbrutna"
"""The folder in the register for what interrupted runs had written whole but never entered."""
_WRITE_BITS = 0o222
_VERSION, _FILING = "v", "fil"


class Store:
    """The folders below `root`. Raises EnvironmentProblem where the disk says no."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def version(self, case: str, number: int) -> Path:
        """Return the folder of a version; `case` is the folder name that the ledger has."""
        return self.root / case / f"{_VERSION}{number}"

    def filing(self, case: str, number: int) -> Path:
        """Return the folder of a file that came."""
        return self.root / case / f"{_FILING}{number}"

    @contextmanager
    def turn(self, case: str) -> Iterator[None]:
        """Let one process at a time register in a case."""
        with ExitStack() as held:
            with sentences(self.root):
                held.enter_context(shared(self.root))
                self.root.mkdir(parents=True, exist_ok=True)
                held.enter_context(lock(self.root / case))
            yield

    def put(self, place: Path, files: Mapping[str, bytes]) -> None:
        """Write a new folder, whole or not at all; it is not sealed yet."""
        with sentences(place):
            place.parent.mkdir(exist_ok=True)
            sync_folder(place.parent.parent)
            new_folder(place, files)
            with self._undone(place):
                sync_folder(place.parent)

    @contextmanager
    def sealing(self, place: Path, is_entered: Callable[[], bool]) -> Iterator[None]:
        """Seal a folder when it has been entered in the ledger; remove it where that failed.

        Whether a failed entry was made after all, as when a server is lost while it commits, is
        asked of the ledger; where it cannot say, the folder stays, and the next run asks again.
        """
        with self._undone(place, is_entered):
            yield
        with suppress(EnvironmentProblem):  # it is registered; the next run seals it
            self.seal(place)

    @contextmanager
    def _undone(
        self, place: Path, is_entered: Callable[[], bool] = lambda: False
    ) -> Iterator[None]:
        try:
            yield
        except BaseException:
            try:
                keep = is_entered()
            except EnvironmentProblem:
                keep = True
            if not keep:
                remove(place)
            raise

    def seal(self, place: Path) -> None:
        """Make a folder that the ledger has read-only, the manifest last: it is the seal."""
        with sentences(place):
            for path in sorted(place.rglob("*"), reverse=True):
                if path != place / MANIFEST_FILE:
                    _close(path)
            _close(place / MANIFEST_FILE)
            _close(place)

    def mend(self, case: str, known: Sequence[Path]) -> list[Path]:
        """Seal what the ledger knows and an interrupted run left open; return what it left behind.

        What is returned may be cleared away: it was never registered. Everything else that does not
        belong there is left alone. Raises EnvironmentProblem where a sealed folder is not in the
        ledger.
        """
        for place in known:
            if place.is_dir() and not place.is_symlink() and not is_sealed(place):
                with suppress(EnvironmentProblem):  # only whose it is may do it
                    self.seal(place)
        strange = [path for path in self.folders(case) if path not in known]
        for path in strange:
            if is_sealed(path):
                raise EnvironmentProblem(
                    f"”{path}” är registrerad, men registret känner inte till den; databasen är "
                    "äldre än arkivet",
                    "registrera inget mer; läs tillbaka den senaste säkerhetskopian och kör "
                    "avtal verify",
                )
        unfinished = unfinished_names(known)
        return [path for path in strange if path.name in unfinished and not path.is_symlink()]

    def clear(self, left: Path, number: int) -> None:
        """Take away what an interrupted run left: what is half-written goes, the rest is set aside.

        A folder that is whole is never removed: the seal of a registered one can be lost, as when
        it is copied by hand. `number` is that of the event that tells of it.
        """
        with sentences(left):
            if left.name.startswith("."):
                remove(left)
                return
            aside = self.root / SET_ASIDE
            aside.mkdir(exist_ok=True)
            left.rename(aside / f"{left.parent.name}_{left.name}_{number}")
            sync_folder(aside)
            sync_folder(left.parent)

    def folders(self, case: str) -> list[Path]:
        """Return everything that lies in the folder of a case, half-written folders too."""
        place = self.root / case
        return sorted(place.iterdir()) if place.is_dir() else []


def _close(path: Path) -> None:
    """Let nobody write in a file or folder; who may read it may go on to."""
    if not path.is_symlink():  # what it leads to is not ours
        path.chmod(stat.S_IMODE(path.stat().st_mode) & ~_WRITE_BITS)


def is_sealed(place: Path) -> bool:
    """Tell whether a folder has been entered in the ledger."""
    manifest = place / MANIFEST_FILE
    state = manifest.lstat() if os.path.lexists(manifest) else None
    return state is not None and stat.S_ISREG(state.st_mode) and not state.st_mode & _WRITE_BITS


def unfinished_names(known: Iterable[Path]) -> frozenset[str]:
    """Return what a run that was interrupted can have left beside the folders of a case.

    That is the next version or the next file, whole or half-written, and nothing else.
    """
    names = set()
    for prefix in (_VERSION, _FILING):
        numbers = [
            int(place.name.removeprefix(prefix))
            for place in known
            if re.fullmatch(rf"{prefix}\d+", place.name)
        ]
        following = f"{prefix}{max(numbers, default=0) + 1}"
        names |= {following, neighbour(Path(following), "ny").name}
    return frozenset(names)


def remove(place: Path) -> None:
    """Remove a folder that was made just now and never registered."""
    for path in (place, *place.rglob("*")):
        mode = stat.S_IMODE(path.lstat().st_mode)
        if not path.is_symlink() and not mode & stat.S_IWUSR:
            path.chmod(mode | stat.S_IWUSR)
    shutil.rmtree(place)
