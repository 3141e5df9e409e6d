"""What is secret in a case, and what the full copy says about it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from avtal.case.appendices import paper
from avtal.case.load import Case
from avtal.language import swedish
from avtal.model.base import Entry, Model, SecretMark, walk


def roots(case: Case) -> Iterator[tuple[str | None, Model]]:
    """Yield the shared facts, with no key, and each document with its key."""
    yield None, case.facts
    yield from case.documents.items()


def secret_marks(case: Case) -> list[SecretMark]:
    """Return every secrecy mark of the case."""
    return [
        inner
        for _, model in roots(case)
        for _, inner in walk(model)
        if isinstance(inner, SecretMark)
    ]


class Secret(NamedTuple):
    """The nearest mark at or above a model, and the `id()` of the entry that the model is part of.

    What a whole document holds has the document's mark.
    """

    mark: SecretMark
    entry: int


def secret_models(case: Case) -> dict[int, Secret]:
    """Return, by `id()`, every model of the case that is secret or lies in something secret."""
    found: dict[int, Secret] = {}
    for key, root in roots(case):
        mark = paper(case, key).secrecy if key else None
        by_path: dict[tuple[str | int, ...], Secret | None] = {
            (): Secret(mark, id(root)) if mark else None
        }
        for path, model in walk(root):
            secret = by_path.get(path, by_path.get(path[:-1], by_path.get(path[:-2])))
            if isinstance(model, Entry):
                own = model.secrecy or (secret.mark if secret else None)
                secret = Secret(own, id(model)) if own else None
            by_path[path] = secret
            if secret:
                found[id(model)] = secret
    return found


def secrecy_note(mark: SecretMark) -> str:
    """Return what the full copy prints at what is secret: provision, date and authority."""
    return swedish.secrecy_note(mark.provision, mark.date, mark.authority)
