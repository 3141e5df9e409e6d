"""Where in a document each fact of the content is printed, and which facts a line prints."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import cached_property

from avtal.case.stamp import Stamp
from avtal.compare.documents.lines import Line, lines_of
from avtal.making.rendering import Ready, Renderer
from avtal.word.package.received import open_received
from avtal.word.stories.reading import Paragraph, stories
from avtal.word.values.marked import MARK, Trace


@dataclass(frozen=True)
class Printing:
    """The lines of one document of one case, and the facts that each of them prints."""

    lines: Sequence[Line]
    facts: Sequence[frozenset[Hashable]]

    @cached_property
    def _where(self) -> Mapping[Hashable, list[int]]:
        found: dict[Hashable, list[int]] = {}
        for place, facts in enumerate(self.facts):
            for fact in facts:
                found.setdefault(fact, []).append(place)
        return found

    def where(self, facts: Set[Hashable]) -> list[int]:
        """Return the numbers of the lines that print any of the facts, in order, from 0."""
        return sorted({place for fact in facts for place in self._where.get(fact, ())})


class FactPrinter:
    """Prints the documents of one case with a mark at every fact."""

    def __init__(self, made: Ready) -> None:
        self._marks: dict[Hashable, int] = {}
        self._renderer = Renderer(made.case, made.templates, Trace(marks=self._marks))

    def printing(self, key: str, stamp: Stamp) -> Printing:
        """Return a document without the marks, and what they say.

        Its lines are those of the document itself under the same stamp.
        """
        printed = stories(open_received(self._renderer.render(key, stamp).data))
        by_number = {number: fact for fact, number in self._marks.items()}
        plain = {name: [_without_marks(one) for one in story] for name, story in printed.items()}
        facts = [
            frozenset(by_number[int(number)] for number in MARK.findall(one.text))
            for story in printed.values()
            for one in story
        ]
        return Printing(lines_of(plain), facts)


def _without_marks(paragraph: Paragraph) -> Paragraph:
    text = MARK.sub("", paragraph.text)
    # Stretches are counted with marks in the text; nothing asks for them here.
    return replace(paragraph, text=text, looks=())
