"""The proof of a redline: accepted it is the new document, rejected the old one, word for word.

Held against each other are the paragraphs, tables, rows and cells of every story; not the look.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Literal

from avtal.compare.sides.received import read_file
from avtal.problems import EnvironmentProblem
from avtal.word.package.parts import Package
from avtal.word.stories.reading import Cell, Stories, stories
from avtal.word.stories.revisions import Verdict, has_changes, settle

Strength = Literal["exact", "blank", "none"]
"""`blank`: equal but for paragraphs without any text, which a reader sees as space at most."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A place where a redline would have been wrong: what should stand there, and what does.

    `verdict` tells whether it is wrong when all changes are accepted or when they are rejected.
    """

    verdict: Verdict
    place: str
    expected: str | None
    found: str | None


@dataclass(frozen=True, slots=True)
class Proof:
    """What the proof of a redline found."""

    strength: Strength
    faults: tuple[Fault, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether no word, table, row or cell is wrong."""
        return self.strength != "none"


def prove(old: Stories, new: Stories, redline: Package) -> Proof:
    """Return whether the redline is right in both directions, and where it is not."""
    wanted: tuple[tuple[Verdict, Stories], ...] = (("accepted", new), ("rejected", old))
    strength: Strength = "exact"
    faults: list[Fault] = []
    for verdict, expected in wanted:
        found = stories(settle(redline, verdict))
        if _words(expected) == _words(found):
            continue
        strength = "blank" if strength == "exact" else strength
        wrong = list(_faults(verdict, _without_blanks(expected), _without_blanks(found)))
        if wrong:
            strength = "none"
            faults += wrong
    return Proof(strength, tuple(faults))


def prove_files(old: Path, new: Path, redline: Path) -> Proof:
    """Return the proof of a redline, whoever made it.

    Raises EnvironmentProblem where a file is no Word document, or is itself one with tracked
    changes where it should say what it says.
    """
    read = []
    for path in (old, new):
        package = read_file(path).package()
        if has_changes(package):
            raise EnvironmentProblem(
                f"”{path}” har själv spårade ändringar, så det går inte att veta vad den säger",
                "godkänn eller avvisa dem i Word först",
            )
        read.append(stories(package))
    return prove(read[0], read[1], read_file(redline).package())


_Words = dict[str, list[tuple[str, tuple[Cell, ...]]]]


def _words(read: Stories) -> _Words:
    """Return what is held against each other. A story of nothing at all is as good as none."""
    return {
        name: [(one.text, one.cells) for one in story]
        for name, story in read.items()
        if any(one.text or one.cells for one in story)
    }


def _without_blanks(read: Stories) -> _Words:
    """Return the same without blank paragraphs, but for one in each cell of blank ones only."""
    filled: _Words = {}
    for name, story in _words(read).items():
        kept: list[tuple[str, tuple[Cell, ...]]] = []
        has_text = {cells for text, cells in story if text.strip()}
        for text, cells in story:
            blank = not text.strip()
            if blank and (not cells or cells in has_text or ("", cells) in kept[-1:]):
                continue
            kept.append(("" if blank else text, cells))
        if kept:
            filled[name] = kept
    return filled


def _faults(verdict: Verdict, expected: _Words, found: _Words) -> Iterator[Fault]:
    for name in dict.fromkeys([*expected, *found]):
        wanted, got = expected.get(name, []), found.get(name, [])
        if wanted == got:
            continue
        for tag, a, b, c, d in SequenceMatcher(None, wanted, got, autojunk=False).get_opcodes():
            if tag != "equal":
                yield Fault(verdict, name, _as_text(wanted[a:b]), _as_text(got[c:d]))


def _as_text(lines: Sequence[tuple[str, tuple[Cell, ...]]]) -> str | None:
    """Return some paragraphs as one text; None where there is none."""
    return "\n".join(_place_of(text, cells) for text, cells in lines) if lines else None


def _place_of(text: str, cells: tuple[Cell, ...]) -> str:
    if not cells:
        return text
    table, row, column = (number + 1 for number in cells[-1])
    return f"[tabell {table}, rad {row}, kolumn {column}] {text}"
