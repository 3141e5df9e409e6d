"""Words that only seem to be the same are told, with the numbers of their signs."""

from __future__ import annotations

import pytest

from avtal.compare.documents.marks import Stretch, word_marks
from avtal.compare.documents.signs import look_alike, odd_words, told_apart


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("ansvarar", "\u0430nsvarar", "kyrilliskt \u0430 U+0430"),
        ("ansvarar", "an\u200bsvarar", "tecken som inte syns U+200B"),
        ("2019", "20\u202e19", "tecken som vänder texten U+202E"),
        ("5 %", "5\u00a0%", "hårt blanksteg"),
        ("kommun", "kom\u00admun", "mjukt bindestreck"),
        ("1", "\uff11", "\uff11 U+FF11"),
        ("kommun", "kornmun", ""),
        ("Täby", "T\u00e4b\u0443", "kyrilliskt \u0443 U+0443"),
        ("för", "f\u04e7r", "kyrilliskt \u04e7 U+04E7"),
        ("Samverkan", "\u054damverkan", "armeniskt \u054d U+054D"),
        ("Samverkan", "\u13daamverkan", "cherokesiskt \u13da U+13DA"),
        ("100", "1OO", "O U+004F"),
        ("a", "\U0001d5ba", "\U0001d5ba U+1D5BA"),
        ("5-10", "5\u201110", "hårt bindestreck"),
        ("tre", "t\ufe00re", "tecken som inte syns U+FE00"),
        ("tre", "\u3164tre", "tecken som inte syns U+3164"),
        ("5%", "5\uff05", "\uff05 U+FF05"),
        ("3", "\u0663", "arabiskt \u0663 U+0663"),
    ],
)
def test_words_that_look_the_same(old: str, new: str, named: str) -> None:
    ((was, now, around),) = look_alike(f"Parten {old} här.", f"Parten {new} här.")
    assert was
    assert now
    assert named in now
    assert named not in was or not named
    assert new in around
    # The other way round the same is told.
    assert [(one, other) for other, one, _ in look_alike(f"Parten {new} här.", f"Parten {old} här.")
            ] == [(was, now)]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("tre", "fyra"),
        ("ska", "bör"),
        ("2019", "2O19x"),
        ("Ann", "Željko"),
        ("tre", "tre-\nfyra"),
        ("part", "Москва"),
        ("", "20 °C"),
        ("", "5\u00a0000"),
        ("", "Nguyễn"),
    ],
)
def test_words_that_do_not(old: str, new: str) -> None:
    assert list(look_alike(f"Parten {old} här.", f"Parten {new} här.")) == []


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("Parten ska betala.", "Parten \u200b ska betala.", "(tecken som inte syns U+200B)"),
        ("Parten ska betala.", "\ufeffParten ska betala.", "tecken som inte syns U+FEFF"),
        ("Parten ska.", "Parten \u0430lltid ska.", "”\u0430lltid” (kyrilliskt \u0430 U+0430)"),
        ("Parten tar allt.", "Parten b\u0435talar allt.", "kyrilliskt \u0435 U+0435"),
        ("Parten tar allt.", "Parten b\u0436talar allt.", "kyrilliskt \u0436 U+0436"),
        ("Parten.", "Parten \u043e\u0441\u0430.", "kyrilliskt \u0441 U+0441"),
        ("Parten.", "Parten tar \u0663 pass.", "arabiskt \u0663 U+0663"),
        ("Parten tar tre.", "Parten tar tre\U000e0041.", "(tecken som inte syns U+E0041)"),
        ("Parten ska.", "Parten ska.\u200e", "tecken som vänder texten U+200E"),
    ],
)
def test_what_nobody_sees_is_told_also_where_it_stands_alone(
    old: str, new: str, named: str
) -> None:
    assert [now for _, now, _ in look_alike(old, new) if now and named in now]


def test_the_signs_are_told_in_words_with_what_stands_around() -> None:
    ((old, new, around),) = look_alike("inom tre månader", "inom tre\u00a0månader")
    assert (old, new) == ("(vanligt blanksteg)", "(hårt blanksteg)")
    assert around == "inom tre\u00a0månader"


def test_odd_words_of_a_text_that_is_new() -> None:
    assert [*odd_words("Parten b\u0435talar 20\u202e19, inte Москва och Δ.")] == [
        "”b\u0435talar” (kyrilliskt \u0435 U+0435)",
        "”20\u202e19,” (tecken som vänder texten U+202E)",
    ]
    assert [*odd_words("Kom\u00admunen betalar 5\u00a0000 kronor, µg och ½.")] == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("inom 5 dagar", "inom 5\u00a0dagar", [" ", "°"]),
        ("kommun", "kom\u00admun", ["kommun", "kom¬mun"]),
        ("Namn:", "Namn:\t", ["→"]),
        ("ett", "ett\n", ["↵"]),
        ("ansvar", "an\u200bsvar", ["ansvar", "an[U+200B]svar"]),
        ("5 %", "5\u2009%", [" ", "[U+2009]"]),
        ("5\u00a0000 kr", "6\u00a0000 kr", ["5", "6"]),
    ],
)
def test_what_differs_in_nothing_that_is_seen_has_signs(
    old: str, new: str, told: list[str]
) -> None:
    found = [one.text for one in told_apart(word_marks(old, new)) if one.op != "same"]
    assert found == told


def test_what_does_not_differ_has_no_signs() -> None:
    marks = (Stretch("old", "5\u00a0kr"), Stretch("same", "5\u00a0kr"), Stretch("same", "\t"))
    assert told_apart(marks) == marks
