"""Rules on the decision on the action plan, and on the time from it to the next follow-up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import NamedTuple

from avtal.language.phrases import whole
from avtal.model.agreement import CooperationBody
from avtal.model.base import Model, plain
from avtal.model.decision import DecisionKind, Outcome
from avtal.model.memo import DecisionPoint
from avtal.model.papers import Document
from avtal.model.parties import Body
from avtal.model.profile import NEXT_FOLLOW_UP
from avtal.problems import clean
from avtal.rules.finding import Finding, Place, See, at
from avtal.rules.material import Material, words
from avtal.rules.rule import Rule, advice, approval_or_reason
from avtal.rules.subjects.terms import within_months

_PLAN = "atgardsplan"
_ADOPTING = (DecisionKind.APPROVE, DecisionKind.ADOPT, DecisionKind.ESTABLISH)
_ADOPTED = {Outcome.AS_PROPOSED, Outcome.AMENDED}


class _Adoption(NamedTuple):
    """A decision on the plan, taken or proposed: who decides and when, and where that stands."""

    body: str
    body_place: Place
    day: date
    day_place: Place


def _adoptions(material: Material) -> Iterator[_Adoption]:
    """Yield every decision by which the plan is adopted, those already taken first."""
    plan = material.plan
    bodies: Mapping[str, Body] = {**material.by_id(Body), **material.by_id(CooperationBody)}
    taken, elsewhere = plan.decision, plan.decided_elsewhere
    if taken and taken.verb in _ADOPTING and taken.outcome in _ADOPTED:
        name = bodies[taken.body].name
        yield _Adoption(name, at(taken, "organ"), taken.date, at(taken, "datum"))
    if elsewhere:
        yield _Adoption(
            elsewhere.body, at(elsewhere, "organ"), elsewhere.date, at(elsewhere, "datum")
        )
    if "tjansteutlatande" not in material.case.documents:
        return
    memo = material.memo
    meetings: dict[str, tuple[Model, date]] = {step.body: (step, step.date) for step in memo.route}
    meetings[memo.meeting.body] = (memo.meeting, memo.meeting.date)
    for proposal in memo.proposals:
        if any(_adopts_plan(material, point) for point in proposal.points):
            meeting, day = meetings.get(proposal.body, (memo.meeting, memo.meeting.date))
            name = bodies[proposal.body].name
            yield _Adoption(name, at(proposal, "organ"), day, at(meeting, "datum"))


# The plan as what the verb is about: words such as “för” before it would make it what another
# document is for.
_OBJECT = (
    r",?\s+(?:(?:förslag(?:et)?\s+till|för\s+egen\s+del|"
    r"(?!(?:för|till|av|om|i|på|enligt|med|hur|att|som)\b)[\w–-]+),?\s+){0,12}?"
    r"åtgärdsplan(?:en)?\b"
)


@cache
def _adopts(verbs: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(whole(verbs) + _OBJECT, re.IGNORECASE)


def _adopts_plan(material: Material, point: DecisionPoint) -> bool:
    """Tell whether a point adopts the plan: by its link, or in words.

    Where the point links to something else the words must have the plan for their object.
    """
    if point.verb not in _ADOPTING:
        return False
    prose = plain(point.text)
    links = {key for key, _ in prose.appendices()}
    text = words(prose)
    return (
        _PLAN in links
        or bool(_adopts(material.words.verbs.of(*_ADOPTING)).search(text))
        or (not links and "åtgärdsplan" in text.lower())
    )


def _may_adopt(material: Material, body: str) -> bool:
    """Tell whether the law lets a body of this name decide on the plan."""
    names = [name.casefold() for name in material.case.profile.adopting_bodies]
    said = body.casefold()
    return not names or any(said == name or said.startswith(f"{name} i ") for name in names)


def plan_is_adopted(material: Material) -> Iterator[Finding]:
    """51: a body that may do so adopts the plan, in this case or in another."""
    profile = material.case.profile
    allowed = " eller ".join(profile.adopting_bodies)
    found = list(_adoptions(material))
    if not found:
        document = material.by_id(Document)[_PLAN]
        yield Finding(
            at(material.memo, "förslag"),
            f"ingen beslutspunkt antar åtgärdsplanen, som kommunen ska besluta om enligt "
            f"{profile.source(51)}",
            "lägg till en beslutspunkt av typen anta"
            + (f" för {allowed}" if allowed else "")
            + ", eller länka till planen i den punkt som antar den: [åtgärdsplanen]"
            f"(bilaga:{_PLAN})"
            + "; är den redan beslutad, skriv beslut eller beslutad_i_annat_ärende i "
            "atgardsplan.yaml",
            (See(at(document, "id"), "här står åtgärdsplanen bland handlingarna"),),
            about=_PLAN,
        )
    elif not any(_may_adopt(material, adoption.body) for adoption in found):
        yield Finding(
            found[0].body_place,
            f"åtgärdsplanen beslutas av ”{clean(found[0].body)}” men ska beslutas av {allowed} "
            f"enligt {profile.source(51)}",
            f"flytta beslutet till {allowed}; bestämmer lagen något annat, rätta beslutande_organ "
            "i lagprofilen",
            about=_PLAN,
        )


class _Occasion(NamedTuple):
    """A day from which the time to the next follow-up is counted."""

    day: date
    place: Place
    what: str


def next_follow_up(material: Material) -> Iterator[Finding]:
    """52: the plan is followed up within the law's interval, from the decision and onwards."""
    profile, plan = material.case.profile, material.plan
    months = profile.follow_up_months
    assert months is not None  # a profile that has the rule has the limit
    adoptions = list(_adoptions(material))
    if not adoptions:
        return  # rule 51 says that the plan is not adopted
    adopted = next((a for a in adoptions if _may_adopt(material, a.body)), adoptions[0])
    day = material.day(plan)
    last = _Occasion(adopted.day, adopted.day_place, "beslutet")
    upcoming = None
    for occasion in _follow_ups(material):
        if occasion.day > max(last.day, day):
            upcoming = occasion
            break
        last = max(last, occasion, key=lambda one: one.day)
    reached = upcoming.day if upcoming else max(day, plan.period.end)
    if not within_months(last.day, reached, months):
        body = profile.responsible_body
        yield Finding(
            upcoming.place if upcoming else last.place,
            f"kalendern har ingen uppföljning{f' i {body}' if body else ''} inom {months} månader "
            f"efter {last.what} {last.day}, vilket krävs enligt {profile.source(NEXT_FOLLOW_UP)}",
            "lägg till en uppföljning i kalendern"
            + (f" med {body} som organ" if body else "")
            + ", eller flytta nästa så att den kommer i tid",
            (See(last.place, "härifrån räknas tiden"),) if upcoming else (),
            about=_PLAN,
        )


def _follow_ups(material: Material) -> list[_Occasion]:
    """Return the follow-ups of the body that the law makes responsible, in order of date."""
    body = material.case.profile.responsible_body
    responsible = {
        one.id
        for one in (*material.every(Body), *material.every(CooperationBody))
        if body is None or one.name.casefold() == body.casefold()
    }
    return sorted(
        (
            _Occasion(one.date, at(one, "datum"), f"uppföljningen ”{one.id}”")
            for one in material.calendar.values()
            if one.body in responsible
        ),
        key=lambda occasion: occasion.day,
    )


RULES = (
    Rule(
        "51",
        "Ett organ som får det beslutar om åtgärdsplanen, här eller i ett annat ärende.",
        "Åtgärdsplanen är kommunens beslut. Att den är bilaga till en överenskommelse som godkänns "
        "är inte att den är beslutad.",
        "Lägg till en beslutspunkt, eller skriv var planen är beslutad.",
        ("tjansteutlatande", "atgardsplan"),
        (approval_or_reason(plan_is_adopted),),
        by_law=True,
        exact=False,
    ),
    Rule(
        "52",
        "Åtgärdsplanen följs upp inom den tid som lagen anger, räknad från beslutet eller den "
        "senaste uppföljningen.",
        "Lagen kräver återkommande uppföljning. Den ska göras av det organ som ansvarar enligt "
        "lagen och inte bara i samverkansgruppen.",
        "Lägg till en uppföljning i kalendern, i overenskommelse.yaml eller uppfoljningsplan.yaml.",
        ("atgardsplan",),
        (advice(next_follow_up),),
        by_law=True,
    ),
)
