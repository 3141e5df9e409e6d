"""Lines that several commands print."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from avtal.cli.command import Aside
from avtal.language.swedish import listing, local_moment
from avtal.problems import Problem, format_problem

if TYPE_CHECKING:
    from avtal.register.acts.new_case import NewCase
    from avtal.register.ledger.entry import Head


def problem_lines(problems: Iterable[Problem]) -> Iterator[str]:
    """Yield problems, an empty line after each."""
    return (format_problem(problem) + "\n" for problem in problems)


def finding_lines(findings: Sequence[Problem]) -> Iterator[str]:
    """Yield, beside the result, what the rules warn of, and how much they say else."""
    yield from map(Aside, problem_lines(one for one in findings if one.severity == "varning"))
    quiet = Counter(one.severity for one in findings)
    if quiet["råd"] or quiet["undantag"]:
        also = f"{quiet['råd']} råd och {quiet['undantag']} undantag"
        yield Aside(f"Dessutom {also}; avtal check visar dem.\n")


def leftover_lines(cleaned: Sequence[str]) -> Iterator[str]:
    """Yield what is said of what an interrupted run had left, if anything."""
    if cleaned:
        from avtal.register.diary.telling import tell_cleared

        said = tell_cleared(cleaned)
        yield f"{said[:1].upper()}{said[1:]}."


def head_lines(head: Head) -> Iterator[str]:
    """Yield the end of the chain as a line to note in the minutes or send to the other party.

    Before it, beside the result, that the clock stood wrong when it was made.
    """
    if head.clock_behind is not None:
        yield Aside(
            f"Obs! Datorns klocka står före den förra händelsen, {local_time(head.clock_behind)}; "
            "det är antecknat. Ställ klockan.\n"
        )
    yield f"Registrets kontrollsumma efter händelse {head.length}: {head.hash}"


def new_case_lines(opened: NewCase | None) -> Iterator[str]:
    """Yield, beside the result, that a case is new in the register, and what it may be instead."""
    if opened is None:
        return
    said = f"Obs! Ärendet {opened.case_number} är nytt i registret."
    if opened.near:
        said += f" {opened.near} finns redan."
    if opened.twins:
        said += f" {listing(opened.twins)} har samma titel och kommun."
    if opened.near or opened.twins:
        said += " Är numret fel, rätta det, och makulera det som är registrerat."
    yield Aside(f"{said}\n")


def indent(text: str) -> Iterator[str]:
    """Yield the lines of a text, four blanks before each."""
    return (f"    {line}" for line in text.split("\n"))


def count(number: int, one: str, many: str) -> str:
    """Return how many there are, in words: 1 version, 2 versioner."""
    return f"{number} {one if number == 1 else many}"


def local_time(at: str) -> str:
    """Return a moment of the register in the time of the place."""
    return local_moment(at).strftime("%Y-%m-%d %H.%M")
