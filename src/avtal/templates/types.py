"""What the template of each document is given, as types: the view of a case without its values.

The two agree exactly: every name that `view.context` gives stands here with its type, and what
stands here can be there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from avtal.case.kinds import BY_KEY, DOCUMENTS
from avtal.case.stamp import Copy, Status
from avtal.language.prose import Prose
from avtal.model.base import Item, MarkedProse, Model, SecretMark, child_models
from avtal.model.decision import TakenDecision
from avtal.model.diarienummer import Diarienummer, NumberPattern
from avtal.model.facts import CaseFacts
from avtal.model.papers import Document
from avtal.model.parties import Party
from avtal.model.references import JOINTLY, Ref, reference_fields
from avtal.model.situation import YEARS, MappedCrime, SituationPicture
from avtal.templates.view import NEVER_SHOWN, model_classes, referring_collections
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

_YEARS = Choice(tuple(YEARS), "antal_år")


def _of_years(type: Type, about: str) -> Mapping[str, Field]:
    """Return a field for each year that the table can have; the later ones are not always there."""
    return {
        f"år{number}": Field(
            type,
            f"{about} år {number} i tabellen.",
            None
            if number <= min(YEARS)
            else Choice(tuple(years for years in YEARS if years >= number), _YEARS.name),
        )
        for number in range(1, max(YEARS) + 1)
    }


DERIVED: Mapping[type[Model], Mapping[str, Field]] = {
    Party: {"juridiskt_namn": Field(TEXT, "Det namn som binder parten; annars namn.")},
    MappedCrime: _of_years(one_of((WHOLE, MISSING)), "Antalet"),
    SituationPicture: {
        "år": Field(Thing("år", "år", dict(_of_years(TEXT, "Årtalet för")))),
        "antal_år": Field(_YEARS, "Hur många år tabellen har."),
    },
}
"""What templates may print beside the fields: what `Model.derived_values` returns, by model."""


@cache
def type_given_to(key: str) -> Thing:
    """Return what the template of a document is given: its own fields, and what all get."""
    row = BY_KEY[key]
    own = _types().things[row.model]
    return Thing(own.name, row.noun, {**own.fields, **_common(key)})


def label(model: type[Model]) -> str:
    """Return what a thing of the model is called: its kind, or the field that it stands in."""
    return _types().things[model].label


COMMON = ("dokument", "ärende", "alla", "stämpel", "handling", "lagstöd")
"""The names that every template is given, beside the fields of its own document."""


def _common(key: str) -> Mapping[str, Field]:
    types = _types()
    documents = {
        row.key: Field(
            types.things[row.model] if row.key == key else _maybe(types.things[row.model]),
            f"Fälten i handlingen {row.noun}.",
        )
        for row in DOCUMENTS
    }
    collections = {
        name: Field(ListOf(one_of(found)), "Alla poster av slaget, var de än står.")
        for name, found in types.collections.items()
    }
    return {
        "dokument": Field(Thing("dokument", "dokument", documents), "Alla handlingars fält."),
        "ärende": Field(types.things[CaseFacts], "Allt i arende.yaml."),
        "alla": Field(Thing("alla", "alla", collections), "Alla poster av varje slag."),
        "stämpel": Field(_STAMP, "Det som gäller just det här exemplaret."),
        "handling": Field(_HANDLING, "Det som gäller handlingen som del av ärendet."),
        "lagstöd": Field(_maybe(TEXT), "Lagprofilens mening för handlingen."),
    }


def _maybe(type: Type) -> Type:
    return one_of((type, MISSING))


_STAMP = Thing(
    "stämpel",
    "stämpel",
    {
        "nummer": Field(_maybe(TEXT), "Diarienumret, med handlingsnummer om det är reserverat."),
        "version": Field(TEXT, "Författarens version."),
        "datum": Field(DAY, "Handlingens datum."),
        "status": Field(Choice(tuple(status.value for status in Status)), "Handlingens status."),
        "kopia": Field(_maybe(Choice(tuple(copy.value for copy in Copy))), "Vilken kopia det är."),
    },
)
_HANDLING = Thing(
    "denna handling",
    "handling",
    {
        "titel": Field(TEXT, "Titeln ur arende.yaml."),
        "benämning": Field(TEXT, "Vad handlingen kallas i löpande text."),
        "sekretess": Field(_maybe(TEXT), "Sekretessmärket, om hela handlingen är hemlig."),
        "bilaga_till": Field(
            ListOf(
                Thing(
                    "bilaga_till",
                    "bilaga_till",
                    {
                        "nr": Field(WHOLE, "Bilagans nummer."),
                        "benämning": Field(TEXT, "Vad den andra handlingen kallas."),
                    },
                )
            ),
            "De handlingar som den är bilaga till.",
        ),
        "bilagor": Field(
            ListOf(
                Thing(
                    "rad i bilagor",
                    "rad i bilagor",
                    {
                        "nr": Field(WHOLE, "Bilagans nummer."),
                        "titel": Field(TEXT, "Bilagans titel."),
                        "datum": Field(_maybe(DAY), "Datum, för en bifogad handling."),
                        "från": Field(_maybe(TEXT), "Avsändaren, för en bifogad handling."),
                    },
                )
            ),
            "Bilagorna i ordning.",
        ),
    },
)


STAMPED: Mapping[str, tuple[Use, ...]] = {
    "stämpel.nummer": ((_STAMP.name, "nummer"),),
    "stämpel.version": ((_STAMP.name, "version"),),
    "stämpel.status": ((_STAMP.name, "status"),),
    "stämpel.datum": ((_STAMP.name, "datum"),),
    "handling.titel": ((_HANDLING.name, "titel"), (CaseFacts.__name__, "titel")),
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
        listed = {child for model in models for child in _listed_models(model)}
        for model, thing in self.things.items():
            thing.fields.update(self._fields(model, in_list=model in listed))
        self.jointly.fields.update(self._referring("part"))
        same = Choice((JOINTLY,), open=True)
        for name in ("id", "namn", "kortnamn", "juridiskt_namn"):
            self.jointly.fields[name] = Field(same, "gemensamt, för alla parter tillsammans.")

    def _fields(self, model: type[Model], *, in_list: bool) -> Mapping[str, Field]:
        fields: dict[str, Field] = {}
        if issubclass(model, Item):
            fields |= self._referring(model.kind)
            fields["utelämnad"] = Field(FLAG, "Om posten är utelämnad ur den offentliga kopian.")
        for name, info in model.model_fields.items():
            alias = info.alias or name
            if alias not in NEVER_SHOWN:
                fields[alias] = Field(self._field(model, name, info), info.description or "")
        fields |= DERIVED.get(model, {})
        if in_list:
            fields["nr"] = Field(WHOLE, "Platsen i listan, från 1.")
        if issubclass(model, Item):
            fields["slag"] = Field(Choice((model.kind,), open=True), "Vad det är för slags post.")
        if issubclass(model, Document):
            fields["id"] = Field(Choice(tuple(BY_KEY)), fields["id"].about)
            fields["benämning"] = Field(TEXT, "Vad handlingen kallas i löpande text.")
        if issubclass(model, TakenDecision):
            fields["ord"] = Field(TEXT, "Vad beslutet innebar: godkänd, godkänt, avslagen …")
        return fields

    def _referring(self, kind: str) -> Mapping[str, Field]:
        return {
            name: Field(ListOf(one_of(self.collections[name])), "De som hänvisar hit.")
            for name in referring_collections()[kind]
        }

    def _field(self, model: type[Model], name: str, info: FieldInfo) -> Type:
        ref = reference_fields(model).get(name)
        if ref is None:
            if name == "id":
                return Plain(ValueKind.TEXT, frozenset((JOINTLY,)))
            return self._type(f"{model.__name__}.{name}", info.annotation)
        target = self._referent(ref)
        if get_origin(info.annotation) is tuple:
            return ListOf(target)
        return _maybe(target) if NoneType in get_args(info.annotation) else target

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


def _listed_models(model: type[Model]) -> Iterator[type[Model]]:
    """Yield the models that a model holds in lists."""
    for info in model.model_fields.values():
        if get_origin(info.annotation) is tuple:
            entry = get_args(info.annotation)[0]
            if isinstance(entry, type) and issubclass(entry, Model):
                yield entry
