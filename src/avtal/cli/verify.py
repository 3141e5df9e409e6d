"""`avtal verify`: prove the register."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from avtal.cli.options import json_option, register_options, register_place
from avtal.cli.output import print_json, show_problems, write
from avtal.cli.register import head_as_json, head_told
from avtal.cli.swedish import LineType, SwedishCommand
from avtal.language.swedish import group_digits

if TYPE_CHECKING:
    from avtal.register.proof.verify import Verified


@click.command(cls=SwedishCommand)
@click.argument("address", metavar="[DNR[@N]]", required=False)
@click.option(
    "--head",
    metavar="SUMMA",
    type=LineType(),
    help="En kontrollsumma som noterades tidigare: allt fram till den ska vara som det var.",
)
@click.option(
    "--rebuild", is_flag=True, help="Gör om varje version av dess egna källor, och jämför."
)
@register_options
@json_option
def verify(
    address: str | None,
    head: str | None,
    rebuild: bool,
    register: Path | None,
    database: str | None,
    as_json: bool,
) -> int:
    """Bevisa att inget i registret har ändrats, tagits bort eller lagts till.

    Utan argument prövas allt. Med ett diarienummer, en version eller en fil läses bara de filerna,
    men kedjan av händelser prövas alltid i sin helhet.
    """
    from avtal.register.ledger.address import read_address
    from avtal.register.proof.verify import verify as verify_register

    wanted = read_address(address) if address is not None else None
    done = verify_register(register_place(register, database), wanted, head, rebuild=rebuild)
    exit_code = int(done.findings > 0)
    if as_json:
        result = {
            "versions": done.versions,
            "filings": done.filings,
            "files": done.files,
            "bytes": done.size,
            "events": done.head.length,
            "head": head_as_json(done.head),
            "noted": done.noted,
        }
        print_json("verify", exit_code, done.problems, result)
        return exit_code
    show_problems(done.problems)
    for line in _told(done):
        write(line)
    return exit_code


def _told(done: Verified) -> list[str]:
    lines = [
        f"Prövat: {done.versions} {'version' if done.versions == 1 else 'versioner'}, "
        f"{done.filings} {'fil' if done.filings == 1 else 'filer'} utifrån, {done.files} filer "
        f"({group_digits(done.size)} byte), {done.head.length} händelser."
    ]
    if done.noted is not None:
        lines.append(f"Allt till och med händelse {done.noted} är som när summan noterades.")
    lines.append(f"{done.findings} fel." if done.findings else "Allt är som det registrerades.")
    return [*lines, head_told(done.head)]
