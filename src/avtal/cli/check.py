"""`avtal check` says what does not agree; `avtal rules` explains what it says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from avtal.cli.environment import cache_folder
from avtal.cli.options import json_option, templates_option
from avtal.cli.output import print_json, show_problems, tell_problems, write
from avtal.cli.swedish import DayType, FolderType, SwedishCommand
from avtal.language.swedish import listing
from avtal.problems import SEVERITIES, EnvironmentProblem, Problem, Severity, as_problem, clean

if TYPE_CHECKING:
    from avtal.making.check import CheckedCase

_PURPOSES = {
    "utkast": ("utkast kan göras", "utkast kan inte göras"),
    "faststallande": (
        "handlingarna kan läggas fram för beslut",
        "handlingarna kan inte läggas fram för beslut",
    ),
    "profiler": ("lagprofilerna kan användas", "lagprofilerna kan inte användas"),
}
_STAGES = ("utkast", "faststallande")


@click.command(cls=SwedishCommand)
@click.argument("cases", metavar="ÄRENDE…", type=FolderType(), nargs=-1, required=True)
@click.option(
    "--stage",
    metavar="STADIUM",
    type=click.Choice(_STAGES),
    default="utkast",
    help="Vad ärendet ska duga till: utkast, eller faststallande (underlag för beslut).",
)
@click.option("--strict", is_flag=True, help="Godkänn inte heller varningar och råd.")
@click.option(
    "--per-datum",
    "day",
    metavar="DATUM",
    type=DayType(),
    help="Dagen då åtgärder och uppföljningar bedöms (annars handlingens egen dag).",
)
@templates_option
@json_option
def check(
    cases: tuple[Path, ...],
    stage: str,
    strict: bool,
    day: date | None,
    templates: Path | None,
    as_json: bool,
) -> int:
    """Säg allt som inte stämmer i ÄRENDE, utan att göra några handlingar.

    ÄRENDE är mappen med ärendets innehåll, till exempel content/taby-2018. Ange gärna flera, eller
    content/* för alla. content/profiler prövar lagprofilerna.
    """
    from avtal.making.check import check as check_cases
    from avtal.rules.rule import Stage

    wanted = Stage.ADVICE if strict else Stage(stage)
    total: Counter[Severity] = Counter()
    codes: Counter[int] = Counter()
    problems: list[Problem] = []
    rows = []
    found_in = check_cases(
        cases, day, cache_folder(), templates=templates, rendered=stage == "faststallande"
    )
    for checked in found_in:
        found = (as_problem(checked.absent),) if checked.absent else checked.problems
        code = checked.exit_code(wanted)
        codes[code] += 1
        total += checked.counts()
        if as_json:
            problems += found
            row = {"case": checked.name, "exit_code": code, **_row(checked.counts())}
            rows.append({**row, "broken_templates": list(checked.broken_before)})
        elif checked.absent:
            tell_problems(found)
        else:
            show_problems(found)
            write(f"{checked.name}: {_summary(checked, stage, strict=strict)}\n")
    exit_code = max(codes, default=0)
    if as_json:
        result = {"stage": stage, "strict": strict, "cases": rows, "total": _row(total)}
        print_json("check", exit_code, problems, result)
    elif codes.total() > 1:
        stopped = codes.total() - codes[0]
        write(f"{codes.total()} ärenden, {stopped} som inte duger: {_counted(total)}.")
    return exit_code


def _row(counts: Mapping[Severity, int]) -> dict[str, int]:
    return {severity: counts[severity] for severity in SEVERITIES}


def _summary(checked: CheckedCase, stage: str, *, strict: bool) -> str:
    """Return the closing line of a case."""
    from avtal.rules.rule import Stage

    stopped = checked.exit_code(Stage(stage)) > 0
    verdict = _PURPOSES["profiler" if checked.profiles else stage][stopped]
    if checked.broken_before:
        verdict += f", eftersom {listing(checked.broken_before)} har fel (se ovan)"
    if not checked.rules_tried:
        verdict += ", och reglerna prövas först när felen är rättade"
    elif strict and not stopped and checked.exit_code(Stage.ADVICE):
        verdict += ", men allt är inte rättat"
    return f"{_counted(checked.counts())}; {verdict}."


def _counted(counts: Mapping[Severity, int]) -> str:
    """Return the counts in words: 1 fel, 2 varningar, 3 råd och 1 undantag."""
    warnings = "varning" if counts["varning"] == 1 else "varningar"
    return (
        f"{counts['fel']} fel, {counts['varning']} {warnings}, {counts['råd']} råd och "
        f"{counts['undantag']} undantag"
    )


@click.command(cls=SwedishCommand)
@click.argument("number", metavar="[NUMMER]", required=False)
@json_option
def rules(number: str | None, as_json: bool) -> None:
    """Lista reglerna, eller förklara regeln med NUMMER."""
    from avtal.language.hints import suggest
    from avtal.rules.catalogue import BY_CODE, RULES
    from avtal.rules.listing import as_json as rule_as_json
    from avtal.rules.listing import effect, explain

    if number is not None:
        number = number.lower().removeprefix("regel").strip()
        number = number.lstrip("0") if number.isdecimal() else number
    if number is not None and number not in BY_CODE:
        raise EnvironmentProblem(
            f"regel ”{clean(number)}” finns inte",
            "reglerna har nummer 1 till 64; avtal rules visar dem"
            if number.isdecimal()
            else suggest(number, BY_CODE),
        )
    chosen = RULES if number is None else (BY_CODE[number],)
    if as_json:
        print_json("rules", 0, (), {"rules": [rule_as_json(rule) for rule in chosen]})
    elif number is None:
        for rule in chosen:
            write(f"{rule.code:>10}  {rule.says} ({effect(rule)})")
    else:
        (rule,) = chosen
        name = rule.name
        write(f"{name[0].upper()}{name[1:]}: {rule.says}")
        for heading, text in explain(rule):
            write(f"\n{heading}: {text}")
