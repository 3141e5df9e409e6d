"""Words and phrases as an editor lists them: what is found, and that nothing else is."""

from __future__ import annotations

import os

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from avtal.language.phrases import ending, finder, numbered_finder
from tests.processes import forked


@pytest.mark.parametrize(
    ("word", "text", "found"),
    [
        ("tidigare", "Det var tidigare så.", "tidigare"),
        ("tidigare", "Tidigare var det så.", "Tidigare"),
        ("tidigare", "Det var tidigarelagt.", None),
        ("tidigare", "Det var lagtidigare.", None),
        ("SKL", "Av SKL:s handbok.", "SKL"),
        ("SKL", "Av Skl och skl.", None),
        ("landstinget", "LANDSTINGET kom.", "LANDSTINGET"),
        ("Sveriges Kommuner", "Sveriges\u00a0Kommuner kom.", "Sveriges\u00a0Kommuner"),
        ("Sveriges Kommuner", "Sveriges kommuner kom.", None),
        ("godkänn*", "Planen godkännes.", "godkännes"),
        ("godkänn*", "Planen underkänns och ogodkänns.", None),
        ("*chef", "Kommunens polischef kom.", "polischef"),
        ("*chef", "Kommunens chefer kom.", None),
        ("*torg*", "Vid Stortorget.", "Stortorget"),
        ("f.d.", "Den f.d. chefen.", "f.d."),
        ("f.d.", "Den fådå chefen.", None),
        ("a|b", "a och b", None),
        ("(.*)+", "aaaa", None),
        ("[a-z]", "x [A-z] y", "[A-z]"),
    ],
)
def test_a_word_is_found_as_it_is_written(word: str, text: str, found: str | None) -> None:
    match = finder((word,)).search(text)
    assert (match.group() if match else None) == found


def test_the_longest_word_is_taken() -> None:
    found = finder(("SKL", "SKL:s")).search("Av SKL:s handbok.")
    assert found
    assert found.group() == "SKL:s"


def test_of_no_words_nothing_is_found() -> None:
    assert finder(()).search("Ett ord.") is None
    assert numbered_finder(()).search("Ett ord.") is None
    assert ending(()).search("Ett ord.") is None


def test_an_ending_is_found_at_the_end_of_a_word() -> None:
    assert ending(("nämnden",)).search("Barn-skolnämnden")
    assert ending(("nämnden",)).search("Nämnden")
    assert not ending(("nämnden",)).search("nämndens")


def test_a_numbered_word_is_known_again() -> None:
    pattern = numbered_finder(("Polismyndigheten i Skåne län", "Polismyndigheten", "SK*"))
    found = [one.lastindex for one in pattern.finditer("Polismyndigheten, SKR. Polismyndigheten i")]
    assert found == [2, 3, 2]


@given(st.text(min_size=1, max_size=30).filter(lambda text: text.split() and "*" not in text))
def test_every_text_without_star_is_found_whole_and_as_itself(text: str) -> None:
    word = " ".join(text.split())
    assume(word[0].isalpha() and word[-1].isalpha())
    found = finder((word,)).search(f"x {word} y")
    assert found
    assert found.group() == word


@pytest.mark.skipif(os.name == "nt", reason="limits the processor time of a child")
def test_many_long_words_and_a_long_text_are_searched_within_bounds() -> None:
    """The child is killed when it has used so much of a processor, however loaded that is."""
    import resource  # which Windows does not have

    words = tuple(f"*{'a' * 90}{number}*" for number in range(500))

    def search() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (20, 20))
        assert finder(words).search("a" * 50_000) is None
        assert finder(words).search(f"{'a' * 99} " * 50) is None

    assert forked(search) == 0
