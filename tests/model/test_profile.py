"""Law profiles: read strictly, asked by the rules."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import TypeAdapter, ValidationError

from avtal.model.profile import LAW_RULES, LawProfile, SfsNumber
from avtal.rules.catalogue import BY_CODE

SMALL: dict[str, object] = {
    "namn": "En tid",
    "lag": None,
    "gäller_från": None,
    "gäller_till": None,
    "stöd": [],
}


def _profile(**fields: object) -> LawProfile:
    return LawProfile.model_validate({**SMALL, **fields}, by_alias=True)


@pytest.mark.parametrize("number", ["2023:196", "1991:900", "1686:903", "2018:2088", "2024:1"])
def test_the_number_of_an_act_is_its_year_and_number(number: str) -> None:
    assert TypeAdapter[str](SfsNumber).validate_python(number) == number


@pytest.mark.parametrize(
    "number",
    ["2023/196", "23:196", "2023:", "2023:0196", "2023:0", "2023:12345", "SFS 2023:196", "2123:1"],
)
def test_what_is_no_number_of_an_act_is_refused(number: str) -> None:
    with pytest.raises(ValidationError, match=f"”{number}” är inte ett nummer i Svensk"):
        TypeAdapter[str](SfsNumber).validate_python(number)


def test_the_rules_that_a_law_can_ask_for_are_those_of_the_list() -> None:
    by_law = {rule.code for rule in BY_CODE.values() if rule.by_law}
    assert by_law == {str(number) for number in LAW_RULES}


@pytest.mark.parametrize("number", ["48", "56"])
def test_other_rules_always_hold(number: str) -> None:
    with pytest.raises(ValidationError, match=f"regel {number} hör inte till dem"):
        _profile(regler=[{"regel": number, "paragraf": None}])


ACT = {"nummer": "2023:196", "namn": "lagen (2023:196) om ett ansvar"}


@pytest.mark.parametrize(
    ("act", "section", "source"),
    [
        (ACT, "4 §", "4 § lagen (2023:196) om ett ansvar"),
        (ACT, None, "lagen (2023:196) om ett ansvar"),
        (None, None, ""),
    ],
)
def test_a_profile_says_where_the_law_asks_for_a_rule(
    act: object, section: str | None, source: str
) -> None:
    profile = _profile(lag=act, regler=[{"regel": "55", "paragraf": section}])
    assert profile.source(55) == source
    assert profile.asks_for("55")
    assert not profile.asks_for("54")
    assert not profile.asks_for("ursprung")


def test_a_profile_holds_from_its_first_day_to_its_last() -> None:
    profile = _profile(gäller_från="2020-01-01", gäller_till="2020-12-31")
    days = [date(2019, 12, 31), date(2020, 1, 1), date(2020, 12, 31), date(2021, 1, 1)]
    assert [profile.holds(day) for day in days] == [False, True, True, False]
    assert _profile().holds(date(1, 1, 1))
