"""The communication plan: what is told is told on a day, or time after time."""

from __future__ import annotations

import pytest

from avtal.model.communication import CommunicationPlan
from tests.model.contents import made, refused

FILE = "kommunikationsplan.yaml"
DAY = "    datum: 2026-04-15\n"
AGAIN = "    återkommer: varje kvartal\n"


@pytest.mark.parametrize("lines", ["", DAY + AGAIN])
def test_neither_both_nor_none_of_day_and_recurrence(lines: str) -> None:
    assert refused(CommunicationPlan, FILE, DAY, lines) == (
        "en insats ska ha antingen datum eller återkommer",
        ("insatser", 0, "id"),
    )


def test_one_of_them_is_enough() -> None:
    plan = made(CommunicationPlan, FILE, {DAY: AGAIN})
    assert (plan.items[0].date, plan.items[0].recurrence) == (None, "varje kvartal")
