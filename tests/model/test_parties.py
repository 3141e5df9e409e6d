"""Parties and people: the name that binds the police, and the appointment of a day."""

from __future__ import annotations

from datetime import date

import pytest

from avtal.model.facts import CaseFacts
from tests.model.contents import derived_from, made, refused

FILE = "arende.yaml"
LEGAL = "    juridiskt_namn: Polismyndigheten genom lokalpolisområde Mellanåsen\n"


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("", "lokalpolisområde Mellanåsen"),
        ("    juridiskt_namn: Polisen i Mellanåsen\n", "Polisen i Mellanåsen"),
    ],
)
def test_the_police_is_bound_by_its_authority(line: str, name: str) -> None:
    assert refused(CaseFacts, FILE, LEGAL, line) == (
        f"polisens juridiska namn är ”{name}” men myndigheten är Polismyndigheten",
        ("parter", 1, "juridiskt_namn"),
    )


def test_the_name_is_the_legal_name_where_no_other_is_given() -> None:
    municipality, police, _ = made(CaseFacts, FILE).parties
    assert derived_from(municipality) == {"juridiskt_namn": "Lövåsa kommun"}
    assert derived_from(police) == {
        "juridiskt_namn": "Polismyndigheten genom lokalpolisområde Mellanåsen"
    }


def test_the_first_appointment_that_covers_the_day_counts() -> None:
    (person,) = [one for one in made(CaseFacts, FILE).people if one.id == "backvall"]
    days = [date(2019, 8, 11), date(2026, 2, 28), date(2026, 3, 1), date(2026, 12, 31)]
    held = [person.appointment_on(day) for day in [*days, date(2027, 1, 1)]]
    assert [one and one.function for one in held] == [
        *(None, "ekonomichef", "kommundirektor", "kommundirektor", "ekonomichef")
    ]
