"""All that a reader can read in a Word document, story by story, as values that can be compared.

A story is a text that flows by itself: the body, a header, a footer, the footnotes, the endnotes,
a text box. Tables keep their rows and cells.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from avtal.word.package.parts import Package, W, main_part
from avtal.word.package.styles import style_names

if TYPE_CHECKING:
    from lxml import etree

Cell: TypeAlias = tuple[int, int, int]
"""Table, row and column, from 0 within what holds the table."""

BODY = "Brödtext"
NORMAL = "Normal"
"""The style of a paragraph that names none."""
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

MARGINS = {
    ("header", "first"): "Sidhuvud, första sidan",
    ("header", "default"): "Sidhuvud",
    ("header", "even"): "Sidhuvud, jämna sidor",
    ("footer", "first"): "Sidfot, första sidan",
    ("footer", "default"): "Sidfot",
    ("footer", "even"): "Sidfot, jämna sidor",
}
_NOTES = {"footnote": "Fotnoter", "endnote": "Slutnoter"}

CHARACTERS = {
    f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}br": "\n", f"{W}cr": "\n",
    f"{W}noBreakHyphen": "\u2011", f"{W}softHyphen": "\u00ad", f"{W}sym": "[tecken]",
    f"{W}drawing": "[bild]", f"{W}pict": "[bild]", f"{W}object": "[objekt]",
    f"{W}footnoteReference": "[fotnot]", f"{W}endnoteReference": "[slutnot]",
}  # fmt: skip
# What Word counts out for each page and time of reading is no text of anyone's.
_COUNTED = {"PAGE", "NUMPAGES", "SECTIONPAGES", "DATE", "TIME", "PRINTDATE", "SAVEDATE"}
_TEXTS = {f"{W}t", f"{_MATH}t"}
_FIELD = {f"{W}fldChar", f"{W}instrText"}
_LOOKS = {f"{W}b": "b", f"{W}i": "i", f"{W}u": "u", f"{W}strike": "s"}
_OFF = {"0", "false", "off", "none"}


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: its story, its style as Word shows it, and its text.

    `cells` are the cells that it stands in, the outermost first. A tab is `\\t`, a line break
    `\\n`; a picture and the mark of a note stand in brackets. `looks` are the stretches of text
    that are bold, italic, underlined or struck by hand.
    """

    place: str
    style: str
    text: str
    cells: tuple[Cell, ...] = ()
    looks: tuple[tuple[int, int, str], ...] = ()


Stories: TypeAlias = dict[str, list[Paragraph]]


def stories(package: Package) -> Stories:
    """Return the paragraphs of each story by name: headers and footers first, the body last.

    Only what the body leads to is there, so a note without a mark is not. The document has no
    tracked changes: they were accepted or rejected.
    """
    return _StoryReader(package).read()


class _StoryReader:
    def __init__(self, package: Package) -> None:
        self._package = package
        self._main = main_part(package)
        self._relations = {one.id: one for one in package.relations(self._main)}
        self._styles = style_names(package)
        self._notes: dict[str, list[str]] = {"footnote": [], "endnote": []}
        self._boxes: list[etree._Element] = []
        self._place = BODY

    def read(self) -> Stories:
        body = self._package.xml[self._main].find(f"{W}body")
        assert body is not None
        found: Stories = {}
        for name, root in self._margins(body):
            found[name] = self._story(name, root)
        text = self._story(BODY, body)
        for kind, name in _NOTES.items():
            self._place = name
            notes = self._noted(kind)
            if notes:
                found[name] = notes
        # A box may hold another, which is then found while this one is read.
        for number, box in enumerate(self._boxes, 1):
            name = f"Textruta {number}"
            found[name] = self._story(name, box)
        found[BODY] = text
        return found

    def _story(self, name: str, root: etree._Element) -> list[Paragraph]:
        self._place = name
        return list(self._blocks(root, ()))

    def _margins(self, body: etree._Element) -> Iterator[tuple[str, etree._Element]]:
        for number, section in enumerate(body.iter(f"{W}sectPr"), 1):
            suffix = f" i avsnitt {number}" if number > 1 else ""
            for reference in section:
                kind = str(reference.tag).removeprefix(W).removesuffix("Reference")
                place = MARGINS.get((kind, reference.get(f"{W}type", "default")))
                relation = self._relations.get(reference.get(f"{_R}id", ""))
                root = self._package.xml.get(relation.target) if relation else None
                if place and root is not None:
                    yield place + suffix, root

    def _noted(self, kind: str) -> list[Paragraph]:
        """Return the paragraphs of the notes, in the order of their marks in the text."""
        parts = [one.target for one in self._relations.values() if one.kind == f"{kind}s"]
        root = self._package.xml.get(parts[0]) if parts else None
        if root is None:
            return []
        by_id = {note.get(f"{W}id"): note for note in root.iter(f"{W}{kind}")}
        notes = [by_id[one] for one in self._notes[kind] if one in by_id]
        return [paragraph for note in notes for paragraph in self._blocks(note, ())]

    def _blocks(self, holder: etree._Element, cells: tuple[Cell, ...]) -> Iterator[Paragraph]:
        # Tables with no paragraph between them are one table to Word and to whoever reads it.
        table = first = 0
        for block in _children(holder, f"{W}p", f"{W}tbl"):
            if block.tag == f"{W}p":
                table, first = table + bool(first), 0
                yield self._paragraph(block, cells)
                continue
            row = first
            for row, line in enumerate(_children(block, f"{W}tr"), first):
                for column, cell in enumerate(_children(line, f"{W}tc")):
                    yield from self._blocks(cell, (*cells, (table, row, column)))
            first = row + 1

    def _paragraph(self, element: etree._Element, cells: tuple[Cell, ...]) -> Paragraph:
        style = element.find(f"{W}pPr/{W}pStyle")
        name = NORMAL
        if style is not None:
            name = self._styles.get(str(style.get(f"{W}val")), NORMAL)
        pieces: list[str] = []
        looks: list[tuple[int, int, str]] = []
        length = 0
        for text, look in self._text(element):
            if look and looks and looks[-1][1:] == (length, look):
                looks[-1] = (looks[-1][0], length + len(text), look)
            elif look:
                looks.append((length, length + len(text), look))
            pieces.append(text)
            length += len(text)
        return Paragraph(self._place, name, "".join(pieces), cells, tuple(looks))

    def _text(self, paragraph: etree._Element) -> Iterator[tuple[str, str]]:
        """Yield (text, look) of each piece; the results of fields that Word counts are left out."""
        fields = OpenFields()
        for node, parent in _inline(paragraph):
            tag = str(node.tag)
            if tag == f"{W}txbxContent":
                self._boxes.append(node)
            elif tag in _FIELD:
                fields.take(node.get(f"{W}fldCharType"), node.text or "")
            elif fields.counted:
                continue
            elif tag in _TEXTS:
                yield node.text or "", _look(parent)
            elif tag in CHARACTERS:
                note = tag.removeprefix(W).removesuffix("Reference")
                if note in self._notes:
                    self._notes[note].append(node.get(f"{W}id", ""))
                yield CHARACTERS[tag], _look(parent)


class OpenFields:
    """The fields that are open at a place of a paragraph."""

    def __init__(self) -> None:
        self._instructions: list[str] = []

    def take(self, kind: str | None, instruction: str) -> None:
        """Take in the beginning or end of a field, or, where that is None, an instruction."""
        if kind == "begin":
            self._instructions.append("")
        elif kind == "end" and self._instructions:
            self._instructions.pop()
        elif kind is None and self._instructions:
            self._instructions[-1] += instruction

    @property
    def counted(self) -> bool:
        """Whether Word counts out what stands here."""
        return any(map(_counted, self._instructions))


def _counted(instruction: str) -> bool:
    return instruction.strip().partition(" ")[0].upper() in _COUNTED


def _look(run: etree._Element) -> str:
    """Return how a run is set by hand, as letters."""
    properties = run.find(f"{W}rPr")
    if properties is None:
        return ""
    return "".join(
        letter
        for tag, letter in _LOOKS.items()
        if (found := properties.find(tag)) is not None
        and found.get(f"{W}val", "1").lower() not in _OFF
    )


def _children(holder: etree._Element, *tags: str) -> Iterator[etree._Element]:
    """Yield the blocks, rows or cells of something, also those within content controls."""
    for child in holder:
        if child.tag in tags:
            yield child
        elif child.tag == f"{_MC}AlternateContent":
            chosen = _chosen(child)
            if chosen is not None:
                yield from _children(chosen, *tags)
        elif child.tag in _WRAPPERS:
            yield from _children(child, *tags)


_WRAPPERS = {
    f"{W}{name}"
    for name in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "hyperlink")
}


def _inline(paragraph: etree._Element) -> Iterator[tuple[etree._Element, etree._Element]]:
    """Yield what makes text in a paragraph, in order, and what that stands in.

    A text box is yielded and not entered.
    """
    stack: list[tuple[etree._Element, Iterator[etree._Element]]] = [(paragraph, iter(paragraph))]
    while stack:
        parent, rest = stack[-1]
        node = next(rest, None)
        if node is None:
            stack.pop()
        elif node.tag in {f"{W}pPr", f"{W}rPr", f"{W}sdtPr", f"{W}del", f"{W}moveFrom"}:
            continue
        elif node.tag == f"{_MC}AlternateContent":
            stack.append((node, iter([one for one in [_chosen(node)] if one is not None])))
        elif node.tag == f"{W}fldSimple":
            if not _counted(node.get(f"{W}instr", "")):
                stack.append((node, iter(node)))
        else:
            yield node, parent
            if node.tag != f"{W}txbxContent":
                stack.append((node, iter(node)))


def _chosen(alternatives: etree._Element) -> etree._Element | None:
    """Return the alternative that today's Word shows."""
    choice = alternatives.find(f"{_MC}Choice")
    return choice if choice is not None else alternatives.find(f"{_MC}Fallback")
