"""docxodus, the program that compares two Word files: unpacked once, run within bounds."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from datetime import datetime
from importlib import metadata
from pathlib import Path

from avtal.files.private import is_private, make_private
from avtal.files.refusals import sentences, why
from avtal.files.writing import lock, neighbour
from avtal.problems import EnvironmentProblem

SECONDS = 120
"""How long one comparison may take; a document of the Täby case takes less than one second."""

_PACKAGE = "python-redlines-docxodus"
_PREFIX = "avtal-"
_INSTALL = 'installera det med: python -m pip install "avtal[jamforelse]"'
# The same bytes with and without libicu; at most 2 GB; no socket left in the folder of temporary
# files; without profile-guided compilation a run of half a second is a tenth faster.
_SETTINGS = {
    "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1",
    "DOTNET_GCHeapHardLimit": "0x80000000",
    "DOTNET_EnableDiagnostics": "0",
    "DOTNET_TieredPGO": "0",
}


class EngineFailed(Exception):  # noqa: N818 - the reason, told in the report of the document
    """The program could not compare two files."""


class Engine:
    """The program, ready to run; `environment` is what it inherits."""

    def __init__(self, program: str, environment: Mapping[str, str], seconds: float) -> None:
        self._program = program
        self._environment = {**environment, **_SETTINGS}
        self._seconds = seconds

    def run(self, old: bytes, new: bytes, author: str, at: datetime) -> bytes:
        """Return the new document with its changes since the old one tracked.

        Raises EngineFailed where it cannot be done, EnvironmentProblem where it takes too long, or
        where the program or its files have no room.
        """
        with (
            sentences(Path(tempfile.gettempdir())),
            tempfile.TemporaryDirectory(prefix=_PREFIX) as folder,
        ):
            before, after, result = (Path(folder) / f"{name}.docx" for name in ("1", "2", "3"))
            before.write_bytes(old)
            after.write_bytes(new)
            moment = at.strftime("%Y-%m-%dT%H:%M:%SZ")
            options = [f"--author={author}", f"--date-time={moment}"]
            self._start([self._program, before, after, result, *options])
            if not result.exists():
                raise EngineFailed("no result")
            return result.read_bytes()

    def _start(self, command: Sequence[str | Path]) -> None:
        try:
            subprocess.run(
                command,
                check=True,
                capture_output=True,
                stdin=subprocess.DEVNULL,
                timeout=self._seconds,
                env=self._environment,
            )
        except subprocess.TimeoutExpired:
            raise EnvironmentProblem(
                f"jämförelsen i Word tog mer än {self._seconds:.0f} sekunder och avbröts",
                "jämför en handling i taget med --only, eller dela upp handlingen",
            ) from None
        except subprocess.CalledProcessError as error:
            raise EngineFailed(str(error)) from None
        except OSError as error:
            raise EnvironmentProblem(
                f"programmet som jämför Word-filer kan inte startas: {why(error)}",
                "ange en annan mapp för det med miljövariabeln AVTAL_CACHE",
            ) from None


@contextmanager
def open_engine(
    cache: Path | None, environment: Mapping[str, str], seconds: float = SECONDS
) -> Iterator[Engine]:
    """Yield the program, unpacked in `cache`, or for this run only where that cannot be.

    Raises EnvironmentProblem where it is not installed or cannot be unpacked.
    """
    place = _place(cache)
    if place is not None and _is_kept(place):
        yield Engine(_unpacked(place), environment, seconds)
        return
    with ExitStack() as stack:
        with sentences(Path(tempfile.gettempdir())):
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix=_PREFIX))
            program = _unpacked(Path(folder))
        yield Engine(program, environment, seconds)


def _is_kept(place: Path) -> bool:
    """See that the program lies in its place; tell whether it does."""
    try:
        make_private(place.parent)
        if not place.is_dir():
            with lock(place):
                _unpack(place)
    except OSError:
        return False
    return True


def _place(cache: Path | None) -> Path | None:
    """Return where the program lies; None where it would lie in a folder that others may change."""
    try:
        version = metadata.version(_PACKAGE)
    except metadata.PackageNotFoundError:
        raise _not_installed() from None
    if cache is None:
        return None
    place = cache / f"docxodus-{version}"
    try:
        return place if is_private(place) else None
    except OSError:
        return None


def _unpack(place: Path) -> None:
    """Unpack the program beside its place, and put it there whole."""
    if place.is_dir():  # another process was first
        return
    beside = neighbour(place, "ny")
    shutil.rmtree(beside, ignore_errors=True)
    try:
        _unpacked(beside)
        beside.chmod(0o700)  # whatever the umask lets others write in it
        beside.rename(place)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _unpacked(place: Path) -> str:
    """Return the program that lies in the place; what is not there yet is unpacked."""
    try:
        from python_redlines import DocxodusEngine, EngineNotInstalledError
    except ImportError:
        raise _not_installed() from None
    try:
        return str(DocxodusEngine(target_path=str(place)).extracted_binaries_path)
    except EngineNotInstalledError:
        raise _not_installed() from None
    except OSError as error:
        if error.errno is None:  # the package has no program for this kind of computer
            raise _not_installed() from None
        raise


def _not_installed() -> EnvironmentProblem:
    return EnvironmentProblem(
        "programmet som gör ändringsmarkerade Word-filer (docxodus) är inte installerat", _INSTALL
    )
