"""What a tag may say: the allow-list of syntax, checked on the tree that Jinja reads.

Jinja only reads tags here. It compiles nothing, since it folds constants when it does
(`{{ 9**(9**9) }}` hangs even in its sandbox); `engine.compiling` does, and only what stands here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from inspect import signature

from jinja2 import Environment, TemplateSyntaxError, nodes

from avtal.word.values.filters import FILTERS
from avtal.word.values.mistakes import TemplateMistake, hint
from avtal.word.values.prose import ProseWriter

MAX_LOOPS = 5
MAX_BLOCKS = 20
LOOP_FIELDS = ("index", "first", "last", "length")

_NODES = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Const, nodes.Getattr,
    nodes.Filter, nodes.For, nodes.If, nodes.CondExpr, nodes.Compare, nodes.Operand,
    nodes.And, nodes.Or, nodes.Not,
)  # fmt: skip

MOST_ARGUMENTS = {
    name: len(signature(function).parameters) - 1
    for name, function in {**FILTERS, **ProseWriter({}).filters()}.items()
}
"""The filters that there are, with the most texts that each takes within its parenthesis."""


class DataEnvironment(Environment):
    """An environment that reads tags which can only show data."""

    def __init__(self) -> None:
        super().__init__(extensions=(), keep_trailing_newline=True)

    def tree(self, source: str) -> nodes.Template:
        """Return the parsed source, also where something in it is refused.

        Raises TemplateSyntaxError.
        """
        return self._parse(source, None, None)

    def parse_tags(self, source: str) -> nodes.Template:
        """Return the parsed source. Raises TemplateMistake for the first thing wrong in it."""
        tree, mistakes = self._read(source)
        for mistake in mistakes:
            raise mistake
        assert tree is not None, "what cannot be parsed has a mistake"
        return tree

    def mistakes(self, source: str) -> Iterator[TemplateMistake]:
        """Yield everything in the source that is wrongly written or not on the allow-list."""
        _, mistakes = self._read(source)
        yield from mistakes

    def _read(self, source: str) -> tuple[nodes.Template | None, Iterable[TemplateMistake]]:
        try:
            tree = self.tree(source)
        except TemplateSyntaxError as error:
            return None, [_syntax_mistake(error)]
        except (RecursionError, ValueError):
            message = "en tagg är orimligt invecklad"
            return None, [TemplateMistake(message, "dela upp eller förenkla taggen")]
        return tree, self._refusals(tree)

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
        if isinstance(node, nodes.CondExpr) and node.expr2 is None:
            return TemplateMistake(
                "en if inne i en tagg saknar else",
                'skriv {{ fält if villkor else "…" }}',
                node.lineno,
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
        if node.name not in MOST_ARGUMENTS:
            return TemplateMistake(
                f"filtret ”{node.name}” finns inte",
                hint(node.name, MOST_ARGUMENTS),
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
        most = MOST_ARGUMENTS[node.name]
        if len(node.args) > most:
            return TemplateMistake(
                f"filtret ”{node.name}” tar {'bara en text' if most else 'inget'} inom parentes",
                f"skriv |{node.name}" + ('("…")' if most else " utan parentes"),
                node.lineno,
            )
        return None


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
