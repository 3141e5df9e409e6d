"""Where changes in meaning show in the documents: printed there, or proved by rendering.

A value that is printed in a paragraph that differs shows there. What is not, may still govern what
is printed: who an id leads to, what a condition asks for, an order, a law. Then the case is
rendered without the change, and the paragraphs that become others are those that show it. So it is
for paragraphs that differ and print no changed value: which change they come of is tried.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple, TypeAlias

from avtal.case.load import Case
from avtal.case.stamp import Stamp
from avtal.compare.content.exchange import Exchange
from avtal.compare.content.fields import Change
from avtal.compare.documents.beside import Beside
from avtal.compare.documents.lines import Line, lines_of
from avtal.compare.documents.pairs import REWRITTEN, State
from avtal.compare.documents.printing import FactPrinter, Printing
from avtal.compare.documents.rows import rows_of
from avtal.making.rendering import Ready, Rendered, Renderer, draft_stamp
from avtal.problems import CaseError
from avtal.word.package.received import open_received
from avtal.word.stories.reading import stories

Seen = Literal["shown", "stamp", "nowhere", "unknown"]
"""Whether a change shows: in paragraphs, in stamps alone, nowhere, or nobody knows."""


@dataclass(frozen=True, slots=True)
class ShownPlace:
    """A paragraph or table row that differs and shows a change: in which document, and where.

    It is of the new document where that has it, else of the old one. It is `exact` where the
    changed value itself is printed there; else it is another because of the change. `row` is its
    place among the rows of the document, from 0.
    """

    key: str
    side: Literal["old", "new"]
    place: str
    text: str
    exact: bool
    row: int


@dataclass(frozen=True, slots=True)
class Where:
    """Where a change shows."""

    seen: Seen
    places: tuple[ShownPlace, ...] = ()


Rows: TypeAlias = Mapping[str, Mapping[int, Line]]
"""Rows that differ, by the key of their document: their numbers, each with a line of it."""


class PlaceFinder:
    """Finds where changes show in the documents that are compared."""

    def __init__(self, made: Sequence[Ready | None], documents: Sequence[Beside]) -> None:
        self._made = made
        self._documents = [one for one in documents if one.pair.state is not State.SAME]
        self._printers = [FactPrinter(one) if one else None for one in made]
        self._printings: dict[tuple[int, str], Printing | None] = {}

    def printing(self, side: int, beside: Beside) -> Printing | None:
        """Return where a document prints its facts; None where it has none."""
        place = (side, beside.pair.key)
        if place not in self._printings:
            self._printings[place] = self._mark_facts(side, beside)
        return self._printings[place]

    def _mark_facts(self, side: int, beside: Beside) -> Printing | None:
        stamp, made, printer = stamp_of(beside, side), self._made[side], self._printers[side]
        key = beside.pair.key
        if not (stamp and made and printer):
            return None
        return printer.printing(key, stamp) if key in made.templates else None

    def find(self, changes: Sequence[Change]) -> list[Where]:
        """Return where each of all the changes between the two cases shows."""
        old, new = self._made
        printed = {change: self._printed(change) for change in changes}
        silent = [change for change, rows in printed.items() if not rows]
        loud = [change for change, rows in printed.items() if rows]
        seen: dict[Change, Seen] = dict.fromkeys(loud, "shown")
        governed: dict[Change, Rows] = {}
        if old and new and changes:
            rendering = _Rendering((old, new), self._documents, changes)
            for change, effect in rendering.prove(silent).items():
                seen[change], governed[change] = effect.seen, effect.rows
            claimed = [*printed.values(), *governed.values()]
            unclaimed = {
                one.pair.key: one.unclaimed(claimed)
                for one in self._documents
                if one.pair.state in REWRITTEN
            }
            # A whole document governs nothing beside itself that what refers to it does not tell.
            parts = [change for change in loud if change.path]
            governed |= rendering.governing(parts, unclaimed)
        return [
            Where(seen[change], tuple(self._places(printed[change], governed.get(change, {}))))
            for change in changes
        ]

    def _printed(self, change: Change) -> Rows:
        """Return the rows where the value is printed: as it is, or as it was."""
        found: dict[str, Mapping[int, Line]] = {}
        for beside in self._documents:
            if beside.pair.state is State.STAMP:
                continue
            rows: dict[int, Line] = {}
            for side, source in ((1, change.after), (0, change.before)):
                printing = self.printing(side, beside) if source else None
                if source and printing:
                    numbers = printing.where(source.facts)
                    rows = beside.differing(side, printing.lines, numbers) | rows
            if rows:
                found[beside.pair.key] = rows
        return found

    def _places(self, printed: Rows, governed: Rows) -> list[ShownPlace]:
        """Yield the places of some rows, each once: a text that was replaced has one.

        Those where the value is printed come first.
        """
        places: list[ShownPlace] = []
        for beside in self._documents:
            key = beside.pair.key
            exact = printed.get(key, {})
            rows = {**governed.get(key, {}), **exact}
            found: dict[str, ShownPlace] = {}
            for number, line in sorted(rows.items()):
                row = beside.rows[number]
                side: Literal["old", "new"] = "new" if row.new else "old"
                place = row.unit.line.place()
                if place not in found or found[place].side == "old":
                    found[place] = ShownPlace(key, side, place, line.text, number in exact, number)
            places += found.values()
        return sorted(places, key=lambda place: not place.exact)


def stamp_of(beside: Beside, side: int) -> Stamp | None:
    """Return the stamp of the document of a side (0 the old one); None where it has none."""
    document = (beside.pair.old, beside.pair.new)[side]
    return document.stamp if document else None


class _Effect(NamedTuple):
    """What some changes do to the documents: whether that is seen, and the rows that differ."""

    seen: Seen
    rows: Rows


_NOWHERE: _Effect = _Effect("nowhere", {})
_UNKNOWN: _Effect = _Effect("unknown", {})


class _Rendering:
    """Proves what changes do, by rendering each case with some of them as in the other.

    Many are tried at once, and halved where that makes any difference: most changes of what is
    printed nowhere change nothing.
    """

    def __init__(
        self, made: tuple[Ready, Ready], documents: Sequence[Beside], changes: Sequence[Change]
    ) -> None:
        self._made = made
        self._documents = documents
        self._exchange = Exchange(changes)
        self._read: dict[Hashable, list[Line]] = {}

    def prove(self, changes: Sequence[Change]) -> dict[Change, _Effect]:
        """Return what each of some changes does."""
        if not changes:
            return {}
        whole = self._effect(changes)
        if whole == _NOWHERE:
            return dict.fromkeys(changes, _NOWHERE)
        if len(changes) == 1:
            return {changes[0]: whole}
        half = len(changes) // 2
        found = {**self.prove(changes[:half]), **self.prove(changes[half:])}
        if whole.seen != "unknown" and all(one == _NOWHERE for one in found.values()):
            # They show together, and none of them does alone.
            return dict.fromkeys(changes, _UNKNOWN)
        return found

    def governing(
        self, changes: Sequence[Change], rows: Mapping[str, Set[int]]
    ) -> dict[Change, Rows]:
        """Return the changes that make some of the rows others, with those that they do."""
        if not changes or not any(rows.values()):
            return {}
        effect = self._effect(changes)
        found = {
            key: {number: line for number, line in here.items() if number in rows.get(key, ())}
            for key, here in effect.rows.items()
        }
        if not any(found.values()) and effect.seen != "unknown":
            return {}
        if len(changes) == 1:
            return {changes[0]: found}
        half = len(changes) // 2
        return {**self.governing(changes[:half], rows), **self.governing(changes[half:], rows)}

    def _effect(self, changes: Sequence[Change]) -> _Effect:
        """Return what differs in the documents because of the changes taken together."""
        sides = [self._without(side, changes) for side in (1, 0)]
        differing: set[State] = set()
        found: dict[str, Mapping[int, Line]] = {}
        for beside in self._documents:
            key, rows = beside.pair.key, dict[int, Line]()
            for side, others in zip((1, 0), sides, strict=True):
                if others is not None and key in others:
                    differing.add(beside.pair.state)
                    rows = beside.differing(side, *others[key]) | rows
            if rows and beside.pair.state is not State.STAMP:
                found[key] = rows
        if found:
            return _Effect("shown", found)
        if differing == {State.STAMP}:
            return _Effect("stamp", {})
        return _UNKNOWN if differing or None in sides else _NOWHERE

    def _without(
        self, side: int, changes: Sequence[Change]
    ) -> dict[str, tuple[Sequence[Line], list[int]]] | None:
        """Return the documents of a side that read otherwise with the changes as in the other.

        Each with its lines, and the numbers of those that are others. None where the case cannot be
        rendered so.
        """
        base, other = self._made[side], self._made[1 - side]
        case = self._exchange.carry(base.case, other.case, changes)
        if case is None:
            return None
        renderer = Renderer(case, base.templates)
        found: dict[str, tuple[Sequence[Line], list[int]]] = {}
        for beside in self._documents:
            key, stamp = beside.pair.key, stamp_of(beside, side)
            if stamp is None or key not in base.templates:
                continue
            try:
                changed = renderer.render(key, _restamped(stamp, key, base.case, case))
            except CaseError:
                return None
            rendered = base.renderer.render(key, stamp)
            if rendered.filled.members != changed.filled.members:
                lines = self._lines((side, key), rendered)
                numbers = _other_lines(side, lines, lines_of_rendered(changed))
                if numbers is not None:
                    found[key] = lines, numbers
        return found

    def _lines(self, place: Hashable, rendered: Rendered) -> list[Line]:
        if place not in self._read:
            self._read[place] = lines_of_rendered(rendered)
        return self._read[place]


def lines_of_rendered(rendered: Rendered) -> list[Line]:
    """Return every paragraph of a document that was just rendered."""
    return lines_of(stories(open_received(rendered.data)))


def _restamped(stamp: Stamp, key: str, was: Case, now: Case) -> Stamp:
    """Return a stamp with what a case says otherwise in it: number, version, date."""
    before, after = (draft_stamp(case, key, stamp.copy) for case in (was, now))
    return replace(
        stamp,
        **{
            name: getattr(after, name)
            for name in ("case_number", "item", "version", "date")
            if getattr(before, name) != getattr(after, name)
        },
    )


def _other_lines(side: int, lines: Sequence[Line], changed: Sequence[Line]) -> list[int] | None:
    """Return the numbers of the lines of a side that are others; None where a reader sees none."""
    rows = rows_of(*((lines, changed) if side == 0 else (changed, lines)))
    units = [(row.old, row.new)[side] for row in rows if row.differs]
    numbers = {id(line): number for number, line in enumerate(lines)}
    if not units:
        return None
    return [numbers[id(line)] for unit in units if unit is not None for line in unit.lines]
