"""The tags of a part against the types of what it is given: loops, conditions and filters.

Everything that would be refused for some content is a mistake, also where most content goes well:
a field of something that may be missing must be asked for first.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import NamedTuple

from jinja2 import nodes

from avtal.word.types import comparing, filtering
from avtal.word.types.kinds import (
    FLAG,
    LOOP,
    MISSING,
    UNKNOWN,
    Choice,
    ListOf,
    Plain,
    Thing,
    Type,
    UnknownType,
    false,
    kind_of,
    one_of,
    options,
    some,
    true,
)
from avtal.word.types.lookup import Found, look_up, new_name
from avtal.word.types.report import Use
from avtal.word.types.scope import Path, Scope
from avtal.word.values.mistakes import TemplateMistake, ValueKind, unknown, unprintable


class Judged(NamedTuple):
    """What an expression is, and what is known where it counts as yes and as no."""

    type: Type
    yes: Scope
    no: Scope


class TypeCheck:
    """One part of a template, checked tag by tag.

    `mistakes` have lines within the source, and so have what is said of `renamed` fields; `uses`
    are the fields that the tags name, and `prints` those of them that stand in a tag that prints.
    `styles` are the names of the template's styles.
    """

    def __init__(self, given: Thing, styles: Collection[str]) -> None:
        self.given = given
        self.styles = styles
        self.mistakes: list[TemplateMistake] = []
        self.renamed: list[TemplateMistake] = []
        self.uses: set[Use] = set()
        self.prints: set[Use] = set()
        self._told: set[tuple[int | None, str]] = set()
        self._loops: set[str] = set()
        self._printing = False

    def check(self, tree: nodes.Template) -> None:
        """Find what is wrong in the tags of a parsed source."""
        names = {name: field.type for name, field in self.given.fields.items()}
        self._body(tree.body, Scope(names, {}))

    def _body(self, body: list[nodes.Node], scope: Scope) -> None:
        for node in body:
            match node:
                case nodes.Output():
                    for child in node.nodes:
                        self._output(child, scope)
                case nodes.If():
                    self._if(node, scope)
                case nodes.For():
                    self._for(node, scope)

    def _if(self, node: nodes.If, scope: Scope) -> None:
        for branch in (node, *node.elif_):
            judged = self._judge(branch.test, scope)
            self._body(branch.body, judged.yes)
            scope = judged.no
        self._body(node.else_, scope)

    def _for(self, node: nodes.For, scope: Scope) -> None:
        given = self._judge(node.iter, scope)
        if isinstance(node.target, nodes.Name):
            entry = self._entry(given.type, node)
            self._loops.add(node.target.name)
            inner = scope.bind(node.target.name, entry)
            if node.test:
                inner = self._judge(node.test, inner).yes
            self._body(node.body, inner.bind("loop", LOOP))
        self._body(node.else_, scope)

    def _entry(self, type: Type, node: nodes.For) -> Type:
        """Return what a loop goes through."""
        found = [option.entry for option in options(type) if isinstance(option, ListOf)]
        for option in options(type):
            if option == MISSING and found:
                name = _written(node.iter)
                self._tell(
                    node,
                    TemplateMistake(
                        f"{name} kan saknas, och går då inte att gå igenom",
                        f"fråga först om det finns: {{% if {name.strip('”')} %}} … {{% endif %}}",
                    ),
                )
            elif not isinstance(option, ListOf | UnknownType):
                message = f"en for-tagg behöver en lista men får {kind_of(option)}"
                self._tell(node, TemplateMistake(message, "byt fält"))
        return one_of(found) if found else UNKNOWN

    def _output(self, node: nodes.Node, scope: Scope) -> None:
        if isinstance(node, nodes.TemplateData):
            return
        with self._in_output(True):
            type = self._judge(node, scope).type
        for option in options(type):
            kind = kind_of(option)
            if kind not in filtering.PRINTED and not isinstance(option, UnknownType):
                self._tell(node, unprintable(kind))
                return

    @contextmanager
    def _in_output(self, printing: bool) -> Iterator[None]:
        before, self._printing = self._printing, printing
        yield
        self._printing = before

    def _judge(self, node: nodes.Node, scope: Scope) -> Judged:
        """Judge an expression; each node is judged once, however conditions are nested."""
        match node:
            case nodes.Not():
                inner = self._judge(node.node, scope)
                return Judged(FLAG, inner.no, inner.yes)
            case nodes.And():
                left = self._judge(node.left, scope)
                right = self._judge(node.right, left.yes)
                type = one_of((some(left.type, false), right.type))
                return Judged(type, right.yes, left.no.or_else(right.no))
            case nodes.Or():
                left = self._judge(node.left, scope)
                right = self._judge(node.right, left.no)
                type = one_of((some(left.type, true), right.type))
                return Judged(type, left.yes.or_else(right.yes), right.no)
            case nodes.CondExpr():
                return self._conditional(node, scope)
            case nodes.Compare():
                return self._compare(node, scope)
        type = self._value(node, scope)
        path = _path(node)
        if path is None or isinstance(type, UnknownType):
            return Judged(type, scope, scope)
        return Judged(type, scope.narrow(path, true), scope.narrow(path, false))

    def _value(self, node: nodes.Node, scope: Scope) -> Type:
        match node:
            case nodes.Name():
                return self._name(node, scope)
            case nodes.Getattr():
                return self._field(node, scope)
            case nodes.Filter():
                return self._filter(node, scope)
            case nodes.Const(value=str() | int() as value):
                return Choice((value,))
            case nodes.Const():
                return Plain(ValueKind.NUMBER)
        return UNKNOWN  # what is not allowed has been refused

    def _name(self, node: nodes.Name, scope: Scope) -> Type:
        if node.name not in scope.names:
            mistake = unknown(
                node.name, [name for name in scope.names if not self._is_former(name)]
            )
            if node.name == "loop" or node.name in self._loops:
                mistake.help = f"”{node.name}” finns bara mellan for och endfor"
            self._tell(node, mistake)
        elif scope.names[node.name] is self._root(node.name):
            self._use(self.given.uses(node.name))
            if self._is_former(node.name):
                self._tell(node, new_name(self.given, node.name, alone=True), self.renamed)
        return scope.type((node.name,))

    def _is_former(self, name: str) -> bool:
        """Tell whether a name is a former one of what stands at the top."""
        field = self.given.fields.get(name)
        return field is not None and bool(field.now)

    def _root(self, name: str) -> Type | None:
        field = self.given.fields.get(name)
        return field.type if field else None

    def _field(self, node: nodes.Getattr, scope: Scope) -> Type:
        base = self._value(node.node, scope)
        found = look_up(base, node.attr, _written(node.node), scope.choices())
        self._take(node, found)
        return scope.facts.get(_path(node) or (), found.type)

    def _filter(self, node: nodes.Filter, scope: Scope) -> Type:
        if node.node is None:
            return UNKNOWN
        given = self._judge(node.node, scope).type
        words = [argument.value for argument in node.args if isinstance(argument, nodes.Const)]
        about = filtering.About(_written(node.node), tuple(scope.choices()), self.styles)
        found = filtering.apply(node.name, given, words, about)
        self._take(node, found)
        return found.type

    def _conditional(self, node: nodes.CondExpr, scope: Scope) -> Judged:
        with self._in_output(False):
            test = self._judge(node.test, scope)
        first = self._judge(node.expr1, test.yes).type
        if node.expr2 is None:  # which has been refused
            return Judged(first, scope, scope)
        return Judged(one_of((first, self._judge(node.expr2, test.no).type)), scope, scope)

    def _compare(self, node: nodes.Compare, scope: Scope) -> Judged:
        yes = no = scope
        left, type = node.expr, self._judge(node.expr, scope).type
        for operand in node.ops:
            right, other = operand.expr, self._judge(operand.expr, scope).type
            names = (_written(left), _written(right))
            mistake = comparing.mistake(operand.op, type, other, names)
            self._tell(node, mistake)
            if not mistake and len(node.ops) == 1:
                yes, no = (
                    _compared(operand.op, (left, type), (right, other), scope, holds)
                    for holds in (True, False)
                )
            left, type = right, other
        return Judged(FLAG, yes, no)

    def _take(self, node: nodes.Node, found: Found) -> None:
        self._use(found.uses)
        self._tell(node, found.mistake)
        for renamed in found.renamed:
            self._tell(node, renamed, self.renamed)

    def _use(self, uses: tuple[Use, ...]) -> None:
        self.uses.update(uses)
        if self._printing:
            self.prints.update(uses)

    def _tell(
        self,
        node: nodes.Node,
        mistake: TemplateMistake | None,
        among: list[TemplateMistake] | None = None,
    ) -> None:
        if mistake and (node.lineno, mistake.message) not in self._told:
            self._told.add((node.lineno, mistake.message))
            found = TemplateMistake(mistake.message, mistake.help, node.lineno)
            (self.mistakes if among is None else among).append(found)


def _compared(
    op: str,
    left: tuple[nodes.Node, Type],
    right: tuple[nodes.Node, Type],
    scope: Scope,
    holds: bool,
) -> Scope:
    """Return what is known where a comparison holds, or does not."""
    for (node, _), (_, other), name in ((left, right, op), (right, left, comparing.mirror(op))):
        path = _path(node)
        if path is not None:

            def keep(option: Type, name: str = name, other: Type = other) -> Type | None:
                return comparing.keep(name, option, other, holds=holds)

            scope = scope.narrow(path, keep)
    return scope


def _path(node: nodes.Node) -> Path | None:
    if isinstance(node, nodes.Name):
        return (node.name,)
    above = _path(node.node) if isinstance(node, nodes.Getattr) else None
    return (*above, node.attr) if above and isinstance(node, nodes.Getattr) else None


def _written(node: nodes.Node) -> str:
    """Return how an expression is named in a sentence."""
    path = _path(node)
    if path is not None:
        return f"”{'.'.join(path)}”"
    if isinstance(node, nodes.Const):
        return f"”{node.value}”"
    return "värdet"
