"""`avtal register`: a case as a version."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from avtal.cli.command import Answer, Aside, Bundle, command
from avtal.cli.envelope import dump
from avtal.cli.environment import cache_folder
from avtal.cli.lines import finding_lines, head_lines, leftover_lines, new_case_lines
from avtal.cli.options import ALLOCATE, CASE, DNR, PLACE, TEMPLATES, WHO, day_option
from avtal.cli.register_new import in_register
from avtal.cli.swedish import Option, flag
from avtal.cli.types import ChoiceType, DayType, LineType
from avtal.language.swedish import listing

if TYPE_CHECKING:
    from avtal.model.approval import Purpose
    from avtal.register.acts.new_case import NewCase
    from avtal.register.acts.order import Registered, RegistrationOrder
    from avtal.register.ledger.entry import Head
    from avtal.register.opening import RegisterPlace


@dataclass(frozen=True)
class _Result:
    case_number: str
    version: int
    purpose: Purpose
    new_version: bool
    dry_run: bool
    folder: Path
    documents: list[dict[str, Any]]
    removed: tuple[str, ...]
    cleaned: tuple[str, ...]
    head: Head
    opened: NewCase | None


def _purposes() -> type[Purpose]:
    from avtal.model.approval import Purpose

    return Purpose


def _order(items: tuple[str, ...], **rest: Any) -> RegistrationOrder:
    from avtal.register.acts.numbers import read_items
    from avtal.register.acts.order import RegistrationOrder

    return RegistrationOrder(items=read_items(items), cache=cache_folder(), **rest)


_ORDER = Bundle(
    "order",
    _order,
    CASE,
    Option(
        "--purpose ÄNDAMÅL",
        ChoiceType(_purposes),
        "remiss, beslutsunderlag, beslutad eller undertecknad.",
        required=True,
    ),
    DNR,
    day_option("Dagen då handlingarna upprättas eller skickas (annars i dag)."),
    Option(
        "--item HANDLING=N",
        LineType(),
        "Handlingsnummer för en handling; kan anges flera gånger.",
        name="items",
        multiple=True,
    ),
    ALLOCATE,
    WHO,
    Option(
        "--to PART",
        LineType(),
        "Id för en part som versionen skickas till; kan anges flera gånger.",
        name="recipients",
        multiple=True,
    ),
    Option("--reply-by DATUM", DayType(), "Sista dag för svar på en remiss."),
    Option("--note TEXT", LineType(), "Anteckning som följer med i registret."),
    flag("--dry-run", "Visa vad som skulle registreras; skriv inget."),
    TEMPLATES,
)


@command(_ORDER, PLACE)
def register(order: RegistrationOrder, place: RegisterPlace) -> Answer:
    """Registrera ÄRENDE som en version som aldrig ändras, eller inget alls.

    ÄRENDE är mappen med ärendets innehåll, till exempel content/taby-2018. Handlingar som inte har
    ändrats sedan förra versionen görs inte om, utan följer med som de är. Har inget ändrats läggs
    samma handlingar fram igen för det nya ändamålet.
    """
    from avtal.register.acts.versions import register_case

    done = in_register(place, lambda: register_case(place, order), may_ask=not order.dry_run)
    return Answer(lambda: _result(done), _lines(done), done.findings)


def _lines(done: Registered) -> Iterator[str]:
    """Yield what the rules say, then what was registered."""
    yield from finding_lines(done.findings)
    yield from new_case_lines(done.opened)
    yield from leftover_lines(done.cleaned)
    if done.is_new:
        would = "Skulle registreras" if done.dry_run else "Registrerad"
        name = f"{done.case_number}@{done.number}"
        yield f"{would}: {name}, {done.purpose}, i {done.folder}"
    else:
        yield (
            f"Inget har ändrats sedan version {done.number}; samma handlingar "
            f"{'skulle läggas' if done.dry_run else 'läggs'} fram igen som {done.purpose}."
        )
    for one in done.documents:
        item = f"nr {done.numbers[one.key]}" if one.key in done.numbers else "utan nr"
        made = f"oförändrad sedan version {one.made_in}"
        if one.key in done.fresh:
            made = "ändrad" if one.key in done.changed else "ny"
        yield f"  {item:<8} {one.open_title or one.title} ({one.key}), {made}"
    if done.removed:
        yield f"  Utgår: {listing(done.removed)}"
    if not done.dry_run:
        yield from head_lines(done.head)
    if done.purpose == "remiss" and not done.recipients:
        yield Aside(
            "\nObs! Remissen har ingen mottagare. Anteckna den när den skickas: avtal note "
            f"'{done.case_number}@{done.number}' expedierad --to NAMN"
        )


def _result(done: Registered) -> _Result:
    return _Result(
        done.case_number,
        done.number,
        done.purpose,
        done.is_new,
        done.dry_run,
        done.folder,
        [
            {**dump(one), "item": done.numbers.get(one.key), "new": one.key in done.fresh}
            for one in done.documents
        ],
        done.removed,
        done.cleaned,
        done.head,
        done.opened,
    )
