"""Words that only seem to be the same are told, with the numbers of their signs."""

from __future__ import annotations

import pytest

from avtal.compare.documents.signs import look_alike, spelled


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("ansvarar", "\u0430nsvarar"),
        ("ansvarar", "an\u200bsvarar"),
        ("2019", "20\u202e19"),
        ("5 %", "5\u00a0%"),
        ("kommun", "kom\u00admun"),
        ("1", "\uff11"),
    ],
)
def test_words_that_look_the_same(old: str, new: str) -> None:
    assert list(look_alike(f"Parten {old} här.", f"Parten {new} här."))


@pytest.mark.parametrize(("old", "new"), [("tre", "fyra"), ("ska", "bör"), ("2019", "2O19x")])
def test_words_that_do_not(old: str, new: str) -> None:
    assert list(look_alike(f"Parten {old} här.", f"Parten {new} här.")) == []


def test_the_signs_are_told_in_words_with_what_stands_around() -> None:
    assert spelled("\u0430b", "ab") == "”\u0430b” (kyrilliskt \u0430 U+0430)"
    assert spelled("ab", "ab\u200b") == "”ab”"
    ((old, new, around),) = look_alike("inom tre månader", "inom tre\u00a0månader")
    assert spelled(old, new) == "(vanligt blanksteg)"
    assert spelled(new, old) == "(hårt blanksteg)"
    assert around == "inom tre\u00a0månader"
