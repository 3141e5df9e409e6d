"""What a model derives from its fields, for templates to print beside them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import NoneType
from typing import Any


@dataclass(frozen=True, slots=True)
class Only:
    """That something is there only where another derived value, `name`, is one of `values`.

    `read` gives that value, from the model that has the conditional one.
    """

    name: str
    values: tuple[int, ...]
    read: Callable[[Any], int]


@dataclass(frozen=True, slots=True)
class Derived:
    """A value that is derived: its Swedish name, what it is, its type and how it is read.

    It stands in the field with the alias `field`, `within` leading on from there by Swedish names;
    where it is made of several it stands in none. A `group` of derived values has no type of its
    own. A name that is kept only for templates which print it already leads to those that are there
    `now` in its place.
    """

    name: str
    about: str
    type: Any = NoneType
    read: Callable[[Any], object] = lambda model: None
    field: str = ""
    within: Callable[[Any], tuple[str, ...]] = lambda model: ()
    only: Only | None = None
    group: tuple[Derived, ...] = ()
    now: tuple[str, ...] = ()

    def is_in(self, model: object) -> bool:
        """Tell whether the model has it."""
        return self.only is None or self.only.read(model) in self.only.values

    def value(self, model: object) -> object:
        """Return its value in a model that has it."""
        if self.group:
            return {one.name: one.value(model) for one in self.group if one.is_in(model)}
        return self.read(model)

    def place(self, model: object) -> tuple[str, ...]:
        """Return where it stands in a model that has it, in Swedish steps; none for nowhere."""
        return (self.field, *self.within(model)) if self.field else ()
