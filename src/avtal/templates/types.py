"""What the template of each document is given, as types: the view of a case without its values.

They are made of the same rows as the view, in `rows` and `layer`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from avtal.case.kinds import BY_KEY, DOCUMENTS
from avtal.language.prose import Prose
from avtal.model.base import Item, MarkedProse, Model, SecretMark, child_models
from avtal.model.derived import Derived
from avtal.model.description import FieldDescription
from avtal.model.diarienummer import Diarienummer, NumberPattern
from avtal.model.facts import CaseFacts
from avtal.model.papers import Document
from avtal.model.references import JOINTLY, Ref
from avtal.templates.layer import (
    COMMON,
    HANDLING,
    STAMP,
    AllCollections,
    AllDocuments,
    Each,
    Group,
    LayerRow,
)
from avtal.templates.rows import (
    NAMES_OF_ALL,
    Collected,
    Fixed,
    Row,
    model_classes,
    referring_collections,
    rows_of,
)
from avtal.word.types.kinds import (
    DAY,
    FLAG,
    MISSING,
    NUMBER,
    PROSE,
    TEXT,
    WHOLE,
    Choice,
    Field,
    ListOf,
    Plain,
    Thing,
    Type,
    one_of,
)
from avtal.word.types.report import Use
from avtal.word.values.mistakes import ValueKind


@cache
def type_given_to(key: str) -> Thing:
    """Return what the template of a document is given: its own fields, and what all get."""
    types, row = _types(), BY_KEY[key]
    own = types.things[row.model]
    return Thing(own.name, row.noun, {**own.fields, **types.group(COMMON, key).fields})


def label(model: type[Model]) -> str:
    """Return what a thing of the model is called: its kind, or the field that it stands in."""
    return _types().things[model].label


STAMPED: Mapping[str, tuple[Use, ...]] = {
    "stämpel.nummer": ((STAMP.name, "nummer"),),
    "stämpel.version": ((STAMP.name, "version"),),
    "stämpel.status": ((STAMP.name, "status"),),
    "stämpel.datum": ((STAMP.name, "datum"),),
    "handling.titel": ((HANDLING.name, "titel"), (CaseFacts.__name__, "titel")),
}
"""What the registrar asks of every document, and the fields that print it; one of them will do."""


class _Types:
    """The things of all models; each is made empty and filled when all exist."""

    def __init__(self) -> None:
        models = [m for m in model_classes() if m not in (MarkedProse, SecretMark)]
        labels = _labels(models)
        self.things = {model: Thing(model.__name__, labels[model], {}) for model in models}
        items = [model for model in models if issubclass(model, Item)]
        self.jointly = Thing(JOINTLY, JOINTLY, {})
        self.kinds: dict[str, list[Thing]] = {}
        self.collections: dict[str, list[Thing]] = {}
        for model in models:
            if model in items:
                self.kinds.setdefault(labels[model], []).append(self.things[model])
            if hasattr(model, "collection"):
                self.collections.setdefault(str(model.collection), []).append(self.things[model])
        for model, thing in self.things.items():
            thing.fields.update((row.name, self._field(model, row)) for row in rows_of(model))
        for name in referring_collections()["part"]:
            self.jointly.fields[name] = Field(self._collected(name), "De som hänvisar hit.")
        same = Choice((JOINTLY,), open=True)
        for name in NAMES_OF_ALL:
            self.jointly.fields[name] = Field(same, "gemensamt, för alla parter tillsammans.")

    def group(self, group: Group, key: str) -> Thing:
        """Return the type of a group in what the template of a document is given."""
        fields = {row.name: Field(self._in_layer(row, key), row.about) for row in group.rows}
        return Thing(group.name, group.label, fields)

    def _in_layer(self, row: LayerRow, key: str) -> Type:
        match row.type:
            case Each(group):
                return ListOf(self.group(group, key))
            case Group():
                return self.group(row.type, key)
            case AllDocuments():
                return Thing(row.name, row.name, self._documents(key))
            case AllCollections():
                about = "Alla poster av slaget, var de än står."
                lists = {name: Field(self._collected(name), about) for name in self.collections}
                return Thing(row.name, row.name, lists)
        return self._type(row.name, row.type)

    def _documents(self, key: str) -> dict[str, Field]:
        """Return the documents by key; only the template's own is always there."""
        return {
            row.key: Field(
                self.things[row.model] if row.key == key else _maybe(self.things[row.model]),
                f"Fälten i handlingen {row.noun}.",
            )
            for row in DOCUMENTS
        }

    def _collected(self, name: str) -> Type:
        return ListOf(one_of(self.collections[name]))

    def _field(self, model: type[Model], row: Row) -> Field:
        """Return a name that templates are given of a model."""
        return replace(self._named(model, row), now=row.now)

    def _named(self, model: type[Model], row: Row) -> Field:
        match row.type:
            case Collected(collection):
                return Field(self._collected(collection), row.about)
            case Fixed(word):
                return Field(Choice((word,), open=True), row.about)
            case Derived():
                return self._derived(row.type)
            case FieldDescription():
                return Field(self._of_field(model, row.type), row.about)
        return Field(self._type(row.name, row.type), row.about)

    def _derived(self, derived: Derived) -> Field:
        type = self._type(derived.name, derived.type)
        if derived.group:
            inner = {one.name: self._derived(one) for one in derived.group}
            type = Thing(derived.name, derived.name, inner)
        only = Choice(derived.only.values, derived.only.name) if derived.only else None
        return Field(type, derived.about, only)

    def _of_field(self, model: type[Model], field: FieldDescription) -> Type:
        if field.name == "id":
            if issubclass(model, Document):
                return Choice(tuple(BY_KEY))
            return Plain(ValueKind.TEXT, frozenset((JOINTLY,)))
        if field.refers_to is None:
            return self._type(f"{model.__name__}.{field.name}", field.annotation)
        target = self._referent(field.refers_to)
        if field.is_list:
            return ListOf(target)
        return _maybe(target) if field.may_be_unknown else target

    def _referent(self, ref: Ref) -> Type:
        found = [thing for kind in ref.kinds for thing in self.kinds[kind]]
        return one_of([*found, self.jointly] if ref.jointly else found)

    def _type(self, name: str, annotation: Any) -> Type:
        """Return the type of a field that holds no reference."""
        origin, arguments = get_origin(annotation), get_args(annotation)
        if origin is Annotated:
            return self._type(name, arguments[0])
        if origin in {Union, UnionType}:
            return one_of(self._type(name, argument) for argument in arguments)
        if origin is tuple:
            return ListOf(self._type(name, arguments[0]))
        if origin is Literal:
            return Choice(arguments, name)
        if origin is not None:  # a mapping with keys of the editor's own, which no tag can name
            return Thing(name, "grupp", {})
        if annotation in self.things:
            return self.things[annotation]
        if issubclass(annotation, StrEnum):
            return Choice(tuple(value.value for value in annotation))
        return _SCALARS[annotation]


_SCALARS: Mapping[type, Type] = {
    str: TEXT,
    int: WHOLE,
    Decimal: NUMBER,
    bool: FLAG,
    date: DAY,
    Prose: PROSE,
    MarkedProse: PROSE,
    Diarienummer: TEXT,
    NumberPattern: TEXT,
    NoneType: MISSING,
}


@cache
def _types() -> _Types:
    return _Types()


def _labels(models: list[type[Model]]) -> Mapping[type[Model], str]:
    """Return what things are called: their kind, or the field that they stand in."""
    labels: dict[type[Model], str] = {CaseFacts: "ärende"}
    labels |= {row.model: row.noun for row in DOCUMENTS}
    for model in models:
        for alias, child in child_models(model).items():
            labels.setdefault(child, alias)
    return labels | {model: model.kind for model in models if issubclass(model, Item)}


def _maybe(type: Type) -> Type:
    return one_of((type, MISSING))
