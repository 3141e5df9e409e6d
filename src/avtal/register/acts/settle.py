"""An order and the case that it is about, held against each other before anything is rendered."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from avtal.case.load import Case
from avtal.case.stamp import Copy
from avtal.case.workspace import find_case, templates_of, workspace_of
from avtal.language.hints import suggest
from avtal.language.swedish import together
from avtal.making.rendering import Ready, prepare_case
from avtal.model.approval import Purpose
from avtal.model.diarienummer import Diarienummer
from avtal.model.parties import Party
from avtal.problems import EnvironmentProblem, clean
from avtal.register.acts.order import RegistrationOrder
from avtal.register.acts.revisions import with_number
from avtal.register.ledger.address import read_case_number


class Settled(NamedTuple):
    """A case whose diarienummer is known, its workspace, and the names of who it goes to."""

    made: Ready
    workspace: Path
    number: Diarienummer
    recipients: str | None


def settle(order: RegistrationOrder) -> Settled:
    """Return the case of an order.

    Raises CaseError with what is wrong in the case, EnvironmentProblem with what is wrong in the
    order or does not agree between them.
    """
    folder = find_case(order.case)
    workspace = workspace_of(folder)
    templates = templates_of(folder, order.templates)
    made = prepare_case(folder, templates, Copy.FULL, order.cache)
    case = with_case_number(made.case, order.case_number)
    assert case.facts.case_number is not None
    _check_days(order)
    made = replace(made, case=case)
    return Settled(made, workspace, case.facts.case_number, _recipients(case, order))


def with_case_number(case: Case, given: str | None) -> Case:
    """Return the case with its diarienummer, from the content or as it is given.

    Raises EnvironmentProblem where there is none, or where the two do not agree.
    """
    number = read_case_number(given) if given is not None else None
    own = case.facts.case_number
    if own is None and number is None:
        raise EnvironmentProblem(
            "ärendet har inget diarienummer",
            "fyll i diarienummer i arende.yaml, eller ange --dnr",
        )
    if own is not None and number not in {None, own.text}:
        raise EnvironmentProblem(
            f"--dnr {number} stämmer inte med innehållet, som har {own}",
            "rätta det som är fel; står numret i arende.yaml behövs inte --dnr",
        )
    pattern = case.facts.municipality.number_pattern
    if number is not None and not pattern.matches(Diarienummer(number)):
        raise EnvironmentProblem(
            f"--dnr {number} följer inte kommunens mönster {pattern.text}",
            "rätta diarienumret (utan handlingsnummer)",
        )
    return with_number(case, number)


def _recipients(case: Case, order: RegistrationOrder) -> str | None:
    """Return the names of the parties that the version goes to."""
    parties: dict[str, Party] = {party.id: party for party in case.facts.parties}
    for recipient in order.recipients:
        if recipient not in parties:
            raise EnvironmentProblem(
                f"--to {clean(recipient)}: ärendet har ingen sådan part",
                suggest(recipient, parties),
            )
    return together(parties[one].name for one in order.recipients)


def _check_days(order: RegistrationOrder) -> None:
    if order.reply_by and order.purpose is not Purpose.REMISS:
        raise EnvironmentProblem("--reply-by hör till en remiss", "ta bort --reply-by")
    if order.reply_by and order.reply_by < order.day:
        raise EnvironmentProblem(
            f"--reply-by {order.reply_by} är före dagen för remissen, {order.day}",
            "rätta dagen",
        )
    if order.day > order.who.now.date():
        raise EnvironmentProblem(
            f"--date {order.day} har inte varit än", "ange en dag som har varit, eller i dag"
        )
