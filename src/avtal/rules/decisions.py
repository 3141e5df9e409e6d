"""Rules on the memo's dates and on the text of its proposals."""

from __future__ import annotations

from collections.abc import Iterator

from avtal.model.base import plain
from avtal.model.case import DecisionKind
from avtal.model.memo import DecisionPoint
from avtal.rules.finding import Finding, See, at
from avtal.rules.material import Material, words
from avtal.rules.rule import Rule, advice, approval_or_reason

# Word stems that show the verb in a sentence about a decision.
_STEMS = {
    DecisionKind.APPROVE: ("godkänn",),
    DecisionKind.ADOPT: ("antar", "att anta "),
    DecisionKind.ESTABLISH: ("fastställ",),
    DecisionKind.INSTRUCT: ("uppdra",),
    DecisionKind.AUTHORISE: ("bemyndig",),
    DecisionKind.REPEAL: ("upphäv",),
    DecisionKind.FILE: ("till handlingarna",),
    DecisionKind.PROPOSE: ("föreslå",),
    DecisionKind.REMIT: ("återremitter",),
}


def dates_ascend(material: Material) -> Iterator[Finding]:
    """42: the memo is dated before the meeting, and its preparation lies between, in order."""
    memo = material.memo
    meeting = at(memo.meeting, "datum")
    if memo.date > memo.meeting.date:
        yield Finding(
            meeting,
            f"sammanträdet är {memo.meeting.date}, före utlåtandets datum {memo.date}",
            "rätta sammanträdets eller utlåtandets datum",
            (See(at(memo, "datum"), "här står utlåtandets datum"),),
        )
    earlier, before = memo.date, at(memo, "datum")
    for step in memo.route:
        if not earlier <= step.date <= memo.meeting.date:
            yield Finding(
                at(step, "datum"),
                f"beredningen {step.date} ligger inte mellan {earlier} och sammanträdet "
                f"{memo.meeting.date}",
                "rätta datumet eller ordningen på beredningen",
                (
                    See(before, "här står datumet före"),
                    See(meeting, "här står sammanträdets datum"),
                ),
            )
        earlier, before = step.date, at(step, "datum")


def verb_of_the_decision(material: Material) -> Iterator[Finding]:
    """60: the text of a decision point has the verb of its type."""
    for point in material.every(DecisionPoint):
        text = words(plain(point.text)).lower()
        if not any(stem in text for stem in _STEMS[point.verb]):
            yield Finding(
                at(point, "typ"),
                f"beslutspunkten har typen ”{point.verb}” men texten säger det inte",
                "ändra typen eller formuleringen",
                (See(at(point, "text"), "här står texten"),),
            )


RULES = (
    Rule(
        "42",
        "Tjänsteutlåtandet är daterat före sammanträdet, och beredningen ligger i ordning emellan.",
        "Ett utlåtande som är skrivet efter mötet kan inte ha varit underlag för beslutet.",
        "Rätta datumen.",
        ("tjansteutlatande",),
        (approval_or_reason(dates_ascend),),
    ),
    Rule(
        "60",
        "En beslutspunkt går att förstå för sig: en hel mening med det verb som dess typ anger.",
        "Beslutet skrivs ordagrant in i protokollet och läses utan bilagorna.",
        "Skriv om punkten till en fullständig mening, eller ändra dess typ.",
        ("tjansteutlatande",),
        (advice(verb_of_the_decision),),
        exact=False,
    ),
)
