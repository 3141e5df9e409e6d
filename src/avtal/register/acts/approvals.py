"""Approve the content of a case: it holds for that content, to the last character."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from avtal.case.load import load
from avtal.language.hints import suggest
from avtal.making.manifest import content_hash
from avtal.model.diarienummer import Diarienummer
from avtal.problems import CaseError, EnvironmentProblem, clean
from avtal.register.acts.known import read_known_case
from avtal.register.acts.new_case import NewCase
from avtal.register.acts.order import Who
from avtal.register.acts.settle import with_case_number
from avtal.register.events.kinds import ContentApproved
from avtal.register.ledger.entry import Head
from avtal.register.opening import RegisterPlace, changing
from avtal.rules.catalogue import findings


@dataclass(frozen=True)
class Approved:
    """An approval: of which content, by the holder of which function, and the chain's end.

    `opened` is what the case is easily taken for where nothing is registered in it.
    """

    case_number: str
    function: str
    title: str
    content_sha256: str
    head: Head
    opened: NewCase | None


def approve(
    place: RegisterPlace, folder: Path, function: str, who: Who, case_number: str | None = None
) -> Approved:
    """Enter that the holder of a function approves the content of the case as it is now.

    Raises CaseError with what is wrong in the content, EnvironmentProblem for a function that the
    case does not have or a case without diarienummer.
    """
    case = with_case_number(load(folder), case_number)
    errors = [problem for problem in findings(case) if problem.severity == "fel"]
    if errors:
        raise CaseError(errors)
    titles = {one.id: one.title for one in case.facts.functions}
    if function not in titles:
        raise EnvironmentProblem(
            f"--as {clean(function)}: ärendet har ingen sådan funktion", suggest(function, titles)
        )
    number, content = str(case.facts.case_number), content_hash(case.files)
    data = ContentApproved(function=function, title=titles[function], content_sha256=content)
    with changing(place) as register, register.store.turn(Diarienummer(number).slug()):
        # That the content is of the case by this number is seen to as when it is registered.
        known = read_known_case(register, Diarienummer(number), case)
        with register.ledger.entry(who.at, who.by) as entry:
            entry.add(number, data)
    return Approved(number, function, titles[function], content, entry.head, known.opened)
