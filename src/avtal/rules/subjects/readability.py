"""Klarspråk: how hard a document's own texts are to read, by LIX.

LIX (läsbarhetsindex) is the mean number of words of a sentence plus the share of long words in
percent, where a long word has more than six letters. Source: C. H. Björnsson, Läsbarhet (Liber
1968). Below 30 is very easy, 40–50 medium, as in newspapers, above 60 very hard.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from avtal.case.kinds import BY_KEY
from avtal.rules.finding import Finding, Place, See
from avtal.rules.material import Material, Text
from avtal.rules.rule import Rule, advice
from avtal.rules.sentences import WORD, words_of

FEWEST_WORDS = 100
"""Of fewer words the index says more about chance than about the text."""

_LONG = 7
_NAMED = 3
_MARKED = 3


class _Sentence(NamedTuple):
    text: Text
    said: str
    words: int
    long: int

    @property
    def place(self) -> Place:
        """Where the sentence begins."""
        first = words_of(self.said)[:_MARKED]
        return self.text.at(self.said[: first[-1].end])


def lix(words: int, sentences: int, long_words: int) -> float:
    """Return the index of a text with so many words, sentences and long words."""
    return words / sentences + 100 * long_words / words


def hard_to_read(material: Material) -> Iterator[Finding]:
    """One finding for each document whose texts are harder than its readers should need."""
    found: dict[str, list[_Sentence]] = {}
    for text in material.texts:
        if text.key and text.prose:
            found.setdefault(text.key, []).extend(_read(text))
    for key, said in found.items():
        count = sum(sentence.words for sentence in said)
        if count < FEWEST_WORDS:
            continue
        index = round(lix(count, len(said), sum(sentence.long for sentence in said)))
        hardest = BY_KEY[key].hardest
        if index > hardest:
            first, *others = sorted(said, key=lambda sentence: -sentence.words)[:_NAMED]
            yield Finding(
                first.place,
                f"texterna är svårare att läsa än de bör vara: LIX är över {hardest}",
                f"LIX är {index} och längsta meningen har {first.words} ord; dela de längsta "
                "meningarna och byt långa ord mot kortare, eller gör ett undantag med skäl",
                tuple(
                    See(other.place, f"här börjar en mening med {other.words} ord")
                    for other in others
                ),
                about=key,
            )


def _read(text: Text) -> Iterator[_Sentence]:
    for said in text.sentences:
        words = WORD.findall(said)
        long = sum(map(_is_long, words))
        yield _Sentence(text, said, len(words), long)


def _is_long(word: str) -> bool:
    return len(word) >= _LONG and (word.isalpha() or sum(map(str.isalpha, word)) >= _LONG)


RULES = (
    Rule(
        "klarspråk",
        "Handlingarnas texter går att läsa för dem som de är till för.",
        "Språklagen kräver ett vårdat, enkelt och begripligt språk. LIX väger samman meningarnas "
        "längd och andelen långa ord; det är ett mått att börja med, och långa namn höjer det.",
        "Dela långa meningar och välj kortare ord.",
        checks=(advice(hard_to_read),),
        exact=False,
    ),
)
