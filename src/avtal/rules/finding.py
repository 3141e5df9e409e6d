"""What a rule says, and where."""

from __future__ import annotations

from typing import NamedTuple

from avtal.model.base import Item, Model
from avtal.model.description import described


class Place(NamedTuple):
    """A field of a model of the case; `sought` is the part of its text that is meant."""

    model: Model
    steps: tuple[str | int, ...] = ()
    sought: str = ""


class See(NamedTuple):
    """Another place that a finding is about, and what stands there."""

    place: Place
    message: str


class Finding(NamedTuple):
    """Something that does not agree: where, in a sentence, and what to do.

    `about` is what an exception calls it: an id or the key of a document. Where it is not given it
    is the nearest thing with an id at the place, or the document.
    """

    place: Place
    message: str
    help: str
    see: tuple[See, ...] = ()
    about: str = ""


def field_or_id(thing: Item, alias: str) -> Place:
    """Return the place of a field, or of the id of the thing where the field is left out."""
    written = described(type(thing))[alias].name in thing.model_fields_set
    return at(thing, alias if written else "id")


def at(model: Model, *steps: str | int, sought: str = "") -> Place:
    """Return the place of a field, given by its Swedish name and the number in a list."""
    return Place(model, steps, sought)
