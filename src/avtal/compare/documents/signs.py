"""Words that look the same and are written with other signs, and signs that nobody sees.

Plain are the letters that Swedish and its minority languages are written with; a word that has
others beside them, or that only looks plain, is told with their numbers. Source: Unicode Technical
Standard 39 (confusables, mixed scripts) and the property Default_Ignorable_Code_Point.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import NamedTuple

from avtal.compare.documents.marks import Stretch, word_marks
from avtal.problems import shown

# Cyrillic and Greek letters that look like Latin ones in every common font.
_CYRILLIC = (
    "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455\u04bb\u0501"
    "\u051b\u051d\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422"
    "\u0425\u0423\u0406\u0408\u0405"
)
_GREEK = (
    "\u03bf\u03b1\u03bd\u03b9\u03ba\u0391\u0392\u0395\u0396\u0397\u0399\u039a"
    "\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7"
)
_TWINS = str.maketrans(
    dict(zip(_CYRILLIC + _GREEK, "aeopcyxijshdqwABEKMHOPCTXYIJSoavikABEZHIKMNOPTYX", strict=True))
    | dict.fromkeys("\u2010\u2011\ufe63\uff0d", "-")
    | dict.fromkeys("\u2012\u2212", "\u2013")
    | {"\u2015": "\u2014", "\u02bc": "\u2019", "\u201a": ",", "\u2044": "/", "\u2215": "/"}
    | dict.fromkeys("\u0589\u2236\ua789", ":")
    | {"\u0131": "i", "1": "l", "I": "l", "|": "l", "0": "O"}
)
_SAME_SHAPE = {"<wide>", "<narrow>", "<noBreak>", "<compat>"}
"""How a sign is made of another one that it looks like: a wide letter, a hard blank; no raised."""
_FILLERS = set("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0")
"""What takes no room or looks like a blank, and Unicode counts as letters and marks."""
_SOFT = "\u00ad"
"""A soft hyphen, which every word processor puts in for itself: told only where it is a change."""

WORDS_SIGNS = {"\t": "→", "\n": "↵", "\u00a0": "°", "\u00ad": "¬"}
"""What stands for characters that cannot be seen: the same signs as in Word."""

_NAMES = {
    " ": "vanligt blanksteg",
    "\t": "tabb",
    "\n": "radbrytning",
    "\u00a0": "hårt blanksteg",
    "\u00ad": "mjukt bindestreck",
    "\u2011": "hårt bindestreck",
}
_SCRIPTS = {
    "CYRILLIC": "kyrilliskt ",
    "GREEK": "grekiskt ",
    "ARMENIAN": "armeniskt ",
    "CHEROKEE": "cherokesiskt ",
    "COPTIC": "koptiskt ",
    "GEORGIAN": "georgiskt ",
    "HEBREW": "hebreiskt ",
    "ARABIC": "arabiskt ",
    "HANGUL": "koreanskt ",
}
_TURNING = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Unicode's Bidi_Control."""
_AROUND = 20
"""Characters of the text before and after that are told with words that look the same."""
_LETTERS = re.compile(r"[^\W\d_]+")


class Alike(NamedTuple):
    """Words that differ and look the same, or that have signs that nobody sees or would expect.

    `old` and `new` are the words with the names of the signs; None where the text has no such
    words. `around` is the new text where they stand.
    """

    old: str | None
    new: str | None
    around: str


def look_alike(old: str, new: str) -> Iterator[Alike]:
    """Yield the words that two texts do not share, where a reader would take them for others."""
    before = ""
    marks = word_marks(old, new)
    number = 0
    while number < len(marks):
        gone, come = _pair(marks, number)
        number += bool(gone) + bool(come) or 1
        rest = "".join(one.text for one in marks[number:] if one.op != "old")
        around = f"{before[-_AROUND:]}{come}{rest[:_AROUND]}"
        for was, now in _words(gone, come):
            if looks_like(was, now):
                yield Alike(_spelled(was, now), _spelled(now, was), around)
            elif _odd(was) or _odd(now):
                yield Alike(_named(was, _odd(was)), _named(now, _odd(now)), around)
        before += come if gone or come else marks[number - 1].text


def odd_words(text: str) -> Iterator[str]:
    """Yield the words of a text that have signs which nobody sees or would expect, with names."""
    for word in text.split():
        if said := _named(word, _odd(word)):
            yield said


def visible(text: str) -> str:
    """Return a text with a sign for each character that cannot be seen: Word's, or its number."""
    return "".join(map(_visible, text))


def _visible(character: str) -> str:
    if character in WORDS_SIGNS:
        return WORDS_SIGNS[character]
    unseen = character != " " and (
        _is_unseen(character) or unicodedata.category(character) in {"Zs", "Zl", "Zp"}
    )
    return f"[U+{ord(character):04X}]" if unseen else character


def told_apart(marks: Sequence[Stretch]) -> tuple[Stretch, ...]:
    """Return marks to be read: what differs in nothing that is seen has signs for what is not."""
    told = []
    for before, mark, after in zip((None, *marks), marks, (*marks[1:], None), strict=False):
        other = {"old": after, "new": before}.get(mark.op)
        seen = _seen(mark.text)
        alike = (
            other is not None
            and {mark.op, other.op} == {"old", "new"}
            and _seen(other.text) == seen
        )
        blank = mark.op != "same" and not seen.strip()
        told.append(replace(mark, text=visible(mark.text)) if alike or blank else mark)
    return tuple(told)


def _seen(text: str) -> str:
    return shown("".join(one for one in text if not _is_unseen(one)))


def _pair(marks: Sequence[Stretch], number: int) -> tuple[str, str]:
    """Return what went and came at a place; nothing where the texts are the same."""
    this = marks[number]
    if this.op == "new":
        return "", this.text
    if this.op == "same":
        return "", ""
    after = marks[number + 1] if number + 1 < len(marks) else None
    return this.text, after.text if after is not None and after.op == "new" else ""


def _words(gone: str, come: str) -> Iterator[tuple[str, str]]:
    was, now = gone.split(" "), come.split(" ")
    if len(was) == len(now):
        yield from ((one, other) for one, other in zip(was, now, strict=True) if one != other)
    elif looks_like(gone, come):
        yield gone, come
    else:
        yield from ((one, other) for one, other in zip_longest(was, now, fillvalue=""))


def looks_like(one: str, other: str) -> bool:
    """Tell whether two words would be taken for the same: also a Latin word in foreign letters."""
    if not one or not other:
        return False
    mine, others = _looks(one), _looks(other)
    if mine.replace("m", "rn") == others.replace("m", "rn"):
        return bool(mine)
    return len(mine) == len(others) and all(
        a == b or (a.isalnum() and b.isalnum() and _is_plain(a) != _is_plain(b))
        for a, b in zip(mine, others, strict=True)
    )


def _odd(text: str) -> list[str]:
    """Return the signs of some words that nobody sees, or that are not of their script."""
    found = [one for one in text if (_is_unseen(one) and one != _SOFT) or _is_foreign_digit(one)]
    for letters in _LETTERS.findall(text):
        foreign = [one for one in letters if not _is_plain(one)]
        if foreign and (len(foreign) < len(letters) or all(map(_is_plain, _looks(letters)))):
            found += foreign
    return list(dict.fromkeys(found))


def _spelled(text: str, other: str) -> str:
    """Return a word with the names of the signs that the other one does not have."""
    own = [one for one in dict.fromkeys(text) if one not in other]
    return _named(text, own) or (f"”{text.strip()}”" if text.strip() else "samma tecken")


def _named(text: str, signs: list[str]) -> str | None:
    if not signs:
        return None
    words = f"”{text.strip()}” " if text.strip() and not all(map(_is_unseen, text)) else ""
    return f"{words}({', '.join(map(_called, signs))})"


def _called(sign: str) -> str:
    if sign in _NAMES:
        return _NAMES[sign]
    number = f"U+{ord(sign):04X}"
    if sign in _TURNING:
        return f"tecken som vänder texten {number}"
    if _is_unseen(sign) or not sign.isprintable():
        return f"tecken som inte syns {number}"
    script = re.split("[ -]", unicodedata.name(sign, ""))[0]
    return f"{_SCRIPTS.get(script, '')}{sign} {number}"


def _looks(text: str) -> str:
    """Return a text as it looks: signs that cannot be seen left out, others by their twins."""
    return "".join(_twin(one) for one in text if not _is_unseen(one)).translate(_TWINS)


def _twin(sign: str) -> str:
    how = unicodedata.decomposition(sign).partition(" ")[0]
    return unicodedata.normalize("NFKC", sign) if how in _SAME_SHAPE else sign


def _is_unseen(sign: str) -> bool:
    """Tell whether a sign takes no room or turns the text; a blank of any width is seen."""
    if sign in _FILLERS or unicodedata.category(sign) == "Cf":
        return True
    return "\ufe00" <= sign <= "\ufe0f" or "\U000e0100" <= sign <= "\U000e01ef"


def _is_foreign_digit(sign: str) -> bool:
    return sign.isdecimal() and not sign.isascii()


def _is_plain(sign: str) -> bool:
    """Tell whether a letter or digit is one of those that Latin script is commonly set with."""
    return sign < "\u0250" or "\u1e00" <= sign < "\u1f00"
