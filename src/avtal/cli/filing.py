"""`avtal register-file` and `avtal approve`: what the register gets beside versions of a case."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from avtal.cli.options import by_option, json_option, register_options, register_place, today, who
from avtal.cli.output import print_json, tell, write
from avtal.cli.register import cleaned_told, head_as_json, head_told
from avtal.cli.swedish import DayType, FileType, FolderType, LineType, SwedishCommand, WordType
from avtal.language.swedish import listing

TYPES = ("inkommen", "upprättad", "utgående", "undertecknad", "protokollsutdrag")


@click.command("register-file", cls=SwedishCommand)
@click.argument("case_number", metavar="DNR")
@click.argument("file", metavar="FIL", type=FileType())
@click.option(
    "--title", metavar="TEXT", type=LineType(), required=True, help="Vad handlingen är, i korthet."
)
@click.option(
    "--type",
    "kind",
    metavar="TYP",
    type=WordType(TYPES),
    required=True,
    help="inkommen, upprattad, utgaende, undertecknad eller protokollsutdrag.",
)
@click.option("--from", "sender", metavar="NAMN", type=LineType(), help="Vem den kommer från.")
@click.option("--to", "recipient", metavar="NAMN", type=LineType(), help="Vem den går till.")
@click.option(
    "--document-date",
    "day",
    metavar="DATUM",
    type=DayType(),
    help="Dagen då handlingen kom in eller upprättades (annars i dag).",
)
@click.option("--answers", metavar="DNR@N", help="Vilken version eller fil den svarar på.")
@click.option("--item", metavar="N", type=LineType(), help="Handlingsnummer, om det är känt.")
@click.option("--allocate", is_flag=True, help="Låt registret ge nästa lediga handlingsnummer.")
@click.option(
    "--secrecy",
    metavar="TEXT",
    type=LineType(),
    help="Sekretessmarkering: lagrum, dag och myndighet.",
)
@click.option(
    "--open-title", metavar="TEXT", type=LineType(), help="Titel som får visas när den är hemlig."
)
@click.option("--new-case", is_flag=True, help="Ärendet är nytt, fast ett annat nummer liknar det.")
@by_option
@register_options
@json_option
def register_file(
    case_number: str,
    file: Path,
    title: str,
    kind: str,
    sender: str | None,
    recipient: str | None,
    day: date | None,
    answers: str | None,
    item: str | None,
    allocate: bool,
    secrecy: str | None,
    open_title: str | None,
    new_case: bool,
    by: str | None,
    register: Path | None,
    database: str | None,
    as_json: bool,
) -> None:
    """Registrera en FIL som finns: ett svar, ett underlag, en skanning.

    DNR är ärendets diarienummer, till exempel 'KS 2018/211'. Filen kan vara av vilket slag som
    helst, och innehållet prövas inte.
    """
    from avtal.register.acts.filing import Filing
    from avtal.register.acts.filing import register_file as register_this
    from avtal.register.acts.numbers import read_item
    from avtal.register.ledger.handling import HandlingType

    filing = Filing(
        case_number,
        file,
        title,
        HandlingType(kind),
        day or today(),
        who(by),
        sender=sender,
        recipient=recipient,
        answers=answers,
        item=read_item(item) if item is not None else None,
        allocate=allocate,
        open_title=open_title,
        secrecy=secrecy,
        new_case=new_case,
    )
    done = register_this(register_place(register, database), filing)
    manifest = done.manifest
    if as_json:
        result = {
            "folder": str(done.folder),
            "manifest": manifest.model_dump(mode="json"),
            "same_as": list(done.same_as),
            "cleaned": list(done.cleaned),
            "head": head_as_json(done.head),
        }
        print_json("register-file", 0, (), result)
        return
    if done.same_as:
        tell(f"Obs! Samma fil är redan registrerad i ärendet: {listing(done.same_as)}.\n")
    for line in cleaned_told(done.cleaned):
        write(line)
    name = f"{manifest.case_number}@fil{manifest.filing}"
    item_told = f"nr {manifest.item}" if manifest.item else "utan nr"
    stored = done.folder / manifest.file
    write(f"Registrerad: {name}, {manifest.type}, {item_told}, i {stored}")
    write(head_told(done.head))


@click.command(cls=SwedishCommand)
@click.argument("case", metavar="ÄRENDE", type=FolderType())
@click.option(
    "--as",
    "function",
    metavar="FUNKTION",
    type=LineType(),
    required=True,
    help="Id för den funktion som godkänner, så som det står i arende.yaml.",
)
@click.option("--by", metavar="NAMN", type=LineType(), required=True, help="Vem som godkänner.")
@click.option(
    "--dnr",
    metavar="DNR",
    type=LineType(),
    help="Ärendets diarienummer, om innehållet inte har det.",
)
@register_options
@json_option
def approve(
    case: Path,
    function: str,
    by: str,
    dnr: str | None,
    register: Path | None,
    database: str | None,
    as_json: bool,
) -> None:
    """Godkänn innehållet i ÄRENDE som det är nu.

    Ändras ett enda tecken gäller godkännandet inte längre.

    ÄRENDE är mappen med ärendets innehåll, till exempel content/taby-2018.
    """
    from avtal.register.acts.approvals import approve as approve_content

    done = approve_content(register_place(register, database), case, function, who(by), dnr)
    if as_json:
        result = {
            "case_number": done.case_number,
            "function": done.function,
            "content_sha256": done.content_sha256,
            "head": head_as_json(done.head),
        }
        print_json("approve", 0, (), result)
        return
    write(f"Innehållet i {done.case_number} är godkänt av {by} ({done.title}).")
    write(f"Det gäller innehållet med SHA-256 {done.content_sha256}.")
    write(head_told(done.head))
