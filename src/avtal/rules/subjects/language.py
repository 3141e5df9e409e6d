"""What is typed in texts although it changes: numbers of appendices, names of authorities."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from avtal.case.kinds import DOCUMENTS
from avtal.case.words import Words, built_in
from avtal.language.phrases import numbered_finder
from avtal.language.swedish import listing
from avtal.model.parties import NameTime, Party
from avtal.model.words import Authority
from avtal.rules.finding import Finding, See, at
from avtal.rules.material import Material, Text
from avtal.rules.rule import Rule, advice

# Typed numbers of appendices

# The short form ends as a sentence does, so it counts only where the number ends a phrase too.
_APPENDIX = re.compile(
    r"\b(?P<phrase>(?:bilag(?:a|an|or|orna)|(?P<short>bil\.))[ \u00a0](?:nr\.?[ \u00a0]|nummer )?"
    r"(?P<numbers>\d{1,3}(?:(?:, | och | samt | eller |–|-)\d{1,3})*))\b"
    r"(?(short)(?=[.,;:)]|$| och | samt | eller | till ))(?P<owner> (?:till|i) \w+)?",
    re.IGNORECASE | re.MULTILINE,
)
_OURS = (*(row.noun for row in DOCUMENTS), "överenskommelse", "lägesbild", "utlåtande")


def typed_appendix_number(material: Material) -> Iterator[Finding]:
    """41: the number of an appendix is not typed, since it changes with the order."""
    yield from material.once_each(_typed_appendix_numbers(material))


def _typed_appendix_numbers(material: Material) -> Iterator[Finding]:
    for text in material.texts:
        if text.key is None:
            continue
        for phrase, numbers in dict.fromkeys(_typed_numbers(text)):
            yield Finding(
                text.at(phrase),
                f"”{phrase}” är skrivet för hand och blir fel om bilagornas ordning ändras",
                _linked(material, text, numbers),
                about=phrase.lower().replace("\u00a0", " "),
            )


def _typed_numbers(text: Text) -> Iterator[tuple[str, tuple[int, ...]]]:
    for found in _APPENDIX.finditer(text.words):
        owner = found["owner"]
        if owner is None or owner.split()[-1].lower().startswith(_OURS):
            yield found["phrase"], tuple(map(int, re.findall(r"\d+", found["numbers"])))


def _linked(material: Material, text: Text, numbers: tuple[int, ...]) -> str:
    if text.prose is None:
        return "ta bort numret; en text på en rad kan inte hänvisa till en bilaga"
    listed = material.case.documents[str(text.key)].appendices
    keys = [listed[n - 1] if 0 < n <= len(listed) else "nyckel" for n in numbers]
    links = listing(f"[handlingens namn](bilaga:{key})" for key in keys)
    return f"skriv {links}, så skrivs rätt nummer ut efter namnet"


# Names of authorities and organisations


YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def names_of_the_time(material: Material) -> Iterator[Finding]:
    """56: authorities and organisations are called what they were called on the document's date."""
    yield from material.once_each(_names_of_another_time(material))


def _names_of_another_time(material: Material) -> Iterator[Finding]:
    documents = material.case.documents
    first = next(iter(documents.values())).date
    names = _Names(material.words)
    for text in material.texts:
        if not names.any_in(text.words):
            continue
        day = documents[text.key].date if text.key else first
        for sentence in text.sentences:
            for row, name in names.in_sentence(sentence):
                if not row.holds(day) and not names.is_of_its_time(sentence, row):
                    yield _misnamed(text, name, row, day)


class _Names:
    """The names that were used for a time, found in texts."""

    def __init__(self, words: Words) -> None:
        rows = words.authorities.authorities.rows
        written: dict[str, Authority | None] = {}
        # A name that the workspace has taken away is still no part of another.
        for row in built_in().authorities.authorities.rows:
            written |= dict.fromkeys(row.written)
        for row in rows:
            written |= dict.fromkeys(row.written, row)
        forms = sorted(written, key=len, reverse=True)  # SKL:s before SKL
        self._rows = [written[form] for form in forms]
        self._finder = numbered_finder(tuple(forms))
        self._history = words.phrases.history.finder

    def any_in(self, text: str) -> bool:
        """Tell whether a text has any of the names."""
        return self._finder.search(text) is not None

    def in_sentence(self, sentence: str) -> Iterable[tuple[Authority, str]]:
        """Return the rows that a sentence names, with how each is written there first."""
        found: dict[int, tuple[Authority, str]] = {}
        for name in self._finder.finditer(sentence):
            row = self._rows[(name.lastindex or 0) - 1]
            if row:
                found.setdefault(id(row), (row, name.group()))
        return found.values()

    def is_of_its_time(self, sentence: str, row: Authority) -> bool:
        """Tell whether a sentence says that it is about another time, or names a year of then."""
        if self._history.search(sentence):
            return True
        years = [int(year) for year in YEAR.findall(sentence)]
        start = row.start.year if row.start else 0
        end = row.end.year if row.end else 9999
        return any(start <= year <= end for year in years)


def names_of_parties(material: Material) -> Iterator[Finding]:
    """56: a party is called what it was called on the day of every document."""
    for party in material.every(Party):
        time = party.name_valid
        if time is None:
            continue
        other = {k: d.date for k, d in material.case.documents.items() if not time.holds(d.date)}
        if other:
            named = listing(f"”{key}”" for key in other)
            yield Finding(
                at(party, "namn"),
                f"namnet ”{party.name}” gäller {_during(time)} men {named} är från en annan tid",
                "skriv namnet som parten hade då, eller rätta namnet_gäller",
                tuple(
                    See(at(material.case.documents[key], "datum"), f"den här är från {day}")
                    for key, day in other.items()
                ),
            )


def _during(time: NameTime) -> str:
    start = f"från och med {time.start}" if time.start else ""
    end = f"till och med {time.end}" if time.end else ""
    return f"{start} {end}".strip()


def _misnamed(text: Text, name: str, row: Authority, day: date) -> Finding:
    if row.end and day > row.end:
        when = f"användes till och med {row.end} men texten är från {day}"
    else:
        when = f"används sedan {row.start} men texten är från {day}"
    help = f"skriv {row.instead}"
    return Finding(text.at(name), f"namnet ”{name}” {when}", help, about=row.name)


RULES = (
    Rule(
        "56",
        "Myndigheter och organisationer har det namn som de hade när handlingen skrevs.",
        "Ett namn som inte längre används, eller inte fanns, får läsaren att tvivla på resten. Ett "
        "gammalt namn går bra när texten säger att det är historia.",
        "Byt namnet, eller skriv dåvarande framför det.",
        checks=(advice(names_of_the_time), advice(names_of_parties)),
        exact=False,
    ),
)
