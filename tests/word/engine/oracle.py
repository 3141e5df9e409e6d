"""What docxtpl itself makes of a template: the document that the engine must equal."""

from __future__ import annotations

import functools
import io
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from docx.oxml import parse_xml
from docxtpl import DocxTemplate
from jinja2 import Environment, StrictUndefined
from lxml import etree
from markupsafe import Markup

from avtal.word.engine.fill import Properties
from avtal.word.package.archive import is_xml
from avtal.word.package.assembly import unpack
from avtal.word.package.opening import strip_private
from avtal.word.package.parts import W
from avtal.word.template.prepare import list_numbering, open_template
from avtal.word.values.filters import FILTERS, printable
from avtal.word.values.marked import Omitted, WordXml
from avtal.word.values.notes import settle
from avtal.word.values.prose import ProseWriter


class _Environment(Environment):
    """Jinja as docxtpl uses it, with escaping, and with our filters and special values."""

    def __init__(self, writer: ProseWriter) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined, finalize=_shown)
        self.filters |= FILTERS | writer.filters()

    def getattr(self, obj: Any, attribute: str) -> Any:
        return obj if isinstance(obj, Omitted) else super().getattr(obj, attribute)


def _shown(value: Any) -> Any:
    if isinstance(value, WordXml):
        return Markup(value)
    return value if isinstance(value, StrictUndefined | Markup) else printable(value)


class _Document(DocxTemplate):  # type: ignore[misc]
    def render_xml_part(self, *arguments: Any, **named: Any) -> str:
        return settle(super().render_xml_part(*arguments, **named))

    def render_properties(self, *arguments: Any, **named: Any) -> None:
        """Do nothing: the properties of a document are values, and a template's are refused."""


@functools.cache
def _opened(data: bytes) -> tuple[bytes, Mapping[str, str], tuple[int, str | None]]:
    """Return a template as documents are made of it: cleaned, its styles, and its lists."""
    opened = open_template("mall", data)
    return (
        strip_private(opened.package),
        opened.styles,
        list_numbering(opened.package, opened.styles),
    )


def by_docxtpl(data: bytes, values: Mapping[str, Any], properties: Properties) -> dict[str, bytes]:
    """Return the members of the document that docxtpl makes, as `canonical()` does."""
    package, styles, (first, definition) = _opened(data)
    writer = ProseWriter(styles, first)
    document = _Document(io.BytesIO(package))
    document.render(dict(values), _Environment(writer), autoescape=True)
    for part in document.docx.part.package.iter_parts():
        if hasattr(part, "element"):
            _complete(part.element)
    for number in range(first, first + writer.lists):
        xml = (
            f'<w:num xmlns:w="{W[1:-1]}" w:numId="{number}">'
            f'<w:abstractNumId w:val="{definition}"/>'
            '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        )
        document.docx.part.numbering_part.element.insert_element_before(
            parse_xml(xml), "w:numIdMacAtCleanup"
        )
    core = document.docx.core_properties
    core.title, core.subject = properties.title, properties.subject
    core.author = core.last_modified_by = properties.author
    core.content_status, core.language = properties.status, properties.language
    core.created = core.modified = datetime.combine(properties.date, datetime.min.time())
    core.revision = 1
    stream = io.BytesIO()
    document.docx.save(stream)
    return canonical(stream.getvalue())


def _complete(root: Any) -> None:
    """Mend what Word cannot open, in the tree."""
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


def canonical(data: bytes) -> dict[str, bytes]:
    """Return the members of a document by name, the XML ones in canonical form (C14N)."""
    return {
        name: etree.tostring(etree.fromstring(content), method="c14n") if is_xml(name) else content
        for name, content in unpack(data).items()
    }


def differences(made: Mapping[str, bytes], expected: Mapping[str, bytes]) -> list[str]:
    """Return each member that is not the same, with what stands where it first differs."""
    found = []
    for name in sorted({*made, *expected}):
        ours, theirs = made.get(name, b""), expected.get(name, b"")
        if ours != theirs:
            at = next((i for i, (a, b) in enumerate(zip(ours, theirs, strict=False)) if a != b), 0)
            around = slice(max(at - 80, 0), at + 80)
            found.append(f"{name} at {at}: {ours[around]!r}, not {theirs[around]!r}")
    return found
