"""What is typed in texts although it changes: numbers of appendices, names of authorities."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from avtal.case.kinds import DOCUMENTS
from avtal.language.swedish import listing
from avtal.model.parties import NameTime, Party
from avtal.rules.finding import Finding, See, at
from avtal.rules.material import Material, Text
from avtal.rules.rule import Rule, advice
from avtal.rules.sentences import sentences

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


class _Name(NamedTuple):
    """A name, how it is written, the days between which it was used, and what to write."""

    name: str
    pattern: str
    start: date | None
    end: date | None
    help: str


_NAMES = (
    # Polismyndigheten became one authority on 1 January 2015, instead of Rikspolisstyrelsen and 21
    # police authorities: prop. 2013/14:110, förordning (2014:1102) med instruktion.
    _Name(
        "Rikspolisstyrelsen",
        r"Rikspolisstyrelsen\w*|RPS\b",
        None,
        date(2014, 12, 31),
        "skriv Polismyndigheten, eller dåvarande Rikspolisstyrelsen om det är den som menas",
    ),
    _Name(
        "länspolismyndigheten",
        r"[Ll]änspolismyndighet\w*|Polismyndigheten i [A-ZÅÄÖ]\w+(?: [A-ZÅÄÖ]\w+)? län\b",
        None,
        date(2014, 12, 31),
        "skriv Polismyndigheten, eller dåvarande om det är den gamla myndigheten som menas",
    ),
    # The congress of Sveriges Kommuner och Landsting changed the name on 27 November 2019; both
    # names pass in that month.
    _Name(
        "SKL",
        r"Sveriges Kommuner och Landsting\w*|SKL(?::s)?(?=\b)",
        date(2007, 1, 1),
        date(2019, 11, 30),
        "skriv Sveriges Kommuner och Regioner (SKR)",
    ),
    _Name(
        "SKR",
        r"Sveriges Kommuner och Regioner\w*|SKR(?::s)?(?=\b)",
        date(2019, 11, 1),
        None,
        "skriv Sveriges Kommuner och Landsting (SKL), som namnet var då",
    ),
    # The word of the law is region since 1 January 2020: lag (2019:835) om ändring i kommunallagen.
    _Name(
        "landstinget",
        r"(?<!Kommuner och )[Ll]andsting(?:et|ets|en|ens)?\b",
        None,
        date(2019, 12, 31),
        "skriv regionen, eller dåvarande landstinget om det är det som menas",
    ),
    # Datainspektionen got the name Integritetsskyddsmyndigheten on 1 January 2021.
    _Name(
        "Datainspektionen",
        r"Datainspektionen\w*",
        None,
        date(2020, 12, 31),
        "skriv Integritetsskyddsmyndigheten, eller dåvarande Datainspektionen",
    ),
    _Name(
        "Integritetsskyddsmyndigheten",
        r"Integritetsskyddsmyndigheten\w*",
        date(2021, 1, 1),
        None,
        "skriv Datainspektionen, som myndigheten hette då",
    ),
)
_ANY_NAME = re.compile(
    r"\b(?=[DILPRSl])(?:"  # the first letters, so that most words are passed over at once
    + "|".join(f"(?P<n{number}>{row.pattern})" for number, row in enumerate(_NAMES))
    + ")"
)

# What shows that a sentence speaks of the time of the name and not of the time of the document.
_HISTORICAL = re.compile(
    r"\b(?:dåvarande|tidigare|förutvarande|före detta|f\.d\.|upphörde|bildades|ersatte\w*|"
    r"bytte namn|hette|fram till|på den tiden|numera|sedermera)(?!\w)",
    re.IGNORECASE,
)
YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def names_of_the_time(material: Material) -> Iterator[Finding]:
    """56: authorities and organisations are called what they were called on the document's date."""
    yield from material.once_each(_names_of_another_time(material))


def _names_of_another_time(material: Material) -> Iterator[Finding]:
    documents = material.case.documents
    first = next(iter(documents.values())).date
    for text in material.texts:
        if not _ANY_NAME.search(text.words):
            continue
        day = documents[text.key].date if text.key else first
        for sentence in sentences(text.words):
            for row, name in _named(sentence).items():
                if _is_strange(row, day) and not _of_its_time(sentence, row):
                    yield _misnamed(text, name, row, day)


def _named(sentence: str) -> dict[_Name, str]:
    """Return the rows that a sentence names, each once, with how it is written there first."""
    found: dict[_Name, str] = {}
    for name in _ANY_NAME.finditer(sentence):
        found.setdefault(_NAMES[int(str(name.lastgroup)[1:])], name.group())
    return found


def _is_strange(row: _Name, day: date) -> bool:
    return (row.start is not None and day < row.start) or (row.end is not None and day > row.end)


def _of_its_time(sentence: str, row: _Name) -> bool:
    """Tell whether the sentence says that it speaks of another time, or names a year of then."""
    if _HISTORICAL.search(sentence):
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


def _misnamed(text: Text, name: str, row: _Name, day: date) -> Finding:
    if row.end and day > row.end:
        when = f"användes till och med {row.end} men texten är från {day}"
    else:
        when = f"används sedan {row.start} men texten är från {day}"
    return Finding(text.at(name), f"namnet ”{name}” {when}", row.help, about=row.name)


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
