"""What is known where a tag stands: the names, and what conditions around it have told."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from avtal.word.types.kinds import NEVER, UNKNOWN, Choice, Thing, Type, one_of, some
from avtal.word.types.lookup import look_up

Path: TypeAlias = tuple[str, ...]
"""A name and the fields that follow it: `å.uppföljning.datum`."""


@dataclass(frozen=True, slots=True)
class Scope:
    """The names that can be used, and the narrower types that conditions have given to paths."""

    names: Mapping[str, Type]
    facts: Mapping[Path, Type]

    def bind(self, name: str, type: Type) -> Scope:
        """Return the scope in which the name stands for something new."""
        facts = {path: known for path, known in self.facts.items() if path[0] != name}
        return Scope({**self.names, name: type}, facts)

    def choices(self) -> Iterator[Choice]:
        """Yield the choices that conditions have narrowed."""
        return (known for known in self.facts.values() if isinstance(known, Choice))

    def type(self, path: Path) -> Type:
        """Return what is known of a path; mistakes in it are told elsewhere."""
        if path in self.facts:
            return self.facts[path]
        if len(path) == 1:
            return self.names.get(path[0], UNKNOWN)
        return look_up(self.type(path[:-1]), path[-1], "", ()).type

    def narrow(self, path: Path, keep: Callable[[Type], Type | None]) -> Scope:
        """Return the scope where each option of a path is as `keep` leaves it.

        What the path leads through is narrowed too: to those things whose field can be so.
        """
        facts = dict(self.facts)
        facts[path] = some(self.type(path), keep)
        if len(path) == 1:
            return replace(self, facts=facts)
        *above, name = path

        def has(option: Type) -> Type | None:
            if not isinstance(option, Thing) or name not in option.fields:
                return None
            return option if some(option.fields[name].type, keep) != NEVER else None

        return replace(self, facts=facts).narrow(tuple(above), has)

    def or_else(self, other: Scope) -> Scope:
        """Return what is known where one of two scopes holds, but not which."""
        both = self.facts.keys() & other.facts.keys()
        facts = {path: one_of((self.facts[path], other.facts[path])) for path in both}
        return replace(self, facts=facts)
