"""A Word file as a package of parts: opened within bounds, and written without private things."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from lxml import etree

from avtal.problems import CaseError, Problem, clean
from avtal.word.package.archive import SAVE_AGAIN, Unreadable, is_xml, read_members, read_tree
from avtal.word.package.assembly import zip_package
from avtal.word.package.parts import MAIN, Package, Relation, W

MAX_TEXT = 1_000_000
"""Most XML of the body, a header or a footer: thirty times the largest of our own templates."""

# Notes on secret values are carried in these while a document is rendered.
_NO_CHARACTERS = re.compile("[\ufdd0-\ufdef\ufffe\uffff]")

_RELATIONSHIPS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_RELATIONS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
_REFERENCE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

# The root element and content type of the parts that are read here, by the relation's kind.
_READ = {
    "officeDocument": ("document", "document.main"),
    "styles": ("styles", "styles"),
    "numbering": ("numbering", "numbering"),
    "settings": ("settings", "settings"),
    "header": ("hdr", "header"),
    "footer": ("ftr", "footer"),
}
_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_FILLED = {"officeDocument", "header", "footer"}

# What Word notes about editing, and what belongs to the author's machine.
_PRIVATE = {
    f"{W}{name}"
    for name in ("rsids", "rsid", "docVars", "printerSettings", "proofErr", "lastRenderedPageBreak")
} | {
    "{http://schemas.microsoft.com/office/word/2010/wordml}docId",
    "{http://schemas.microsoft.com/office/word/2012/wordml}docId",
}
_PRIVATE_ATTRIBUTES = (
    f"{W}rsid",
    "{http://schemas.microsoft.com/office/word/2010/wordml}paraId",
    "{http://schemas.microsoft.com/office/word/2010/wordml}textId",
)


def open_package(name: str, data: bytes) -> Package:
    """Return the package of a template. Raises CaseError where it is no plain Word document."""
    members = _members(name, data)
    xml: dict[str, etree._Element] = {}
    problems = []
    for member, content in members.items():
        if is_xml(member) and not member.startswith("customXml/"):
            try:
                xml[member] = read_tree(content)
            except (etree.XMLSyntaxError, ValueError):
                message = f"{member} är skadad och går inte att läsa"
                problems.append(Problem("mall", message, name, help=SAVE_AGAIN))
                continue
            if xml[member].getroottree().docinfo.internalDTD is not None:
                message = f"{member} har en dokumenttypsdeklaration"
                problems.append(Problem("mall", message, name, help="spara om mallen i Word"))
            if _NO_CHARACTERS.search("".join(map(str, xml[member].itertext()))):
                message = f"{member} har tecken som inte finns i Unicode"
                problems.append(Problem("mall", message, name, help="skriv om texten för hand"))
    if problems:
        raise CaseError(problems)
    for root in xml.values():
        _make_plain(root)
    package = Package(members, xml)
    if "[Content_Types].xml" not in xml or not package.relations(""):
        raise CaseError([no_document(name)])
    problems = list(_structure(name, package))
    if problems:
        raise CaseError(problems)
    return package


def strip_private(package: Package) -> bytes:
    """Return the package with nothing but the parts that belong in a document.

    Properties are left out too: a document gets its own.
    """
    types = etree.Element(f"{_TYPES}Types")
    etree.SubElement(types, f"{_TYPES}Default", Extension="rels", ContentType=_RELATIONS_TYPE)
    start = [relation for relation in package.relations("") if relation.target == MAIN]
    kept = {"_rels/.rels": _relations_xml(start)}
    for member, _, relations in package.followed:
        root = package.xml.get(member)
        kept[member] = package.members[member] if root is None else _bytes(root)
        of_type = package.content_type(member)
        etree.SubElement(types, f"{_TYPES}Override", PartName=f"/{member}", ContentType=of_type)
        if relations:
            folder, _, name = member.rpartition("/")
            kept[f"{folder}/_rels/{name}.rels"] = _relations_xml(relations)
    return zip_package({"[Content_Types].xml": _bytes(types), **kept})


def no_document(name: str) -> Problem:
    """Return the problem of a file that is no Word document."""
    return Problem(
        "mall",
        "filen är inte en Word-mall (.docx)",
        name,
        help="öppna den i Word och spara som Word-dokument (.docx)",
    )


def _members(name: str, data: bytes) -> dict[str, bytes]:
    try:
        return read_members(data, "mallen")
    except Unreadable as error:
        problem = Problem("mall", error.message, name, help=error.help)
        raise CaseError([problem if error.message else no_document(name)]) from None


def _make_plain(root: etree._Element) -> None:
    """Take away what must not follow into a document, and what splits or hides text."""
    doomed = []
    for node in root.iter():
        if node.tag in _PRIVATE or (node.tag == f"{W}t" and not node.text and not len(node)):
            doomed.append(node)
            continue
        for name in [n for n in node.attrib if str(n).startswith(_PRIVATE_ATTRIBUTES)]:
            del node.attrib[name]
        if node.tag == f"{W}t" and node.text and not node.text.isascii():
            node.text = unicodedata.normalize("NFC", node.text)
    for node in doomed:
        parent = node.getparent()
        if parent is not None:
            parent.remove(node)


def _structure(name: str, package: Package) -> Iterator[Problem]:
    """Yield what keeps the text, styles and headers from being read."""
    texts = [r.target for r in package.relations("") if r.kind == "officeDocument"]
    if texts != [MAIN]:
        yield no_document(name)
        return
    if re.search(r"macroEnabled|template\.main", package.content_type(MAIN)):
        message = "filen är sparad som .dotx eller .docm"
        yield Problem("mall", message, name, help="spara den i Word som Word-dokument (.docx)")
        return
    kinds = []
    for member, kind, _ in package.followed:
        kinds.append(kind)
        wrong = _unreadable(member, kind, package)
        if wrong:
            yield Problem("mall", f"{clean(member)} {wrong}", name, help=SAVE_AGAIN)
    if "styles" not in kinds:
        yield Problem("mall", "mallen saknar formatmallar", name, help=SAVE_AGAIN)


def _unreadable(member: str, kind: str, package: Package) -> str:
    if member not in package.members:
        return "saknas i filen"
    if not package.content_type(member):
        return "är av okänt slag"
    root = package.xml.get(member)
    if kind in _FILLED and len(package.members[member]) > MAX_TEXT:
        return "är orimligt lång"
    if kind in _READ:
        element, of_type = _READ[kind]
        if (
            root is None
            or root.tag != W + element
            or package.content_type(member) != f"{_CONTENT_TYPE}{of_type}+xml"
            or (element == "document" and root.find(f"{W}body") is None)
        ):
            return "är inte det som Word väntar sig där"
    if root is not None and not _usual_prefix(root):
        return "är skriven på ett ovanligt sätt"
    if root is not None and not _leads_somewhere(root, package.relations(member)):
        return "hänvisar till något som inte finns i filen"
    return ""


def _leads_somewhere(root: etree._Element, relations: list[Relation]) -> bool:
    """Whether every reference leads to one relation of the part."""
    ids = [relation.id for relation in relations]
    used = {
        str(value)
        for node in root.iter()
        for name, value in node.attrib.items()
        if value and str(name).startswith(_REFERENCE)
    }
    return used <= set(ids) and len(ids) == len(set(ids))


def _usual_prefix(root: etree._Element) -> bool:
    """Whether Word's own elements, and no others, are written w:, as what is put in between."""
    return all((node.prefix == "w") == str(node.tag).startswith(W) for node in root.iter())


def _bytes(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _relations_xml(relations: list[Relation]) -> bytes:
    root = etree.Element(f"{_RELATIONSHIPS}Relationships")
    for relation in relations:
        tag = f"{_RELATIONSHIPS}Relationship"
        node = etree.SubElement(root, tag, Id=relation.id, Type=relation.type)
        if relation.external:
            node.set("Target", relation.target)
            node.set("TargetMode", "External")
        else:
            node.set("Target", f"/{relation.target}")
    return _bytes(root)
