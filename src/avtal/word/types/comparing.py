"""Comparisons in tags: which can be made, and what is known of a value where they hold."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from typing import Any

from avtal.language.hints import ask, nearest
from avtal.word.types.kinds import (
    MISSING,
    NEVER,
    UNKNOWN,
    Choice,
    ListOf,
    Plain,
    Type,
    keep_values,
    kind_of,
    one_of,
    options,
)
from avtal.word.values.mistakes import TemplateMistake, ValueKind

_ORDER: Mapping[str, Callable[[Any, Any], bool]] = {
    "lt": operator.lt,
    "lteq": operator.le,
    "gt": operator.gt,
    "gteq": operator.ge,
}
_HOLDS: Mapping[str, Callable[[Any, Any], bool]] = {**_ORDER, "eq": operator.eq}
_MIRRORED = {"lt": "gt", "lteq": "gteq", "gt": "lt", "gteq": "lteq", "eq": "eq", "ne": "ne"}
_ORDERED = {ValueKind.TEXT, ValueKind.NUMBER, ValueKind.DAY}
_SINGLE = {*_ORDERED, ValueKind.FLAG}
_LISTED = 12


def mistake(op: str, left: Type, right: Type, names: tuple[str, str]) -> TemplateMistake | None:
    """Return what is wrong with a comparison; `names` are how its sides are written."""
    if UNKNOWN in (left, right) or NEVER in (left, right):
        return None
    if op in ("in", "notin"):
        return _within(left, right, names)
    if op in _ORDER:
        return _ordered(left, right, names)
    return _equal(left, right, names)


def keep(op: str, option: Type, other: Type, *, holds: bool) -> Type | None:
    """Return what a single type can be where the comparison with the other holds, or does not.

    None where it cannot be at all.
    """
    if op in ("in", "notin") or UNKNOWN in (option, *options(other)):
        return option
    if op == "ne":
        op, holds = "eq", not holds
    if op == "eq" and holds:
        return _equals(option, other)
    fixed = _fixed(other)
    if option == MISSING:
        return option if op == "eq" else None
    if not isinstance(option, Choice) or fixed is None:
        return option
    order = _HOLDS[op]
    left = keep_values(option, lambda value: order(value, fixed) is holds)
    # What is left out as secret is in no comparison with anything.
    return option if left is None and not holds and not option.open else left


def mirror(op: str) -> str:
    """Return the comparison with its sides exchanged; `in` has no such."""
    return _MIRRORED.get(op, op)


def _fixed(type: Type) -> str | int | None:
    """Return the one value that a type has, if it has just one."""
    return type.values[0] if isinstance(type, Choice) and len(type.values) == 1 else None


def _equals(option: Type, other: Type) -> Type | None:
    """Return what a single type can be where it equals the other, or None."""
    found = [equal for each in options(other) if (equal := _both(option, each)) is not None]
    return one_of(found) if found else None


def _both(option: Type, other: Type) -> Type | None:
    if isinstance(option, Choice) and isinstance(other, Choice):
        return keep_values(option, lambda value: value in other.values)
    if isinstance(option, Plain) and isinstance(other, Choice):
        possible = [value for value in other.values if value not in option.never]
        return option if possible and _kind(option) is _kind(other) else None
    if isinstance(other, Plain) and isinstance(option, Choice):
        left = keep_values(option, lambda value: value not in other.never)
        return left if _kind(option) is _kind(other) else None
    return option if _kind(option) is _kind(other) else None


def _kind(option: Type) -> ValueKind:
    kind = kind_of(option)
    return ValueKind.NUMBER if kind is ValueKind.WHOLE else kind


def _equal(left: Type, right: Type, names: tuple[str, str]) -> TemplateMistake | None:
    for option in (*options(left), *options(right)):
        if option != MISSING and _kind(option) not in _SINGLE:
            return _incomparable(_kind(option))
    if any(_equals(option, right) for option in options(left)):
        return None
    for type, value, name in ((left, _fixed(right), names[0]), (right, _fixed(left), names[1])):
        known = [v for o in options(type) if isinstance(o, Choice) for v in o.values]
        if known and value is not None and isinstance(value, str) is isinstance(known[0], str):
            return _no_such_value(name, value, known)
    return _unlike(left, right, names)


def _no_such_value(name: str, value: str | int, known: list[str | int]) -> TemplateMistake:
    words = [str(v) for v in known]
    listed = ", ".join(words[:_LISTED]) + (" …" if len(words) > _LISTED else "")
    return TemplateMistake(
        f"{name} är aldrig ”{value}”", ask(nearest(str(value), words)) or f"det kan vara: {listed}"
    )


def _incomparable(kind: ValueKind) -> TemplateMistake:
    if kind is ValueKind.GROUP:
        help = 'jämför ett av fälten: {% if a.id == "…" %}'
    elif kind is ValueKind.LIST:
        help = "gå igenom listan med for, eller fråga efter |antal"
    else:
        help = "fråga bara om värdet finns: {% if fält %}"
    return TemplateMistake(f"{kind} går inte att jämföra", help)


def _unlike(
    left: Type, right: Type, names: tuple[str, str], said: str = "är aldrig lika med"
) -> TemplateMistake:
    one, other = (next((o for o in options(t) if o != MISSING), MISSING) for t in (left, right))
    kinds = {_kind(one), _kind(other)}
    if len(kinds) == 1:
        return TemplateMistake(f"{names[0]} och {names[1]} är aldrig lika", "kontrollera fälten")
    quoted = next((v for type in (left, right) if isinstance(v := _fixed(type), str)), "")
    help = "jämför tal med tal och text med text"
    if ValueKind.FLAG in kinds:
        help = "skriv bara fältet: {% if fält %}"
    elif kinds == {ValueKind.NUMBER, ValueKind.TEXT} and quoted.isdecimal():
        help = "skriv talet utan citattecken"
    elif ValueKind.DAY in kinds:
        help = "ett datum kan bara jämföras med ett annat datum"
    return TemplateMistake(f"{names[0]}, {_kind(one)}, {said} {names[1]}, {_kind(other)}", help)


def _ordered(left: Type, right: Type, names: tuple[str, str]) -> TemplateMistake | None:
    for type, name in ((left, names[0]), (right, names[1])):
        for option in options(type):
            if option != MISSING and _kind(option) not in _ORDERED:
                return _incomparable(_kind(option))
        if MISSING in options(type):
            return _maybe_missing(name)
    kinds = {_kind(option) for type in (left, right) for option in options(type)}
    return _unlike(left, right, names, "går inte att jämföra med") if len(kinds) > 1 else None


def _maybe_missing(name: str) -> TemplateMistake:
    return TemplateMistake(
        f"{name} kan saknas, och går då inte att jämföra",
        f"fråga först om det finns: {{% if {name.strip('”')} and … %}}",
    )


def _within(left: Type, right: Type, names: tuple[str, str]) -> TemplateMistake | None:
    if MISSING in options(right):
        return _maybe_missing(names[1])
    for option in options(right):
        entry = option.entry if isinstance(option, ListOf) else option
        if not isinstance(option, ListOf) and _kind(option) is not ValueKind.TEXT:
            message = f"in behöver en lista eller en text men får {_kind(option)}"
            return TemplateMistake(message, "byt fält")
        if not isinstance(option, ListOf) and MISSING in options(left):
            return _maybe_missing(names[0])
        in_text = not isinstance(option, ListOf)
        if in_text and all(_kind(o) is ValueKind.TEXT for o in options(left)):
            continue  # any text may stand in a text
        found = mistake("eq", left, entry, (names[0], f"en post i {names[1]}"))
        if found:
            return found
    return None
