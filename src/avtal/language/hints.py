"""“Menade du …?”: which of the known words a wrong one was probably meant to be."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import permutations

from avtal.problems import clean

_ALIKE = 60.0
"""How alike two words must be, in percent, for one to be taken for the other."""

_LONGEST = 100
"""Characters of a word that are compared, so that a whole text in its place takes no time."""

_LISTED = 12

_BEFORE, _AFTER = 30, 20
"""Years before and after its own time that something can be about."""
_MEANT = 10
"""Years from its own time within which a slip is guessed to be meant."""


def nearest(value: str, known: Iterable[str]) -> str | None:
    """Return the known word that was probably meant."""
    return guess(value, {word: word for word in known})


def guess(value: str, known: Mapping[str, str]) -> str | None:
    """Return what stands for the known word that was probably written.

    Case does not count; of several words that are equally near the first is taken.
    """
    if not known or not value:
        return None
    # Imported here because most runs find nothing wrong and need no hint.
    from rapidfuzz import fuzz, process

    words = list(known)
    found = process.extractOne(
        value[:_LONGEST],
        words,
        scorer=fuzz.ratio,
        processor=str.lower,
        score_cutoff=_ALIKE,
    )
    return known[found[0]] if found else None


def suggest(
    value: str, known: Iterable[str], none: str = "inget sådant finns i ärendet ännu"
) -> str:
    """Return "menade du …?" with the nearest known word, else the list of what there is."""
    words = list(known)
    return ask(nearest(value, words)) or choose(words, none)


def ask(word: str | None) -> str:
    """Return "menade du …?", or nothing where no word was near."""
    return f"menade du ”{clean(word)}”?" if word is not None else ""


def choose(words: list[str], none: str = "inget sådant finns i ärendet ännu") -> str:
    """Return the first words that there are to choose from, or what to say of none."""
    if not words:
        return none
    listed = ", ".join(map(clean, words[:_LISTED]))
    return f"välj bland: {listed}" + (" …" if len(words) > _LISTED else "")


def years_off(year: int, near: int) -> int:
    """Return how far a year lies from the years that are plausible for the time `near`.

    0 where it is one of them, else the years from `near`, negative before it.
    """
    return 0 if -_BEFORE <= year - near <= _AFTER else year - near


def own_time(first: Iterable[date | None], others: Sequence[date]) -> date | None:
    """Return the time of something: the first of some days that is plausible beside most others.

    Where none of them is, it is the day in the middle of the others; None where there is none.
    """
    middle = sorted(others)[len(others) // 2] if others else None
    fitting = (day for day in first if day and (not middle or not years_off(day.year, middle.year)))
    return next(fitting, middle)


def ask_day(written: str, near: date) -> str:
    """Return "menade du 2019-02-05?" for a day whose year is a slip, or nothing where none is near.

    `written` begins with the year, and may be the year alone. A slip is one wrong digit, or the
    digits in another order; the year that is nearest to `near` is taken.
    """
    if not re.match(r"[0-9]{4}(?![0-9])", written):
        return ""
    year, rest = written[:4], written[4:]
    meant = {one for one in _slips(year) if abs(one - near.year) <= _MEANT and _is_day(one, rest)}
    if not meant:
        return ""
    return f"menade du {min(meant, key=lambda one: (abs(one - near.year), one))}{rest}?"


def _slips(year: str) -> Iterator[int]:
    yield from (int("".join(one)) for one in permutations(year))
    for place in range(len(year)):
        yield from (int(f"{year[:place]}{digit}{year[place + 1 :]}") for digit in range(10))


def _is_day(year: int, rest: str) -> bool:
    try:
        date.fromisoformat(f"{year:04}{rest or '-01-01'}")
    except ValueError:
        return False
    return True
