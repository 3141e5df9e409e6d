"""Rules on days: what is planned lies on working days, and nothing far from the case's own time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from avtal.language.hints import ask_day, own_time, years_off
from avtal.model.action_plan import Action, ActionStatus
from avtal.model.agreement import FollowUp
from avtal.model.base import Period
from avtal.model.communication import Channel, CommunicationItem, CommunicationStatus
from avtal.model.decision import TakenDecision
from avtal.model.description import described
from avtal.model.memo import Meeting, Memo, PreparationStep
from avtal.model.signing import Signing
from avtal.model.situation import MappedCrime
from avtal.rules.finding import Finding, Place, at
from avtal.rules.material import Material
from avtal.rules.rule import Rule, advice, draft

if TYPE_CHECKING:
    from holidays import HolidayBase

_WEEKEND = {5: "en lördag", 6: "en söndag"}
_FIXED_DAYS = {(1, 1), (1, 6), (5, 1), (6, 6), (12, 24), (12, 25), (12, 26), (12, 31)}
_DAYS_FROM_EASTER = {-2, 1, 39}
_WHIT_MONDAY, _LAST_WHIT_MONDAY = 50, 2004
_MONTHS_OF_EASTER = range(3, 7)
_FRIDAY = 4


def day_off(day: date) -> str:
    """Return what makes a day no working day, for use after “på”: en söndag, midsommarafton.

    The text is empty for a working day. Public holidays as in lagen (1989:253) om allmänna
    helgdagar and the eves that semesterlagen (1977:480) 7 § treats like them.
    """
    if day.weekday() in _WEEKEND:
        return _WEEKEND[day.weekday()]
    if not may_be_holiday(day):
        return ""
    return " och ".join(_in_a_sentence(name) for name in _holidays().get_list(day))


def may_be_holiday(day: date) -> bool:
    """Tell whether a weekday can be a holiday; it always can where it is one.

    The library that knows the holidays takes most of a second to import, and is asked only of
    such days.
    """
    if (day.month, day.day) in _FIXED_DAYS:
        return True
    if day.month not in _MONTHS_OF_EASTER:
        return False
    if day.month == 6 and day.weekday() == _FRIDAY and 19 <= day.day <= 25:
        return True
    from dateutil.easter import easter

    after = (day - easter(day.year)).days
    return after in _DAYS_FROM_EASTER or (after == _WHIT_MONDAY and day.year <= _LAST_WHIT_MONDAY)


@cache
def _holidays() -> HolidayBase:
    from holidays import country_holidays

    return country_holidays("SE", categories=("public", "de_facto"), language="sv")


def _in_a_sentence(name: str) -> str:
    """Return the name of a holiday without a capital, unless it begins with a name."""
    return name if name.startswith("Kristi ") else name[:1].lower() + name[1:]


class _Planned(NamedTuple):
    """A day on which something shall happen; `what` is what happens, in a sentence."""

    place: Place
    day: date
    what: str


def working_days(material: Material) -> Iterator[Finding]:
    """44: meetings, follow-ups, signing, deadlines and publications are on working days."""
    for place, day, what in (*_meetings(material), *_tasks(material)):
        reason = day_off(day)
        if reason:
            yield Finding(
                place,
                f"{what} {day} infaller på {reason}",
                "kontrollera datumet och välj en arbetsdag om det går",
            )


def _meetings(material: Material) -> Iterator[_Planned]:
    """Yield the days on which people meet to decide, prepare, sign or follow up."""
    for meeting in material.every(Meeting):
        yield _Planned(at(meeting, "datum"), meeting.date, "sammanträdet")
    for step in material.every(PreparationStep):
        yield _Planned(at(step, "datum"), step.date, "beredningen")
    for decision in material.every(TakenDecision):
        yield _Planned(at(decision, "datum"), decision.date, "beslutet")
    for signing in material.every(Signing):
        if signing.date:
            yield _Planned(at(signing, "datum"), signing.date, "underskriften")
    for follow_up in material.every(FollowUp):
        what = f"uppföljningen ”{follow_up.id}”"
        yield _Planned(at(follow_up, "datum"), follow_up.date, what)


def _tasks(material: Material) -> Iterator[_Planned]:
    """Yield the days on which somebody shall have finished or published something.

    Neither what is over, nor an action that lasts to the end of a period, nor what is told at a
    gathering, which may well be on an evening or at a weekend.
    """
    ends = {period.end for period in material.every(Period)}
    for action in material.every(Action):
        if action.due not in ends and action.status not in _OVER:
            yield _Planned(at(action, "klar"), action.due, f"sista dagen för ”{action.id}”")
    for item in material.every(CommunicationItem):
        if item.date and item.status not in _OVER and Channel.MEETING not in item.channels:
            yield _Planned(at(item, "datum"), item.date, f"insatsen ”{item.id}”")


_OVER = {
    ActionStatus.DONE,
    ActionStatus.CANCELLED,
    CommunicationStatus.DONE,
    CommunicationStatus.CANCELLED,
}


_OLDEST = 1600
"""The year of the oldest paper that a case can rest on."""


class _Dated(NamedTuple):
    """A day or a year of the content; one that `may_be_old` can lie long before the case."""

    place: Place
    written: str
    year: int
    may_be_old: bool


def plausible_years(material: Material) -> Iterator[Finding]:
    """No day and no year lies far from the case's own time."""
    time = _own_time(material)
    if time is None:
        return
    for place, written, year, may_be_old in _dated(material):
        off = years_off(year, time.year)
        if off and not (may_be_old and _OLDEST <= year < time.year):
            what = "datumet" if len(written) > len(str(year)) else "året"
            yield Finding(
                place,
                f"{what} {written} ligger {abs(off)} år {'efter' if off > 0 else 'före'} ärendets "
                f"egen tid, {time.year}",
                ask_day(written, time) or "rätta året",
            )


def _own_time(material: Material) -> date | None:
    """Return the day of the memo, else the first of the term, unless it lies far from the rest."""
    memo = [document.date for document in material.every(Memo)]
    days = [day for _, _, day in material.once(_days)]
    return own_time([*memo, material.facts.term.start], days)


def _days(material: Material) -> Iterator[tuple[Place, bool, date]]:
    """Yield every day of the content, and whether it may be old."""
    for model in material.models:
        for alias, field in described(type(model)).items():
            day = getattr(model, field.name)
            if isinstance(day, date):
                yield at(model, alias), field.may_be_old, day


def _dated(material: Material) -> Iterator[_Dated]:
    for place, may_be_old, day in material.once(_days):
        yield _Dated(place, day.isoformat(), day.year, may_be_old)
    for row in material.every(MappedCrime):
        for year in row.values:
            yield _Dated(at(row, "värden", year), year, int(year), may_be_old=False)


RULES = (
    Rule(
        "årtal",
        "Inget datum och inget årtal ligger långt från ärendets egen tid.",
        "Två siffror som har bytt plats, eller en som är fel, ger ett datum som finns men inte kan "
        "vara menat. Ärendets egen tid är tjänsteutlåtandets datum, annars avtalstidens början; "
        "ligger de långt från de flesta andra datum räknas de i stället. Mer än 30 år före eller "
        "20 år efter är för långt. Underlag, bifogade handlingar, namn och förordnanden får vara "
        "äldre.",
        "Rätta året.",
        checks=(draft(plausible_years),),
    ),
    Rule(
        "44",
        "Möten, sista dagar och publiceringar ligger på arbetsdagar.",
        "Ett sammanträde på midsommarafton är nästan alltid ett fel i datumet. Lördagar, söndagar, "
        "helgdagar, midsommarafton, julafton och nyårsafton räknas inte som arbetsdagar. Perioders "
        "slut, handlingars och mätningars datum och insatser med möten prövas inte.",
        "Rätta datumet, eller gör ett undantag om dagen är vald med avsikt.",
        checks=(advice(working_days),),
    ),
)
