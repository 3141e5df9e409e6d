"""What templates are given of each model: the names, what they are, and how values are read.

The one list of it: `view` reads the values by it, `types` makes the types of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from types import NoneType
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from avtal.case.index import Location
from avtal.case.kinds import BY_KEY, DOCUMENTS
from avtal.language.swedish import acting, participle
from avtal.model.base import Item, Model, child_models
from avtal.model.decision import TakenDecision
from avtal.model.derived import Derived
from avtal.model.description import described, renamed
from avtal.model.facts import CaseFacts
from avtal.model.papers import Document, Paper
from avtal.model.parties import Party, Person
from avtal.model.references import reference_fields
from avtal.word.values.marked import OMITTED, annotate, note_of

if TYPE_CHECKING:
    from avtal.templates.view import CaseView, Sight


class Collected(NamedTuple):
    """The type of a list of all things of a collection that refer to a thing."""

    collection: str


class Fixed(NamedTuple):
    """The type of a word that is never left out as secret."""

    word: str


PLAIN = frozenset({str, int, bool, date, Decimal, NoneType})
"""Types whose values templates are given as they are."""

ABSENT = object()
"""Stands for the value of a name that is not there."""

Reader: TypeAlias = "Callable[[CaseView, Location, Sight], Any]"


class Row(NamedTuple):
    """A name that templates are given of a model.

    `type` is an annotation, a field, something derived, or one of the types above. `read` gives the
    value that a view shows of the model at a place; ABSENT where the name is not there. What is
    there `now` in place of a former name are names of the same model.
    """

    name: str
    about: str
    type: Any
    read: Reader
    now: tuple[str, ...] = ()


@cache
def rows_of(model: type[Model]) -> tuple[Row, ...]:
    """Return what templates are given of things of a model, by name."""
    fields, derived = list(_fields(model)), list(_derived(model))
    # What a model derives may take the place of the field of that name.
    own = {row.name: row for row in (*fields, *derived)}
    former = (
        own[field.alias]._replace(name=name, now=(field.alias,))
        for name, (field, _) in renamed(model).items()
        if field.shown
    )
    rows = (*_of_things(model), *own.values(), *former, *_added(model))
    assert len({row.name for row in rows}) == len(rows), f"{model.__name__} has a name twice"
    return rows


def _of_things(model: type[Model]) -> Iterator[Row]:
    if issubclass(model, Item):
        for name in referring_collections()[model.kind]:
            yield Row(name, "De som hänvisar hit.", Collected(name), _linked(name))
        about = "Om posten är utelämnad ur den offentliga kopian."
        yield Row("utelämnad", about, bool, _is_omitted)


def _fields(model: type[Model]) -> Iterator[Row]:
    for alias, field in described(model).items():
        if field.shown:
            read = _special(model, field.name) or (_reference if field.refers_to else _field)(
                field.name, alias
            )
            yield Row(alias, field.help, field, read)


def _derived(model: type[Model]) -> Iterator[Row]:
    for derived in model.derived:
        yield Row(derived.name, derived.about, derived, _of_derived(derived), derived.now)


def _added(model: type[Model]) -> Iterator[Row]:
    """Yield what a view knows of a thing beside what its model says."""
    if model in listed_models():
        yield Row("nr", "Platsen i listan, från 1.", int, _number)
    if issubclass(model, Item):
        yield Row("slag", "Vad det är för slags post.", Fixed(model.kind), _kind)
    if issubclass(model, Document):
        yield Row("benämning", "Vad handlingen kallas i löpande text.", str, _noun)
    if issubclass(model, TakenDecision):
        about = "Vad beslutet innebar: godkänd, godkänt, avslagen …"
        yield Row("ord", about, str, _done)


# How values are read


def _field(name: str, alias: str) -> Reader:
    def read(view: CaseView, place: Location, sight: Sight) -> Any:
        value = getattr(place.model, name)
        seen = value if sight.open and value.__class__ in PLAIN else view.seen(value, sight)
        return view.traced(seen, place.model, alias) if view.trace else seen

    return read


def _reference(name: str, alias: str) -> Reader:
    def read(view: CaseView, place: Location, sight: Sight) -> Any:
        value = getattr(place.model, name)
        seen = view.seen(value, sight) if sight.hidden else view.referents(value)
        return view.traced(seen, place.model, alias) if view.trace else seen

    return read


def _of_derived(derived: Derived) -> Reader:
    def read(view: CaseView, place: Location, sight: Sight) -> Any:
        if not derived.is_in(place.model):
            return ABSENT
        seen = view.seen(derived.value(place.model), sight)
        steps = derived.place(place.model) or (derived.name,)
        return view.traced(seen, place.model, *steps) if view.trace else seen

    return read


def _special(model: type[Model], name: str) -> Reader | None:
    """Return how a field is read that does not show just what it holds."""
    if name == "title" and issubclass(model, Person):
        return _title_of_person
    if name == "title" and issubclass(model, Paper):
        return _title_of_paper
    return None


_TITLE = _field("title", "titel")


def _title_of_person(view: CaseView, place: Location, sight: Sight) -> Any:
    """The title follows the appointment on the day of the document."""
    person = place.model
    assert isinstance(person, Person)
    if any(view.index.of(held).secret and view.public for held in person.appointments):
        # Also when it is not the one of the day: its dates are secret too.
        return OMITTED
    held = person.appointment_on(view.day)
    if held is None or sight.hidden:
        return _TITLE(view, place, sight)
    function = view.index.things[held.function]
    title = _TITLE(view, function, view.sight(function))
    note = note_of(title) or view.note(view.index.of(held).secret)
    if held.acting and title is not OMITTED:
        title = acting(title)
    return annotate(title, note)


def _title_of_paper(view: CaseView, place: Location, sight: Sight) -> Any:
    """A paper that is secret can have a title that may be shown."""
    assert isinstance(place.model, Paper)
    return (
        place.model.open_title
        if sight.hidden and place.model.open_title
        else _TITLE(view, place, sight)
    )


def _linked(name: str) -> Reader:
    return lambda view, place, sight: view.mapping(place.model)[name]


def _is_omitted(view: CaseView, place: Location, sight: Sight) -> Any:
    return sight.hidden


def _number(view: CaseView, place: Location, sight: Sight) -> Any:
    number = place.path[-1] if place.path else None
    return view.seen(number + 1, sight) if isinstance(number, int) else ABSENT


def _kind(view: CaseView, place: Location, sight: Sight) -> Any:
    assert isinstance(place.model, Item)
    return place.model.kind


def _noun(view: CaseView, place: Location, sight: Sight) -> Any:
    assert isinstance(place.model, Document)
    return OMITTED if sight.hidden else BY_KEY[place.model.id].noun


def _done(view: CaseView, place: Location, sight: Sight) -> Any:
    assert isinstance(place.model, TakenDecision)
    word = participle(place.model.done, neuter=BY_KEY[str(place.key)].neuter)
    return view.seen(word, sight)


# What there is to refer to

NAMES_OF_ALL = ("id", *(alias for alias, field in described(Party).items() if field.called_by))
"""The names that all parties together go by as one."""


@cache
def referring_collections() -> Mapping[str, tuple[str, ...]]:
    """Return, by kind of thing, the names of the collections whose things can refer to it."""
    found: dict[str, set[str]] = {}
    for model in model_classes():
        collection = getattr(model, "collection", None)
        if collection:
            for ref in reference_fields(model).values():
                for kind in ref.kinds:
                    found.setdefault(kind, set()).add(collection)
            if issubclass(model, Item):
                found.setdefault(model.kind, set())
    return {kind: tuple(sorted(names)) for kind, names in found.items()}


@cache
def model_classes() -> tuple[type[Model], ...]:
    """Return every model class that a case can hold, the files' own classes first."""
    classes: list[type[Model]] = [CaseFacts, *(row.model for row in DOCUMENTS)]
    for model in classes:
        classes += [child for child in child_models(model).values() if child not in classes]
    return tuple(classes)


@cache
def listed_models() -> frozenset[type[Model]]:
    """Return the models that stand in lists."""
    return frozenset(
        field.group
        for model in model_classes()
        for field in described(model).values()
        if field.group and field.is_list
    )
