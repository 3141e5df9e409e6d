"""YAML as plain values with positions: mappings, lists, text and None.

Read as events in one loop, because PyYAML's own constructor reads `12:30` as 750 and `no` as
False, keeps the last of two equal keys, and recurses over nested brackets. Every scalar stays text
until our own scalar types read it; only a plain `null`, `~` or nothing is None.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeAlias

import yaml

from avtal.problems import Position, Problem

MAX_BYTES = 2_000_000
MAX_DEPTH = 50

Value: TypeAlias = "dict[str, Value] | list[Value] | str | None"
PathKey: TypeAlias = "tuple[str | int, ...]"

_INVISIBLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ufffe\uffff]")


@dataclass(slots=True)
class Mark:
    """Where a value stands: character indexes into the text, and the same for what is in it."""

    start: int
    end: int
    style: str | None = None
    key: tuple[int, int] | None = None
    children: dict[str | int, Mark] = field(default_factory=dict)


@dataclass
class Tree:
    """A file that was read: its value, where everything stands, and what was wrong."""

    name: str
    text: str
    value: Value = None
    mark: Mark = field(default_factory=lambda: Mark(0, 0))
    problems: list[Problem] = field(default_factory=list)
    broken: bool = False

    @cached_property
    def _lines(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer("\n", self.text))]

    def position(self, start: int, end: int | None = None) -> Position:
        """Return the position of a stretch of characters; its length stays within the line."""
        start = min(start, len(self.text))
        number = bisect_right(self._lines, start) - 1
        stop = self.text.find("\n", start)
        stop = len(self.text) if stop < 0 else stop
        length = max(1, min(stop if end is None else end, stop) - start)
        return Position(number + 1, start - self._lines[number] + 1, length)

    def excerpt(self, position: Position) -> str:
        """Return the line of a position, with what cannot be printed shown as a dot."""
        line = self.text[self._lines[position.line - 1] :].split("\n", 1)[0]
        return "".join(c if c.isprintable() else ("·" if c != "\t" else " ") for c in line)

    def find(self, path: PathKey) -> tuple[Mark, bool]:
        """Return the mark at the path, or of the nearest parent that exists, and if it was all.

        Steps that are no part of the text (the tag of a union) are passed over.
        """
        mark, whole = self.mark, True
        for step in path:
            child = mark.children.get(step)
            if child is None:
                whole = False
                continue
            mark, whole = child, True
        return mark, whole

    def real_path(self, path: PathKey) -> PathKey:
        """Return the path without steps that are no part of the text; the last one is kept."""
        mark, real = self.mark, []
        for number, step in enumerate(path):
            child = mark.children.get(step)
            if child is not None:
                mark = child
                real.append(step)
            elif number == len(path) - 1:
                real.append(step)
        return tuple(real)

    def problem(self, code: str, message: str, start: int, end: int, help: str = "") -> Problem:
        """Return a problem at a stretch of characters."""
        position = self.position(start, end)
        return Problem(
            code, message, self.name, position, help=help, excerpt=self.excerpt(position)
        )


class _Stop(Exception):  # noqa: N818 - ends the reading of one file
    def __init__(self, problem: Problem) -> None:
        self.problem = problem


def read(name: str, data: bytes) -> Tree:
    """Return the file as a tree. Never raises for bad input: what is wrong is in `problems`.

    A BOM, CRLF line ends and NFD text change nothing. A file that cannot be read as YAML gives one
    problem and `broken`.
    """
    if len(data) > MAX_BYTES:
        return _unreadable(
            name,
            f"filen är {len(data) // 1_000_000} MB; en innehållsfil får vara högst "
            f"{MAX_BYTES // 1_000_000} MB",
            "kontrollera att det är rätt fil",
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - (data.rfind(b"\n", 0, error.start) + 1) + 1
        return _unreadable(
            name,
            "filen är inte sparad som UTF-8",
            "spara om filen med teckenkodningen UTF-8 (i VS Code: klicka på kodningen längst ned)",
            Position(line, column),
        )
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    tree = Tree(name, text)
    try:
        _guard_characters(tree)
        _Reader(tree).run()
    except _Stop as stop:
        tree.problems.append(stop.problem)
        tree.broken = True
    except yaml.MarkedYAMLError as error:
        tree.problems.append(_syntax_problem(tree, error))
        tree.broken = True
    return tree


def _unreadable(name: str, message: str, help: str, position: Position | None = None) -> Tree:
    return Tree(
        name, "", problems=[Problem("fil", message, name, position, help=help)], broken=True
    )


def _guard_characters(tree: Tree) -> None:
    match = _INVISIBLE.search(tree.text)
    if match:
        raise _Stop(
            tree.problem(
                "tecken",
                f"otillåtet styrtecken U+{ord(match.group()):04X}",
                match.start(),
                match.end(),
                "ta bort tecknet; det syns inte i alla redigerare",
            )
        )


_SYNTAX = (
    ("found character '\\t'", "tabbtecken används för indrag", "byt tabbtecken mot blanksteg"),
    ("could not find expected ':'", "raden saknar kolon", "skriv fält: värde"),
    ("mapping values are not allowed", "ett kolon står där det inte får stå",
     "sätt citattecken runt en text som innehåller kolon följt av blanksteg"),
    ("did not find expected ',' or '}'", "en grupp inom { } är inte rätt skriven",
     "kontrollera kommatecken, citattecken och att } finns"),
    ("did not find expected ',' or ']'", "en lista inom [ ] är inte rätt skriven",
     "kontrollera kommatecken, citattecken och att ] finns"),
    ("unexpected end of stream", "ett citattecken eller en klammer stängs aldrig",
     "leta efter \" ' [ eller { utan sin motsvarighet"),
    ("did not find expected key", "indraget stämmer inte med raderna ovanför",
     "börja fältet i samma kolumn som fälten bredvid"),
    ("did not find expected '-' indicator", "indraget stämmer inte med listan ovanför",
     "börja raden med - i samma kolumn som de andra punkterna"),
    ("escape", "ett omvänt snedstreck inom citattecken är inte en känd kod",
     "skriv texten inom enkla citattecken i stället"),
    ("cannot start any token", "raden börjar med ett tecken som betyder något annat i YAML",
     "sätt citattecken runt texten"),
)  # fmt: skip


def _syntax_problem(tree: Tree, error: yaml.MarkedYAMLError) -> Problem:
    mark = error.problem_mark or error.context_mark
    start = mark.index if mark else 0
    said = f"{error.context or ''} {error.problem or ''}"
    line_start = tree.text.rfind("\n", 0, start) + 1
    indent = re.match(r"[ ]*\t", tree.text[line_start:])
    if indent:
        said = "found character '\\t'"
        start = line_start + indent.end() - 1
    for sign, message, help in _SYNTAX:
        if sign in said:
            return tree.problem("yaml", message, start, start + 1, help)
    return tree.problem(
        "yaml",
        "filen kan inte läsas som YAML härifrån",
        start,
        start + 1,
        "jämför indrag, kolon och citattecken med raderna ovanför",
    )


_NULLS = {"", "~", "null"}


class _Reader:
    """One pass over the events of one file."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.containers: list[tuple[Value, Mark]] = []
        self.keys: list[tuple[str, tuple[int, int]] | None] = []
        self.documents = 0

    def run(self) -> None:
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        for event in yaml.parse(self.tree.text, Loader=loader):
            if isinstance(event, yaml.ScalarEvent):
                self._scalar(event)
            elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
                self._open(event)
            elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
                _, mark = self.containers.pop()
                mark.end = event.end_mark.index
                self.keys.pop()
            elif isinstance(event, yaml.AliasEvent):
                self._complain(event, "en hänvisning med * (alias) används", "skriv värdet självt")
                self._place(None, Mark(event.start_mark.index, event.end_mark.index), event)
            elif isinstance(event, yaml.DocumentStartEvent):
                self.documents += 1
                if self.documents > 1:
                    self._stop(event, "filen innehåller två YAML-dokument", "ta bort raden ---")

    def _complain(self, event: yaml.Event, message: str, help: str) -> None:
        start, end = event.start_mark.index, event.end_mark.index
        self.tree.problems.append(self.tree.problem("yaml", message, start, end, help))

    def _stop(self, event: yaml.Event, message: str, help: str) -> None:
        start, end = event.start_mark.index, event.end_mark.index
        raise _Stop(self.tree.problem("yaml", message, start, end, help))

    def _refuse_decoration(self, event: yaml.NodeEvent) -> None:
        if event.anchor:
            self._complain(event, f"ett ankare (&{event.anchor}) används", "skriv värdet självt")
        if event.tag not in {None, "!"}:
            self._complain(event, f"en typangivelse ({event.tag}) används", "ta bort den")

    def _open(self, event: yaml.NodeEvent) -> None:
        self._refuse_decoration(event)
        if len(self.containers) >= MAX_DEPTH:
            self._stop(
                event,
                f"mer än {MAX_DEPTH} nivåer ligger inuti varandra",
                "kontrollera klamrar och indrag",
            )
        value: Value = {} if isinstance(event, yaml.MappingStartEvent) else []
        mark = Mark(event.start_mark.index, event.end_mark.index)
        self._place(value, mark, event)
        self.containers.append((value, mark))
        self.keys.append(None)

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        self._refuse_decoration(event)
        mark = Mark(event.start_mark.index, event.end_mark.index, event.style)
        plain_null = not event.style and event.value in _NULLS
        if self.containers and isinstance(self.containers[-1][0], dict) and not self.keys[-1]:
            if plain_null:
                self._complain(event, "ett fält saknar namn", "skriv fältets namn före kolonet")
            self.keys[-1] = (event.value, (mark.start, mark.end))
            return
        self._place(None if plain_null else event.value, mark, event)

    def _place(self, value: Value, mark: Mark, event: yaml.Event) -> None:
        if not self.containers:
            if self.documents == 1:
                self.tree.value, self.tree.mark = value, mark
            return
        parent, parent_mark = self.containers[-1]
        if isinstance(parent, list):
            parent_mark.children[len(parent)] = mark
            parent.append(value)
        elif isinstance(parent, dict):
            waiting = self.keys[-1]
            if waiting is None:
                self._stop(
                    event,
                    "ett fältnamn är en lista eller en grupp",
                    "ett fältnamn är en text före ett kolon; sätt citattecken runt [ eller {",
                )
                return
            key, place = waiting
            self.keys[-1] = None
            mark.key = place
            if key in parent:
                self._repeated(key, place, parent_mark.children[key])
                return
            parent[key] = value
            parent_mark.children[key] = mark

    def _repeated(self, key: str, place: tuple[int, int], first: Mark) -> None:
        line = self.tree.position(first.key[0] if first.key else first.start).line
        self.tree.problems.append(
            self.tree.problem(
                "dubblett",
                f"fältet ”{key}” står två gånger; det första står på rad {line}",
                *place,
                "ta bort det ena",
            )
        )
