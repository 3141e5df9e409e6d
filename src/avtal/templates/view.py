"""A case as templates see it: mappings with Swedish names, where references are the things.

What its documents have in common is made once for each copy, by `rows`; `layer` adds what is of one
document. Every item of the case is one mapping, shared by all that refer to it. An item also holds,
under the name of their collection, the items that refer to it: `fokusområde.åtgärder`. In a public
copy secret values are replaced here, before anything is rendered, so they cannot reach a document;
in the full copy they get a note here that follows them wherever they are printed. Facts that are
not known are None; where renderings are traced they tell the trace.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple, TypeAlias

from avtal.case.appendices import is_shown
from avtal.case.index import Location, Secret
from avtal.case.kinds import DOCUMENTS
from avtal.case.load import Case
from avtal.case.secrecy import secrecy_note
from avtal.case.stamp import Copy
from avtal.language.prose import Note, Prose
from avtal.model.base import Item, MarkedProse, Model, SecretMark
from avtal.model.diarienummer import Diarienummer, NumberPattern
from avtal.model.references import JOINTLY, reference_fields
from avtal.templates.rows import (
    ABSENT,
    NAMES_OF_ALL,
    PLAIN,
    model_classes,
    referring_collections,
    rows_of,
)
from avtal.word.values.marked import OMITTED, Empty, Trace, UnknownFact, annotate

View: TypeAlias = dict[str, Any]

_NOT_SEEN = (MarkedProse, SecretMark)
"""What is seen as its text, or as the note on something else."""


def fact_of(model: Model, *steps: str) -> Hashable:
    """Return what a trace knows a field by: the steps to it, in Swedish, from its model."""
    return id(model), steps


class Sight(NamedTuple):
    """How the values of a thing are seen: as they are, left out, or printed with a note.

    `weak` is the note of those values that say little by themselves.
    """

    open: bool
    hidden: bool
    note: Note | None
    weak: Note | None


_OPEN = Sight(open=True, hidden=False, note=None, weak=None)


class CaseView:
    """What the templates of a case are given in one copy, apart from what is of one document.

    `day` is the one on which the titles of people are read, and `said` the mark of a document that
    is secret as a whole: it says so on top and not at each value.
    """

    def __init__(
        self, case: Case, copy: Copy, day: date, said: SecretMark | None, trace: Trace | None
    ) -> None:
        self.case = case
        self.index = case.index
        self.public = copy is Copy.PUBLIC
        self.day = day
        self.trace = trace
        self._said = said
        self._mappings: dict[int, View] = {id(one.model): {} for one in self._shown()}
        self._models = {id(self._mappings[id(one.model)]): one.model for one in self._shown()}
        self._jointly = _jointly()
        self.collections: dict[str, list[Any]] = {
            str(model.collection): [] for model in model_classes() if hasattr(model, "collection")
        }
        self._link()
        for place in self._shown():
            self._fill(place)
        self.facts = self.mapping(case.facts)
        self.documents: Mapping[str, View | None] = {
            row.key: self.mapping(case.documents[row.key]) if row.key in case.documents else None
            for row in DOCUMENTS
        }
        if self.public:
            self._unlist({key for key in case.documents if not is_shown(case, key, copy)})

    def mapping(self, model: Model) -> View:
        """Return the mapping that shows a model of the case."""
        return self._mappings[id(model)]

    def thing(self, identity: str) -> View:
        """Return the mapping that shows the thing with an id; all parties together have one too."""
        if identity == JOINTLY:
            return self._jointly
        return self.mapping(self.index.things[identity].model)

    def owner(self, mapping: Mapping[str, Any]) -> Model | None:
        """Return the model that a mapping shows; None for what the view makes up."""
        return self._models.get(id(mapping))

    # How values are seen

    def sight(self, place: Location) -> Sight:
        """Return how the values of what stands at a place are seen."""
        secret = place.secret
        if secret is None:
            return _OPEN
        return Sight(
            open=False,
            hidden=self.public,
            note=self.note(secret),
            weak=self.note(secret, weak=True),
        )

    def note(self, secret: Secret | None, *, weak: bool = False) -> Note | None:
        """Return the note of something secret; none where marks stand, or it is said on top."""
        marked = self.trace is not None and self.trace.marks is not None
        if secret is None or self.public or marked or secret.mark is self._said:
            return None
        return Note(secret.entry, secrecy_note(secret.mark), weak)

    def seen(self, value: Any, sight: Sight) -> Any:
        """Return a value as templates know it, or what stands in its place."""
        if sight.hidden:
            return [OMITTED] if isinstance(value, tuple) else OMITTED
        if value.__class__ in PLAIN:
            return annotate(value, sight.note if isinstance(value, str) else sight.weak)
        if isinstance(value, Prose):
            return annotate(value, sight.note)
        if isinstance(value, MarkedProse):
            return self._marked_prose(value, sight)
        if isinstance(value, Model):
            return self.mapping(value)
        if isinstance(value, tuple):
            return [self.seen(one, sight) for one in value]
        if isinstance(value, Mapping):
            return {name: self.seen(one, sight) for name, one in value.items()}
        if isinstance(value, StrEnum):
            return annotate(value.value, sight.weak)
        assert isinstance(value, Diarienummer | NumberPattern)
        return annotate(value.text, sight.weak)

    def _marked_prose(self, value: MarkedProse, sight: Sight) -> Any:
        if value.secrecy is None:
            return annotate(value.text, sight.note)
        if self.public:
            return OMITTED
        return annotate(value.text, self.note(Secret(value.secrecy, id(value))))

    def referents(self, value: str | tuple[str, ...] | None) -> Any:
        """Return the things that ids refer to."""
        if not isinstance(value, tuple):
            return None if value is None else self.thing(value)
        things = [self.thing(target) for target in value]
        # One mark stands for all that is secret: how many they are is secret too.
        secret = [thing for thing in things if thing.get("utelämnad")]
        return [one for one in things if not one.get("utelämnad") or one is secret[0]]

    def traced(self, seen: Any, model: Model, *steps: str) -> Any:
        """Return what is seen of a field, as the trace wants it.

        It is marked where places are looked for; else what is not known tells the trace.
        """
        if self.trace is None:
            return seen
        note = self.trace.note(fact_of(model, *steps))
        if note is not None:
            return (
                [annotate(one, note) for one in seen]
                if isinstance(seen, list)
                else annotate(seen, note)
            )
        if seen is None:
            return UnknownFact(fact_of(model, *steps), self.trace)
        if isinstance(seen, list) and not seen:
            return Empty(fact_of(model, *steps), self.trace)
        return seen

    # How the mappings are made

    def _shown(self) -> Iterator[Location]:
        return (one for one in self.index.locations if not isinstance(one.model, _NOT_SEEN))

    def _link(self) -> None:
        """Put every thing into its collection and the lists of the things that it refers to.

        What a secret thing refers to is secret too, so in a public copy it stands in no such list.
        """
        lists = referring_collections()
        for place in self._shown():
            if isinstance(place.model, Item):
                mapping = self.mapping(place.model)
                mapping |= {name: [] for name in lists[place.model.kind]}
                mapping["utelämnad"] = self.public and place.secret is not None
        for place in self._collected(self.index.locations):
            thing, collection = self.mapping(place.model), _collection(place.model)
            self.collections[collection].append(thing)
            if self.public and place.secret:
                continue
            for name in reference_fields(type(place.model)):
                for target in _ids(getattr(place.model, name)):
                    referring = self.thing(target)[collection]
                    if not referring or referring[-1] is not thing:
                        referring.append(thing)

    def _collected(self, places: Iterable[Location]) -> Iterator[Location]:
        return (place for place in places if hasattr(type(place.model), "collection"))

    def _fill(self, place: Location) -> None:
        mapping, sight = self.mapping(place.model), self.sight(place)
        for row in rows_of(type(place.model)):
            value = row.read(self, place, sight)
            if value is not ABSENT:
                mapping[row.name] = value

    def _unlist(self, documents: set[str]) -> None:
        """Let one omission stand for all that secret documents hold: its number is secret too.

        It stands in `alla`, and in the list of every thing that something there may refer to.
        """
        within = (place for place in self.index.locations if place.key in documents)
        secret = list(self._collected(within))
        things = {id(self.mapping(place.model)) for place in secret}
        names = {_collection(place.model) for place in secret}
        for name in names:
            kept = [entry for entry in self.collections[name] if id(entry) not in things]
            self.collections[name] = [*kept, OMITTED]
        kinds = [(JOINTLY, "part")]
        kinds += [
            (identity, place.model.kind)
            for identity, place in self.index.things.items()
            if isinstance(place.model, Item)
        ]
        for identity, kind in kinds:
            for name in names.intersection(referring_collections()[kind]):
                self.thing(identity)[name].append(OMITTED)


def _jointly() -> View:
    lists: View = {name: [] for name in referring_collections()["part"]}
    return lists | dict.fromkeys(NAMES_OF_ALL, JOINTLY)


def _collection(model: Model) -> str:
    return str(getattr(type(model), "collection"))  # noqa: B009 - Model itself has none


def _ids(value: str | tuple[str, ...] | None) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else () if value is None else (value,)
