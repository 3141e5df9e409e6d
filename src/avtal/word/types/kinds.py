"""What a template is given, as types: a check reads them where a rendering reads values.

A secret value that is left out needs no type: whatever is asked of it, it says the same words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from avtal.word.types.report import Use
from avtal.word.values.mistakes import ValueKind


@dataclass(frozen=True, slots=True)
class Plain:
    """A value of a kind; a text is never one of the words in `never`."""

    kind: ValueKind
    never: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Choice:
    """One of these texts, or of these whole numbers.

    `name` is what the presence of fields asks for. A choice that is `open` is never left out as
    secret, so that it always equals one of its values.
    """

    values: tuple[str | int, ...]
    name: str = ""
    open: bool = False


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list, each entry of which has the type."""

    entry: Type


@dataclass(frozen=True, slots=True)
class Thing:
    """Something with fields. Things refer to each other in rings: two with one name are the same.

    `label` is what the thing is called in messages. The fields are filled in when all things exist.
    """

    name: str
    label: str = field(compare=False)
    fields: dict[str, Field] = field(compare=False, repr=False, hash=False)

    @property
    def todays(self) -> Mapping[str, Field]:
        """The fields by the names that they have now."""
        return {name: field for name, field in self.fields.items() if not field.now}

    def uses(self, name: str) -> tuple[Use, ...]:
        """Return what a tag with the name of a field uses: by a former name, what is there now."""
        return tuple((self.name, one) for one in self.fields[name].now or (name,))


@dataclass(frozen=True, slots=True)
class OneOf:
    """Any of these types; of none of them where nothing can come."""

    options: tuple[Type, ...]


@dataclass(frozen=True, slots=True)
class UnknownType:
    """What a mistake leads to; nothing more is said about it."""


Type: TypeAlias = Plain | Choice | ListOf | Thing | OneOf | UnknownType


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a thing: its type, a description, and where it exists if not always.

    `only` is a choice: the field is there where the choice of that name is among these values. A
    former name, which is still read, has the names of what is there `now` in its place.
    """

    type: Type
    about: str = ""
    only: Choice | None = None
    now: tuple[str, ...] = ()


TEXT = Plain(ValueKind.TEXT)
NUMBER = Plain(ValueKind.NUMBER)
WHOLE = Plain(ValueKind.WHOLE)
DAY = Plain(ValueKind.DAY)
FLAG = Plain(ValueKind.FLAG)
PROSE = Plain(ValueKind.PROSE)
WORD = Plain(ValueKind.WORD)
MISSING = Plain(ValueKind.MISSING)
UNKNOWN = UnknownType()
NEVER = OneOf(())

LOOP = Thing(
    "loop",
    "loop",
    {"index": Field(WHOLE), "first": Field(FLAG), "last": Field(FLAG), "length": Field(WHOLE)},
)
"""What a template knows of the loop that it stands in."""


def options(type: Type) -> tuple[Type, ...]:
    """Return the types that a value may have, each of them a single one."""
    return type.options if isinstance(type, OneOf) else (type,)


def one_of(types: Iterable[Type]) -> Type:
    """Return the type of a value that has any of these types."""
    found = tuple(dict.fromkeys(option for type in types for option in options(type)))
    if UNKNOWN in found:
        return UNKNOWN
    return found[0] if len(found) == 1 else OneOf(found)


def some(type: Type, keep: Callable[[Type], Type | None]) -> Type:
    """Return the type with each of its options as `keep` leaves it; None takes it away.

    Where nothing is left, what stands there is never reached.
    """
    left = (keep(option) for option in options(type))
    return one_of(kept for kept in left if kept is not None)


def kind_of(option: Type) -> ValueKind:
    """Return what a single type is called."""
    match option:
        case Plain(kind):
            return kind
        case Choice(values):
            return ValueKind.TEXT if isinstance(values[0], str) else ValueKind.WHOLE
        case ListOf():
            return ValueKind.LIST
        case Thing() if option is not LOOP:
            return ValueKind.GROUP
    return ValueKind.OTHER


def fits(option: Type, wanted: ValueKind) -> bool:
    """Whether a single type is of the kind; a whole number is a number too."""
    kind = kind_of(option)
    return kind is wanted or (wanted is ValueKind.NUMBER and kind is ValueKind.WHOLE)


def true(option: Type) -> Type | None:
    """Return what a single type can be where it counts as yes, or None."""
    if isinstance(option, Choice):
        return _choice(option, [value for value in option.values if value])
    return None if option == MISSING else option


def false(option: Type) -> Type | None:
    """Return what a single type can be where it counts as no, or None."""
    if isinstance(option, Choice):
        return _choice(option, [value for value in option.values if not value])
    return None if isinstance(option, Thing) or option in (DAY, PROSE) else option


def keep_values(option: Choice, keep: Callable[[str | int], bool]) -> Type | None:
    """Return the choice with those values that are kept, or None."""
    return _choice(option, [value for value in option.values if keep(value)])


def _choice(option: Choice, values: list[str | int]) -> Choice | None:
    return replace(option, values=tuple(values)) if values else None


def fields_of(things: Iterable[Thing]) -> Mapping[str, Field]:
    """Return all fields that any of the things has, by the names that they have now."""
    return {name: found for thing in things for name, found in thing.todays.items()}
