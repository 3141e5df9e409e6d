"""The fields that templates can print, and those that none of them names."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from avtal.case.kinds import BY_KEY, DOCUMENTS
from avtal.model.base import MarkedProse, Model, SecretMark, child_models
from avtal.model.description import described
from avtal.model.facts import CaseFacts
from avtal.templates.layer import COMMON_NAMES
from avtal.templates.types import label, type_given_to
from avtal.word.types.kinds import Choice, ListOf, Plain, Thing, Type, options
from avtal.word.types.report import Report, Use
from avtal.word.values.mistakes import ValueKind

_SHOWN_VALUES = 8


@dataclass(frozen=True, slots=True)
class FieldRow:
    """A field as it is told to the author of a template.

    `templates` are the documents whose templates print it, or go through it if it is no single
    value.
    """

    group: str
    name: str
    type: str
    about: str
    templates: tuple[str, ...]


def field_rows(keys: Sequence[str], reports: Mapping[str, Report]) -> list[FieldRow]:
    """Return every field that the templates of these documents can print, their own fields first.

    `reports` are what was found in the templates, by the key of the document.
    """
    return [
        FieldRow(
            place,
            name,
            type_in_swedish(field.type),
            field.about,
            tuple(key for key, report in reports.items() if _shows(report, thing, name)),
        )
        for place, thing in _places(keys)
        for name, field in thing.todays.items()
    ]


def _shows(report: Report, thing: Thing, name: str) -> bool:
    leads_on = any(True for _ in _things(thing.fields[name].type))
    return (thing.name, name) in (report.uses if leads_on else report.prints)


def _places(keys: Sequence[str]) -> Iterator[tuple[str, Thing]]:
    """Yield every thing that can be reached, each once, with how to reach it.

    After what stands at the top of a single document comes what all of them are given.
    """
    tops = {f"mallen för {BY_KEY[key].noun}": type_given_to(key) for key in keys}
    seen = {thing.name for thing in tops.values()}
    for place, thing in tops.items():
        yield f"överst i {place}", thing
    alone = next(iter(tops.values())) if len(tops) == 1 else None
    names = [name for name in alone.todays if name not in COMMON_NAMES] if alone else []
    own = list(_inner("", alone, names, seen)) if alone else []
    yield from own
    for thing in tops.values():
        yield from _reach("", thing, COMMON_NAMES, seen)
    for place, thing in [*own, *({} if alone else tops).items()]:
        yield from _reach(place, thing, thing.todays, seen)


def _reach(
    above: str, thing: Thing, names: Iterable[str], seen: set[str]
) -> Iterator[tuple[str, Thing]]:
    """Yield the things that the fields of a thing lead to, the nearest first."""
    queue = list(_inner(above, thing, names, seen))
    for place, found in queue:
        yield place, found
        queue += _inner(place, found, found.todays, seen)


def _inner(
    above: str, thing: Thing, names: Iterable[str], seen: set[str]
) -> Iterator[tuple[str, Thing]]:
    for name in names:
        found = list(_things(thing.fields[name].type))
        for inner, in_list in found:
            if inner.name not in seen:
                seen.add(inner.name)
                place = _place(above, name, in_list)
                yield f"{place}, {inner.label}" if len(found) > 1 else place, inner


def _place(above: str, name: str, in_list: bool) -> str:
    if not above:
        found = name
    elif " " in above:
        found = f"{name} i {above}"
    else:
        found = f"{above}.{name}"
    return f"varje post i {found}" if in_list else found


def _things(type: Type, in_list: bool = False) -> Iterator[tuple[Thing, bool]]:
    for option in options(type):
        if isinstance(option, Thing):
            yield option, in_list
        elif isinstance(option, ListOf):
            yield from _things(option.entry, in_list=True)


_KINDS = {
    ValueKind.TEXT: "text",
    ValueKind.NUMBER: "tal",
    ValueKind.WHOLE: "heltal",
    ValueKind.DAY: "datum",
    ValueKind.FLAG: "ja eller nej",
    ValueKind.PROSE: "text med stycken",
}


def type_in_swedish(type: Type) -> str:
    """Return a type in Swedish."""
    words = []
    missing = ""
    for option in options(type):
        match option:
            case Plain(ValueKind.MISSING):
                missing = ", kan saknas"
            case Plain(kind):
                words.append(_KINDS[kind])
            case Choice(values):
                listed = ", ".join(map(str, values[:_SHOWN_VALUES]))
                words.append(f"något av {listed}{' …' if len(values) > _SHOWN_VALUES else ''}")
            case ListOf(entry):
                words.append(f"lista: {type_in_swedish(entry)}")
            case Thing(fields=fields):
                words.append(option.label if "id" in fields else "grupp")
    return " eller ".join(dict.fromkeys(words)) + missing


def find_unused(uses: Collection[Use], keys: Collection[str]) -> Mapping[str, list[str]]:
    """Return the fields that no template names, by document; ”” stands for the shared facts.

    `uses` is what all templates name, `keys` the documents that have a template.
    """
    found: dict[str, list[str]] = {}
    seen: set[type[Model]] = {MarkedProse, SecretMark}
    roots: list[tuple[str, type[Model]]] = [("", CaseFacts)]
    roots += [(row.key, row.model) for row in DOCUMENTS if row.key in keys]
    for key, root in roots:
        names = [
            alias if model is root else f"{label(model)}.{alias}"
            for model in _within(root, seen)
            for alias, field in described(model).items()
            if (model.__name__, alias) not in uses and not field.used_otherwise
        ]
        if names:
            found[key] = names
    return found


def _within(root: type[Model], seen: set[type[Model]]) -> Iterator[type[Model]]:
    """Yield the models that a model holds, itself first, and each but once."""
    if root not in seen:
        seen.add(root)
        yield root
        for child in child_models(root).values():
            yield from _within(child, seen)
