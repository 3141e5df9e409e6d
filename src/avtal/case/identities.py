"""The ids of a case, collected from values that may still be wrong elsewhere.

References are checked against them while validating. A kind of thing that could not be read in
full is *unsure*: a reference to an unknown one may be right, so nothing is said about it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from avtal.language.hints import nearest
from avtal.model.base import Item, Model, child_models
from avtal.model.description import described
from avtal.model.naming import names_of
from avtal.model.references import JOINTLY
from avtal.model.scalars import is_id
from avtal.problems import PathKey, Problem, Related, clean
from avtal.reading.places import problem_at
from avtal.reading.tree import Mark, Tree, Value


@dataclass
class Identities:
    """Every id with its kind, the kinds that may have more, and ids that cannot stand.

    `names` holds, by kind, what things are called, with the id of the first that has the name: an
    editor may write that where its id is wanted.
    """

    ids: dict[str, str] = field(default_factory=dict)
    names: dict[str, dict[str, str]] = field(default_factory=dict)
    unsure: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    _places: dict[str, tuple[Tree, PathKey]] = field(default_factory=dict)

    def context(self) -> Mapping[str, object]:
        """Return the context for validation that references look in."""
        words: dict[str, dict[str, str]] = {}
        for identity in sorted(self.ids):
            words.setdefault(self.ids[identity], {})[identity] = identity
        for kind, names in self.names.items():
            for name, identity in names.items():
                words[kind].setdefault(name, identity)
        return {"ids": self.ids, "words": words, "unsure": frozenset(self.unsure)}

    def doubt(self, model: type[Model]) -> None:
        """Note that things of this model may exist that could not be read."""
        self.unsure |= kinds(model)

    def collect(self, tree: Tree, model: type[Model]) -> None:
        """Take in the ids of one file."""
        if tree.broken:
            self.doubt(model)
        else:
            self._walk(tree, model, tree.value, tree.mark, ())

    def _walk(
        self, tree: Tree, model: type[Model], value: Value, mark: Mark, path: PathKey
    ) -> None:
        if mark.refused or mark.repeated or not isinstance(value, dict | list):
            self.doubt(model)
        if isinstance(value, list):
            for number, entry in enumerate(value):
                self._walk(tree, model, entry, mark.children[number], (*path, number))
        elif isinstance(value, dict):
            names = _names(model, value)
            if issubclass(model, Item):
                key = names.get("id", "")
                self._take(tree, model, value, value.get(key), (*path, key))
            for alias, field in described(model).items():
                name = names.get(alias)
                if field.group is None:
                    continue
                if name is not None:
                    self._walk(tree, field.group, value[name], mark.children[name], (*path, name))
                elif field.required:
                    self.doubt(field.group)

    def _take(
        self,
        tree: Tree,
        model: type[Item],
        item: Mapping[str, Value],
        identity: Value,
        path: PathKey,
    ) -> None:
        if not isinstance(identity, str) or not is_id(identity):
            self.unsure.add(model.kind)
        elif identity in self.ids:
            self.problems.append(self._repetition(tree, model, identity, path))
        else:
            self.ids[identity] = model.kind
            self._places[identity] = (tree, path)
            names = self.names.setdefault(model.kind, {})
            for name in names_of(model, lambda field: item.get(field.alias)):
                names.setdefault(name, identity)
            if identity == JOINTLY:
                message = f"”{JOINTLY}” kan inte vara ett id, eftersom det betyder alla parter"
                remedy = "välj ett annat id"
                self.problems.append(problem_at(tree, path, "dubblett", message, remedy))

    def _repetition(self, tree: Tree, model: type[Item], identity: str, path: PathKey) -> Problem:
        other, where = self._places[identity]
        first, _ = other.find(where)
        related = Related(
            other.name,
            other.position(first.start, first.end),
            f"({self.ids[identity]} med samma id)",
        )
        if model.kind == self.ids[identity] == "handling":
            help = "ta bort den ena; en handling står en gång"
        else:
            help = "ge den ena ett annat id; ett id gäller i hela ärendet"
        return problem_at(
            tree,
            path,
            "dubblett",
            f"id ”{clean(identity)}” används redan",
            help,
            related=(related,),
        )


def _names(model: type[Model], value: Mapping[str, Value]) -> dict[str, str]:
    """Return the key that stands for each field, also where the name is a little misspelt."""
    found = {alias: alias for alias in described(model) if alias in value}
    absent = [alias for alias in described(model) if alias not in value]
    for key in value:
        meant = nearest(key, absent) if key not in found else None
        if meant is not None:
            found.setdefault(meant, key)
    return found


@cache
def kinds(model: type[Model]) -> frozenset[str]:
    """Return the kinds of all things with an id that the model can hold, itself included."""
    own = {model.kind} if issubclass(model, Item) else set()
    return frozenset(own.union(*(kinds(child) for child in child_models(model).values())))
