"""Word templates, prepared: checked for what they may not hold, and ready to be filled."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

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
    for part, source in sources(data):
        problems += list(_check_part(name, part, source, environment))
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


def sources(data: bytes) -> Iterator[tuple[str, str]]:
    """Yield (part, Jinja source) for body, headers and footers, one paragraph per line."""
    from docxtpl import DocxTemplate

    template = DocxTemplate(io.BytesIO(data))
    template.init_docx()
    yield "brödtext", by_paragraph(template.patch_xml(template.get_xml()))
    for uri, label in ((template.HEADER_URI, "sidhuvud"), (template.FOOTER_URI, "sidfot")):
        for _, part in template.get_headers_footers(uri):
            yield label, by_paragraph(template.patch_xml(template.get_part_xml(part)))


def by_paragraph(source: str) -> str:
    """Return the source with one paragraph per line, as docxtpl compiles it."""
    return re.sub(r"<w:p([ >])", r"\n<w:p\1", source)


def _check_part(
    name: str, part: str, source: str, environment: DataEnvironment
) -> Iterator[Problem]:
    for pattern, what in _UNSUPPORTED:
        match = re.search(pattern, source)
        if match:
            line = source.count("\n", 0, match.start()) + 1
            mistake = TemplateMistake(
                f"mallen har {what}, som inte stöds", "ta bort dem eller godkänn dem i Word", line
            )
            yield problem_at(name, part, source, mistake)
    for mistake in environment.mistakes(source):
        yield problem_at(name, part, source, mistake)


_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")


def problem_at(name: str, part: str, source: str, mistake: TemplateMistake) -> Problem:
    """Return the problem with its place in Word: part, paragraph, heading above and tags."""
    lines = source.split("\n")
    number = min(mistake.line or 1, len(lines)) - 1
    tags = " ".join(_TAG.findall(lines[number]))
    place = f"{part}, stycke {number}" if number else part
    heading = next(
        (
            text
            for line in reversed(lines[:number])
            if re.search(r'<w:pStyle w:val="Rubrik\d', line) and (text := _plain(line))
        ),
        "",
    )
    if heading:
        place += f" under ”{heading}”"
    if tags:
        place += f": {tags}"
    return Problem("mall", mistake.message, name, path=place, help=mistake.help)


def _plain(xml: str) -> str:
    return re.sub(r"<[^>]+>", "", xml).strip()
