"""Swedish as official text writes it."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from avtal.language.swedish import (
    MONTHS,
    NBSP,
    bound,
    genitive,
    group_digits,
    listing,
    long_date,
    number_word,
    participle,
    sentence_start,
    short_date,
    sort_key,
)
from avtal.model.decision import DecisionKind

MINUS = "\u2212"


def shown(text: str) -> str:
    """Return the text with ~ for a space that does not break."""
    return text.replace(NBSP, "~")


@pytest.mark.parametrize(
    ("day", "long", "short"),
    [
        (date(2018, 12, 3), "3~december~2018", "2018-12-03"),
        (date(2024, 2, 29), "29~februari~2024", "2024-02-29"),
        (date(1999, 5, 31), "31~maj~1999", "1999-05-31"),
    ],
)
def test_dates(day: date, long: str, short: str) -> None:
    assert shown(long_date(day)) == long
    assert short_date(day) == short


def test_every_month_has_its_name() -> None:
    assert [long_date(date(2020, month, 1)).split(NBSP)[1] for month in range(1, 13)] == [
        *["januari", "februari", "mars", "april", "maj", "juni"],
        *["juli", "augusti", "september", "oktober", "november", "december"],
    ]


@given(st.dates())
def test_a_long_date_can_be_read_back(day: date) -> None:
    number, month, year = long_date(day).split(NBSP)
    assert date(int(year), MONTHS.index(month) + 1, int(number)) == day


@pytest.mark.parametrize(
    ("number", "word"),
    [
        (0, "noll"),
        (1, "ett"),
        (2, "två"),
        (7, "sju"),
        (12, "tolv"),
        (13, "13"),
        (1_200, "1~200"),
        (-1, "\u22121"),
    ],
)
def test_number_words(number: int, word: str) -> None:
    assert shown(number_word(number)) == word


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "0"),
        (999, "999"),
        (1_000, "1~000"),
        (1_406_807, "1~406~807"),
        (-12_345, "\u221212~345"),
        (Decimal("0"), "0"),
        (Decimal("0.5"), "0,5"),
        (Decimal("12.50"), "12,50"),
        (Decimal("-0.25"), "\u22120,25"),
        (Decimal("1234567.891"), "1~234~567,891"),
        (Decimal("1E+6"), "1~000~000"),
    ],
)
def test_numbers_are_grouped_with_a_decimal_comma(number: int | Decimal, text: str) -> None:
    assert shown(group_digits(number)) == text


@given(st.integers(-(10**15), 10**15), st.integers(0, 4))
def test_a_grouped_number_can_be_read_back(digits: int, places: int) -> None:
    number = Decimal(digits).scaleb(-places)
    text = group_digits(number)
    assert Decimal(text.replace(NBSP, "").replace(MINUS, "-").replace(",", ".")) == number
    assert re.fullmatch(rf"{MINUS}?\d{{1,3}}({NBSP}\d{{3}})*(,\d{{{places}}})?", text)


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ([], ""),
        (["a"], "a"),
        (["a", "b"], "a och b"),
        (["a", "b", "c"], "a, b och c"),
        (["a", "b", "c", "d"], "a, b, c och d"),
    ],
)
def test_lists(words: list[str], text: str) -> None:
    assert listing(words) == text
    assert listing(word for word in words) == text


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("Täby kommun", "Täby kommuns"),
        ("Borås", "Borås"),
        ("Vaxholms stads", "Vaxholms stads"),
        ("Max", "Max"),
        ("Schulz", "Schulz"),
        ("AB LÖVÅS", "AB LÖVÅS"),
        ("", "s"),
    ],
)
def test_the_genitive(name: str, form: str) -> None:
    assert genitive(name) == form


@pytest.mark.parametrize(
    ("text", "start"),
    [("åtgärd", "Åtgärd"), ("T f chef", "T f chef"), ("egen Namn", "Egen Namn"), ("", "")],
)
def test_a_sentence_starts_with_a_capital(text: str, start: str) -> None:
    assert sentence_start(text) == start


def test_every_decision_verb_has_its_participle() -> None:
    def both(verb: str) -> tuple[str, str]:
        return participle(verb), participle(verb, neuter=True)

    kinds = set(DecisionKind) - {DecisionKind.INSTRUCT, DecisionKind.AUTHORISE}
    assert {kind.value: both(kind.value) for kind in kinds} == {
        "godkänna": ("godkänd", "godkänt"),
        "anta": ("antagen", "antaget"),
        "fastställa": ("fastställd", "fastställt"),
        "upphäva": ("upphävd", "upphävt"),
        "lägga till handlingarna": ("lagd till handlingarna", "lagt till handlingarna"),
        "föreslå": ("föreslagen", "föreslaget"),
        "återremittera": ("återremitterad", "återremitterat"),
    }
    assert (both("avslå")[1], both("bordlägga")[1]) == ("avslaget", "bordlagt")
    with pytest.raises(KeyError):
        participle("gå")


@pytest.mark.parametrize(
    "text",
    [
        "högst 15~% av den",
        "15~procent, men 15 procentenheter",
        "12~kr och 30~kronor, 5~tkr, 2~mnkr, men 3 kronan",
        "18~kap.~1~§ samma lag",
        "18~kap.~1 och 2~§§ lagen",
        "se §~12 och §§~4 och 5",
        "kl.~9.00–15.30 men ökl. 9",
        "den~10~juni~2024",
        "den~4:e gången, böden 4 och den sista",
        "i maj 2024 och 3~maj",
        "3~maj~2024",
        "3 majblommor 2024",
        "3~december och 20 personer",
        "1~406~807~kronor",
        "940~000 tal",
        "12~345",
        "år 2018 123 personer",
        "1234 567 är inget tal",
        "Dnr KS~2018/211, dnr A 2018/211 och KOMMUNST 2018/2",
        "T~f~kommundirektör och T f",
        "ATT f är",
        "utan mellanslag",
    ],
)
def test_a_line_does_not_break_here(text: str) -> None:
    assert shown(bound(text.replace("~", " "))) == text


PIECES = st.sampled_from(
    [
        *["1", "12", "123", "2018", "406", " ", "  ", NBSP, "%", "§", "§§", "kap.", "kl.", "den"],
        *["kr", "maj", "juni", "KS", "/1", "T f", "x", "å", ",", "."],
    ]
)


@given(st.one_of(st.lists(PIECES).map("".join), st.lists(PIECES).map(" ".join), st.text()))
def test_binding_changes_nothing_but_spaces(text: str) -> None:
    once = bound(text)
    assert once.replace(NBSP, " ") == text.replace(NBSP, " ")
    assert all(now == NBSP for now, was in zip(once, text, strict=True) if now != was)


@given(st.one_of(st.lists(PIECES).map("".join), st.lists(PIECES).map(" ".join), st.text()))
def test_binding_twice_is_binding_once(text: str) -> None:
    assert bound(bound(text)) == bound(text)


def test_texts_are_sorted_by_the_swedish_alphabet() -> None:
    words = ["örjan", "Änne", "zon", "Åsa", "adam", "Bo", "émile"]
    assert sorted(words, key=sort_key) == ["adam", "Bo", "émile", "zon", "Åsa", "Änne", "örjan"]
    assert sort_key(3) == 3
