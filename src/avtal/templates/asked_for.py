"""Where in the content the values stand that a tag asked for when it could not be filled."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from avtal.case.load import Case
from avtal.model.base import Model
from avtal.model.description import described, renamed
from avtal.problems import CaseError, PathKey, Related
from avtal.templates.layer import DocumentView
from avtal.word.engine.faults import Asked, Unfillable


def with_places(error: Unfillable, case: Case, view: DocumentView) -> CaseError:
    """Return the error with the file and line of each value that its tag asked for.

    What is not written in any file, such as the stamp, has no place.
    """
    places = dict.fromkeys(place for asked in error.asked for place in _places(asked, case, view))
    return CaseError(replace(problem, related=tuple(places)) for problem in error.problems)


def _places(asked: Asked, case: Case, view: DocumentView) -> Iterator[Related]:
    model = view.owner(asked.mapping)
    if model is None:
        return
    place = case.index.of(model)
    whole = (*place.path, *_steps(model, asked))
    if whole:
        yield case.related(place.file, whole)


def _steps(model: Model, asked: Asked) -> PathKey:
    """Return the way from a model to what was asked for; none for what only the view makes."""
    now = renamed(type(model)).get(asked.field)
    field = now[0].alias if now else asked.field
    if field not in described(type(model)):
        derived = (one for one in model.each_derived() if one.name == field)
        return next((one.place(model) for one in derived), ())
    value = asked.mapping[asked.field]
    if isinstance(value, list):
        for number, entry in enumerate(value):
            if entry is asked.entry:
                return field, number
    return (field,)
