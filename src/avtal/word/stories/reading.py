"""All that a reader can read in a Word document, story by story, as values that can be compared.

A story is a text that flows by itself: the body, a header, a footer, the footnotes, the endnotes,
a text box. Tables keep their rows and cells.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple, TypeAlias, TypeVar

from avtal.word.package.parts import Package, W, main_part
from avtal.word.package.styles import style_names
from avtal.word.stories.flow import FIELD_MARKS, MC, chosen, inline, text_in
from avtal.word.surface.fields import OpenFields, is_counted
from avtal.word.surface.things import Thing

if TYPE_CHECKING:
    from lxml import etree

    from avtal.word.surface.cascade import Frozen
    from avtal.word.surface.surface import Around, StorySurface, Surface

Cell: TypeAlias = tuple[int, int, int]
"""Table, row and column, from 0 within what holds the table."""

BODY = "Brödtext"
NORMAL = "Normal"
"""The style of a paragraph that names none."""
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

MARGINS = {
    ("header", "first"): "Sidhuvud, första sidan",
    ("header", "default"): "Sidhuvud",
    ("header", "even"): "Sidhuvud, jämna sidor",
    ("footer", "first"): "Sidfot, första sidan",
    ("footer", "default"): "Sidfot",
    ("footer", "even"): "Sidfot, jämna sidor",
}
_NOTES = {"footnote": "Fotnoter", "endnote": "Slutnoter"}

INSERTED_FILES = {f"{W}altChunk": "[infogad fil]", f"{W}subDoc": "[deldokument]"}
"""Whole files that Word opens in the place of a paragraph; what is in them is not read."""
_WRAPPERS = {
    f"{W}{name}"
    for name in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "hyperlink")
}
_GONE = {f"{W}{name}" for name in ("del", "moveFrom", "tblPr", "tblGrid", "trPr", "tcPr", "sectPr")}
_ONLY_IN_PARAGRAPHS = {f"{W}r", f"{W}t", f"{W}fldSimple"}
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: its story, its style as Word shows it, and its text.

    `cells` are the cells that it stands in, the outermost first. A tab is `\\t`, a line break
    `\\n`; a picture and the mark of a note stand in brackets. `number` is the number in a list that
    Word prints before it. `form` is how it looks as a whole, and `looks` how stretches of its text
    do; `hidden` are the stretches that are kept from the reader, and how; `things` are what stands
    beside the words.
    """

    place: str
    style: str
    text: str
    cells: tuple[Cell, ...] = ()
    number: str = ""
    form: Frozen = frozenset()
    looks: tuple[tuple[int, int, Frozen], ...] = ()
    hidden: tuple[tuple[int, int, str], ...] = ()
    things: tuple[Thing, ...] = ()

    @property
    def printed(self) -> str:
        """The text as it is printed, after its number in a list."""
        return f"{self.number}\u00a0{self.text}" if self.number else self.text


Stories: TypeAlias = dict[str, list[Paragraph]]


def stories(package: Package) -> Stories:
    """Return the paragraphs of each story by name: headers and footers first, the body last.

    Only what the body leads to is there, so a note without a mark is not. The document has no
    tracked changes: they were accepted or rejected.
    """
    from avtal.word.surface.surface import Surface  # which few commands need

    return _StoryReader(package, Surface(package)).read()


def texts(package: Package) -> Stories:
    """Return the same without numbers, looks and things, from trees of any parser."""
    return _StoryReader(package).read()


class _StoryReader:
    def __init__(self, package: Package, surface: Surface | None = None) -> None:
        self._package = package
        self._surface = surface
        self._main = main_part(package)
        self._relations = {one.id: one for one in package.relations(self._main)}
        self._styles = style_names(package)
        self._notes: dict[str, list[str]] = {"footnote": [], "endnote": []}
        self._boxes: list[tuple[str, etree._Element]] = []
        self._place = BODY
        self._part = self._main
        self._story_surface: StorySurface | None = None
        self._pending: list[Thing] = []
        self._fields = OpenFields()

    def read(self) -> Stories:
        body = self._package.xml[self._main].find(f"{W}body")
        assert body is not None
        found: Stories = {}
        for name, part, root in self._margins(body):
            found[name] = self._story(name, part, [root])
        text = self._story(BODY, self._main, [body])
        for kind, name in _NOTES.items():
            part, roots = self._noted(kind)
            if roots:
                found[name] = self._story(name, part, roots)
        # A box may hold another, which is then found while this one is read.
        for number, (part, box) in enumerate(self._boxes, 1):
            name = f"Textruta {number}"
            found[name] = self._story(name, part, [box])
        found[BODY] = text
        return found

    def _story(self, name: str, part: str, roots: Sequence[etree._Element]) -> list[Paragraph]:
        self._place, self._part, self._fields = name, part, OpenFields()
        arounds: list[Around | None] = [None] * len(roots)
        if self._surface is not None:
            self._story_surface = self._surface.story(part, in_sections=name == BODY)
            arounds = [self._surface.around(root, part) for root in roots]
        found = [
            one
            for root, around in zip(roots, arounds, strict=True)
            for one in self._blocks(root, (), around)
        ]
        if self._pending:
            found.append(Paragraph(name, NORMAL, "", things=tuple(self._pending)))
            self._pending.clear()
        return found

    def _margins(self, body: etree._Element) -> Iterator[tuple[str, str, etree._Element]]:
        for number, section in enumerate(body.iter(f"{W}sectPr"), 1):
            suffix = f" i avsnitt {number}" if number > 1 else ""
            for reference in section:
                kind = str(reference.tag).removeprefix(W).removesuffix("Reference")
                place = MARGINS.get((kind, reference.get(f"{W}type", "default")))
                relation = self._relations.get(reference.get(f"{_R}id", ""))
                root = self._package.xml.get(relation.target) if relation else None
                if place and relation and root is not None:
                    yield place + suffix, relation.target, root

    def _noted(self, kind: str) -> tuple[str, list[etree._Element]]:
        """Return the part and the notes in it, in the order of their marks in the text."""
        parts = [one.target for one in self._relations.values() if one.kind == f"{kind}s"]
        root = self._package.xml.get(parts[0]) if parts else None
        if root is None:
            return "", []
        by_id = {note.get(f"{W}id"): note for note in root.iter(f"{W}{kind}")}
        return parts[0], [by_id[one] for one in self._notes[kind] if one in by_id]

    def _blocks(
        self, holder: etree._Element, cells: tuple[Cell, ...], around: Around | None
    ) -> Iterator[Paragraph]:
        # Tables with no paragraph between them are one table to Word and to whoever reads it.
        table = first = 0
        for block in self._children(holder, f"{W}p", f"{W}tbl", *INSERTED_FILES):
            if block.tag in INSERTED_FILES:
                yield self._inserted(block, cells)
                continue
            if block.tag == f"{W}p":
                table, first = table + bool(first), 0
                yield self._paragraph(block, cells, around)
                continue
            surface = self._story_surface
            of_table = surface.table(block, around) if surface and around else around
            row = first
            for row, line in enumerate(self._children(block, f"{W}tr"), first):
                of_row = surface.row(line, of_table) if surface and of_table else around
                if surface is not None:
                    self._pending += surface.things.of(line, 0)
                for column, cell in enumerate(self._children(line, f"{W}tc")):
                    of_cell = surface.cell(cell, of_row) if surface and of_row else around
                    if surface is not None:
                        self._pending += surface.things.of(cell, 0)
                    yield from self._blocks(cell, (*cells, (table, row, column)), of_cell)
            first = row + 1

    def _children(self, holder: etree._Element, *tags: str) -> Iterator[etree._Element]:
        """Yield the blocks, rows or cells of something, also those within content controls.

        What stands between them and is no word is kept for the paragraph that follows.
        """
        for child in holder:
            if child.tag in tags:
                yield child
            elif child.tag == f"{MC}AlternateContent":
                if self._story_surface is not None:
                    self._pending += self._story_surface.things.of(child, 0)
                shown = chosen(child)
                if shown is not None:
                    yield from self._children(shown, *tags)
            elif child.tag in _WRAPPERS:
                yield from self._children(child, *tags)
            elif self._story_surface is not None and child.tag not in _GONE:
                things = self._story_surface.things
                stray = child.tag in _ONLY_IN_PARAGRAPHS
                self._pending += [things.stray(child, 0)] if stray else things.of(child, 0)

    def _inserted(self, block: etree._Element, cells: tuple[Cell, ...]) -> Paragraph:
        """Return a file that Word opens in the place of a paragraph."""
        things = self._story_surface.things.of(block, 0) if self._story_surface else ()
        return Paragraph(self._place, NORMAL, INSERTED_FILES[block.tag], cells, things=(*things,))

    def _paragraph(
        self, element: etree._Element, cells: tuple[Cell, ...], around: Around | None
    ) -> Paragraph:
        style = element.find(f"{W}pPr/{W}pStyle")
        name = NORMAL
        if style is not None:
            name = self._styles.get(str(style.get(f"{W}val")), NORMAL)
        if self._story_surface is None or around is None:
            pieces = (one.text for one in self._flow(element) if isinstance(one, _Piece))
            return Paragraph(self._place, name, "".join(pieces), cells)
        surface = self._story_surface
        form = surface.begin(element, around)
        things = [*self._pending, *surface.things.of(element, 0)]
        self._pending.clear()
        if element.find(f"{W}pPr/{W}sectPr") is not None:
            things.append(surface.things.section(0))
        text = _Text()
        looks: list[tuple[int, int, Frozen]] = []
        hidden: list[tuple[int, int, str]] = []
        for one in self._flow(element):
            if isinstance(one, Thing):
                things.append(replace(one, at=text.length))
                continue
            look = surface.look(one.run)
            said, how = look.read(one.text)
            start, end = text.add(said)
            _stretch(looks, start, end, look.properties)
            how = "i koden för ett fält" if one.in_code else how
            if how:
                _stretch(hidden, start, end, how)
        return Paragraph(
            self._place, name, text.whole(), cells, form.number, form.properties, tuple(looks),
            tuple(hidden), tuple(things),
        )  # fmt: skip

    def _flow(self, paragraph: etree._Element) -> list[_Piece | Thing]:
        """Return the pieces of a paragraph's text and the things between them.

        What Word counts out is left out; that a field begins stands where it does.
        """
        found: list[_Piece | Thing] = []
        things = self._story_surface.things if self._story_surface else None
        for node, parent, whole in inline(paragraph):
            tag = str(node.tag)
            if tag == f"{W}txbxContent":
                self._boxes.append((self._part, node))
                continue
            if things is not None and not whole:
                found += things.of(node, 0)
            if tag in FIELD_MARKS:
                self._take_field(node, found)
                continue
            note = tag.removeprefix(W).removesuffix("Reference")
            if note in self._notes:
                self._notes[note].append(node.get(f"{W}id", ""))
            text = text_in(node)
            if text:
                found.append(_Piece(text, parent, self._fields.in_code))
        for field in self._fields.open:  # goes on in the next paragraph
            if field.place is not None:
                found[field.place] = self._field(field.code, paragraph)
                field.place = None
        return found

    def _take_field(self, mark: etree._Element, found: list[_Piece | Thing]) -> None:
        if mark.get(f"{W}fldCharType") == "begin":
            self._fields.take(mark, len(found))
            found.append(Thing(0, "field", "", ""))
            return
        done = self._fields.take(mark, 0)
        if done is None:
            return
        code = self._field(done.code, mark)
        if done.place is None:
            found.append(code)
            return
        found[done.place] = code
        if is_counted(done.code, locked=done.is_locked):
            kept = [one for one in found[done.place :] if isinstance(one, Thing)]
            found[done.place :] = kept

    def _field(self, code: str, mark: etree._Element) -> Thing:
        if self._story_surface is None:
            return Thing(0, "field", code, code)
        return self._story_surface.things.field(0, code, mark)


class _Piece(NamedTuple):
    """Text of one run, and whether it is a part of the code of a field."""

    text: str
    run: etree._Element
    in_code: bool


class _Text:
    """A text that grows, its letters one with their marks, also over two pieces."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self.length = 0

    def add(self, piece: str) -> tuple[int, int]:
        """Add a piece; return where it begins and ends."""
        start = self.length
        piece = unicodedata.normalize("NFC", piece)
        last = self._pieces[-1][-1:] if self._pieces else ""
        if not unicodedata.is_normalized("NFC", last + piece[:1]):
            before = self._pieces.pop()
            self.length -= len(before)
            piece = unicodedata.normalize("NFC", before + piece)
        self._pieces.append(piece)
        self.length += len(piece)
        return min(start, self.length), self.length

    def whole(self) -> str:
        """Return all of it."""
        return "".join(self._pieces)


def _stretch(found: list[tuple[int, int, _T]], start: int, end: int, what: _T) -> None:
    """Add a stretch to those that are there; one that goes on from the last is joined to it."""
    if start == end:
        return
    if found and found[-1][1:] == (start, what):
        found[-1] = (found[-1][0], end, what)
    else:
        found.append((start, end, what))
