"""Rules on the communication plan: what it tells, and when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from datetime import date
from typing import NamedTuple

from avtal.language.swedish import listing
from avtal.model.action_plan import Action, ActionStatus
from avtal.model.communication import CommunicationItem, CommunicationStatus
from avtal.model.promise import Promise
from avtal.rules.finding import Finding, Place, See, at
from avtal.rules.material import Material
from avtal.rules.rule import Rule, advice, approval_or_reason, when_read
from avtal.rules.subjects.terms import agreement_decided

_AGREEMENT = "overenskommelse"
_PROMISES = "medborgarlofte"


def item_is_about_something(material: Material) -> Iterator[Finding]:
    """31: every item is about a promise, an action, a follow-up or a document."""
    for item in material.communication.items:
        if not item.about:
            yield Finding(
                at(item, "gäller"),
                f"insatsen ”{item.id}” säger inte vad den gäller",
                "ange det löfte, den åtgärd, den uppföljning eller den handling som den berättar "
                "om, med id",
            )


def item_is_not_about_the_cancelled(material: Material) -> Iterator[Finding]:
    """31: what is still planned to be told is not only about actions that are cancelled."""
    cancelled = {a.id: a for a in material.every(Action) if a.status is ActionStatus.CANCELLED}
    for item in material.communication.items:
        planned = item.status is CommunicationStatus.PLANNED
        if planned and item.about and cancelled.keys() >= set(item.about):
            yield Finding(
                at(item, "gäller"),
                f"insatsen ”{item.id}” är planerad men gäller bara det som är avbrutet",
                "ta bort insatsen eller ändra dess status, eller ange något annat som den gäller",
                tuple(
                    See(at(cancelled[name], "status"), f"här är åtgärden ”{name}” avbruten")
                    for name in item.about
                ),
            )


def promise_is_told_and_reported(material: Material) -> Iterator[Finding]:
    """32: every promise is told of, and later its result; what is cancelled does not count."""
    items = [
        i for i in material.communication.items if i.status is not CommunicationStatus.CANCELLED
    ]
    by_subject: dict[str, list[CommunicationItem]] = {}
    for item in items:
        for name in item.about:
            by_subject.setdefault(name, []).append(item)
    reports = {item.id for item in items if not material.calendar.keys().isdisjoint(item.about)}
    of_all = _Told.of(by_subject.get(_PROMISES, []), reports)
    for promise in material.promises.promises:
        told = of_all.join(_Told.of(by_subject.get(promise.id, []), reports))
        said = _missing(promise, told, material)
        if said:
            message, help = said
            see = See(at(material.communication, "insatser"), "här står insatserna")
            yield Finding(at(promise, "id"), message, help, (see,))


class _Told(NamedTuple):
    """What items say of a promise: before its result, as its result, and when last."""

    told: bool
    reported: bool
    last: date

    @classmethod
    def of(cls, items: Sequence[CommunicationItem], reports: Set[str]) -> _Told:
        """Return what the items say; `reports` are the ids of those that are about a follow-up."""
        dates = [item.date for item in items if item.date]
        reporting = [item.id in reports for item in items]
        return cls(not all(reporting), any(reporting), max(dates, default=date.min))

    def join(self, other: _Told) -> _Told:
        """Return what both say."""
        return _Told(
            self.told or other.told, self.reported or other.reported, max(self.last, other.last)
        )


def _missing(promise: Promise, told: _Told, material: Material) -> tuple[str, str] | None:
    """Return what is missing and what to do; an item after the follow-up reports its result."""
    follow_up = material.calendar[promise.follow_up] if promise.follow_up else None
    reported = told.reported or (follow_up is not None and told.last >= follow_up.date)
    add = f"lägg till ”{promise.id}” under gäller vid en insats"
    if not told.told and not reported:
        return (
            f"löftet ”{promise.id}” är inte med i någon insats i kommunikationsplanen",
            f"{add} som berättar om löftet, och vid en som redovisar resultatet",
        )
    if not told.told:
        return (
            f"löftet ”{promise.id}” är med i kommunikationsplanen först när det följs upp",
            f"{add} som berättar om löftet när det börjar gälla",
        )
    if not reported:
        return (
            f"ingen insats i kommunikationsplanen redovisar hur det gick med löftet ”{promise.id}”",
            f"{add} efter uppföljningen, tillsammans med uppföljningens id",
        )
    return None


def nothing_is_told_too_early(material: Material) -> Iterator[Finding]:
    """33: no item about the agreement before it is signed, nor about a follow-up before it."""
    events: dict[str, tuple[date, Place, str]] = {
        follow_up.id: (follow_up.date, at(follow_up, "datum"), f"uppföljningen ”{follow_up.id}”")
        for follow_up in material.calendar.values()
    }
    if _AGREEMENT in material.case.documents:
        signing, decided = material.agreement.signing, agreement_decided(material)
        if signing.date:
            events[_AGREEMENT] = (signing.date, at(signing, "datum"), "underskriften")
        elif decided:  # nobody signs before that
            events[_AGREEMENT] = (decided.day, decided.place, "beslutet")
    for item in material.communication.items:
        if item.date is None or item.status is CommunicationStatus.CANCELLED:
            continue
        later = [
            events[name] for name in item.about if name in events and events[name][0] > item.date
        ]
        if later:
            yield Finding(
                at(item, "datum"),
                f"insatsen ”{item.id}” har datum {item.date}, före "
                + listing(f"{what} {day}" for day, _, what in later),
                "flytta insatsen, eller rätta det andra datumet",
                tuple(See(place, f"här står dagen {day}") for day, place, _ in later),
            )


RULES = (
    Rule(
        "31",
        "Varje insats gäller ett löfte, en åtgärd, en uppföljning eller en handling i ärendet.",
        "En insats som inte hör till något går inte att stämma av mot det som parterna har kommit "
        "överens om. När en åtgärd avbryts ska planerna på att berätta om den också ändras.",
        "Ange under gäller vad insatsen berättar om.",
        ("kommunikationsplan",),
        (approval_or_reason(item_is_about_something), advice(item_is_not_about_the_cancelled)),
        held_by=when_read("Att det som anges finns kontrolleras när filerna läses."),
    ),
    Rule(
        "32",
        "Varje löfte är med i en insats när det ges, och i en som redovisar hur det gick.",
        "Brås utvärdering 2018 visade att återkopplingen till invånare och medarbetare brast. Ett "
        "löfte som ingen känner till, eller får veta resultatet av, ger ingen trygghet.",
        "Lägg till löftet under gäller vid en insats, och vid en som också gäller uppföljningen.",
        ("kommunikationsplan", "medborgarlofte"),
        (advice(promise_is_told_and_reported),),
    ),
    Rule(
        "33",
        "Ingen insats berättar om överenskommelsen före underskriften, eller om en uppföljning "
        "före den.",
        "Den som får veta att överenskommelsen är klar ska kunna läsa den. Ett resultat finns "
        "först när det är uppföljt. Är dagen för underskriften inte känd gäller dagen för "
        "beslutet.",
        "Flytta insatsen, eller rätta underskriftens eller uppföljningens datum.",
        ("kommunikationsplan",),
        (approval_or_reason(nothing_is_told_too_early),),
    ),
    Rule(
        "34",
        "Ansvariga och talespersoner är funktioner som finns i ärendet.",
        "Funktionerna står bara i arende.yaml, så att alla handlingar kallar dem samma sak.",
        "Ange ett id som står under funktioner i arende.yaml.",
        held_by=when_read("Att funktionerna finns kontrolleras när filerna läses."),
    ),
)
