"""A rule: what it says, why, what to do, when it blocks, and the functions that look for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from avtal.problems import Severity
from avtal.rules.finding import Finding
from avtal.rules.material import Material


class Stage(StrEnum):
    """What a finding blocks: the draft, the registration for a decision, or nothing."""

    DRAFT = "utkast"
    APPROVAL = "faststallande"
    ADVICE = "rad"

    @property
    def severity(self) -> Severity:
        """The word that stands before a finding."""
        return _SEVERITIES[self]


_SEVERITIES: dict[Stage, Severity] = {
    Stage.DRAFT: "fel",
    Stage.APPROVAL: "varning",
    Stage.ADVICE: "råd",
}


@dataclass(frozen=True, slots=True)
class Check:
    """One function of a rule. `excusable`: an editor may accept what it finds, with a reason."""

    stage: Stage
    function: Callable[[Material], Iterable[Finding]]
    excusable: bool = False


def draft(function: Callable[[Material], Iterable[Finding]]) -> Check:
    """Return a check without which no draft can be made."""
    return Check(Stage.DRAFT, function)


def approval(function: Callable[[Material], Iterable[Finding]]) -> Check:
    """Return a check that must be met before a decision."""
    return Check(Stage.APPROVAL, function)


def approval_or_reason(function: Callable[[Material], Iterable[Finding]]) -> Check:
    """Return a check that must be met, or excepted with a reason, before a decision."""
    return Check(Stage.APPROVAL, function, excusable=True)


def advice(function: Callable[[Material], Iterable[Finding]]) -> Check:
    """Return a check that never blocks."""
    return Check(Stage.ADVICE, function, excusable=True)


class Held(NamedTuple):
    """What holds a rule, or part of it, without a check; the test that proves it names the rule.

    `refused`: content that breaks it is told as wrong when it is read.
    """

    sentence: str
    refused: bool


def by_construction(sentence: str) -> Held:
    """Return what holds a rule because of how documents are made."""
    return Held(sentence, refused=False)


def when_read(sentence: str) -> Held:
    """Return what the models see to, so that no case can break it."""
    return Held(sentence, refused=True)


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the list of consistency rules, or one of our own where `code` is a word.

    `documents` are the keys of the documents that must be in the case for it to run. `by_law` rules
    run only where the law profile of the case names them. `exact` is False where a rule reads prose
    and may be wrong.
    """

    code: str
    says: str
    why: str
    remedy: str
    documents: tuple[str, ...] = ()
    checks: tuple[Check, ...] = ()
    held_by: Held | None = None
    by_law: bool = False
    exact: bool = True

    @property
    def name(self) -> str:
        """What a finding calls the rule: `regel 29`, or the word."""
        return f"regel {self.code}" if self.code.isdecimal() else self.code
