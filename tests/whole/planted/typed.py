"""Mistakes that any field of a type can have: a wrong id, an impossible date, a personnummer.

One is planted for each field of each model that the case uses, so a new field is covered by itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from avtal.language.prose import Prose
from avtal.model.base import Item, Model, SecretMark
from avtal.model.references import Ref, reference_fields
from avtal.problems import PathKey
from tests.whole.planted.planting import CONTENT, Garden, Planted

PERSONAL_NUMBER = "19121212-1212"
"""The personnummer that Swedish authorities use as an example."""


class Field(NamedTuple):
    """A field that has a value: its model, where it stands, and what it refers to."""

    model: Model
    path: PathKey
    value: object
    ref: Ref | None

    @property
    def name(self) -> str:
        """The field as a test is called after it."""
        return f"{type(self.model).__name__}.{self.path[-1]}"


def fields(garden: Garden) -> Iterator[Field]:
    """Yield each field of each type of model in the case, once, where it first has a value."""
    seen = set()
    for model in garden.material.models:
        references = reference_fields(type(model))
        for name, info in type(model).model_fields.items():
            value = getattr(model, name)
            if value in (None, ()) or (type(model), name) in seen:
                continue
            seen.add((type(model), name))
            path: PathKey = (*garden.material.location(model).path, info.alias or name)
            yield Field(model, path, value, references.get(name))


def dangling_references(garden: Garden) -> Iterator[Planted]:
    """Plant an id that nothing has, and one that something of another kind has."""
    things = [model for model in garden.material.models if isinstance(model, Item)]
    for field in fields(garden):
        if field.ref is None:
            continue
        path = (*field.path, 0) if isinstance(field.value, tuple) else field.path
        yield garden.planted(f"okänt id i {field.name}", CONTENT, field.model, path, "finns_ej")
        other = next(thing for thing in things if thing.kind not in field.ref.kinds)
        yield garden.planted(f"fel slag i {field.name}", CONTENT, field.model, path, other.id)


def repeated_ids(garden: Garden) -> Iterator[Planted]:
    """Plant the id of the first thing of a kind in the last one."""
    by_kind: dict[str, list[Item]] = {}
    for model in garden.material.models:
        if isinstance(model, Item) and model.kind != "handling":
            by_kind.setdefault(model.kind, []).append(model)
    for kind, (first, *more) in by_kind.items():
        if more:
            path = (*garden.material.location(more[-1]).path, "id")
            yield garden.planted(f"samma id på två {kind}", "dubblett", more[-1], path, first.id)


def impossible_dates(garden: Garden) -> Iterator[Planted]:
    """Plant a day that is in no calendar."""
    for field in fields(garden):
        if isinstance(field.value, date):
            name = f"omöjlig dag i {field.name}"
            yield garden.planted(name, CONTENT, field.model, field.path, "2019-02-30")


def unknown_values(garden: Garden) -> Iterator[Planted]:
    """Plant a word that is none of those a field can have."""
    for field in fields(garden):
        if isinstance(field.value, StrEnum):
            name = f"okänt värde i {field.name}"
            yield garden.planted(name, CONTENT, field.model, field.path, f"{field.value}x")


PERIODS = (("från", "till"), ("start", "klar"))


def swapped_dates(garden: Garden) -> Iterator[Planted]:
    """Let each pair of dates change places."""
    by_path = {(id(field.model), field.path[-1]): field for field in fields(garden)}
    for (owner, name), start in by_path.items():
        for first, last in PERIODS:
            end = by_path.get((owner, last))
            if name != first or end is None or start.value == end.value:
                continue
            file = garden.file(start.model)
            text = garden.swapped(file, start.path, end.path)
            lines = frozenset({garden.line(file, start.path), garden.line(file, end.path)})
            yield Planted(f"omkastade dagar i {start.name}", CONTENT, file, text, lines)


def personal_numbers(garden: Garden) -> Iterator[Planted]:
    """Plant a personnummer last in each text."""
    for field in fields(garden):
        if isinstance(field.model, SecretMark):
            continue  # a note is made of the names of an act and an authority
        plain = field.ref is None and field.path[-1] not in {"id", "regel", "lagprofil", "telefon"}
        if not plain or not (isinstance(field.value, Prose) or type(field.value) is str):
            continue
        file = garden.file(field.model)
        written = garden.value(file, field.path)
        if written[0] in "\"'" or written[0] in ">|":
            continue  # the same field is written plainly in another place, or in another case
        name = f"personnummer i {field.name}"
        new = f"{written} ({PERSONAL_NUMBER})"
        yield garden.planted(name, "regel 58", field.model, field.path, new)


ALL = (
    dangling_references, repeated_ids, impossible_dates, unknown_values, swapped_dates,
    personal_numbers,
)  # fmt: skip
