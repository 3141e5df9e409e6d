"""What the rules say of two cases: which findings are new, which are gone, which say otherwise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from avtal.problems import Problem


@dataclass(frozen=True)
class FindingChanges:
    """Findings that only the new case has, those that only the old one has, and (old, new) pairs.

    A finding is the same one where the same rule says something of the same thing; it has changed
    where its words or its severity have.
    """

    appeared: tuple[Problem, ...] = ()
    gone: tuple[Problem, ...] = ()
    changed: tuple[tuple[Problem, Problem], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.appeared or self.gone or self.changed)


def finding_changes(old: Sequence[Problem], new: Sequence[Problem]) -> FindingChanges:
    """Return what differs between the findings of two cases, wherever they stand."""
    gone, appeared = _unlike(old, new), _unlike(new, old)
    changed = []
    for problem in list(appeared):
        was = next((one for one in gone if _subject(one) == _subject(problem)), None)
        if was is not None:
            gone.remove(was)
            appeared.remove(problem)
            changed.append((was, problem))
    return FindingChanges(tuple(appeared), tuple(gone), tuple(changed))


def _unlike(here: Sequence[Problem], there: Sequence[Problem]) -> list[Problem]:
    """Return the findings that the other side does not have word for word, as often."""
    left = Counter(map(_words, there))
    found = []
    for problem in here:
        if left[_words(problem)]:
            left[_words(problem)] -= 1
        else:
            found.append(problem)
    return found


def _words(problem: Problem) -> Hashable:
    return (*_subject(problem), problem.severity, problem.message)


def _subject(problem: Problem) -> tuple[str, str]:
    return problem.code, problem.about
