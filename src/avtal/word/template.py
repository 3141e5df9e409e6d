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
from avtal.word.tags import Part, parts

if TYPE_CHECKING:
    from docx.document import Document

MAX_SIZE = 50_000_000
"""Largest size of a template when unpacked, in bytes."""

_UNSUPPORTED = (
    (r"\{%\s*(colspan|cellbg|hm|vm)\b", "beräknade eller sammanslagna celler"),
    (r"\{[%{]\s?tc\b", "slingor över kolumner ({%tc)"),
    (r"<w:(ins|del|moveFrom|moveTo) [^>]*>", "spårade ändringar"),
    (r"<w:(rPr|pPr|tblPr|trPr|tcPr|sectPr)Change[ >]", "spårade ändringar av format"),
    (r"<w:sdt[ >]", "innehållskontroller"),
    (r"<w:commentReference[ >]", "kommentarer"),
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
            problems = [
                problem
                for entry in package.infolist()
                for problem in _package_problems(name, entry.filename, package.read(entry))
            ]
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
        raise CaseError([_no_document(name)]) from None
    if problems:
        raise CaseError(problems)


_WITH_TAGS = re.compile(r"word/(document|header\d*|footer\d*)\.xml")


def _package_problems(name: str, member: str, content: bytes) -> Iterator[Problem]:
    if member == "word/vbaProject.bin":
        yield Problem("mall", "mallen har makron", name, help="spara som .docx utan makron")
    if member == "word/comments.xml" and b"<w:comment " in content:
        yield Problem("mall", "mallen har kommentarer", name, help="ta bort dem under Granska")
    if not member.endswith((".xml", ".rels")):
        return
    if b"<!DOCTYPE" in content:
        message = f"{member} har en dokumenttypsdeklaration"
        yield Problem("mall", message, name, help="spara om mallen i Word")
    text = re.sub(rb"<[^<>]*>", b"", content)
    if not _WITH_TAGS.fullmatch(member) and (b"{{" in text or b"{%" in text):
        message = f"en tagg står i {member}, där den inte fylls i"
        help = "taggar får stå i brödtext, sidhuvud och sidfot; inte i fotnoter eller egenskaper"
        yield Problem("mall", message, name, help=help)


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
                    "ta bort dem; spårade ändringar och kommentarer hanteras i Word under Granska",
                    line,
                ),
            )
    misplaced = list(part.misplaced())
    for mistake in misplaced or environment.mistakes(source):
        yield part.problem(name, mistake)
