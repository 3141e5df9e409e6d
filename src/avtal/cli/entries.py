"""`avtal number`, `note`, `correct` and `void`: entries on what is registered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from avtal.cli.command import Answer, Bundle, command
from avtal.cli.lines import head_line
from avtal.cli.options import NOTE, PLACE, WHO, day_option
from avtal.cli.swedish import Option, argument
from avtal.cli.types import DayType, LineType, WordType
from avtal.language.swedish import listing

if TYPE_CHECKING:
    from avtal.model.decision import Outcome
    from avtal.register.acts.entries import Entered
    from avtal.register.acts.order import Who
    from avtal.register.events.kinds import Correctable
    from avtal.register.kinds import Noted
    from avtal.register.ledger.database import Head
    from avtal.register.opening import RegisterPlace


@dataclass(frozen=True)
class _Result:
    case_number: str
    documents: tuple[str, ...]
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


_ADDRESS = argument("address", "DNR@N[/HANDLING]")
_REASON = Option("--reason TEXT", LineType(), "Varför.", required=True)
_DETAILS = Bundle(
    "details",
    _details,
    Option("--to NAMN", LineType(), "Till vem; för expedierad.", name="recipient"),
    Option("--body ORGAN", LineType(), "Organet som beslutade."),
    Option("--paragraph N", LineType(), "Paragrafen i protokollet."),
    Option(
        "--outcome UTFALL",
        WordType(_outcomes),
        "enligt förslag, med ändring, återremiss, bordlagd, avslag.",
    ),
    Option("--until DATUM", DayType(), "Till när; för förlängd."),
    Option("--replaced-by DNR@N", None, "Vad som ersätter; för ersatt."),
    day_option("Dagen då det hände (annars i dag)."),
    NOTE,
)
_FIELDS = Bundle(
    "fields",
    dict,
    Option("--title TEXT", LineType(), "Rätt titel."),
    Option("--open-title TEXT", LineType(), "Rätt öppen titel."),
    Option("--from NAMN", LineType(), "Rätt avsändare.", name="sender"),
    Option("--to NAMN", LineType(), "Rätt mottagare.", name="recipient"),
    Option("--secrecy TEXT", LineType(), "Rätt sekretessmarkering."),
)


@command(_ADDRESS, argument("pairs", "HANDLING=NUMMER…", nargs=-1, required=True), WHO, PLACE)
def number(address: str, pairs: tuple[str, ...], who: Who, place: RegisterPlace) -> Answer:
    """Anteckna handlingsnummer som gavs efter registreringen; ingen fil ändras.

    Till exempel: avtal number 'KS 2018/211@1' overenskommelse=27. För en fil räcker numret: avtal
    number 'KS 2018/211@fil1' 28.
    """
    from avtal.register.acts.entries import record_numbers

    return _answer("Handlingsnummer antecknat", record_numbers(place, address, pairs, who))


@command(_ADDRESS, argument("status", "STATUS", WordType(_statuses)), _DETAILS, WHO, PLACE)
def note(
    address: str, status: Noted, details: Mapping[str, str | None], who: Who, place: RegisterPlace
) -> Answer:
    """Anteckna vad som hände med en handling, eller med alla i en version.

    STATUS är granskad, expedierad, aterremitterad, beslutad, undertecknad, forlangd, ersatt,
    upphavd eller utgangen.
    """
    from avtal.register.acts.entries import note as enter_note

    return _answer(f"Antecknat som {status}", enter_note(place, address, status, details, who))


@command(_ADDRESS, _FIELDS, _REASON, WHO, PLACE)
def correct(
    address: str,
    fields: Mapping[Correctable, str | None],
    reason: str,
    who: Who,
    place: RegisterPlace,
) -> Answer:
    """Rätta vad registret säger om en handling.

    Det som stod förut går alltid att läsa med avtal show. Filerna ändras aldrig. Är en handling
    fel, registrera en ny version.
    """
    from avtal.register.acts.entries import correct as enter_correction

    return _answer("Rättat", enter_correction(place, address, fields, reason, who))


@command(_ADDRESS, _REASON, WHO, PLACE)
def void(address: str, reason: str, who: Who, place: RegisterPlace) -> Answer:
    """Makulera en handling, eller alla i en version; numret och filerna finns kvar."""
    from avtal.register.acts.entries import void as enter_void

    return _answer("Makulerat", enter_void(place, address, reason, who))


def _answer(what: str, done: Entered) -> Answer:
    lines = [f"{what} i {done.case_number}: {listing(done.on)}.", head_line(done.head)]
    return Answer(_Result(done.case_number, done.on, done.head), lines)
