"""A whole comparison: the changes in meaning, where they show, the documents and their redlines."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import get_args

from avtal.case.stamp import Copy
from avtal.compare.causes import Cause, causes_of
from avtal.compare.content.fields import Change, field_changes
from avtal.compare.content.sources import SourceLine, Sources
from avtal.compare.documents.beside import Beside
from avtal.compare.documents.looks import changed_blanks, changed_form, changed_frame
from avtal.compare.documents.pairs import REWRITTEN, Pair, State, pairs_of
from avtal.compare.documents.rows import Row
from avtal.compare.documents.unseen import Unseen, comments_gone, unseen_in
from avtal.compare.documents.worklist import Task, worklist
from avtal.compare.findings import FindingChanges, finding_changes
from avtal.compare.places import PlaceFinder, Where
from avtal.compare.redlines.engine import Engine
from avtal.compare.redlines.redline import Redline, make_redline
from avtal.compare.sides.side import Side
from avtal.making.rendering import Ready
from avtal.model.marks import Subject
from avtal.problems import EnvironmentProblem
from avtal.register.acts.revisions import with_number
from avtal.word.stories.revisions import Verdict


@dataclass(frozen=True, slots=True)
class ShownChange:
    """A change in meaning, the lines of content that it is between, and where it shows."""

    change: Change
    before: tuple[str, int] | None
    after: tuple[str, int] | None
    where: Where


@dataclass(frozen=True)
class ComparedDocument:
    """A document of both sides: what became of it, all of its text side by side, the redline.

    `unseen` is what looks the same and is not.
    """

    pair: Pair
    rows: tuple[Row, ...]
    unseen: tuple[Unseen, ...]
    redline: Redline | None
    tasks: tuple[Task, ...]

    untracked_form: tuple[str, ...] = ()

    @property
    def form(self) -> tuple[str, ...]:
        """What differs in looks, of its text and of its pages, in Swedish.

        Of a document with tracked changes it is what nobody tracked.
        """
        if self.pair.state is State.TRACKED:
            return self.untracked_form
        names = dict.fromkeys(name for row in self.rows for name in row.form)
        old, new = self.pair.texts
        if old and new:
            if self.pair.state is State.FORM:  # also of paragraphs without words, which have no row
                for story, before in old.stories.items():
                    after = new.stories.get(story, ())
                    names.update(dict.fromkeys(changed_form(before, after)))
            names.update(dict.fromkeys(changed_blanks(old.stories, new.stories)))
            names.update(dict.fromkeys(changed_frame(old.frame, new.frame)))
        return tuple(names)


@dataclass(frozen=True)
class Comparison:
    """What differs between two sides.

    `changes` is None where one of them has no content to compare. `causes` are what else is
    another, and may make the documents differ; `findings` what the rules say otherwise.
    `shows_now_secret` says that public copies are compared, and that something of the earlier one
    is secret in the later one. `only` is the document that alone is compared.
    """

    old: Side
    new: Side
    copy: Copy
    changes: tuple[ShownChange, ...] | None
    causes: tuple[Cause, ...]
    findings: FindingChanges
    documents: tuple[ComparedDocument, ...]
    shows_now_secret: bool = False
    only: str | None = None

    @property
    def differs(self) -> bool:
        """Whether anything differs, in content, findings, documents or what was said of them."""
        return bool(
            self.changes
            or self.findings
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
            if pair.state in REWRITTEN and pair.texts[0] and pair.texts[1]
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
        self._documents = [Beside(pair) for pair in pairs]
        self._finder = PlaceFinder(self._made, self._documents)

    def compare(self, started: Mapping[str, Future[Redline]]) -> Comparison:
        changes, causes = self._changes()
        documents = []
        number = 1
        for beside in self._documents:
            # The old document is ours where it has content behind it.
            printed = partial(self._finder.printing, 0, beside)
            tasks = worklist(beside.pair, printed, self._content, number)
            number += len(tasks)
            documents.append((beside, tuple(tasks)))
        return Comparison(
            self._old,
            self._new,
            self._order.copy,
            changes,
            causes,
            self._findings(),
            tuple(
                ComparedDocument(
                    one.pair,
                    tuple(one.rows),
                    tuple(_unseen(one)),
                    started[one.pair.key].result() if one.pair.key in started else None,
                    tasks,
                    _untracked_form(one),
                )
                for one, tasks in documents
            ),
            self._shows_now_secret(),
            self._only,
        )

    def _shows_now_secret(self) -> bool:
        old, new = self._made
        if self._order.copy is not Copy.PUBLIC or old is None or new is None:
            return False
        return new.case.index.has_secrets and any(
            change.about is Subject.SECRECY and change.new is not None
            for change in field_changes(old.case, new.case, Copy.FULL)
        )

    def _changes(self) -> tuple[tuple[ShownChange, ...] | None, tuple[Cause, ...]]:
        old, new = self._made
        if old is None or new is None:
            return None, ()
        found = field_changes(old.case, new.case, self._order.copy)
        where = self._finder.find(found)
        told = [
            ShownChange(change, self._line(change.before), self._line(change.after), places)
            for change, places in zip(found, where, strict=True)
            # Of a single document, what stands in its file or shows in it is told.
            if self._only in (None, change.key) or places.seen == "shown"
        ]
        return tuple(told), tuple(causes_of((old, new), self._documents, where))

    def _line(self, source: SourceLine | None) -> tuple[str, int] | None:
        return None if source is None or self._quiet() else (source.file, source.line)

    def _quiet(self) -> bool:
        """Whether lines and findings are kept silent, since they tell of what is left out."""
        return self._order.copy is Copy.PUBLIC and any(
            made and made.case.index.has_secrets for made in self._made
        )

    def _content(self) -> Mapping[Hashable, tuple[str, int]]:
        """Return where everything stands in the content of the old side, where it has any."""
        if self._made[0] is None or self._quiet():
            return {}
        return Sources(self._made[0].case).by_fact()

    def _findings(self) -> FindingChanges:
        old, new = self._made
        if old is None or new is None or self._quiet():
            return FindingChanges()
        return finding_changes(old.findings, new.findings)


def _unseen(beside: Beside) -> Iterable[Unseen]:
    """Return what differs unseen in a pair, whatever its tracked changes will count as."""
    pair = beside.pair
    if pair.state is not State.TRACKED:
        found = unseen_in(*pair.texts, beside.rows)
        old, new = pair.texts
        return found if old is None or new is None else [*found, *comments_gone(old, new)]
    if pair.old is None or pair.new is None:
        return ()
    told: dict[tuple[str, ...], Unseen] = {}
    for verdict in get_args(Verdict):
        old, new, rows = beside.settled_as(verdict)  # whose rows nobody is shown
        for one in (*unseen_in(old, new, rows), *comments_gone(old, new)):
            key = (one.kind, one.about, one.old or "", one.new or "")
            told.setdefault(key, replace(one, row=None))
    return told.values()


def _untracked_form(beside: Beside) -> tuple[str, ...]:
    """Return what differs in looks where all that was tracked is rejected."""
    pair = beside.pair
    if pair.state is not State.TRACKED or pair.old is None or pair.new is None:
        return ()
    old, new, rows = beside.settled_as("rejected")
    names = dict.fromkeys(name for row in rows for name in row.form)
    blanks = changed_blanks(old.stories, new.stories)
    return (*names, *blanks, *changed_frame(old.frame, new.frame))


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
