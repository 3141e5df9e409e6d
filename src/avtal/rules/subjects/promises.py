"""Rules on the promises to the citizens: what carries them, who gives them, how to count them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Set
from functools import cache

from avtal.language.phrases import either
from avtal.language.swedish import MONTHS, NUMBER_WORDS, listing
from avtal.model.action_plan import Action, ActionStatus
from avtal.model.base import plain
from avtal.model.parties import Function
from avtal.model.promise import Promise
from avtal.model.references import JOINTLY
from avtal.model.situation import MappedCrime
from avtal.problems import clean
from avtal.rules.finding import Finding, See, at, field_or_id
from avtal.rules.material import Material, words
from avtal.rules.rule import Rule, advice, approval, approval_or_reason, when_read


def promise_has_an_action(material: Material) -> Iterator[Finding]:
    """25: every promise is carried by an action of its own focus area."""
    actions = material.by_id(Action)
    for promise in material.promises.promises:
        area = promise.focus_area
        if not promise.actions:
            yield Finding(
                at(promise, "åtgärder"),
                f"löftet ”{promise.id}” bärs inte av någon åtgärd",
                f"ange minst en åtgärd i ”{area}” ur atgardsplan.yaml",
            )
        elif all(actions[name].focus_area != area for name in promise.actions):
            yield _astray(promise, 0, actions)


def promise_keeps_to_its_area(material: Material) -> Iterator[Finding]:
    """25: a promise that has an action of its own area seldom means one of another."""
    actions = material.by_id(Action)
    for promise in material.promises.promises:
        at_home = [actions[name].focus_area == promise.focus_area for name in promise.actions]
        if any(at_home) and not all(at_home):
            yield _astray(promise, at_home.index(False), actions)


def _astray(promise: Promise, number: int, actions: Mapping[str, Action]) -> Finding:
    action = actions[promise.actions[number]]
    return Finding(
        at(promise, "åtgärder", number),
        f"löftet ”{promise.id}” hör till ”{promise.focus_area}” men åtgärden ”{action.id}” hör "
        f"till ”{action.focus_area}”",
        f"ange en åtgärd i ”{promise.focus_area}”, eller rätta något av fokusområdena",
        (
            See(at(promise, "fokusområde"), "här står löftets fokusområde"),
            See(at(action, "fokusområde"), "här står åtgärdens fokusområde"),
        ),
    )


def promise_is_still_carried(material: Material) -> Iterator[Finding]:
    """25: not every action that carries a promise is cancelled."""
    actions = material.by_id(Action)
    for promise in material.promises.promises:
        carrying = [actions[name] for name in promise.actions]
        if carrying and all(action.status is ActionStatus.CANCELLED for action in carrying):
            yield Finding(
                at(promise, "åtgärder"),
                f"löftet ”{promise.id}” bärs bara av avbrutna åtgärder",
                "ange en annan åtgärd, eller ta bort löftet",
                (See(at(carrying[0], "status"), f"här är åtgärden ”{carrying[0].id}” avbruten"),),
            )


def promise_has_a_measure(material: Material) -> Iterator[Finding]:
    """26: a promise has the measure of an action, or one of its own and a reason."""
    for promise in material.promises.promises:
        if promise.own_measure and not promise.measure_reason:
            yield Finding(
                at(promise, "eget_mått"),
                f"löftet ”{promise.id}” har ett eget mått, utan skäl till att inte ta en åtgärds",
                "ange åtgärden i mått_från i stället, eller skriv varför i måttets_skäl",
            )
        if not promise.own_measure and not promise.measure_from:
            yield Finding(
                field_or_id(promise, "mått_från"),
                f"löftet ”{promise.id}” har inget mått",
                "ange i mått_från den åtgärd vars mått löftet har, eller skriv eget_mått och "
                "måttets_skäl",
            )


def measure_is_of_its_own_action(material: Material) -> Iterator[Finding]:
    """26: a promise takes its measure from one of the actions that carry it."""
    actions = material.by_id(Action)
    for promise in material.promises.promises:
        source = promise.measure_from
        if source and promise.actions and source not in promise.actions:
            yield Finding(
                at(promise, "mått_från"),
                f"löftet ”{promise.id}” har måttet från ”{source}”, som inte är en av löftets "
                "åtgärder",
                f"välj bland: {', '.join(promise.actions)}; eller lägg till ”{source}” i åtgärder",
                (See(at(actions[source], "mått"), "här står måttet"),),
            )


def giver_takes_part(material: Material) -> Iterator[Finding]:
    """27: who gives a promise leads or takes part in an action that carries it."""
    functions = material.by_id(Function)
    actions = material.by_id(Action)
    parties = [party.id for party in material.facts.parties]
    for promise in material.promises.promises:
        carrying = [actions[name] for name in promise.actions]
        active = {
            *(action.lead for action in carrying),
            *(
                functions[name].party
                for action in carrying
                for name in (*action.responsible, *action.participants)
            ),
        }
        givers = parties if promise.giver == JOINTLY else [promise.giver]
        absent = [f"”{giver}”" for giver in givers if giver not in active]
        if carrying and absent and JOINTLY not in active:
            how = "gemensamt" if promise.giver == JOINTLY else f"av ”{promise.giver}”"
            who = f", men {listing(absent)}" if promise.giver == JOINTLY else ", som"
            yield Finding(
                at(promise, "av"),
                f"löftet ”{promise.id}” ges {how}{who} varken leder eller medverkar i löftets "
                "åtgärder",
                "ändra vem som lovar, eller lägg till en funktion hos parten vid någon av "
                "åtgärderna",
                tuple(
                    See(at(action, "leds_av"), f"här står vem som leder ”{action.id}”")
                    for action in carrying
                ),
            )


def party_gives_a_promise(material: Material) -> Iterator[Finding]:
    """28: each party gives a promise, alone or jointly."""
    givers = {promise.giver for promise in material.promises.promises}
    for party in material.facts.parties:
        if party.id not in givers and JOINTLY not in givers:
            yield Finding(
                at(material.promises, "löften"),
                f"”{party.id}” ({clean(party.name)}) ger inget löfte",
                f"lägg till ett löfte av {party.id}, eller ett gemensamt",
                (See(at(party, "id"), "här står parten"),),
                about=party.id,
            )


def area_without_a_promise(material: Material) -> Iterator[Finding]:
    """29: a focus area without promise is told; not the plan's own areas, nor what is secret."""
    actions = material.by_id(Action)
    promised = {promise.focus_area for promise in material.promises.promises}
    for promise in material.promises.promises:  # where it differs, rule 25 says it
        promised |= {actions[name].focus_area for name in promise.actions}
    documents = material.case.documents
    own = {a.focus_area for a in material.plan.analyses} if "atgardsplan" in documents else set()
    known: set[str] = set()
    secret: set[str] = set()
    for action in material.every(Action):
        (secret if material.secret(action) else known).add(action.focus_area)
    for area in material.facts.focus_areas:
        hidden = material.secret(area) or area.id in secret - known
        idle = "atgardsplan" in documents and area.id not in secret | known  # rule 14 says it
        if area.id not in promised | own and not hidden and not idle:
            yield Finding(
                at(material.promises, "löften"),
                f"fokusområdet ”{area.id}” har inget löfte",
                "lägg till ett löfte, eller godta det med undantag och skäl i arende.yaml",
                (See(at(area, "id"), "här står fokusområdet"),),
                about=area.id,
            )


_COUNTED = re.compile(
    r"\d|\b(?:en gång|hälften|tjugo|trettio|fyrtio|femtio|hundra|tusen|varannan|"
    + "|".join((*NUMBER_WORDS[2:], *MONTHS))
    + r")\b",
    re.IGNORECASE,
)
_SHORTEST_PLACE = 4
"""Letters of the shortest word that is taken for the name of a place."""


@cache
def _located(places: tuple[str, ...]) -> re.Pattern[str]:
    """Return the pattern of a place after its preposition: Täby centrum, Kyrkbyn."""
    return re.compile(
        r"\b(?:i|på|vid|kring) ([A-ZÅÄÖÉ][a-zåäöéü]+(?: [A-ZÅÄÖÉ][a-zåäöéü]+)*"
        rf"(?: {either(places)})?)"
    )


def promise_can_be_counted(material: Material) -> Iterator[Finding]:
    """30: a promise or its measure has a number, a date or a place; without measure, see 26."""
    places = {
        word
        for row in material.every(MappedCrime)
        for word in re.findall(r"\w+", row.places or "")
        if word[0].isupper() and len(word) >= _SHORTEST_PLACE
    }
    phrases, own = material.words.phrases, _own_names(material)
    located = _located(phrases.places.words)
    actions = material.by_id(Action)
    for promise in material.promises.promises:
        source = actions[promise.measure_from].measure if promise.measure_from else None
        text, measure = words(plain(promise.text)), promise.own_measure or source
        if not measure or _COUNTED.search(text) or _COUNTED.search(measure):
            continue
        if phrases.countable.finder.search(measure):
            continue
        said = f"{text} {measure}"
        if places.isdisjoint(re.findall(r"\w+", said)) and not _names_a_place(
            located.findall(said), own
        ):
            yield Finding(
                at(promise, "text"),
                f"löftet ”{promise.id}” går inte att räkna: varken texten eller måttet har ett "
                "tal, ett datum eller en plats",
                "skriv hur mycket, hur ofta, när eller var, i löftet eller i måttet",
                (_see_measure(promise, actions),),
            )


def _own_names(material: Material) -> Set[str]:
    """Return the words of the parties' names, which say no more than where the case is from."""
    facts = material.facts
    names = [name for p in facts.parties for name in (p.name, p.short_name, p.legal_name) if name]
    return {_plain(word) for name in names for word in name.split()}


def _names_a_place(names: list[str], own: Set[str]) -> bool:
    return any(_plain(word) not in own for name in names for word in name.split())


def _plain(word: str) -> str:
    """Return a word of a name as it is without the genitive."""
    return word.casefold().removesuffix("s")


def _see_measure(promise: Promise, actions: Mapping[str, Action]) -> See:
    if promise.measure_from:
        return See(at(actions[promise.measure_from], "mått"), "här står måttet")
    return See(at(promise, "eget_mått"), "här står måttet")


RULES = (
    Rule(
        "25",
        "Varje löfte bärs av minst en åtgärd, i samma fokusområde som löftet.",
        "Ett löfte utan åtgärd är det ingen som håller. Hör åtgärden till ett annat område går "
        "löftet inte att följa tillbaka till problemet.",
        "Ange åtgärder ur åtgärdsplanen vid löftet, eller rätta fokusområdet.",
        ("medborgarlofte", "atgardsplan"),
        (
            approval(promise_has_an_action),
            advice(promise_keeps_to_its_area),
            advice(promise_is_still_carried),
        ),
        held_by=when_read("Att åtgärderna finns kontrolleras när filerna läses."),
    ),
    Rule(
        "26",
        "Ett löfte har måttet från en av sina åtgärder, eller ett eget mått med ett skäl.",
        "Står samma mått på två ställen ändras bara det ena. Ett eget mått behövs när invånaren "
        "ska kunna räkna något annat än det som åtgärden räknar.",
        "Ange åtgärden i mått_från, eller skriv eget_mått och måttets_skäl.",
        ("medborgarlofte", "atgardsplan"),
        (advice(promise_has_a_measure), advice(measure_is_of_its_own_action)),
    ),
    Rule(
        "27",
        "Den som ger ett löfte leder eller medverkar i en av löftets åtgärder.",
        "Ingen kan lova det som någon annan ska göra. Ger parterna löftet "
        "gemensamt medverkar alla.",
        "Ändra vem som lovar, eller låt parten medverka i åtgärden.",
        ("medborgarlofte", "atgardsplan"),
        (approval_or_reason(giver_takes_part),),
    ),
    Rule(
        "28",
        "Varje part ger minst ett löfte, ensam eller gemensamt med de andra.",
        "Ett medborgarlöfte säger vad var och en av parterna ska göra. Invånarna frågar annars "
        "vad den tysta parten bidrar med.",
        "Lägg till ett löfte av parten, eller ett gemensamt.",
        ("medborgarlofte",),
        (advice(party_gives_a_promise),),
    ),
    Rule(
        "29",
        "Ett fokusområde utan löfte är tillåtet och pekas ut.",
        "Alla områden behöver inte ett löfte, men det ska vara ett val och inte glömska. "
        "Åtgärdsplanens egna områden och hemliga områden räknas inte.",
        "Lägg till ett löfte, eller godta det med undantag och skäl.",
        ("medborgarlofte",),
        (advice(area_without_a_promise),),
    ),
    Rule(
        "30",
        "Ett löfte går att räkna: det har ett tal, ett datum eller en plats.",
        "Invånarna ska kunna se om löftet hölls. Ord som regelbundet och systematiskt går inte "
        "att pricka av.",
        "Skriv hur mycket, hur ofta, när eller var.",
        ("medborgarlofte",),
        (advice(promise_can_be_counted),),
        exact=False,
    ),
)
