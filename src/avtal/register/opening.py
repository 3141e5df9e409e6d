"""An open register: the ledger and the store beside each other."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from avtal.files.refusals import resolve
from avtal.problems import EnvironmentProblem
from avtal.register.ledger.database import (
    Ledger,
    empty_ledger,
    of_another_version,
    open_ledger,
)
from avtal.register.ledger.schema import SCHEMA_VERSION
from avtal.register.store import Store


@dataclass(frozen=True)
class RegisterPlace:
    """Where a register is: its folder, and its database where that is not in the folder."""

    folder: Path
    database: str | None = None


@dataclass(frozen=True)
class Register:
    """A register that is open."""

    ledger: Ledger
    store: Store


@contextmanager
def making(place: RegisterPlace) -> Iterator[Register]:
    """Open a register for writing; where there is none it is made.

    Raises EnvironmentProblem where it is of another version.
    """
    ledger = open_ledger(resolve(place.folder), place.database, create=True)
    assert ledger is not None
    with _open(place, ledger) as register:
        _refuse(ledger, older=True)
        yield register


@contextmanager
def changing(place: RegisterPlace) -> Iterator[Register]:
    """Open a register for entries on what it has.

    Raises EnvironmentProblem where there is none, or where it is of another version.
    """
    with proving(place) as register:
        _refuse(register.ledger, older=True)
        yield register


@contextmanager
def existing(place: RegisterPlace) -> Iterator[Register]:
    """Open a register to be read.

    Raises EnvironmentProblem where there is none, or where a newer version of avtal made it.
    """
    with proving(place) as register:
        _refuse(register.ledger, older=False)
        yield register


@contextmanager
def proving(place: RegisterPlace) -> Iterator[Register]:
    """Open a register of any version. Raises EnvironmentProblem where there is none."""
    ledger = open_ledger(resolve(place.folder), place.database, create=False)
    if ledger is None:
        where = "databasen" if place.database else f"”{place.folder}”"
        raise EnvironmentProblem(
            f"det finns inget register i {where}",
            "gå till mappen där output ligger, eller ange registrets mapp med --register",
        )
    with _open(place, ledger) as register:
        yield register


@contextmanager
def looking(place: RegisterPlace) -> Iterator[Register]:
    """Open a register, or an empty one in memory where there is none, and leave no trace."""
    ledger = open_ledger(resolve(place.folder), place.database, create=False)
    with _open(place, ledger or empty_ledger()) as register:
        _refuse(register.ledger, older=False)
        yield register


def _refuse(ledger: Ledger, *, older: bool) -> None:
    """Raise EnvironmentProblem for a newer ledger, and if it says so for an older."""
    if ledger.schema > SCHEMA_VERSION or (older and ledger.schema < SCHEMA_VERSION):
        raise of_another_version(ledger.name, ledger.schema)


@contextmanager
def _open(place: RegisterPlace, ledger: Ledger) -> Iterator[Register]:
    try:
        yield Register(ledger, Store(resolve(place.folder)))
    finally:
        ledger.close()
