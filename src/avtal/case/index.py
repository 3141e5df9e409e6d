"""The index of a case: where everything in it stands, made once for all who ask.

A thing is found by its model, its kind or its id; from it lead its file and path, what it lies in
and whether it is secret.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from avtal.case.kinds import BY_KEY
from avtal.case.workspace import FACTS_FILE, PROFILES_FOLDER
from avtal.model.base import Entry, Item, MarkedProse, Model, SecretMark, inner_models
from avtal.model.document import DocumentContent
from avtal.model.facts import CaseFacts
from avtal.model.profile import LawProfile
from avtal.problems import PathKey

M = TypeVar("M", bound=Model)
T = TypeVar("T", bound=Item)


class Secret(NamedTuple):
    """The nearest mark at or above a model, and the `id()` of the entry that the model is part of.

    What a whole document holds has the document's mark.
    """

    mark: SecretMark
    entry: int


@dataclass(frozen=True, slots=True, eq=False)
class Location:
    """Where a model stands: its document (None in `arende.yaml`), file and path in Swedish steps.

    `parent` is the model that it lies in. `about` is what an exception calls it: the nearest id at
    or above it, or what tells entries without one apart, or the key of the document. `secret` is
    set where it must not come out.
    """

    model: Model
    key: str | None
    file: str
    path: PathKey
    parent: Location | None
    about: str
    secret: Secret | None

    @property
    def lineage(self) -> Iterator[Location]:
        """This and what it lies in, the innermost first."""
        step: Location | None = self
        while step is not None:
            yield step
            step = step.parent

    @property
    def thing(self) -> Location | None:
        """The nearest thing with an id, this one or one around it."""
        return next((step for step in self.lineage if isinstance(step.model, Item)), None)


class CaseIndex:
    """Everything in a case. Its law profile can be located, but is no part of the content."""

    def __init__(
        self, facts: CaseFacts, documents: Mapping[str, DocumentContent], profile: LawProfile
    ) -> None:
        content: list[Location] = []
        marks = {document.id: document.secrecy for document in facts.documents}
        _take(facts, content, None, FACTS_FILE, FACTS_FILE.removesuffix(".yaml"))
        for key, document in documents.items():
            _take(document, content, key, BY_KEY[key].content_file, key, marks[key])
        law: list[Location] = []
        name = facts.law_profile
        _take(profile, law, None, f"{PROFILES_FOLDER}/{name}.yaml", name)
        self.locations: Sequence[Location] = tuple(content)
        """Every model of the content, in order of file and place."""
        self.things: Mapping[str, Location] = {
            one.model.id: one for one in content if isinstance(one.model, Item)
        }
        """Every thing that has an id, by its id."""
        self._all: Sequence[Location] = (*content, *law)
        self._by_model = {id(one.model): one for one in self._all}
        self._numbers = {id(one.model): number for number, one in enumerate(self._all)}
        self._by_type: dict[type[Model], list[Model]] = {}
        for one in content:
            self._by_type.setdefault(type(one.model), []).append(one.model)

    def of(self, model: Model) -> Location:
        """Return where a model of the case, or of its law profile, stands. KeyError for others."""
        return self._by_model[id(model)]

    def within(self, model: Model) -> Iterator[Location]:
        """Yield the place of a model of the case and of all that lies in it, in order."""
        first = self.of(model)
        for one in self._all[self._numbers[id(model)] :]:
            if one.file != first.file or one.path[: len(first.path)] != first.path:
                return
            yield one

    def every(self, kind: type[M]) -> list[M]:
        """Return every model of exactly this type, in order of file and place."""
        found = self._by_type.get(kind, ())
        return [model for model in found if isinstance(model, kind)]

    def by_id(self, kind: type[T]) -> Mapping[str, T]:
        """Return every thing of exactly this type, by id, in the same order."""
        return {thing.id: thing for thing in self.every(kind)}

    @property
    def has_secrets(self) -> bool:
        """Whether anything in the case is marked as secret."""
        return SecretMark in self._by_type


def _take(
    root: Model,
    into: list[Location],
    key: str | None,
    file: str,
    about: str,
    mark: SecretMark | None = None,
) -> None:
    secret = Secret(mark, id(root)) if mark else None
    _add(Location(root, key, file, (), None, about, secret), into)


def _add(location: Location, into: list[Location]) -> None:
    into.append(location)
    for steps, inner in inner_models(location.model):
        about = _name(inner) or location.about
        secret = _secret(inner, location.secret)
        path = (*location.path, *steps)
        _add(Location(inner, location.key, location.file, path, location, about, secret), into)


def _secret(model: Model, around: Secret | None) -> Secret | None:
    """Return the secret that a model is or lies in; an entry or a text is told of by itself."""
    if not isinstance(model, Entry | MarkedProse):
        return around
    if isinstance(model, MarkedProse) and model.secrecy is None:
        return around
    mark = model.secrecy or (around.mark if around else None)
    return Secret(mark, id(model)) if mark else None


def _name(model: Model) -> str:
    if isinstance(model, Item):
        return model.id
    return str(getattr(model, model.distinct_by)) if model.distinct_by else ""
