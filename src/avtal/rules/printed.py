"""Rules on finished documents, which a template of one's own can break.

By our own templates they hold by construction. They get what is printed as values.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from avtal.problems import Problem, clean

if TYPE_CHECKING:
    from avtal.word.stories.plain import PrintedParagraph


@dataclass(frozen=True)
class Printed:
    """A finished document: what it must say of itself, and its paragraphs.

    `appendix_numbers` are its own as an appendix, `listed` the titles of its appendices.
    """

    key: str
    template: str
    title: str
    version: str
    appendix_numbers: Sequence[int]
    listed: Sequence[str]
    paragraphs: Sequence[PrintedParagraph]

    @cached_property
    def _words(self) -> str:
        """All that is printed, with one space between words and a line for each paragraph."""
        return "\n".join(" ".join(one.text.split()) for one in self.paragraphs)

    def says(self, words: str) -> bool:
        """Tell whether the words stand somewhere, whatever kind of space is between them."""
        wanted, place = " ".join(words.split()), 0
        while (place := self._words.find(wanted, place)) >= 0:
            end = place + len(wanted)
            around = self._words[max(place - 1, 0) : place] + self._words[end : end + 1]
            if not any(map(_is_letter, around)):
                return True
            place += 1
        return False


def _is_letter(character: str) -> bool:
    return character.isalnum() or character == "_"


class PrintedFinding(NamedTuple):
    """Something that a finished document lacks, or has too much of."""

    message: str
    help: str


def listed_appendices(printed: Printed) -> Iterator[PrintedFinding]:
    """39: the list of appendices names each of them."""
    for title in printed.listed:
        if not printed.says(title):
            yield PrintedFinding(
                f"bilagan ”{clean(title)}” står inte i handlingens bilagelista",
                "skriv bilagorna i mallen med en slinga över handling.bilagor",
            )


def own_title_and_number(printed: Printed) -> Iterator[PrintedFinding]:
    """40: an appendix says its title, and its number for each document that has it."""
    if printed.appendix_numbers and not printed.says(printed.title):
        yield PrintedFinding(
            f"handlingen visar inte sin titel, ”{clean(printed.title)}”",
            "skriv {{ handling.titel }} i mallen",
        )
    for number in printed.appendix_numbers:
        if not any(printed.says(f"{word} {number}") for word in ("Bilaga", "bilaga")):
            yield PrintedFinding(
                f"handlingen visar inte att den är bilaga {number}",
                "skriv numret i mallen med en slinga över handling.bilaga_till",
            )


def own_version(printed: Printed) -> Iterator[PrintedFinding]:
    """47: every document says which version it is."""
    if not printed.says(printed.version):
        yield PrintedFinding(
            f"handlingen visar inte sin version, {clean(printed.version)}",
            "skriv {{ stämpel.version }} i mallens sidhuvud",
        )


def heading_alone(printed: Printed) -> Iterator[PrintedFinding]:
    """62: a heading has something under it."""
    body = [one for one in printed.paragraphs if one.place == "Brödtext" and one.text.strip()]
    for number, paragraph in enumerate(body):
        level = _level(paragraph)
        after = body[number + 1] if number + 1 < len(body) else None
        if level and (after is None or 0 < _level(after) <= level):
            yield PrintedFinding(
                f"under rubriken ”{clean(paragraph.text)}” står ingenting",
                "låt rubriken stå i samma if i mallen som det som står under den",
            )


_LEVELS = {f"Rubrik {level}": level for level in range(1, 10)}


def _level(paragraph: PrintedParagraph) -> int:
    return _LEVELS.get(paragraph.style, 0)


_CHECKS: tuple[tuple[str, Callable[[Printed], Iterator[PrintedFinding]]], ...] = (
    ("39", listed_appendices),
    ("40", own_title_and_number),
    ("47", own_version),
    ("62", heading_alone),
)
PRINTED = frozenset(code for code, _ in _CHECKS)
"""The rules that are tried on finished documents too."""


def printed_findings(printed: Printed) -> list[Problem]:
    """Return what the rules say of a finished document, at its template."""
    return [
        Problem(
            f"regel {code}",
            finding.message,
            printed.template,
            help=finding.help,
            severity="varning",
            about=printed.key,
        )
        for code, check in _CHECKS
        for finding in check(printed)
    ]
