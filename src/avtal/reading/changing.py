"""A tree that is changed as its file would be: each change gives the values and the text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from avtal.problems import PathKey
from avtal.reading.tree import Mark, Tree, Value


class TextEdit(NamedTuple):
    """A stretch of a tree's text, in characters, and what stands in its place."""

    start: int
    end: int
    text: str


class Group(NamedTuple):
    """A group of fields in a tree, with its mark and the steps to it."""

    fields: dict[str, Value]
    mark: Mark
    path: PathKey


class ChangedTree:
    """A tree whose values are changed in place; `edits` are what makes its text say the same.

    Everything keeps the place that it has in the file. What is not as it is asked for (a value of
    another kind, a field that is not there) is left as it is.
    """

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.edits: list[TextEdit] = []

    def entries(self, name: str) -> Iterator[Group]:
        """Yield the groups of fields that a list at the top of the file holds."""
        top = self._top()
        listed = top.fields.get(name) if top else None
        mark = top.mark.children.get(name) if top else None
        for number, entry in enumerate(listed if isinstance(listed, list) else ()):
            inner = mark.children.get(number) if mark else None
            if inner and isinstance(entry, dict):
                yield Group(entry, inner, (name, number))

    def rename(self, group: Group, old: str, new: str) -> None:
        """Let a field of a group have another name, in the same place."""
        mark = group.mark.children.get(old)
        if old not in group.fields or new in group.fields or mark is None or mark.key is None:
            return
        for held in (group.fields, group.mark.children):
            kept = [(new if name == old else name, one) for name, one in held.items()]
            held.clear()
            held.update(kept)  # type: ignore[arg-type]
        start, end = mark.key
        self.edits.append(TextEdit(start, end, _renamed(self.tree.text[start:end], old, new)))

    def set_first(self, name: str, value: str) -> None:
        """Let a field at the top have a value that needs no quotes; a new one stands first."""
        top = self._top()
        if top is None:
            return
        mark = top.mark.children.get(name)
        if mark is None:  # and none is set: in the file there is no such field to be told of
            self.edits.append(self._as_first(f"{name}: {value}", top))
        elif top.fields[name] != value:
            self.edits.append(TextEdit(mark.start, mark.end, value))
        top.fields[name] = value

    def _top(self) -> Group | None:
        value = self.tree.value
        return Group(value, self.tree.mark, ()) if isinstance(value, dict) else None

    def _as_first(self, written: str, top: Group) -> TextEdit:
        """Return the edit that writes a field before the first one, in the style of the file."""
        text, start = self.tree.text, top.mark.start
        if text[start : start + 1] == "{":
            keys = [mark.key[0] for mark in top.mark.children.values() if mark.key]
            return _insert(min(keys), f"{written}, ") if keys else _insert(start + 1, written)
        line = text.rfind("\n", 0, start) + 1
        return _insert(line, f"{text[line:start]}{written}\n")


def _insert(place: int, text: str) -> TextEdit:
    return TextEdit(place, place, text)


def _renamed(written: str, old: str, new: str) -> str:
    """Return a new name as the old one was written: within the same quotes, if any."""
    quote = written[-1:] if written[-1:] in {'"', "'"} else ""
    before = written.removesuffix(f"{quote}{old}{quote}")
    return f"{'' if before == written else before}{quote}{new}{quote}"
