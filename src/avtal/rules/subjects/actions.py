"""Rules on the actions of the plan: who does them, and when."""

from __future__ import annotations

import re
from collections.abc import Iterator

from avtal.language.swedish import listing
from avtal.model.action_plan import ActionStatus
from avtal.model.base import Period
from avtal.model.parties import Function
from avtal.model.references import JOINTLY
from avtal.model.words import WordList
from avtal.problems import clean
from avtal.rules.finding import Finding, See, at, field_or_id
from avtal.rules.material import Material
from avtal.rules.rule import Rule, advice, approval, approval_or_reason, when_read


def every_leader_is_responsible(material: Material) -> Iterator[Finding]:
    """18: what is led jointly has a responsible function at every party; for one, see rule 19."""
    functions = material.by_id(Function)
    for action in material.plan.actions:
        if action.lead != JOINTLY:
            continue
        responsible = {functions[name].party for name in action.responsible}
        missing = [f"”{p.id}”" for p in material.facts.parties if p.id not in responsible]
        if missing:
            yield Finding(
                at(action, "ansvariga"),
                f"åtgärden ”{action.id}” leds gemensamt men har ingen ansvarig funktion hos "
                f"{listing(missing)}",
                "lägg till en funktion för varje part, eller ange den part som leder i leds_av",
                (See(at(action, "leds_av"), "här står vem som leder"),),
            )


def one_is_responsible(material: Material) -> Iterator[Finding]:
    """18: of each leading party one function is responsible, the others take part."""
    functions = material.by_id(Function)
    for action in material.plan.actions:
        first: dict[str, str] = {}
        for number, name in enumerate(action.responsible):
            party = functions[name].party
            if first.setdefault(party, name) != name and action.lead in {party, JOINTLY}:
                yield Finding(
                    at(action, "ansvariga", number),
                    f"åtgärden ”{action.id}” har mer än en ansvarig funktion hos ”{party}”: "
                    f"”{first[party]}” och ”{name}”",
                    "låt en ansvara och skriv den andra under medverkande",
                )
                break


def responsible_is_of_a_leader(material: Material) -> Iterator[Finding]:
    """19: a responsible function belongs to the party that leads the action."""
    functions = material.by_id(Function)
    for action in material.plan.actions:
        strangers = [
            (number, functions[name])
            for number, name in enumerate(action.responsible)
            if action.lead not in {functions[name].party, JOINTLY}
        ]
        if strangers:
            number, function = strangers[0]
            names = listing(f"”{stranger.id}”" for _, stranger in strangers)
            yield Finding(
                at(action, "ansvariga", number),
                f"åtgärden ”{action.id}” leds av ”{action.lead}” men {names} hör inte dit",
                f"ange en funktion hos ”{action.lead}”, eller ändra leds_av; den som hjälper till "
                "skrivs under medverkande",
                (
                    See(at(action, "leds_av"), "här står vem som leder"),
                    See(at(function, "part"), f"här står parten som ”{function.id}” hör till"),
                ),
            )


_NAME = r"[A-ZÅÄÖÉ][a-zåäöéü]+(?:-[A-ZÅÄÖÉ][a-zåäöéü]+)?"
_FULL_NAME = re.compile(rf"({_NAME}(?: {_NAME}){{1,2}})(?:, .+)?")
_LONGEST_NAME = 5
"""Words of the longest name of a person that is looked for in a title."""


def function_is_no_person(material: Material) -> Iterator[Finding]:
    """20: a function is not called by a person's name."""
    people = {person.name: person for person in material.facts.people if person.name}
    for function in material.facts.functions:
        known = next((run for run in _runs(function.title) if run in people), "")
        name = known or _like_a_name(function.title, material.words.phrases.titles)
        if name:
            yield Finding(
                at(function, "titel", sought=name),
                f"funktionen ”{function.id}” har ett personnamn i titeln: ”{clean(name)}”",
                "skriv vad funktionen är; namnet hör hemma under personer, med ett förordnande",
                (See(at(people[known], "namn"), "här står personen"),) if known else (),
            )


def _runs(title: str) -> Iterator[str]:
    """Yield every run of two words or more, as many as a name can have."""
    found = re.findall(r"[\w-]+", title)
    for start in range(len(found)):
        for end in range(start + 2, start + _LONGEST_NAME + 1):
            yield " ".join(found[start:end])


def _like_a_name(title: str, of_titles: WordList) -> str:
    """Return what a title begins with, where that can hardly be anything but a name."""
    found = _FULL_NAME.fullmatch(title)
    return found[1] if found and not of_titles.finder.search(found[1]) else ""


def planned_within_the_period(material: Material) -> Iterator[Finding]:
    """21: an action lies within the plan's own period or the term; an earlier one is under way."""
    term, period = material.facts.term, material.plan.period
    periods = f"planens period {_days(period)} och avtalstiden {_days(term)}"
    see = (
        See(at(period, "från"), "här står planens period"),
        See(at(term, "från"), "här står avtalstiden"),
    )
    for action in material.plan.actions:
        first = min(term.start, period.start)
        if action.start < first and action.status is ActionStatus.PLANNED:
            yield Finding(
                at(action, "start"),
                f"åtgärden ”{action.id}” är planerad att börja {action.start}, före {periods}",
                "rätta start eller planens period, eller ändra status om åtgärden redan pågår",
                see,
            )
        if action.due > max(term.end, period.end):
            yield Finding(
                at(action, "klar"),
                f"åtgärden ”{action.id}” ska vara klar {action.due}, efter {periods}",
                "rätta klar eller planens period",
                see,
            )


def _days(period: Period) -> str:
    return f"{period.start}–{period.end}"


_UNFINISHED = {ActionStatus.PLANNED, ActionStatus.ONGOING}
_BEGUN = {ActionStatus.ONGOING, ActionStatus.DONE}


def status_fits_the_dates(material: Material) -> Iterator[Finding]:
    """22: the status is possible on the day of the plan; what is late or paused says why itself."""
    day = material.day(material.plan)
    own = day == material.plan.date
    dated = (See(at(material.plan, "datum"), "här står planens datum"),) if own else ()
    for action in material.plan.actions:
        status = f"men har status ”{action.status}” den {day}"
        if action.due < day and action.status in _UNFINISHED:
            yield Finding(
                at(action, "status"),
                f"åtgärden ”{action.id}” skulle vara klar {action.due} {status}",
                "ändra status till genomförd, försenad eller avbruten, eller rätta klar",
                (See(at(action, "klar"), "här står när den ska vara klar"), *dated),
            )
        elif action.start < day and action.status is ActionStatus.PLANNED:
            yield Finding(
                at(action, "status"),
                f"åtgärden ”{action.id}” skulle börja {action.start} {status}",
                "ändra status till pågår eller försenad, eller rätta start",
                (See(at(action, "start"), "här står när den börjar"), *dated),
            )
        elif action.start > day and action.status in _BEGUN:
            yield Finding(
                at(action, "status"),
                f"åtgärden ”{action.id}” börjar {action.start} {status}",
                "ändra status till planerad, eller rätta start",
                (See(at(action, "start"), "här står när den börjar"), *dated),
            )


def action_is_followed_up(material: Material) -> Iterator[Finding]:
    """23: every action that is not cancelled has a date in the calendar, if there is a calendar."""
    if material.case.documents.keys().isdisjoint(_CALENDARS):
        return  # the case has nowhere to keep one
    missing = [
        action
        for action in material.plan.actions
        if action.follow_up is None and action.status is not ActionStatus.CANCELLED
    ]
    if missing and not material.calendar:
        yield Finding(
            at(material.plan, "åtgärder"),
            "åtgärderna har ingen uppföljning, eftersom kalendern är tom",
            "lägg till uppföljningar under kalender i överenskommelsen eller uppföljningsplanen, "
            "och ange en av dem vid varje åtgärd",
        )
        return
    for action in missing:
        yield Finding(
            field_or_id(action, "uppföljning"),
            f"åtgärden ”{action.id}” har ingen uppföljning",
            "lägg till uppföljning med ett id ur kalendern",
        )


_CALENDARS = {"overenskommelse", "uppfoljningsplan"}


def followed_up_after_the_start(material: Material) -> Iterator[Finding]:
    """23: an action is not followed up before it begins."""
    for action in material.plan.actions:
        if action.follow_up is None:
            continue
        occasion = material.calendar[action.follow_up]
        if occasion.date < action.start:
            yield Finding(
                at(action, "uppföljning"),
                f"åtgärden ”{action.id}” följs upp {occasion.date} men börjar först {action.start}",
                "välj ett senare tillfälle, eller rätta något av datumen",
                (
                    See(at(action, "start"), "här står när den börjar"),
                    See(at(occasion, "datum"), "här står uppföljningens datum"),
                ),
            )


RULES = (
    Rule(
        "18",
        "Varje åtgärd leds av en part eller gemensamt, med en ansvarig funktion hos varje part "
        "som leder.",
        "En åtgärd som ingen hos parten ansvarar för blir inte gjord. Delar två på ansvaret vet "
        "ingen vem som ska svara vid uppföljningen.",
        "Ange en ansvarig funktion per ledande part; de andra skrivs under medverkande.",
        ("atgardsplan",),
        (approval(every_leader_is_responsible), approval(one_is_responsible)),
    ),
    Rule(
        "19",
        "En ansvarig funktion hör till en part som leder åtgärden.",
        "En part kan inte lägga ansvar på en annan parts medarbetare.",
        "Byt ansvarig funktion, eller ändra vem som leder.",
        ("atgardsplan",),
        (approval(responsible_is_of_a_leader),),
    ),
    Rule(
        "20",
        "Ansvarig är en funktion och inte en person.",
        "Människor byter arbete under avtalstiden, funktionen finns kvar. Namnet står på ett "
        "ställe, under personer.",
        "Skriv funktionens titel, och personens namn under personer.",
        checks=(advice(function_is_no_person),),
        exact=False,
    ),
    Rule(
        "21",
        "En åtgärd börjar innan den ska vara klar, och ligger i planens period eller avtalstiden.",
        "Det som ligger utanför perioden följs inte upp av någon. En åtgärd som redan pågår, eller "
        "är genomförd, får ha börjat tidigare; det syns på dess status.",
        "Rätta datumen, eller planens period.",
        ("atgardsplan",),
        (advice(planned_within_the_period),),
        held_by=when_read(
            "Att en åtgärd inte är klar innan den börjar kontrolleras när filen läses."
        ),
    ),
    Rule(
        "22",
        "En åtgärds status stämmer med dess datum, sedda från planens datum.",
        "En plan där gamla åtgärder står som planerade visar inte hur arbetet går.",
        "Uppdatera status, eller datumen.",
        ("atgardsplan",),
        (advice(status_fits_the_dates),),
    ),
    Rule(
        "23",
        "Varje åtgärd följs upp vid ett tillfälle i kalendern, efter att den har börjat.",
        "Brå pekar på att arbete fortsätter år från år utan uppföljning. Ett datum i kalendern "
        "gör att någon frågar.",
        "Ange uppföljning vid åtgärden, med ett id ur kalendern.",
        ("atgardsplan",),
        (
            approval_or_reason(action_is_followed_up),
            approval_or_reason(followed_up_after_the_start),
        ),
        held_by=when_read("Att tillfället finns i kalendern kontrolleras när filerna läses."),
    ),
)
