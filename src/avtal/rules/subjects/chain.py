"""Rules on the chain from a focus area by way of its causes and goals to the actions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from avtal.language.swedish import listing
from avtal.model.action_plan import Action, ActionStatus
from avtal.model.agreement import Cause, FocusAnalysis, Goal
from avtal.rules.finding import Finding, See, at, field_or_id
from avtal.rules.material import Material
from avtal.rules.rule import Rule, advice, approval_or_reason


def area_has_an_action(material: Material) -> Iterator[Finding]:
    """14: something is done in every focus area; what is cancelled is not done."""
    actions = _first((action.focus_area, action) for action in _living_first(material))
    for area in material.facts.focus_areas:
        action = actions.get(area.id)
        if action is None or _cancelled(action):
            said = "ingen åtgärd" if action is None else "bara avbrutna åtgärder"
            yield Finding(
                at(area, "id"),
                f"fokusområdet ”{area.id}” har {said}",
                "lägg till en åtgärd i fokusområdet i atgardsplan.yaml",
                _see_cancelled(action),
            )


def cause_is_met(material: Material) -> Iterator[Finding]:
    """16: every cause is met by an action."""
    named = [(action, action.causes) for action in _living_first(material)]
    held = [
        (one.focus_area, cause) for one in material.every(FocusAnalysis) for cause in one.causes
    ]
    yield from _unmet(named, held, _Words("möter", "orsaken", "orsaker"))


def goal_is_served(material: Material) -> Iterator[Finding]:
    """17: every goal is served by an action."""
    named = [(action, action.goals) for action in _living_first(material)]
    held = [(one.focus_area, goal) for one in material.every(FocusAnalysis) for goal in one.goals]
    yield from _unmet(named, held, _Words("tjänar", "målet", "mål"))


class _Words(NamedTuple):
    """How an action reaches a cause or a goal: the verb, the noun and the field."""

    verb: str
    noun: str
    field: str


def _unmet(
    named: Sequence[tuple[Action, tuple[str, ...]]],
    held: Iterable[tuple[str, Cause | Goal]],
    words: _Words,
) -> Iterator[Finding]:
    """Yield what no living action names, of the areas of which rules 14 and 15 say nothing.

    `named` are the actions, living ones first, with the ids that each names; `held` is what there
    is to name, with its focus area.
    """
    aimless = {action.focus_area for action, names in named if not names}
    living = {action.focus_area for action, _ in named if not _cancelled(action)}
    judged = living - aimless
    first = _first((name, action) for action, names in named for name in names)
    for area, thing in held:
        action = first.get(thing.id)
        if area in judged and (action is None or _cancelled(action)):
            said = "ingen åtgärd" if action is None else "bara avbrutna åtgärder"
            yield Finding(
                at(thing, "id"),
                f"{said} {words.verb} {words.noun} ”{thing.id}”",
                f"lägg till ”{thing.id}” under {words.field} vid en åtgärd, eller ta bort "
                f"{words.noun}",
                _see_cancelled(action),
            )


def _cancelled(action: Action) -> bool:
    return action.status is ActionStatus.CANCELLED


def _living_first(material: Material) -> list[Action]:
    return sorted(material.plan.actions, key=_cancelled)


def _first(pairs: Iterable[tuple[str, Action]]) -> Mapping[str, Action]:
    """Return the first action that comes with each id."""
    found: dict[str, Action] = {}
    for identity, action in pairs:
        found.setdefault(identity, action)
    return found


def _see_cancelled(action: Action | None) -> tuple[See, ...]:
    if action is None:
        return ()
    return (See(at(action, "status"), f"här är åtgärden ”{action.id}” avbruten"),)


class _Aims(NamedTuple):
    """The causes, or the goals, of one action.

    `strays` are those of another focus area, each with its number in the list. `lacks` is true
    where the action has none of its own area, although the area has some.
    """

    field: str
    nothing: str
    strays: tuple[tuple[int, str], ...]
    lacks: bool


class _Homes(NamedTuple):
    """The focus area of each cause and goal, and each of them by id."""

    areas: Mapping[str, str]
    things: Mapping[str, Cause | Goal]


def _homes(material: Material) -> _Homes:
    areas: dict[str, str] = {}
    things: dict[str, Cause | Goal] = {}
    for analysis in material.every(FocusAnalysis):
        own: tuple[Cause | Goal, ...] = (*analysis.causes, *analysis.goals)
        for thing in own:
            areas[thing.id] = analysis.focus_area
            things[thing.id] = thing
    return _Homes(areas, things)


def _aims(material: Material, homes: _Homes, action: Action) -> tuple[_Aims, _Aims]:
    analysis = material.analyses.get(action.focus_area)

    def aims(field: str, nothing: str, named: tuple[str, ...], *, there_are: bool) -> _Aims:
        strays = tuple(
            (number, identity)
            for number, identity in enumerate(named)
            if homes.areas[identity] != action.focus_area
        )
        lacks = len(strays) == len(named) and there_are
        return _Aims(field, nothing, strays, lacks)

    return (
        aims(
            "orsaker",
            "möter ingen orsak",
            action.causes,
            there_are=bool(analysis and analysis.causes),
        ),
        aims("mål", "tjänar inget mål", action.goals, there_are=bool(analysis and analysis.goals)),
    )


def action_has_its_cause_and_goal(material: Material) -> Iterator[Finding]:
    """15: every action points to a cause and a goal of its own focus area."""
    homes = _homes(material)
    for action in material.plan.actions:
        lacking = [aims for aims in _aims(material, homes, action) if aims.lacks]
        if lacking:
            yield _astray(action, lacking, homes)


def action_keeps_to_its_area(material: Material) -> Iterator[Finding]:
    """15: an action that has its own may have more of another area, but seldom means to."""
    homes = _homes(material)
    for action in material.plan.actions:
        both = _aims(material, homes, action)
        strays = [aims for aims in both if aims.strays]
        if strays and not any(aims.lacks for aims in both):
            yield _astray(action, strays, homes)


def _astray(action: Action, found: list[_Aims], homes: _Homes) -> Finding:
    area = action.focus_area
    strays = [(aims.field, *stray) for aims in found for stray in aims.strays]
    said = [aims.nothing for aims in found if not aims.strays]
    if strays:
        names = listing(f"”{name}”" for _, _, name in strays)
        said.append(f"pekar på {names}, som inte hör till ”{area}”")
    return Finding(
        at(action, *strays[0][:2]) if strays else field_or_id(action, found[0].field),
        f"åtgärden ”{action.id}” {listing(said)}",
        f"ange {listing(aims.field for aims in found)} som hör till ”{area}”"
        + (", eller ändra åtgärdens fokusområde" if strays else ""),
        tuple(
            See(at(homes.things[name], "id"), f"”{name}” hör till ”{homes.areas[name]}”")
            for _, _, name in strays
        ),
    )


RULES = (
    Rule(
        "14",
        "Varje fokusområde har minst en åtgärd.",
        "Ett område utan åtgärd är ett löfte om arbete som ingen gör. En avbruten åtgärd räknas "
        "inte.",
        "Lägg till en åtgärd, eller ta bort området.",
        ("atgardsplan",),
        (approval_or_reason(area_has_an_action),),
    ),
    Rule(
        "15",
        "Varje åtgärd möter en orsak och tjänar ett mål i sitt eget fokusområde.",
        "Brå pekar på att problem och åtgärder ofta saknar samband, och att arbete fortsätter år "
        "från år utan att någon vet varför. Sambandet är det som går att följa upp.",
        "Ange orsaker och mål ur samma fokusområde som åtgärden, eller flytta åtgärden.",
        ("atgardsplan",),
        (approval_or_reason(action_has_its_cause_and_goal), advice(action_keeps_to_its_area)),
    ),
    Rule(
        "16",
        "Varje orsak möts av minst en åtgärd.",
        "En orsak som ingen åtgärd möter finns kvar, och problemet med den.",
        "Lägg till orsaken vid en åtgärd, eller ta bort den ur analysen.",
        ("atgardsplan",),
        (advice(cause_is_met),),
    ),
    Rule(
        "17",
        "Varje mål tjänas av minst en åtgärd.",
        "Ett mål som ingen arbetar för nås av en slump.",
        "Lägg till målet vid en åtgärd, eller ta bort det ur analysen.",
        ("atgardsplan",),
        (advice(goal_is_served),),
    ),
)
