"""A checked template becomes one that is ready to be filled: its parts as code, the rest packed.

docxtpl reads its tags in Word's XML, and python-docx writes the package: once for each template.
What is left to do for each document is in `fill`.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from docxtpl import DocxTemplate

from avtal.problems import CaseError
from avtal.word.engine.balance import Unbalanced, mark_part
from avtal.word.engine.compiling import compile_part
from avtal.word.engine.mending import HOLDER_MARK, end_with_paragraph, mend, with_breaks
from avtal.word.engine.prepared import CORE, Numbering, PreparedPart, Template
from avtal.word.package.assembly import unpack, zip_package
from avtal.word.package.parts import MAIN, Package
from avtal.word.stories.plain import layout_of
from avtal.word.tags.positions import TAG, Part, between_tags, by_tag
from avtal.word.tags.syntax import DataEnvironment
from avtal.word.values.mistakes import TemplateMistake

_DECLARATION = "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The package of a template without what must not follow, and what is known of it.

    `source` is the package as it was. `numbering` is the member that defines lists, `first_list`
    the first number free there, and `list_definition` what is behind the style of numbered lists.
    """

    source: Package
    package: bytes
    styles: Mapping[str, str]
    parts: tuple[Part, ...]
    numbering: str
    first_list: int
    list_definition: str | None


def compile_template(name: str, data: bytes, cleaned: Cleaned) -> Template:
    """Return the template, ready to be filled; `data` is the file that `cleaned` was made of.

    Raises CaseError for tags that cannot stand together as they do.
    """
    document = DocxTemplate(io.BytesIO(cleaned.package))
    document.init_docx()
    document.docx.core_properties.title = ""  # so that there is a member for them
    stream = io.BytesIO()
    document.docx.save(stream)
    members = unpack(stream.getvalue())
    by_member = {part.member: part for part in cleaned.parts}
    parts = []
    fixed: dict[str, bytes] = {}
    for member, source in _sources(document):
        part = _part(name, by_member[member], source)
        if isinstance(part, PreparedPart):
            parts.append(part)
        else:
            members[member] = fixed[member] = part
    numbering = _numbering(cleaned, members)
    filled = {CORE, *(part.member for part in parts), numbering.member if numbering else ""}
    static = {member: content for member, content in members.items() if member not in filled}
    package = zip_package(static)
    layout = layout_of(cleaned.source, fixed)
    return Template(name, data, cleaned.styles, package, tuple(parts), numbering, layout)


def _sources(document: Any) -> Iterator[tuple[str, str]]:
    """Yield each member that can hold tags, with the tags as Jinja reads them; the body first.

    The others come as docxtpl renders them, so that lists are numbered in that order.
    """
    body = document.xml_to_string(document.docx.element)
    yield MAIN, document.patch_xml(body)
    done = set()
    for uri in (document.HEADER_URI, document.FOOTER_URI):
        for _, part in document.get_headers_footers(uri):
            member = str(part.partname).lstrip("/")
            if member not in done:
                done.add(member)
                yield member, document.patch_xml(document.get_part_xml(part))


def _part(name: str, part: Part, source: str) -> PreparedPart | bytes:
    """Return a part as code, or as it stands in every document where it has no tags."""
    source = with_breaks(_DECLARATION + source)
    try:
        marks = mark_part(source)
        if len(TAG.findall(source)) != len(part.tags):
            raise Unbalanced(0)
    except Unbalanced as error:
        fault = (
            "taggarna ger en text som Word inte kan öppna",
            "skriv om stycken med taggar för hand",
        )
        raise CaseError([part.problem_of(name, error.tag, fault)]) from None
    if not part.tags:
        pieces: list[bytes] = []
        for text in marks.source.split(HOLDER_MARK):
            if pieces:
                end_with_paragraph(pieces)
            pieces.append(text.encode())
        return mend(b"".join(pieces), marks.weak)
    try:
        tree = DataEnvironment().parse_tags(by_tag(marks.source))
        code = compile_part(tree, len(part.tags), between_tags)
    except TemplateMistake as mistake:
        fault = (mistake.message, mistake.help)
        raise CaseError([part.problem_of(name, (mistake.line or 2) - 2, fault)]) from None
    return PreparedPart(
        member=part.member,
        label=part.label,
        code=code.code,
        lines=code.lines,
        chains=code.chains,
        places=tuple(map(part.place, part.tags)),
        weak=marks.weak,
        has_pictures=part.member == MAIN and "<wp:docPr" in source,
    )


def _numbering(cleaned: Cleaned, members: Mapping[str, bytes]) -> Numbering | None:
    """Return the part that documents add lists to, if a tag writes lists that can be numbered."""
    tags = (tag.tag for part in cleaned.parts for tag in part.tags)
    if cleaned.list_definition is None or not any("stycken" in tag for tag in tags):
        return None
    content = members[cleaned.numbering]
    place = content.rfind(b"<w:numIdMacAtCleanup")
    if place < 0:
        place = content.rindex(b"</w:numbering>")
    return Numbering(
        cleaned.numbering,
        content[:place],
        content[place:],
        cleaned.list_definition,
        cleaned.first_list,
    )
