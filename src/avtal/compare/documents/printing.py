"""Where in a document each fact of the content is printed, and which facts a line prints."""

from __future__ import annotations

from collections.abc import Hashable, Set
from dataclasses import replace

from avtal.case.load import Case
from avtal.case.stamp import Stamp
from avtal.compare.documents.lines import Line, lines_of
from avtal.making.build import render
from avtal.word.engine.prepared import Template
from avtal.word.package.received import open_received
from avtal.word.stories.reading import Paragraph, stories
from avtal.word.values.marked import MARK, Trace


class Printing:
    """One document of one case, printed with a mark at every fact.

    Its lines are those of the document itself under the same stamp.
    """

    def __init__(self, case: Case, key: str, stamp: Stamp, template: Template) -> None:
        trace = Trace(marks={})
        data = render(case, key, stamp, template, trace)
        assert trace.marks is not None
        by_number = {number: fact for fact, number in trace.marks.items()}
        self._facts: list[frozenset[Hashable]] = []
        plain = {}
        for name, story in stories(open_received(data)).items():
            plain[name] = [_without_marks(one) for one in story]
            self._facts += [
                frozenset(by_number[int(number)] for number in MARK.findall(one.text))
                for one in story
            ]
        self.lines: list[Line] = lines_of(plain)
        self._where: dict[Hashable, list[int]] = {}
        for place, facts in enumerate(self._facts):
            for fact in facts:
                self._where.setdefault(fact, []).append(place)

    def where(self, facts: Set[Hashable]) -> list[Line]:
        """Return the lines that print any of the facts, in order."""
        places = sorted({place for fact in facts for place in self._where.get(fact, ())})
        return [self.lines[place] for place in places]

    def facts_at(self, place: int) -> frozenset[Hashable]:
        """Return the facts that a line prints."""
        return self._facts[place]


def _without_marks(paragraph: Paragraph) -> Paragraph:
    text = MARK.sub("", paragraph.text)
    # Stretches are counted with marks in the text; nothing asks for them here.
    return replace(paragraph, text=text, looks=())
