"""Marks on fields: what is known of a field beside its type, said in `Annotated` where it stands.

They change nothing of what is read. `avtal.model.description` tells of each field which it has.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum


class Subject(StrEnum):
    """What a change of the field, and of all that stands in it, is about; the gravest first.

    `SENSE` is no field's own: it is what was changed in a text, where that decides what it means.
    """

    SENSE = "sense"
    PARTY = "party"
    MANDATE = "mandate"
    SECRECY = "secrecy"
    TERM = "term"
    COMMITMENT = "commitment"
    NUMBER = "number"
    DATE = "date"
    REFERENCE = "reference"
    WORDING = "wording"
    ORIGIN = "origin"


@dataclass(frozen=True, slots=True)
class StampAlone:
    """That the field numbers the document: another value of it is no change of what is said."""


@dataclass(frozen=True, slots=True)
class MayBeOld:
    """That the day may lie long before the case: a paper that it rests on can be older."""


class NeededBefore(StrEnum):
    """Before what a fact is needed that a document shows, the most urgent first.

    None is needed before the draft: what a draft cannot be without may not be null in the model.
    Every field that must be there but may be null has this mark; where a field has none, only what
    is printed as “[saknas]” is needed, before the decision.
    """

    DECISION = "beslut"
    SIGNING = "underskrift"
    NEVER = "aldrig obligatorisk"


class Name(Enum):
    """That a thing is called by the field: it goes by its own name, and may have others."""

    OWN = 1
    OTHER = 2


@dataclass(frozen=True, slots=True)
class Choices:
    """Which of the words of its type can stand in the field, where not all can."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FormerName:
    """A name that the field had in content before a format, and that templates may still print.

    A field that has been split has no such mark: what it was is `Derived` of what it became, under
    its old name and with `now`.
    """

    name: str
    before: int


@dataclass(frozen=True, slots=True)
class UsedOtherwise:
    """That no template needs a tag for the field, and what uses it instead."""

    by: str


@dataclass(frozen=True, slots=True)
class NeverShown(UsedOtherwise):
    """That no template is given the field, and what uses it instead."""
