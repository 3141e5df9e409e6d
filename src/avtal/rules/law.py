"""Rules that the law asks for, where the law profile of the case names them; the profile itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from avtal.documents import BY_KEY
from avtal.model.agreement import CooperationBody
from avtal.model.base import Model, plain
from avtal.model.case import Body, DecisionKind, Document, Function, Outcome
from avtal.model.memo import DecisionPoint
from avtal.model.profile import AGE_OF_PICTURE, NEXT_FOLLOW_UP
from avtal.model.situation import MappedCrime
from avtal.problems import shown
from avtal.rules.finding import Finding, Place, See, at
from avtal.rules.material import Material, words
from avtal.rules.rule import Rule, advice, approval, approval_or_reason
from avtal.rules.terms import within_months

_PLAN = "atgardsplan"
_ADOPTING = {DecisionKind.APPROVE, DecisionKind.ADOPT, DecisionKind.ESTABLISH}


def profile_in_force(material: Material) -> Iterator[Finding]:
    """The law profile holds on the date of the first document."""
    profile = material.case.profile
    key, document = next(iter(material.case.documents.items()))
    if not profile.holds(document.date):
        name = material.facts.law_profile
        late = profile.in_force_to is not None and document.date > profile.in_force_to
        yield Finding(
            at(material.facts, "lagprofil"),
            f"lagprofilen ”{name}” gällde inte {document.date}, datumet i "
            f"{BY_KEY[key].content_file}",
            "välj en annan profil ur content/profiler eller rätta datumet",
            (
                See(at(document, "datum"), "här står datumet"),
                See(
                    at(profile, "gäller_till" if late else "gäller_från"),
                    f"här {'slutar' if late else 'börjar'} tiden för profilen {profile.name}",
                ),
            ),
        )


def picture_has_its_parts(material: Material) -> Iterator[Finding]:
    """49: the mapping says the extent of the crimes, and there is other information."""
    source = material.case.profile.source(49)
    for row in material.every(MappedCrime):
        if all(value is None for value in row.values.values()):
            yield Finding(
                at(row, "värden"),
                f"kartläggningen ”{row.id}” säger inte hur omfattande brotten är, vilket "
                f"lägesbilden ska göra enligt {source}",
                "fyll i värden för minst ett år, eller ta bort raden",
            )
    if not material.picture.information:
        yield Finding(
            at(material.picture, "övrig_information"),
            f"lägesbilden saknar övrig information, som den ska ha enligt {source}",
            "lägg till övrig_information med minst en uppgift, till exempel ur en dialog",
        )


def picture_of_the_whole(material: Material) -> Iterator[Finding]:
    """50: the area of the picture is the whole municipality."""
    area, name = material.picture.area, material.facts.municipality_name
    parts = {part.casefold() for part in re.split(r", | och | samt ", area)}
    whole = _WHOLE.search(area) and (name in area or "kommunen" in area.casefold())
    if name.casefold() not in parts and not whole:
        yield Finding(
            at(material.picture, "område"),
            f"området är ”{shown(area)}”, men lägesbilden ska gälla hela {name} enligt "
            f"{material.case.profile.source(50)}",
            f"skriv område: {name}; om fler områden ingår, räkna upp dem med komma",
        )


_WHOLE = re.compile(r"\bhela\b", re.IGNORECASE)


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
        if any(_adopts_plan(point) for point in proposal.points):
            meeting, day = meetings.get(proposal.body, (memo.meeting, memo.meeting.date))
            name = bodies[proposal.body].name
            yield _Adoption(name, at(proposal, "organ"), day, at(meeting, "datum"))


_ADOPTED = {Outcome.AS_PROPOSED, Outcome.AMENDED}


def _adopts_plan(point: DecisionPoint) -> bool:
    """Tell whether a point adopts the plan: by its link, or in words where it links to nothing."""
    if point.verb not in _ADOPTING:
        return False
    text = plain(point.text)
    links = {key for key, _ in text.appendices()}
    return _PLAN in links if links else "åtgärdsplan" in words(text).lower()


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
            "lägg till en beslutspunkt av typen anta som länkar till planen"
            + (f", för {allowed}" if allowed else "")
            + "; är den redan beslutad, skriv beslut eller beslutad_i_annat_ärende i "
            "atgardsplan.yaml",
            (See(at(document, "id"), "här står åtgärdsplanen bland handlingarna"),),
            about=_PLAN,
        )
    elif not any(_may_adopt(material, adoption.body) for adoption in found):
        yield Finding(
            found[0].body_place,
            f"åtgärdsplanen beslutas av ”{shown(found[0].body)}” men ska beslutas av {allowed} "
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
    adoptions = list(_adoptions(material))
    if months is None or not adoptions:
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


def coordinator_and_council(material: Material) -> Iterator[Finding]:
    """53: somebody in the municipality coordinates, and a council handles strategic questions."""
    source = material.case.profile.source(53)
    if not (
        any(
            function.party in material.municipal and _COORDINATOR.search(function.title)
            for function in material.every(Function)
        )
        or any(_COORDINATION in text.words.casefold() for text in material.texts)
    ):
        yield Finding(
            at(material.facts, "funktioner"),
            "ingen av kommunens funktioner ser ut att samordna det brottsförebyggande arbetet, "
            f"vilket någon ska göra enligt {source}",
            "lägg till funktionen, till exempel brottsförebyggande samordnare, eller skriv i "
            "överenskommelsen vem som är samordningsfunktion",
        )
    bodies = (*material.every(Body), *material.every(CooperationBody))
    if not any(_COUNCIL.search(body.name) for body in bodies):
        yield Finding(
            at(material.agreement, "organisation"),
            "inget organ ser ut att vara ett brottsförebyggande råd eller liknande, som kommunen "
            f"ska verka för enligt {source}",
            "lägg till rådet under organisation; heter det något annat, gör ett undantag",
        )


_COORDINATOR = re.compile(r"samordn|brottsförebygg|strateg", re.IGNORECASE)
_COORDINATION = "samordningsfunktion"
_COUNCIL = re.compile(r"(?<!om)råd(?:et)?\b|\bbrå\b|forum", re.IGNORECASE)


def picture_is_fresh(material: Material) -> Iterator[Finding]:
    """54: the picture is not older at the decision than the profile allows."""
    profile, picture, meeting = material.case.profile, material.picture, material.memo.meeting
    months = profile.picture_months
    if months is not None and not within_months(picture.date, meeting.date, months):
        yield Finding(
            at(picture, "datum"),
            f"lägesbilden är från {picture.date}, mer än {months} månader före sammanträdet "
            f"{meeting.date}; se {profile.source(AGE_OF_PICTURE)}",
            "följ upp lägesbilden och ge den ett nytt datum före beslutet",
            (See(at(meeting, "datum"), "här står sammanträdets datum"),),
        )


RULES = (
    Rule(
        "lagprofil",
        "Lagprofilen gällde det datum som ärendets första handling har.",
        "Profilen väljer rättsligt stöd och de regler som lagen kräver.",
        "Välj en annan profil i arende.yaml.",
        checks=(approval(profile_in_force),),
    ),
    Rule(
        "49",
        "Lägesbilden har en kartläggning med omfattning och konsekvenser, övrig information och en "
        "analys.",
        "Lagen säger vad en lägesbild ska innehålla. Utan någon av delarna vilar åtgärdsplanen på "
        "ett underlag som inte är fullständigt.",
        "Fyll i den del som saknas i lagesbild.yaml.",
        ("lagesbild",),
        (approval(picture_has_its_parts),),
        held_by=(
            "att konsekvenser och analys finns kontrolleras när filen läses",
            "tests/test_source.py::test_a_bad_case_gives_its_problems[lagesbild-utan-delar]",
        ),
        by_law=True,
    ),
    Rule(
        "50",
        "Lägesbilden gäller hela kommunen.",
        "Lagen gäller kommunens hela geografiska område. En bild av en del av den räcker inte som "
        "underlag för kommunens åtgärdsplan.",
        "Skriv kommunens namn under område i lagesbild.yaml.",
        ("lagesbild",),
        (approval(picture_of_the_whole),),
        by_law=True,
        exact=False,
    ),
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
    Rule(
        "53",
        "Kommunens samordningsfunktion och ett brottsförebyggande råd är namngivna.",
        "Lagen kräver att någon samordnar och att strategiska frågor behandlas i ett råd eller "
        "liknande. Den som läser ska veta vart man vänder sig. Regeln letar efter ord i "
        "funktionernas titlar och organens namn.",
        "Lägg till funktionen i arende.yaml och rådet under organisation i overenskommelse.yaml.",
        ("overenskommelse", "atgardsplan"),
        (advice(coordinator_and_council),),
        by_law=True,
        exact=False,
    ),
    Rule(
        "54",
        "Lägesbilden är inte för gammal när beslutet fattas.",
        "Ett beslut som bygger på en gammal bild möter gårdagens problem. Hur gammal den får vara "
        "står i lagprofilen.",
        "Uppdatera lägesbilden före beslutet.",
        ("lagesbild", "tjansteutlatande"),
        (advice(picture_is_fresh),),
        by_law=True,
    ),
)
