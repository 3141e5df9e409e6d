"""What holds for every model: Swedish names, descriptions, strictness."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from typing import Any, get_args, get_origin

import pytest
from pydantic import TypeAdapter, ValidationError

from avtal.case.kinds import DOCUMENTS
from avtal.case.load import load
from avtal.case.words import WORD_FILES
from avtal.model.approval import RequiredApproval
from avtal.model.base import Entry, Item, Model, OpenPeriod, child_models
from avtal.model.document import DocumentContent
from avtal.model.exemption import Exemption
from avtal.model.facts import CaseFacts
from avtal.model.parties import Appointment, HeldFunction
from avtal.model.profile import LawProfile
from avtal.model.words import Changeable, WordFile, WordModel
from avtal.reading.messages import sentence
from tests.conftest import Workspace
from tests.model.walking import walk

SHARED: list[type[Model]] = [LawProfile, *(model for _, model in WORD_FILES.values())]
"""The files that no document shows, so that nothing in them is secret."""

ROOTS: list[type[Model]] = [CaseFacts, *SHARED, *(row.model for row in DOCUMENTS)]


def _subclasses(model: type[Model]) -> Iterator[type[Model]]:
    yield model
    for subclass in model.__subclasses__():
        yield from _subclasses(subclass)


MODELS = sorted(set(_subclasses(Model)), key=lambda model: model.__name__)
FIELDS = [(model, name) for model in MODELS for name in model.model_fields]


def _enums(annotation: Any) -> Iterator[type[Enum]]:
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        yield annotation
    for argument in get_args(annotation):
        yield from _enums(argument)


ENUMS = sorted(
    {enum for model, name in FIELDS for enum in _enums(model.model_fields[name].annotation)},
    key=lambda enum: enum.__name__,
)


def _reached(*models: type[Model]) -> set[type[Model]]:
    found = set(models)
    for model in models:
        found |= _reached(*child_models(model).values())
    return found


def test_every_model_is_part_of_a_content_file() -> None:
    only_bases = {Model, Entry, Item, OpenPeriod, HeldFunction, DocumentContent}
    only_bases |= {Changeable, WordFile, WordModel}
    only_bases |= {model for model in MODELS if model.__name__ == "Paper"}
    assert len(MODELS) > 40
    assert set(MODELS) - only_bases == _reached(*ROOTS)


@pytest.mark.parametrize(("model", "name"), FIELDS)
def test_every_field_has_a_swedish_name_and_a_description(model: type[Model], name: str) -> None:
    info = model.model_fields[name]
    assert info.alias
    assert re.fullmatch(r"[a-zåäö]+(_[a-zåäö]+)*", info.alias)
    assert info.description
    assert info.description.endswith(".")


@pytest.mark.parametrize("model", MODELS)
def test_every_model_is_frozen_and_strict(model: type[Model]) -> None:
    assert model.model_config["frozen"] is True
    assert model.model_config["extra"] == "forbid"
    aliases = [info.alias for info in model.model_fields.values()]
    assert len(aliases) == len(set(aliases))


def test_a_model_cannot_be_changed(workspace: Workspace) -> None:
    case = load(workspace.case("taby-2018"))
    for _, model in walk(case.facts):
        for name in type(model).model_fields:
            with pytest.raises(ValidationError, match="frozen"):
                setattr(model, name, None)


@pytest.mark.parametrize("enum", ENUMS)
def test_a_wrong_word_is_told_the_right_ones(enum: type[Enum]) -> None:
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(enum).validate_python("§")
    (error,) = caught.value.errors()
    message, help = sentence(error, {})
    assert message == "”§” är inte ett giltigt värde"
    assert help == "välj bland: " + ", ".join(str(member.value) for member in enum)


def test_kinds_name_one_model_each() -> None:
    kinds = {
        model: model.kind for model in MODELS if issubclass(model, Item) and hasattr(model, "kind")
    }
    inherited = {model: kind for model, kind in kinds.items() if "kind" in vars(model)}
    assert len(set(inherited.values())) == len(inherited)


LISTS = [
    (model, info.alias)
    for model in sorted(_reached(*ROOTS), key=lambda model: model.__name__)
    for info in model.model_fields.values()
    if get_origin(info.annotation) is tuple
]


# A person may have had a function twice, and two things may be excepted from one rule.
NOT_ALONE = {Appointment, Exemption}


@pytest.mark.parametrize(("model", "alias"), LISTS)
def test_what_stands_in_a_list_can_be_told_apart(model: type[Model], alias: str) -> None:
    """By an id, by the thing it is about, or by being nothing but a text."""
    child = child_models(model).get(alias)
    if child is None:
        return
    told_apart = issubclass(child, Item) or child.distinct_by in child.model_fields
    assert told_apart or child in NOT_ALONE
    public = model in _reached(*SHARED) or child is RequiredApproval  # which no document shows
    assert public or "sekretess" in {i.alias for i in child.model_fields.values()}
