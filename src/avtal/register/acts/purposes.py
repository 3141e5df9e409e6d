"""What a case must have before it is registered for a purpose."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from avtal.case.kinds import BY_KEY
from avtal.case.load import Case
from avtal.case.stamp import Status
from avtal.case.workspace import FACTS_FILE
from avtal.making.check import BLOCKING
from avtal.making.missing import Missing
from avtal.model.approval import Purpose
from avtal.model.decision import Outcome, TakenDecision
from avtal.model.marks import NeededBefore
from avtal.model.memo import Memo
from avtal.problems import Problem
from avtal.register.events.chain import Event
from avtal.register.events.kinds import ContentApproved, PutForward, VersionRegistered
from avtal.register.kinds import HandlingType
from avtal.register.ledger.queries import Row
from avtal.rules.rule import Stage


class _Asked(NamedTuple):
    """What a purpose asks for: the stage that findings must leave open, and what must be known."""

    status: Status
    stage: Stage
    known: frozenset[NeededBefore]


_ASKED: Mapping[Purpose, _Asked] = {
    Purpose.REMISS: _Asked(Status.REMISS, Stage.DRAFT, frozenset()),
    Purpose.BASIS: _Asked(Status.BASIS, Stage.APPROVAL, frozenset({NeededBefore.DECISION})),
    Purpose.DECIDED: _Asked(Status.DECIDED, Stage.APPROVAL, frozenset({NeededBefore.DECISION})),
    Purpose.SIGNED: _Asked(
        Status.SIGNED, Stage.APPROVAL, frozenset({NeededBefore.DECISION, NeededBefore.SIGNING})
    ),
}
_NOT_DECIDED = {Outcome.REMITTED, Outcome.TABLED}
_OF_THE_REMISS = {Status.REMISS, Status.BASIS}


def status_of(purpose: Purpose) -> Status:
    """Return what documents that are made for a purpose print as their status."""
    return _ASKED[purpose].status


def says_otherwise(status: Status, purpose: Purpose) -> bool:
    """Tell whether what is printed on a document would be false when it is put forward again.

    What is out for remiss is not what is laid before a body, and the other way round; a decided or
    signed one stays what it is.
    """
    return status in _OF_THE_REMISS and (status is Status.REMISS) != (purpose is Purpose.REMISS)


def blocking(purpose: Purpose, found: Sequence[Problem]) -> list[Problem]:
    """Return the findings that stop a purpose."""
    return [problem for problem in found if problem.severity in BLOCKING[_ASKED[purpose].stage]]


def find_unknown(purpose: Purpose, missing: Sequence[Missing]) -> Iterator[Problem]:
    """Yield the facts that are not known but must be for this purpose."""
    for one in missing:
        if one.needed_before in _ASKED[purpose].known:
            yield replace(
                one.place,
                message=f"uppgiften är inte känd: {one.place.message}",
                severity="fel",
                help=f"fyll i den före registreringen, annars står det [saknas]; "
                f"ansvarig: {one.owner}",
            )


def find_undecided(case: Case, purpose: Purpose, day: date) -> Iterator[Problem]:
    """Yield what the content lacks of the decision, for a version that is decided.

    That is the decision of the body that the memo goes to; earlier decisions on single documents
    are others. Without a memo it is any decision.
    """
    if purpose is not Purpose.DECIDED:
        return
    decided = {key: content.decision for key, content in case.documents.items()}
    memo = case.documents.get("tjansteutlatande")
    body = memo.meeting.body if isinstance(memo, Memo) else "…"
    by = "".join(f" av {one.name}" for one in case.facts.bodies if one.id == body)
    if not any(
        decision and (not isinstance(memo, Memo) or _follows(memo, decision))
        for decision in decided.values()
    ):
        key = "overenskommelse" if "overenskommelse" in decided else next(iter(decided))
        yield case.problem(
            BY_KEY[key].content_file,
            (),
            "beslut",
            f"beslutet{by} står inte i innehållet",
            "lägg till beslut i filen för den handling som det gäller: beslut: {typ: godkänna, "
            f"organ: {body}, datum: …, paragraf: …, utfall: enligt förslag}}",
        )
    for key, decision in decided.items():
        file = BY_KEY[key].content_file
        if decision and decision.outcome in _NOT_DECIDED:
            yield case.problem(
                file,
                ("beslut", "utfall"),
                "beslut",
                f"ärendet är inte avgjort: utfallet är {decision.outcome.value}",
                "registrera det som beslutad när organet har avgjort det",
            )
        elif decision and decision.outcome is Outcome.REJECTED:
            yield case.problem(
                file,
                ("beslut", "utfall"),
                "beslut",
                "organet har avslagit förslaget, så handlingen kan inte registreras som beslutad",
                "anteckna avslaget på den version som lades fram: avtal note DNR@N beslutad "
                "--outcome avslag",
            )
        elif decision and decision.date > day:
            yield case.problem(
                file,
                ("beslut", "datum"),
                "beslut",
                f"beslutet fattas {decision.date}, efter den {day} som versionen registreras för",
                "rätta dagen, eller ange --date",
            )


def _follows(memo: Memo, decision: TakenDecision) -> bool:
    """Tell whether a decision is the one that the memo is for."""
    return decision.body == memo.meeting.body and decision.date >= memo.date


def find_unapproved(
    case: Case, purpose: Purpose, content_sha256: str, events: Sequence[Event]
) -> Iterator[Problem]:
    """Yield the approvals that the purpose requires and the present content does not have.

    `events` are those of the case.
    """
    approvals = [(one.at, one.data) for one in events if isinstance(one.data, ContentApproved)]
    titles = {function.id: function.title for function in case.facts.functions}
    for number, required in enumerate(case.facts.approvals):
        if required.purpose is not purpose:
            continue
        for place, function in enumerate(required.functions):
            given = [one for one in approvals if one[1].function == function]
            if any(approval.content_sha256 == content_sha256 for _, approval in given):
                continue
            said = f"innehållet är inte godkänt av {titles[function]}"
            if given:
                said += f", som godkände det {given[-1][0][:10]}, men det har ändrats sedan"
            yield case.problem(
                FACTS_FILE,
                ("godkännanden", number, "av", place),
                "godkännande",
                said,
                f"godkänn det: avtal approve content/{case.name} --as {function} --by NAMN",
            )


def signed_files(documents: Sequence[Row], events: Sequence[Event]) -> list[int]:
    """Return the signed files of a case that no signed version rests on yet."""
    used = {
        one
        for event in events
        if isinstance(event.data, VersionRegistered | PutForward)
        for one in event.data.signed
    }
    return [
        row["id"]
        for row in documents
        if row["type"] == HandlingType.SIGNED and row["voided"] is None and row["id"] not in used
    ]


def unsigned_problem(number: str) -> Problem:
    """Return that the signed file is not registered, which a signed version needs."""
    return Problem(
        "underskrift",
        "den undertecknade handlingen är inte registrerad",
        "",
        help=f"registrera den först: avtal register-file '{number}' FIL --title TITEL "
        f"--type {HandlingType.SIGNED}",
    )
