"""`avtal compare` and `avtal prove`: what differs between two versions, and redlines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from avtal.cli.command import Answer, Bundle, command
from avtal.cli.environment import cache_folder, processors, variables
from avtal.cli.lines import count, indent
from avtal.cli.options import PLACE, TEMPLATES, WHO, copy_option, day_option
from avtal.cli.swedish import Option, argument
from avtal.cli.types import ChoiceType, FileType, FolderType, LineType
from avtal.problems import shown

if TYPE_CHECKING:
    from avtal.case.stamp import Copy
    from avtal.compare.comparison import Comparison, ComparisonOrder, ShownChange
    from avtal.compare.documents.marks import Stretch
    from avtal.compare.documents.unseen import Unseen
    from avtal.compare.documents.worklist import Task
    from avtal.compare.findings import FindingChanges
    from avtal.compare.output import WrittenComparison
    from avtal.compare.redlines.proof import ProvedFiles
    from avtal.problems import Problem
    from avtal.register.acts.order import Who
    from avtal.register.opening import RegisterPlace
    from avtal.word.stories.revisions import Verdict

_LISTED = 4
_MOST_ROWS = 20


@dataclass(frozen=True)
class _ProofResult:
    proof: str
    faults: list[dict[str, Any]]
    unseen: list[dict[str, Any]]
    differing: list[dict[str, Any]]


def _verdicts() -> tuple[Verdict, ...]:
    from avtal.word.stories.revisions import Verdict

    return get_args(Verdict)


def _order(
    only: str | None, copy: Copy, verdict: Verdict | None, who: Who, day: date
) -> ComparisonOrder:
    from avtal.compare.comparison import ComparisonOrder

    noon = datetime.combine(day, time(12), UTC)
    return ComparisonOrder(who.by, noon, copy, only, verdict, processors())


_ORDER = Bundle(
    "order",
    _order,
    Option("--only HANDLING", None, "Jämför bara den handlingen: overenskommelse."),
    copy_option("fullstandig jämför allt; offentlig jämför de offentliga kopiorna."),
    Option(
        "--as SÄTT",
        ChoiceType(_verdicts),
        "Räkna spårade ändringar som godkända (accepted) eller avvisade (rejected).",
        name="verdict",
    ),
    WHO,
    day_option("Dagen som ändringarna märks med i Word (annars i dag)."),
)


@command(
    argument("old", "TIDIGARE", LineType()),
    argument("new", "NY", LineType()),
    Option(
        "--output MAPP",
        FolderType(),
        "Mappen som resultatet läggs under, i ÄRENDE/jamforelse (annars output).",
    ),
    _ORDER,
    TEMPLATES,
    PLACE,
)
def compare(
    old: str,
    new: str,
    output: Path | None,
    order: ComparisonOrder,
    templates: Path | None,
    place: RegisterPlace,
) -> Answer:
    """Visa vad som skiljer TIDIGARE och NY, och gör ändringsmarkerade Word-filer.

    En sida är ett ärende (content/taby-2018), en registrerad version ('KS 2018/211@1', @latest,
    @remiss), en git-revision (HEAD~1:content/taby-2018), en mapp med handlingar eller en Word-fil.
    """
    from avtal.case.workspace import output_here
    from avtal.compare.comparison import compare as compare_sides
    from avtal.compare.json_answer import as_json
    from avtal.compare.output import target_of, write_comparison
    from avtal.compare.redlines.engine import open_engine
    from avtal.compare.sides.named import Reading, read_side

    cache = cache_folder()
    reading = Reading(order.copy, templates, place, cache)
    with open_engine(cache, variables()) as engine:
        sides = read_side(old, reading), read_side(new, reading)
        case = sides[1].case or sides[0].case
        slugs = sides[0].slug, sides[1].slug, *([order.only] if order.only else [])
        target = target_of(output or output_here(), case, slugs, order.copy)
        comparison = compare_sides(*sides, engine, order)
    written = write_comparison(comparison, order, target, (*sides[0].reads, *sides[1].reads))
    return Answer(
        lambda: as_json(comparison, written.redlines, str(written.folder)),
        _lines(comparison, written),
        exit_code=int(comparison.differs),
    )


def _lines(comparison: Comparison, written: WrittenComparison) -> Iterator[str]:
    from avtal.compare.output import REPORT_FILE
    from avtal.compare.report import verdict
    from avtal.compare.telling import copy_said, document_said, redline_said

    yield copy_said(comparison)
    sides = shown(f"{comparison.old.name} → {comparison.new.name}")
    yield f"{sides}: {verdict(comparison)}"
    for told in comparison.changes or ():
        yield ""
        yield from _change_lines(told, comparison)
    yield from _finding_lines(comparison.findings)
    yield from _row_lines(comparison)
    yield from _unseen_lines(comparison)
    tasks = [task for one in comparison.documents for task in one.tasks]
    for task in tasks:
        yield ""
        yield from _task_lines(task)
    yield ""
    yield "Handlingar:"
    for one in comparison.documents:
        yield f"  {shown(f'{one.pair.title} ({one.pair.key})')}: {document_said(one)}"
        if one.pair.key in written.redlines:
            yield f"    {written.folder / written.redlines[one.pair.key]}"
            if one.redline and one.redline.has_remarks:
                yield f"    {redline_said(one)}"
        elif redline_said(one):
            yield f"    {redline_said(one)}"
    yield ""
    yield f"Rapporten: {written.folder / REPORT_FILE}"


def _change_lines(told: ShownChange, comparison: Comparison) -> Iterator[str]:
    from avtal.compare.telling import kind_name, unplaced
    from avtal.language.swedish import number_word

    change = told.change
    yield f"{kind_name(told)}: {change.label}"
    if change.marks:
        yield from indent(_mark(change.marks))
    else:
        yield from indent(f"tidigare: {change.old or 'inget'}")
        yield from indent(f"ny: {change.new or 'inget'}")
    shown = told.where.places[:_LISTED]
    for place in shown:
        earlier = " (i den tidigare versionen)" if place.side == "old" else ""
        yield f"    i {place.key}, {place.place}{earlier}"
    more = len(told.where.places) - len(shown)
    if more:
        places = "ställe" if more == 1 else "ställen"
        yield f"    och på {number_word(more)} {places} till (se rapporten)"
    if not shown:
        yield f"    {unplaced(told, comparison)}"
    where = told.after or told.before
    if where:
        yield f"    --> {where[0]}:{where[1]}"


def _finding_lines(findings: FindingChanges) -> Iterator[str]:
    for label, found in (("Nytt påpekande", findings.appeared), ("Borta", findings.gone)):
        for problem in found:
            yield ""
            yield f"{label}: {_finding(problem)}"
    for old, new in findings.changed:
        yield ""
        yield f"Ändrat påpekande: {_finding(new)}"
        yield f"    tidigare: {old.severity}: {old.message}"


def _row_lines(comparison: Comparison) -> Iterator[str]:
    """Yield the words that differ where no change in meaning says so: no content, a template."""
    from avtal.compare.documents.pairs import is_of_stamp
    from avtal.compare.telling import row_name

    caused = {key for cause in comparison.causes for key in cause.documents}
    for one in comparison.documents:
        if comparison.changes is not None and one.pair.key not in caused:
            continue
        if one.pair.old is None or one.pair.new is None:
            continue
        differing = (row for row in one.rows if row.state != "same")
        rows = [row for row in differing if not is_of_stamp(one.pair, row)]
        for row in rows[:_MOST_ROWS]:
            yield ""
            yield f"{row_name(row)}: {shown(f'{one.pair.key}, {row.unit.line.place()}')}"
            yield from indent(shown(" | ".join(map(_mark, row.cells))))
        if len(rows) > _MOST_ROWS:
            yield ""
            yield f"och {len(rows) - _MOST_ROWS} till i {shown(one.pair.key)} (se rapporten)"


def _unseen_lines(comparison: Comparison) -> Iterator[str]:
    from avtal.language.swedish import number_word

    if not any(one.unseen for one in comparison.documents):
        return
    yield ""
    yield "Ser lika ut men är det inte:"
    for one in comparison.documents:
        for _, found in groupby(one.unseen, attrgetter("kind")):
            told = list(found)
            for each in told[:_LISTED]:
                yield from _one_unseen(each, document=one.pair.key)
            more = len(told) - _LISTED
            if more > 0:
                yield f"    och {number_word(more)} till (se rapporten)"


def _finding(problem: Problem) -> str:
    about = f" [{', '.join(filter(None, (problem.code, problem.about)))}]"
    where = f" ({problem.file}:{problem.position.line})" if problem.position else ""
    return shown(f"{problem.severity}{about}: {problem.message}{where}")


def _task_lines(task: Task) -> Iterator[str]:
    from avtal.compare.telling import task_name, who_and_when

    yield f"{task.number}. {task_name(task)}: {shown(f'{task.key}, {task.place}')}"
    if task.moved_to:
        yield f"    flyttat till: {shown(task.moved_to)}"
    if task.remarks:
        yield f"    {shown('; '.join(task.remarks))}"
    if task.comment:
        yield from indent(f"”{shown(task.comment)}”")
    for reply in task.replies:
        yield f"    svar av {who_and_when(reply.author, reply.at)}:"
        yield from indent(f"”{shown(reply.text)}”")
    if task.about:
        yield from indent(f"om: ”{shown(task.about)}”")
    if task.marks:
        yield from indent(shown(_mark(task.marks)))
    for file, line in task.sources:
        yield f"    --> {file}:{line}"
    yield "    [ ] godta   [ ] avböj   [ ] fråga"


def _mark(marks: Sequence[Stretch]) -> str:
    """Return a text with what differs marked as in a draft: [-borttaget-] and {+tillagt+}."""
    from avtal.compare.documents.signs import told_apart

    forms = {"same": "{}", "old": "[-{}-]", "new": "{{+{}+}}"}
    return "".join(forms[mark.op].format(mark.text) for mark in told_apart(marks))


@command(
    argument("old", "TIDIGARE", FileType()),
    argument("new", "NY", FileType()),
    argument("redline", "ÄNDRINGSMARKERAD", FileType()),
)
def prove(old: Path, new: Path, redline: Path) -> Answer:
    """Pröva en ändringsmarkerad Word-fil, vem som än har gjort den.

    Godkänns alla ändringar ska den säga detsamma som NY, och avvisas alla detsamma som TIDIGARE.
    """
    from avtal.compare.json_answer import fault_as_json, unseen_as_json
    from avtal.compare.redlines.proof import prove_files

    found = prove_files(old, new, redline)
    proof = found.proof
    result = _ProofResult(
        proof.strength,
        [fault_as_json(fault) for fault in proof.faults],
        [{"when": verdict, **unseen_as_json(one)} for verdict, one in proof.unseen],
        [unseen_as_json(one) for one in found.differing],
    )
    is_right = proof.holds and not proof.unseen
    return Answer(result, _proof_lines(found), exit_code=int(not is_right))


def _proof_lines(found: ProvedFiles) -> Iterator[str]:
    from avtal.compare.telling import VERDICTS, fault_said

    proof = found.proof
    for fault in proof.faults:
        yield f"fel {VERDICTS[fault.verdict]}: {shown(fault.where)}"
        for label, text in (("ska stå", fault.expected), ("står", fault.found)):
            yield from indent(f"{label}: {shown(text) if text is not None else 'inget'}")
        if fault_said(fault):
            yield from indent(fault_said(fault))
    for verdict, one in proof.unseen:
        yield f"fel {VERDICTS[verdict]}, utan att det syns:"
        yield from _one_unseen(one, ("ska vara", "är"))
    if found.differing:
        yield "TIDIGARE och NY skiljer också i det här, som ser lika ut:"
        for one in found.differing:
            yield from _one_unseen(one)
    blank = ", så när som på tomma stycken" if proof.strength == "blank" else ""
    if not proof.holds:
        yield f"Filen är inte rätt: {count(len(proof.faults), 'ställe', 'ställen')}."
    elif proof.unseen:
        wrong = count(len(proof.unseen), "sak", "saker")
        yield f"Orden är rätt i båda riktningarna{blank}, men {wrong} som inte syns är fel."
    else:
        yield f"Filen är rätt: ord för ord i båda riktningarna{blank}."


def _one_unseen(
    one: Unseen, labels: tuple[str, str] = ("tidigare", "ny"), document: str = ""
) -> Iterator[str]:
    from avtal.compare.telling import UNSEEN

    place = f"{document}, {one.place}" if document else one.place
    yield f"  {UNSEEN[one.kind]}: {shown(place)}"
    if one.about:
        yield from indent(f"”{shown(one.about)}”")
    for label, said in zip(labels, (one.old, one.new), strict=True):
        yield from indent(f"{label}: {shown(said or 'inget')}")
