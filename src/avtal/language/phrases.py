"""Words and phrases as an editor lists them, found in texts.

A small letter stands for its capital too, a capital only for itself: `landsting` is found as
Landsting, `SKL` not as skl. A `*` first or last stands for any letters of the same word, or none:
`godkänn*` is found as godkänner. Between the words of a phrase may stand any blank.
"""

from __future__ import annotations

import re
from functools import lru_cache

STAR = "*"


@lru_cache(maxsize=256)
def finder(words: tuple[str, ...]) -> re.Pattern[str]:
    """Return the pattern of any of the words, standing by itself; of no words it finds nothing."""
    return re.compile(whole(words))


@lru_cache(maxsize=64)
def numbered_finder(words: tuple[str, ...]) -> re.Pattern[str]:
    """Return the same, but the words are tried in their order, and `lastindex` tells which it was.

    The first has the number 1.
    """
    groups = "|".join(f"({_pattern(word)})" for word in words)
    return re.compile(rf"{_start(words)}(?i:{groups or _NEVER})(?!\w)")


@lru_cache(maxsize=64)
def ending(words: tuple[str, ...]) -> re.Pattern[str]:
    """Return the pattern of any of the words at the end of a text, alone or after other letters."""
    return re.compile(rf"{either(words)}\Z")


def whole(words: tuple[str, ...]) -> str:
    """Return what `finder` compiles, to be a part of a larger pattern."""
    return rf"{_start(words)}{either(words)}(?!\w)"


def either(words: tuple[str, ...]) -> str:
    """Return a group that is any of the words, wherever it stands; the longest is tried first."""
    longest_first = sorted(words, key=len, reverse=True)
    return f"(?i:{'|'.join(map(_pattern, longest_first)) or _NEVER})"


_NEVER = "(?!)"
_LETTERS = r"\w{0,60}"
"""What may stand before: as many letters as words have, so that no text takes long to search."""


def _start(words: tuple[str, ...]) -> str:
    """Return where a word may begin: most places in a text are passed over by their letter."""
    first = {letter for word in words for letter in (word[0], word[0].upper()) if len(letter) == 1}
    letters = "" if STAR in first else "".join(map(re.escape, sorted(first)))
    return (f"(?=[{letters}])" if letters else "") + r"(?<!\w)"


def _pattern(word: str) -> str:
    """Return a word or phrase as a pattern in which case does not count but for its capitals."""
    first = _LETTERS if word.startswith(STAR) else ""
    last = r"\w*" if word.endswith(STAR) else ""
    return first + r"\s+".join(map(_plain, word.strip(STAR).split())) + last


def _plain(text: str) -> str:
    return "".join(f"(?-i:{letter})" if letter.isupper() else re.escape(letter) for letter in text)
