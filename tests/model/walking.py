"""All that a model holds, found by looking at every value: what an index is held against."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from avtal.model.base import Model
from avtal.problems import PathKey


def walk(value: Any, path: PathKey = ()) -> Iterator[tuple[PathKey, Model]]:
    """Yield every model within a value, itself first, with its path in Swedish names."""
    if isinstance(value, tuple):
        for number, entry in enumerate(value):
            yield from walk(entry, (*path, number))
    elif isinstance(value, Model):
        yield path, value
        for name, info in type(value).model_fields.items():
            yield from walk(getattr(value, name), (*path, info.alias or name))
