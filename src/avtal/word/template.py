"""Word templates, prepared: checked for what they may not hold, and ready to be filled."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from avtal.problems import CaseError, Problem
from avtal.word.environment import DataEnvironment, TemplateMistake
from avtal.word.prose import ProseWriter

if TYPE_CHECKING:
    from docx.document import Document

MAX_SIZE = 50_000_000
"""Largest size of a template when unpacked, in bytes."""

_UNSUPPORTED = (
    (r"\{%\s*(colspan|cellbg|hm|vm)\b", "beräknade eller sammanslagna celler"),
    (r"\{[%{]\s?tc\b", "slingor över kolumner ({%tc)"),
    (r"<w:(ins|del|moveFrom|moveTo) [^>]*>", "spårade ändringar"),
    (r"<w:sdt[ >]", "innehållskontroller"),
)

# Swedish display names of the built-in styles, whose stored names are English.
_BUILT_IN = {
    "normal": "Normal",
    "body text": "Brödtext",
    "list bullet": "Punktlista",
    "list number": "Numrerad lista",
    "title": "Rubrik",
    "subtitle": "Underrubrik",
    "header": "Sidhuvud",
    "footer": "Sidfot",
    "hyperlink": "Hyperlänk",
    "caption": "Beskrivning",
}


@dataclass(frozen=True)
class Template:
    """A template that was checked: its bytes, and style ids by the name shown in Word."""

    name: str
    data: bytes
    styles: Mapping[str, str]


def prepare(name: str, data: bytes) -> Template:
    """Return the template, or raise CaseError with every problem found in it."""
    _check_package(name, data)
    document = open_document(name, data)
    problems = []
    styles = {shown_name(style.name or ""): style.style_id for style in document.styles}
    writer = ProseWriter(styles)
    environment = DataEnvironment({"stycken": writer.paragraphs, "löptext": writer.runs})
    for part in parts(data):
        problems += list(_check_part(name, part, environment))
    if problems:
        raise CaseError(problems)
    return Template(name, data, styles)


def shown_name(stored: str) -> str:
    """Return a style's name as a Swedish Word shows it."""
    heading = re.fullmatch(r"heading (\d)", stored, re.IGNORECASE)
    if heading:
        return f"Rubrik {heading.group(1)}"
    return _BUILT_IN.get(stored.lower(), stored)


def open_document(name: str, data: bytes) -> Document:
    """Return a python-docx document; raises CaseError where the file is no Word document."""
    import docx
    from docx.opc.exceptions import PackageNotFoundError
    from lxml.etree import XMLSyntaxError

    try:
        return docx.Document(io.BytesIO(data))
    except (PackageNotFoundError, KeyError, ValueError, XMLSyntaxError):
        raise CaseError([_no_document(name)]) from None


def _no_document(name: str) -> Problem:
    return Problem(
        "mall",
        "filen är inte en Word-mall (.docx)",
        name,
        help="öppna den i Word och spara som Word-dokument (.docx)",
    )


def _check_package(name: str, data: bytes) -> None:
    """Refuse what is no plain Word document before any XML is parsed."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            if sum(entry.file_size for entry in package.infolist()) > MAX_SIZE:
                raise CaseError([Problem("mall", "mallen är orimligt stor uppackad", name)])
            for entry in package.infolist():
                content = package.read(entry)
                if entry.filename.endswith((".xml", ".rels")) and b"<!DOCTYPE" in content:
                    raise CaseError(
                        [
                            Problem(
                                "mall",
                                f"{entry.filename} har en dokumenttypsdeklaration",
                                name,
                                help="spara om mallen i Word",
                            )
                        ]
                    )
            if "word/vbaProject.bin" in package.namelist():
                raise CaseError(
                    [Problem("mall", "mallen har makron", name, help="spara som .docx utan makron")]
                )
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
        raise CaseError([_no_document(name)]) from None


@dataclass(frozen=True, slots=True)
class TagPlace:
    """Where a tag stands in Word: paragraph from 1 within its part, and the heading above it."""

    tag: str
    paragraph: int
    heading: str


@dataclass(frozen=True, slots=True)
class Part:
    """Body, header or footer: its Jinja source as docxtpl makes it, and its tags in order."""

    label: str
    source: str
    tags: tuple[TagPlace, ...]

    def by_tag(self) -> str:
        """Return the source with every tag on a line of its own, to find tags by line number."""
        return _OPENING.sub(r"\n\g<0>", self.source)

    def problem(self, template: str, mistake: TemplateMistake) -> Problem:
        """Return a mistake whose line counts in `by_tag()`, with its place in Word."""
        place = self.label
        if mistake.line and self.tags:
            tag = self.tags[min(max(mistake.line - 2, 0), len(self.tags) - 1)]
            place += f", stycke {tag.paragraph}"
            if tag.heading:
                place += f" under ”{tag.heading}”"
            place += f": {tag.tag}"
        return Problem("mall", mistake.message, template, path=place, help=mistake.help)


def parts(data: bytes) -> Iterator[Part]:
    """Yield the parts of a template that can hold tags."""
    from docx.opc.oxml import parse_xml
    from docxtpl import DocxTemplate

    template = DocxTemplate(io.BytesIO(data))
    template.init_docx()
    body = template.docx.element.body
    yield Part("brödtext", template.patch_xml(template.get_xml()), _tags(body))
    for uri, label in ((template.HEADER_URI, "sidhuvud"), (template.FOOTER_URI, "sidfot")):
        for _, part in template.get_headers_footers(uri):
            source = template.patch_xml(template.get_part_xml(part))
            yield Part(label, source, _tags(parse_xml(part.blob)))


_OPENING = re.compile(r"\{\{|\{%")
_TAG = re.compile(r"\{\{.*?(?:\}\}|$)|\{%.*?(?:%\}|$)")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def _tags(root: Any) -> tuple[TagPlace, ...]:
    found: list[TagPlace] = []
    heading = ""
    for number, paragraph in enumerate(root.iter(f"{_W}p"), 1):
        text = "".join(node.text or "" for node in paragraph.iter(f"{_W}t"))
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        found += [TagPlace(tag, number, heading) for tag in _TAG.findall(text)]
        if style is not None and re.match(r"(Rubrik|Heading)\d", style.get(f"{_W}val", "")):
            heading = text
    return tuple(found)


def _check_part(name: str, part: Part, environment: DataEnvironment) -> Iterator[Problem]:
    source = part.by_tag()
    for pattern, what in _UNSUPPORTED:
        match = re.search(pattern, source)
        if match:
            line = source.count("\n", 0, match.start()) + 1
            yield part.problem(
                name,
                TemplateMistake(
                    f"mallen har {what}, som inte stöds",
                    "ta bort dem; spårade ändringar godkänns i Word under Granska",
                    line,
                ),
            )
    for mistake in environment.mistakes(source):
        yield part.problem(name, mistake)
