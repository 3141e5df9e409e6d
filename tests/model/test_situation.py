"""The picture: its table has the same two to five years in every row."""

from __future__ import annotations

import pytest

from avtal.model.situation import SituationPicture
from tests.model.contents import derived_from, made, refused

FILE = "lagesbild.yaml"
ROW = "{2021: 142, 2022: 156, 2023: 171, 2024: 188, 2025: 203}"
FIRST = "{2021: 1984, 2022: 2017, 2023: 2065, 2024: 2112, 2025: 2148}"


def test_all_rows_have_the_same_years() -> None:
    assert refused(SituationPicture, FILE, ROW, "{2021: 142, 2022: 156}") == (
        "”Inbrott i källare och förråd” har åren 2021, 2022 men första raden har 2021, 2022, 2023, "
        "2024, 2025",
        ("kartläggning", 1, "värden"),
    )


@pytest.mark.parametrize(
    ("years", "number"), [("{2021: 1}", 1), (FIRST.replace("{", "{2020: 1, "), 6)]
)
def test_the_table_has_two_to_five_years(years: str, number: int) -> None:
    assert refused(SituationPicture, FILE, FIRST, years) == (
        f"kartläggningen har {number} år; tabellen visar två till fem",
        ("kartläggning", 0, "värden"),
    )


def test_what_is_no_year_is_told() -> None:
    assert refused(SituationPicture, FILE, FIRST, FIRST.replace("2021", "i fjol")) == (
        "”i fjol” är inte ett årtal",
        ("kartläggning", 0, "värden", "i fjol"),
    )


def test_columns_are_in_order_of_year_and_lead_back_to_their_year() -> None:
    shuffled = "{2025: 2148, 2021: 1984, 2023: 2065, 2022: 2017, 2024: 2112}"
    picture = made(SituationPicture, FILE, {FIRST: shuffled})
    values = {"år1": 1984, "år2": 2017, "år3": 2065, "år4": 2112, "år5": 2148}
    assert derived_from(picture.mapping[0]) == values
    places = {one.name: one.place(picture.mapping[0]) for one in picture.mapping[0].each_derived()}
    assert places["år5"] == ("värden", "2025")
    years = {"år1": "2021", "år2": "2022", "år3": "2023", "år4": "2024", "år5": "2025"}
    assert derived_from(picture) == {"år": years, "antal_år": 5}


def test_columns_beyond_the_last_year_are_not_there() -> None:
    row = (
        made(SituationPicture, FILE)
        .mapping[0]
        .model_copy(update={"values": {"2022": 156, "2021": None}})
    )
    assert derived_from(row) == {"år1": None, "år2": 156}
