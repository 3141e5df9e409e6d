"""What the check lets through can be filled in, whatever the content: tags made at random."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

import pytest

from avtal.case.kinds import DOCUMENTS
from avtal.case.load import load
from avtal.case.stamp import Copy
from avtal.templates.types import type_given_to
from avtal.word.engine.faults import FAULTS
from avtal.word.tags.syntax import DataEnvironment
from avtal.word.types.kinds import Choice, ListOf, Thing, Type, kind_of, options
from avtal.word.types.typecheck import TypeCheck
from avtal.word.values.filters import FILTERS
from avtal.word.values.mistakes import TemplateMistake, ValueKind
from avtal.word.values.prose import (
    BODY_STYLE,
    LINK_STYLE,
    LIST_STYLES,
    TABLE_LIST_STYLES,
    TABLE_STYLE,
)
from tests.conftest import GOOD_CASES, Workspace
from tests.templates.viewing import view
from tests.word.making import written

STYLES = {
    name: name
    for name in (BODY_STYLE, TABLE_STYLE, LINK_STYLE, *LIST_STYLES.values(),
                 *TABLE_LIST_STYLES.values())
}  # fmt: skip
FITTING = {
    ValueKind.DAY: "kortdatum",
    ValueKind.PROSE: "stycken",
    ValueKind.NUMBER: "tal",
    ValueKind.WHOLE: "talord",
    ValueKind.TEXT: "",
    ValueKind.MISSING: "",
    ValueKind.LIST: "antal",
}
SEEDS = 300


class Author:
    """Writes tags that are often right and often slightly wrong."""

    def __init__(self, seed: int, key: str) -> None:
        self.dice = random.Random(seed)
        self.names: dict[str, Type] = {n: f.type for n, f in type_given_to(key).fields.items()}

    def body(self, depth: int, names: dict[str, Type]) -> str:
        """Return some tags that may stand in a block."""
        return "".join(self.tag(depth, names) for _ in range(self.dice.randint(1, 2)))

    def tag(self, depth: int, names: dict[str, Type]) -> str:
        """Return a tag, or a block of tags."""
        kind = self.dice.choice(("print", "for", "if")) if depth else "print"
        if kind == "for":
            return self.loop(depth, names)
        if kind == "if":
            other = self.dice.choice(("", f"{{% else %}}{self.body(depth - 1, names)}"))
            then = self.body(depth - 1, names)
            return f"{{% if {self.condition(names)} %}}{then}{other}{{% endif %}}"
        path, type = self.path(names)
        fitting = FITTING.get(kind_of(options(type)[0]), "antal")
        if self.dice.random() < 0.1:
            fitting = self.dice.choice(self.filters())
        return f"{{{{ {path}|{fitting} }}}}" if fitting else f"{{{{ {path} }}}}"

    def loop(self, depth: int, names: dict[str, Type]) -> str:
        """Return a loop, mostly over a list."""
        path, type = self.path(names, wanted=ListOf)
        variable = self.dice.choice("ab")
        entries = [o.entry for o in options(type) if isinstance(o, ListOf)]
        inner = {**names, variable: entries[0]} if entries else names
        test = self.dice.choice(("", "", f" if {self.condition(inner)}"))
        body = self.body(depth - 1, inner)
        return f"{{% for {variable} in {path}{test} %}}{body}{{% endfor %}}"

    def filters(self) -> list[str]:
        """Return filters, some with a field."""
        field = self.dice.choice(("titel", "namn", "datum", "nr", "text", "id", "slag"))
        plain = [*FILTERS, "stycken", "löptext"]
        return [*plain, *(f'{name}("{field}")' for name in ("lista", "rad", "sorterade"))]

    def condition(self, names: dict[str, Type]) -> str:
        """Return a condition, mostly about one path."""
        path, type = self.path(names)
        kind = self.dice.randint(0, 7)
        if kind == 0:
            return f"not {path}"
        if kind == 1:
            return f"{path} {self.dice.choice(('and', 'or'))} {self.condition(names)}"
        if kind == 2:
            other, _ = self.path(names)
            return f"{path} {self.dice.choice(('==', '!=', '<', '>=', 'in'))} {other}"
        if kind in (3, 4):
            values = [v for o in options(type) if isinstance(o, Choice) for v in o.values]
            value = self.dice.choice([*values, "x", 3, "gemensamt"])
            told = f'"{value}"' if isinstance(value, str) else str(value)
            return f"{path} {self.dice.choice(('==', '!=', '<', 'in'))} {told}"
        return path

    def path(self, names: dict[str, Type], wanted: type | None = None) -> tuple[str, Type]:
        """Return a name with fields after it, and its type."""
        own = [name for name in names if name in "ab"] or list(names)
        name = self.dice.choice(own if self.dice.random() < 0.7 else list(names))
        path, type = name, names[name]
        for _ in range(6):
            things = [option for option in options(type) if isinstance(option, Thing)]
            if not things or self.dice.random() < 0.02:
                break
            thing = self.dice.choice(things)
            fields = list(thing.fields)
            if wanted:
                fields = [
                    name
                    for name, field in thing.fields.items()
                    if any(isinstance(o, wanted | Thing) for o in options(field.type))
                ] or fields
            if not fields:
                break
            name = self.dice.choice(fields)
            path, type = f"{path}.{name}", thing.fields[name].type
        return path, type


@pytest.fixture(scope="module")
def contexts(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, dict[str, Any]]]:
    """Return what the templates of every good case are given, in both copies."""
    workspace = Workspace(tmp_path_factory.mktemp("alla") / "arbete")
    cases = [load(workspace.case(name)) for name in GOOD_CASES]
    return [
        (key, view(case, key, copy)) for case in cases for key in case.documents for copy in Copy
    ]


def sources(seeds: range) -> Iterator[tuple[str, str]]:
    """Yield (document, tags)."""
    for seed in seeds:
        key = DOCUMENTS[seed % len(DOCUMENTS)].key
        author = Author(seed, key)
        yield key, author.body(2, author.names)


def mistakes(source: str, key: str) -> list[TemplateMistake]:
    check = TypeCheck(type_given_to(key), STYLES)
    check.check(DataEnvironment().tree(source))
    return check.mistakes


def test_what_the_check_lets_through_can_be_filled_in(
    contexts: list[tuple[str, dict[str, Any]]],
) -> None:
    let_through = 0
    for key, source in sources(range(SEEDS)):
        if mistakes(source, key):
            continue
        let_through += 1
        for document, context in contexts:
            if document == key:
                try:
                    written(source, context, STYLES)
                except (*FAULTS, RecursionError) as error:
                    pytest.fail(f"{source}: {error!r}")
    assert let_through > SEEDS / 10
