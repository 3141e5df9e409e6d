"""What a word processor puts in place of the characters that YAML knows, in Swedish sentences.

Such a character is often part of a text, where it is right. It is told only where it stands in
place of a quotation mark, a space, a colon or a dash that YAML would have read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

_QUOTES = "“”„»«‘’"
_SPACES = "\u00a0\u2007\u202f\u200b\u2060\ufeff"
_UNSEEN = f"{_SPACES}\u00ad\u200c\u200d"
_DASHES = "–—•·‣▪"

_AT_START = re.compile(rf"[ -]*([{_UNSEEN}]+)")
_COLON = re.compile(rf"[ -]*[^\s:\uff1a\"'#{_QUOTES}]{{1,40}}(\uff1a|:[{_SPACES}]+)")
_LIST = re.compile(rf"[ ]*([{_DASHES}])[ \t{_SPACES}]")
_QUOTED = re.compile(rf"(?:[^:\n]*: |[ -]*)([{_QUOTES}])")
_WHOLE = re.compile(rf"[{_QUOTES}][^{_QUOTES}\n]*[{_QUOTES}]")
_HALF = re.compile(rf"[{_QUOTES}][^{_QUOTES}\n]*")

_STRAIGHT = 'skriv raka citattecken (") i stället'


class Pasted(NamedTuple):
    """A sentence, what to do, and where the character stands in the text."""

    message: str
    help: str
    start: int
    end: int


def near(text: str, places: Iterable[int]) -> Pasted | None:
    """Return what a word processor did in the line of one of the places, or in the row above it."""
    for place in places:
        start = text.rfind("\n", 0, place) + 1
        above = text.rfind("\n", 0, len(text[:start].rstrip())) + 1
        for line in dict.fromkeys((start, above)):
            found = _in_structure(text, line)
            if found is None and line == start:  # in a row above it is part of a text
                found = _quote_in_line(text, line)
            if found:
                return found
    return None


def in_value(text: str, start: int, end: int) -> Pasted | None:
    """Return what is wrong with a text without quotation marks, from `start` to `end`."""
    if _WHOLE.fullmatch(text, start, end):
        return Pasted(
            f"texten står inom {text[start]} {text[end - 1]}, som skrivs ut som en del av den",
            f"{_STRAIGHT}; hör de till texten, sätt raka utanför dem",
            start,
            end,
        )
    # Only within brackets does a comma end a text.
    if text[end : end + 1] == "," and _HALF.fullmatch(text, start, end):
        return Pasted(
            f"{text[start]} räknas inte som citattecken, så texten slutar vid kommatecknet",
            _STRAIGHT,
            start,
            start + 1,
        )
    line = text.rfind("\n", 0, start) + 1
    if text[line:start].strip(" -"):
        return None
    found = _in_structure(text, line)
    if found and text[found.start] in "–—":
        # One dash may begin what somebody says; several begin the items of a list.
        rows = [row for row in text[line:end].split("\n") if _LIST.match(row)]
        return found if len(rows) > 1 else None
    return found


def goes_on(text: str, start: int, end: int) -> bool:
    """Tell whether a name in brackets is the rest of a text that a comma cut in two."""
    return re.compile(rf"[^{_QUOTES}\n]*[{_QUOTES}]").fullmatch(text, start, end) is not None


def in_name(text: str, start: int, end: int) -> Pasted | None:
    """Return what is wrong with the name of a field, from `start` to `end`."""
    odd = re.compile(rf"[{_UNSEEN}{_QUOTES}\uff1a]").search(text, start, end)
    if odd is None:
        return _in_list(text, start)
    if odd.group() in _QUOTES:
        message, help = f"fältets namn har ett citattecken, {odd.group()}", "ta bort citattecknen"
    elif odd.group() == "\uff1a":
        message, help = _wide_colon()
    else:
        message = "fältets namn har ett tecken som inte syns, eller ett hårt blanksteg"
        help = "skriv om namnet för hand, och indraget före det med vanliga blanksteg"
    return Pasted(message, help, *odd.span())


def _in_structure(text: str, line: int) -> Pasted | None:
    unseen = _AT_START.match(text, line)
    if unseen:
        return Pasted(
            "raden är indragen med hårda blanksteg eller tecken som inte syns",
            "skriv om indraget för hand, med vanliga blanksteg",
            *unseen.span(1),
        )
    colon = _COLON.match(text, line)
    if colon and colon.group(1) == "\uff1a":
        return Pasted(*_wide_colon(), *colon.span(1))
    if colon:
        return Pasted(
            "kolonet följs av ett hårt blanksteg, som inte räknas",
            "skriv om blanksteget efter kolonet för hand",
            *colon.span(1),
        )
    return _in_list(text, line)


def _in_list(text: str, line: int) -> Pasted | None:
    mark = _LIST.match(text, line)
    if mark is None:
        return None
    return Pasted(
        f"tecknet {mark.group(1)} gör inte raden till en punkt i en lista",
        "börja raden med ett bindestreck (-) och ett blanksteg",
        *mark.span(1),
    )


def _quote_in_line(text: str, line: int) -> Pasted | None:
    quote = _QUOTED.match(text, line)
    if quote is None:
        return None
    return Pasted(f"{quote.group(1)} räknas inte som citattecken", _STRAIGHT, *quote.span(1))


def _wide_colon() -> tuple[str, str]:
    return (
        "kolonet är inte ett vanligt kolon",
        "skriv om kolonet och blanksteget efter det för hand",
    )
