"""Content of a good case with one thing changed, and what a model says of it."""

from __future__ import annotations

from typing import TypeVar

import pytest
from pydantic import ValidationError

from avtal.model.base import Model
from avtal.reading.events import read
from tests.conftest import CASES

AnyModel = TypeVar("AnyModel", bound=Model)


def made(model: type[AnyModel], file: str, edits: dict[str, str] | None = None) -> AnyModel:
    """Return what a model makes of a file of the case with three parties, some texts replaced."""
    text = (CASES / "good" / "tre-parter" / file).read_text(encoding="utf-8")
    for old, new in (edits or {}).items():
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return model.model_validate(read(file, text.encode()).value, by_alias=True)


def derived_from(model: Model) -> dict[str, object]:
    """Return what a model derives, by name."""
    return {one.name: one.value(model) for one in model.each_derived()}


def refused(model: type[Model], file: str, old: str, new: str) -> tuple[str, tuple[str | int, ...]]:
    """Return what a model says of a file with a text replaced, and where."""
    with pytest.raises(ValidationError) as caught:
        made(model, file, {old: new})
    (error,) = caught.value.errors()
    return error["ctx"]["message"], (*error["loc"], *error["ctx"]["path"])
