"""`avtal compare` and `avtal prove`: what differs between two versions, and redlines."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from avtal.cli.environment import cache_folder
from avtal.cli.options import (
    COPIES,
    by_option,
    copy_option,
    day_option,
    json_option,
    register_options,
    register_place,
    templates_option,
    today,
    who,
)
from avtal.cli.output import print_json, write
from avtal.cli.swedish import FileType, FolderType, LineType, SwedishCommand

if TYPE_CHECKING:
    from avtal.compare.comparison import Comparison, ShownChange
    from avtal.compare.documents.marks import Stretch
    from avtal.compare.documents.worklist import Task
    from avtal.compare.output import WrittenComparison

_LISTED = 4
_VERDICTS = ("accepted", "rejected")


@click.command(cls=SwedishCommand)
@click.argument("old", metavar="TIDIGARE", type=LineType())
@click.argument("new", metavar="NY", type=LineType())
@click.option(
    "--output",
    metavar="MAPP",
    type=FolderType(),
    help="Mappen som resultatet läggs under, i ÄRENDE/jamforelse (annars output).",
)
@click.option("--only", metavar="HANDLING", help="Jämför bara den handlingen: overenskommelse.")
@copy_option("fullstandig jämför allt; offentlig jämför de offentliga kopiorna.")
@click.option(
    "--as",
    "verdict",
    metavar="SÄTT",
    type=click.Choice(_VERDICTS),
    help="Räkna spårade ändringar som godkända (accepted) eller avvisade (rejected).",
)
@by_option
@day_option("Dagen som ändringarna märks med i Word (annars i dag).")
@templates_option
@register_options
@json_option
def compare(
    old: str,
    new: str,
    output: Path | None,
    only: str | None,
    copy: str,
    verdict: str | None,
    by: str | None,
    day: date | None,
    templates: Path | None,
    register: Path | None,
    database: str | None,
    as_json: bool,
) -> int:
    """Visa vad som skiljer TIDIGARE och NY, och gör ändringsmarkerade Word-filer.

    En sida är ett ärende (content/taby-2018), en registrerad version ('KS 2018/211@1', @latest,
    @remiss), en git-revision (HEAD~1:content/taby-2018), en mapp med handlingar eller en Word-fil.
    """
    from avtal.case.workspace import output_here
    from avtal.compare.comparison import ComparisonOrder
    from avtal.compare.comparison import compare as compare_sides
    from avtal.compare.output import target_of, write_comparison
    from avtal.compare.redlines.engine import open_engine
    from avtal.compare.sides.named import Reading, read_side
    from avtal.compare.telling import as_json as comparison_as_json

    cache = cache_folder()
    reading = Reading(COPIES[copy], templates, register_place(register, database), cache)
    order = ComparisonOrder(
        who(by).by,
        datetime.combine(day or today(), time(12), UTC),
        COPIES[copy],
        only,
        None if verdict is None else "accepted" if verdict == "accepted" else "rejected",
        os.cpu_count() or 1,
    )
    with open_engine(cache, os.environ) as engine:
        sides = read_side(old, reading), read_side(new, reading)
        case = sides[1].case or sides[0].case
        slugs = sides[0].slug, sides[1].slug
        target = target_of(output or output_here(), case, slugs, COPIES[copy])
        comparison = compare_sides(*sides, engine, order)
    written = write_comparison(comparison, order, target, (*sides[0].reads, *sides[1].reads))
    exit_code = int(comparison.differs)
    if as_json:
        result = comparison_as_json(comparison, written.redlines, str(written.folder))
        print_json("compare", exit_code, (), result)
        return exit_code
    for line in _lines(comparison, written):
        write(line)
    return exit_code


def _lines(comparison: Comparison, written: WrittenComparison) -> Iterator[str]:
    from avtal.compare.output import REPORT_FILE
    from avtal.compare.report import verdict
    from avtal.compare.telling import MARKED, STATES, redline_said

    yield MARKED[comparison.copy]
    yield f"{comparison.old.name} → {comparison.new.name}: {verdict(comparison)}"
    for told in comparison.changes or ():
        yield ""
        yield from _change_lines(told)
    for label, found in (("Nytt påpekande", comparison.appeared), ("Borta", comparison.gone)):
        for problem in found:
            yield ""
            yield f"{label}: {problem.severity}: {problem.message}"
    tasks = [task for one in comparison.documents for task in one.tasks]
    for task in tasks:
        yield ""
        yield from _task_lines(task)
    yield ""
    yield "Handlingar:"
    for one in comparison.documents:
        yield f"  {one.pair.title} ({one.pair.key}): {STATES[one.pair.state]}"
        if one.pair.key in written.redlines:
            yield f"    {written.folder / written.redlines[one.pair.key]}"
        elif redline_said(one):
            yield f"    {redline_said(one)}"
    yield ""
    yield f"Rapporten: {written.folder / REPORT_FILE}"


def _change_lines(told: ShownChange) -> Iterator[str]:
    from avtal.compare.telling import kind_name

    change = told.change
    yield f"{kind_name(told)}: {change.label}"
    if change.marks:
        yield from _indented(_marked(change.marks))
    else:
        yield from _indented(f"tidigare: {change.old or 'inget'}")
        yield from _indented(f"ny: {change.new or 'inget'}")
    shown = told.shown[:_LISTED]
    for place in shown:
        yield f"    i {place.key}, {place.place}"
    if len(told.shown) > len(shown):
        yield f"    och på {len(told.shown) - len(shown)} ställen till (se rapporten)"
    where = told.after or told.before
    if where:
        yield f"    --> {where[0]}:{where[1]}"


def _task_lines(task: Task) -> Iterator[str]:
    from avtal.compare.telling import TASKS

    who = "" if task.kind == "untracked" else f" av {task.author} {task.at}".rstrip()
    yield f"{task.number}. {TASKS[task.kind]}{who}: {task.key}, {task.place}"
    if task.comment:
        yield from _indented(f"”{task.comment}”")
    yield from _indented(_marked(task.marks))
    for file, line in task.sources:
        yield f"    --> {file}:{line}"
    yield "    [ ] godta   [ ] avböj   [ ] fråga"


def _marked(marks: Sequence[Stretch]) -> str:
    """Return a text with what differs marked as in a draft: [-borttaget-] and {+tillagt+}."""
    forms = {"same": "{}", "old": "[-{}-]", "new": "{{+{}+}}"}
    return "".join(forms[mark.op].format(mark.text) for mark in marks)


def _indented(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        yield f"    {line}"


@click.command(cls=SwedishCommand)
@click.argument("old", metavar="TIDIGARE", type=FileType())
@click.argument("new", metavar="NY", type=FileType())
@click.argument("redline", metavar="ÄNDRINGSMARKERAD", type=FileType())
@json_option
def prove(old: Path, new: Path, redline: Path, as_json: bool) -> int:
    """Pröva en ändringsmarkerad Word-fil, vem som än har gjort den.

    Godkänns alla ändringar ska den säga detsamma som NY, och avvisas alla detsamma som TIDIGARE.
    """
    from avtal.compare.redlines.proof import prove_files
    from avtal.compare.telling import VERDICTS, fault_as_json

    proof = prove_files(old, new, redline)
    exit_code = int(not proof.holds)
    if as_json:
        result = {
            "proof": proof.strength,
            "faults": [fault_as_json(fault) for fault in proof.faults],
        }
        print_json("prove", exit_code, (), result)
        return exit_code
    for fault in proof.faults:
        write(f"fel {VERDICTS[fault.verdict]}: {fault.place}")
        for label, text in (("ska stå", fault.expected), ("står", fault.found)):
            for line in _indented(f"{label}: {text if text is not None else 'inget'}"):
                write(line)
    if proof.holds:
        blank = ", så när som på tomma stycken" if proof.strength == "blank" else ""
        write(f"Filen är rätt: ord för ord i båda riktningarna{blank}.")
    else:
        write(f"Filen är inte rätt: {len(proof.faults)} ställen.")
    return exit_code
