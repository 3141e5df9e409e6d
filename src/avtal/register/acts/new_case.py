"""A case that is new in the register, and one that only has the number of another.

A mistyped diarienummer opens a case that nobody meant, and one that was copied with the content
would let two cases run together; neither can be undone, so both are said.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from avtal.case.load import Case
from avtal.case.workspace import FACTS_FILE
from avtal.problems import CaseError, Problem, clean
from avtal.register.ledger import queries
from avtal.register.ledger.queries import Row
from avtal.register.ledger.schema import CASES


@dataclass(frozen=True)
class NewCase:
    """A case that is opened: what it is easily taken for.

    `near` is a case with a number much like it, `twins` those of the same municipality and title.
    """

    case_number: str
    near: str | None
    twins: tuple[str, ...] = ()


def new_case(connection: Connection, number: str, case: Case | None = None) -> NewCase:
    """Return what a new case is easily taken for; `case` is its content, if it has any."""
    twins: list[str] = []
    if case is not None:
        facts = case.facts
        query = select(CASES.c.case_number).where(
            CASES.c.title == facts.title,
            CASES.c.municipality == facts.municipality_name,
        )
        twins = list(connection.execute(query.order_by(CASES.c.case_number)).scalars())
    return NewCase(number, _near(number, queries.case_numbers(connection)), tuple(twins))


def _near(number: str, known: Sequence[str]) -> str | None:
    """Return a known number from which one sign, or two that change places, tells it apart."""
    from rapidfuzz.distance import OSA  # dear to import, and only a new case needs it

    return next((one for one in known if OSA.distance(one, number, score_cutoff=1) == 1), None)


def refuse_another_case(known: Row | None, case: Case, name: str | None) -> None:
    """Raise CaseError where the content is of another case than the register has by its number.

    `known` is the case in the register, `name` the folder of the content that its last version was
    made of, if it is known.
    """
    if known is None:
        return
    problems = list(_differences({**known, "name": known["name"] or name}, case))
    if problems:
        raise CaseError(problems)


def _differences(known: Row, case: Case) -> Iterator[Problem]:
    number = known["case_number"]
    facts = case.facts
    for column, path, what, option, value in (
        ("municipality", "kommun", "gäller", "--municipality", facts.municipality_name),
        ("name", "diarienummer", "har sitt innehåll i mappen", "--folder", case.name),
        ("title", "titel", "heter", "--title", facts.title),
    ):
        said = known[column]
        if said is not None and said != value:
            yield case.problem(
                FACTS_FILE,
                (path,),
                "diarienummer",
                f"ärendet {number} {what} ”{clean(said, None)}” i registret, men "
                f"”{clean(value, None)}” i innehållet",
                "är det ett annat ärende, rätta diarienumret; är det samma, rätta registret: "
                f"avtal correct '{number}' {option} '{clean(value, None)}' --reason TEXT",
            )
            return
