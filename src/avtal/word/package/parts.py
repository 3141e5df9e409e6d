"""The parts of a Word document and where they lead, whoever read them.

Nothing here reads XML: the trees are lxml's or those of the standard library.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from avtal.word.package.archive import SAVE_AGAIN, Unreadable

if TYPE_CHECKING:
    from lxml import etree

MAIN = "word/document.xml"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"

# Parts that follow although nothing in the XML names their relation. All other parts that are not
# named hold what Word or an add-in keeps about the author: names, building blocks, labels.
_FOLLOW = {
    "styles", "numbering", "settings", "theme", "fontTable", "footnotes", "endnotes",
    "diagramDrawing", "themeOverride",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part leads to: a member of the package, or an address outside it."""

    id: str
    type: str
    target: str
    external: bool

    @property
    def kind(self) -> str:
        """The last word of the type: `header`, `image`, `attachedTemplate`."""
        return self.type.rpartition("/")[2]


@dataclass(frozen=True)
class Package:
    """The members of a Word file, and those of them that are XML as trees."""

    members: Mapping[str, bytes]
    xml: Mapping[str, etree._Element]

    def relations(self, part: str) -> list[Relation]:
        """Return where a part leads; the package itself is the part ””."""
        folder, _, name = part.rpartition("/")
        root = self.xml.get(posixpath.join(folder, "_rels", f"{name}.rels"))
        return [] if root is None else list(_relations(root, folder))

    @cached_property
    def followed(self) -> list[tuple[str, str, list[Relation]]]:
        """(member, kind, its relations) of each part that belongs in a document.

        The text comes first; a part is in a document if the text leads there, part by part.
        """
        found = []
        queue = [(MAIN, "officeDocument")]
        seen = set(queue)
        for member, kind in queue:
            named = self._values(member)
            relations = [
                relation
                for relation in self.relations(member)
                if relation.kind in _FOLLOW or relation.id in named
            ]
            found.append((member, kind, relations))
            for relation in relations:
                found_here = (relation.target, relation.kind)
                if not relation.external and found_here not in seen:
                    seen.add(found_here)
                    queue.append(found_here)
        return found

    @cached_property
    def hashes(self) -> dict[str, str]:
        """Hashes of parts with all that they lead to, as far as somebody has asked for them."""
        return {}

    def content_type(self, member: str) -> str:
        """Return what the package says that a member is; nothing if it says nothing."""
        found = ""
        for node in self.xml["[Content_Types].xml"].iter("{*}Default", "{*}Override"):
            if node.get("PartName") == f"/{member}":
                return node.get("ContentType", "")
            if node.get("Extension", "").lower() == member.rpartition(".")[2].lower():
                found = node.get("ContentType", "")
        return found

    def _values(self, member: str) -> set[str]:
        root = self.xml.get(member)
        if root is None:
            return set()
        return {str(value) for node in root.iter() for value in node.attrib.values()}


def main_part(package: Package) -> str:
    """Return the name of the part that holds the body. Raises Unreadable where there is none."""
    if "[Content_Types].xml" in package.xml:
        for relation in package.relations(""):
            if relation.kind == "officeDocument" and not relation.external:
                return relation.target
    raise no_word_document()


def no_word_document() -> Unreadable:
    """Return the reason of a file that is no Word document."""
    return Unreadable("filen är inte ett Word-dokument (.docx)", SAVE_AGAIN)


def _relations(root: etree._Element, folder: str) -> Iterator[Relation]:
    for node in root.iter(_RELATION):
        target = node.get("Target", "")
        external = node.get("TargetMode") == "External"
        if not external:
            target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        yield Relation(node.get("Id", ""), node.get("Type", ""), target, external)
