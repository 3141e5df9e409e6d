"""`avtal backup`, `avtal restore` and `avtal release`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from avtal.cli.options import by_option, json_option, register_options, register_place, who
from avtal.cli.output import print_json, write
from avtal.cli.register import head_as_json, head_told
from avtal.cli.swedish import FileType, FolderType, LineType, SwedishCommand
from avtal.language.swedish import group_digits, listing

if TYPE_CHECKING:
    from avtal.register.proof.backup import BackedUp


@click.command(cls=SwedishCommand)
@click.argument("file", metavar="FIL", type=FileType())
@register_options
@json_option
def backup(file: Path, register: Path | None, database: str | None, as_json: bool) -> None:
    """Säkerhetskopiera hela registret till en ny FIL.

    Andra kan registrera under tiden.
    """
    from avtal.register.proof.backup import backup as make_backup

    done = make_backup(register_place(register, database), file)
    _tell("backup", f"Säkerhetskopian är skriven i {file}", done, as_json)


@click.command(cls=SwedishCommand)
@click.argument("file", metavar="FIL", type=FileType())
@register_options
@json_option
def restore(file: Path, register: Path | None, database: str | None, as_json: bool) -> None:
    """Läs tillbaka en säkerhetskopia till ett tomt register, och pröva allt.

    Ett register som finns skrivs aldrig över.
    """
    from avtal.register.proof.restore import restore as read_back

    place = register_place(register, database)
    done = read_back(place, file)
    _tell("restore", f"Säkerhetskopian är tillbakaläst till {place.folder}", done, as_json)


def _tell(command: str, what: str, done: BackedUp, as_json: bool) -> None:
    if as_json:
        result: dict[str, Any] = {
            "file": str(done.path),
            "files": done.files,
            "bytes": done.size,
            "head": head_as_json(done.head),
        }
        print_json(command, 0, (), result)
        return
    size = f"{done.files} filer ({group_digits(done.size)} byte)"
    write(f"{what}: {size}, {done.head.length} händelser.")
    write(head_told(done.head))


@click.command(cls=SwedishCommand)
@click.argument("address", metavar="DNR@N[/HANDLING]")
@click.option(
    "--to", "recipient", metavar="NAMN", type=LineType(), required=True, help="Vem som får dem."
)
@click.option(
    "--output",
    metavar="MAPP",
    type=FolderType(),
    help="En ny mapp för kopiorna (annars i output/utlamnat).",
)
@click.option(
    "--tried-by",
    metavar="NAMN",
    type=LineType(),
    help="Vem som har prövat sekretessen (annars den som lämnar ut).",
)
@click.option("--note", metavar="TEXT", type=LineType(), help="Anteckning.")
@by_option
@register_options
@json_option
def release(
    address: str,
    recipient: str,
    output: Path | None,
    tried_by: str | None,
    note: str | None,
    by: str | None,
    register: Path | None,
    database: str | None,
    as_json: bool,
) -> None:
    """Lämna ut de offentliga kopiorna av en version, en handling eller en fil.

    Det som är hemligt i sin helhet lämnas inte ut. Registret antecknar till vem, vad, och vem som
    har prövat sekretessen.
    """
    from avtal.case.workspace import RELEASED_FOLDER, output_here
    from avtal.register.acts.release import Release
    from avtal.register.acts.release import release as hand_out
    from avtal.register.ledger.address import read_address

    wanted = read_address(address)
    actor = who(by)
    named = "_".join(filter(None, [wanted.slug(), wanted.key]))
    folder = output or output_here() / RELEASED_FOLDER / named
    order = Release(recipient, tried_by or actor.by, folder, actor, note)
    done = hand_out(register_place(register, database), address, order)
    if as_json:
        result = {
            "address": done.address,
            "folder": str(done.folder),
            "files": list(done.files),
            "withheld": list(done.withheld),
            "head": head_as_json(done.head),
        }
        print_json("release", 0, (), result)
        return
    write(f"{done.address} till {recipient}, i {done.folder}:")
    for name in done.files:
        write(f"  {name}")
    if done.withheld:
        write(f"  Lämnas inte ut: {listing(done.withheld)}")
    write(head_told(done.head))
