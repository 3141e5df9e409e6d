"""Single mistakes planted in a good case: changes of its files, generated from the models.

A change is spliced into the text of a file at the place where a value stands, so that every other
line stays as it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from avtal.case.load import Case, load
from avtal.model.action_plan import Action
from avtal.model.base import Model
from avtal.model.references import PERSON, reference_fields
from avtal.problems import PathKey
from avtal.reading.tree import Mark, Tree
from avtal.rules.material import Material

CONTENT = "innehåll"
"""The code of what the models refuse."""


@dataclass(frozen=True)
class Planted:
    """A mistake: what was done, the changed file, and where a finding has to point.

    `code` is the rule that must say it (or `innehåll` for what the models refuse), `lines` the
    lines, in files of the case, of which the finding must point at one.
    """

    name: str
    code: str
    file: str
    text: str
    lines: frozenset[tuple[str, int]]

    def pointing_at(self, *lines: tuple[str, int]) -> Planted:
        """Return the same mistake, that a finding must point at in one of these lines instead."""
        return replace(self, lines=frozenset(lines))


class Garden:
    """A loaded good case, in which mistakes are planted."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.case: Case = load(folder)
        self.material = Material(self.case)

    def tree(self, file: str) -> Tree:
        """Return a content file of the case."""
        return self.case.trees[file]

    def line(self, file: str, path: PathKey) -> tuple[str, int]:
        """Return the file and the line where a value begins; where it holds more, its name."""
        tree = self.tree(file)
        mark, _ = tree.find(path)
        start = mark.key[0] if mark.children and mark.key else mark.start
        return file, tree.position(start).line

    def file(self, model: Model) -> str:
        """Return the content file that a model of the case stands in."""
        return self.material.location(model).file

    def path(self, model: Model, *steps: str | int) -> PathKey:
        """Return the path of a field of a model."""
        return (*self.material.location(model).path, *steps)

    def planted(self, name: str, code: str, model: Model, path: PathKey, new: str) -> Planted:
        """Return the mistake of another value at a path in the file of a model."""
        file = self.file(model)
        own = file, self.tree(file).position(self._mark(file, path).start).line
        lines = frozenset({self.line(file, path), own})
        return Planted(name, code, file, self.replaced(file, path, new), lines)

    def swapped(self, file: str, first: PathKey, second: PathKey) -> str:
        """Return the text of a file where two values have changed places."""
        one, other = sorted((self._mark(file, first), self._mark(file, second)), key=_start)
        text = self.tree(file).text
        return (
            text[: one.start]
            + text[other.start : other.end]
            + text[one.end : other.start]
            + text[one.start : one.end]
            + text[other.end :]
        )

    def value(self, file: str, path: PathKey) -> str:
        """Return a value as it is written."""
        mark = self._mark(file, path)
        return self.tree(file).text[mark.start : mark.end]

    def replaced(self, file: str, path: PathKey, new: str) -> str:
        """Return the text of a file with another value at a field."""
        mark = self._mark(file, path)
        text = self.tree(file).text
        old = text[mark.start : mark.end]
        return text[: mark.start] + new + old[len(old.rstrip()) :] + text[mark.end :]

    def removed(self, file: str, path: PathKey) -> str:
        """Return the text of a file without one entry of a list."""
        text = self.tree(file).text
        mark = self._mark(file, path)
        listed = self._mark(file, path[:-1])
        if text[listed.start] == "[":
            left = text.rindex("[", 0, mark.start), text.rfind(",", listed.start, mark.start)
            after = text.find(",", mark.end, listed.end)
            if left[1] >= 0:
                return text[: left[1]] + text[mark.end :]
            stop = after + 1 if after >= 0 else mark.end
            return text[: mark.start] + text[stop:].lstrip(" ")
        start = text.rindex("\n", 0, mark.start) + 1
        siblings = sorted(child.start for child in listed.children.values())
        later = [text.rindex("\n", 0, other) + 1 for other in siblings if other > mark.start]
        stop = later[0] if later else _end_of_block(text, start)
        return text[:start] + text[stop:]

    def without_actions(self, area: str) -> Planted:
        """Return the mistake that a focus area has no action: each of them is in another area."""
        actions = self.material.every(Action)
        other = next(action.focus_area for action in actions if action.focus_area != area)
        text, file = "", self.file(actions[0])
        here = 0
        for action in actions:
            if action.focus_area == area:
                mark = self._mark(file, self.path(action, "fokusområde"))
                text += self.tree(file).text[here : mark.start] + other
                here = mark.end
        text += self.tree(file).text[here:]
        analysis = self.material.analyses[area]
        lines = {self.line(self.file(analysis), self.path(analysis, "fokusområde"))}
        fact = next(a for a in self.material.facts.focus_areas if a.id == area)
        lines |= {self.line(self.file(fact), self.path(fact, "id")), self.line(file, ("åtgärder",))}
        return Planted(f"inga åtgärder i {area}", "regel 14", file, text, frozenset(lines))

    def with_field(self, file: str, model: Model, alias: str, new: str) -> str:
        """Return the text of a file with a value at a field in braces that may not be there yet."""
        mark = self._mark(file, self.path(model))
        if alias in mark.children:
            return self.replaced(file, self.path(model, alias), new)
        text = self.tree(file).text
        end = text.rindex("}", mark.start, mark.end)
        return f"{text[:end]}, {alias}: {new}{text[end:]}"

    def named(self) -> dict[str, tuple[date, frozenset[tuple[str, int]]]]:
        """Return, by person, the last date of a document that names them, and the lines there."""
        found: dict[str, tuple[date, frozenset[tuple[str, int]]]] = {}
        for model in self.material.models:
            key = self.material.location(model).key
            if key is None:
                continue
            day = self.case.documents[key].date
            for name, ref in reference_fields(type(model)).items():
                value = getattr(model, name)
                if PERSON in ref.kinds and value:
                    line = self.line(
                        self.file(model),
                        self.path(model, type(model).model_fields[name].alias or name),
                    )
                    for person in value if isinstance(value, tuple) else (value,):
                        before = found.get(person, (day, frozenset()))
                        if before[0] <= day:
                            lines = before[1] if before[0] == day else frozenset()
                            found[person] = (day, lines | {line})
        return found

    def secret_sentences(self) -> list[str]:
        """Return the first long sentence of each secret text of the case."""
        found = []
        for text in self.material.texts:
            if text.prose and self.material.secret(text.place.model):
                sentences = re.split(r"(?<=[.!?])\s", text.words)
                found += [one for one in sentences if len(one) > 40 and '"' not in one][:1]
        return found

    def open_texts(self, key: str) -> Iterator[tuple[Model, str]]:
        """Yield (model, alias) of one open text of each field in a document."""
        seen = set()
        for text in self.material.texts:
            model, (alias, *more) = text.place.model, text.place.steps
            kind = (type(model), alias)
            if text.key != key or more or self.material.secret(model) or kind in seen:
                continue
            if text.prose:
                seen.add(kind)
                yield model, str(alias)

    def _mark(self, file: str, path: PathKey) -> Mark:
        mark, whole = self.tree(file).find(path)
        assert whole, (file, path)
        return mark


def _start(mark: Mark) -> int:
    return mark.start


def _end_of_block(text: str, start: int) -> int:
    """Return where the lines end that are indented more than the one that begins at start."""
    line = text[start : text.index("\n", start)]
    margin = len(line) - len(line.lstrip(" "))
    here = text.index("\n", start) + 1
    while here < len(text):
        stop = text.find("\n", here)
        stop = len(text) if stop < 0 else stop
        row = text[here:stop]
        if row.strip() and len(row) - len(row.lstrip(" ")) <= margin:
            return here
        here = stop + 1
    return len(text)
