"""Rules on the memo's proposals and dates."""

from __future__ import annotations

from collections.abc import Iterator

from avtal.documents import BY_KEY
from avtal.model.agreement import Agreement
from avtal.model.base import plain
from avtal.model.case import DecisionKind, PartyKind
from avtal.model.memo import DecisionPoint, Memo
from avtal.rules.finding import Finding
from avtal.source import Case

MEMO_FILE = BY_KEY["tjansteutlatande"].content_file
AGREEMENT_FILE = BY_KEY["overenskommelse"].content_file

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


def _points(memo: Memo) -> Iterator[tuple[tuple[str | int, ...], DecisionPoint]]:
    for number, proposal in enumerate(memo.proposals):
        for place, point in enumerate(proposal.points):
            yield ("förslag", number, "punkter", place), point


def mandate(case: Case) -> Iterator[Finding]:
    """35: the municipality's signatories have a mandate from a decision point."""
    memo = case.documents.get("tjansteutlatande")
    agreement = case.documents.get("overenskommelse")
    if not isinstance(memo, Memo) or not isinstance(agreement, Agreement):
        return
    given = {function for _, point in _points(memo) for function in point.mandate}
    municipal = {p.id for p in case.facts.parties if p.type is PartyKind.MUNICIPALITY}
    people = {person.id: person for person in case.facts.people}
    for number, signatory in enumerate(agreement.signatories):
        person = people[signatory]
        day = agreement.reference_date
        held = {entry.function for entry in person.appointments if entry.holds(day)}
        if person.party in municipal and not held & given:
            yield Finding(
                AGREEMENT_FILE,
                ("undertecknare", number),
                f"ingen beslutspunkt ger ”{signatory}” fullmakt att underteckna",
                f"lägg till funktionen under fullmakt vid en punkt i {MEMO_FILE}",
            )


def dates_ascend(case: Case) -> Iterator[Finding]:
    """42: the memo is dated before the meeting, and its preparation lies between, in order."""
    memo = case.documents.get("tjansteutlatande")
    if not isinstance(memo, Memo):
        return
    if memo.date > memo.meeting.date:
        yield Finding(
            MEMO_FILE,
            ("sammanträde", "datum"),
            f"sammanträdet är {memo.meeting.date}, före utlåtandets datum {memo.date}",
            "rätta sammanträdets eller utlåtandets datum",
        )
    earlier = memo.date
    for number, step in enumerate(memo.route):
        if not earlier <= step.date <= memo.meeting.date:
            yield Finding(
                MEMO_FILE,
                ("beredning", number, "datum"),
                f"beredningen {step.date} ligger inte mellan {earlier} och sammanträdet "
                f"{memo.meeting.date}",
                "rätta datumet eller ordningen på beredningen",
            )
        earlier = step.date


def verb_of_the_decision(case: Case) -> Iterator[Finding]:
    """60: the text of a decision point has the verb of its type."""
    memo = case.documents.get("tjansteutlatande")
    if not isinstance(memo, Memo):
        return
    for path, point in _points(memo):
        text = "".join(span.text for span in plain(point.text).spans()).lower()
        if not any(stem in text for stem in _STEMS[point.verb]):
            yield Finding(
                MEMO_FILE,
                (*path, "typ"),
                f"beslutspunkten har typen ”{point.verb}” men texten säger det inte",
                "ändra typen eller formuleringen",
            )
