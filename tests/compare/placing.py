"""One field of a good case after the other with another value, and where the change shows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from avtal.case.stamp import Copy
from avtal.case.workspace import FACTS_FILE
from avtal.compare.content.fields import Change, field_changes
from avtal.compare.documents.beside import Beside
from avtal.compare.documents.pairs import State, pairs_of
from avtal.compare.places import PlaceFinder, Where
from avtal.compare.sides.side import Side, from_case
from avtal.model.base import Model
from avtal.model.description import FieldDescription, described
from avtal.problems import CaseError, PathKey
from avtal.reading.tree import Mark, Tree
from tests.conftest import Workspace


@dataclass(frozen=True)
class Compared:
    """Two cases compared without redlines: what changed and where it shows, and the documents."""

    changes: Mapping[str, Where]
    found: tuple[Change, ...]
    documents: tuple[Beside, ...]

    @property
    def differing(self) -> set[str]:
        """The documents of which more than the stamp differs."""
        alike = {State.SAME, State.STAMP}
        return {one.pair.key for one in self.documents if one.pair.state not in alike}


def compared(old: Side, new: Side) -> Compared:
    """Return what differs between two cases."""
    made = [side.made for side in (old, new)]
    assert made[0]
    assert made[1]
    found = field_changes(made[0].case, made[1].case, Copy.FULL)
    documents = [Beside(pair) for pair in pairs_of(old, new, None, None)]
    where = PlaceFinder(made, documents).find(found)
    told = {change.name: one for change, one in zip(found, where, strict=True)}
    return Compared(told, tuple(found), tuple(documents))


class OneByOne:
    """A good case against itself with a single value changed, every value in its turn."""

    def __init__(self, workspace: Workspace, name: str) -> None:
        self.folder = workspace.case(name)
        self._templates = workspace.root / "templates"
        self.old = self.side()
        assert self.old.made
        self.case = self.old.made.case

    def side(self) -> Side:
        """Return the case as it lies in the folder."""
        return from_case(self.folder, self._templates, Copy.FULL, "fall", "fall")

    def every(self) -> Iterator[tuple[str, PathKey, str]]:
        """Yield file, path and the whole file for every value that can be another."""
        for tree in self.case.trees.values():
            file = Path(tree.name).name
            if not (self.folder / file).exists():
                continue
            root = self.case.facts if file == FACTS_FILE else self.case.documents[file[:-5]]
            for path, mark in leaves(tree):
                field = _field(type(root), path)
                new = field and self._another(field, tree.text[mark.start : mark.end])
                if new:
                    yield file, path, tree.text[: mark.start] + new + tree.text[mark.end :]

    def with_file(self, file: str, text: str) -> Side | None:
        """Return the case with another file; None where that is refused."""
        original = (self.folder / file).read_bytes()
        (self.folder / file).write_bytes(text.encode())
        try:
            return self.side()
        except CaseError:
            return None
        finally:
            (self.folder / file).write_bytes(original)

    def _another(self, field: FieldDescription, text: str) -> str | None:
        """Return another value as it is written, None where none is at hand."""
        if field.refers_to:
            kinds = field.refers_to.kinds
            things = [
                name
                for name, place in self.case.index.things.items()
                if getattr(place.model, "kind", "") in kinds and name != text
            ]
            return things[-1] if things else None
        if field.choices:
            return next(word for word in field.choices if word != text)
        if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
            return (date.fromisoformat(text) + timedelta(days=1)).isoformat()
        if re.fullmatch(r"\d+", text):
            return str(int(text) + 1)
        if text == "null":
            return None
        if text[:1] in "|>":
            return f"{text.rstrip()} Xyz.\n"
        if text[:1] in "\"'":
            return f"{text[:-1]} xyz{text[-1]}"
        return f"{text.rstrip('.')} xyz"


def leaves(tree: Tree) -> Iterator[tuple[PathKey, Mark]]:
    """Yield every single value of a content file with its place."""
    stack: list[tuple[PathKey, Mark]] = [((), tree.mark)]
    while stack:
        path, mark = stack.pop()
        if mark.children:
            stack += [((*path, step), child) for step, child in mark.children.items()]
        elif path:
            yield path, mark


def _field(model: type[Model], path: PathKey) -> FieldDescription | None:
    """Return the field that a path leads to; None for an id, which no one may change."""
    field: FieldDescription | None = None
    for step in path:
        if isinstance(step, int):
            continue
        if field is not None and field.group is not None:
            model = field.group
        field = described(model).get(step)
        if field is None:
            return None
    return None if field is None or field.alias == "id" or field.group else field
