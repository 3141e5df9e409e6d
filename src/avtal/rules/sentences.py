"""A text as sentences and words, as far as that can be told without understanding it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

# An end is a full stop, question mark or exclamation mark before a capital letter or a quotation.
# After these abbreviations the sentence goes on, also before a capital.
_GOES_ON = ("t.ex.", "bl.a.", "s.k.", "f.d.", "jfr.", "dvs.", "resp.", "St.", "kl.", "kap.")
_END = re.compile(
    r"[.!?\n](?:(?<=\n)|"
    + "".join(rf"(?<!\b{re.escape(word)})" for word in _GOES_ON)
    + r"[”\")]*\s+(?=[”\"(]?[A-ZÅÄÖ]))"
)
WORD = re.compile(r"[^\W_]+(?:[-:.,/’'][^\W_]+)*")
"""A word; `18.30`, `1/2` and `e-post` are one each."""


class Word(NamedTuple):
    """A word of a text, and where it begins and ends there."""

    text: str
    start: int
    end: int


def sentences(text: str) -> Iterator[str]:
    """Yield the sentences of a text, in order; a line ends one too."""
    start = 0
    for end in _END.finditer(text):
        yield from _said(text[start : end.start() + 1])
        start = end.end()
    yield from _said(text[start:])


def _said(text: str) -> Iterator[str]:
    if WORD.search(text):
        yield text.strip()


def words_of(text: str) -> list[Word]:
    """Return the words of a text, in order."""
    return [Word(found.group(), *found.span()) for found in WORD.finditer(text)]
