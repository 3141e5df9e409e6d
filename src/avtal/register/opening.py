"""An open register: the ledger and the store beside each other, which must be of one register."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from avtal.files.refusals import resolve
from avtal.files.writing import neighbour
from avtal.making.manifest import LITTER
from avtal.problems import EnvironmentProblem, clean
from avtal.register.identity import MARK_FILE, Kind, Mark, read_mark
from avtal.register.ledger.database import FILE, Ledger, of_another_version, open_ledger
from avtal.register.ledger.schema import SCHEMA_VERSION
from avtal.register.store import Store

BESIDE = frozenset({FILE, f"{FILE}-wal", f"{FILE}-shm", f"{FILE}-journal", MARK_FILE, *LITTER})
"""What may lie in a register's folder beside the folders of its cases, and locks."""

FIRST_WITH_IDENTITY = 3
"""The number of the tables from which on a register has an identity."""


@dataclass(frozen=True)
class RegisterPlace:
    """Where a register is: its folder, and its database where that is not in the folder."""

    folder: Path
    database: str | None = None

    @property
    def kind(self) -> Kind:
        """Where its ledger is."""
        return "postgresql" if self.database is not None else "sqlite"


@dataclass(frozen=True)
class Register:
    """A register that is open."""

    ledger: Ledger
    store: Store


class NoRegister(EnvironmentProblem):
    """That there is no register in a place, and nothing of one."""


@contextmanager
def changing(place: RegisterPlace) -> Iterator[Register]:
    """Open a register to enter something in it.

    Raises EnvironmentProblem where there is none, where its parts are not of one register, or where
    it is of another version.
    """
    with existing(place) as register:
        _refuse(register.ledger, older=True)
        yield register


@contextmanager
def existing(place: RegisterPlace) -> Iterator[Register]:
    """Open a register to be read.

    Raises EnvironmentProblem where there is none, where its parts are not of one register, or where
    a newer version of avtal made it.
    """
    with proving(place) as register:
        _refuse(register.ledger, older=False)
        missing = lacks_identity(register)
        if missing:
            raise EnvironmentProblem(
                missing,
                "kontrollera --register och --db, och att disken är ansluten; är mappen den rätta, "
                "kör avtal register-upgrade med samma --register och --db",
            )
        yield register


@contextmanager
def proving(place: RegisterPlace) -> Iterator[Register]:
    """Open a register of any version, also one that does not say which it is.

    Raises EnvironmentProblem where there is none, or where its parts are not of one register.
    """
    folder = resolve(place.folder)
    mark = read_mark(folder)
    ledger = open_ledger(folder, place.database)
    if ledger is None:
        raise _no_ledger(place, folder, mark)
    with ledger.closing():
        if mark is not None and ledger.identity is not None:
            _refuse_another(place, mark, ledger.identity)
        yield Register(ledger, Store(folder))


def lacks_identity(register: Register) -> str | None:
    """Return what of a register does not say which register it is, as a sentence, or None."""
    if register.ledger.schema < FIRST_WITH_IDENTITY:
        return None
    if register.ledger.identity is None:
        return f"databasen ”{clean(register.ledger.name, None)}” säger inte vilket register det är"
    folder = register.store.root
    if read_mark(folder) is None:
        return f"mappen ”{clean(str(folder), None)}” är inte märkt som registrets mapp"
    return None


def holds_archive(folder: Path) -> bool:
    """Tell whether a folder has what was registered, or was about to be."""
    return next(folder.glob("*/*/manifest.json"), None) is not None


def strange_in(folder: Path) -> list[str]:
    """Return the names of what lies in a folder and is none of a register without cases."""
    if not folder.is_dir():
        return []
    names = sorted(path.name for path in folder.iterdir())
    ours = {*BESIDE, neighbour(Path(MARK_FILE), "ny").name}
    return [name for name in names if name not in ours and not name.endswith(".avtal-lock")]


def _refuse(ledger: Ledger, *, older: bool) -> None:
    """Raise EnvironmentProblem for a newer ledger, and if it says so for an older."""
    if ledger.schema > SCHEMA_VERSION or (older and ledger.schema < SCHEMA_VERSION):
        raise of_another_version(ledger.name, ledger.schema)


def _refuse_another(place: RegisterPlace, mark: Mark, identity: str) -> None:
    if mark.identity == identity:
        return
    folder = clean(str(place.folder), None)
    if place.database is not None:
        raise EnvironmentProblem(
            f"databasen är inte den som hör till registret i ”{folder}”",
            "kontrollera --db (eller AVTAL_DB) och --register"
            + ("; det registret har sin databas i mappen" if mark.database == "sqlite" else ""),
        )
    raise EnvironmentProblem(
        f"”{FILE}” i ”{folder}” är inte den databas som hör till registret",
        "det registret har sin databas på en server; ange den med --db eller AVTAL_DB"
        if mark.database == "postgresql"
        else f"sätt tillbaka rätt {FILE}, eller läs tillbaka en säkerhetskopia till en ny mapp",
    )


def _no_ledger(place: RegisterPlace, folder: Path, mark: Mark | None) -> EnvironmentProblem:
    """Return why there is no ledger: there may be the rest of a register."""
    shown = clean(str(place.folder), None)
    if mark is None and not holds_archive(folder):
        where = "databasen" if place.database else f"”{shown}”"
        return NoRegister(
            f"det finns inget register i {where}",
            "gå till mappen där output ligger, eller ange registrets mapp med --register; "
            "kontrollera också att disken är ansluten. Ska ett nytt göras: avtal register-new",
        )
    if place.database is not None:
        return EnvironmentProblem(
            f"databasen som --db eller AVTAL_DB anger har inte registret i ”{shown}”",
            "kontrollera adressen"
            if mark is None or mark.database == "postgresql"
            else "det registret har sin databas i mappen; ta bort --db, eller AVTAL_DB",
        )
    if mark is not None and mark.database == "postgresql":
        return EnvironmentProblem(
            f"registret i ”{shown}” har sin databas på en server",
            "ange den med --db eller AVTAL_DB",
        )
    return EnvironmentProblem(
        f"registret i ”{shown}” saknar sin databas, {FILE}",
        "ligger databasen på en server, ange den med --db eller AVTAL_DB; annars sätt tillbaka "
        f"{FILE}, eller läs tillbaka den senaste säkerhetskopian till en ny mapp",
    )
