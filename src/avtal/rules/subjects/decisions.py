"""Rules on the memo's dates and on the text of its proposals."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from avtal.language.phrases import either, ending, finder
from avtal.language.swedish import sentence_start
from avtal.model.agreement import CooperationBody
from avtal.model.base import plain
from avtal.model.memo import DecisionPoint, Proposal
from avtal.model.parties import Body
from avtal.problems import clean
from avtal.rules.finding import Finding, See, at
from avtal.rules.material import Material, words
from avtal.rules.rule import Rule, advice, approval_or_reason


def dates_ascend(material: Material) -> Iterator[Finding]:
    """42: the memo is not dated after the meeting, and its preparation lies between, in order."""
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
        shown = finder(material.words.verbs.of(point.verb))
        if not shown.search(words(plain(point.text))):
            yield Finding(
                at(point, "typ"),
                f"beslutspunkten har typen ”{point.verb}” men texten säger det inte",
                "ändra typen eller formuleringen",
                (See(at(point, "text"), "här står texten"),),
            )


@cache
def _according_to(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:enligt|i enlighet med|utifrån)\s+{either(words)}(?!\w)", re.IGNORECASE
    )


def stands_alone(material: Material) -> Iterator[Finding]:
    """60: a decision point is a whole sentence that can be understood in the minutes."""
    bodies = {**material.by_id(Body), **material.by_id(CooperationBody)}
    phrases = material.words.phrases
    # What stands elsewhere is not there when the sentence stands alone in the minutes.
    elsewhere = _according_to(phrases.elsewhere.words)
    for proposal in material.every(Proposal):
        name = clean(sentence_start(bodies[proposal.body].name))
        for point in proposal.points:
            text = words(plain(point.text)).strip()
            first, last = text.split()[0], text.split()[-1]
            if first.lower() == "att" or not first[0].isupper():
                yield Finding(
                    at(point, "text", sought=first),
                    f"beslutspunkten är ingen hel mening; den börjar med ”{clean(first)}”",
                    f"börja med den som beslutar: {name} …",
                )
            if ending(phrases.bodies.words).search(first) and not name.startswith(first):
                yield Finding(
                    at(point, "text", sought=first),
                    f"beslutspunkten säger ”{clean(first)}” men står bland dem som "
                    f"{bodies[proposal.body].name} beslutar om",
                    f"skriv {name}, eller flytta punkten till det organ som beslutar",
                    (See(at(proposal, "organ"), "här står organet"),),
                )
            if not last.endswith("."):
                yield Finding(
                    at(point, "text", sought=last),
                    "beslutspunkten slutar inte med punkt",
                    "sätt punkt efter sista ordet",
                )
            found = elsewhere.search(text)
            if found:
                yield Finding(
                    at(point, "text", sought=found.group()),
                    f"”{found.group()}” säger inget för den som bara läser protokollet",
                    "skriv vad som beslutas, med handlingens eller åtgärdens namn",
                )


RULES = (
    Rule(
        "42",
        "Tjänsteutlåtandet är daterat senast samma dag som sammanträdet, och beredningen ligger i "
        "ordning emellan.",
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
        (advice(verb_of_the_decision), advice(stands_alone)),
        exact=False,
    ),
)
