"""Case numbers in the forms that municipalities really use."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from avtal.model.diarienummer import CaseNumber, CaseNumberPattern, Diarienummer, NumberPattern

NUMBER = TypeAdapter[Diarienummer](CaseNumber)
PATTERN = TypeAdapter[NumberPattern](CaseNumberPattern)

REAL = {
    "Täby": ("{nämnd} {år}/{löpnummer}", "KS 2018/211"),
    "Tyresö": ("{år}/{nämnd} {löpnummer4} {klass}", "2018/KS 0001 001"),
    "Huddinge": ("{nämnd}-{år}/{löpnummer}.{klass}", "KS-2018/451.181"),
    "Mjölby": ("{nämnd}/{år}:{löpnummer}", "KS/2019:41"),
    "Nacka": ("{nämnd} {år}/{löpnummer}", "KFKS 2018/66"),
    "Upplands-Bro": ("{nämnd} {år2}/{löpnummer4}", "SN 18/0098"),
    "Sollentuna": ("{år}/{löpnummer4} {nämnd}", "2014/0531 KS"),
    "Skara": ("{nämnd} {år}/{löpnummer}", "KS 2025/39"),
    "five digits": ("{nämnd}-{år}/{löpnummer5}", "KS-2018/00612"),
    "three digits": ("{nämnd} {år}/{löpnummer3}", "BUN 2018/007"),
}


@pytest.mark.parametrize("name", REAL)
def test_a_real_number_fits_its_own_pattern(name: str) -> None:
    pattern, number = REAL[name]
    assert PATTERN.validate_python(pattern).matches(NUMBER.validate_python(number))
    assert str(NUMBER.validate_python(number)) == number


@pytest.mark.parametrize("name", REAL)
def test_a_real_number_fits_no_other_pattern(name: str) -> None:
    own, number = REAL[name]
    fitting = {
        pattern
        for pattern, _ in REAL.values()
        if PATTERN.validate_python(pattern).matches(NUMBER.validate_python(number))
    }
    # Without leading zeros a serial number says nothing of its width.
    assert {re.sub(r"\d\}", "}", pattern) for pattern in fitting} == {re.sub(r"\d\}", "}", own)}


@pytest.mark.parametrize(
    ("pattern", "number"),
    [
        ("{nämnd} {år}/{löpnummer}", "KS 2018/0211"),
        ("{nämnd} {år}/{löpnummer}", "KS 2018/0"),
        ("{nämnd} {år}/{löpnummer}", "KS 18/211"),
        ("{nämnd} {år}/{löpnummer}", "KS 2018/211-19"),
        ("{nämnd} {år}/{löpnummer}", "KS 2018-211"),
        ("{nämnd} {år}/{löpnummer}", "Ks 2018/211"),
        ("{nämnd} {år}/{löpnummer}", "KS 1818/211"),
        ("{nämnd} {år2}/{löpnummer4}", "SN 18/98"),
        ("{nämnd} {år2}/{löpnummer4}", "SN 18/00098"),
        ("{nämnd}-{år}/{löpnummer}.{klass}", "KS-2018/451"),
        ("{nämnd}.{år}.{löpnummer}", "KS 2018 211"),
    ],
)
def test_a_number_of_another_form_does_not_fit(pattern: str, number: str) -> None:
    assert not PATTERN.validate_python(pattern).matches(NUMBER.validate_python(number))


def test_a_padded_number_may_grow_past_its_width() -> None:
    pattern = PATTERN.validate_python("{nämnd} {år}/{löpnummer4}")
    assert pattern.matches(Diarienummer("KS 2018/12345"))


@pytest.mark.parametrize(
    "text",
    [
        "KS", "2", "KS 2018/211 ", " KS 2018/211", "KS  2018/211", "KS 2018//211", "KS_2018/1",
        "KS 2018/211\n", "KS 2018/٢١١", "KS 2018\\211", "K" * 40 + "1", "/2018", "-", "{år}/1",
    ],
)  # fmt: skip
def test_what_is_no_case_number_is_refused(text: str) -> None:
    with pytest.raises(ValidationError, match="här ska stå ett diarienummer"):
        NUMBER.validate_python(text)


@pytest.mark.parametrize(
    ("pattern", "message"),
    [
        ("", "är inte ett mönster"),
        ("KS 2018/211", "är inte ett mönster"),
        ("{nämnd} {år}", "är inte ett mönster"),
        ("{löpnummer}/{löpnummer}", "är inte ett mönster"),
        ("{löpnummer}/{löpnummer4}", "är inte ett mönster"),
        ("{nämnd} {ar}/{löpnummer}", r"har \{ar\}, som inte finns"),
        ("{}/{löpnummer}", r"har \{\}, som inte finns"),
        ("{nämnd}_{löpnummer}", "har tecknet ”_”"),
        ("{nämnd} {löpnummer", "har tecknet ”{”"),
        ("{{nämnd}} {löpnummer}", "har tecknet ”{”"),
        ("{år}/{löpnummer}\u00a0", "har tecknet ”·”"),
        ("{löpnummer}" + "a" * 80, "för långt"),
    ],
)
def test_what_is_no_pattern_is_refused(pattern: str, message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        PATTERN.validate_python(pattern)


PARTS = {
    "nämnd": st.text(st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZÅÄÖ"), min_size=1, max_size=8),
    "år": st.integers(1900, 2099).map(str),
    "år2": st.integers(0, 99).map("{:02}".format),
    "löpnummer": st.integers(1, 999_999).map(str),
    "löpnummer3": st.integers(0, 999_999).map("{:03}".format),
    "löpnummer4": st.integers(0, 999_999).map("{:04}".format),
    "löpnummer5": st.integers(0, 999_999).map("{:05}".format),
    "klass": st.integers(0, 999).map("{:03}".format),
}


@given(data=st.data())
def test_what_a_pattern_makes_fits_it(data: st.DataObject) -> None:
    serial = data.draw(st.sampled_from([name for name in PARTS if name.startswith("löp")]))
    others = st.sampled_from([name for name in PARTS if not name.startswith("löp")])
    names = data.draw(st.permutations([serial, *data.draw(st.lists(others, unique=True))]))
    signs = [data.draw(st.sampled_from(" ./:-")) for _ in names]
    pattern = "".join(f"{{{name}}}{sign}" for name, sign in zip(names, signs, strict=True))[:-1]
    number = "".join(
        data.draw(PARTS[name]) + sign for name, sign in zip(names, signs, strict=True)
    )[:-1]
    if len(number) >= 3:
        assert PATTERN.validate_python(pattern).matches(NUMBER.validate_python(number))


@given(text=st.text(st.sampled_from("KSåä 2018/:.-_"), max_size=12))
def test_an_accepted_number_is_printed_exactly(text: str) -> None:
    try:
        number = NUMBER.validate_python(text)
    except ValidationError:
        return
    assert str(number) == text
    assert re.fullmatch(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*", number.slug())
