"""Everything that can be said of a template before it is filled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from typing import NamedTuple

from jinja2 import TemplateSyntaxError, nodes

from avtal.problems import CaseError, Problem, Severity
from avtal.word.engine.prepared import Template
from avtal.word.tags.blocks import alone, as_jinja, word
from avtal.word.tags.positions import Part
from avtal.word.tags.syntax import DataEnvironment
from avtal.word.template.form import advice
from avtal.word.template.prepare import (
    OpenedTemplate,
    Placed,
    has_too_many_tags,
    list_numbering,
    open_template,
)
from avtal.word.types.kinds import Thing
from avtal.word.types.report import Report
from avtal.word.types.typecheck import TypeCheck
from avtal.word.values.mistakes import TemplateMistake
from avtal.word.values.prose import LINK_STYLE, LIST_STYLES, TABLE_LIST_STYLES, TABLE_STYLE

# Parentheses within parentheses can be more than Jinja's own reading bears.
_UNREADABLE = (TemplateSyntaxError, RecursionError, ValueError)


class Checked(NamedTuple):
    """What a check found, and the template ready to be filled, if it can be."""

    report: Report
    template: Template | None


def check(name: str, data: bytes, given: Thing) -> Checked:
    """Return everything that is wrong in a template which is given the fields of a thing.

    What would stop a document, for some content if not for all, is `fel`; a style that only some
    texts need is `varning`, and what concerns form only, or the name that a field has now, is
    `råd`. Within each, problems stand in the order of the document.
    """
    try:
        opened = open_template(name, data)
    except CaseError as error:
        return Checked(Report(error.problems), None)
    checks = [
        (number, part, TypeCheck(given, opened.styles)) for number, part in enumerate(opened.parts)
    ]
    found, renamed = list(opened.problems), list[Placed]()
    told = {number for number, _, _ in found}
    for number, part, types in checks:
        tree = _tree(part, DataEnvironment())
        if tree is not None:
            types.check(tree)
            found += _placed(name, number, part, types.mistakes)
            renamed += _placed(name, number, part, types.renamed, "råd")
        elif number not in told:
            fault = "taggarna är orimligt invecklade tillsammans", "dela upp eller förenkla dem"
            found.append((number, 1, part.problem_at(name, 1, fault)))
    wrong, template = _in_order(found), None
    if not wrong:
        try:
            template = opened.template()
        except CaseError as error:
            wrong = list(error.problems)
    said = [wrong, _of_texts(opened), _in_order(renamed), _in_order(advice(opened))]
    report = Report(
        tuple(problem for problems in said for problem in problems),
        frozenset().union(*(types.uses for _, _, types in checks)),
        frozenset().union(*(types.prints for _, _, types in checks)),
    )
    return Checked(report, template)


def _of_texts(opened: OpenedTemplate) -> list[Problem]:
    """Return what a template lacks that some text with paragraphs would need."""
    tags = [tag.tag for part in opened.parts for tag in part.tags if "stycken" in tag.tag]
    if not tags:
        return []
    tables = any(TABLE_STYLE in tag for tag in tags)
    wanted = (*LIST_STYLES.values(), *(TABLE_LIST_STYLES.values() if tables else ()), LINK_STYLE)
    said = [
        f"formatet ”{name}” saknas, och behövs när en text har punkter, nummer eller länkar"
        for name in wanted
        if name not in opened.styles
    ]
    numbered = LIST_STYLES["nummer"]
    if numbered in opened.styles and list_numbering(opened.package, opened.styles)[1] is None:
        said.append(f"formatet ”{numbered}” har ingen numrering, och behövs i numrerade listor")
    help = "skapa formatet i Word; se Format i docs/templates.md"
    return [Problem("mall", text, opened.name, help=help, severity="varning") for text in said]


def _in_order(found: Iterable[Placed]) -> list[Problem]:
    return [problem for _, _, problem in sorted(found, key=lambda entry: entry[:2])]


def _placed(
    name: str,
    number: int,
    part: Part,
    found: Iterable[TemplateMistake],
    severity: Severity = "fel",
) -> Iterator[Placed]:
    """Yield what is said of the values that the tags of a part ask for, at the tags."""
    for mistake in found:
        tag = part.tags[(mistake.line or 1) - 1]
        problem = part.problem_at_tag(name, tag, (mistake.message, mistake.help))
        yield number, tag.paragraph, replace(problem, severity=severity)


def _tree(part: Part, environment: DataEnvironment) -> nodes.Template | None:
    """Return the tags of a part as a tree, each on the line of its number, from 1.

    A tag that prints and is wrongly written is passed over. None where the blocks do not hang
    together, since it is not known then what stands in which, and for more tags than can be read.
    """
    if has_too_many_tags(part) or any(tag.fault and word(tag) for tag in part.tags):
        return None
    lines = ["" if tag.fault else as_jinja(tag) for tag in part.tags]
    with suppress(*_UNREADABLE):
        return environment.tree("\n".join(lines))
    for number, tag in enumerate(part.tags):
        if not word(tag) and not _readable(alone(tag), environment):
            lines[number] = ""
    with suppress(*_UNREADABLE):
        return environment.tree("\n".join(lines))
    return None


def _readable(source: str, environment: DataEnvironment) -> bool:
    try:
        environment.tree(source)
    except _UNREADABLE:
        return False
    return True
