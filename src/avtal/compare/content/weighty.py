"""Words that decide what a sentence means in law: not, shall, only, both, who pays, who answers.

They are the grammar of any agreement, not the words of a municipality, and so they stand in code.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

_SAME = {
    "inte": "inte ej icke",
    "aldrig": "aldrig",
    "ingen": "ingen inga inget ingenting ingendera",
    "utan": "utan",
    "varken": "varken",
    "saknas": "saknar saknas",
    "undantag": "utom förutom undantaget frånsett",
    "bara": "bara endast enbart uteslutande",
    "ska": "ska skall skulle",
    "bör": "bör borde",
    "kan": "kan kunde",
    "måste": "måste",
    "båda": "båda bägge",
    "någon": "någon något några någondera",
    "alla": "alla samtliga",
    "minst": "minst lägst åtminstone",
    "högst": "högst maximalt",
    "senast": "senast",
    "tidigast": "tidigast",
}
_CLASSES = {word: name for name, words in _SAME.items() for word in words.split()}
"""Words by what they are one of: to write another one of the same changes nothing."""

_STEMS = {
    "skyldig": r"\w*skyldig\w*|åligg\w+|tvingande|förbund(?:en|na|et)",
    "rätt": r"berättig\w+|tillåt\w+|förbjud\w+|förbud\w*",
    "bindande": r"bindande",
    "undantag": r"undanta\w*",
    "kostnad": r"\w*kostnad\w*|bekosta\w*|\w*betal(?!ni)\w*|\w*betalning\w*|finansier\w+|ersätt\w*"
    r"|ersatt\w*|\w*avgift\w*|vite\w*|viten|\w*skadestånd\w*|böter|garanter\w+",
    "ansvar": r"\w*ansvar\w*|solidarisk\w*",
}
_STEM = re.compile("|".join(f"(?P<{name}>{stem})" for name, stem in _STEMS.items()))

_PHRASES = (
    # “Not only … but also” says no no, and neither does “not least”.
    (re.compile(r"\binte (?:bara|endast|enbart|minst)\b|\butan (?:också|även|dessutom)\b"), ""),
    (re.compile(r"\b(?:inte|ej) (?:någon|något|några)\b"), "ingen"),
    (re.compile(r"\bnågon gång\b"), ""),
    (re.compile(r"\bsom mest\b"), "högst"),
    (re.compile(r"\b(?:en|ett) av\b|\bendera\b"), "endera"),
    (re.compile(r"\b(?:står|stå|stod) för\b"), "bekostar"),
    (re.compile(r"\b(?:svarar|svara)\b"), "ansvarar"),
    (re.compile(r"\bi mån av\b|\b(?:om|när) (?:det är )?möjligt\b"), "förbehåll"),
    (re.compile(r"\b(?:åtar|åta|åtog|förbinder) sig\b"), "ansvarar"),
)
_CLASSES |= {"endera": "endera", "förbehåll": "förbehåll"}
_SHORT_VERBS = {"ge", "ta", "se", "få", "gå", "stå", "ske", "bli", "ha", "dra", "slå", "nå"}

_ACTOR = re.compile(
    r"(?P<name>kommun(?!ik)|polis(?!anm)|part(?:en|er|s)?\b|part(?:ens|ers|erna)|motpart|region|myndighet|nämnd"
    r"|\w*styrelse|\w*grupp(?:en)?\b|\w*chef|\w*direktör|\w*samordnare|bolag|förening|entreprenör"
    r"|leverantör|beställare|staten|länsstyrelse|\w*enhet(?:en)?\b)\w*"
)
_SIGNIFICANT = 4
"""Letters from which a word is one that a cost can depend on; articles and prepositions are not."""

_ALONE = (
    "inte aldrig ingen utan varken bara ska bör måste får högst minst senast tidigast skyldig "
    "kostnad ansvar"
)
ALONE = frozenset(_ALONE.split())
"""What makes a whole sentence that was put in or taken out grave."""


class Weighty:
    """What weighs in a sentence, or in several that are read as one."""

    def __init__(self, sentence: str) -> None:
        self.words = re.findall(r"\w+", sentence.lower())
        text = " ".join(self.words)
        for phrase, said in _PHRASES:
            text = phrase.sub(said, text)
        self._said = text.split()
        self.classes = Counter(_classes(self._said))

    def differs(self, other: Weighty) -> bool:
        """Tell whether the other sentence says something else of what weighs."""
        return (
            self._shall() != other._shall()
            or self._and_or(other)
            or self._negated_word(other)
            or self._lays_otherwise(other)
            or self._denies() != other._denies()
        )

    def _shall(self) -> dict[str, int]:
        """Return how often each class stands; cost and responsibility are there or not."""
        return {
            name: min(number, 1) if name in {"kostnad", "ansvar"} else number
            for name, number in self.classes.items()
        }

    def _and_or(self, other: Weighty) -> bool:
        """Tell whether “and” has become “or”, or the other way round."""
        change = [other.words.count(word) - self.words.count(word) for word in ("och", "eller")]
        return change[0] * change[1] < 0

    def _negated_word(self, other: Weighty) -> bool:
        """Tell whether a word has become its own opposite: behörig, obehörig."""
        here, there = Counter(self.words), Counter(other.words)
        gone, come = set(here - there), set(there - here)
        return any(f"o{word}" in come for word in gone) or any(f"o{word}" in gone for word in come)

    def _lays_otherwise(self, other: Weighty) -> bool:
        """Tell whether cost or responsibility lies on others, or for something else."""
        if not {"kostnad", "ansvar"} & {*self.classes, *other.classes}:
            return False
        if _actors(self.words) != _actors(other.words):
            return True
        return "kostnad" in self.classes and _significant(self.words) != _significant(other.words)

    def _denies(self) -> list[tuple[str, ...]]:
        """Return who is next to each “not” where several act, so that it cannot change hands."""
        clauses: list[tuple[str, ...]] = []
        here: list[str] = []
        for word in self._said:
            actor = _ACTOR.fullmatch(word)
            if actor:
                here.append(actor["name"])
            elif _CLASSES.get(word) in {"inte", "aldrig"}:
                clauses.append(tuple(here[-1:]))
        return clauses if len(set(here)) > 1 else []


def _classes(words: Sequence[str]) -> list[str]:
    found = []
    for place, word in enumerate(words):
        stem = _STEM.fullmatch(word)
        if word in _CLASSES:
            found.append(_CLASSES[word])
        elif stem and stem.lastgroup:
            found.append(stem.lastgroup)
        elif word == "får" and _is_verb(words[place + 1 : place + 4]):
            found.append("får")
    return found


def _is_verb(after: Sequence[str]) -> bool:
    """Tell whether one may do something: “får lämna”, not “får information”."""
    return any(word in _SHORT_VERBS or word.endswith("a") for word in after)


def _actors(words: Sequence[str]) -> list[str]:
    """Return who acts, in order; those on either side of an “and” stand in the order of names."""
    found: list[str] = []
    joined = False
    for word in words:
        actor = _ACTOR.fullmatch(word)
        if actor is None:
            joined = word == "och" and bool(found)
            continue
        found.append(actor["name"])
        if joined:
            found[-2:] = sorted(found[-2:])
        joined = False
    return found


def _significant(words: Sequence[str]) -> set[str]:
    """Return the beginnings of words that say what a cost is for, whatever their endings."""
    known = {*_CLASSES}
    return {
        word[:_SIGNIFICANT]
        for word in words
        if len(word) >= _SIGNIFICANT
        and word not in known
        and not _STEM.fullmatch(word)
        and not _ACTOR.fullmatch(word)
    }
