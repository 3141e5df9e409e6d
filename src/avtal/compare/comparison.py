"""A whole comparison: the changes in meaning, where they show, the documents and their redlines."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Literal

from avtal.case.stamp import Copy
from avtal.compare.content.fields import Change, field_changes
from avtal.compare.content.sources import SourceLine, Sources
from avtal.compare.documents.lines import lines_of
from avtal.compare.documents.pairs import Pair, State, pairs_of
from avtal.compare.documents.printing import FactPrinter, Printing
from avtal.compare.documents.rows import Row, rows_of
from avtal.compare.documents.worklist import Task, worklist
from avtal.compare.redlines.engine import Engine
from avtal.compare.redlines.redline import Redline, make_redline
from avtal.compare.sides.side import Side
from avtal.making.rendering import Ready
from avtal.problems import EnvironmentProblem, Problem
from avtal.register.acts.revisions import with_number
from avtal.word.stories.revisions import Verdict


@dataclass(frozen=True, slots=True)
class ShownPlace:
    """A paragraph that shows a change: in which document, in the old or the new one, and where.

    It is `exact` where the changed value itself is printed there; else something else of the thing
    that it belongs to is.
    """

    key: str
    side: Literal["old", "new"]
    place: str
    text: str
    exact: bool


@dataclass(frozen=True, slots=True)
class ShownChange:
    """A change in meaning, the lines of content that it is between, and where it shows."""

    change: Change
    before: tuple[str, int] | None
    after: tuple[str, int] | None
    shown: tuple[ShownPlace, ...]


@dataclass(frozen=True)
class ComparedDocument:
    """A document of both sides: what became of it, all of its text side by side, the redline."""

    pair: Pair
    rows: tuple[Row, ...]
    redline: Redline | None
    tasks: tuple[Task, ...]


@dataclass(frozen=True)
class Comparison:
    """What differs between two sides.

    `changes` is None where one of them has no content to compare. `appeared` and `gone` are
    findings of the rules.
    """

    old: Side
    new: Side
    copy: Copy
    changes: tuple[ShownChange, ...] | None
    appeared: tuple[Problem, ...]
    gone: tuple[Problem, ...]
    documents: tuple[ComparedDocument, ...]

    @property
    def differs(self) -> bool:
        """Whether anything differs, in content, findings, documents or what was said of them."""
        return bool(
            self.changes
            or self.appeared
            or self.gone
            or any(one.tasks or one.pair.state not in _ALIKE for one in self.documents)
        )


# The stamp is no part of what a document says.
_ALIKE = {State.SAME, State.STAMP}


@dataclass(frozen=True)
class ComparisonOrder:
    """How to compare: in whose name, as of when, which document, and which processes.

    `verdict` tells what tracked changes of a document count as; without it they are not settled.
    """

    author: str
    at: datetime
    copy: Copy
    only: str | None = None
    verdict: Verdict | None = None
    processes: int = 2


def compare(old: Side, new: Side, engine: Engine, order: ComparisonOrder) -> Comparison:
    """Return what differs between two sides, each redline proved.

    Raises EnvironmentProblem where they cannot be compared.
    """
    pairs = pairs_of(old, new, order.only, order.verdict)
    with ThreadPoolExecutor(order.processes) as pool:
        started = {
            pair.key: pool.submit(
                make_redline, engine, pair.texts[0], pair.texts[1], order.author, order.at
            )
            for pair in pairs
            if pair.state in {State.CHANGED, State.FORM} and pair.texts[0] and pair.texts[1]
        }
        try:
            _refuse_strangers(old, new)
            return _SideComparer(old, new, pairs, order).compare(started)
        finally:
            pool.shutdown(cancel_futures=True)


def _refuse_strangers(old: Side, new: Side) -> None:
    """Raise where the sides are cases of two municipalities, which have nothing in common."""
    names = {side.made.case.facts.municipality_name for side in (old, new) if side.made}
    if len(names) > 1:
        raise EnvironmentProblem(
            f"”{old.name}” och ”{new.name}” är ärenden i olika kommuner och kan inte jämföras",
            "jämför två versioner av samma ärende, eller två ärenden i samma kommun",
        )


class _SideComparer:
    def __init__(self, old: Side, new: Side, pairs: Sequence[Pair], order: ComparisonOrder) -> None:
        self._old, self._new, self._pairs, self._order = old, new, pairs, order
        self._made = _with_case_number(old.made, new.made)
        # A side of a single document is compared in that alone.
        self._only = pairs[0].key if old.single or new.single else order.only
        self._printers = [FactPrinter(made) if made else None for made in self._made]
        self._printings: dict[tuple[int, str], Printing | None] = {}

    def compare(self, started: Mapping[str, Future[Redline]]) -> Comparison:
        changes = self._changes()
        appeared, gone = self._findings()
        documents = []
        number = 1
        for pair in self._pairs:
            # The old document is ours where it has content behind it.
            tasks = worklist(pair, partial(self._printing, 0, pair), self._content, number)
            number += len(tasks)
            documents.append((pair, tuple(_rows(pair)), tuple(tasks)))
        return Comparison(
            self._old,
            self._new,
            self._order.copy,
            changes,
            appeared,
            gone,
            tuple(
                ComparedDocument(
                    pair, rows, started[pair.key].result() if pair.key in started else None, tasks
                )
                for pair, rows, tasks in documents
            ),
        )

    def _changes(self) -> tuple[ShownChange, ...] | None:
        old, new = self._made
        if old is None or new is None:
            return None
        found = field_changes(old.case, new.case, self._order.copy)
        only = self._only
        told = [self._show(change) for change in found]
        if only is None:
            return tuple(told)
        # Of a single document, what stands in its file or shows in it is told.
        return tuple(
            one
            for one in told
            if one.change.key == only or any(place.key == only for place in one.shown)
        )

    def _show(self, change: Change) -> ShownChange:
        before, after = change.before, change.after
        # Where the value is not printed itself, the thing that it belongs to is shown. What was
        # taken away is looked for in the old documents.
        sides = [(1, after), (0, before)]
        if change.new is None:
            sides.reverse()
        looked = (
            self._shown_places(side, source, exact=exact)
            for side, source in sides
            for exact in (True, False)
        )
        shown = next((found for found in looked if found), [])
        return ShownChange(change, self._line(before), self._line(after), tuple(shown))

    def _line(self, source: SourceLine | None) -> tuple[str, int] | None:
        return None if source is None or self._quiet() else (source.file, source.line)

    def _quiet(self) -> bool:
        """Whether lines and findings are kept silent, since they tell of what is left out."""
        return self._order.copy is Copy.PUBLIC and any(
            made and made.case.index.has_secrets for made in self._made
        )

    def _shown_places(
        self, side: int, source: SourceLine | None, *, exact: bool
    ) -> list[ShownPlace]:
        if source is None:
            return []
        facts = source.facts if exact else source.around
        name: Literal["old", "new"] = "new" if side else "old"
        return [
            ShownPlace(pair.key, name, line.place(), line.text, exact)
            for pair in self._pairs
            if pair.state is not State.SAME and (printing := self._printing(side, pair)) is not None
            for line in printing.where(facts)
        ]

    def _printing(self, side: int, pair: Pair) -> Printing | None:
        """Return where a document prints its facts; None where it has none."""
        place = (side, pair.key)
        if place not in self._printings:
            self._printings[place] = self._mark_facts(side, pair)
        return self._printings[place]

    def _mark_facts(self, side: int, pair: Pair) -> Printing | None:
        document = (pair.old, pair.new)[side]
        made, printer = self._made[side], self._printers[side]
        if not (document and document.stamp and made and printer):
            return None
        return printer.printing(pair.key, document.stamp) if pair.key in made.templates else None

    def _content(self) -> Mapping[Hashable, tuple[str, int]]:
        """Return where everything stands in the content of the old side, where it has any."""
        return {} if self._made[0] is None else Sources(self._made[0].case).by_fact()

    def _findings(self) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
        """Return the findings of the rules that only the new case has, and only the old one."""
        if not all(self._made) or self._quiet():
            return (), ()
        sides = [{_finding(one): one for one in made.findings} for made in self._made if made]
        appeared = tuple(one for key, one in sides[1].items() if key not in sides[0])
        gone = tuple(one for key, one in sides[0].items() if key not in sides[1])
        return appeared, gone


def _with_case_number(old: Ready | None, new: Ready | None) -> tuple[Ready | None, Ready | None]:
    """Return both cases, with the case number that one of them got when it was registered.

    Content may leave the number to the register, and is then no other for having none.
    """
    if old is None or new is None:
        return old, new
    numbers = [str(n) for made in (old, new) if (n := made.case.facts.case_number)]
    number = numbers[0] if len(numbers) == 1 else None
    old, new = (replace(made, case=with_number(made.case, number)) for made in (old, new))
    return old, new


def _finding(problem: Problem) -> tuple[str, str, str, str]:
    """Return what makes a finding the same one in another version: not the line it stands on."""
    return problem.severity, problem.code, problem.about, problem.message


def _rows(pair: Pair) -> list[Row]:
    old, new = pair.texts
    if pair.state is State.TRACKED:
        return []
    return rows_of(*(lines_of(one.stories) if one else [] for one in (old, new)))
