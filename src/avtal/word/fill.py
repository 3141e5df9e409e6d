"""A prepared template and values become a Word document: the one way to render."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import TracebackType
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import TemplateError, UndefinedError
from lxml import etree

from avtal.problems import CaseError, Problem
from avtal.word.environment import DataEnvironment
from avtal.word.mistakes import TemplateMistake, unknown
from avtal.word.notes import settle
from avtal.word.package import W, unpacked, zipped
from avtal.word.prose import LIST_STYLES, ProseWriter
from avtal.word.tags import Part, by_tag
from avtal.word.template import Template


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
    writer = ProseWriter(template.styles, template.first_list)
    environment = DataEnvironment({"stycken": writer.paragraphs, "löptext": writer.runs})
    document = _Document(template)
    document.render(dict(context), environment, autoescape=True)
    _restart_lists(document, template, writer.lists)
    _set_properties(document, properties)
    stream = io.BytesIO()
    document.docx.save(stream)
    return zipped(unpacked(stream.getvalue()))


class _Document(DocxTemplate):  # type: ignore[misc]
    """docxtpl with places in its errors, and without its own ideas about properties."""

    def __init__(self, template: Template) -> None:
        super().__init__(io.BytesIO(template.package))
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
        part = self._part()
        try:
            environment.from_string(by_tag(source)).render(context)
        except (TemplateMistake, TemplateError, TypeError) as again:
            mistake = _mistake(again, context)
            if mistake:
                return CaseError([part.problem(self.template.name, mistake)])
        return error

    def resolve_listing(self, xml: str) -> str:
        """Do nothing: no value has line breaks or tabs, and docxtpl's search for them can hang."""
        return xml

    def _part(self) -> Part:
        """Return the part that is being rendered."""
        member = str(self.current_rendering_part.partname).lstrip("/")
        return next(part for part in self.template.parts if part.member == member)

    def fix_tables(self, xml: str) -> Any:
        """Return the body as a tree; columns need no mending, since no tag adds any."""
        try:
            tree = etree.fromstring(xml, etree.XMLParser(resolve_entities=False))
        except etree.XMLSyntaxError:
            raise self._broken() from None
        _complete(tree)
        return tree

    def map_headers_footers_xml(self, relKey: str, xml: bytes) -> None:  # noqa: N803 - docxtpl's
        """Put a rendered header or footer in place."""
        try:
            super().map_headers_footers_xml(relKey, xml)
        except etree.XMLSyntaxError:
            raise self._broken() from None
        _complete(self.docx.part.rels[relKey].target_part.element)

    def _broken(self) -> CaseError:
        """Return the refusal of a part that would not be XML, as where paragraphs lie in others."""
        mistake = TemplateMistake(
            "taggarna ger en text som Word inte kan öppna", "skriv om stycken med taggar för hand"
        )
        return CaseError([self._part().problem(self.template.name, mistake)])

    def render_properties(self, context: Any, jinja_env: Any = None) -> None:
        """Do nothing: properties are set from values, not from tags."""

    def render_footnotes(self, context: Any, jinja_env: Any = None) -> None:
        """Do nothing: footnotes hold no tags."""


def _complete(root: Any) -> None:
    """Mend what Word cannot open: no rows, no paragraph where one must be, repeated bookmarks."""
    seen: set[tuple[str, str]] = set()
    for mark in list(root.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd")):
        if (mark.tag, mark.get(f"{W}id")) in seen:
            mark.getparent().remove(mark)
        seen.add((mark.tag, mark.get(f"{W}id")))
    for table in list(root.iter(f"{W}tbl")):
        if table.find(f"{W}tr") is None:
            table.getparent().remove(table)
    for holder in root.iter(f"{W}tc", f"{W}hdr", f"{W}ftr"):
        blocks = [child.tag for child in holder if child.tag in (f"{W}p", f"{W}tbl", f"{W}sdt")]
        if not blocks or blocks[-1] == f"{W}tbl":
            holder.append(holder.makeelement(f"{W}p"))


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

    if template.list_definition is None:
        name = LIST_STYLES["nummer"]
        help = f"ge formatet ”{name}” en numrerad lista i Word"
        message = f"formatet ”{name}” saknas eller har ingen numrering"
        raise CaseError([Problem("mall", message, template.name, help=help)])
    numbering = document.docx.part.numbering_part.element
    for number in range(template.first_list, template.first_list + count):
        xml = (
            f'<w:num xmlns:w="{W[1:-1]}" w:numId="{number}">'
            f'<w:abstractNumId w:val="{template.list_definition}"/>'
            '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        )
        numbering.insert_element_before(parse_xml(xml), "w:numIdMacAtCleanup")


def _set_properties(document: Any, properties: Properties) -> None:
    core = document.docx.core_properties
    core.title = properties.title
    core.subject = properties.subject
    core.author = core.last_modified_by = properties.author
    core.content_status = properties.status
    core.language = properties.language
    core.created = core.modified = datetime.combine(properties.date, datetime.min.time())
    core.revision = 1
