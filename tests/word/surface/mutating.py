"""Documents that hold one element of Word's format, or one attribute, where the schema has it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from xml.sax.saxutils import quoteattr

from lxml import etree

from avtal.word.package.parts import Package
from avtal.word.package.received import open_received
from avtal.word.stories.reading import stories
from avtal.word.stories.settled import SettledDocument
from avtal.word.surface.table import NAMESPACES
from tests.compare.agreements import Agreement, Text
from tests.word.surface.schema import Way, namespaces

_LISTED = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
_USING = (
    f'<w:p>{_LISTED}<w:hyperlink w:anchor="1"/><w:hyperlink w:anchor="2"/>'
    "<w:r><w:t>Text.</w:t></w:r></w:p>"
    '<w:tbl><w:tblPr><w:tblStyle w:val="Tabell"/></w:tblPr><w:tr><w:tc><w:p><w:r><w:t>cell</w:t>'
    "</w:r></w:p></w:tc></w:tr></w:tbl><w:p/>"
)
_ABSTRACT = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/>'
    '<w:lvlPicBulletId w:val="0"/></w:lvl></w:abstractNum>'
)
_LIST = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
_PARTS = {
    "w:document": "word/document.xml",
    "w:styles": "word/styles.xml",
    "w:numbering": "word/numbering.xml",
    "w:settings": "word/settings.xml",
}
# What makes an element the one that the document uses.
_NAMED: Mapping[str, str] = {
    "w:abstractNum": ' w:abstractNumId="0"', "w:lvl": ' w:ilvl="0"', "w:num": ' w:numId="1"',
    "w:lvlOverride": ' w:ilvl="0"', "w:numPicBullet": ' w:numPicBulletId="0"',
}  # fmt: skip
_OF_TABLES = {"w:tblPr", "w:trPr", "w:tcPr", "w:tblStylePr"}
_AFTER: Mapping[str, tuple[str, str]] = {
    "w:r": ("", "<w:t>ord</w:t>"),
    "w:p": ("w:pPr", "<w:r><w:t>ord</w:t></w:r>"),
    "w:tc": ("w:tcPr", "<w:p><w:r><w:t>cell</w:t></w:r></w:p>"),
    "w:tr": ("", "<w:tc><w:p><w:r><w:t>cell</w:t></w:r></w:p></w:tc>"),
    "w:object": ("", "<o:OLEObject/>"),
    "w:hyperlink": ("", "<w:r><w:t>ord</w:t></w:r>"),
    "w:tbl": ("", "<w:tr><w:tc><w:p><w:r><w:t>cell</w:t></w:r></w:p></w:tc></w:tr>"),
    "w:abstractNum": ("", _ABSTRACT.partition(">")[2].rpartition("<")[0]),
    "w:num": ("", '<w:abstractNumId w:val="0"/>'),
}
"""What follows in an element, if what comes first in it is that (or anything, for ””)."""


@cache
def _plain() -> Package:
    return open_received(Agreement((Text("Först."),)).to_bytes())


def document(
    way: Way, attributes: Mapping[str, str] | None = None, *, without: bool = False
) -> SettledDocument:
    """Return a document that holds the last element of a way, or only what that stands in."""
    names = way.names[:-1] if without else way.names
    inner = ""
    for number in range(len(names) - 1, 0, -1):
        told = attributes if attributes and number == len(names) - 1 else {}
        inner = _element(names, number, inner, told)
    trees = dict(_plain().xml)
    root = names[0]
    trees["word/document.xml"] = _root("w:document", f"<w:body>{_USING}</w:body>")
    trees["word/numbering.xml"] = _root("w:numbering", _ABSTRACT + _LIST)
    if root == "w:numbering":
        inner += ("" if "w:abstractNum" in names[1:2] else _ABSTRACT) + (
            "" if "w:num" in names[1:2] else _LIST
        )
    elif root == "w:styles":
        inner += _style("paragraph", "Normal") + _style("table", "Tabell")
    elif root == "w:document":
        inner = (
            inner.replace("</w:body>", f"{_USING}</w:body>")
            if "w:body" in names
            else (f"{inner}<w:body>{_USING}</w:body>")
        )
    trees[_PARTS[root]] = _root(root, inner)
    rels = "word/_rels/document.xml.rels"
    trees[rels] = etree.fromstring(etree.tostring(trees[rels]))
    address = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    etree.SubElement(
        trees[rels], "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship",
        Id="rIdN", Type=f"{address}/numbering", Target="numbering.xml",
    )  # fmt: skip
    package = Package(_plain().members, trees)
    return SettledDocument(package, stories(package))


def differ(one: SettledDocument, other: SettledDocument) -> bool:
    """Tell whether a comparison takes two documents for different ones."""
    return (one.stories, one.frame) != (other.stories, other.frame)


def _element(names: tuple[str, ...], number: int, inner: str, told: Mapping[str, str]) -> str:
    name = names[number]
    written = _NAMED.get(name, "")
    if name == "w:style":
        of_table = number + 1 < len(names) and names[number + 1] in _OF_TABLES
        kind = ("table", "Tabell") if of_table else ("paragraph", "Normal")
        written = ' w:type="{}" w:styleId="{}"'.format(*kind)
        written += "" if of_table else ' w:default="1"'
    for key in told:
        if f" {key}=" in written:
            written = ""
    written += "".join(f" {key}={quoteattr(value)}" for key, value in told.items())
    first, after = _AFTER.get(name, ("", ""))
    if name == "w:abstractNum" and inner.startswith("<w:lvl "):
        after = ""
    alone = not inner or not first or inner.startswith(f"<{first}")
    follows = after if alone else ""
    return f"<{name}{written}>{inner}{follows}</{name}>"


def _style(kind: str, name: str) -> str:
    default = ' w:default="1"' if kind == "paragraph" else ""
    return (
        f'<w:style w:type="{kind}" w:styleId="{name}"{default}><w:name w:val="{name}"/></w:style>'
    )


@cache
def _declared() -> str:
    known = {prefix: address for address, prefix in NAMESPACES.items() if prefix != "xml"}
    every = {**{p: a for p, a in namespaces().items() if p and p != "xml"}, **known}
    return " ".join(f'xmlns:{prefix}="{address}"' for prefix, address in every.items())


def _root(name: str, inner: str) -> etree._Element:
    return etree.fromstring(f"<{name} {_declared()}>{inner}</{name}>")
