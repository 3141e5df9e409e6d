"""A Word document that anyone made, opened to be read and compared; nothing in it is trusted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lxml import etree

from avtal.word.package.archive import SAVE_AGAIN, Unreadable, is_xml, read_members, read_tree
from avtal.word.package.assembly import zip_package
from avtal.word.package.parts import Package, W, main_part, no_word_document

MOST_XML = 40_000_000
"""Most XML of a document in bytes: some 8,000 rows of an action plan."""

_STRICT = "http://purl.oclc.org/ooxml/"
_ORDINARY = "spara den i Word som Word-dokument (.docx)"


def open_received(data: bytes) -> Package:
    """Return a document as its parts, with those that are XML as trees.

    Raises Unreadable with a sentence where it is no plain Word document.
    """
    try:
        members = read_members(data, "filen", MOST_XML)
    except Unreadable as error:
        raise error if error.message else no_word_document() from None
    types = members.get("[Content_Types].xml", b"")
    if b"macroEnabled" in types:
        raise Unreadable("filen har makron (.docm)", _ORDINARY)
    package = Package(members, _trees(members))
    main = main_part(package)
    if "template.main" in package.content_type(main):
        raise Unreadable("filen är en mall (.dotx)", _ORDINARY)
    root = package.xml.get(main)
    if root is not None and str(root.tag).startswith(f"{{{_STRICT}"):
        raise Unreadable("filen är sparad som Strict Open XML", _ORDINARY)
    if root is None or root.tag != f"{W}document" or root.find(f"{W}body") is None:
        raise no_word_document()
    return package


def pack_changed(package: Package, changed: Iterable[str]) -> bytes:
    """Return the document as bytes, with these parts written anew from their trees."""
    written = {
        part: etree.tostring(
            package.xml[part], xml_declaration=True, encoding="UTF-8", standalone=True
        )
        for part in changed
    }
    return zip_package({**package.members, **written})


def _trees(members: Mapping[str, bytes]) -> dict[str, etree._Element]:
    trees = {}
    for member, content in members.items():
        # What add-ins keep is not read, only where it leads.
        kept = member.startswith("customXml/") and not member.endswith(".rels")
        if not is_xml(member) or kept:
            continue
        try:
            trees[member] = read_tree(content)
        except (etree.XMLSyntaxError, ValueError):
            raise Unreadable("filen är skadad och går inte att läsa", SAVE_AGAIN) from None
        if trees[member].getroottree().docinfo.internalDTD is not None:
            raise Unreadable(
                "filen har en dokumenttypsdeklaration, som Word aldrig skriver",
                "använd den inte förrän du vet varifrån den kommer",
            )
    return trees
