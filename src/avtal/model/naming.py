"""What things are called: by their names, else by the beginning of their text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

from avtal.language.prose import Prose
from avtal.model.base import MarkedProse, Model
from avtal.model.description import FieldDescription, described
from avtal.model.marks import Name

_LONGEST = 60
_TEXT = "text"


def names_of(model: type[Model], read: Callable[[FieldDescription], object]) -> Iterator[str]:
    """Yield what a thing of the model is called, its own name first; `read` gives its values."""
    for field in _names(model):
        value = read(field)
        if isinstance(value, str):
            yield value


@cache
def _names(model: type[Model]) -> tuple[FieldDescription, ...]:
    fields = described(model).values()
    return tuple(field for rank in Name for field in fields if field.called_by is rank)


def name_of(thing: Model, read: Callable[[FieldDescription], object] | None = None) -> str:
    """Return what a thing is called, in short; ”” where it has neither name nor text.

    `read` gives its values, None for what may not be told; without it all may.
    """

    def read_all(field: FieldDescription) -> object:
        return getattr(thing, field.name)

    read = read or read_all
    fields = described(type(thing))
    called = next(names_of(type(thing), read), None)
    if called is None and _TEXT in fields:
        called = _plain(read(fields[_TEXT]))
    if called is None or len(called) <= _LONGEST:
        return called or ""
    return f"{called[: _LONGEST - 1].rstrip()}…"


def _plain(value: object) -> str | None:
    if isinstance(value, MarkedProse):
        value = value.text
    if isinstance(value, Prose):
        value = "".join(span.text for span in value.spans())
    return value if isinstance(value, str) else None
