"""“Menade du …?”: which of the known words a wrong one was probably meant to be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from avtal.problems import clean

_ALIKE = 60.0
"""How alike two words must be, in percent, for one to be taken for the other."""

_LONGEST = 100
"""Characters of a word that are compared, so that a whole text in its place takes no time."""

_LISTED = 12


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
