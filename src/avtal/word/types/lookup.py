"""Fields of what may be one of several things, or be missing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from avtal.language import swedish
from avtal.word.types.kinds import (
    MISSING,
    NEVER,
    UNKNOWN,
    Choice,
    Field,
    Thing,
    Type,
    UnknownType,
    fields_of,
    kind_of,
    one_of,
    options,
)
from avtal.word.types.report import Use
from avtal.word.values.mistakes import TemplateMistake, ValueKind, has_no_fields, no_field


@dataclass(frozen=True, slots=True)
class Found:
    """What a field is, what was used to find it, and what is wrong with asking for it.

    `renamed` is said of former names, which are no mistakes.
    """

    type: Type
    uses: tuple[Use, ...] = ()
    mistake: TemplateMistake | None = None
    renamed: tuple[TemplateMistake, ...] = ()


def look_up(base: Type, field: str, name: str, known: Iterable[Choice]) -> Found:
    """Return the field of a value that is written as `name`.

    `known` are the choices that are known where the tag stands; some fields ask for one. A field
    that may not be there for some content is a mistake, as that content would be refused.
    """
    if base == NEVER:
        return Found(NEVER)
    things = [option for option in options(base) if isinstance(option, Thing)]
    having = [thing for thing in things if field in thing.fields]
    if not having:
        return Found(UNKNOWN, mistake=_absent(base, things, field))
    found = [thing.fields[field] for thing in having]
    mistake = None
    if MISSING in options(base):
        mistake = _maybe_missing(name, field)
    elif len(having) < len(things):
        mistake = _only_some(name, field, things, having)
    else:
        mistake = _conditional(field, found, tuple(known))
    uses = tuple(use for thing in having for use in thing.uses(field))
    renamed = tuple(new_name(thing, field) for thing in having if thing.fields[field].now)
    return Found(one_of(each.type for each in found), uses, mistake, renamed)


def new_name(thing: Thing, field: str, *, alone: bool = False) -> TemplateMistake:
    """Return what is said of a former name of a field; `alone` where it is written by itself."""
    now = thing.fields[field].now
    of = "" if alone else f"{thing.label}."
    return TemplateMistake(
        f"{of}{field} heter numera {swedish.listing(f'{of}{one}' for one in now)}",
        f"skriv {' eller '.join(now)} i stället för {field}; det gamla namnet läses också",
    )


def _absent(base: Type, things: list[Thing], field: str) -> TemplateMistake | None:
    if any(isinstance(option, UnknownType) for option in options(base)):
        return None
    if things:
        return no_field(field, fields_of(things))
    return has_no_fields(field, next(map(kind_of, options(base)), ValueKind.OTHER))


def _maybe_missing(name: str, field: str) -> TemplateMistake:
    return TemplateMistake(
        f"{name} kan saknas, och har då inget fält ”{field}”",
        f"fråga först om det finns: {{% if {name.strip('”')} %}} … {{% endif %}}",
    )


def _only_some(name: str, field: str, things: list[Thing], having: list[Thing]) -> TemplateMistake:
    lacking = [thing for thing in things if thing not in having]
    labels = swedish.listing(dict.fromkeys(thing.label for thing in lacking))
    return TemplateMistake(
        f"fältet ”{field}” finns inte alltid här: {name} kan också vara {labels}",
        f"fråga först: {{% if {_question(name.strip('”'), having, lacking)} %}}",
    )


def _question(name: str, having: list[Thing], lacking: list[Thing]) -> str:
    """Return a condition that is true only of things that have the field, as a proposal."""
    for asked, alike in (("slag", having), ("id", having), ("id", lacking)):
        values = []
        if not all(asked in thing.fields for thing in (*having, *lacking)):
            continue
        for thing in alike:
            told = thing.fields[asked].type
            if isinstance(told, Choice) and len(told.values) == 1:
                values.append(told.values[0])
        if values and len(values) == len(alike) and (asked == "slag" or len(values) == 1):
            op = "==" if alike is having else "!="
            return " or ".join(f'{name}.{asked} {op} "{value}"' for value in dict.fromkeys(values))
    return f"{name}.… == …"


def _conditional(
    field: str, found: list[Field], known: tuple[Choice, ...]
) -> TemplateMistake | None:
    for each in found:
        wanted = each.only
        if wanted and not any(
            choice.name == wanted.name and set(choice.values) <= set(wanted.values)
            for choice in known
        ):
            *first, last = map(str, wanted.values)
            values = " eller ".join(filter(None, (", ".join(first), last)))
            return TemplateMistake(
                f"fältet ”{field}” finns bara när {wanted.name} är {values}",
                f"fråga först: {{% if {wanted.name} == {wanted.values[0]} %}}",
            )
    return None
