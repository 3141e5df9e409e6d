"""`avtal number`, `note`, `correct` and `void`: entries on what is registered."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from avtal.cli.options import (
    by_option,
    day_option,
    json_option,
    register_options,
    register_place,
    today,
    who,
)
from avtal.cli.output import print_json, write
from avtal.cli.register import head_as_json, head_told
from avtal.cli.swedish import DayType, LineType, SwedishCommand, WordType
from avtal.language.swedish import listing

if TYPE_CHECKING:
    from avtal.register.acts.entries import Entered

STATUSES = (
    "granskad",
    "expedierad",
    "återremitterad",
    "beslutad",
    "undertecknad",
    "förlängd",
    "ersatt",
    "upphävd",
    "utgången",
)
OUTCOMES = ("enligt förslag", "med ändring", "återremiss", "bordlagd", "avslag")
_reason = click.option("--reason", metavar="TEXT", type=LineType(), required=True, help="Varför.")
_address = click.argument("address", metavar="DNR@N[/HANDLING]")


@click.command(cls=SwedishCommand)
@_address
@click.argument("pairs", metavar="HANDLING=NUMMER…", nargs=-1, required=True)
@by_option
@register_options
@json_option
def number(
    address: str,
    pairs: tuple[str, ...],
    by: str | None,
    register: Path | None,
    database: str | None,
    as_json: bool,
) -> None:
    """Anteckna handlingsnummer som gavs efter registreringen; ingen fil ändras.

    Till exempel: avtal number 'KS 2018/211@1' overenskommelse=27. För en fil räcker numret: avtal
    number 'KS 2018/211@fil1' 28.
    """
    from avtal.register.acts.entries import record_numbers

    done = record_numbers(register_place(register, database), address, pairs, who(by))
    _tell("number", "Handlingsnummer antecknat", done, as_json)


@click.command(cls=SwedishCommand)
@_address
@click.argument("status", metavar="STATUS", type=WordType(STATUSES))
@click.option(
    "--to", "recipient", metavar="NAMN", type=LineType(), help="Till vem; för expedierad."
)
@click.option("--body", metavar="ORGAN", type=LineType(), help="Organet som beslutade.")
@click.option("--paragraph", metavar="N", type=LineType(), help="Paragrafen i protokollet.")
@click.option(
    "--outcome", metavar="UTFALL", type=WordType(OUTCOMES), help=f"{', '.join(OUTCOMES)}."
)
@click.option("--until", metavar="DATUM", type=DayType(), help="Till när; för förlängd.")
@click.option("--replaced-by", metavar="DNR@N", help="Vad som ersätter; för ersatt.")
@day_option("Dagen då det hände (annars i dag).")
@click.option("--note", "text", metavar="TEXT", type=LineType(), help="Anteckning.")
@by_option
@register_options
@json_option
def note(
    address: str,
    status: str,
    recipient: str | None,
    body: str | None,
    paragraph: str | None,
    outcome: str | None,
    until: date | None,
    replaced_by: str | None,
    day: date | None,
    text: str | None,
    by: str | None,
    register: Path | None,
    database: str | None,
    as_json: bool,
) -> None:
    """Anteckna vad som hände med en handling, eller med alla i en version.

    STATUS är granskad, expedierad, aterremitterad, beslutad, undertecknad, forlangd, ersatt,
    upphavd eller utgangen.
    """
    from avtal.register.acts.entries import Noted
    from avtal.register.acts.entries import note as enter_note

    details = {
        "recipient": recipient,
        "body": body,
        "paragraph": paragraph,
        "outcome": outcome,
        "until": until.isoformat() if until else None,
        "replaced_by": replaced_by,
        "day": (day or today()).isoformat(),
        "note": text,
    }
    place = register_place(register, database)
    done = enter_note(place, address, Noted(status), details, who(by))
    _tell("note", f"Antecknat som {status}", done, as_json)


@click.command(cls=SwedishCommand)
@_address
@click.option("--title", metavar="TEXT", type=LineType(), help="Rätt titel.")
@click.option("--open-title", metavar="TEXT", type=LineType(), help="Rätt öppen titel.")
@click.option("--from", "sender", metavar="NAMN", type=LineType(), help="Rätt avsändare.")
@click.option("--to", "recipient", metavar="NAMN", type=LineType(), help="Rätt mottagare.")
@click.option("--secrecy", metavar="TEXT", type=LineType(), help="Rätt sekretessmarkering.")
@_reason
@by_option
@register_options
@json_option
def correct(
    address: str,
    title: str | None,
    open_title: str | None,
    sender: str | None,
    recipient: str | None,
    secrecy: str | None,
    reason: str,
    by: str | None,
    register: Path | None,
    database: str | None,
    as_json: bool,
) -> None:
    """Rätta vad registret säger om en handling.

    Det som stod förut går alltid att läsa med avtal show. Filerna ändras aldrig. Är en handling
    fel, registrera en ny version.
    """
    from avtal.register.acts.entries import correct as enter_correction

    fields = {
        "title": title,
        "open_title": open_title,
        "sender": sender,
        "recipient": recipient,
        "secrecy": secrecy,
    }
    place = register_place(register, database)
    done = enter_correction(place, address, fields, reason, who(by))
    _tell("correct", "Rättat", done, as_json)


@click.command(cls=SwedishCommand)
@_address
@_reason
@by_option
@register_options
@json_option
def void(
    address: str,
    reason: str,
    by: str | None,
    register: Path | None,
    database: str | None,
    as_json: bool,
) -> None:
    """Makulera en handling, eller alla i en version; numret och filerna finns kvar."""
    from avtal.register.acts.entries import void as enter_void

    done = enter_void(register_place(register, database), address, reason, who(by))
    _tell("void", "Makulerat", done, as_json)


def _tell(command: str, what: str, done: Entered, as_json: bool) -> None:
    if as_json:
        result = {
            "case_number": done.case_number,
            "documents": list(done.on),
            "head": head_as_json(done.head),
        }
        print_json(command, 0, (), result)
        return
    write(f"{what} i {done.case_number}: {listing(done.on)}.")
    write(head_told(done.head))
