"""Where in the content of a case everything stands, and what a trace knows it by."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass

from avtal.case.load import Case
from avtal.model.base import Model
from avtal.model.description import described
from avtal.templates.view import fact_of


@dataclass(frozen=True, slots=True)
class SourceLine:
    """Where a value stands in the content: its file and line (from 1), and its facts.

    `facts` are what a trace knows the printed fields by.
    """

    file: str
    line: int
    facts: frozenset[Hashable]


class Sources:
    """The places of everything in a case."""

    def __init__(self, case: Case) -> None:
        self._case = case

    def of(self, owner: Model, alias: str | None = None) -> SourceLine:
        """Return where a field of a model stands, by Swedish name, or the model as a whole."""
        place = self._case.index.of(owner)
        if alias is None:
            line = self._case.line(place.file, place.path)
            return SourceLine(*line, self._all_facts(owner))
        line = self._case.line(place.file, (*place.path, alias))
        return SourceLine(*line, frozenset(_facts(owner, alias)))

    def _all_facts(self, model: Model) -> frozenset[Hashable]:
        """Return every fact that a model and all in it can print."""
        return frozenset(
            fact
            for place in self._case.index.within(model)
            for alias in described(type(place.model))
            for fact in _facts(place.model, alias)
        )

    def by_fact(self) -> Mapping[Hashable, tuple[str, int]]:
        """Return the file and line of every fact of the case."""
        return {
            fact: self._case.line(place.file, (*place.path, alias))
            for place in self._case.index.locations
            for alias in described(type(place.model))
            for fact in _facts(place.model, alias)
        }


def _facts(model: Model, alias: str) -> Iterator[Hashable]:
    """Yield what a trace knows a field of a model by, and what is derived from it."""
    yield fact_of(model, alias)
    for derived in model.each_derived():
        if derived.field == alias:
            yield fact_of(model, *derived.place(model))
