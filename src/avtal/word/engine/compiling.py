"""The tags of a part as Python code that reads nothing but the values it is given.

Jinja reads the tags; its own code asks the environment for every lookup and every printed value,
which costs more than the rest of a document together. Here a field is a key of a mapping, and a
text goes straight into the document. The code can reach no name, attribute or call that is not
written in this module.

Every expression that looks something up has a line of its own in the code, so that an error leads
to its tag and to what the tag asked for. A comment at the end of each line says which they are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from types import CodeType

from jinja2 import nodes

from avtal.word.engine.mending import HOLDER_MARK
from avtal.word.engine.prepared import CONTEXT, Chain
from avtal.word.tags.syntax import LOOP_FIELDS
from avtal.word.values.escape import escape
from avtal.word.values.filters import printable
from avtal.word.values.mistakes import TemplateMistake, ValueKind, no_field, unknown, unprintable
from avtal.word.values.prose import PROSE_FILTERS


@dataclass(frozen=True, slots=True)
class Compiled:
    """A part as code.

    The code is that of a function which is given, in order: everything that the template is given,
    the filters by name, what makes bytes of a value, what finds a character that cannot stand as it
    is, what ends a cell, and the list that takes the pieces of the part. `lines` say of each line
    of the code, from 1, which tag it belongs to and which of the tag's chains it looks up.
    """

    code: CodeType
    lines: tuple[tuple[int | None, int | None], ...]
    chains: tuple[tuple[Chain, ...], ...]


def compile_part(tree: nodes.Template, tags: int, text: Callable[[str], str]) -> Compiled:
    """Return the tags of a part as code.

    The tree must hold nothing that is not on the allow-list, and have every tag on the line of its
    number, from 2. `text` makes what stands between the tags as it is in the part. Raises
    TemplateMistake for what can be read but not be done.
    """
    return _Compiler(tags, text).compile(tree)


@dataclass(frozen=True, slots=True)
class _Names:
    """The variables of the loops around, by their names in tags; `loop` is the innermost's."""

    variables: Mapping[str, str]
    loop: str


class _Compiler:
    def __init__(self, tags: int, text: Callable[[str], str]) -> None:
        self._text = text
        self._code: list[str] = []
        self._pieces: list[str] = []
        self._static = ""
        self._filters: dict[str, str] = {}
        self._loops = 0
        self._chains: list[list[Chain]] = [[] for _ in range(tags)]
        self._origins: dict[str, Chain] = {}

    def compile(self, tree: nodes.Template) -> Compiled:
        self._block(tree.body, _Names({}, ""), 1)
        head = [
            f"def part({CONTEXT}, F, printed, special, ended, pieces):",
            " put, out = pieces.append, pieces.extend",
        ]
        head += [f" {name} = F[{filter!r}]" for filter, name in self._filters.items()]
        source = "\n".join([*head, *self._code])
        lines = tuple(map(_origin, source.split("\n")))
        module = compile(source, "<mall>", "exec", dont_inherit=True, optimize=2)
        code = next(each for each in module.co_consts if isinstance(each, CodeType))
        return Compiled(code, lines, tuple(map(tuple, self._chains)))

    def _block(self, found: Iterable[nodes.Node], names: _Names, depth: int) -> None:
        """Write what stands in a block."""
        start = len(self._code)
        for node in found:
            if isinstance(node, nodes.Output):
                for piece in node.nodes:
                    self._output(piece, names, depth)
                continue
            self._flush(depth)
            if isinstance(node, nodes.For):
                self._for(node, names, depth)
            else:
                assert isinstance(node, nodes.If)
                self._if(node, names, depth)
        self._flush(depth)
        if len(self._code) == start:
            self._write(depth, "pass")

    def _output(self, node: nodes.Expr, names: _Names, depth: int) -> None:
        if isinstance(node, nodes.TemplateData):
            first, *others = self._text(node.data).split(HOLDER_MARK)
            self._static += first
            for text in others:
                self._flush(depth)
                self._write(depth, "ended(pieces)")
                self._static = text
        elif isinstance(node, nodes.Const):
            try:
                self._static += escape(printable(node.value))
            except TemplateMistake as mistake:
                raise _at(mistake, node) from None
        else:
            self._end_static()
            value = self._expression(node, names)
            if isinstance(node, nodes.Filter) and node.name in PROSE_FILTERS:
                self._pieces.append(f"{value}.encode(), {_comment(node)}")
                return
            self._pieces.append(
                f"(v.encode() if (v := {value}).__class__ is str and special(v) is None"
                f" else printed(v)), {_comment(node)}"
            )

    def _end_static(self) -> None:
        if self._static:
            self._pieces.append(f"{self._static.encode()!r}, #")
            self._static = ""

    def _flush(self, depth: int) -> None:
        """Write what has been printed since the last block began or ended."""
        self._end_static()
        if len(self._pieces) == 1:
            self._write(depth, f"put({self._pieces[0]}")
            self._write(depth, ")")
        elif self._pieces:
            self._write(depth, "out((")
            self._code += self._pieces
            self._write(depth, "))")
        self._pieces = []

    def _write(self, depth: int, text: str, node: nodes.Node | None = None) -> None:
        comment = "" if node is None else f" {_comment(node)}"
        self._code.append(f"{' ' * depth}{text}{comment}")

    def _if(self, node: nodes.If, names: _Names, depth: int) -> None:
        branches = [node, *node.elif_]
        for word, branch in zip(["if", *["elif"] * len(node.elif_)], branches, strict=True):
            self._write(depth, f"{word} {self._expression(branch.test, names)}:", branch.test)
            self._block(branch.body, names, depth + 1)
        if node.else_:
            self._write(depth, "else:")
            self._block(node.else_, names, depth + 1)

    def _for(self, node: nodes.For, names: _Names, depth: int) -> None:
        assert isinstance(node.target, nodes.Name)
        self._loops += 1
        number = self._loops
        entry, entries = f"x{number}", self._expression(node.iter, names)
        self._origins[entry] = self._list_of(node.iter, names, entry)
        counts = _uses_loop(node)
        inner = _Names({**names.variables, node.target.name: entry}, str(number) if counts else "")
        test = node.test and self._expression(node.test, replace(inner, loop="-"))
        if counts or node.else_:
            if test:
                self._write(depth, f"l{number} = []")
                self._write(depth, f"for {entry} in {entries}:", node.iter)
                self._write(depth + 1, f"if {test}: l{number}.append({entry})", node.test)
            else:
                self._write(depth, f"l{number} = list({entries})", node.iter)
            self._write(depth, f"n{number} = len(l{number})")
            self._write(depth, f"for i{number}, {entry} in enumerate(l{number}, 1):")
            self._block(node.body, inner, depth + 1)
        else:
            self._write(depth, f"for {entry} in {entries}:", node.iter)
            if test:
                self._write(depth + 1, f"if {test}:", node.test)
            self._block(node.body, inner, depth + 1 + bool(test))
        if node.else_:
            self._write(depth, f"if not n{number}:")
            self._block(node.else_, names, depth + 1)

    def _list_of(self, node: nodes.Node, names: _Names, entry: str) -> Chain:
        """Return what a loop goes through, before any filter."""
        while isinstance(node, nodes.Filter) and node.node is not None:
            node = node.node
        root, fields, _ = self._chain(node, names) or (CONTEXT, (), "")
        return root, fields, entry

    def _expression(self, node: nodes.Node, names: _Names) -> str:
        """Return Python that gives the value, in one line or in several that end in a comment."""
        if isinstance(node, nodes.Const):
            return _constant(node.value)
        if isinstance(node, nodes.Name | nodes.Getattr):
            return self._looked_up(node, names)
        if isinstance(node, nodes.Filter):
            return self._filtered(node, names)
        if isinstance(node, nodes.Not):
            return f"(not {self._expression(node.node, names)})"
        if isinstance(node, nodes.And | nodes.Or):
            word = "and" if isinstance(node, nodes.And) else "or"
            left, right = (self._expression(each, names) for each in (node.left, node.right))
            return f"({left} {word} {right})"
        if isinstance(node, nodes.CondExpr):
            assert node.expr2 is not None, "refused when tags are read"
            chosen = (node.expr1, node.test, node.expr2)
            yes, test, no = (self._expression(each, names) for each in chosen)
            return f"({yes} if {test} else {no})"
        assert isinstance(node, nodes.Compare), node
        words = [self._expression(node.expr, names)]
        for operand in node.ops:
            words += [_OPERATORS[operand.op], self._expression(operand.expr, names)]
        return f"({' '.join(words)})"

    def _filtered(self, node: nodes.Filter, names: _Names) -> str:
        assert node.node is not None
        name = self._filters.setdefault(node.name, f"f{len(self._filters)}")
        words = [self._expression(node.node, names)]
        words += [_constant(each.value) for each in node.args if isinstance(each, nodes.Const)]
        return f"{name}({', '.join(words)})"

    def _looked_up(self, node: nodes.Name | nodes.Getattr, names: _Names) -> str:
        if isinstance(node, nodes.Getattr) and _is_loop(node.node) and names.loop:
            return _loop_field(node, names.loop)
        if _is_loop(node) and names.loop:
            raise _at(unprintable(ValueKind.GROUP), node)
        chain = self._chain(node, names)
        assert chain is not None
        root, fields, entry = chain
        code = entry or root + "".join(f"[{name!r}]" for name in fields)
        chains = self._chains[node.lineno - 2]
        if chain not in chains:
            chains.append(chain)
        # On a line of its own, which the end of the line before and its own end tell apart.
        return f"( {_comment(node)}\n{code} {_comment(node, chains.index(chain))}\n)"

    def _chain(self, node: nodes.Node, names: _Names) -> Chain | None:
        """Return what is asked for by a name with fields after it; None for anything else."""
        fields: list[str] = []
        while isinstance(node, nodes.Getattr):
            fields.insert(0, node.attr)
            node = node.node
        if not isinstance(node, nodes.Name) or (_is_loop(node) and names.loop):
            return None
        variable = names.variables.get(node.name)
        if variable is None:
            return CONTEXT, (node.name, *fields), ""
        return (variable, tuple(fields), "") if fields else self._origins[variable]


_OPERATORS = {
    "eq": "==", "ne": "!=", "lt": "<", "gt": ">", "lteq": "<=", "gteq": ">=", "in": "in",
    "notin": "not in",
}  # fmt: skip

_LOOP_FIELDS = {"index": "i{0}", "first": "(i{0} == 1)", "last": "(i{0} == n{0})", "length": "n{0}"}
assert tuple(_LOOP_FIELDS) == LOOP_FIELDS


def _loop_field(node: nodes.Getattr, loop: str) -> str:
    if loop == "-":  # in the condition of a for, where nothing is counted yet
        raise _at(unknown("loop", {}), node)
    if node.attr not in _LOOP_FIELDS:
        raise _at(no_field(node.attr, LOOP_FIELDS), node)
    return _LOOP_FIELDS[node.attr].format(loop)


def _is_loop(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Name) and node.name == "loop"


def _uses_loop(node: nodes.For) -> bool:
    """Whether something in the body of a loop asks for its `loop`."""
    stack = list(node.body)
    while stack:
        each = stack.pop()
        if _is_loop(each):
            return True
        if isinstance(each, nodes.For):  # an inner loop has its own, but for what it goes through
            stack += [each.iter, *each.else_]
        else:
            stack += each.iter_child_nodes()
    return False


def _constant(value: object) -> str:
    # A float can be larger than any: its repr is then a name.
    return repr(value).replace("inf", "1e999") if isinstance(value, float) else repr(value)


def _at(mistake: TemplateMistake, node: nodes.Node) -> TemplateMistake:
    return TemplateMistake(mistake.message, mistake.help, node.lineno)


def _comment(node: nodes.Node, chain: int | None = None) -> str:
    """Return what `_origin` reads."""
    return f"#{node.lineno - 2}" if chain is None else f"#{node.lineno - 2}.{chain}"


def _origin(line: str) -> tuple[int | None, int | None]:
    tag, _, chain = line.rpartition("#")[2].partition(".") if "#" in line else ("", "", "")
    return (int(tag) if tag.isdecimal() else None, int(chain) if chain.isdecimal() else None)
