"""Make a register: only where somebody asked for one."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from avtal.files.refusals import resolve, sentences
from avtal.problems import EnvironmentProblem, clean
from avtal.register.identity import Mark, new_identity, read_mark, write_mark
from avtal.register.ledger.database import Ledger, make_ledger, of_another_version, open_ledger
from avtal.register.ledger.entry import read_head
from avtal.register.ledger.schema import SCHEMA_VERSION
from avtal.register.opening import RegisterPlace, holds_archive, strange_in


@dataclass(frozen=True)
class Made:
    """A register that was made: its folder, and its identity."""

    folder: Path
    identity: str


def make_register(place: RegisterPlace) -> Made:
    """Make a register, without anything in it.

    What an interrupted run began in the folder is gone on with; what it began on a server is marked
    by an upgrade. Raises EnvironmentProblem where there is one, or something else in its place;
    then nothing was changed.
    """
    folder = resolve(place.folder)
    mark = read_mark(folder)
    ledger = open_ledger(folder, place.database)
    if ledger is not None:
        with ledger.closing():
            _refuse_used(place, mark, ledger)
    _refuse_folder(place, folder, mark)
    return Made(place.folder, begin(place))


def begin(place: RegisterPlace, *, anew: bool = False) -> str:
    """Make the ledger of a register and mark its folder, or go on where that was interrupted.

    Return its identity. There may be no event. One that is begun `anew` is no longer that of a
    folder elsewhere that used its database. Raises EnvironmentProblem where it cannot be made.
    """
    folder, identity = resolve(place.folder), new_identity()
    ledger = make_ledger(folder, place.database, identity)
    with ledger.closing():
        if anew and ledger.identity != identity:
            ledger.identify(identity)
    assert ledger.identity is not None
    write_mark(folder, Mark(ledger.identity, place.kind))
    return ledger.identity


def _refuse_used(place: RegisterPlace, mark: Mark | None, ledger: Ledger) -> None:
    """Raise EnvironmentProblem unless the ledger is what an interrupted run had begun.

    One on a server may have a folder elsewhere.
    """
    if ledger.schema != SCHEMA_VERSION:
        raise of_another_version(ledger.name, ledger.schema)
    with ledger.kept() as connection:
        length = read_head(connection).length
    on_server = place.database is not None
    if length or on_server or mark is not None or ledger.identity is None:
        raise _existing(
            "databasen har redan ett register"
            if on_server
            else f"det finns redan ett register i ”{clean(str(place.folder), None)}”"
        )


def _refuse_folder(place: RegisterPlace, folder: Path, mark: Mark | None) -> None:
    shown = clean(str(place.folder), None)
    if mark is not None:  # the ledger is made first
        raise _existing(f"”{shown}” hör till ett register")
    if holds_archive(folder):
        raise _existing(f"”{shown}” har ett registers handlingar")
    with sentences(folder):
        strange = strange_in(folder)
    if strange:
        raise EnvironmentProblem(
            f"det ligger redan något i ”{shown}”: {clean(strange[0], None)}",
            "ange en ny eller tom mapp med --register",
        )


def _existing(message: str) -> EnvironmentProblem:
    return EnvironmentProblem(
        message,
        "registrera i det som finns; ska ett nytt göras, ange en annan mapp med --register, och en "
        "tom databas om --db används",
    )
