"""Word templates, prepared: checked for what they may not hold, and ready to be filled."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from avtal.problems import CaseError, Problem, clean
from avtal.word.engine.prepared import Template
from avtal.word.engine.preparing import Cleaned, compile_template
from avtal.word.package import refusals
from avtal.word.package.opening import open_package, strip_private
from avtal.word.package.parts import Package, W
from avtal.word.package.styles import shown_name
from avtal.word.tags.blocks import alone, find_unpaired, is_structured, word
from avtal.word.tags.positions import MAX_TAG, OPENING, Fault, Part, TagPlace, parts
from avtal.word.tags.syntax import DataEnvironment
from avtal.word.values.mistakes import TemplateMistake
from avtal.word.values.prose import LIST_STYLES

MAX_TAGS = 2_000
MAX_TAG_TEXT = 50_000
"""Most tags in one part, and their length together; our own largest has a hundred short ones."""

if TYPE_CHECKING:
    from lxml import etree

_LABELS = {
    "footnotes": "fotnoter",
    "endnotes": "slutkommentarer",
    "chart": "ett diagram",
    "diagramData": "SmartArt",
    "diagramDrawing": "SmartArt",
    "settings": "inställningar",
    "styles": "formatmallar",
}

Judge: TypeAlias = Callable[[str], tuple[TemplateMistake, ...]]
"""What is wrong in a tag, given as a Jinja source of its own."""


@dataclass(frozen=True)
class OpenedTemplate:
    """A template whose tags were read; `problems` is what is wrong, in the order of the document.

    Each problem comes with the number of its part and paragraph.
    """

    name: str
    data: bytes
    package: Package
    styles: Mapping[str, str]
    parts: tuple[Part, ...]
    problems: tuple[Placed, ...]

    def template(self) -> Template:
        """Return the template, ready to be filled; there may be no problems.

        Raises CaseError for what the tags cannot do together.
        """
        numbering = next((m for m, kind, _ in self.package.followed if kind == "numbering"), "")
        first, definition = list_numbering(self.package, self.styles)
        cleaned = Cleaned(
            self.package,
            strip_private(self.package),
            self.styles,
            self.parts,
            numbering,
            first,
            definition,
        )
        return compile_template(self.name, self.data, cleaned)


Placed: TypeAlias = tuple[int, int, Problem]
"""A problem after the numbers of its part and paragraph, by which problems are ordered."""


def prepare(name: str, data: bytes) -> Template:
    """Return the template, or raise CaseError with every problem found in it."""
    opened = open_template(name, data)
    if opened.problems:
        raise CaseError(problem for _, _, problem in opened.problems)
    return opened.template()


def open_template(name: str, data: bytes) -> OpenedTemplate:
    """Return the template with what is wrong in it. Raises CaseError where it cannot be read."""
    package = open_package(name, data)
    styles = _styles(package)
    environment = DataEnvironment()
    # The same tag stands in many places: endif, endfor, the header's.
    judged = cache(lambda source: tuple(environment.mistakes(source)))
    found = tuple(parts(package))
    problems = [(-1, 0, problem) for problem in refusals.relations(name, package)]
    for number, part in enumerate(found):
        problems += [(number, *each) for each in _check_part(name, part, package, judged)]
    rest = _check_the_rest(name, package, {part.member for part in found})
    problems += [(len(found), 0, problem) for problem in rest]
    return OpenedTemplate(name, data, package, styles, found, tuple(problems))


def _styles(package: Package) -> dict[str, str]:
    """Return the ids of styles by the name shown in Word."""
    found = {}
    for style in _root(package, "styles").iter(f"{W}style"):
        name, style_id = style.find(f"{W}name"), style.get(f"{W}styleId")
        if name is not None and style_id:
            found[shown_name(name.get(f"{W}val", ""))] = style_id
    return found


def _root(package: Package, kind: str) -> etree._Element:
    return next(package.xml[member] for member, found, _ in package.followed if found == kind)


def _check_part(
    name: str, part: Part, package: Package, judged: Judge
) -> list[tuple[int, Problem]]:
    """Return everything that is wrong in a part, in the order in which it stands there."""
    if has_too_many_tags(part):
        message = f"mallen har mer än {MAX_TAGS} taggar, eller mycket långa taggar"
        return [(0, Problem("mall", message, name, path=part.label, help="dela upp mallen"))]
    found = [
        (number, part.problem_at(name, number, (message, help)))
        for number, message, help in refusals.elements(package.xml[part.member])
    ]
    found += [(number, part.problem_at(name, number, fault)) for number, fault in part.astray]
    wrong = [(tag, fault) for tag in part.tags for fault in _faults(tag, judged)]
    if all(is_structured(tag) for tag in part.tags):
        wrong += find_unpaired(part.tags)
    found += [(tag.paragraph, part.problem_at_tag(name, tag, fault)) for tag, fault in wrong]
    return sorted(found, key=lambda entry: entry[0])


def has_too_many_tags(part: Part) -> bool:
    """Whether a part has more tags than are looked at one by one."""
    lengths = sum(min(len(tag.tag), MAX_TAG) for tag in part.tags)
    return len(part.tags) > MAX_TAGS or lengths > MAX_TAG_TEXT


def _faults(tag: TagPlace, judged: Judge) -> Iterator[Fault]:
    if tag.fault:
        yield tag.fault
        return
    mistakes = judged(alone(tag))
    for mistake in mistakes:
        yield mistake.message, mistake.help
    if not mistakes and not is_structured(tag):  # raw, which is gone when Jinja has read it
        help = "använd bara for och if; se docs/templates.md"
        yield f"taggen ”{word(tag)}” finns inte", help


def _check_the_rest(name: str, package: Package, filled: set[str]) -> Iterator[Problem]:
    """Yield what is wrong where tags are not filled in, such as footnotes and properties."""
    for member, kind, _ in package.followed:
        root = package.xml.get(member)
        if root is not None and member not in filled:
            label = _LABELS.get(kind, clean(member))
            for number, message, help in refusals.elements(root):
                yield Problem("mall", message, name, path=f"{label}, stycke {number}", help=help)
            if _has_tag(root):
                yield _not_filled(name, label)
    for member, root in package.xml.items():
        if member.startswith("docProps/") and _has_tag(root):
            yield _not_filled(name, "dokumentegenskaper")


def _has_tag(root: etree._Element) -> bool:
    values = (str(value) for node in root.iter() for value in node.attrib.values())
    return any(OPENING.search(text) for text in ("".join(map(str, root.itertext())), *values))


def _not_filled(name: str, label: str) -> Problem:
    message = f"en tagg står i {label}, där den inte fylls i"
    help = "taggar får stå i brödtext, sidhuvud och sidfot; inte i fotnoter eller egenskaper"
    return Problem("mall", message, name, help=help)


def list_numbering(package: Package, styles: Mapping[str, str]) -> tuple[int, str | None]:
    """Return the first free number of a list, and the definition of the style of numbered lists."""
    if "numbering" not in {kind for _, kind, _ in package.followed}:
        return 1, None
    definitions = {}
    for number in _root(package, "numbering").iter(f"{W}num"):
        for definition in number.iter(f"{W}abstractNumId"):
            definitions[number.get(f"{W}numId")] = definition.get(f"{W}val")
    taken = [int(number) for number in definitions if number and re.fullmatch(r"\d{1,9}", number)]
    wanted = styles.get(LIST_STYLES["nummer"])
    for style in _root(package, "styles").iter(f"{W}style"):
        for number in style.iter(f"{W}numId"):
            if style.get(f"{W}styleId") == wanted:
                return max(taken, default=0) + 1, definitions.get(number.get(f"{W}val"))
    return max(taken, default=0) + 1, None
