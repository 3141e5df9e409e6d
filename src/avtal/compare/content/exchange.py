"""A case with single changes of another one carried over, to see what each of them does.

Nothing is validated: such a case may say what no one would be allowed to write. It is only good for
being rendered, and is given only where everything that it refers to is there.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from avtal.case.load import Case
from avtal.compare.content.fields import FACTS, PROFILE, Change, by_key
from avtal.model.base import MarkedProse, Model
from avtal.model.description import described
from avtal.model.references import JOINTLY, reference_fields

M = TypeVar("M", bound=Model)


class Exchange:
    """Carries changes between the two cases that they were found in, either way.

    `changes` are all that were found: where one leads to a thing that the other case does not have,
    the change that put the thing in or took it out goes with it.
    """

    def __init__(self, changes: Iterable[Change]) -> None:
        self._of_things = {
            change.path[-1]: change
            for change in changes
            if change.path and change.kind in {"added", "removed"}
        }

    def carry(self, target: Case, source: Case, changes: Sequence[Change]) -> Case | None:
        """Return the target with what the changes are about as it is in the source.

        None where that cannot be: a whole document, or a thing that others need.
        """
        carried = dict.fromkeys(changes)
        while True:
            if any(not change.path for change in carried):
                return None
            case = target
            for change in carried:
                case = _carried(case, source, change)
            missing = _missing(case)
            if not missing:
                return case
            more = [self._of_things[one] for one in missing if one in self._of_things]
            if len(more) < len(missing) or not {*more} - {*carried}:
                return None
            carried |= dict.fromkeys(more)


def _missing(case: Case) -> set[str]:
    """Return the ids that something in a case refers to, and that lead to nothing."""
    unlisted = case.documents.keys() - {document.id for document in case.facts.documents}
    if unlisted:  # such a case has no index
        return set(unlisted)
    named = {JOINTLY}
    for place in case.index.locations:
        for name in reference_fields(type(place.model)):
            value = getattr(place.model, name)
            named.update(value if isinstance(value, tuple) else () if value is None else (value,))
    return named - {JOINTLY} - case.index.things.keys()


def _carried(target: Case, source: Case, change: Change) -> Case:
    steps = change.path
    if change.key == PROFILE:
        return replace(target, profile=_model(target.profile, source.profile, steps))
    if change.key == FACTS:
        facts = _model(target.facts, source.facts, steps)
        follows = facts.law_profile != target.facts.law_profile
        return replace(target, facts=facts, profile=source.profile if follows else target.profile)
    document = _model(target.documents[change.key], source.documents[change.key], steps)
    return replace(target, documents={**target.documents, change.key: document})


def _model(target: M, source: M, steps: Sequence[str]) -> M:
    """Return a model with what the steps lead to as it is in the source."""
    field = described(type(target))[steps[0]]
    was, now = getattr(target, field.name), getattr(source, field.name)
    value: object
    if len(steps) == 1:
        value = _text(was, now) if field.is_prose else now
    elif field.is_prose:
        value = _marked(was, now, described(MarkedProse)[steps[1]].name)
    elif isinstance(was, Model) and isinstance(now, Model):
        value = _model(was, now, steps[1:])
    else:
        value = _list(was or (), now or (), steps[1:])
    return target.model_copy(update={field.name: value})


def _text(target: object, source: object) -> object:
    """Return the text of the source with the marks of the target."""
    if not isinstance(target, MarkedProse) or source is None:
        return source.text if isinstance(source, MarkedProse) and target is not None else source
    text = source.text if isinstance(source, MarkedProse) else source
    return target.model_copy(update={"text": text})


def _marked(target: Any, source: object, mark: str) -> MarkedProse:
    """Return the text of the target with one mark of the source."""
    marked = target if isinstance(target, MarkedProse) else MarkedProse.model_construct(text=target)
    return marked.model_copy(update={mark: getattr(source, mark, None)})


def _list(
    target: Sequence[Model], source: Sequence[Model], steps: Sequence[str]
) -> tuple[Model, ...]:
    """Return a list with one entry as it is in the source, or where it stands there."""
    here, there = dict(by_key(target)), by_key(source)
    key, *inner = steps
    if inner:
        here[key] = _model(here[key], there[key], inner)
        return tuple(here.values())
    entry = here.pop(key, None)
    if key not in there:
        return tuple(here.values())
    before = list(there)[: list(there).index(key)]
    order = list(here)
    place = next((order.index(one) + 1 for one in reversed(before) if one in here), 0)
    order.insert(place, key)
    here[key] = there[key] if entry is None else entry
    return tuple(here[one] for one in order)
