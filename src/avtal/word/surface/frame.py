"""What holds for a whole document: its pages, settings and properties, and the parts beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple, TypeAlias

from lxml import etree

from avtal.word.package.archive import read_tree
from avtal.word.package.parts import Package, Relation, W, main_part
from avtal.word.surface.canonical import PartReader, hash_of, name_of
from avtal.word.surface.cascade import Cascade, frozen
from avtal.word.surface.table import IGNORED, PARTS, PROPERTIES, SAID_OF_FILE, WORDS

Kind: TypeAlias = Literal["form", "header", "field", "control", "note", "link", "unknown"]


class Framed(NamedTuple):
    """Something that holds for a whole document: what it is to a reader, and what it is called."""

    kind: Kind
    name: str


OF_FILE = {Framed("form", f"filens egenskap {name}") for name in SAID_OF_FILE}
"""What a file says of itself, as its title."""

Frame: TypeAlias = dict[Framed, str]
"""What holds for a whole document, and what each says."""

_KINDS: dict[str, Kind] = {
    "w:titlePg": "header", "w:evenAndOddHeaders": "header", "w:updateFields": "field",
}  # fmt: skip
_ITEM_ID = re.compile(rb"""itemID=["']([^"']+)["']""")
_CUSTOM = {"w:dataBinding", "w15:dataBinding"}


def frame_of(package: Package) -> Frame:
    """Return what holds for a whole document."""
    return dict(_Framing(package).read())


class _Framing:
    def __init__(self, package: Package) -> None:
        self._package = package
        self._main = main_part(package)
        self._reader = PartReader(package, self._main)
        self._relations = [*package.relations(""), *package.relations(self._main)]

    def read(self) -> Iterator[tuple[Framed, str]]:
        root = self._package.xml[self._main]
        cascade = Cascade(self._package)
        for number, section in enumerate(root.iter(f"{W}sectPr"), 1):
            said = {
                name: one
                for name, one in cascade.properties(self._reader, section).items()
                if not name.endswith("Reference")
            }
            for name, value in frozen(said):
                where = f"{_called(name)} i avsnitt {number}" if number > 1 else _called(name)
                yield _framed(name if ":" in name else f"w:{name}", where), value
        background = root.find(f"{W}background")
        if background is not None:
            yield Framed("form", "sidans bakgrund"), self._reader.text(background)
        yield from self._settings()
        yield from self._properties()
        yield from self._separators()
        yield from self._beside()

    def _settings(self) -> Iterator[tuple[Framed, str]]:
        part = self._part("settings")
        root = self._package.xml.get(part)
        reader = PartReader(self._package, part)
        for child in () if root is None else root:
            name = name_of(str(child.tag))
            if name not in IGNORED:
                short = name.partition(":")[2]
                yield _framed(name, f"inställningen {_called(short)}"), reader.text(child)

    def _properties(self) -> Iterator[tuple[Framed, str]]:
        core = self._package.xml.get(self._part("core-properties"))
        for child in () if core is None else core:
            name = str(child.tag).rpartition("}")[2]
            if name in SAID_OF_FILE and child.text:
                yield Framed("form", f"filens egenskap {name}"), child.text
        base = self._package.xml.get(self._part("extended-properties"))
        for one in () if base is None else base.iter("{*}HyperlinkBase"):
            yield Framed("link", "adressen som länkar utgår från"), one.text or ""
        own = self._part("custom-properties")
        root = self._package.xml.get(own)
        for child in () if root is None else root:
            text = "".join(map(str, child.itertext()))
            yield Framed("form", f"filens egenskap ”{child.get('name', '')}”"), text

    def _separators(self) -> Iterator[tuple[Framed, str]]:
        """Yield what stands between the text and its notes, on each page that has any."""
        for kind, called in {"footnote": "fotnoter", "endnote": "slutnoter"}.items():
            root = self._package.xml.get(self._part(f"{kind}s"))
            for note in () if root is None else root.iter(f"{W}{kind}"):
                text = "".join(one.text or "" for one in note.iter(f"{W}t"))
                if note.get(f"{W}type", "normal") != "normal" and text.strip():
                    yield Framed("note", f"avskiljaren för {called}"), text

    def _beside(self) -> Iterator[tuple[Framed, str]]:
        """Yield what parts beside the text add to it, and parts of which nothing is known."""
        fonts = self._part("fontTable")
        for number, one in enumerate(self._package.relations(fonts) if fonts else ()):
            yield Framed("form", f"inbäddat teckensnitt {number + 1}"), self._hash(one)
        bound = self._bound()
        for one in self._relations:
            if one.kind == "customXml":
                name = self._item_id(one)
                if name in bound:
                    where = f"uppgifterna bakom innehållskontroller, {name}"
                    yield Framed("control", where), self._canonical(one)
            elif one.kind not in PARTS:
                yield Framed("unknown", f"delen {one.target} ({one.kind})"), self._hash(one)

    def _bound(self) -> set[str]:
        """Return the ids of the data that content controls take their text from."""
        return {
            str(value).upper()
            for root in self._package.xml.values()
            if str(root.tag).startswith(W)
            for one in root.iter("*")
            if name_of(str(one.tag)) in _CUSTOM
            for key, value in one.attrib.items()
            if str(key).endswith("}storeItemID")
        }

    def _item_id(self, relation: Relation) -> str:
        """Return the id of a part of data, which stands in the part that describes it."""
        folder, _, name = relation.target.rpartition("/")
        described = name.replace("item", "itemProps", 1)
        found = _ITEM_ID.search(self._package.members.get(f"{folder}/{described}", b""))
        return found[1].decode().upper() if found else ""

    def _canonical(self, relation: Relation) -> str:
        data = self._package.members.get(relation.target, b"")
        try:
            return self._reader.hash(read_tree(data))
        except (etree.XMLSyntaxError, ValueError):
            return hash_of(data)

    def _part(self, kind: str) -> str:
        return next((one.target for one in self._relations if one.kind == kind), "")

    def _hash(self, relation: Relation) -> str:
        if relation.external:
            return relation.target
        return hash_of(self._package.members.get(relation.target, b""))


def _framed(name: str, called: str) -> Framed:
    return Framed(_KINDS.get(name, "form" if name in PROPERTIES else "unknown"), called)


def _called(name: str) -> str:
    return WORDS.get(name, name)
