"""Rules on the term of the agreement: what must lie within it, signing, notice, commitments."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from avtal.model.base import Period
from avtal.model.decision import Outcome
from avtal.model.document import DocumentContent
from avtal.model.references import JOINTLY
from avtal.rules.finding import Finding, Place, See, at
from avtal.rules.material import Material
from avtal.rules.rule import Rule, advice, when_read


def within_months(first: date, last: date, months: int) -> bool:
    """Tell whether the last day is at most so many months after the first.

    The same day of the month counts: 2028-06-15 is within 24 months of 2026-06-15.
    """
    apart = (last.year - first.year) * 12 + last.month - first.month
    return (apart, last.day) <= (months, first.day)


def plan_within_term(material: Material) -> Iterator[Finding]:
    """3: the action plan's period lies within the term."""
    yield from _outside(material, material.plan, material.plan.period, "åtgärdsplanen")


def promises_within_term(material: Material) -> Iterator[Finding]:
    """4: the promises' period lies within the term."""
    yield from _outside(material, material.promises, material.promises.period, "löftena")


def _outside(
    material: Material, document: DocumentContent, period: Period, what: str
) -> Iterator[Finding]:
    """Yield one finding for a period that begins before the term, ends after it, or both."""
    term = material.facts.term
    said: list[str] = []
    fields: list[str] = []
    if period.start < term.start:
        said.append(f"gäller från {period.start}, före avtalstidens början {term.start}")
        fields.append("från")
    if period.end > term.end:
        said.append(f"gäller till {period.end}, efter avtalstidens slut {term.end}")
        fields.append("till")
    if said:
        yield Finding(
            at(period, fields[0]),
            f"{what} {' och '.join(said)}",
            "rätta den period som är fel; ska de skilja sig, skriv ett undantag med skälet",
            tuple(See(at(term, field), "här står avtalstiden") for field in fields),
            about=material.location(document).about,
        )


class Decided(NamedTuple):
    """The day of the decision on the agreement, taken or planned, and where it stands."""

    place: Place
    day: date


def agreement_decided(material: Material) -> Decided | None:
    """Return the decision on the agreement; None where the case has none, nor a meeting for it."""
    taken = material.agreement.decision
    if taken and taken.outcome in {Outcome.AS_PROPOSED, Outcome.AMENDED}:
        return Decided(at(taken, "datum"), taken.date)
    if "tjansteutlatande" in material.case.documents:
        meeting = material.memo.meeting
        return Decided(at(meeting, "datum"), meeting.date)
    return None


def signing_after_decision(material: Material) -> Iterator[Finding]:
    """43: the agreement is signed when it is decided, and before it begins to apply."""
    signing, term = material.agreement.signing, material.facts.term
    decided = agreement_decided(material)
    if signing.date and decided and signing.date < decided.day:
        yield Finding(
            at(signing, "datum"),
            f"överenskommelsen undertecknas {signing.date}, före beslutet {decided.day}",
            "rätta dagen för underskriften eller dagen för beslutet",
            (See(decided.place, "här står dagen för beslutet"),),
        )
    elif signing.date and signing.date > term.start:
        yield Finding(
            at(signing, "datum"),
            f"överenskommelsen undertecknas {signing.date}, när avtalstiden redan har börjat "
            f"{term.start}",
            "rätta dagen för underskriften eller avtalstidens början",
            (See(at(term, "från"), "här börjar avtalstiden"),),
        )
    elif decided and decided.day > term.start:
        yield Finding(
            decided.place,
            f"beslutet är {decided.day}, när avtalstiden redan har börjat {term.start}",
            "rätta dagen för beslutet eller avtalstidens början",
            (See(at(term, "från"), "här börjar avtalstiden"),),
            about="overenskommelse",
        )


def every_party_commits_itself(material: Material) -> Iterator[Finding]:
    """63: where parties have commitments of their own, every party has one."""
    agreement = material.agreement
    own = {commitment.party for commitment in agreement.commitments} - {JOINTLY}
    for party in material.facts.parties:
        if own and party.id not in own:
            yield Finding(
                at(agreement, "åtaganden"),
                f"”{party.id}” ({party.name}) har inget eget åtagande, men andra parter har det",
                "lägg till ett åtagande för parten, eller låt alla åtaganden vara gemensamma",
                (See(at(party, "id"), "här står parten"),),
                about=party.id,
            )


def notice_shorter_than_term(material: Material) -> Iterator[Finding]:
    """64: notice can be given with effect within the term."""
    termination, term = material.agreement.termination, material.facts.term
    if termination and within_months(term.start, term.end, termination.notice_months):
        yield Finding(
            at(termination, "uppsägningstid"),
            f"uppsägningstiden {termination.notice_months} månader är lika lång som avtalstiden "
            f"{term.start}–{term.end} eller längre",
            "korta uppsägningstiden, eller ta bort uppsägning",
            (See(at(term, "till"), "här slutar avtalstiden"),),
        )


RULES = (
    Rule(
        "3",
        "Perioder börjar före sitt slut, och åtgärdsplanens ligger inom avtalstiden.",
        "Ändras avtalstiden ska planen följa med. En åtgärdsplan enligt lag får gälla längre än "
        "överenskommelsen, men då ska det vara avsikten.",
        "Rätta perioden, eller gör ett undantag med skälet.",
        ("overenskommelse", "atgardsplan"),
        (advice(plan_within_term),),
        held_by=when_read(
            "Att en period inte slutar före sin början kontrolleras när filen läses."
        ),
    ),
    Rule(
        "4",
        "Medborgarlöftenas period ligger inom avtalstiden.",
        "Löftena bygger på överenskommelsen. Utanför avtalstiden har parterna inte lovat varandra "
        "det som invånarna får löfte om.",
        "Rätta löftenas period eller avtalstiden.",
        ("overenskommelse", "medborgarlofte"),
        (advice(promises_within_term),),
    ),
    Rule(
        "43",
        "Överenskommelsen undertecknas efter beslutet och senast när avtalstiden börjar.",
        "Före beslutet har ingen behörighet att underteckna för kommunen. Efter avtalstidens "
        "början har parterna arbetat en tid utan överenskommelse.",
        "Rätta dagen för underskriften, beslutet eller avtalstiden.",
        ("overenskommelse",),
        (advice(signing_after_decision),),
    ),
    Rule(
        "63",
        "Varje part har åtaganden.",
        "En part utan åtagande är inte med om något. Ett gemensamt åtagande räcker bara om ingen "
        "part har egna.",
        "Lägg till ett åtagande för parten.",
        ("overenskommelse",),
        (advice(every_party_commits_itself),),
    ),
    Rule(
        "64",
        "Uppsägningstiden är kortare än avtalstiden.",
        "Annars hinner överenskommelsen ta slut innan en uppsägning får verkan.",
        "Korta uppsägningstiden.",
        ("overenskommelse",),
        (advice(notice_shorter_than_term),),
    ),
)
