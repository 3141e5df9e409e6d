"""What tags do with values while a document is made: print them, and the Swedish filters."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from types import UnionType
from typing import Any, get_args

from avtal.language import swedish
from avtal.language.prose import Prose
from avtal.word.values.marked import (
    Omitted,
    WordXml,
    annotate,
    is_missing,
    missing,
    note_of,
    with_note,
)
from avtal.word.values.mistakes import ValueKind, no_field, unprintable, wrong_value

Filter = Callable[..., Any]


def kind_of_value(value: object) -> ValueKind:
    if is_missing(value):
        return ValueKind.MISSING
    kinds: tuple[tuple[type | UnionType, ValueKind], ...] = (
        (list, ValueKind.LIST),
        (dict, ValueKind.GROUP),
        (WordXml, ValueKind.WORD),
        (str, ValueKind.TEXT),
        (bool, ValueKind.FLAG),
        (int | Decimal, ValueKind.NUMBER),
        (date, ValueKind.DAY),
        (Prose, ValueKind.PROSE),
    )
    return next((name for kind, name in kinds if isinstance(value, kind)), ValueKind.OTHER)


def printable(value: Any) -> Any:
    """Let through what may be printed as it is; everything else needs a filter."""
    if is_missing(value):
        return missing(value)
    if isinstance(value, str):
        return with_note(value, note_of(value))
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        text = str(int(value)) if isinstance(value, int) else swedish.group_digits(value)
        return with_note(text, note_of(value))
    raise unprintable(kind_of_value(value))


def _list(value: Any, filter: str, entries: type | UnionType = object) -> list[Any]:
    """Return the list that a filter needs, or raise."""
    if not isinstance(value, list) or not all(isinstance(entry, entries) for entry in value):
        wanted = "en lista" if entries is object else THINGS
        raise wrong_value(wanted, kind_of_value(value), filter)
    return value


def _typed(wanted: ValueKind, function: Callable[[Any], str]) -> Filter:
    """Return a filter that passes missing and omitted values on and refuses other types."""
    kind = _PYTHON[wanted]
    plain = get_args(kind) or (kind,)

    def apply(value: Any) -> Any:
        if value.__class__ in plain:  # and so neither missing nor omitted, and without a note
            return function(value)
        if is_missing(value):
            return missing(value)
        if isinstance(value, Omitted):
            return value
        if not isinstance(value, kind) or isinstance(value, bool | WordXml):
            raise wrong_value(wanted, kind_of_value(value))
        return annotate(function(value), note_of(value))

    return apply


def _joined(name: str, join: Callable[[list[str]], str]) -> Filter:
    """Return a filter that makes one text of a list, or of one field of each of its entries."""

    def apply(value: Any, field: str | None = None) -> str:
        if isinstance(value, Omitted):
            return value
        words = []
        for entry in _list(value, name):
            if field is not None and isinstance(entry, dict):
                if field not in entry:
                    raise no_field(field, entry)
                entry = entry[field]
            words.append(str(printable(entry)))
        return join(words) if words else missing(value)

    return apply


def _count(value: Any) -> int:
    if isinstance(value, Omitted):
        return 1
    return len(_list(value, "antal"))


def _sorted(value: Any, field: str = "") -> Any:
    """Return the things in order of a field; those where it is unknown or secret come last."""
    if isinstance(value, Omitted):
        return value
    entries = _list(value, "sorterade", dict | Omitted)
    for entry in entries:
        if isinstance(entry, dict) and field not in entry:
            raise no_field(field, entry)
    known: list[Any] = []
    rest: list[Any] = []
    for entry in entries:
        told = entry if isinstance(entry, Omitted) else entry[field]
        (rest if is_missing(told) or isinstance(told, Omitted) else known).append(entry)
    return sorted(known, key=lambda entry: swedish.sort_key(entry[field])) + rest


_PYTHON: Mapping[ValueKind, type | UnionType] = {
    ValueKind.TEXT: str,
    ValueKind.NUMBER: int | Decimal,
    ValueKind.WHOLE: int,
    ValueKind.DAY: date,
}

_OF_ONE_VALUE: Mapping[str, tuple[ValueKind, Callable[[Any], str]]] = {
    "datum": (ValueKind.DAY, swedish.long_date),
    "kortdatum": (ValueKind.DAY, swedish.short_date),
    "tal": (ValueKind.NUMBER, swedish.group_digits),
    "talord": (ValueKind.WHOLE, swedish.number_word),
    "genitiv": (ValueKind.TEXT, swedish.genitive),
    "stor": (ValueKind.TEXT, swedish.sentence_start),
    "versaler": (ValueKind.TEXT, str.upper),
    "fast": (ValueKind.TEXT, swedish.bound),
}

TAKES: Mapping[str, ValueKind] = {name: kind for name, (kind, _) in _OF_ONE_VALUE.items()}
"""What each filter of a single value takes, beside a value that is missing."""

THINGS = "en lista av saker"
"""What the filter `sorterade` takes."""

FILTERS: dict[str, Filter] = {
    **{name: _typed(kind, function) for name, (kind, function) in _OF_ONE_VALUE.items()},
    "antal": _count,
    "lista": _joined("lista", swedish.listing),
    "rad": _joined("rad", "; ".join),
    "sorterade": _sorted,
}
"""The Swedish filters; `stycken` and `löptext` need the template's styles and come with it."""
