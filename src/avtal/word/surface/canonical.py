"""Elements as texts that are equal where nothing that counts differs, whoever wrote the file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING
from unicodedata import normalize

from avtal.word.package.parts import Package, Relation, main_part
from avtal.word.surface.table import (
    DEFAULTS,
    IGNORED,
    IGNORED_ATTRIBUTES,
    IGNORED_OF,
    NAMESPACES,
    SHELLS,
)

if TYPE_CHECKING:
    from lxml import etree

_OFF = {"0", "false", "off"}
_ON = {"1", "true", "on"}
_BOX_TEXT = "w:txbxContent"
"""The text of a box, which is a story of its own."""


@cache
def name_of(tag: str) -> str:
    """Return an element's or attribute's name as the table has it: `w:p`.

    One of a namespace that the table does not know keeps its whole namespace.
    """
    if not tag.startswith("{"):
        return tag
    namespace, _, local = tag[1:].partition("}")
    prefix = NAMESPACES.get(namespace)
    return f"{prefix}:{local}" if prefix else f"{{{namespace}}}{local}"


def values_of(element: etree._Element | None) -> dict[str, str]:
    """Return the attributes of an element by their names without a prefix; none of none."""
    if element is None:
        return {}
    return {str(key).rpartition("}")[2]: str(value) for key, value in element.attrib.items()}


def hash_of(data: bytes) -> str:
    """Return the SHA-256 of bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def whole_of(text: str | None, usual: int = 0) -> int:
    """Return a whole number; what is none, or none that a page has room for, is as usual."""
    if text is None or len(text) > _DIGITS:
        return usual
    try:
        return int(text)
    except ValueError:
        return usual


_DIGITS = 10


class PartReader:
    """Reads the elements of one part, whose relations lead to other parts and out of the file."""

    def __init__(self, package: Package, part: str, above: PartReader | None = None) -> None:
        self._package = package
        self._part = part
        self._above = above
        self.relations: Mapping[str, Relation] = {one.id: one for one in package.relations(part)}

    def attributes(self, element: etree._Element) -> dict[str, str]:
        """Return the attributes that count, by name; what leads to a part is what is in it."""
        name = name_of(str(element.tag))
        passed = IGNORED_OF.get(name, frozenset())
        found = {}
        for key, value in element.attrib.items():
            attribute = name_of(str(key))
            if attribute in IGNORED_ATTRIBUTES or attribute in passed:
                continue
            if (attribute, value) in DEFAULTS or (name, attribute, value) in DEFAULTS:
                continue
            found[attribute] = self._value(attribute, str(value))
        return dict(sorted(found.items()))

    def text(self, element: etree._Element) -> str:
        """Return an element with all in it that counts; the text of a box is not in it."""
        name = name_of(str(element.tag))
        written = "".join(f" {key}={value!r}" for key, value in self.attributes(element).items())
        inner = "".join(
            self.text(child)
            for child in element
            if (said := name_of(str(child.tag))) not in IGNORED and said != _BOX_TEXT
        )
        own = (element.text or "").strip()
        if name in SHELLS and not (own or inner or written):
            return ""
        return f"<{name}{written}>{own}{inner}</>"

    def hash(self, element: etree._Element) -> str:
        """Return the SHA-256 of all in an element that counts, in hexadecimal."""
        return hash_of(self.text(element).encode())

    def target(self, relation: str) -> str:
        """Return what a relation leads to: an address outside, or a hash of what is in the part."""
        one = self.relations[relation]
        if one.external:
            return f"→ {one.target}"
        if one.target not in self._package.hashes:
            self._package.hashes[one.target] = self._read_target(one)
        return self._package.hashes[one.target]

    @property
    def theme(self) -> str:
        """A hash of the colours and fonts that a drawing may name; nothing without them."""
        leads = self._package.relations(main_part(self._package))
        part = next((one.target for one in leads if one.kind == "theme"), "")
        return hash_of(self._package.members.get(part, b""))

    def _value(self, attribute: str, value: str) -> str:
        if attribute == _AS_DRAWN and self._above is not None:
            return self._above._value(_RELATION, value)
        leads = attribute.startswith("r:") or attribute == "o:relid"
        return self.target(value) if leads and value in self.relations else _plain(value)

    def _read_target(self, relation: Relation) -> str:
        root = self._package.xml.get(relation.target)
        if root is None or relation.target in self._parts():
            return hash_of(self._package.members.get(relation.target, b""))
        return PartReader(self._package, relation.target, self).hash(root)

    def _parts(self) -> Iterator[str]:
        """Yield the part, and those that have led to it."""
        yield self._part
        if self._above is not None:
            yield from self._above._parts()


_RELATION = "r:id"
_AS_DRAWN = "relId"
"""Where SmartArt is as it was last drawn: a relation of the part that shows it ([MS-ODRAWXML])."""


def _plain(value: str) -> str:
    """Return a value, yes and no in one spelling, letters with their marks as one."""
    return "1" if value in _ON else "0" if value in _OFF else normalize("NFC", value)
