"""A case as a template sees it: mappings with Swedish names, where references are the things.

Every item of the case is one mapping, shared by all that refer to it. An item also holds, under
the name of their collection, the items that refer to it: `fokusområde.åtgärder`. In a public copy
secret values are replaced here, before anything is rendered, so they cannot reach a document; in
the full copy they get a note here that follows them wherever they are printed. Facts that are not
known are None; where a rendering is traced they tell the trace.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from avtal.case.appendices import appendix_numbers, is_shown, paper, with_numbers
from avtal.case.kinds import BY_KEY, DOCUMENTS
from avtal.case.load import Case
from avtal.case.secrecy import Secret, secrecy_note, secret_models
from avtal.case.stamp import Copy, Stamp
from avtal.language.prose import Note, Prose
from avtal.language.swedish import NBSP, acting, participle
from avtal.model.base import Item, MarkedProse, Model, child_models, walk
from avtal.model.diarienummer import Diarienummer, NumberPattern
from avtal.model.facts import CaseFacts
from avtal.model.papers import Document, Paper
from avtal.model.references import JOINTLY, reference_fields
from avtal.word.values.marked import OMITTED, Empty, Trace, UnknownFact, annotate, note_of

View = dict[str, Any]

NEVER_SHOWN = frozenset({"ursprung", "sekretess", "öppen_titel", "undantag", "godkännanden"})
"""Fields that no template is given, by Swedish name."""


def context(case: Case, key: str, stamp: Stamp, trace: Trace | None = None) -> View:
    """Return everything that the template of one document may print.

    A `trace` is told, while the document is rendered, which unknown facts it shows; one with marks
    finds where each fact is shown.
    """
    return view_case(case, key, stamp, trace).values


def fact_of(model: Model, *steps: str) -> Hashable:
    """Return what a trace knows a field by: the steps to it, in Swedish, from its model."""
    return id(model), steps


@dataclass(frozen=True)
class CaseView:
    """A case as the template of one document sees it: `values` is everything it may print.

    `owners` has each mapping, which it keeps alive, and the model that it shows, by `id()`.
    """

    values: View
    owners: Mapping[int, tuple[View, Model]]

    def owner(self, mapping: Mapping[str, Any]) -> Model | None:
        """Return the model that a mapping of the view shows; None for what the view makes up."""
        return self.owners.get(id(mapping), (None, None))[1]


def view_case(case: Case, key: str, stamp: Stamp, trace: Trace | None = None) -> CaseView:
    """Return the case as the template of one document sees it; see `context`."""
    return _Viewing(case, key, stamp, trace).view()


class _Viewing:
    def __init__(self, case: Case, key: str, stamp: Stamp, trace: Trace | None) -> None:
        self.case = case
        self.key = key
        self.stamp = stamp
        self.trace = trace
        self.day = case.documents[key].reference_date
        self.numbers = appendix_numbers(case, stamp.copy)
        self.public = stamp.copy is Copy.PUBLIC
        self.secret_documents = {
            key for key in case.documents if not is_shown(case, key, stamp.copy)
        }
        self.secrets = secret_models(case)
        self.collections: dict[str, list[Any]] = {}
        self.things: dict[str, View] = {}
        self.kinds: dict[str, str] = {}
        self.unnamed: dict[int, View] = {}
        self.owners: dict[int, tuple[View, Model]] = {}

    def view(self) -> CaseView:
        values, own = self._values(), self.case.documents[self.key]
        made = (values, own), (values["stämpel"], own)
        for mapping, model in (*made, (values["handling"], paper(self.case, self.key))):
            self.owners[id(mapping)] = mapping, model
        return CaseView(values, self.owners)

    def _values(self) -> View:
        models: list[Model] = [self.case.facts, *self.case.documents.values()]
        self._make_things(models)
        self._link(models)
        facts = self._mapping(self.case.facts)
        documents: dict[str, View | None] = {row.key: None for row in DOCUMENTS}
        for key, document in self.case.documents.items():
            seen = documents[key] = self._mapping(document)
            if document.decision and isinstance(seen["beslut"], dict):
                word = participle(document.decision.done, neuter=BY_KEY[key].neuter)
                seen["beslut"]["ord"] = self._value(word, document.decision)
        self._set_titles()
        self._unlist_secret_documents()
        basis = {entry.document: entry.text for entry in self.case.profile.bases}
        return {
            **(documents[self.key] or {}),
            "dokument": documents,
            "ärende": facts,
            "alla": self.collections,
            "stämpel": self._stamp(),
            "handling": self._handling(),
            "lagstöd": basis.get(self.key),
        }

    @property
    def _marked(self) -> bool:
        """Whether values carry the marks of their places, and then no other notes."""
        return self.trace is not None and self.trace.marks is not None

    def _is_hidden(self, model: Model) -> bool:
        return self.public and id(model) in self.secrets

    def _note(self, secret: Secret | None, *, weak: bool = False) -> Note | None:
        """Return the note of something secret; a document that is secret says it once, on top."""
        if (
            secret is None
            or self.public
            or self._marked
            or secret.mark is paper(self.case, self.key).secrecy
        ):
            return None
        return Note(secret.entry, secrecy_note(secret.mark), weak)

    def _make_things(self, models: list[Model]) -> None:
        """Make an empty mapping for every thing, with empty lists for what may refer to it."""
        lists = referring_collections()
        self.collections = {
            str(model.collection): [] for model in model_classes() if hasattr(model, "collection")
        }
        names = {name: JOINTLY for name in ("id", "namn", "kortnamn", "juridiskt_namn")}
        self.things[JOINTLY] = {**{name: [] for name in lists["part"]}, **names}
        for inner in _collectable(models):
            thing: View = {}
            if isinstance(inner, Item):
                thing = {name: [] for name in lists.get(inner.kind, ())}
                thing["utelämnad"] = self._is_hidden(inner)
                self.things[inner.id] = thing
                self.kinds[inner.id] = inner.kind
            else:
                self.unnamed[id(inner)] = thing
            self.collections[_collection(inner)].append(thing)

    def _link(self, models: list[Model]) -> None:
        """Put every thing into the lists of the things that it refers to.

        What a secret thing refers to is secret too, so in a public copy it stands in no such list.
        """
        for inner in _collectable(models):
            if self._is_hidden(inner):
                continue
            thing = self._thing(inner)
            for name in reference_fields(type(inner)):
                for target in _ids(getattr(inner, name)):
                    referring = self.things[target][_collection(inner)]
                    if not referring or referring[-1] is not thing:
                        referring.append(thing)

    def _unlist_secret_documents(self) -> None:
        """Let one omission stand for all that secret documents hold: its number is secret too.

        It stands in `alla`, and in the list of every thing that something there may refer to.
        """
        documents: list[Model] = [self.case.documents[key] for key in self.secret_documents]
        secret = list(_collectable(documents))
        things = {id(self._thing(inner)) for inner in secret}
        names = {_collection(inner) for inner in secret}
        for name in names:
            kept = [entry for entry in self.collections[name] if id(entry) not in things]
            self.collections[name] = [*kept, OMITTED]
        for identity, kind in [(JOINTLY, "part"), *self.kinds.items()]:
            for name in names.intersection(referring_collections()[kind]):
                self.things[identity][name].append(OMITTED)

    def _thing(self, model: Model) -> View:
        if isinstance(model, Item):
            return self.things[model.id]
        return self.unnamed.get(id(model), {})

    def _mapping(self, model: Model, number: int | None = None) -> View:
        """Fill and return the mapping of a model; `number` is its place in a list, from 1."""
        mapping = self._thing(model)
        self.owners[id(mapping)] = mapping, model
        references = reference_fields(type(model))
        for name, info in type(model).model_fields.items():
            alias = info.alias or name
            if alias in NEVER_SHOWN:
                continue
            value = getattr(model, name)
            if name in references and not self._is_hidden(model):
                seen = self._referents(value)
            else:
                seen = self._value(value, model)
            mapping[alias] = self._trace(seen, model, alias)
        places = model.derived_places()
        for alias, derived in model.derived_values().items():
            seen = self._value(derived, model)
            mapping[alias] = self._trace(seen, model, *places.get(alias, (alias,)))
        if number is not None:
            mapping["nr"] = self._value(number, model)
        if isinstance(model, Item):
            mapping["slag"] = model.kind
        if isinstance(model, Document):
            mapping["benämning"] = OMITTED if self._is_hidden(model) else BY_KEY[model.id].noun
        if isinstance(model, Paper) and model.open_title and self._is_hidden(model):
            mapping["titel"] = model.open_title
        return mapping

    def _trace(self, seen: Any, model: Model, *steps: str) -> Any:
        """Return what is seen of a field, as its trace wants it.

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

    def _referents(self, value: str | tuple[str, ...] | None) -> Any:
        if isinstance(value, tuple):
            things = [self.things[target] for target in value]
            # One mark stands for all that is secret: how many they are is secret too.
            secret = [thing for thing in things if thing.get("utelämnad")]
            return [t for t in things if not t.get("utelämnad") or t is secret[0]]
        return None if value is None else self.things[value]

    def _value(self, value: Any, owner: Model) -> Any:
        """Return a value of the owner as templates know it, or what stands in its place."""
        if self._is_hidden(owner):
            if isinstance(value, Model):
                self._mapping(value)
            elif isinstance(value, tuple):
                self._entries(value, owner)
                return [OMITTED]
            return OMITTED
        if isinstance(value, MarkedProse):
            if self.public and value.secrecy:
                return OMITTED
            own = Secret(value.secrecy, id(value)) if value.secrecy else None
            note = self._note(own or self.secrets.get(id(owner)))
            return annotate(self._prose(value.text), note)
        if isinstance(value, Model):
            return self._mapping(value)
        if isinstance(value, tuple):
            return self._entries(value, owner)
        if isinstance(value, Mapping):
            return {name: self._value(inner, owner) for name, inner in value.items()}
        return self._plain(value, owner)

    def _entries(self, values: tuple[Any, ...], owner: Model) -> list[Any]:
        return [
            self._mapping(value, place)
            if isinstance(value, Model) and not isinstance(value, MarkedProse)
            else self._value(value, owner)
            for place, value in enumerate(values, 1)
        ]

    def _plain(self, value: Any, owner: Model) -> Any:
        """Return a single value of the owner, with its note."""
        secret = self.secrets.get(id(owner))
        note = self._note(secret)
        if isinstance(value, Prose):
            return annotate(self._prose(value), note)
        weak = self._note(secret, weak=True)
        if isinstance(value, StrEnum):
            return annotate(value.value, weak)
        if isinstance(value, Diarienummer | NumberPattern):
            return annotate(value.text, weak)
        return annotate(value, note if isinstance(value, str) else weak)

    def _prose(self, value: Prose) -> Prose:
        return with_numbers(value, self.numbers, self.key)

    def _set_titles(self) -> None:
        """Let each person's title follow the appointment on the document's day."""
        for person in self.case.facts.people:
            held = person.appointment_on(self.day)
            if any(map(self._is_hidden, person.appointments)):
                # Also when it is not the one of the day: its dates are secret too.
                self.things[person.id]["titel"] = OMITTED
                continue
            if held is None or self._is_hidden(person):
                continue
            title = self.things[held.function]["titel"]
            if held.acting and title is not OMITTED:
                title = annotate(acting(title), note_of(title))
            note = note_of(title) or self._note(self.secrets.get(id(held)))
            self.things[person.id]["titel"] = annotate(title, note)

    def _stamp(self) -> View:
        stamp = self.stamp
        number = stamp.case_number.text if stamp.case_number else None
        if number and stamp.item is not None:
            pattern = self.case.facts.municipality.item_pattern
            number = pattern.replace("{nummer}", str(stamp.item)).replace("{diarienummer}", number)
        unknown = self._trace(None, self.case.facts, "diarienummer")
        own = self.case.documents[self.key]
        return {
            "nummer": number.replace(" ", NBSP) if number else unknown,
            "version": self._trace(stamp.version, own, "version"),
            "datum": self._trace(stamp.date, own, "datum"),
            "status": stamp.status.value,
            "kopia": stamp.copy.value if stamp.names_copy else None,
        }

    def _handling(self) -> View:
        own = paper(self.case, self.key)
        return {
            "titel": self._trace(own.title, own, "titel"),
            "benämning": BY_KEY[self.key].noun,
            "sekretess": secrecy_note(own.secrecy) if own.secrecy else None,
            "bilaga_till": [
                {"nr": number, "benämning": self._noun(parent)}
                for parent, number in self.numbers.get(self.key, [])
            ],
            "bilagor": [
                self._appendix_row(number, self.things[appendix])
                for number, appendix in enumerate(self.case.documents[self.key].appendices, 1)
            ],
        }

    def _noun(self, key: str) -> Any:
        mark = paper(self.case, key).secrecy
        return annotate(BY_KEY[key].noun, self._note(Secret(mark, id(mark)) if mark else None))

    def _appendix_row(self, number: int, thing: View) -> View:
        """Return a row of the appendix list; an attachment has a date and a sender too."""
        attached = "datum" in thing and thing["datum"] is not OMITTED
        return {
            "nr": number,
            "titel": thing["titel"],
            "datum": thing["datum"] if attached else None,
            "från": thing["från"]["namn"] if attached else None,
        }


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


def model_classes() -> list[type[Model]]:
    """Return every model class that a case can hold, the files' own classes first."""
    classes: list[type[Model]] = [CaseFacts, *(row.model for row in DOCUMENTS)]
    for model in classes:
        classes += [child for child in child_models(model).values() if child not in classes]
    return classes


def _collectable(models: list[Model]) -> Iterator[Model]:
    for model in models:
        for _, inner in walk(model):
            if hasattr(type(inner), "collection"):
                yield inner


def _collection(model: Model) -> str:
    return str(getattr(type(model), "collection"))  # noqa: B009 - Model itself has none


def _ids(value: str | tuple[str, ...] | None) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else () if value is None else (value,)
