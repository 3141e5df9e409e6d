"""The scalar types: what is accepted is exactly what was written; the rest says what to do."""

from __future__ import annotations

import unicodedata
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from avtal.model.scalars import (
    MAX_LINE,
    MAX_PROSE,
    MAX_TITLE,
    Day,
    Flag,
    Id,
    Line,
    Number,
    ProseText,
    Title,
    Whole,
)

LINE = TypeAdapter[str](Line)
TITLE = TypeAdapter[str](Title)
DAY = TypeAdapter[date](Day)
WHOLE = TypeAdapter[int](Whole)
NUMBER = TypeAdapter[Decimal](Number)
FLAG = TypeAdapter[bool](Flag)
ID = TypeAdapter[str](Id)
PROSE = TypeAdapter[Any](ProseText)
ALL = [LINE, TITLE, DAY, WHOLE, NUMBER, FLAG, ID, PROSE]


def _refused(adapter: TypeAdapter[Any], value: object) -> tuple[str, str]:
    with pytest.raises(ValidationError) as caught:
        adapter.validate_python(value)
    (error,) = caught.value.errors()
    assert error["type"] == "avtal"
    return error["ctx"]["message"], error["ctx"]["help"]


@pytest.mark.parametrize("adapter", ALL)
@pytest.mark.parametrize("value", [None, [], ["a"], {}, {"a": "b"}, ""])
def test_what_is_no_text_is_refused_with_a_sentence(
    adapter: TypeAdapter[Any], value: object
) -> None:
    assert all(_refused(adapter, value))


# --- lines


@given(text=st.text(max_size=50))
def test_a_line_is_returned_exactly_or_refused(text: str) -> None:
    try:
        line = LINE.validate_python(text)
    except ValidationError:
        return
    assert line == text.removesuffix("\n")


@given(
    text=st.text(
        st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="{}"),
        min_size=1,
        max_size=50,
    ).filter(str.strip)
)
def test_every_character_that_xml_allows_is_allowed(text: str) -> None:
    if not any(unicodedata.category(character) == "Cn" for character in text):
        assert LINE.validate_python(text) == text


@pytest.mark.parametrize("code", [*range(0x20), *range(0x7F, 0xA0), 0xFDD0, 0xFFFE, 0x1FFFF])
def test_control_characters_are_refused(code: int) -> None:
    assert all(_refused(LINE, f"a{chr(code)}b"))
    if chr(code) != "\n":
        assert all(_refused(PROSE, f"a{chr(code)}b"))


@pytest.mark.parametrize("text", ["{_{", "}_}", "{_%", "%_}"])
def test_what_docxtpl_would_rewrite_is_refused(text: str) -> None:
    assert text in _refused(LINE, f"a {text} b")[0]
    assert text in _refused(PROSE, f"a\n\n{text}")[0]


@pytest.mark.parametrize("text", ["{{ a }}", "{% b %}", "{# c #}", "{ _{", "<w:p/>", "a & b"])
def test_template_signs_are_text(text: str) -> None:
    assert LINE.validate_python(text) == text


def test_lengths_are_limited() -> None:
    assert LINE.validate_python("x" * MAX_LINE)
    assert _refused(LINE, "x" * (MAX_LINE + 1))[0] == (
        "texten har 1001 tecken; här ryms högst 1000"
    )
    assert TITLE.validate_python("x" * MAX_TITLE)
    assert _refused(TITLE, "x" * (MAX_TITLE + 1))[0] == (
        "titeln har 251 tecken; högst 250 är tillåtna"
    )
    assert PROSE.validate_python("x" * MAX_PROSE)
    assert _refused(PROSE, "x" * (MAX_PROSE + 1))[0] == (
        "texten har 50001 tecken; här ryms högst 50000"
    )


# --- dates and numbers


@given(day=st.dates())
def test_a_date_is_read_as_it_is_written(day: date) -> None:
    assert DAY.validate_python(day.isoformat()) == day


@given(text=st.text(st.sampled_from("0123456789-:T. /"), max_size=12))
def test_only_an_iso_date_is_a_date(text: str) -> None:
    try:
        day = DAY.validate_python(text)
    except ValidationError:
        return
    assert day.isoformat() == text


@pytest.mark.parametrize(
    "text",
    ["86400", "2024-W43-1", "20241021", "2024-10-21T00:00", "٢٠٢٤-10-21", " 2024-10-21", "idag"],
)
def test_what_pydantic_takes_for_a_date_is_refused(text: str) -> None:
    assert _refused(DAY, text)[0] == f"”{text}” är inte ett datum"


@given(number=st.integers(0, 10**12 - 1))
def test_a_whole_number_is_read_as_it_is_written(number: int) -> None:
    assert WHOLE.validate_python(str(number)) == number


@given(text=st.text(st.sampled_from("0123456789_-+. :e٣²"), max_size=8))
def test_only_plain_digits_are_a_whole_number(text: str) -> None:
    try:
        number = WHOLE.validate_python(text)
    except ValidationError:
        return
    assert str(number) == text


@pytest.mark.parametrize(
    "text", ["0123", "00", "1_000", "12:30", "+1", "-1", "1.0", "1e3", "٣", "1 000", "1" * 13]
)
def test_what_looks_like_a_whole_number_is_refused(text: str) -> None:
    assert _refused(WHOLE, text)[0] == f"”{text}” är inte ett heltal från 0"


@pytest.mark.parametrize(
    "text", ["01", ".5", "5.", "1e3", "+1", "--1", "1,2,3", "1.23456", "inf", "nan", "5 %", "½"]
)
def test_what_looks_like_a_number_is_refused(text: str) -> None:
    assert _refused(NUMBER, text)[0] == f"”{text}” är inte ett tal"


@given(number=st.decimals(-(10**12) + 1, 10**12 - 1, places=4))
def test_a_number_is_read_as_it_is_written(number: Decimal) -> None:
    text = f"{number:f}"
    if number == 0:
        text = text.lstrip("-")
    assert NUMBER.validate_python(text) == number
    assert NUMBER.validate_python(text.replace(".", ",")) == number


@given(text=st.text(st.sampled_from("0123456789_-+.,: e"), max_size=8))
def test_only_a_plain_number_is_a_number(text: str) -> None:
    try:
        number = NUMBER.validate_python(text)
    except ValidationError:
        return
    assert f"{number:f}" == text.replace(",", ".")


@pytest.mark.parametrize("text", ["yes", "no", "on", "true", "Ja", "NEJ", "j", "1", " ja"])
def test_a_flag_is_ja_or_nej(text: str) -> None:
    assert FLAG.validate_python("ja") is True
    assert FLAG.validate_python("nej") is False
    assert _refused(FLAG, text) == (f"”{text}” är varken ja eller nej", "skriv ja eller nej")


@pytest.mark.parametrize("text", ["å1", "1a", "a b", "a" * 41, "-a", "a.b", "a\n", "٣"])
def test_an_id_is_ascii(text: str) -> None:
    assert _refused(ID, text)[0].endswith("kan inte vara ett id")
    assert ID.validate_python("kommun-polis_2") == "kommun-polis_2"
