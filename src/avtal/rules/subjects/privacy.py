"""Private persons: personnummer, small numbers and names in what becomes public."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from avtal.language.phrases import ending
from avtal.language.swedish import listing
from avtal.model.parties import Party, Person
from avtal.model.situation import MappedCrime
from avtal.rules.finding import Finding, at
from avtal.rules.material import Material
from avtal.rules.rule import Rule, advice, approval
from avtal.rules.sentences import words_of

# Personnummer

# Two digits of the century may stand first, and a sign before the last four. Where the year, the
# month and the day stand apart there must be a sign, or any row of figures would be one.
_NUMBER = re.compile(
    r"(?<!\d)(?:19|20)?(?P<year>\d\d)(?P<gap>[ \u00a0])?(?P<month>\d\d)(?(gap)[ \u00a0])"
    r"(?P<day>\d\d)(?(gap)[ \u00a0]?[-+\u2013]|[ \u00a0]?[-+\u2013]?)[ \u00a0]?"
    r"(?P<last>\d{4})(?!\d)"
)
_LAST = re.compile(r"\d{4}")  # most texts have not even that, which is quicker to see
_MOBILE = re.compile(r"07\d{8}")
_COORDINATION = 60
_PHONE = "telefon"


def personal_numbers(material: Material) -> Iterator[Finding]:
    """58: no text holds a personnummer or a samordningsnummer."""
    for text in material.all_texts:
        if text.place.steps == (_PHONE,) or not _LAST.search(text.words):
            continue
        numbers = [found.group() for found in _NUMBER.finditer(text.words) if _is_number(found)]
        if numbers:
            several = f" (och {len(numbers) - 1} till)" if len(numbers) > 1 else ""
            yield Finding(
                text.at(numbers[0]),
                f"texten har ett personnummer eller samordningsnummer{several}",
                "ta bort det; handlingen ska gå att läsa utan att någon enskild pekas ut",
            )


def _is_number(found: re.Match[str]) -> bool:
    """Tell whether the digits are a day and the last of them checks the others.

    Ten digits that begin as a mobile number does are taken for one.

    Source: folkbokföringslagen (1991:481) 18 and 18 a §§; the check digit is that of Luhn (modulus
    10), and the day of a samordningsnummer is 60 more.
    """
    if _MOBILE.fullmatch(found.group()):
        return False
    parts = found.group("year", "month", "day", "last")
    year, month, day = (int(part) for part in parts[:3])
    day -= _COORDINATION if day > _COORDINATION else 0
    if not any(_is_day(century + year, month, day) for century in (1900, 2000)):
        return False
    doubled = [
        int(digit) * (2 if place % 2 == 0 else 1) for place, digit in enumerate("".join(parts))
    ]
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


# People that can be recognised in what becomes public

_FEW = range(1, 5)


def small_numbers(material: Material) -> Iterator[Finding]:
    """58: one finding for the table of the picture where an open row counts fewer than five."""
    cells = [
        (row, year)
        for row in material.every(MappedCrime)
        if material.secret(row) is None
        for year, value in row.values.items()
        if value in _FEW
    ]
    if cells:
        first, year = cells[0]
        rows = list(dict.fromkeys(row.id for row, _ in cells))
        named = [f"”{name}”" for name in rows[:_NAMED]]
        if len(rows) > _NAMED:
            named.append(f"{len(rows) - _NAMED} till")
        yield Finding(
            at(first, "värden", year),
            f"kartläggningen har öppna rader med färre än fem brott: {listing(named)}",
            "pröva om någon enskild kan kännas igen: slå ihop rader, lägg till sekretess eller gör "
            "ett undantag med skäl",
            about="kartläggning",
        )


_NAMED = 3

_TWO_NAMES = re.compile(
    r"\b(?P<first>(?P<given>[^\W\d_a-zåäö][^\W\d_]*)(?:-[A-ZÅÄÖ][a-zåäöé]+)?)"
    r"(?= (?P<last>[A-ZÅÄÖ][a-zåäöéü]+(?:-[A-ZÅÄÖ][a-zåäöéü]+)?)\b(?!-[a-zåäö])"
    r"(?: (?P<after>\w+))?)"
)


def names_of_people(material: Material) -> Iterator[Finding]:
    """58: one finding for each private person that the open texts of a document seem to name."""
    people = _People(material)
    open_texts = (text for text in material.texts if text.key and material.mark(text) is None)
    yield from material.once_each(
        Finding(
            text.at(name),
            f"”{name}” ser ut som namnet på en enskild person",
            "ta bort namnet, lägg till sekretess, eller skriv in den som har ett uppdrag under "
            "personer i arende.yaml",
            about=name,
        )
        for text in open_texts
        for name in people.in_text(text.words)
    )


class _People:
    """The names of people that the case does not know, found in texts."""

    def __init__(self, material: Material) -> None:
        phrases = material.words.phrases
        self._given = frozenset(material.words.given_names.given_names.words)
        self._known = _known_names(material)
        self._other = ending(phrases.other_names.words)
        self._measures = phrases.per_measures.finder

    def in_text(self, text: str) -> Iterator[str]:
        """Yield what looks like a given name with a surname."""
        for found in _TWO_NAMES.finditer(text):
            if found["given"] not in self._given:
                continue
            if found["given"] == "Per" and self._measures.fullmatch(found["last"]):
                continue
            if self._other.search(found["last"]) or self._other.fullmatch(found["after"] or ""):
                continue
            name = f"{found['first']} {found['last']}"
            if name not in self._known and name.removesuffix("s") not in self._known:
                yield name


def _known_names(material: Material) -> set[str]:
    """Return every two words that follow each other in the names of those who act in the case."""
    names = [person.name or "" for person in material.every(Person)]
    for party in material.every(Party):
        names += [party.name, party.legal_name or ""]
    return {
        f"{first.text} {second.text}"
        for words in map(words_of, names)
        for first, second in pairwise(words)
    }


RULES = (
    Rule(
        "58",
        "Ingen enskild pekas ut: inga personnummer, inga namn på privatpersoner, inga små tal som "
        "någon kan kännas igen på.",
        "Handlingarna blir allmänna och publiceras. Ett personnummer hör aldrig hemma i dem, och "
        "ett brott som bara ett fåtal har varit med om kan röja vilka de är.",
        "Ta bort uppgiften, slå ihop rader eller lägg till sekretess.",
        checks=(approval(personal_numbers), advice(small_numbers), advice(names_of_people)),
        exact=False,
    ),
)
