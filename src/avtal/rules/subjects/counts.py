"""Numbers that are typed in texts: how many there are of something, and figures of the picture."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import NamedTuple

from avtal.language.phrases import either, whole
from avtal.language.swedish import NUMBER_WORDS
from avtal.model.agreement import FocusAnalysis
from avtal.model.base import Period
from avtal.model.phrases import Phrases
from avtal.model.promise import Promise
from avtal.model.situation import MappedCrime
from avtal.rules.finding import Finding, Place, See, at
from avtal.rules.material import Material, Text
from avtal.rules.rule import Rule, advice
from avtal.rules.sentences import Word, words_of


class _Count(NamedTuple):
    """How many there are: every number that is true of a document, and where they stand."""

    true: frozenset[int]
    place: Place
    said: str


_BOTH = {"båda": 2, "bägge": 2}
_NUMBERS = {word: number for number, word in enumerate(NUMBER_WORDS) if number > 1} | _BOTH
_NOUNS = "fokusområden|parter|löften|åtgärder|år"
_NAMED = re.compile(f" (?:{_NOUNS})", re.IGNORECASE)
_AWAY = re.compile(r" (?:tillbaka|bakåt|framåt|sedan|senare|efter|före|till)\b")
_NEAR = 120
"""Characters before a number in which the words stand that tell what it is of."""


@cache
def _counting(qualifiers: tuple[str, ...]) -> re.Pattern[str]:
    """Return the pattern of a number with its noun; what may stand between changes no count."""
    return re.compile(
        r"(?<![\w–-])"
        rf"(?P<phrase>(?P<number>{'|'.join(_NUMBERS)}|\d{{1,3}})"
        rf"(?: {either(qualifiers)})? (?P<noun>{_NOUNS})(?:na|a)?)\b",
        re.IGNORECASE,
    )


@cache
def _lasting(agreements: tuple[str, ...]) -> re.Pattern[str]:
    """Return the pattern of what stands before the years that the agreement holds for."""
    return re.compile(rf"{whole(agreements)}.*\b(?:gäller|löper) (?:i|under)$", re.IGNORECASE)


def typed_counts(material: Material) -> Iterator[Finding]:
    """7: a number of focus areas, parties, promises, actions or years is the true one."""
    yield from material.once_each(_wrong_counts(material))


def _wrong_counts(material: Material) -> Iterator[Finding]:
    counts: dict[tuple[str, str | None], _Count | None] = {}
    for text in material.texts:
        for found in _counted(text, material.words.phrases):
            noun = found["noun"].lower()
            if not _is_of_all(material, text, found):
                continue
            where = (noun, text.key)
            if where not in counts:
                counts[where] = _COUNTS[noun](material, text.key)
            count = counts[where]
            phrase = found["phrase"]
            if count is None or _number(found["number"]) in count.true:
                continue
            yield Finding(
                text.at(phrase),
                f"texten säger ”{phrase}” men {count.said}",
                "rätta talet i texten, eller det som räknas",
                (See(count.place, "här står det som räknas"),),
                about=phrase.lower(),
            )


def _counted(text: Text, phrases: Phrases) -> Iterator[re.Match[str]]:
    """Yield every number with its noun in the sentences of a text that are about its own time."""
    if _NAMED.search(text.words):
        for sentence in text.sentences:
            found = list(_counting(phrases.qualifiers.words).finditer(sentence))
            if found and not phrases.past.finder.search(sentence):
                yield from found


def _number(word: str) -> int:
    return int(word) if word.isdecimal() else _NUMBERS[word.lower()]


def _is_of_all(material: Material, text: Text, found: re.Match[str]) -> bool:
    """Tell whether the phrase can be about everything of its kind that the case has.

    After some words the number is of some of them, or not exact. The text of a single action or
    promise may count its own; years are those of the agreement only where it is said to hold for
    them.
    """
    phrases = material.words.phrases
    before = found.string[max(0, found.start() - _NEAR) : found.start()].rstrip()
    *_, second, last = ["", "", *before.lower().split()]
    noun = found["noun"].lower()
    both_of_two = found["number"].lower() in _BOTH and noun != "parter"
    if both_of_two or phrases.not_all.finder.fullmatch(last):
        return False
    if last == "av" and _is_part(second, phrases):
        return False
    match noun:
        case "år":
            lasts = _lasting(phrases.agreements.words)
            return bool(lasts.search(before)) and not _AWAY.match(found.string, found.end())
        case "löften" | "åtgärder":
            return material.location(text.place.model).about == text.key
    return True


def _is_part(word: str, phrases: Phrases) -> bool:
    """Tell whether a number after the word and “av” is of what a part was taken from."""
    return bool(phrases.parts.finder.fullmatch(word)) or word in _NUMBERS or word.isdecimal()


def _focus_areas(material: Material, key: str | None) -> _Count:
    every = len(material.facts.focus_areas)
    place = at(material.facts, "fokusområden")
    agreed = [
        analysis
        for analysis in material.every(FocusAnalysis)
        if material.location(analysis).key == "overenskommelse"
    ]
    if not agreed:
        return _Count(frozenset({every}), place, f"ärendet har {every}")
    place = at(material.agreement, "fokusområden")
    true = {len(agreed)} if key == "overenskommelse" else {len(agreed), every}
    others = len(material.every(FocusAnalysis)) - len(agreed)
    if key == "atgardsplan" and others > 1:
        true.add(others)
    return _Count(frozenset(true), place, f"överenskommelsen har {len(agreed)}")


def _parties(material: Material, key: str | None) -> _Count:
    count = len(material.facts.parties)
    return _Count(frozenset({count}), at(material.facts, "parter"), f"ärendet har {count}")


def _promises(material: Material, key: str | None) -> _Count | None:
    if "medborgarlofte" not in material.case.documents:
        return None
    givers = [promise.giver for promise in material.every(Promise)]
    own = {givers.count(giver) for giver in set(givers)}
    place = at(material.promises, "löften")
    return _Count(frozenset({len(givers), *own}), place, f"medborgarlöftet har {len(givers)}")


def _actions(material: Material, key: str | None) -> _Count | None:
    if "atgardsplan" not in material.case.documents:
        return None
    actions = material.plan.actions
    areas = [action.focus_area for action in actions]
    leads = [action.lead for action in actions]
    own = {kinds.count(kind) for kinds in (areas, leads) for kind in set(kinds)}
    place = at(material.plan, "åtgärder")
    return _Count(frozenset({len(actions), *own}), place, f"åtgärdsplanen har {len(actions)}")


def _years(material: Material, key: str | None) -> _Count:
    """Return the years of the agreement, or of the document's own period."""
    own = getattr(material.case.documents.get(key or ""), "period", None)
    periods = [material.facts.term, *([own] if isinstance(own, Period) else [])]
    # A year is neither begun nor ended; where the term has no whole years any number may be meant.
    true = {year for period in periods for year in _whole_years(period)}
    term = material.facts.term
    return _Count(
        frozenset(true),
        at(material.facts, "avtalstid"),
        f"avtalstiden är {term.start}–{term.end}",
    )


def _whole_years(period: Period) -> range:
    """Return the numbers of years that a period may be said to last."""
    days = (period.end - period.start).days + 1
    return range(int(days / 365.25 + 0.01), int(days / 365.25 + 0.99) + 1)


_COUNTS: Mapping[str, Callable[[Material, str | None], _Count | None]] = {
    "fokusområden": _focus_areas,
    "parter": _parties,
    "löften": _promises,
    "åtgärder": _actions,
    "år": _years,
}


# Figures that contradict the picture

_ENDINGS = ("", "en", "et", "n", "na", "erna", "s")
_FIGURE = re.compile(
    r"(?<![\w.,:/–-])(?P<figure>\d{1,3}(?:[ \u00a0]\d{3})+|\d+)(?![\w.,:/–-]?\w| ?%| procent)"
)
_WITH_FIGURE = re.compile(r"\bmed (?=\d)", re.IGNORECASE)


def typed_figures(material: Material) -> Iterator[Finding]:
    """59: a figure that is typed together with a category and a year is that of the picture."""
    yield from material.once_each(_wrong_figures(material))


def _wrong_figures(material: Material) -> Iterator[Finding]:
    rows = _Rows(material.picture.mapping)
    for text in material.texts:
        if text.key is None or isinstance(text.place.model, MappedCrime):
            continue
        if len(_FIGURE.findall(text.words)) < 2:
            continue
        for sentence in text.sentences:
            yield from _contradictions(text, sentence, rows, material.words.phrases)


class _Rows:
    """The rows of the mapping, found by the words of their categories in a sentence."""

    def __init__(self, mapping: tuple[MappedCrime, ...]) -> None:
        self.years = set(mapping[0].values)
        self._by_words: dict[tuple[str, ...], MappedCrime] = {}
        for row in mapping:
            *first, last = [word.text.lower() for word in words_of(row.category)] or [""]
            for ending in _ENDINGS:
                self._by_words.setdefault((*first, last + ending), row)
        self._lengths = sorted({len(words) for words in self._by_words}, reverse=True)

    def named(self, words: list[Word]) -> list[tuple[MappedCrime, range]]:
        """Return every row whose category the words name, and where in the text they do."""
        lower = [word.text.lower() for word in words]
        found = []
        for start in range(len(lower)):
            for length in self._lengths:
                name = tuple(lower[start : start + length])
                if name in self._by_words:
                    last = words[start + len(name) - 1]
                    found.append((self._by_words[name], range(words[start].start, last.end)))
                    break
        return found


def _contradictions(text: Text, sentence: str, rows: _Rows, phrases: Phrases) -> Iterator[Finding]:
    found = list(_FIGURE.finditer(sentence))
    if len(found) < 2 or _is_about_something_else(sentence, phrases):
        return
    named = rows.named(words_of(sentence))
    if len(named) != 1:
        return
    ((row, name),) = named
    figures = [one for one in found if one.start() not in name]
    years = [one["figure"] for one in figures if one["figure"] in rows.years]
    counted = [one for one in figures if one["figure"] not in rows.years]
    if len(years) != len(counted):  # it cannot be told which belongs to which
        return
    values = {row.values[year] for year in years}
    for one in counted:
        figure = one["figure"]
        if None in values or int(re.sub(r"\D", "", figure)) in values:
            continue
        if _is_of_row(sentence, one, row, name, phrases):
            there = " och ".join(f"{row.values[year]} för {year}" for year in years)
            yield Finding(
                text.at(figure),
                f"texten säger {figure} men lägesbilden har {there} i ”{row.category}”",
                "rätta talet i texten eller i lägesbilden",
                (See(at(row, "värden", years[0]), f"här står {there}"),),
                about=row.id,
            )


def _is_about_something_else(sentence: str, phrases: Phrases) -> bool:
    """Tell whether a sentence speaks of goals, shares or limits and not of what was counted."""
    return bool(phrases.not_counted.finder.search(sentence) or _WITH_FIGURE.search(sentence))


_EQUALS = re.compile(r"\b(?:var|till|är) $", re.IGNORECASE)
_ALONE = re.compile(r"\W*$|[.,;:)]| (?:år|i|under|och|men|från|jämfört|mot)\b")


@cache
def _between(reported: tuple[str, ...]) -> re.Pattern[str]:
    """Return the pattern of what stands between a figure and what it counts."""
    return re.compile(rf" (?:{either(reported)} )?")


def _is_of_row(
    sentence: str, figure: re.Match[str], row: MappedCrime, name: range, phrases: Phrases
) -> bool:
    """Tell whether a figure counts what the row does, and not meetings or people.

    It does before the category or its unit, and after a verb where no other noun follows.
    """
    if _EQUALS.search(sentence, max(0, figure.start() - len(" till ")), figure.start()):
        return bool(_ALONE.match(sentence, figure.end()))
    between = _between(phrases.reported.words).match(sentence, figure.end())
    if between is None:
        return False
    ends = {figure.end() + 1, between.end()}
    unit = row.unit.lower()
    return (
        name.start in ends
        or any(sentence[end : end + len(unit)].lower() == unit for end in ends)
        or phrases.crime_units.finder.match(sentence, between.end()) is not None
    )


RULES = (
    Rule(
        "7",
        "Antal som är skrivna i texter stämmer med det som räknas.",
        "När ett fokusområde, ett löfte eller en part kommer till eller tas bort står det gamla "
        "antalet kvar i texterna. Läsaren vet inte vilket som gäller.",
        "Rätta talet, eller skriv om meningen så att den inte behöver något.",
        checks=(advice(typed_counts),),
        exact=False,
    ),
    Rule(
        "59",
        "En siffra som är skriven i en text säger inte emot lägesbilden.",
        "Siffror som hämtas genom id är alltid lika. En siffra som är skriven för hand står kvar "
        "när lägesbilden uppdateras.",
        "Rätta siffran i texten.",
        ("lagesbild",),
        (advice(typed_figures),),
        exact=False,
    ),
)
