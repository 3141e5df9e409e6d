"""`avtal backup`, `avtal restore` and `avtal release`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from avtal.cli.command import Answer, command
from avtal.cli.lines import head_lines
from avtal.cli.options import NOTE, PLACE, WHO, names_option
from avtal.cli.swedish import Option, argument
from avtal.cli.types import FileType, FolderType, LineType
from avtal.language.swedish import group_digits, listing

if TYPE_CHECKING:
    from avtal.register.acts.order import Who
    from avtal.register.acts.release import Released
    from avtal.register.ledger.entry import Head
    from avtal.register.opening import RegisterPlace
    from avtal.register.proof.backup import BackedUp


@dataclass(frozen=True)
class _Result:
    file: Path
    files: int
    bytes: int
    head: Head


_FILE = argument("file", "FIL", FileType())


@command(_FILE, PLACE)
def backup(file: Path, place: RegisterPlace) -> Answer:
    """Säkerhetskopiera hela registret till en ny FIL.

    Andra kan registrera under tiden.
    """
    from avtal.register.proof.backup import backup as make_backup

    return _answer(f"Säkerhetskopian är skriven i {file}", make_backup(place, file))


@command(_FILE, PLACE)
def restore(file: Path, place: RegisterPlace) -> Answer:
    """Läs tillbaka en säkerhetskopia till ett nytt register, och pröva allt.

    Ett register som finns skrivs aldrig över. Mappen ska vara ny eller tom, och databasen tom.
    """
    from avtal.register.proof.restore import restore as read_back

    done = read_back(place, file)
    return _answer(f"Säkerhetskopian är tillbakaläst till {place.folder}", done)


def _answer(what: str, done: BackedUp) -> Answer:
    size = f"{done.files} filer ({group_digits(done.size)} byte)"
    lines = [f"{what}: {size}, {done.head.length} händelser.", *head_lines(done.head)]
    return Answer(_Result(done.path, done.files, done.size, done.head), lines)


@command(
    argument("address", "DNR@N[/HANDLING]"),
    names_option("--to NAMN", "Vem som får dem", "recipient", required=True),
    Option("--output MAPP", FolderType(), "En ny mapp för kopiorna (annars i output/utlamnat)."),
    Option(
        "--tried-by NAMN", LineType(), "Vem som har prövat sekretessen (annars den som lämnar ut)."
    ),
    NOTE,
    WHO,
    PLACE,
)
def release(
    address: str,
    recipient: str,
    output: Path | None,
    tried_by: str | None,
    note: str | None,
    who: Who,
    place: RegisterPlace,
) -> Answer:
    """Lämna ut de offentliga kopiorna av en version, en handling eller en fil.

    Det som är hemligt i sin helhet lämnas inte ut. Registret antecknar till vem, vad, och vem som
    har prövat sekretessen.
    """
    from avtal.register.acts.release import Release
    from avtal.register.acts.release import release as hand_out

    order = Release(recipient, tried_by or who.by, output or _new_folder(address), who, note)
    done = hand_out(place, address, order)
    return Answer(done, _released_lines(done, recipient))


def _new_folder(address: str) -> Path:
    """Return where the copies are put if nobody said."""
    from avtal.case.workspace import RELEASED_FOLDER, output_here
    from avtal.register.ledger.address import read_address

    wanted = read_address(address)
    name = "_".join(filter(None, [wanted.slug(), wanted.key]))
    return output_here() / RELEASED_FOLDER / name


def _released_lines(done: Released, recipient: str) -> Iterator[str]:
    if not done.files:
        yield f"Inget av {done.address} lämnas ut till {recipient}."
    else:
        yield f"{done.address} till {recipient}, i {done.folder}:"
    for name in done.files:
        yield f"  {name}"
    if done.withheld:
        yield f"  Lämnas inte ut: {listing(done.withheld)}"
    yield from head_lines(done.head)
