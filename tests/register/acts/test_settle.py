"""An order that does not agree with its case is told in a sentence, before anything is rendered."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from avtal.model.approval import Purpose
from avtal.problems import EnvironmentProblem
from tests.conftest import Workspace
from tests.register.registering import Desk


@pytest.fixture
def desk(workspace: Workspace) -> Desk:
    return Desk(workspace)


@pytest.fixture
def ready(workspace: Workspace) -> Desk:
    """Return a desk with a case that can be a basis for a decision."""
    return Desk(workspace, "tre-parter")


WRONG: dict[str, tuple[Callable[[Desk], object], str, str]] = {
    "no number": (
        lambda desk: desk.register(case_number=None),
        "ärendet har inget diarienummer",
        "fyll i diarienummer i arende.yaml, eller ange --dnr",
    ),
    "not the pattern": (
        lambda desk: desk.register(case_number="KS/2024:12"),
        "--dnr KS/2024:12 följer inte kommunens mönster {nämnd} {år}/{löpnummer}",
        "rätta diarienumret (utan handlingsnummer)",
    ),
    "no number at all": (
        lambda desk: desk.register(case_number="hej"),
        "”hej” är inget diarienummer",
        "skriv det inom citattecken, till exempel 'KS 2018/211'",
    ),
    "no such party": (
        lambda desk: desk.register(recipients=("polisen",)),
        "--to polisen: ärendet har ingen sådan part",
        "menade du ”polis”?",
    ),
    "a day to come": (
        lambda desk: desk.register(day=date(2027, 1, 1)),
        "--date 2027-01-01 har inte varit än",
        "ange en dag som har varit, eller i dag",
    ),
    "a reply before": (
        lambda desk: desk.register(reply_by=date(2026, 1, 1)),
        "--reply-by 2026-01-01 är före dagen för remissen, 2026-11-26",
        "rätta dagen",
    ),
    "a reply to what is no remiss": (
        lambda desk: desk.register(Purpose.BASIS, reply_by=date(2027, 1, 1)),
        "--reply-by hör till en remiss",
        "ta bort --reply-by",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_order_is_told_in_a_sentence(desk: Desk, name: str) -> None:
    action, message, help = WRONG[name]
    with pytest.raises(EnvironmentProblem) as caught:
        action(desk)
    assert (caught.value.message, caught.value.help) == (message, help)
    assert desk.is_untouched()


def test_a_number_that_contradicts_the_content(ready: Desk) -> None:
    with pytest.raises(EnvironmentProblem, match="stämmer inte med innehållet"):
        ready.register(case_number="2026/KS 0043 170")
