"""What a document prints, from its own XML as it was just written: nothing is unpacked or parsed.

Holds for templates of the elements that are listed here, which say nothing beside their texts. Any
other has no layout, and its documents are read as those from elsewhere are; both say the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from avtal.word.package.parts import MAIN, Package, W
from avtal.word.package.styles import style_names
from avtal.word.stories.flow import CHARACTERS
from avtal.word.stories.reading import BODY, MARGINS, NORMAL
from avtal.word.surface.fields import is_counted

if TYPE_CHECKING:
    from lxml import etree


class PrintedParagraph(NamedTuple):
    """A paragraph as a reader sees it: its story, its style as Word shows it, and its text."""

    place: str
    style: str
    text: str


@dataclass(frozen=True, slots=True)
class Layout:
    """What paragraphs are read by: names of styles by id, and the members of headers and footers.

    `members` are by the id of the relation that the section names. `fixed` are those of them, and
    the body, that are the same in every document.
    """

    styles: Mapping[str, str]
    members: Mapping[str, str]
    fixed: Mapping[str, bytes]


# What stands in what, and properties, of which nothing is read but the style of a paragraph.
_HOLDERS = ("body", "hdr", "ftr", "tc")
_MARKS = ("bookmarkStart", "bookmarkEnd")
_IN_PARAGRAPHS = ("r", "hyperlink", "proofErr", *_MARKS)
_SIGNS = ("tab", "br", "cr", "noBreakHyphen", "softHyphen")
_IN_RUNS = ("t", *_SIGNS, "fldChar", "instrText", "lastRenderedPageBreak")
_ALLOWED = frozenset(
    {("document", "body"), ("tbl", "tr"), ("tr", "tc")}
    | {(holder, child) for holder in _HOLDERS for child in ("p", "tbl", *_MARKS)}
    | {(holder, child) for holder in ("p", "hyperlink") for child in _IN_PARAGRAPHS}
    | {("r", child) for child in _IN_RUNS}
)
_PROPERTIES = frozenset(
    {("body", "sectPr"), ("p", "pPr"), ("r", "rPr"), ("tbl", "tblPr"), ("tbl", "tblGrid")}
    | {("tr", "trPr"), ("tr", "tblPrEx"), ("tc", "tcPr")}
)
_TOKENS = frozenset({"p", "pPr", "sectPr", "drawing", *_IN_RUNS})

# Most paragraphs begin with their style and nothing before it.
_PARAGRAPH = re.compile(
    r'<w:p(?: [^<>]*?)?(?:/>|>(?:<w:pPr><w:pStyle w:val="([^"]*)"/>)?(.*?)</w:p>)', re.DOTALL
)
_TEXT = re.compile(
    r"<w:t(?: [^<>]*)?>([^<]*)</w:t>"
    r"|<w:(tab|br|cr|noBreakHyphen|softHyphen|drawing)(?: [^<>]*)?/?>"
    r'|<w:fldChar [^<>]*?w:fldCharType="(\w+)"'
    r"|<w:instrText(?: [^<>]*)?>([^<]*)</w:instrText>"
)
_STYLE = re.compile(r'<w:pStyle w:val="([^"]*)"')
_PROPERTIES_END = "</w:pPr>"
_SECTION = re.compile(r"<w:sectPr(?: [^<>]*)?(?:/>|>.*?</w:sectPr>)", re.DOTALL)
_REFERENCE = re.compile(r"<w:(header|footer)Reference ([^<>]*)/>")
_ATTRIBUTE = re.compile(r'(r:id|w:type)="([^"]*)"')


def layout_of(package: Package, fixed: Mapping[str, bytes]) -> Layout | None:
    """Return what documents of a template are read by; None where they must be parsed.

    `fixed` are its members without tags, as they stand in every document.
    """
    members = {
        one.id: one.target
        for one in package.relations(MAIN)
        if one.kind in {"header", "footer"} and not one.external
    }
    if not all(_is_plain(package.xml[member]) for member in (MAIN, *members.values())):
        return None
    kept = {member: fixed[member] for member in (MAIN, *members.values()) if member in fixed}
    return Layout(style_names(package), members, kept)


def _is_plain(root: etree._Element) -> bool:
    """Tell whether a part holds nothing but what is listed here, under the usual prefixes."""
    if _name(root) not in {"document", "hdr", "ftr"}:
        return False
    if not all(map(_has_usual_prefixes, root.iter("*"))):
        return False
    holders = [root]
    for holder in holders:
        for child in holder:
            pair = (_name(holder), _name(child))
            if pair in _ALLOWED:
                holders.append(child)
            elif not (
                (pair in _PROPERTIES and _are_plain_properties(child))
                or (pair == ("r", "drawing") and _is_plain_picture(child))
            ):
                return False
    return True


def _are_plain_properties(element: etree._Element) -> bool:
    """Tell whether properties stand where they should and hold nothing that would be read."""
    of_paragraph = _name(element) == "pPr"
    if of_paragraph and element.getprevious() is not None:
        return False
    names = {_name(one) for one in element.iterdescendants()}
    return names.isdisjoint(_TOKENS - ({"tab"} if of_paragraph else set()))  # stops, not tabs


def _is_plain_picture(element: etree._Element) -> bool:
    """Tell whether a drawing is a picture alone, without a text box or the like."""
    return all(str(one.tag).startswith(_PICTURES) for one in element.iterdescendants())


_PICTURES = "{http://schemas.openxmlformats.org/drawingml/2006/"


_USUAL = {
    W.strip("{}"): "w",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "r",
}


def _has_usual_prefixes(element: etree._Element) -> bool:
    """Tell whether attributes, too, can be found by the prefixes that Word itself writes."""
    return all(
        _USUAL.get(namespace, prefix) == prefix for prefix, namespace in element.nsmap.items()
    )


def _name(element: etree._Element) -> str:
    """Return the name of an element of Word's text; nothing for any other, or another prefix."""
    tag = str(element.tag)
    return tag.removeprefix(W) if element.prefix == "w" and tag.startswith(W) else ""


def printed_paragraphs(
    layout: Layout, parts: Mapping[str, bytes]
) -> Sequence[PrintedParagraph] | None:
    """Return the paragraphs of a document: headers and footers as its section names them, the body.

    `parts` are the members that differ between documents. None where only a parser can tell.
    """
    members = {**layout.fixed, **parts}
    body = members[MAIN].decode()
    stories = {place: members[member].decode() for place, member in _margins(layout, body)}
    stories[BODY] = body
    # A character that is written as its number is told by a parser.
    if any("&#" in story for story in stories.values()):
        return None
    return [
        paragraph
        for place, story in stories.items()
        for paragraph in _paragraphs(place, story, layout.styles)
    ]


def _margins(layout: Layout, body: str) -> Iterator[tuple[str, str]]:
    for number, section in enumerate(_SECTION.findall(body), 1):
        suffix = f" i avsnitt {number}" if number > 1 else ""
        for kind, attributes in _REFERENCE.findall(section):
            told = dict(_ATTRIBUTE.findall(attributes))
            place = MARGINS.get((kind, told.get("w:type", "default")))
            member = layout.members.get(told.get("r:id", ""))
            if place and member:
                yield place + suffix, member


def _paragraphs(place: str, story: str, styles: Mapping[str, str]) -> Iterator[PrintedParagraph]:
    for style, inner in _PARAGRAPH.findall(story):
        start = inner.find(_PROPERTIES_END) + len(_PROPERTIES_END) if "<w:pPr>" in inner else 0
        if style:
            start = inner.index(_PROPERTIES_END) + len(_PROPERTIES_END)
        elif start and (named := _STYLE.search(inner, 0, start)):
            style = named[1]
        pieces = _TEXT.findall(inner, start)
        texts = _outside_counted_fields(pieces) if "<w:fldChar" in inner else pieces
        said = "".join([_CHARACTERS[sign] if sign else text for text, sign, *_ in texts])
        name = styles.get(unescape(style), NORMAL) if style else NORMAL
        yield PrintedParagraph(place, name, unescape(said) if "&" in said else said)


def _outside_counted_fields(found: Iterable[_Piece]) -> Iterator[_Piece]:
    """Yield the pieces of a paragraph without fields, and without what Word counts out.

    The text of a field that does not end in the paragraph is text.
    """
    kept: list[_Piece] = []
    began: list[tuple[int, list[str]]] = []
    for piece in found:
        _, _, field, instruction = piece
        if field == "begin":
            began.append((len(kept), []))
        elif field == "end" and began:
            place, code = began.pop()
            if is_counted("".join(code)):
                del kept[place:]
        elif instruction and began:
            began[-1][1].append(unescape(instruction))
        elif not field and not instruction:
            kept.append(piece)
    yield from kept


_Piece: TypeAlias = tuple[str, str, str, str]
"""A text, the name of a sign, what a field begins or ends, or its instruction; else empty."""
_CHARACTERS = {name.removeprefix(W): character for name, character in CHARACTERS.items()}
