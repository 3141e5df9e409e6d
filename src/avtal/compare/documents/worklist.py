"""What somebody outside did with a document, as a list to work through, one thing at a time.

Beside what was tracked and commented stands what was changed without being tracked, and where each
thing comes from in our content.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import itemgetter
from typing import Literal, TypeAlias

from avtal.compare.documents.lines import Line, lines_of
from avtal.compare.documents.marks import Stretch, align
from avtal.compare.documents.pairs import Pair, State
from avtal.compare.documents.printing import Printing
from avtal.compare.documents.rows import Row, rows_of
from avtal.word.package.parts import Package
from avtal.word.stories.changes import UNKNOWN
from avtal.word.stories.comments import Remark
from avtal.word.stories.reading import BODY, MARGINS, Stories, stories
from avtal.word.stories.revisions import settle
from avtal.word.stories.tracked import MARK, Said, find_said

Kind = Literal["change", "move", "form", "comment", "untracked"]

_NOWHERE = "på okänd plats"


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to accept, decline or ask about.

    `marks` are the words of its paragraphs with nothing but this marked, and `remarks` what they do
    not say, in Swedish. What was moved came to `moved_to`. `comment` was answered by `replies`, and
    maybe marked as resolved. `about` are the words that it is on, where it is not on all.
    `sources` are the content files and lines (from 1) that the paragraphs are made of, where they
    are ours.
    """

    number: int
    key: str
    kind: Kind
    author: str
    at: str
    place: str
    marks: tuple[Stretch, ...]
    remarks: tuple[str, ...] = ()
    moved_to: str = ""
    comment: str = ""
    about: str = ""
    replies: tuple[Remark, ...] = ()
    is_resolved: bool = False
    sources: tuple[tuple[str, int], ...] = ()


Content: TypeAlias = Mapping[Hashable, tuple[str, int]]
"""Where each fact stands in the content: file and line."""


def worklist(
    pair: Pair, printed: Callable[[], Printing | None], content: Callable[[], Content], first: int
) -> list[Task]:
    """Return what was done with the new document of a pair, numbered from `first` as it is read.

    Headers and footers come first, then the body, then notes and text boxes. `printed` gives the
    old document as it is made of the content, where it is ours, and `content` tells where
    everything stands, if somebody asks. A document that nobody tracked or commented anything in has
    no list: its differences are seen side by side. One whose changes cannot be placed has one task
    that says so, beside what was not tracked.
    """
    document = pair.new or pair.old
    assert document is not None
    found, marked = find_said(document.package())
    if not found and pair.state is not State.TRACKED:
        return []
    base, shown = _Reading(settle(marked, "rejected")), _Reading(marked)
    ours = _ours(pair)
    rows = rows_of(ours, base.lines) if ours else []
    origins = _Origins(ours, base.lines, rows, printed(), content())
    tasks = [(shown.rank(one.numbers), _task(pair.key, one, base, shown, origins)) for one in found]
    if not found:
        remark = "filen har spårade ändringar som inte kan visas här; öppna den i Word"
        nowhere = Task(0, pair.key, "change", "okänd", "", "i handlingen", (), remarks=(remark,))
        tasks.append((_FIRST, nowhere))
    rank = _FIRST
    for row in rows:
        if row.new:  # what is gone without a trace stood after what is told before it
            rank = shown.rank(base.numbers_of(row.new.line))
        if row.state != "same":
            tasks.append((rank, _untracked(pair.key, row, origins)))
    tasks.sort(key=itemgetter(0))
    return [replace(task, number=number) for number, (_, task) in enumerate(tasks, first)]


_FIRST, _LAST = (0, 0), (3, 0)
_MARGINS = tuple(MARGINS.values())


class _Reading:
    """A document as it is read, and which line each of its numbered paragraphs is in."""

    def __init__(self, marked: Package) -> None:
        plain: Stories = {}
        places: list[list[int]] = []
        for name, story in stories(marked).items():
            plain[name] = []
            for one in story:
                places.append([int(number) for number in MARK.findall(one.text)])
                plain[name].append(replace(one, text=MARK.sub("", one.text), looks=()))
        self.lines = lines_of(plain)
        self._numbers = dict(zip(map(id, self.lines), places, strict=True))
        self._places: dict[int, int] = {}
        for place, numbers in enumerate(places):
            for number in numbers:
                self._places.setdefault(number, place)  # a header is read for each section

    def line(self, number: int) -> Line | None:
        """Return the line that a paragraph is in; None where it is not there."""
        place = self._places.get(number)
        return None if place is None else self.lines[place]

    def numbers_of(self, line: Line) -> Sequence[int]:
        """Return the numbers of the paragraphs that are joined in a line of this document."""
        return self._numbers[id(line)]

    def rank(self, numbers: Sequence[int]) -> tuple[int, int]:
        """Return what to sort paragraphs by: as one reads, headers and footers first."""
        place = next((self._places[one] for one in numbers if one in self._places), None)
        if place is None:
            return _LAST
        story = self.lines[place].paragraph.place
        return (0 if story.startswith(_MARGINS) else 1 if story == BODY else 2), place


def _ours(pair: Pair) -> list[Line]:
    """Return the lines of the document that was sent; none where only one of the two is there."""
    if pair.old is None or pair.new is None:
        return []
    return lines_of(stories(settle(pair.old.package(), "rejected")))


def _task(key: str, said: Said, base: _Reading, shown: _Reading, origins: _Origins) -> Task:
    def place(number: int) -> str:
        # What was not there before has no place but where it was put.
        line = base.line(number) or shown.line(number)
        return line.place() if line else _NOWHERE

    return Task(
        0,
        key,
        said.kind,
        said.author.strip() or UNKNOWN,
        said.at,
        place(said.numbers[0]) if said.numbers else _NOWHERE,
        tuple(Stretch(op, text) for op, text in said.pieces),
        said.remarks,
        "" if said.moved_to is None else place(said.moved_to),
        said.text,
        said.about,
        tuple(replace(one, author=one.author.strip() or UNKNOWN) for one in said.replies),
        said.is_resolved,
        origins.of([line for line in map(base.line, said.numbers) if line]),
    )


def _untracked(key: str, row: Row, origins: _Origins) -> Task:
    """Return what differs from our document although nobody tracked it, as a task."""
    marks: list[Stretch] = []
    for number, cell in enumerate(row.cells):
        marks += [Stretch("same", " | ")] if number else []
        marks += cell
    sources = origins.of([row.old.line] if row.old else [])
    place = row.unit.line.place()
    return Task(0, key, "untracked", UNKNOWN, "", place, tuple(marks), sources=sources)


class _Origins:
    """Finds the content behind the lines of a document that is, or was, ours."""

    def __init__(
        self,
        ours: Sequence[Line],
        base: Sequence[Line],
        rows: Sequence[Row],
        printed: Printing | None,
        content: Content,
    ) -> None:
        self._content = content
        self._facts: dict[int, frozenset[Hashable]] = {}
        if printed is None:
            return
        self._facts |= zip(map(id, ours), printed.facts, strict=False)
        texts = [[line.text for line in side] for side in (base, printed.lines)]
        for equal, a, b, c, d in align(*texts):
            if equal:
                self._facts |= zip(map(id, base[a:b]), printed.facts[c:d], strict=True)
        for row in rows:
            if row.old and row.new and not row.new.in_table:  # changed without being tracked too
                self._facts.setdefault(id(row.new.line), self._facts.get(id(row.old.line), _NONE))

    def of(self, lines: Iterable[Line]) -> tuple[tuple[str, int], ...]:
        """Return the files and lines that lines of one of the documents are made of."""
        facts = {fact for line in lines for fact in self._facts.get(id(line), _NONE)}
        return tuple(sorted({self._content[fact] for fact in facts if fact in self._content}))


_NONE: frozenset[Hashable] = frozenset()
