"""What a change of words is about, sentence by sentence: what weighs, numbers, dates, references.

A sentence that only stands elsewhere has not changed; one that was edited is held against what it
was before.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz

from avtal.compare.content.weighty import ALONE, Weighty
from avtal.language.swedish import MONTHS, NUMBER_WORDS
from avtal.model.marks import Subject

# A sentence begins with a capital, so that “kl. 18” and “18 kap. 1 §” stay whole.
_SENTENCE = re.compile(r"(?<=[.!?;])\s+(?=[A-ZÅÄÖ–”(\[*])|\n+")
_ALIKE = 45.0
"""How alike two sentences must be, in percent, for the one to be called an edit of the other."""

_YEAR = r"(?:19|20)\d\d"
_UNITS = r"kr|kronor|sek|procent|personer|invånare|st|stycken|timmar|meter|elever|hushåll"
_DAY_NAMES = "måndag|tisdag|onsdag|torsdag|fredag|lördag|söndag"
# “2018/19” is a school year, and no reference.
_YEARS = rf"\b{_YEAR}\s?[/–-]\s?(?:{_YEAR}|\d\d)\b(?![/-])"
_KINDS: tuple[tuple[Subject, re.Pattern[str]], ...] = (
    (Subject.DATE, re.compile(_YEARS)),
    (
        Subject.REFERENCE,
        re.compile(
            r"\b\d+(?::\d+)?\s*(?:[a-z]\s*)?(?:kap\b\.?(?:\s*\d+\s*(?:[a-z]\s*)?§§?)?|§§?)"
            r"|§§?\s*\d+(?:\s*[a-z]\b)?"
            r"|\b(?:sfs\s*)?(?:1[6-9]|20)\d\d:\d+\b"
            r"|\b(?:bilaga|artikel|avsnitt|punkt|paragraf|kapitel|stycke)\s+\d+(?:\.\d+)*\b"
            r"|\b(?:dnr|diarienummer|ärende)\.?:?\s+[^\s,;)]*\d[^\s,;)]*"
            rf"|\b(?:[a-zåäö]{{1,8}}[\s-]?)?{_YEAR}/\d+(?:-\d+)?\b"
            rf"|\b(?:[a-zåäö]{{1,8}}[\s-]?)?\d[\d.]*[/-]{_YEAR}\b"
            r"|\b[a-zåäö]+\d[\d.]*[/:-]\d+\b",
            re.IGNORECASE,
        ),
    ),
    (
        Subject.DATE,
        re.compile(
            rf"\b\d{{4}}-\d\d(?:-\d\d)?\b|(?:\b\d{{1,2}}(?::[ae])?\s+)?\b(?:{'|'.join(MONTHS)})\b"
            rf"(?:\s+\d{{4}})?|\b{_YEAR}\b(?!\s*(?:%|(?:{_UNITS})\b))|\b(?:{_DAY_NAMES})\w*"
            r"|\b(?:kl\.?|klockan)\s*\d+(?:[.:]\d\d)?",
            re.IGNORECASE,
        ),
    ),
    (
        Subject.NUMBER,
        re.compile(
            # “Ett” is an article more often than a number; to or from another number it shows.
            r"\d+(?:[\s.,]\d+)*|\b(?:"
            + "|".join(word for word in NUMBER_WORDS if word != "ett")
            + r"|\w*hundra|\w*tusen|miljon\w*|miljard\w*|hälften|halv\w*|dubbel\w*|dubbl\w*"
            r"|\w*tredjedel\w*|\w*fjärdedel\w*|\w*femtedel\w*|\w*tiondel\w*)\b",
            re.IGNORECASE,
        ),
    ),
)
"""What is looked for, in the order in which it is taken out of the text."""


def weigh(old: str, new: str) -> Subject:
    """Return what a change of a text is about, the gravest first; an absent text is ””."""
    found = {subject for pair in _pairs(old, new) for subject in _subjects(*pair)}
    return min(found, key=list(Subject).index, default=Subject.WORDING)


def _pairs(old: str, new: str) -> Iterator[tuple[str, str]]:
    """Yield sentences before and after; one that was put in or taken out has ”” beside it."""
    before, after = (
        [" ".join(one.split()) for one in _SENTENCE.split(text) if one.strip()]
        for text in (old, new)
    )
    gone = list((Counter(before) - Counter(after)).elements())
    come = list((Counter(after) - Counter(before)).elements())
    gone.sort(key=before.index)
    come.sort(key=after.index)
    if len(gone) != len(come) and gone and come and not _differ(" ".join(gone), " ".join(come)):
        return  # sentences were put together or apart
    yield from _matched(gone, come)


def _matched(gone: Sequence[str], come: Sequence[str]) -> Iterator[tuple[str, str]]:
    left = list(come)
    for one in gone:
        best = max(left, key=lambda other: fuzz.ratio(one, other), default="")
        if len(gone) == len(come) == 1 or fuzz.ratio(one, best) >= _ALIKE:
            left.remove(best)
            yield one, best
        else:
            yield one, ""
    for one in left:
        yield "", one


def _differ(old: str, new: str) -> bool:
    """Tell whether texts that are read as one sentence each differ in anything that weighs."""
    return Weighty(old).differs(Weighty(new)) or any(
        Counter(before) != Counter(after)
        for before, after in zip(_figures(old).values(), _figures(new).values(), strict=True)
    )


def _subjects(old: str, new: str) -> Iterator[Subject]:
    """Yield what differs between a sentence before and after."""
    before, after = Weighty(old), Weighty(new)
    if not old or not new:
        if ALONE & {*before.classes, *after.classes}:
            yield Subject.SENSE
    elif before.differs(after):
        yield Subject.SENSE
    figures = _figures(old), _figures(new)
    for subject in figures[0]:
        if figures[0][subject] != figures[1][subject]:
            yield subject
            if "kostnad" in before.classes and "kostnad" in after.classes:
                yield Subject.SENSE


def _figures(sentence: str) -> dict[Subject, list[str]]:
    """Return the references, dates and numbers of a sentence in order, each as it is written."""
    found: dict[Subject, list[str]] = {subject: [] for subject, _ in _KINDS}
    for subject, pattern in _KINDS:
        found[subject] += [" ".join(one.lower().split()) for one in pattern.findall(sentence)]
        sentence = pattern.sub(" ", sentence)
    return found
