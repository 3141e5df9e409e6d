"""Where the tags of a template stand in Word, and which of them stand wrongly."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from avtal.problems import Problem
from avtal.word.environment import TemplateMistake

_OPENING = re.compile(r"\{[{%#]")
_TAG = re.compile(r"\{\{.*?(?:\}\}|$)|\{%.*?(?:%\}|$)|\{#.*?(?:#\}|$)")

# What a paragraph can hold beside text, and how it is named to the author.
_THINGS = {
    "drawing": "en bild", "pict": "en bild", "object": "ett objekt", "br": "en brytning",
    "sectPr": "en avsnittsbrytning", "pageBreakBefore": "en sidbrytning",
    "footnoteReference": "en fotnot", "endnoteReference": "en slutkommentar",
}  # fmt: skip
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass(frozen=True, slots=True)
class TagPlace:
    """Where a tag stands in Word: paragraph from 1 within its part, and the heading above it.

    `beside` names what else stands in what docxtpl replaces with the tag: the paragraph of a `p`
    tag, the table row of a `tr` tag.
    """

    tag: str
    paragraph: int
    heading: str
    beside: str
    in_text_box: bool


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

    def misplaced(self) -> Iterator[TemplateMistake]:
        """Yield the tags that would lose text or break the file where they stand."""
        for line, place in enumerate(self.tags, 2):
            message = _misplaced(place)
            if message:
                yield TemplateMistake(*message, line)


def _misplaced(place: TagPlace) -> tuple[str, str] | None:
    """Return (message, help) for a tag in the wrong place, or None."""
    if not place.tag.endswith(("}}", "%}", "#}")):
        return "taggen stängs aldrig", "avsluta den med }}, %} eller #}"
    if place.in_text_box:
        return "en tagg står i en textruta", "flytta texten till ett vanligt stycke"
    if place.beside:
        in_row = place.tag[2:4] == "tr"
        return (
            f"{place.beside} skulle försvinna, eftersom det står i samma "
            f"{'tabellrad' if in_row else 'stycke'} som taggen",
            f"låt taggen stå ensam i {'raden' if in_row else 'stycket'}",
        )
    for filter, form in (("stycken", "{{p"), ("löptext", "{{r")):
        filtered = re.search(rf"\|\s*{filter}\b", place.tag) is not None
        written = place.tag.startswith(f"{form} ")
        if filtered and not written:
            return f"filtret {filter} behöver en tagg som börjar med {form}", f"skriv {form} … }}}}"
        if written and not filtered:
            return (
                f"en tagg som börjar med {form} behöver filtret {filter}",
                f"lägg till |{filter}, eller skriv taggen utan {form[-1]}",
            )
    return None


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


def _tags(root: Any) -> tuple[TagPlace, ...]:
    found: list[TagPlace] = []
    heading = ""
    for number, paragraph in enumerate(root.iter(f"{_W}p"), 1):
        text = _text(paragraph)
        boxed = next(paragraph.iterancestors(f"{_W}txbxContent"), None) is not None
        found += [
            TagPlace(tag, number, heading, _beside(tag, paragraph), boxed)
            for tag in _TAG.findall(text)
        ]
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        if style is not None and re.match(r"(Rubrik|Heading)\d", style.get(f"{_W}val", "")):
            heading = text
    return tuple(found)


def _text(element: Any) -> str:
    return "".join(node.text or "" for node in element.iter(f"{_W}t"))


def _beside(tag: str, paragraph: Any) -> str:
    """Return what would vanish with the tag: a text in quotes, a picture, a break; or nothing."""
    if tag.startswith(("{%tr ", "{{tr ")):
        replaced = next(paragraph.iterancestors(f"{_W}tr"), paragraph)
    elif tag.startswith(("{%p ", "{{p ")):
        replaced = paragraph
    else:
        return ""
    other = _text(replaced).replace(tag, "", 1).strip()
    if other:
        return f"texten ”{other[:40]}”"
    things = (_THINGS.get(node.tag.removeprefix(_W)) for node in replaced.iter(f"{_W}*"))
    return next((thing for thing in things if thing), "")
