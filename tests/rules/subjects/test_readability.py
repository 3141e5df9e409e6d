"""Klarspråk: LIX and the longest sentences."""

from __future__ import annotations

import pytest

from avtal.rules.subjects.readability import lix
from tests.conftest import Workspace
from tests.rules.telling import Told, told

PROMISE = "medborgarlofte.yaml"
OLD = "Vi berättar hur det går **i december varje år**: på webben"
# Four words, all of them long, six times.
HARD = "kommunens övergripande brottsförebyggande verksamhetsplanering " * 6


def test_lix_is_the_length_of_sentences_and_the_share_of_long_words() -> None:
    """Ten words a sentence, and every fourth of them is long: 10 + 25."""
    assert lix(words=200, sentences=20, long_words=50) == 35


def test_a_document_that_is_hard_to_read_is_told_at_its_longest_sentences(
    workspace: Workspace,
) -> None:
    said = told(workspace, {PROMISE: {OLD: f"Här är {HARD}och mer. {OLD}"}})
    assert said == [
        Told(
            "klarspråk",
            "råd",
            "medborgarlofte",
            f"{PROMISE}:   ⟦Här är kommunens⟧ {HARD[10:]}och mer. {OLD}, i ett brev till alla "
            "hyresgäster och",
            "texterna är svårare att läsa än de bör vara: LIX är över 35",
            "LIX är 42 och längsta meningen har 28 ord; dela de längsta meningarna och byt långa "
            "ord mot kortare, eller gör ett undantag med skäl",
            (
                f"{PROMISE}:   ⟦Ett medborgarlöfte är⟧ vad kommunen, polisen och bostadsbolaget "
                "lovar att göra för att det ska bli: här börjar en mening med 20 ord",
                f"{PROMISE}:   Här är {HARD}och mer. ⟦Vi berättar hur⟧ det går **i december "
                "varje år**: på webben, i ett brev till alla hyresgäster och: här börjar en mening "
                "med 20 ord",
            ),
        )
    ]


@pytest.mark.parametrize(("long_words", "index"), [(8, None), (9, 36)])
def test_the_limit_itself_is_not_too_hard(
    workspace: Workspace, long_words: int, index: int | None
) -> None:
    sentence = f"Det är {' '.join(['verksamhet'] * long_words)}."
    said = told(workspace, {PROMISE: {OLD: f"{sentence} {OLD}"}})
    assert [one.help.split(" och ")[0] for one in said] == ([f"LIX är {index}"] if index else [])


def test_a_short_document_says_too_little(workspace: Workspace) -> None:
    """The memo of the smallest case has fewer than a hundred words."""
    old = "Kommunen och polisen har kartlagt"
    edits = {"tjansteutlatande.yaml": {old: f"{HARD.strip().capitalize()}. {old}"}}
    assert told(workspace, edits, "minsta") == []


@pytest.mark.parametrize(("added", "codes"), [(41, []), (42, ["klarspråk"])])
def test_a_hundred_words_are_enough(workspace: Workspace, added: int, codes: list[str]) -> None:
    """The memo of the smallest case has 58 words."""
    old = "Kommunen och polisen har kartlagt"
    said = f"Om {'verksamhet ' * (added - 1)}".strip()
    edits = {"tjansteutlatande.yaml": {old: f"{said}. {old}"}}
    assert [one.code for one in told(workspace, edits, "minsta")] == codes
