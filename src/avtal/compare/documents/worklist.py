"""What somebody outside did with a document, as a list to work through, one thing at a time.

Beside what was tracked and commented stands what was changed without being tracked, and where each
thing comes from in our content.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from avtal.compare.documents.lines import Line, lines_of
from avtal.compare.documents.marks import Stretch, align
from avtal.compare.documents.pairs import Pair
from avtal.compare.documents.printing import Printing
from avtal.compare.documents.rows import rows_of
from avtal.word.package.parts import Package
from avtal.word.stories.reading import Stories, stories
from avtal.word.stories.revisions import settle
from avtal.word.stories.tracked import MARK, Said, find_touched

Kind = Literal["change", "form", "comment", "untracked"]


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to accept, decline or ask about.

    `marks` are the paragraph's words before and after. `sources` are the content files and lines
    (from 1) that the paragraph is made of, where it is ours.
    """

    number: int
    key: str
    kind: Kind
    author: str
    at: str
    place: str
    marks: tuple[Stretch, ...]
    comment: str = ""
    about: str = ""
    sources: tuple[tuple[str, int], ...] = ()


Content: TypeAlias = Mapping[Hashable, tuple[str, int]]
"""Where each fact stands in the content: file and line."""


def worklist(
    pair: Pair, printed: Printing | None, content: Callable[[], Content], first: int
) -> list[Task]:
    """Return what was done with the new document of a pair, numbered from `first`.

    `printed` is the old document as it is made of the content, where it is ours, and `content`
    tells where everything stands, if somebody asks. A document that
    nobody tracked or commented anything in has no list: its differences are seen side by side.
    """
    document = pair.new or pair.old
    assert document is not None
    found, marked = find_touched(document.package())
    if not found:
        return []
    base, before = _locate(settle(marked, "rejected"))
    later, after = _locate(settle(marked, "accepted"))
    origins = _Origins(base, printed, content())
    tasks: list[Task] = []
    for one in found:
        # What is put in as a whole has no place before it was.
        line = base[before[one.number]] if one.number in before else None
        line = line or (later[after[one.number]] if one.number in after else None)
        place = line.place() if line else "på okänd plats"
        sources = origins.of(before.get(one.number))
        marks = tuple(Stretch(op, text) for op, text in one.pieces)
        tasks += [_task(pair.key, said, place, marks, sources) for said in one.said]
    if pair.old is not None and pair.new is not None:
        tasks += _find_untracked(pair, base, origins)
    return [replace(task, number=number) for number, task in enumerate(tasks, first)]


def _task(
    key: str,
    said: Said,
    place: str,
    marks: tuple[Stretch, ...],
    sources: tuple[tuple[str, int], ...],
) -> Task:
    author = said.author or "okänd"
    return Task(0, key, said.kind, author, said.at, place, marks, said.text, said.about, sources)


def _locate(package: Package) -> tuple[list[Line], dict[int, int]]:
    """Return the lines of a document, and which of them the touched paragraphs are."""
    found: dict[int, int] = {}
    plain: Stories = {}
    place = 0
    for name, story in stories(package).items():
        plain[name] = []
        for one in story:
            for number in MARK.findall(one.text):
                found.setdefault(int(number), place)
            plain[name].append(replace(one, text=MARK.sub("", one.text), looks=()))
            place += 1
    return lines_of(plain), found


class _Origins:
    """Finds the content behind the lines of a document that is, or was, ours."""

    def __init__(self, base: Sequence[Line], printed: Printing | None, content: Content) -> None:
        self._printed = printed
        self._content = content
        self._ours: dict[int, int] = {}
        if printed is not None:
            texts = [[line.text for line in side] for side in (base, printed.lines)]
            for equal, a, b, c, _ in align(*texts):
                if equal:
                    self._ours |= {a + step: c + step for step in range(b - a)}

    def of(self, place: int | None) -> tuple[tuple[str, int], ...]:
        """Return the files and lines that a line of the received document is made of."""
        ours = None if place is None else self._ours.get(place)
        return () if ours is None else self.of_ours(ours)

    def of_ours(self, place: int) -> tuple[tuple[str, int], ...]:
        """Return the files and lines that a line of our document is made of."""
        if self._printed is None or place >= len(self._printed.lines):
            return ()
        facts = self._printed.facts[place]
        return tuple(sorted({self._content[fact] for fact in facts if fact in self._content}))


def _find_untracked(pair: Pair, base: Sequence[Line], origins: _Origins) -> Iterator[Task]:
    """Yield what differs from our document although nobody tracked it."""
    assert pair.old is not None
    ours = lines_of(stories(settle(pair.old.package(), "rejected")))
    places = {id(line): number for number, line in enumerate(ours)}
    nobody = Said("change", "", "")
    for row in rows_of(ours, base):
        if row.state == "same":
            continue
        sources = origins.of_ours(places[id(row.old.line)]) if row.old else ()
        marks = tuple(mark for cell in row.cells for mark in cell)
        task = _task(pair.key, nobody, row.unit.line.place(), marks, sources)
        yield replace(task, kind="untracked")
