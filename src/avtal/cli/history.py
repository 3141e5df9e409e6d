"""`avtal history`: how a field or a document went through the registered versions of a case."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from avtal.cli.options import COPIES, copy_option, json_option, register_options, register_place
from avtal.cli.output import print_json, write
from avtal.cli.swedish import SwedishCommand

if TYPE_CHECKING:
    from avtal.compare.history import Step


@click.command(cls=SwedishCommand)
@click.argument("case_number", metavar="DNR")
@click.option(
    "--field",
    metavar="FÄLT",
    help="Visa bara fältet, som compare skriver det: atgardsplan.åtgärder.A1.klar.",
)
@click.option("--document", "key", metavar="HANDLING", help="Visa bara handlingen.")
@copy_option("fullstandig visar allt; offentlig utelämnar det som är hemligt.")
@register_options
@json_option
def history(
    case_number: str,
    field: str | None,
    key: str | None,
    copy: str,
    register: Path | None,
    database: str | None,
    as_json: bool,
) -> None:
    """Visa hur ärendets innehåll och handlingar har ändrats genom alla registrerade versioner.

    För varje version: när, av vem och för vad den registrerades, och vad som ändrades.
    """
    from avtal.compare.history import history as read_history
    from avtal.register.ledger.address import read_case_number

    number = read_case_number(case_number)
    steps = read_history(register_place(register, database), number, COPIES[copy], field, key)
    if as_json:
        result = {
            "case_number": number,
            "copy": COPIES[copy].value,
            "field": field,
            "document": key,
            "versions": [_as_json(step) for step in steps],
        }
        print_json("history", 0, (), result)
        return
    for step in steps:
        for line in _lines(step, field):
            write(line)


def _lines(step: Step, field: str | None) -> Iterator[str]:
    purposes = ", ".join(f"{purpose} {day}" for purpose, day in step.purposes)
    yield f"Version {step.number}, registrerad {step.day} av {step.registered_by}: {purposes}"
    if field is not None:
        yield f"  {field}: {step.value if step.value is not None else 'inget'}"
    else:
        yield from _document_lines(step)
    if step.changes is None:
        yield "  innehållet i den här eller föregående version kan inte läsas av det här programmet"
    for change in step.changes or ():
        yield f"  {change.label} ({change.name})"
        yield f"    tidigare: {change.old or 'inget'}".replace("\n", "\n      ")
        yield f"    ny: {change.new or 'inget'}".replace("\n", "\n      ")


def _document_lines(step: Step) -> Iterator[str]:
    for one in step.made:
        number = f", handling {one.item}" if one.item else ""
        yield f"  gjord för versionen: {one.title} ({one.key}), version {one.version}{number}"
    for key in step.gone:
        yield f"  utgår: {key}"


def _as_json(step: Step) -> dict[str, Any]:
    return {
        "version": step.number,
        "registered": step.day,
        "registered_by": step.registered_by,
        "purposes": [{"purpose": purpose, "date": day} for purpose, day in step.purposes],
        "value": step.value,
        "made": [
            {"key": one.key, "version": one.version, "item": one.item, "sha256": one.sha256}
            for one in step.made
        ],
        "gone": list(step.gone),
        "changes": None
        if step.changes is None
        else [
            {"kind": one.kind, "about": one.about.value, "field": one.name, "label": one.label,
             "old": one.old, "new": one.new}
            for one in step.changes
        ],
    }  # fmt: skip
