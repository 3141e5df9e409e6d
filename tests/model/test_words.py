"""Lists of words, and what another list of the same kind makes of them."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from avtal.model.words import MOST_NAMES, Authorities, DecisionVerbs, GivenNames, WordList


def list_of(*words: str, without: tuple[str, ...] = ()) -> WordList:
    """Return a list of words."""
    return WordList.model_validate({"ord": words, "utan": without})


def authorities(*names: str, without: tuple[str, ...] = (), day: str = "2020-01-01") -> Authorities:
    """Return a file of authorities with a row for each name."""
    rows: list[dict[str, Any]] = [
        {"namn": name, "från": day, "skriv": "X", "källa": "egen"} for name in names
    ]
    return Authorities.model_validate({"myndigheter": {"rader": rows, "utan": without}})


def test_words_are_added_last_and_once_and_taken_away() -> None:
    changed = list_of("a", "b", "c").changed_by(list_of("d", "b", without=("a",)))
    assert changed.words == ("b", "c", "d")


def test_a_list_that_says_nothing_changes_nothing() -> None:
    assert list_of("a", "b").changed_by(list_of()) == list_of("a", "b")


def test_a_row_of_the_same_name_takes_the_place_of_the_other() -> None:
    own = authorities("A", "B", "C")
    changed = own.changed_by(authorities("B", "D", without=("A",), day="2021-01-01"))
    rows = changed.authorities.rows
    assert [(row.name, str(row.start)) for row in rows] == [
        ("B", "2021-01-01"),
        ("C", "2020-01-01"),
        ("D", "2021-01-01"),
    ]


def test_what_is_taken_away_and_was_not_there_is_known() -> None:
    own = DecisionVerbs.model_validate({"anta": {"ord": ["antar"]}})
    other = DecisionVerbs.model_validate(
        {"anta": {"ord": ["tar"], "utan": ["antar", "tar"]}, "upphäva": {"utan": ["antar"]}}
    )
    assert list(own.astray(other)) == [("anta", 1, "tar"), ("upphäva", 0, "antar")]


def test_blanks_within_a_phrase_count_as_one() -> None:
    assert list_of("  före \u00a0 detta ").words == ("före detta",)


@pytest.mark.parametrize("value", ["nour", "Anna-Karin", "Anna Karin", "Ann*", "A1", "x" * 101])
def test_what_is_no_single_given_name_is_refused(value: str) -> None:
    with pytest.raises(ValidationError, match="kan inte kännas igen som ett förnamn"):
        GivenNames.model_validate({"förnamn": {"ord": [value]}})


def test_names_may_be_many_and_not_any_number() -> None:
    names = [
        f"A{chr(97 + n // 676)}{chr(97 + n // 26 % 26)}{chr(97 + n % 26)}" for n in range(9000)
    ]
    assert GivenNames.model_validate({"förnamn": {"ord": names}})
    with pytest.raises(ValidationError, match=f"högst {MOST_NAMES} är tillåtna"):
        GivenNames.model_validate({"förnamn": {"ord": [f"{n}{m}" for n in names for m in "abc"]}})


def test_the_forms_of_all_authorities_are_bounded_together() -> None:
    rows = [
        {"namn": f"N{n}", "former": [f"a{n}b{m}" for m in range(101)], "från": "2020-01-01"}
        | {"skriv": "X", "källa": "egen"}
        for n in range(5)
    ]
    with pytest.raises(ValidationError, match="här står 505 poster"):
        Authorities.model_validate({"myndigheter": {"rader": rows}})
