"""The agreement: the day whose titles it has."""

from __future__ import annotations

from datetime import date

from avtal.model.agreement import Agreement
from tests.model.contents import made

FILE = "overenskommelse.yaml"
SIGNING = "{datum: 2026-09-03, ort: null, sätt: e-underskrift}"


def test_titles_are_those_of_the_day_of_signing_where_it_is_known() -> None:
    agreement = made(Agreement, FILE)
    assert agreement.reference_date == date(2026, 9, 3) != agreement.date
    unsigned = made(Agreement, FILE, {SIGNING: SIGNING.replace("2026-09-03", "null")})
    assert unsigned.reference_date == unsigned.date
