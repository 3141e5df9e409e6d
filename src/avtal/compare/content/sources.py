"""Where in the content of a case everything stands, and what a trace knows it by."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass

from avtal.case.kinds import BY_KEY
from avtal.case.load import Case
from avtal.case.secrecy import roots
from avtal.case.workspace import FACTS_FILE
from avtal.model.base import Item, Model, walk
from avtal.problems import PathKey
from avtal.templates.view import fact_of


@dataclass(frozen=True, slots=True)
class SourceLine:
    """Where a value stands in the content: its file and line (from 1), and its facts.

    `facts` are what a trace knows the printed fields by; `around` are the other ones of the thing
    with an id that the field belongs to.
    """

    file: str
    line: int
    facts: frozenset[Hashable]
    around: frozenset[Hashable]


class Sources:
    """The places of everything in a case."""

    def __init__(self, case: Case) -> None:
        self._places: dict[int, tuple[str, PathKey, Model]] = {}
        self._models: list[Model] = []
        self._case = case
        for key, root in roots(case):
            file = BY_KEY[key].content_file if key else FACTS_FILE
            things: dict[PathKey, Model] = {}
            for path, model in walk(root):
                above = things.get(path[:-1], things.get(path[:-2], model))
                things[path] = model if isinstance(model, Item) or not path else above
                self._places[id(model)] = (file, path, things[path])
                self._models.append(model)

    def of(self, owner: Model, alias: str | None = None) -> SourceLine:
        """Return where a field of a model stands, by Swedish name, or the model as a whole."""
        file, path, thing = self._places[id(owner)]
        if alias is None:
            return SourceLine(*self._case.line(file, path), _all_facts(owner), frozenset())
        own = frozenset(_facts(owner, alias))
        around = _all_facts(thing) - own if isinstance(thing, Item) else frozenset()
        return SourceLine(*self._case.line(file, (*path, alias)), own, around)

    def by_fact(self) -> Mapping[Hashable, tuple[str, int]]:
        """Return the file and line of every fact of the case."""
        return {
            fact: self._case.line(file, (*path, alias))
            for model in self._models
            for file, path, _ in [self._places[id(model)]]
            for alias in _aliases(model)
            for fact in _facts(model, alias)
        }


def _aliases(model: Model) -> Iterator[str]:
    for name, info in type(model).model_fields.items():
        yield info.alias or name


def _facts(model: Model, alias: str) -> Iterator[Hashable]:
    """Yield what a trace knows a field of a model by, and what is derived from it."""
    yield fact_of(model, alias)
    for steps in model.derived_places().values():
        if steps[0] == alias:
            yield fact_of(model, *steps)


def _all_facts(model: Model) -> frozenset[Hashable]:
    """Return every fact that a model and all in it can print."""
    return frozenset(
        fact
        for _, inner in walk(model)
        for alias in _aliases(inner)
        for fact in _facts(inner, alias)
    )
