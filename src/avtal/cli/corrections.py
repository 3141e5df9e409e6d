"""`avtal correct` and `avtal strike`: what was entered and is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from avtal.cli.command import Answer, Bundle, command
from avtal.cli.entries import REASON, entered
from avtal.cli.options import PLACE, WHO, names_option
from avtal.cli.swedish import Option, argument, flag
from avtal.cli.types import CountType, DayType, LineType, WordType
from avtal.problems import EnvironmentProblem

if TYPE_CHECKING:
    from avtal.register.acts.corrections import Correction
    from avtal.register.acts.order import Who
    from avtal.register.kinds import HandlingType
    from avtal.register.opening import RegisterPlace


def _types() -> type[HandlingType]:
    from avtal.register.kinds import HandlingType

    return HandlingType


def _removable() -> Iterable[str]:
    from avtal.register.acts.corrections import REMOVABLE

    return REMOVABLE


@dataclass(frozen=True)
class _Wanted:
    """What should stand of a handling, and what of a case."""

    handling: Correction
    case: Mapping[str, str]
    options: tuple[str, ...]


_CASE_OPTIONS = {"municipality": "--municipality", "folder": "--folder"}


def _wanted(
    item: str | None, remove: tuple[str, ...], municipality: str | None, folder: str | None,
    **facts: Any,
) -> _Wanted:  # fmt: skip
    from avtal.register.acts.corrections import REMOVABLE, Correction
    from avtal.register.acts.numbers import read_item

    number = read_item(item) if item is not None else None
    columns = tuple(REMOVABLE[word] for word in remove)
    handling = Correction(item=number, remove=columns, **facts)
    named = {"title": facts["title"], "municipality": municipality, "name": folder}
    case = {name: value for name, value in named.items() if value is not None}
    given = {"municipality": municipality, "folder": folder}
    options = tuple(_CASE_OPTIONS[name] for name, value in given.items() if value is not None)
    return _Wanted(handling, case, options)


_WANTED = Bundle(
    "wanted",
    _wanted,
    Option("--title TEXT", LineType(), "Rätt titel."),
    Option("--open-title TEXT", LineType(), "Rätt öppen titel."),
    Option(
        "--type TYP",
        WordType(_types),
        "Rätt typ: inkommen, upprattad, utgaende, undertecknad eller protokollsutdrag.",
    ),
    Option("--document-date DATUM", DayType(may_be_old=True), "Rätt handlingsdatum.", name="day"),
    names_option("--from NAMN", "Rätt avsändare", "sender"),
    names_option("--to NAMN", "Rätt mottagare", "recipient"),
    Option("--answers DNR@N", None, "Rätt version eller fil som den svarar på."),
    Option("--item N", LineType(), "Rätt handlingsnummer, om det inte är tryckt i handlingen."),
    Option("--secrecy TEXT", LineType(), "Rätt sekretessmarkering."),
    flag("--withhold", "Avsändaren eller mottagaren får inte visas (5 kap. 2 § OSL)."),
    Option(
        "--remove UPPGIFT",
        WordType(_removable),
        "Ta bort avsandare, mottagare, svar, nummer, sekretess eller utelamnande; kan anges flera "
        "gånger.",
        multiple=True,
    ),
    Option("--municipality NAMN", LineType(), "Rätt kommun för ett ärende."),
    Option("--folder MAPP", LineType(), "Rätt mapp för ett ärendes innehåll: dess namn."),
)


@command(argument("address", "DNR[@N[/HANDLING]]"), _WANTED, REASON, WHO, PLACE)
def correct(address: str, wanted: _Wanted, reason: str, who: Who, place: RegisterPlace) -> Answer:
    """Rätta vad registret säger om en handling eller ett ärende.

    Det som stod förut går alltid att läsa med avtal show. Filerna ändras aldrig. Är en handling
    fel, registrera en ny version; är en anteckning fel, stryk den med avtal strike.

    Om ett ärende rättas --title, --municipality och --folder; om en handling det andra.
    """
    from avtal.register.acts.corrections import Correction, correct_case
    from avtal.register.acts.corrections import correct as correct_handling
    from avtal.register.ledger.address import read_address

    if not read_address(address).is_case:
        if wanted.options:
            raise EnvironmentProblem(
                f"{wanted.options[0]} gäller hela ärendet", "ange ärendet utan @"
            )
        done = correct_handling(place, address, wanted.handling, reason, who)
    else:
        if wanted.handling != Correction(title=wanted.handling.title):
            number = read_address(address).case_number
            raise EnvironmentProblem(
                f"{number} är hela ärendet, och uppgiften gäller en handling",
                f"ange vilken: '{number}@1/overenskommelse' eller '{number}@fil1'",
            )
        done = correct_case(place, address, wanted.case, reason, who)
    return entered("Rättat", done)


@command(
    argument("case_number", "DNR"),
    argument("number", "HÄNDELSE", CountType()),
    REASON,
    WHO,
    PLACE,
)
def strike(case_number: str, number: int, reason: str, who: Who, place: RegisterPlace) -> Answer:
    """Stryk en anteckning, ett beslut eller något annat som antecknades fel.

    HÄNDELSE är dess nummer i avtal show. Det strukna går alltid att läsa, men gäller inte:
    handlingarna är det de var utan det.

    En anteckning, en framläggning, ett godkännande, ett utlämnande och en makulering kan strykas.
    Det som är registrerat makuleras med avtal void, och uppgifter rättas med avtal correct.
    """
    from avtal.register.acts.strikes import strike as strike_event

    done = strike_event(place, case_number, number, reason, who)
    return entered(f"Händelse {number} är struken", done)
