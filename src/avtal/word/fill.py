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

from avtal.problems import CaseError
from avtal.word.environment import DataEnvironment, TemplateMistake, unknown
from avtal.word.prose import FIRST_LIST, LIST_STYLES, ProseWriter
from avtal.word.template import Template, parts

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
        return rendered

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
    from docx.oxml import OxmlElement

    numbering = document.docx.part.numbering_part.element
    style_id = template.styles[LIST_STYLES["nummer"]]
    style = next(s for s in document.docx.styles.element if s.get(f"{_WORD}styleId") == style_id)
    num_id = style.find(f".//{_WORD}numId").get(f"{_WORD}val")
    num = next(n for n in numbering.iter(f"{_WORD}num") if n.get(f"{_WORD}numId") == num_id)
    abstract = num.find(f"{_WORD}abstractNumId").get(f"{_WORD}val")
    for number in range(count):
        added = OxmlElement("w:num")
        added.set(f"{_WORD}numId", str(FIRST_LIST + number))
        for parent, tag, value in (
            (added, "w:abstractNumId", abstract),
            (added, "w:lvlOverride", None),
        ):
            child = OxmlElement(tag)
            if value is None:
                child.set(f"{_WORD}ilvl", "0")
                start = OxmlElement("w:startOverride")
                start.set(f"{_WORD}val", "1")
                child.append(start)
            else:
                child.set(f"{_WORD}val", value)
            parent.append(child)
        numbering.append(added)


def _set_properties(document: Any, properties: Properties) -> None:
    core = document.docx.core_properties
    core.title = properties.title
    core.subject = properties.subject
    core.author = core.last_modified_by = properties.author
    core.content_status = properties.status
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
            target.writestr(entry, source.read(name))
    return stream.getvalue()
