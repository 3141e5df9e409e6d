"""`avtal number`, `note` and `void`: entries on what is registered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from avtal.cli.command import Answer, Aside, Bundle, command
from avtal.cli.lines import head_lines
from avtal.cli.options import NOTE, PLACE, WHO, day_option, names_option
from avtal.cli.swedish import Option, argument
from avtal.cli.types import DayType, LineType, ParagraphType, WordType
from avtal.language.swedish import listing

if TYPE_CHECKING:
    from avtal.model.decision import Outcome
    from avtal.register.acts.entries import Entered
    from avtal.register.acts.order import Who
    from avtal.register.kinds import Noted
    from avtal.register.ledger.entry import Head
    from avtal.register.opening import RegisterPlace


@dataclass(frozen=True)
class EnteredResult:
    """What --json says of an entry."""

    case_number: str
    documents: tuple[str, ...]
    passed_over: tuple[str, ...]
    head: Head


def _statuses() -> type[Noted]:
    from avtal.register.kinds import Noted

    return Noted


def _outcomes() -> type[Outcome]:
    from avtal.model.decision import Outcome

    return Outcome


def _details(**given: object) -> Mapping[str, str | None]:
    """Return what is told with a note as the register has it: as texts."""
    return {name: None if value is None else str(value) for name, value in given.items()}


ADDRESS = argument("address", "DNR@N[/HANDLING]")
REASON = Option("--reason TEXT", LineType(), "Varför.", required=True)
_DETAILS = Bundle(
    "details",
    _details,
    names_option("--to NAMN", "Till vem, för expedierad", "recipient"),
    Option("--body ORGAN", LineType(), "Organet som beslutade."),
    Option("--paragraph N", ParagraphType(), "Paragrafen i protokollet, till exempel 12."),
    Option(
        "--outcome UTFALL",
        WordType(_outcomes),
        "enligt förslag, med ändring, återremiss, bordlagd, avslag.",
    ),
    Option("--until DATUM", DayType(), "Till när; för förlängd."),
    Option("--replaced-by DNR@N", None, "Vad som ersätter; för ersatt."),
    day_option("Dagen då det hände (annars i dag).", type=DayType(has_been=True)),
    NOTE,
)


@command(ADDRESS, argument("pairs", "HANDLING=NUMMER…", nargs=-1, required=True), WHO, PLACE)
def number(address: str, pairs: tuple[str, ...], who: Who, place: RegisterPlace) -> Answer:
    """Anteckna handlingsnummer som gavs efter registreringen; ingen fil ändras.

    Till exempel: avtal number 'KS 2018/211@1' overenskommelse=27. För en fil räcker numret: avtal
    number 'KS 2018/211@fil1' 28.
    """
    from avtal.register.acts.entries import record_numbers

    return entered("Handlingsnummer antecknat", record_numbers(place, address, pairs, who))


@command(ADDRESS, argument("status", "STATUS", WordType(_statuses)), _DETAILS, WHO, PLACE)
def note(
    address: str, status: Noted, details: Mapping[str, str | None], who: Who, place: RegisterPlace
) -> Answer:
    """Anteckna vad som hände med en handling, eller med alla i en version.

    STATUS är granskad, expedierad, aterremitterad, beslutad, undertecknad, forlangd, ersatt,
    upphavd eller utgangen.
    """
    from avtal.register.acts.entries import note as enter_note

    done = enter_note(place, address, status, details, who)
    return entered(f"Antecknat som {done.status}", done)


@command(ADDRESS, REASON, WHO, PLACE)
def void(address: str, reason: str, who: Who, place: RegisterPlace) -> Answer:
    """Makulera en handling, eller alla i en version; numret och filerna finns kvar."""
    from avtal.register.acts.entries import void as enter_void

    return entered("Makulerat", enter_void(place, address, reason, who))


def entered(what: str, done: Entered) -> Answer:
    """Return what is answered when something was entered on handlingar, or a case."""
    return Answer(
        EnteredResult(done.case_number, done.on, done.passed_over, done.head), _lines(what, done)
    )


def _lines(what: str, done: Entered) -> Iterator[str]:
    if done.passed_over:
        yield Aside(f"Obs! Inte på det som är makulerat: {listing(done.passed_over)}.\n")
    yield f"{what} i {done.case_number}: {listing(done.on)}."
    yield from head_lines(done.head)
