"""A prepared template and values become a Word document: the one way to render."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import TracebackType
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import TemplateError, UndefinedError

from avtal.problems import CaseError, Problem
from avtal.word.environment import DataEnvironment, TemplateMistake, unknown
from avtal.word.notes import settle
from avtal.word.prose import FIRST_LIST, LIST_STYLES, ProseWriter
from avtal.word.tags import parts
from avtal.word.template import Template

EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The only time that stands in the zip file: the same input gives the same bytes."""

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass(frozen=True)
class Properties:
    """The document properties that Word shows under File > Info."""

    title: str
    subject: str
    author: str
    status: str
    date: date
    language: str = "sv-SE"


def fill(template: Template, context: Mapping[str, Any], properties: Properties) -> bytes:
    """Return the document. Raises CaseError with the place of a tag that cannot be rendered."""
    writer = ProseWriter(template.styles)
    environment = DataEnvironment({"stycken": writer.paragraphs, "löptext": writer.runs})
    document = _Document(template)
    document.render(dict(context), environment, autoescape=True)
    _restart_lists(document, template, writer.lists)
    _set_properties(document, properties)
    stream = io.BytesIO()
    document.docx.save(stream)
    return _same_bytes(stream.getvalue())


class _Document(DocxTemplate):  # type: ignore[misc]
    """docxtpl with places in its errors, and without its own ideas about properties."""

    def __init__(self, template: Template) -> None:
        super().__init__(io.BytesIO(template.data))
        self.template = template

    def render_xml_part(
        self, src_xml: str, part: Any, context: dict[str, Any], jinja_env: Any = None
    ) -> str:
        try:
            rendered: str = super().render_xml_part(src_xml, part, context, jinja_env)
        except (TemplateMistake, TemplateError, TypeError) as error:
            raise self._located(error, src_xml, context, jinja_env) from error
        return settle(rendered)

    def _located(
        self, error: Exception, source: str, context: dict[str, Any], environment: Any
    ) -> Exception:
        """Return the error with the tag it comes from, found by rendering the part once more."""
        part = next(part for part in parts(self.template.data) if part.source == source)
        try:
            environment.from_string(part.by_tag()).render(context)
        except (TemplateMistake, TemplateError, TypeError) as again:
            mistake = _mistake(again, context)
            if mistake:
                return CaseError([part.problem(self.template.name, mistake)])
        return error

    def fix_tables(self, xml: str) -> Any:
        """Give every cell that became empty the paragraph that Word demands."""
        tree = super().fix_tables(xml)
        for cell in tree.iter(f"{_WORD}tc"):
            if cell.find(f"{_WORD}p") is None:
                cell.append(cell.makeelement(f"{_WORD}p"))
        return tree

    def render_properties(self, context: Any, jinja_env: Any = None) -> None:
        """Do nothing: properties are set from values, not from tags."""

    def render_footnotes(self, context: Any, jinja_env: Any = None) -> None:
        """Do nothing: footnotes hold no tags."""


def _mistake(error: Exception, context: Mapping[str, Any]) -> TemplateMistake | None:
    line = _template_line(error.__traceback__)
    if isinstance(error, TemplateMistake):
        named = re.fullmatch("namnet ”(.*)” finns inte", error.message)
        known = unknown(named.group(1), context) if named else error
        return TemplateMistake(known.message, known.help, error.line or line)
    if isinstance(error, UndefinedError):
        name = re.search(r"'([^']+)' is undefined", error.message or "")
        known = unknown(name.group(1) if name else "", context)
        return TemplateMistake(known.message, known.help, line)
    if line is None:
        return None
    return TemplateMistake(
        "en slinga eller jämförelse får ett värde av fel slag",
        "en for-tagg behöver en lista; jämför tal med tal och text med text",
        line,
    )


def _template_line(trace: TracebackType | None) -> int | None:
    """Return the line of the innermost frame that is template code (Jinja maps it back)."""
    line = None
    while trace:
        if trace.tb_frame.f_code.co_filename in {"<template>", "<unknown>"}:
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def _restart_lists(document: Any, template: Template, count: int) -> None:
    """Give each numbered list of the prose a `w:num` of its own that starts from 1."""
    if not count:
        return
    from docx.oxml import parse_xml

    abstract = _list_definition(document, template)
    numbering = document.docx.part.numbering_part.element
    for number in range(FIRST_LIST, FIRST_LIST + count):
        xml = (
            f'<w:num xmlns:w="{_WORD[1:-1]}" w:numId="{number}">'
            f'<w:abstractNumId w:val="{abstract}"/>'
            '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        )
        numbering.append(parse_xml(xml))


def _list_definition(document: Any, template: Template) -> str:
    """Return the id of the list definition that the style of numbered lists has."""
    name = LIST_STYLES["nummer"]
    styles, numbering = document.docx.styles.element, document.docx.part.numbering_part.element
    style_id = template.styles.get(name)
    number = styles.xpath(f'w:style[@w:styleId="{style_id}"]//w:numId/@w:val')
    found = (
        numbering.xpath(f'w:num[@w:numId="{number[0]}"]/w:abstractNumId/@w:val') if number else []
    )
    if not found:
        help = f"ge formatet ”{name}” en numrerad lista i Word"
        message = f"formatet ”{name}” saknas eller har ingen numrering"
        raise CaseError([Problem("mall", message, template.name, help=help)])
    return str(found[0])


def _set_properties(document: Any, properties: Properties) -> None:
    core = document.docx.core_properties
    core.title = properties.title
    core.subject = properties.subject
    core.author = core.last_modified_by = properties.author
    core.content_status = properties.status
    core.comments = core.keywords = core.category = ""
    core.language = properties.language
    core.created = core.modified = datetime.combine(properties.date, datetime.min.time())
    core.revision = 1


def _same_bytes(data: bytes) -> bytes:
    """Return the package with fixed times, content types first and the other parts by name."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        names = sorted(source.namelist(), key=lambda name: (name != "[Content_Types].xml", name))
        for name in names:
            entry = zipfile.ZipInfo(name, EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # the same bytes on Windows as elsewhere
            target.writestr(entry, source.read(name))
    return stream.getvalue()
