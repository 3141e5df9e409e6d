"""Whatever is marked as secret: the full copy says so where it shows, the public one is silent.

One entry of each kind and one text of each kind in the three-party case is marked in turn; the
kinds come from the models, so a new field is tried without a new test.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeAlias

import pytest

from avtal.case.appendices import paper
from avtal.case.kinds import BY_KEY
from avtal.case.load import Case
from avtal.case.stamp import Copy
from avtal.language.prose import Prose
from avtal.language.swedish import bound, sentence_start
from avtal.making.rendering import Renderer, draft_stamp
from avtal.model.base import Entry, MarkedProse, Model, SecretMark
from avtal.model.references import reference_fields
from avtal.word.engine.prepared import Template
from avtal.word.stories.text import outline
from avtal.word.template.prepare import prepare
from tests.conftest import REPOSITORY
from tests.documents import unmarked

MARK = SecretMark.model_validate(
    {"lagrum": "18 kap. 1 § OSL", "datum": "2026-04-28", "myndighet": "Polismyndigheten"},
    by_alias=True,
)
BATCH = 12

Place: TypeAlias = "tuple[str | None, tuple[str | int, ...]]"
"""The key of a document, none for the shared facts, and a path within it in Swedish names."""


def _places(case: Case) -> Iterator[tuple[str, Place]]:
    """Yield (kind, place) of the first entry, and the first text, of each kind in each file."""
    seen = set()
    for key, model, path in ((one.key, one.model, one.path) for one in case.index.locations):
        found: list[tuple[str, tuple[str | int, ...]]] = []
        if isinstance(model, Entry) and model.secrecy is None:
            found.append((type(model).__name__, path))
        for name, info in type(model).model_fields.items():
            if isinstance(getattr(model, name), Prose) and not isinstance(model, MarkedProse):
                found.append((f"{type(model).__name__}.{name}", (*path, info.alias or name)))
        for kind, place in found:
            if (key, kind) not in seen:
                seen.add((key, kind))
                yield f"{key or 'arende'}-{kind}", (key, place)


def _changed(value: Any, path: tuple[str | int, ...], change: Callable[[Any], Any]) -> Any:
    """Return a frozen value with the part at the path changed."""
    if not path:
        return change(value)
    step, *rest = path
    if isinstance(value, tuple):
        place = int(step)
        return (*value[:place], _changed(value[place], tuple(rest), change), *value[place + 1 :])
    fields = type(value).model_fields
    name = next(name for name, info in fields.items() if step in (info.alias, name))
    return value.model_copy(update={name: _changed(getattr(value, name), tuple(rest), change)})


def _with(case: Case, place: Place, change: Callable[[Any], Any]) -> Case:
    key, path = place
    if key is None:
        return replace(case, facts=_changed(case.facts, path, change))
    changed = _changed(case.documents[key], path, change)
    return replace(case, documents={**case.documents, key: changed})


def _marked(value: Any) -> Any:
    if isinstance(value, Prose):
        return MarkedProse.model_construct(text=value, secrecy=MARK, origin=None)
    return value.model_copy(update={"secrecy": MARK})


def _otherwise(value: Any) -> Any:
    """Return a marked value with every text, date and number in it changed."""
    if isinstance(value, Prose):
        return Prose.plain("Något helt annat, och mycket längre än det som stod här förut.")
    if isinstance(value, str) and not isinstance(value, StrEnum):
        return f"Annat än {value}"
    if isinstance(value, date):
        return value + timedelta(days=400)
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return value + 7
    if isinstance(value, tuple):
        return tuple(_otherwise(entry) for entry in value)
    if not isinstance(value, Model):
        return value
    kept = {"id", "origin", "secrecy", "open_title", *reference_fields(type(value))}
    names = set(type(value).model_fields) - kept
    return value.model_copy(update={name: _otherwise(getattr(value, name)) for name in names})


@pytest.fixture(scope="module")
def templates() -> dict[str, Template]:
    """Return every template, prepared."""
    folder = REPOSITORY / "templates"
    return {
        row.key: prepare(row.template_file, (folder / row.template_file).read_bytes())
        for row in BY_KEY.values()
    }


def _documents(case: Case, copy: Copy, templates: dict[str, Template]) -> dict[str, bytes]:
    renderer = Renderer(case, templates)
    return {
        key: renderer.render(key, draft_stamp(case, key, copy)).data
        for key in case.documents
        if copy is Copy.FULL or paper(case, key).secrecy is None
    }


def _own_texts(value: Any) -> Iterator[str]:
    """Yield what the marked value itself says; what it refers to is not secret for that."""
    if isinstance(value, MarkedProse):
        value = value.text
    if isinstance(value, Prose):
        for block in value.blocks:
            yield "".join(span.text for span in block.spans if not span.appendix)[:30].strip()
    elif isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for entry in value:
            yield from _own_texts(entry)
    elif isinstance(value, Model):
        kept = {"id", "origin", "secrecy", *reference_fields(type(value))}
        for name in set(type(value).model_fields) - kept:
            yield from _own_texts(getattr(value, name))


def _forms(text: str) -> tuple[str, str]:
    return bound(text), sentence_start(bound(text))


def _part(case: Case, place: Place) -> Any:
    key, path = place
    found: list[Any] = []

    def keep(value: Any) -> Any:
        found.append(value)
        return value

    _changed(case.documents[key] if key else case.facts, path, keep)
    return found[0]


def _batches(places: Mapping[str, Place]) -> Iterator[dict[str, Place]]:
    """Yield kinds to mark together: none of them lies in another, a whole document comes alone."""
    batches: list[dict[str, Place]] = []
    for kind, (key, path) in places.items():
        for batch in batches:
            apart = all(
                key != other or path[: len(deep)] != deep[: len(path)]
                for other, deep in batch.values()
            )
            if apart and len(batch) < BATCH and "handlingar" not in path:
                batch[kind] = (key, path)
                break
        else:
            batches.insert(0, {kind: (key, path)})
            if "handlingar" in path:
                yield batches.pop(0)
    yield from batches


@pytest.mark.holds("57")
def test_every_kind_can_be_secret(three: Case, templates: dict[str, Template]) -> None:
    places = {
        kind: (key, path)
        for kind, (key, path) in _places(three)
        if path != ("parter", 0)  # the municipality itself
    }
    assert len(places) > 60
    wrong = []
    for batch in _batches(places):
        secret = other = three
        for place in batch.values():
            secret = _with(secret, place, _marked)
            other = _with(_with(other, place, _marked), place, _otherwise)
        full, public = (_documents(secret, copy, templates) for copy in Copy)
        lines = [line for data in full.values() for line in outline(data).splitlines()]
        own: set[str] = set()
        for kind, place in batch.items():
            texts = {form for text in _own_texts(_part(secret, place)) for form in _forms(text)}
            noted = any("[sekretess: " in line for line in lines for text in texts if text in line)
            if texts and not noted:
                wrong.append(f"{kind}: no note is printed")
            own |= texts
        for key in public:
            for line in unmarked(full[key], public[key]):
                wrong += [f"{key}: {text} in {line}" for text in own if text in line]
        again = _documents(other, Copy.PUBLIC, templates)
        wrong += [f"{key} tells of {list(batch)}" for key in public if public[key] != again[key]]
    assert wrong == []
