"""`avtal register`: a case becomes a version; and how the head of the chain is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from avtal.cli.environment import cache_folder
from avtal.cli.options import (
    by_option,
    day_option,
    json_option,
    register_options,
    register_place,
    templates_option,
    today,
    who,
)
from avtal.cli.output import print_json, tell, tell_problems, write
from avtal.cli.swedish import DayType, FolderType, LineType, SwedishCommand
from avtal.language.swedish import listing

if TYPE_CHECKING:
    from avtal.register.acts.order import Registered
    from avtal.register.ledger.database import Head

PURPOSES = ("remiss", "beslutsunderlag", "beslutad", "undertecknad")


@click.command(cls=SwedishCommand)
@click.argument("case", metavar="ÄRENDE", type=FolderType())
@click.option(
    "--purpose",
    metavar="ÄNDAMÅL",
    type=click.Choice(PURPOSES),
    required=True,
    help="remiss, beslutsunderlag, beslutad eller undertecknad.",
)
@click.option(
    "--dnr",
    metavar="DNR",
    type=LineType(),
    help="Ärendets diarienummer, om innehållet inte har det.",
)
@day_option("Dagen då handlingarna upprättas eller skickas (annars i dag).")
@click.option(
    "--item",
    "items",
    metavar="HANDLING=N",
    type=LineType(),
    multiple=True,
    help="Handlingsnummer för en handling; kan anges flera gånger.",
)
@click.option("--allocate", is_flag=True, help="Låt registret ge nästa lediga handlingsnummer.")
@by_option
@click.option(
    "--to",
    "recipients",
    metavar="PART",
    type=LineType(),
    multiple=True,
    help="Id för en part som versionen skickas till; kan anges flera gånger.",
)
@click.option(
    "--reply-by", metavar="DATUM", type=DayType(), help="Sista dag för svar på en remiss."
)
@click.option(
    "--note", metavar="TEXT", type=LineType(), help="Anteckning som följer med i registret."
)
@click.option("--dry-run", is_flag=True, help="Visa vad som skulle registreras; skriv inget.")
@templates_option
@register_options
@json_option
def register(
    case: Path,
    purpose: str,
    dnr: str | None,
    day: date | None,
    items: tuple[str, ...],
    allocate: bool,
    by: str | None,
    recipients: tuple[str, ...],
    reply_by: date | None,
    note: str | None,
    dry_run: bool,
    templates: Path | None,
    register: Path | None,
    database: str | None,
    as_json: bool,
) -> None:
    """Registrera ÄRENDE som en version som aldrig ändras, eller inget alls.

    ÄRENDE är mappen med ärendets innehåll, till exempel content/taby-2018. Handlingar som inte har
    ändrats sedan förra versionen görs inte om, utan följer med som de är. Har inget ändrats läggs
    samma handlingar fram igen för det nya ändamålet.
    """
    from avtal.model.approval import Purpose
    from avtal.register.acts.numbers import read_items
    from avtal.register.acts.order import RegistrationOrder
    from avtal.register.acts.versions import register_case

    order = RegistrationOrder(
        case,
        Purpose(purpose),
        day or today(),
        who(by),
        case_number=dnr,
        items=read_items(items),
        allocate=allocate,
        recipients=recipients,
        reply_by=reply_by,
        note=note,
        dry_run=dry_run,
        templates=templates,
        cache=cache_folder(),
    )
    done = register_case(register_place(register, database), order)
    if as_json:
        print_json("register", 0, done.findings, _as_json(done))
        return
    tell_problems(problem for problem in done.findings if problem.severity == "varning")
    quiet = Counter(problem.severity for problem in done.findings)
    if quiet["råd"] or quiet["undantag"]:
        also = f"{quiet['råd']} råd och {quiet['undantag']} undantag"
        tell(f"Dessutom {also}; avtal check visar dem.\n")
    for line in _told(done):
        write(line)


def _told(done: Registered) -> list[str]:
    """Return what was registered, line by line."""
    name = f"{done.case_number}@{done.number}"
    lines = cleaned_told(done.cleaned)
    would = "Skulle registreras" if done.dry_run else "Registrerad"
    if done.is_new:
        lines.append(f"{would}: {name}, {done.purpose.value}, i {done.folder}")
    else:
        lines.append(
            f"Inget har ändrats sedan version {done.number}; samma handlingar "
            f"{'skulle läggas' if done.dry_run else 'läggs'} fram igen som {done.purpose.value}."
        )
    for one in done.documents:
        item = f"nr {done.numbers[one.key]}" if one.key in done.numbers else "utan nr"
        made = f"oförändrad sedan version {one.made_in}"
        if one.key in done.fresh:
            made = "ändrad" if one.key in done.changed else "ny"
        lines.append(f"  {item:<8} {one.open_title or one.title} ({one.key}), {made}")
    if done.removed:
        lines.append(f"  Utgår: {listing(done.removed)}")
    if not done.dry_run:
        lines.append(head_told(done.head))
    return lines


def _as_json(done: Registered) -> dict[str, Any]:
    return {
        "case_number": done.case_number,
        "version": done.number,
        "purpose": done.purpose.value,
        "new_version": done.is_new,
        "dry_run": done.dry_run,
        "folder": str(done.folder),
        "documents": [
            {
                **one.model_dump(mode="json"),
                "item": done.numbers.get(one.key),
                "new": one.key in done.fresh,
            }
            for one in done.documents
        ],
        "removed": list(done.removed),
        "cleaned": list(done.cleaned),
        "head": head_as_json(done.head),
    }


def cleaned_told(cleaned: Sequence[str]) -> list[str]:
    """Return what is said of what an interrupted run had left, if anything."""
    told = f"Det som en avbruten registrering lämnade är undanflyttat: {listing(cleaned)}."
    return [told] if cleaned else []


def head_told(head: Head) -> str:
    """Return the end of the chain as a line to note in the minutes or send to the other party."""
    return f"Registrets kontrollsumma efter händelse {head.length}: {head.hash}"


def head_as_json(head: Head) -> dict[str, Any]:
    """Return the end of the chain for the envelope."""
    return {"length": head.length, "hash": head.hash}
