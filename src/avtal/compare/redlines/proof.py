"""The proof of a redline: accepted it is the new document, rejected the old one, word for word.

Held against each other are the paragraphs, tables, rows and cells of every story, which cells are
one, and on which pages headers stand; not the look.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from avtal.compare.documents.lines import lines_of
from avtal.compare.documents.looks import more_than_space
from avtal.compare.documents.rows import rows_of
from avtal.compare.documents.signs import visible
from avtal.compare.documents.unseen import Unseen, unseen_in
from avtal.compare.sides.received import read_file
from avtal.problems import EnvironmentProblem
from avtal.word.package.parts import Package, W, main_part
from avtal.word.stories.comparable import without_controls
from avtal.word.stories.reading import BODY, Cell, Paragraph
from avtal.word.stories.revisions import Verdict, has_changes
from avtal.word.stories.settled import SettledDocument, settled

if TYPE_CHECKING:
    from lxml import etree

Strength = Literal["exact", "blank", "none"]
"""`blank`: equal but for paragraphs without any text, which a reader sees as space at most."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A place where a redline would have been wrong: what should stand there, and what does.

    Both are texts to be read, with signs for what cannot be seen, so that two are never alike.
    `verdict` tells whether it is wrong when all changes are accepted or when they are rejected,
    `paragraphs` which paragraphs of the story `place` should stand there: those beside it where
    none should. `where` is the same as one says it: under ”Avtalstid”, stycke 1.
    """

    verdict: Verdict
    place: str
    expected: str | None
    found: str | None
    paragraphs: tuple[int, ...] = ()
    where: str = ""


@dataclass(frozen=True, slots=True)
class Proof:
    """What the proof of a redline found.

    `unseen` is what is wrong in one that is right to every word, and when: a link that leads
    elsewhere, a number of a list, a word that is hidden.
    """

    strength: Strength
    faults: tuple[Fault, ...] = ()
    unseen: tuple[tuple[Verdict, Unseen], ...] = ()

    @property
    def holds(self) -> bool:
        """Whether no word, table, row or cell is wrong."""
        return self.strength != "none"


def prove(old: SettledDocument, new: SettledDocument, redline: Package) -> Proof:
    """Return whether the redline is right in both directions, and where it is not.

    A redline has what controls hold, and not the controls.
    """
    sides: tuple[tuple[Verdict, SettledDocument], ...] = (("accepted", new), ("rejected", old))
    strength: Strength = "exact"
    faults: list[Fault] = []
    bare = without_controls(redline)
    found = {verdict: settled(bare, verdict) for verdict, _ in sides}
    for verdict, expected in sides:
        wanted, got = _held(expected), _held(found[verdict])
        if wanted == got:
            continue
        strength = "blank" if strength == "exact" else strength
        wrong = [_placed(fault, expected) for fault in _faults(verdict, wanted, got)]
        if wrong:
            strength = "none"
            faults += wrong
    if faults:
        return Proof(strength, tuple(faults))
    unseen = (
        (verdict, one)
        for verdict, expected in sides
        for one in _unseen(_without_controls(expected), found[verdict])
    )
    return Proof(strength, unseen=tuple(unseen))


def _without_controls(document: SettledDocument) -> SettledDocument:
    package = without_controls(document.package)
    return document if package is document.package else settled(package)


def _placed(fault: Fault, expected: SettledDocument) -> Fault:
    """Return a fault with where it is, under which heading."""
    lines = lines_of({BODY: expected.stories[BODY]}) if fault.place == BODY else []
    first = next(iter(fault.paragraphs), None)
    if first is None or first >= len(lines):
        return replace(fault, where=fault.place)
    return replace(fault, where=lines[first].place())


def _unseen(expected: SettledDocument, found: SettledDocument) -> list[Unseen]:
    rows = rows_of(lines_of(expected.stories), lines_of(found.stories))
    return unseen_in(expected, found, rows)


@dataclass(frozen=True, slots=True)
class ProvedFiles:
    """The proof of a redline of two files, and what differs unseen between the files."""

    proof: Proof
    differing: tuple[Unseen, ...]


def prove_files(old: Path, new: Path, redline: Path) -> ProvedFiles:
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
        read.append(settled(package))
    before, after = read
    return ProvedFiles(
        prove(before, after, read_file(redline).package()), tuple(_unseen(before, after))
    )


class _Line(NamedTuple):
    """What is held against each other of a paragraph."""

    text: str
    cells: tuple[Cell, ...]

    @property
    def is_blank(self) -> bool:
        """Whether a reader sees nothing but space."""
        return not self.text.strip()


_Words = dict[str, list[_Line]]


def _held(document: SettledDocument) -> _Words:
    """Return what is held against each other, in the normal form that the redline is written in."""
    root = document.package.xml[main_part(document.package)]
    told = {"Celler som är en": _joined_cells(root), "Avsnitt": _pages(root)}
    words = {name: list(map(_line, story)) for name, story in document.stories.items()}
    return words | {name: [_Line(text, ()) for text in texts] for name, texts in told.items()}


def _line(paragraph: Paragraph) -> _Line:
    return _Line(unicodedata.normalize("NFC", paragraph.text), paragraph.cells)


def _joined_cells(root: etree._Element) -> list[str]:
    """Return the rows with a cell that takes several columns, or is one with that above."""
    rows = (", ".join(map(_cell_form, row.iterchildren(f"{W}tc"))) for row in root.iter(f"{W}tr"))
    return [row for row in rows if row.strip(", 1")]


def _cell_form(cell: etree._Element) -> str:
    span, join = (cell.find(f"{W}tcPr/{W}{name}") for name in ("gridSpan", "vMerge"))
    wide = "1" if span is None else span.get(f"{W}val", "1")
    if join is None:
        return wide
    return f"{wide} {'nedåt' if join.get(f'{W}val') == 'restart' else 'uppåt'}"


def _pages(root: etree._Element) -> list[str]:
    """Return of each section whether its first page has headers of its own."""
    firsts = (section.find(f"{W}titlePg") for section in root.iter(f"{W}sectPr"))
    return [
        "samma sidhuvud på alla sidor"
        if one is None or one.get(f"{W}val") in {"0", "false", "off"}
        else "eget sidhuvud på första sidan"
        for one in firsts
    ]


def _kept(story: Sequence[_Line]) -> list[tuple[int, _Line]]:
    """Return all but blank paragraphs, numbered, and one in each cell of blank ones only."""
    blank = [line.is_blank for line in story]
    return [
        (number, story[number]._replace(text="") if blank[number] else story[number])
        for number in more_than_space([line.cells for line in story], blank)
    ]


def _faults(verdict: Verdict, expected: _Words, found: _Words) -> Iterator[Fault]:
    for name in dict.fromkeys([*expected, *found]):
        kept = _kept(expected.get(name, []))
        wanted = [line for _, line in kept]
        got = [line for _, line in _kept(found.get(name, []))]
        if wanted == got:
            continue
        for tag, a, b, c, d in SequenceMatcher(None, wanted, got, autojunk=False).get_opcodes():
            if tag != "equal":
                near = kept[a:b] or kept[max(a - 1, 0) : a + 1]
                numbers = tuple(number for number, _ in near)
                yield Fault(verdict, name, _as_text(wanted[a:b]), _as_text(got[c:d]), numbers)


def _as_text(lines: Sequence[_Line]) -> str | None:
    """Return some paragraphs as one text; None where there is none."""
    return "\n".join(map(_with_place, lines)) if lines else None


def _with_place(line: _Line) -> str:
    """Return a text with its cells in front, and with signs for what cannot be seen."""
    text = visible(line.text)
    if not line.cells:
        return text
    places = (
        f"tabell {table + 1}, rad {row + 1}, kolumn {column + 1}"
        for table, row, column in line.cells
    )
    return f"[{', i den '.join(places)}] {text}"
