"""Filters in tags: what each of them takes, and what it gives."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from avtal.word.types.kinds import (
    MISSING,
    TEXT,
    UNKNOWN,
    WHOLE,
    WORD,
    Choice,
    ListOf,
    Thing,
    Type,
    UnknownType,
    fits,
    kind_of,
    one_of,
    options,
)
from avtal.word.types.lookup import Found, look_up
from avtal.word.values.filters import TAKES, THINGS
from avtal.word.values.mistakes import (
    TemplateMistake,
    ValueKind,
    no_style,
    not_prose,
    unprintable,
    wrong_value,
)
from avtal.word.values.prose import BODY_STYLE

PRINTED = {ValueKind.TEXT, ValueKind.NUMBER, ValueKind.WHOLE, ValueKind.WORD, ValueKind.MISSING}
_SORTED = {
    ValueKind.TEXT,
    ValueKind.NUMBER,
    ValueKind.WHOLE,
    ValueKind.DAY,
    ValueKind.FLAG,
    ValueKind.MISSING,
}


@dataclass(frozen=True, slots=True)
class About:
    """Where a filter stands: how its value is written, what is known there, the styles there are"""

    name: str
    known: tuple[Choice, ...]
    styles: Collection[str]


def apply(filter: str, given: Type, words: list[str], about: About) -> Found:
    """Return what a filter makes of a value, with the words within its parenthesis."""
    if any(isinstance(option, UnknownType) for option in options(given)):
        return Found(UNKNOWN if filter == "sorterade" else _GIVES.get(filter, TEXT))
    if filter in TAKES:
        return Found(TEXT, mistake=_single(TAKES[filter], given))
    if filter in ("stycken", "löptext"):
        return Found(WORD, mistake=_prose(filter, given, words, about))
    if filter not in ("antal", "lista", "rad", "sorterade"):
        return Found(UNKNOWN)  # an unknown filter has been refused
    wrong = _list(filter, given, about)
    if wrong:
        return Found(UNKNOWN if filter == "sorterade" else _GIVES[filter], mistake=wrong)
    if filter == "antal":
        return Found(WHOLE)
    entry = one_of(option.entry for option in options(given) if isinstance(option, ListOf))
    if filter == "sorterade":
        return _sorted(given, entry, words[0] if words else "", about)
    return _joined(entry, words, about)


_GIVES: dict[str, Type] = {
    "antal": WHOLE,
    "lista": TEXT,
    "rad": TEXT,
    "stycken": WORD,
    "löptext": WORD,
}


def _single(wanted: ValueKind, given: Type) -> TemplateMistake | None:
    wrong = [option for option in options(given) if option != MISSING and not fits(option, wanted)]
    return wrong_value(wanted, kind_of(wrong[0])) if wrong else None


def _prose(filter: str, given: Type, words: list[str], about: About) -> TemplateMistake | None:
    if any(
        kind_of(option) not in (ValueKind.PROSE, ValueKind.MISSING) for option in options(given)
    ):
        return not_prose()
    style = words[0] if words else BODY_STYLE
    if filter == "stycken" and style not in about.styles:
        return no_style(style, about.styles)
    return None


def _list(filter: str, given: Type, about: About) -> TemplateMistake | None:
    wrong = [option for option in options(given) if not isinstance(option, ListOf)]
    if not wrong:
        return None
    if wrong == [MISSING] and given != MISSING:
        return TemplateMistake(
            f"{about.name} kan saknas, och filtret {filter} behöver en lista",
            f"fråga först om det finns: {{% if {about.name.strip('”')} %}} … {{% endif %}}",
        )
    return wrong_value(
        THINGS if filter == "sorterade" else ValueKind.LIST, kind_of(wrong[0]), filter
    )


def _sorted(given: Type, entry: Type, field: str, about: About) -> Found:
    if not all(isinstance(option, Thing | UnknownType) for option in options(entry)):
        return Found(given, mistake=wrong_value(THINGS, ValueKind.LIST, "sorterade"))
    found = look_up(entry, field, f"en post i {about.name}", about.known)
    if found.mistake:
        return replace(found, type=given)
    kinds = {kind_of(option) for option in options(found.type)} - {ValueKind.MISSING}
    if not kinds <= _SORTED or len({k for k in kinds if k is not ValueKind.WHOLE}) > 1:
        message = f"fältet ”{field}” går inte att sortera efter"
        mistake = TemplateMistake(message, "välj en text, ett tal eller ett datum")
        return replace(found, type=given, mistake=mistake)
    return replace(found, type=given)


def _joined(entry: Type, words: list[str], about: About) -> Found:
    things = [option for option in options(entry) if isinstance(option, Thing)]
    if not words or not things:
        return Found(TEXT, mistake=_not_printed(entry))
    found = look_up(entry, words[0], f"en post i {about.name}", about.known)
    return replace(found, type=TEXT, mistake=found.mistake or _not_printed(found.type))


def _not_printed(type: Type) -> TemplateMistake | None:
    kinds = [kind_of(option) for option in options(type) if not isinstance(option, UnknownType)]
    wrong = [kind for kind in kinds if kind not in PRINTED]
    return unprintable(wrong[0]) if wrong else None
