"""Small Word templates for tests: the product's own template with another body."""

from __future__ import annotations

import base64
import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

import docx
import pytest
from docx.document import Document

from avtal.problems import CaseError, Problem
from avtal.word.engine.compiling import compile_part
from avtal.word.engine.fill import Printer, Properties, fill
from avtal.word.engine.mending import Weak, end_with_paragraph
from avtal.word.engine.prepared import PreparedPart
from avtal.word.stories.text import paragraphs
from avtal.word.tags.positions import TAG, between_tags, by_tag
from avtal.word.tags.syntax import DataEnvironment
from avtal.word.template.prepare import prepare
from avtal.word.values.escape import special
from avtal.word.values.filters import FILTERS
from avtal.word.values.prose import ProseWriter
from tests.conftest import REPOSITORY

PROPERTIES = Properties("Titel", "KS 2018/211", "Täby kommun", "UTKAST", date(2018, 11, 12))
HEADER = {
    "stämpel": {"nummer": "1", "version": "1", "datum": None, "status": "utkast", "kopia": None},
    "handling": {
        "benämning": "x",
        "titel": "x",
        "bilaga_till": [],
        "bilagor": [],
        "sekretess": None,
    },
    "ärende": {
        "kommun": {
            "part": {"namn": "x"},
            "enhet": None,
            "förvaltning": {"namn": "x", "förkortning": None},
        }
    },
}

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJg"
    "gg=="
)
"""The smallest picture."""


def template(*texts: str, change: Callable[[Document], None] | None = None) -> bytes:
    """Return a Word file whose body has these paragraphs in the style Brödtext."""
    document = docx.Document(str(REPOSITORY / "templates" / "tjansteutlatande.docx"))
    body = document.element.body
    for child in list(body):
        if not child.tag.endswith("sectPr"):
            body.remove(child)
    for text in texts:
        document.add_paragraph(text, style="Body Text")
    if change:
        change(document)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
LINK = '<w:hyperlink w:anchor="a"><w:r><w:t>{}</w:t></w:r></w:hyperlink>'

DOCUMENT = "word/document.xml"
RELATIONS = "word/_rels/document.xml.rels"
TYPES = "[Content_Types].xml"


def members(data: bytes) -> dict[str, bytes]:
    """Return every member of a Word file by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(parts: Mapping[str, bytes]) -> bytes:
    """Return a zip file with these members."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return stream.getvalue()


def changed(member: str, old: str, new: str, data: bytes | None = None) -> bytes:
    """Return a template where a text that stands once in a member is another."""
    found = members(data or template("text"))
    assert found[member].count(old.encode()) == 1
    found[member] = found[member].replace(old.encode(), new.encode())
    return packed(found)


def related(
    kind: str, target: str, *, outside: bool = True, member: str = "word/_rels/document.xml.rels"
) -> bytes:
    """Return a template where a part also leads to this target."""
    family = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    mode = ' TargetMode="External"' if outside else ""
    new = f'<Relationship Id="rNy" Type="{family}/{kind}" Target="{target}"{mode}/>'
    return changed(member, "</Relationships>", f"{new}</Relationships>")


def with_part(name: str, data: bytes) -> bytes:
    """Return a template with one member more."""
    stream = io.BytesIO(template("text"))
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr(name, data)
    return stream.getvalue()


def holding(*bodies: str) -> bytes:
    """Return a template whose body is this XML; a text without < becomes a paragraph."""
    xml = "".join(text if text.startswith("<") else paragraph(text) for text in bodies)
    found = members(template())
    start, end = found["word/document.xml"].split(b"<w:sectPr", 1)
    found["word/document.xml"] = start + xml.encode() + b"<w:sectPr" + end
    return packed(found)


def paragraph(*runs: str) -> str:
    """Return a paragraph; a text without < becomes a run."""
    written = [
        run if run.startswith("<") else f'<w:r><w:t xml:space="preserve">{run}</w:t></w:r>'
        for run in runs
    ]
    return f"<w:p>{''.join(written)}</w:p>"


def table(*rows: str | tuple[str, ...]) -> str:
    """Return a table; a row of one cell may be a text, and a cell may hold XML."""
    written = ""
    for row in rows:
        cells = [row] if isinstance(row, str) else row
        texts = [cell if cell.startswith("<") else paragraph(cell) for cell in cells]
        written += f"<w:tr>{''.join(f'<w:tc>{text}</w:tc>' for text in texts)}</w:tr>"
    columns = max(1 if isinstance(row, str) else len(row) for row in rows)
    grid = '<w:gridCol w:w="500"/>' * columns
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{written}</w:tbl>"


def rendered(data: bytes, **values: Any) -> bytes:
    """Return the document that a template gives."""
    return fill(prepare("prov.docx", data), {**HEADER, **values}, PROPERTIES).data


def written(source: str, values: Mapping[str, Any], styles: Mapping[str, str]) -> str:
    """Return what tags make of values, without a Word file round them."""
    tags = len(TAG.findall(source))
    code = compile_part(DataEnvironment().parse_tags(by_tag(source)), tags, between_tags)
    places = ("",) * tags
    part = PreparedPart("", "", code.code, code.lines, code.chains, places, Weak(), False)
    pieces: list[bytes] = []
    filters = {**FILTERS, **ProseWriter(styles).filters()}
    part.function()(values, filters, Printer(), special, end_with_paragraph, pieces)
    return b"".join(pieces).decode()


def problems(data: bytes) -> tuple[Problem, ...]:
    """Return what is said of a template that is refused."""
    with pytest.raises(CaseError) as caught:
        prepare("prov.docx", data)
    return caught.value.problems


def render(
    texts: Sequence[str], change: Callable[[Document], None] | None = None, **values: Any
) -> bytes:
    """Return the document that a template with these paragraphs gives."""
    return rendered(template(*texts, change=change), **values)


def body(data: bytes) -> list[str]:
    """Return the text of each paragraph of the body."""
    return [p.text for p in paragraphs(data) if p.place == "Brödtext"]
