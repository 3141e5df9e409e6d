"""`avtal check` says what does not agree; `avtal rules` explains what it says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import tee
from pathlib import Path
from typing import TYPE_CHECKING, Any

from avtal.cli.command import Answer, Aside, command
from avtal.cli.environment import cache_folder
from avtal.cli.lines import count, problem_lines
from avtal.cli.options import CASES, TEMPLATES
from avtal.cli.swedish import Option, argument, flag
from avtal.cli.types import ChoiceType, DayType
from avtal.language.swedish import listing
from avtal.problems import SEVERITIES, EnvironmentProblem, Problem, Severity, as_problem, clean

if TYPE_CHECKING:
    from avtal.making.check import CheckedCase
    from avtal.rules.rule import Rule, Stage

_VERDICTS = {
    "utkast": ("utkast kan göras", "utkast kan inte göras"),
    "faststallande": (
        "handlingarna kan läggas fram för beslut",
        "handlingarna kan inte läggas fram för beslut",
    ),
    "profiler": ("lagprofilerna kan användas", "lagprofilerna kan inte användas"),
    "ordlistor": ("ordlistorna kan användas", "ordlistorna kan inte användas"),
}


@dataclass(frozen=True)
class _Result:
    stage: Stage
    strict: bool
    cases: list[dict[str, Any]]
    total: Mapping[Severity, int]


def _stages() -> tuple[Stage, ...]:
    from avtal.rules.rule import Stage

    return Stage.DRAFT, Stage.APPROVAL


@command(
    CASES,
    Option(
        "--stage STADIUM",
        ChoiceType(_stages),
        "Vad ärendet ska duga till: utkast, eller faststallande (underlag för beslut).",
        default="utkast",
    ),
    flag("--strict", "Godkänn inte heller varningar och råd."),
    Option(
        "--per-datum DATUM",
        DayType(),
        "Dagen då åtgärder och uppföljningar bedöms (annars handlingens egen dag).",
        name="day",
    ),
    TEMPLATES,
)
def check(
    cases: tuple[Path, ...], stage: Stage, strict: bool, day: date | None, templates: Path | None
) -> Answer:
    """Säg allt som inte stämmer i ÄRENDE, utan att göra några handlingar.

    ÄRENDE är mappen med ärendets innehåll, till exempel content/taby-2018. Ange gärna flera, eller
    content/* för alla. content/profiler prövar lagprofilerna, content/ordlistor ordlistorna.
    """
    from avtal.making.check import check as check_cases
    from avtal.rules.rule import Stage

    wanted = Stage.ADVICE if strict else stage
    found = check_cases(
        cases, day, cache_folder(), templates=templates, rendered=stage is Stage.APPROVAL
    )
    # A case is told when it is checked; who comes to it afterwards gets what was found.
    to_tell, to_count, to_list, to_judge = tee(found, 4)
    return Answer(
        lambda: _result(list(to_count), stage, wanted),
        _lines(to_tell, stage, wanted),
        (problem for checked in to_list for problem in _problems(checked)),
        lambda: max((checked.exit_code(wanted) for checked in to_judge), default=0),
    )


def _problems(checked: CheckedCase) -> tuple[Problem, ...]:
    return (as_problem(checked.absent),) if checked.absent else checked.problems


def _result(found: list[CheckedCase], stage: Stage, wanted: Stage) -> _Result:
    rows = [
        {
            "case": checked.name,
            "exit_code": checked.exit_code(wanted),
            **_counts(checked.counts()),
            "broken_templates": checked.broken_before,
        }
        for checked in found
    ]
    total = Counter(problem.severity for checked in found for problem in checked.problems)
    return _Result(stage, wanted is not stage, rows, _counts(total))


def _counts(counts: Mapping[Severity, int]) -> dict[Severity, int]:
    return {severity: counts[severity] for severity in SEVERITIES}


def _lines(found: Iterable[CheckedCase], stage: Stage, wanted: Stage) -> Iterator[str]:
    total: Counter[Severity] = Counter()
    codes: Counter[int] = Counter()
    for checked in found:
        codes[checked.exit_code(wanted)] += 1
        total += checked.counts()
        if checked.absent:
            yield from map(Aside, problem_lines(_problems(checked)))
        else:
            yield from problem_lines(checked.problems)
            name = f"{checked.name} ({listing(checked.files)})" if checked.files else checked.name
            yield f"{name}: {_summary(checked, stage, strict=wanted is not stage)}\n"
    if codes.total() > 1:
        stopped = codes.total() - codes[0]
        yield f"{codes.total()} ärenden, {stopped} som inte duger: {_count(total)}."


def _summary(checked: CheckedCase, stage: Stage, *, strict: bool) -> str:
    """Return the closing line of a case."""
    from avtal.rules.rule import Stage

    stopped = checked.exit_code(stage) > 0
    verdict = _VERDICTS[checked.name if checked.shared else stage][stopped]
    if checked.broken_before:
        verdict += f", eftersom {listing(checked.broken_before)} har fel (se ovan)"
    if not checked.rules_tried:
        verdict += ", och reglerna prövas först när felen är rättade"
    elif strict and not stopped and checked.exit_code(Stage.ADVICE):
        verdict += ", men allt är inte rättat"
    return f"{_count(checked.counts())}; {verdict}."


def _count(counts: Mapping[Severity, int]) -> str:
    """Return the counts in words: 1 fel, 2 varningar, 3 råd och 1 undantag."""
    warnings = count(counts["varning"], "varning", "varningar")
    return f"{counts['fel']} fel, {warnings}, {counts['råd']} råd och {counts['undantag']} undantag"


@command(argument("number", "[NUMMER]", required=False))
def rules(number: str | None) -> Answer:
    """Lista reglerna, eller förklara regeln med NUMMER."""
    from avtal.rules.catalogue import RULES
    from avtal.rules.listing import as_json, effect

    if number is None:
        lines = (f"{rule.code:>10}  {rule.says} ({effect(rule)})" for rule in RULES)
        return Answer({"rules": map(as_json, RULES)}, lines)
    rule = _rule(number)
    return Answer({"rules": [as_json(rule)]}, _rule_lines(rule))


def _rule(number: str) -> Rule:
    """Return the rule with a number, which may be written as a finding names it."""
    from avtal.language.hints import suggest
    from avtal.rules.catalogue import BY_CODE, NUMBERED

    number = number.lower().removeprefix("regel").strip()
    number = number.lstrip("0") if number.isdecimal() else number
    if number not in BY_CODE:
        raise EnvironmentProblem(
            f"regel ”{clean(number)}” finns inte",
            f"reglerna har nummer 1 till {len(NUMBERED)}; avtal rules visar dem"
            if number.isdecimal()
            else suggest(number, BY_CODE),
        )
    return BY_CODE[number]


def _rule_lines(rule: Rule) -> Iterator[str]:
    from avtal.rules.listing import explain

    yield f"{rule.name[0].upper()}{rule.name[1:]}: {rule.says}"
    for heading, text in explain(rule):
        yield f"\n{heading}: {text}"
