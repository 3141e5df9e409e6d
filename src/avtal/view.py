"""A case as a template sees it: mappings with Swedish names, where references are the things.

Every item of the case is one mapping, shared by all that refer to it. An item also holds, under
the name of their collection, the items that refer to it: `fokusområde.åtgärder`. In a public copy
secret values are replaced here, before anything is rendered, so they cannot reach a document.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from enum import StrEnum
from functools import cache
from itertools import zip_longest
from typing import Any

from avtal.documents import BY_KEY, DOCUMENTS
from avtal.model.base import Item, MarkedProse, Model, SecretMark, child_models, walk
from avtal.model.case import CaseFacts, Paper
from avtal.model.diarienummer import Diarienummer, NumberPattern
from avtal.model.references import JOINTLY, reference_fields
from avtal.prose import Prose, Span
from avtal.source import Case
from avtal.stamp import Copy, Stamp
from avtal.swedish import NBSP, bound, short_date
from avtal.word.values import MISSING, OMITTED

View = dict[str, Any]

_NEVER_SHOWN = {"ursprung", "sekretess", "öppen_titel"}


def appendix_numbers(case: Case, copy: Copy) -> dict[str, list[tuple[str, int]]]:
    """Return, by key of document or attachment, (document it is an appendix to, number) pairs.

    The first pair belongs to the document that stands first in the case. What is appended to a
    secret document is not told in a public copy.
    """
    numbers: dict[str, list[tuple[str, int]]] = {}
    for key, document in case.documents.items():
        if copy is Copy.PUBLIC and paper(case, key).secrecy is not None:
            continue
        for number, appendix in enumerate(document.appendices, 1):
            numbers.setdefault(appendix, []).append((key, number))
    return numbers


def paper(case: Case, key: str) -> Paper:
    """Return the document or attachment of the case with this key. KeyError if there is none."""
    for entry in (*case.facts.documents, *case.facts.attachments):
        if entry.id == key:
            return entry
    raise KeyError(key)


def context(case: Case, key: str, stamp: Stamp) -> View:
    """Return everything that the template of one document may print."""
    return _View(case, key, stamp).build()


class _View:
    def __init__(self, case: Case, key: str, stamp: Stamp) -> None:
        self.case = case
        self.key = key
        self.stamp = stamp
        self.day = case.documents[key].reference_date
        self.numbers = appendix_numbers(case, stamp.copy)
        self.public = stamp.copy is Copy.PUBLIC
        self.secret_documents = {
            key for key in case.documents if self.public and paper(case, key).secrecy is not None
        }
        self.hidden = self._hidden()
        self.collections: dict[str, list[View]] = {}
        self.things: dict[str, View] = {}
        self.unnamed: dict[int, View] = {}

    def build(self) -> View:
        models: list[Model] = [self.case.facts, *self.case.documents.values()]
        self._make_things(models)
        self._link(models)
        facts = self._mapping(self.case.facts, hidden=False)
        documents: dict[str, View | None] = {row.key: None for row in DOCUMENTS}
        for key, document in self.case.documents.items():
            documents[key] = self._mapping(document, key in self.secret_documents)
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

    def _hidden(self) -> set[int]:
        """Return the identities of all models that this copy must not show."""
        if not self.public:
            return set()
        roots: list[Model] = [self.case.documents[key] for key in self.secret_documents]
        for model in (self.case.facts, *self.case.documents.values()):
            roots += [
                inner for _, inner in walk(model) if isinstance(inner, Item) and inner.secrecy
            ]
        return {id(inner) for root in roots for _, inner in walk(root)}

    def _make_things(self, models: list[Model]) -> None:
        """Make an empty mapping for every thing, with empty lists for what may refer to it."""
        lists = referring_collections()
        self.collections = {
            str(model.collection): [] for model in model_classes() if hasattr(model, "collection")
        }
        names = {name: JOINTLY for name in ("id", "namn", "kortnamn", "juridiskt_namn")}
        self.things[JOINTLY] = {**{name: [] for name in lists["part"]}, **names}
        for inner in _collected(models):
            thing: View = {}
            if isinstance(inner, Item):
                thing = {name: [] for name in lists.get(inner.kind, ())}
                thing["utelämnad"] = id(inner) in self.hidden
                self.things[inner.id] = thing
            else:
                self.unnamed[id(inner)] = thing
            self.collections[_collection(inner)].append(thing)

    def _link(self, models: list[Model]) -> None:
        """Put every thing into the lists of the things that it refers to.

        What a secret thing refers to is secret too, so in a public copy it stands in no such list.
        """
        for inner in _collected(models):
            if id(inner) in self.hidden:
                continue
            thing = self._thing(inner)
            for name in reference_fields(type(inner)):
                for target in _ids(getattr(inner, name)):
                    referring = self.things[target][_collection(inner)]
                    if not referring or referring[-1] is not thing:
                        referring.append(thing)

    def _unlist_secret_documents(self) -> None:
        """Take the things of secret documents out of `alla`: their number is secret too."""
        documents: list[Model] = [self.case.documents[key] for key in self.secret_documents]
        things = {id(self._thing(inner)) for inner in _collected(documents)}
        for name, entries in self.collections.items():
            self.collections[name] = [entry for entry in entries if id(entry) not in things]

    def _thing(self, model: Model) -> View:
        if isinstance(model, Item):
            return self.things[model.id]
        return self.unnamed.get(id(model), {})

    def _mapping(self, model: Model, hidden: bool, number: int | None = None) -> View:
        """Fill and return the mapping of a model.

        `hidden` if all of it is secret here; `number` is its place in a list, from 1.
        """
        mapping = self._thing(model)
        mark = model.secrecy if isinstance(model, Item) else None
        hidden = hidden or id(model) in self.hidden
        references = reference_fields(type(model))
        for name, info in type(model).model_fields.items():
            alias = info.alias or name
            if alias in _NEVER_SHOWN:
                continue
            value = getattr(model, name)
            if name in references and not hidden:
                mapping[alias] = self._referred(value)
            else:
                mapping[alias] = self._value(value, hidden)
        place = {} if number is None else {"nr": number}
        for alias, derived in {**model.derived(), **place}.items():
            mapping[alias] = OMITTED if hidden else derived
        if isinstance(model, Item):
            mapping["slag"] = model.kind
        if mark and not self.public:
            _label(mapping, model, mark)
        if hidden and isinstance(model, Paper) and model.open_title:
            mapping["titel"] = model.open_title
        return mapping

    def _referred(self, value: str | tuple[str, ...] | None) -> Any:
        if isinstance(value, tuple):
            things = [self.things[target] for target in value]
            # One mark stands for all that is secret: how many they are is secret too.
            secret = [thing for thing in things if thing.get("utelämnad")]
            return [t for t in things if not t.get("utelämnad") or t is secret[0]]
        return None if value is None else self.things[value]

    def _value(self, value: Any, hidden: bool) -> Any:
        if isinstance(value, MarkedProse):
            secret = self.public or hidden
            return OMITTED if secret else _with_note(self._prose(value.text), value.secrecy)
        if isinstance(value, Model):
            mapping = self._mapping(value, hidden)
            return OMITTED if hidden else mapping
        if isinstance(value, tuple):
            entries = [self._entry(entry, hidden, place) for place, entry in enumerate(value, 1)]
            return [OMITTED] if hidden else entries
        return OMITTED if hidden else self._plain(value)

    def _entry(self, value: Any, hidden: bool, place: int) -> Any:
        if isinstance(value, Model):
            return self._mapping(value, hidden, place)
        return self._value(value, hidden)

    def _plain(self, value: Any) -> Any:
        """Return a single value as templates know it."""
        if isinstance(value, Prose):
            return self._prose(value)
        if isinstance(value, StrEnum):
            return value.value
        if isinstance(value, Diarienummer | NumberPattern):
            return value.text
        return value

    def _prose(self, value: Prose) -> Prose:
        """Return the prose with the number of the appendix after each reference to one."""
        if not any(span.appendix for span in value.spans()):
            return value
        return Prose(
            tuple(
                replace(
                    block,
                    spans=tuple(
                        self._numbered(span, after)
                        for span, after in zip_longest(block.spans, block.spans[1:])
                    ),
                )
                for block in value.blocks
            )
        )

    def _numbered(self, span: Span, after: Span | None) -> Span:
        """Return a run of a reference as text; the last run of it has the number."""
        if span.appendix is None:
            return span
        if after is not None and after.link == span.link:
            return replace(span, link=None)
        listed = self.numbers.get(span.appendix, [])
        here = [number for parent, number in listed if parent == self.key]
        text = span.text
        if here:
            text += f" (bilaga{NBSP}{here[0]})"
        elif listed:
            parent, number = listed[0]
            text += f" (bilaga{NBSP}{number} till {BY_KEY[parent].noun})"
        return replace(span, text=text, link=None)

    def _set_titles(self) -> None:
        """Let each person's title follow the appointment on the document's day."""
        for person in self.case.facts.people:
            held = person.appointment_on(self.day)
            if held and self.things[person.id]["titel"] is not OMITTED:
                title = self.things[held.function]["titel"]
                if held.acting and title is not OMITTED:
                    title = f"T{NBSP}f{NBSP}{title}"
                self.things[person.id]["titel"] = title

    def _stamp(self) -> View:
        stamp = self.stamp
        number = stamp.case_number.text if stamp.case_number else None
        if number and stamp.item is not None:
            pattern = self.case.facts.municipality.item_pattern
            number = pattern.replace("{nummer}", str(stamp.item)).replace("{diarienummer}", number)
        return {
            "nummer": number.replace(" ", NBSP) if number else None,
            "version": stamp.version,
            "datum": stamp.date,
            "status": stamp.status.value,
            "kopia": stamp.copy.value if secret_marks(self.case) else None,
        }

    def _handling(self) -> View:
        own = paper(self.case, self.key)
        return {
            "titel": own.title,
            "benämning": BY_KEY[self.key].noun,
            "sekretess": secrecy_note(own.secrecy) if own.secrecy else None,
            "bilaga_till": [
                {"nr": number, "benämning": BY_KEY[parent].noun}
                for parent, number in self.numbers.get(self.key, [])
            ],
            "bilagor": [
                self._listed(number, self.things[appendix])
                for number, appendix in enumerate(self.case.documents[self.key].appendices, 1)
            ],
        }

    def _listed(self, number: int, thing: View) -> View:
        """Return a row of the appendix list; an attachment has a date and a sender too."""
        attached = "datum" in thing and thing["datum"] is not OMITTED
        return {
            "nr": number,
            "titel": thing["titel"],
            "datum": thing["datum"] if attached else None,
            "från": thing["från"]["namn"] if attached else None,
        }


def secret_marks(case: Case) -> list[SecretMark]:
    """Return every secrecy mark of the case."""
    return [
        inner
        for model in (case.facts, *case.documents.values())
        for _, inner in walk(model)
        if isinstance(inner, SecretMark)
    ]


def secrecy_note(mark: SecretMark) -> str:
    """Return what the full copy prints at what is secret: provision, date and authority."""
    return f"[sekretess: {bound(mark.provision)}, {short_date(mark.date)}, {mark.authority}]"


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


def _collected(models: list[Model]) -> Iterator[Model]:
    for model in models:
        for _, inner in walk(model):
            if hasattr(type(inner), "collection"):
                yield inner


def _collection(model: Model) -> str:
    return str(getattr(type(model), "collection"))  # noqa: B009 - Model itself has none


def _ids(value: str | tuple[str, ...] | None) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else () if value is None else (value,)


def _with_note(prose: Prose, mark: SecretMark) -> Prose:
    *before, last = prose.blocks
    noted = replace(last, spans=(*last.spans, Span(f" {secrecy_note(mark)}")))
    return Prose((*before, noted))


def _label(mapping: View, model: Model, mark: SecretMark) -> None:
    """Put the secrecy note after the first text of a thing, where a reader sees it.

    A thing without any known text has it after the first fact that is missing.
    """
    references = reference_fields(type(model))
    missing: list[str] = []
    for name, info in type(model).model_fields.items():
        value = getattr(model, name)
        alias = info.alias or name
        if isinstance(value, Prose):
            mapping[alias] = _with_note(mapping[alias], mark)
            return
        if type(value) is str and name != "id" and name not in references:
            mapping[alias] = f"{value} {secrecy_note(mark)}"
            return
        if value is None and alias in mapping:
            missing.append(alias)
    for alias in missing[:1]:
        mapping[alias] = f"{MISSING} {secrecy_note(mark)}"
