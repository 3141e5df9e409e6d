"""A prepared template and values become a Word document: the one way to render.

Nothing here reads Word or Jinja: the tags are code, and only what differs is packed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from types import FunctionType
from typing import Any

from avtal.language.prose import Prose
from avtal.problems import CaseError, Problem
from avtal.word.engine.faults import FAULTS, fault
from avtal.word.engine.mending import end_with_paragraph, mend, number_pictures, with_breaks
from avtal.word.engine.prepared import CORE, Numbering, PreparedPart, Template
from avtal.word.package.assembly import add_members
from avtal.word.stories.plain import PrintedParagraph, printed_paragraphs
from avtal.word.values.escape import escape, has_lines, special
from avtal.word.values.filters import FILTERS, Filter, printable
from avtal.word.values.marked import NOTE_START, WordXml
from avtal.word.values.mistakes import TemplateMistake
from avtal.word.values.notes import settle
from avtal.word.values.prose import ProseWriter


@dataclass(frozen=True)
class Properties:
    """The document properties that Word shows under File > Info."""

    title: str
    subject: str
    author: str
    status: str
    date: date
    language: str = "sv-SE"


@dataclass(frozen=True)
class Filled:
    """A document: its template, and the members that differ between documents, in order."""

    template: Template
    members: Mapping[str, bytes]

    @cached_property
    def data(self) -> bytes:
        """The document as a Word file."""
        return add_members(self.template.static, self.members.items())

    @cached_property
    def paragraphs(self) -> Sequence[PrintedParagraph]:
        """What the document prints: headers and footers as its section names them, then the body.

        As far as the template allows that is seen without reading the file again.
        """
        layout = self.template.layout
        seen = printed_paragraphs(layout, self.members) if layout else None
        if seen is None:
            from avtal.word.stories.text import parsed_paragraphs  # parsers are dear to import

            return parsed_paragraphs(self.data)
        return seen


def fill(
    template: Template,
    context: Mapping[str, Any],
    properties: Properties,
    numbered: Callable[[Prose], Prose] = lambda prose: prose,
) -> Filled:
    """Return the document. Raises Unfillable where a tag cannot be rendered.

    `numbered` is given each prose that is printed, and returns it as this document says it: with
    the numbers of its appendices.
    """
    numbering = template.numbering
    printer = Printer()
    first_list = numbering.first if numbering else None
    writer = ProseWriter(template.styles, first_list, printer.text, numbered)
    filters = {**FILTERS, **writer.filters()}
    try:
        members = {CORE: _core(properties)}
    except TemplateMistake as mistake:
        problem = Problem("mall", mistake.message, template.name, help=mistake.help)
        raise CaseError([problem]) from None
    for part, function in zip(template.parts, template.functions, strict=True):
        try:
            pieces = _pieces(function, context, filters, printer)
        except FAULTS as error:
            raise fault(error, template.name, part, context) from error
        members[part.member] = _whole(part, pieces, printer)
    if numbering:
        members[numbering.member] = _with_lists(numbering, writer.lists)
    return Filled(template, members)


class Printer:
    """Makes bytes of values.

    `has_lines` tells whether any of them had line breaks or tabs, `has_notes` whether any had a
    note.
    """

    def __init__(self) -> None:
        self.has_lines = self.has_notes = False

    def __call__(self, value: Any) -> bytes:
        if value.__class__ is int:
            return b"%d" % value
        text = printable(value)
        return text.encode() if isinstance(text, WordXml) else self.text(text).encode()

    def text(self, text: str) -> str:
        """Return a text as XML. Raises TemplateMistake."""
        if special(text) is None:
            return text
        self.has_lines |= has_lines(text)
        self.has_notes |= NOTE_START in text
        return escape(text)


def _pieces(
    function: FunctionType,
    context: Mapping[str, Any],
    filters: Mapping[str, Filter],
    printer: Printer,
) -> list[bytes]:
    printer.has_lines = printer.has_notes = False
    pieces: list[bytes] = []
    function(context, filters, printer, special, end_with_paragraph, pieces)
    return pieces


def _whole(part: PreparedPart, pieces: list[bytes], printer: Printer) -> bytes:
    """Return a part in the form in which it stands in the document."""
    data = b"".join(pieces)
    if printer.has_lines:
        data = with_breaks(data.decode()).encode()
    if printer.has_notes:
        data = settle(data.decode()).encode()
    if part.has_pictures:
        data = number_pictures(data)
    return mend(data, part.weak)


def _with_lists(numbering: Numbering, count: int) -> bytes:
    """Return the numbering with a `w:num` for each list of the document, which starts from 1."""
    lists = (
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{numbering.definition}"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        for number in range(numbering.first, numbering.first + count)
    )
    return b"".join((numbering.before, "".join(lists).encode(), numbering.after))


def _core(properties: Properties) -> bytes:
    """Return the properties as Open Packaging Conventions (ECMA-376, part 2) want them."""
    day = f"{properties.date.isoformat()}T00:00:00Z"
    return (
        "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
        "<cp:coreProperties"
        ' xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(properties.title)}</dc:title>"
        f"<cp:lastModifiedBy>{escape(properties.author)}</cp:lastModifiedBy>"
        "<cp:revision>1</cp:revision>"
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{day}</dcterms:modified>'
        f"<dc:subject>{escape(properties.subject)}</dc:subject>"
        f"<dc:creator>{escape(properties.author)}</dc:creator>"
        f"<cp:contentStatus>{escape(properties.status)}</cp:contentStatus>"
        f"<dc:language>{escape(properties.language)}</dc:language>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{day}</dcterms:created>'
        "</cp:coreProperties>"
    ).encode()
