"""A Jinja environment that can only show data.

The allow-list of syntax is checked on the parsed tree, before anything is compiled, since Jinja
folds constants at compile time (`{{ 9**(9**9) }}` hangs even in its sandbox). Lookups reach keys of
mappings only, so a template has no way to Python's attributes, calls or globals.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from inspect import signature
from types import UnionType
from typing import Any

from jinja2 import Environment, StrictUndefined, TemplateSyntaxError, nodes
from jinja2.runtime import LoopContext, Undefined
from markupsafe import Markup

from avtal import swedish
from avtal.prose import Prose
from avtal.word.mistakes import (
    Kind,
    TemplateMistake,
    has_no_fields,
    hint,
    no_field,
    unknown,
    unprintable,
    wrong_value,
)
from avtal.word.values import Omitted, is_missing, missing, note_of, noted, with_note

MAX_LOOPS = 5
MAX_BLOCKS = 20
LOOP_FIELDS = ("index", "first", "last", "length")

_NODES = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Const, nodes.Getattr,
    nodes.Filter, nodes.For, nodes.If, nodes.CondExpr, nodes.Compare, nodes.Operand,
    nodes.And, nodes.Or, nodes.Not,
)  # fmt: skip


Filter = Callable[..., Any]


class DataEnvironment(Environment):
    """The environment; `filters` are added to the Swedish ones."""

    def __init__(self, filters: Mapping[str, Filter]) -> None:
        super().__init__(
            autoescape=True, undefined=StrictUndefined, finalize=_printable, extensions=()
        )
        self.globals.clear()
        self.tests.clear()
        self.filters = {**FILTERS, **filters}
        self.most_arguments = {
            name: len(signature(function).parameters) - 1 for name, function in self.filters.items()
        }

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        # Jinja's own way to every compilation, so nothing is compiled unchecked.
        tree = super()._parse(source, name, filename)
        for mistake in self._refusals(tree):
            raise mistake
        return tree

    def tree(self, source: str) -> nodes.Template:
        """Return the parsed source, also where something in it is refused; never compile it.

        Raises TemplateSyntaxError.
        """
        return super()._parse(source, None, None)

    def mistakes(self, source: str) -> Iterator[TemplateMistake]:
        """Yield everything in the source that is wrongly written or not on the allow-list."""
        try:
            tree = self.tree(source)
        except TemplateSyntaxError as error:
            yield _syntax_mistake(error)
        except (RecursionError, ValueError):
            yield TemplateMistake("en tagg är orimligt invecklad", "dela upp eller förenkla taggen")
        else:
            yield from self._refusals(tree)

    def _refusals(self, tree: nodes.Template) -> Iterator[TemplateMistake]:
        # Depths of loops and of blocks; eight loops in each other over ten things fill the memory.
        stack: list[tuple[nodes.Node, int, int]] = [(tree, 0, 0)]
        while stack:
            node, loops, blocks = stack.pop()
            mistake = self._refusal(node)
            loops += isinstance(node, nodes.For)
            blocks += isinstance(node, nodes.For | nodes.If)
            if loops > MAX_LOOPS or blocks > MAX_BLOCKS:
                mistake = TemplateMistake(
                    f"mer än {MAX_LOOPS} slingor eller {MAX_BLOCKS} villkor ligger inuti varandra",
                    "förenkla mallen",
                    node.lineno,
                )
                yield mistake
                continue
            if mistake:
                yield mistake
            children = [(child, loops, blocks) for child in node.iter_child_nodes()]
            stack += reversed(children)

    def _refusal(self, node: nodes.Node) -> TemplateMistake | None:
        if not isinstance(node, _NODES):
            what = _SYNTAX.get(type(node).__name__, type(node).__name__)
            return TemplateMistake(
                f"en tagg använder {what}, som inte är tillåtet i mallar",
                "använd bara fält, for, if, jämförelser och filter; se docs/templates.md",
                node.lineno,
            )
        if isinstance(node, nodes.Const) and isinstance(node.value, bool | None):
            return TemplateMistake(
                "true, false och none är inte tillåtna i mallar",
                "skriv bara fältet: {% if fält %}",
                node.lineno,
            )
        if isinstance(node, nodes.Getattr) and (
            not isinstance(node.node, nodes.Name | nodes.Getattr) or node.attr.startswith("_")
        ):
            return TemplateMistake(
                f"”.{node.attr}” går inte att slå upp här",
                "skriv ett namn, en punkt och ett fält",
                node.lineno,
            )
        if isinstance(node, nodes.Filter):
            return self._filter_refusal(node)
        if isinstance(node, nodes.Name) and node.name == "self":
            return TemplateMistake("namnet ”self” finns inte", "välj ett annat namn", node.lineno)
        if isinstance(node, nodes.Name) and node.ctx != "load" and node.name == "loop":
            return TemplateMistake(
                "en slinga får inte kalla sin variabel loop", "välj ett annat namn", node.lineno
            )
        if isinstance(node, nodes.For) and node.recursive:
            return TemplateMistake(
                "recursive är inte tillåtet i mallar", "ta bort ordet recursive", node.lineno
            )
        if isinstance(node, nodes.For) and not isinstance(node.target, nodes.Name):
            return TemplateMistake(
                "en for-tagg får bara ha en variabel", "skriv for x in lista", node.lineno
            )
        return None

    def _filter_refusal(self, node: nodes.Filter) -> TemplateMistake | None:
        if node.name not in self.filters:
            return TemplateMistake(
                f"filtret ”{node.name}” finns inte",
                hint(node.name, self.filters),
                node.lineno,
            )
        if (
            node.kwargs
            or node.dyn_args
            or node.dyn_kwargs
            or not all(isinstance(argument, nodes.Const) for argument in node.args)
        ):
            return TemplateMistake(
                f"filtret ”{node.name}” får bara ha fasta texter inom parentesen",
                'skriv till exempel |stycken("Tabelltext")',
                node.lineno,
            )
        most = self.most_arguments[node.name]
        if len(node.args) > most:
            return TemplateMistake(
                f"filtret ”{node.name}” tar {'bara en text' if most else 'inget'} inom parentes",
                f"skriv |{node.name}" + ('("…")' if most else " utan parentes"),
                node.lineno,
            )
        return None

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return a key of a mapping, or one of the few fields of `loop`. Nothing else."""
        if isinstance(obj, Omitted):
            return obj
        if isinstance(obj, dict):
            if attribute in obj:
                return obj[attribute]
            raise no_field(attribute, obj)
        if isinstance(obj, LoopContext) and attribute in LOOP_FIELDS:
            return getattr(obj, attribute)
        if isinstance(obj, Undefined):
            raise unknown(str(obj._undefined_name), {})
        raise has_no_fields(attribute, _kind(obj))

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Refuse; templates look up fields with a dot."""
        raise TemplateMistake("uppslag med [ ] är inte tillåtet", "skriv punkt och fältets namn")


_SYNTAX = {
    "Call": "ett anrop ( )", "Getitem": "uppslag med [ ]", "Pow": "räkning", "Mul": "räkning",
    "Add": "räkning", "Sub": "räkning", "Div": "räkning", "FloorDiv": "räkning", "Mod": "räkning",
    "Neg": "räkning", "Pos": "räkning", "Concat": "sammanslagning med ~", "List": "en lista [ ]",
    "Dict": "en grupp { }", "Tuple": "flera värden med komma", "Test": "is", "Macro": "macro",
    "Include": "include", "Import": "import", "FromImport": "import", "Extends": "extends",
    "Block": "block", "Assign": "set", "AssignBlock": "set", "CallBlock": "call",
    "FilterBlock": "filter", "With": "with", "Slice": "uppslag med [ : ]",
    "NSRef": "namespace", "ScopedEvalContextModifier": "autoescape",
}  # fmt: skip


def _syntax_mistake(error: TemplateSyntaxError) -> TemplateMistake:
    """Return Jinja's syntax error as a Swedish sentence."""
    said = error.message or ""
    unknown_tag = re.search(r"unknown tag '(\w+)'", said)
    if unknown_tag:
        message = f"taggen ”{unknown_tag.group(1)}” finns inte eller står på fel plats"
    else:
        message = "en tagg är inte rätt skriven eller stängs aldrig"
    return TemplateMistake(
        message,
        "kontrollera {{ }}, {% %}, och att varje for och if har sin endfor och endif",
        error.lineno,
    )


def _kind(value: object) -> Kind:
    if is_missing(value):
        return Kind.MISSING
    kinds: tuple[tuple[type | UnionType, Kind], ...] = (
        (list, Kind.LIST),
        (dict, Kind.GROUP),
        (Markup, Kind.WORD),
        (str, Kind.TEXT),
        (bool, Kind.FLAG),
        (int | Decimal, Kind.NUMBER),
        (date, Kind.DAY),
        (Prose, Kind.PROSE),
    )
    return next((name for kind, name in kinds if isinstance(value, kind)), Kind.OTHER)


def _printable(value: Any) -> Any:
    """Let through what may be printed as it is; everything else needs a filter."""
    if is_missing(value):
        return missing(value)
    if isinstance(value, str):
        return with_note(value, note_of(value))
    _known(value)
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        text = str(int(value)) if isinstance(value, int) else swedish.grouped(value)
        return with_note(text, note_of(value))
    raise unprintable(_kind(value))


def _known(value: Any) -> None:
    """Raise where a name that the template is not given was used."""
    if isinstance(value, Undefined):
        raise unknown(str(value._undefined_name), {})


def _list(value: Any, filter: str, entries: type | UnionType = object) -> list[Any]:
    """Return the list that a filter needs, or raise."""
    _known(value)
    if not isinstance(value, list) or not all(isinstance(entry, entries) for entry in value):
        wanted = "en lista" if entries is object else THINGS
        raise wrong_value(wanted, _kind(value), filter)
    return value


def _typed(wanted: Kind, function: Callable[[Any], str]) -> Filter:
    """Return a filter that passes missing and omitted values on and refuses other types."""
    kind = _PYTHON[wanted]

    def apply(value: Any) -> Any:
        if is_missing(value):
            return missing(value)
        if isinstance(value, Omitted):
            return value
        _known(value)
        if not isinstance(value, kind) or isinstance(value, bool | Markup):
            raise wrong_value(wanted, _kind(value))
        return noted(function(value), note_of(value))

    return apply


def _joined(name: str, join: Callable[[list[str]], str]) -> Filter:
    """Return a filter that makes one text of a list, or of one field of each of its entries."""

    def apply(value: Any, field: str | None = None) -> str:
        if isinstance(value, Omitted):
            return value
        words = []
        for entry in _list(value, name):
            if field is not None and isinstance(entry, dict):
                if field not in entry:
                    raise no_field(field, entry)
                entry = entry[field]
            words.append(str(_printable(entry)))
        return join(words) if words else missing(value)

    return apply


def _count(value: Any) -> int:
    if isinstance(value, Omitted):
        return 1
    return len(_list(value, "antal"))


def _sorted(value: Any, field: str = "") -> Any:
    """Return the things in order of a field; those where it is unknown or secret come last."""
    if isinstance(value, Omitted):
        return value
    entries = _list(value, "sorterade", dict | Omitted)
    for entry in entries:
        if isinstance(entry, dict) and field not in entry:
            raise no_field(field, entry)
    known: list[Any] = []
    rest: list[Any] = []
    for entry in entries:
        told = entry if isinstance(entry, Omitted) else entry[field]
        (rest if is_missing(told) or isinstance(told, Omitted) else known).append(entry)
    return sorted(known, key=lambda entry: swedish.sort_key(entry[field])) + rest


_PYTHON: Mapping[Kind, type | UnionType] = {
    Kind.TEXT: str,
    Kind.NUMBER: int | Decimal,
    Kind.WHOLE: int,
    Kind.DAY: date,
}

_OF_ONE_VALUE: Mapping[str, tuple[Kind, Callable[[Any], str]]] = {
    "datum": (Kind.DAY, swedish.long_date),
    "kortdatum": (Kind.DAY, swedish.short_date),
    "tal": (Kind.NUMBER, swedish.grouped),
    "talord": (Kind.WHOLE, swedish.number_word),
    "genitiv": (Kind.TEXT, swedish.genitive),
    "stor": (Kind.TEXT, swedish.sentence_start),
    "versaler": (Kind.TEXT, str.upper),
    "fast": (Kind.TEXT, swedish.bound),
}

TAKES: Mapping[str, Kind] = {name: kind for name, (kind, _) in _OF_ONE_VALUE.items()}
"""What each filter of a single value takes, beside a value that is missing."""

THINGS = "en lista av saker"
"""What the filter `sorterade` takes."""

FILTERS: dict[str, Filter] = {
    **{name: _typed(kind, function) for name, (kind, function) in _OF_ONE_VALUE.items()},
    "antal": _count,
    "lista": _joined("lista", swedish.listing),
    "rad": _joined("rad", "; ".join),
    "sorterade": _sorted,
}
"""The Swedish filters; `stycken` and `löptext` need the template's styles and come with it."""
