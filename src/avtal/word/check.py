"""Everything that can be said of a template before it is filled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass

from jinja2 import TemplateSyntaxError, nodes

from avtal.problems import CaseError, Problem
from avtal.word.blocks import alone, word, written
from avtal.word.environment import DataEnvironment
from avtal.word.form import advice
from avtal.word.lookup import Use
from avtal.word.tags import Part
from avtal.word.template import Placed, Template, environment_of, open_template
from avtal.word.typecheck import TypeCheck
from avtal.word.types import Thing


@dataclass(frozen=True)
class Report:
    """What a check found, and the template if it can be filled.

    `uses` are the fields that tags name, `prints` those of them that stand in a tag that prints.
    """

    problems: tuple[Problem, ...]
    uses: frozenset[Use] = frozenset()
    prints: frozenset[Use] = frozenset()
    template: Template | None = None


def check(name: str, data: bytes, given: Thing) -> Report:
    """Return everything that is wrong in a template which is given the fields of a thing.

    What would stop a document, for some content if not for all, is `fel`; what concerns form only
    is `råd`. Within each, problems stand in the order of the document.
    """
    try:
        opened = open_template(name, data)
    except CaseError as error:
        return Report(error.problems)
    checks = [
        (number, part, TypeCheck(given, opened.styles)) for number, part in enumerate(opened.parts)
    ]
    found = list(opened.problems)
    for number, part, types in checks:
        found += _mistakes(name, number, part, types, environment_of(opened.styles))
    said = [_in_order(found), _in_order(advice(opened))]
    return Report(
        tuple(problem for problems in said for problem in problems),
        frozenset().union(*(types.uses for _, _, types in checks)),
        frozenset().union(*(types.prints for _, _, types in checks)),
        None if found else opened.template(),
    )


def _in_order(found: Iterable[Placed]) -> list[Problem]:
    return [problem for _, _, problem in sorted(found, key=lambda entry: entry[:2])]


def _mistakes(
    name: str, number: int, part: Part, types: TypeCheck, environment: DataEnvironment
) -> Iterator[Placed]:
    """Yield what is wrong with the values that the tags of a part ask for."""
    tree = _tree(part, environment)
    if tree is None:
        return
    types.check(tree)
    for mistake in types.mistakes:
        tag = part.tags[(mistake.line or 1) - 1]
        problem = part.problem_at_tag(name, tag, (mistake.message, mistake.help))
        yield number, tag.paragraph, problem


def _tree(part: Part, environment: DataEnvironment) -> nodes.Template | None:
    """Return the tags of a part as a tree, each on the line of its number, from 1.

    A tag that prints and is wrongly written is passed over. None where the blocks do not hang
    together, since it is not known then what stands in which.
    """
    if any(tag.fault and word(tag) for tag in part.tags):
        return None
    lines = ["" if tag.fault else written(tag) for tag in part.tags]
    with suppress(TemplateSyntaxError):
        return environment.tree("\n".join(lines))
    for number, tag in enumerate(part.tags):
        if not word(tag) and not _readable(alone(tag), environment):
            lines[number] = ""
    with suppress(TemplateSyntaxError):
        return environment.tree("\n".join(lines))
    return None


def _readable(source: str, environment: DataEnvironment) -> bool:
    try:
        environment.tree(source)
    except (TemplateSyntaxError, RecursionError, ValueError):
        return False
    return True
