"""What must agree between the parts of a case: the rules in one list, and what they find."""

from __future__ import annotations

from datetime import date

from avtal.case.index import Location
from avtal.case.load import Case
from avtal.model.base import MarkedProse
from avtal.model.description import described
from avtal.problems import PathKey, Problem, Related, sort_key
from avtal.rules.exemptions import Exemptions
from avtal.rules.finding import Finding, Place, See
from avtal.rules.material import Material
from avtal.rules.rule import Rule, Stage
from avtal.rules.subjects import (
    actions,
    adoption,
    areas,
    calendar,
    chain,
    cited_acts,
    communication,
    costs,
    counts,
    decisions,
    disclosure,
    language,
    law,
    origin,
    people,
    privacy,
    promises,
    readability,
    structure,
    terms,
)

_MODULES = (
    decisions,
    people,
    structure,
    areas,
    chain,
    actions,
    costs,
    promises,
    communication,
    terms,
    calendar,
    law,
    adoption,
    cited_acts,
    disclosure,
    privacy,
    counts,
    language,
    readability,
    origin,
)

NUMBERED: tuple[Rule, ...] = tuple(
    sorted(
        (rule for module in _MODULES for rule in module.RULES if rule.code.isdecimal()),
        key=lambda rule: int(rule.code),
    )
)
"""The rules of the list of consistency rules, in order of number."""

UNNUMBERED: tuple[Rule, ...] = tuple(
    rule for module in _MODULES for rule in module.RULES if not rule.code.isdecimal()
)
"""Our own rules beside the list."""

RULES: tuple[Rule, ...] = NUMBERED + UNNUMBERED

BY_CODE = {rule.code: rule for rule in RULES}


def findings(case: Case, day: date | None = None) -> list[Problem]:
    """Return everything that the rules find, in order of file and place.

    `day` is the day from which the case is looked at; each document's own where it is None. What
    the case accepts has the severity `undantag` and the reason as its help.
    """
    material = Material(case, day)
    exemptions = Exemptions(case.facts.exemptions)
    found = [
        exemptions.apply(
            _problem(material, rule.name, check.stage, finding), rule, excusable=check.excusable
        )
        for rule in RULES
        if _applies(rule, case)
        for check in rule.checks
        for finding in check.function(material)
    ]
    found += [
        _problem(material, "undantag", stage, finding)
        for stage, finding in exemptions.unmet(BY_CODE)
    ]
    return sorted(found, key=sort_key)


def _applies(rule: Rule, case: Case) -> bool:
    """Tell whether the case has what the rule is about, and its law has the rule."""
    if rule.by_law and not case.profile.asks_for(rule.code):
        return False
    return all(key in case.documents for key in rule.documents)


def _problem(material: Material, code: str, stage: Stage, finding: Finding) -> Problem:
    """Return a finding as a problem at its place in the content files."""
    location, path = _located(material, finding.place)
    return material.case.problem(
        location.file,
        path,
        code,
        finding.message,
        finding.help,
        sought=finding.place.sought,
        severity=stage.severity,
        about=finding.about or location.about,
        related=tuple(_related(material, see) for see in finding.see),
    )


def _related(material: Material, see: See) -> Related:
    location, path = _located(material, see.place)
    return material.case.related(location.file, path, see.message, see.place.sought)


def _located(material: Material, place: Place) -> tuple[Location, PathKey]:
    """Return where a place is; a part of a marked text stands one step further down."""
    location = material.location(place.model)
    path = (*location.path, *place.steps)
    if place.sought and isinstance(_value(place), MarkedProse):
        path = (*path, "text")
    return location, path


def _value(place: Place) -> object:
    """Return the value of a field of the place's model; None further down."""
    if len(place.steps) != 1:
        return None
    field = described(type(place.model)).get(str(place.steps[0]))
    return getattr(place.model, field.name) if field else None
