"""What must not come out: secrets that are quoted openly, personnummer, people in small numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from avtal.model.base import Item, MarkedProse, SecretMark
from avtal.model.case import Document, Party, Person
from avtal.model.communication import CommunicationItem
from avtal.model.promise import Promise
from avtal.model.situation import MappedCrime
from avtal.rules.finding import Finding, See, at
from avtal.rules.given_names import GIVEN_NAMES
from avtal.rules.material import Material, Text
from avtal.rules.rule import Rule, advice, approval, draft
from avtal.rules.sentences import Word, sentences, words_of

# Secrets that are quoted

_SHORTEST = 30
"""Characters of a secret sentence that can hardly be the same by chance."""

_FIRST = 3
"""Words that a quotation is recognised by before it is compared whole."""

_LONGEST = 40
"""Words of a sentence that are compared."""

_OPEN_TITLE = "öppen_titel"


class _Secrets:
    """The sentences of secret texts, found by their words in other texts."""

    def __init__(self) -> None:
        self._texts: dict[tuple[str, ...], tuple[Text, SecretMark]] = {}
        self._lengths: dict[tuple[str, ...], set[int]] = {}

    def add(self, text: Text, mark: SecretMark) -> None:
        for sentence in sentences(text.words):
            words = _plain(words_of(sentence))[:_LONGEST]
            if len(sentence) >= _SHORTEST and len(words) >= _FIRST:
                self._texts.setdefault(words, (text, mark))
                self._lengths.setdefault(words[:_FIRST], set()).add(len(words))

    def quoted(self, text: Text) -> Iterator[tuple[str, Text, SecretMark]]:
        """Yield (what is quoted, where it is secret, why) for what a text says of them."""
        if not self._texts:
            return
        words = words_of(text.words)
        plain = _plain(words)
        for start in range(len(words)):
            for length in self._lengths.get(plain[start : start + _FIRST], ()):
                found = self._texts.get(plain[start : start + length])
                if found is not None:
                    end = words[start + length - 1].end
                    yield text.words[words[start].start : end], *found


def _plain(words: list[Word]) -> tuple[str, ...]:
    return tuple(word.text.casefold() for word in words)


def quoted_secret(material: Material) -> Iterator[Finding]:
    """57: no sentence that is secret stands openly, or under another provision, somewhere else."""
    secrets = _Secrets()
    for text in material.texts:
        mark = _mark(material, text)
        if mark is not None and not _is_only_a_name(material, text):
            secrets.add(text, mark)
    for text in material.texts:
        own = _mark(material, text)
        for quotation, secret, mark in secrets.quoted(text):
            if own and own.provision == mark.provision:
                continue
            how = "med en annan bestämmelse" if own else "utan sekretess"
            yield Finding(
                text.at(quotation),
                f"en mening som är hemlig på ett annat ställe står här {how}",
                "ta bort den här, eller lägg till samma sekretess som där",
                (See(secret.place, "här är den hemlig"),),
            )
            break


def _mark(material: Material, text: Text) -> SecretMark | None:
    """Return why a text is secret; the open title of something secret is not."""
    model = text.place.model
    if text.place.steps == (_OPEN_TITLE,):
        return None
    if isinstance(model, MarkedProse) and model.secrecy:
        return model.secrecy
    secret = material.secrets.get(id(model))
    return secret.mark if secret else None


def _is_only_a_name(material: Material, text: Text) -> bool:
    """Tell whether a text is a name or the like that is secret only since its document is."""
    if isinstance(text.place.model, Document):
        return True
    document = material.case.documents.get(text.key or "")
    secret = material.secrets.get(id(text.place.model))
    return text.prose is None and secret is not None and secret.entry == id(document)


# What is open but shows something secret


def open_about_secret(material: Material) -> Iterator[Finding]:
    """57: an open promise or communication item shows nothing of what is secret."""
    hidden = {
        model.id: model
        for model in material.models
        if isinstance(model, Item) and id(model) in material.secrets
    }
    for promise in material.every(Promise):
        if promise.id in hidden:
            continue
        if promise.measure_from in hidden:
            yield Finding(
                at(promise, "mått_från"),
                f"löftet är öppet men hämtar sitt mått ur ”{promise.measure_from}”, som är hemlig",
                "skriv eget_mått i stället, eller lägg till sekretess vid löftet",
                (See(at(hidden[promise.measure_from], "id"), _HERE),),
            )
        for number, action in enumerate(promise.actions):
            if action in hidden and action != promise.measure_from:
                yield Finding(
                    at(promise, "åtgärder", number),
                    f"löftet är öppet men bärs av ”{action}”, som är hemlig",
                    "ta bort den ur åtgärder, eller lägg till sekretess vid löftet",
                    (See(at(hidden[action], "id"), _HERE),),
                )
    for item in material.every(CommunicationItem):
        for number, about in enumerate(item.about):
            if about in hidden and item.id not in hidden:
                yield Finding(
                    at(item, "gäller", number),
                    f"insatsen är öppen men gäller ”{about}”, som är hemlig",
                    "ta bort den ur gäller, eller lägg till sekretess vid insatsen",
                    (See(at(hidden[about], "id"), _HERE),),
                )


_HERE = "här står det som är hemligt"


# Personnummer

# Two digits of the century may stand first, and a sign before the last four.
_NUMBER = re.compile(r"(?<!\d)(?:19|20)?(\d\d)(\d\d)(\d\d)[-+ \u00a0\u2013]?(\d{4})(?!\d)")
_COORDINATION = 60
_PHONE = "telefon"


def personal_numbers(material: Material) -> Iterator[Finding]:
    """58: no text holds a personnummer or a samordningsnummer."""
    for text in material.texts:
        if text.place.steps == (_PHONE,) or not any(map(str.isdecimal, text.words)):
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

    Source: folkbokföringslagen (1991:481) 18 and 18 a §§; the check digit is that of Luhn (modulus
    10), and the day of a samordningsnummer is 60 more.
    """
    year, month, day = (int(part) for part in found.groups()[:3])
    day -= _COORDINATION if day > _COORDINATION else 0
    if not any(_is_day(century + year, month, day) for century in (1900, 2000)):
        return False
    doubled = [
        int(digit) * (2 if place % 2 == 0 else 1)
        for place, digit in enumerate("".join(found.groups()))
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
        if id(row) not in material.secrets
        for year, value in row.values.items()
        if value in _FEW
    ]
    if cells:
        first, year = cells[0]
        rows = list(dict.fromkeys(row.id for row, _ in cells))
        named = ", ".join(f"”{name}”" for name in rows[:_NAMED])
        more = f" och {len(rows) - _NAMED} till" if len(rows) > _NAMED else ""
        yield Finding(
            at(first, "värden", year),
            f"kartläggningen har öppna rader med färre än fem brott: {named}{more}",
            "pröva om någon enskild kan kännas igen: slå ihop rader, lägg till sekretess eller gör "
            "ett undantag med skäl",
            about="lagesbild",
        )


_NAMED = 3

# A name that goes on like this is that of a place, a prize or a foundation.
_PLACES = re.compile(
    r"(?:gata|gatan|väg|vägen|torg|torget|plats|plan|allé|park|parken|skola|skolan|gymnasiet|"
    r"kyrka|kyrkan|gård|gården|hem|hemmet|huset|stiftelsen|fonden|priset)$",
    re.IGNORECASE,
)


class _Name(NamedTuple):
    text: Text
    words: str


def names_of_people(material: Material) -> Iterator[Finding]:
    """58: one finding for each document whose open texts seem to name private persons."""
    known = _known_names(material)
    found: dict[str, list[_Name]] = {}
    for text in material.texts:
        if text.key and _mark(material, text) is None:
            names = [_Name(text, name) for name in _people(text.words, known)]
            found.setdefault(text.key, []).extend(names)
    for key, names in found.items():
        if names:
            different = list(dict.fromkeys(name.words for name in names))
            more = f" och {len(different) - 1} till" if len(different) > 1 else ""
            yield Finding(
                names[0].text.at(names[0].words),
                f"”{names[0].words}”{more} ser ut som namn på enskilda personer",
                "ta bort namnen, lägg till sekretess, eller skriv in den som har ett uppdrag under "
                "personer i arende.yaml",
                about=key,
            )


def _people(text: str, known: set[str]) -> Iterator[str]:
    """Yield what looks like a given name with a surname that the case does not know."""
    words = words_of(text)
    for first, last, *after in zip(words, words[1:], [*words[2:], None], strict=False):
        if first.text.partition("-")[0] not in GIVEN_NAMES:
            continue
        if text[first.end : last.start] != " " or not last.text.istitle():
            continue
        follows = next((word.text for word in after if word), "")
        if _PLACES.search(last.text) or _PLACES.fullmatch(follows):
            continue
        name = text[first.start : last.end]
        if name not in known and name.removesuffix("s") not in known:
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
        "57",
        "Det som är hemligt har bestämmelse, datum och myndighet, och kommer aldrig med i något "
        "som är öppet.",
        "Den som lämnar ut en handling ska se vad som kan vara hemligt och varför. Står samma "
        "mening öppet någon annanstans har uppgiften redan lämnats ut.",
        "Ta bort meningen på det öppna stället, eller lägg till sekretess där också.",
        checks=(draft(quoted_secret), approval(open_about_secret)),
        held_by=(
            "att märket är fullständigt kontrolleras när filen läses, och den offentliga kopian "
            "visar inget som är märkt",
            "tests/test_secret_everywhere.py::test_every_kind_can_be_secret",
        ),
    ),
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
