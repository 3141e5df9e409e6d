"""What holds for a whole document: its pages, settings and properties, and the parts beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple, TypeAlias

from lxml import etree

from avtal.word.package.archive import read_tree
from avtal.word.package.parts import Package, Relation, W, main_part
from avtal.word.surface.canonical import PartReader, hash_of, name_of, values_of
from avtal.word.surface.cascade import Cascade, frozen
from avtal.word.surface.references import References
from avtal.word.surface.table import (
    FORM,
    IGNORED,
    PARTS,
    PRINTED_AS,
    PROPERTIES,
    SAID_OF_FILE,
    SET_BY_SAVING,
    WORDS,
)

Kind: TypeAlias = Literal[
    "form", "header", "field", "control", "note", "link", "protection", "unknown"
]


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
    "w:documentProtection": "protection", "w:writeProtection": "protection",
    "w:formProt": "protection", "w:footnotePr": "note", "w:endnotePr": "note",
}  # fmt: skip
_ITEM_ID = re.compile(rb"""itemID=["']([^"']+)["']""")
_ON_THE_COMPUTER = "file:"


def frame_of(package: Package) -> Frame:
    """Return what holds for a whole document."""
    return dict(_Framing(package).read())


class _Framing:
    def __init__(self, package: Package) -> None:
        self._package = package
        self._main = main_part(package)
        self._reader = PartReader(package, self._main)
        self._relations = [*package.relations(""), *package.relations(self._main)]
        self._references = References(package)

    def read(self) -> Iterator[tuple[Framed, str]]:
        root = self._package.xml[self._main]
        cascade = Cascade(self._package)
        for number, section in enumerate(root.iter(f"{W}sectPr"), 1):
            said = {
                name: one
                for name, one in cascade.properties(self._reader, section).items()
                if not (name.endswith("Reference") or _is_off(f"w:{name}", one))
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
            if name not in IGNORED and not _is_off(name, values_of(child)):
                called = f"inställningen {_called(name.partition(':')[2])}"
                said = reader.text(child)
                if name == "w:docVars" and "docvariable" in self._references.words:
                    yield Framed("field", called), said
                elif said:
                    yield _framed(name, called), said
        for one in reader.relations.values():
            takes_styles = root is not None and root.find(f"{W}linkStyles") is not None
            is_here = one.target.startswith(_ON_THE_COMPUTER)
            if one.kind == "attachedTemplate" and (takes_styles or not is_here):
                yield Framed("link", "mallen som Word hämtar när filen öppnas"), one.target

    def _properties(self) -> Iterator[tuple[Framed, str]]:
        """Yield what the file says of itself that a reader is shown, or that the text prints."""
        for kind in ("core-properties", "extended-properties"):
            root = self._package.xml.get(self._part(kind))
            for child in () if root is None else root:
                name = str(child.tag).rpartition("}")[2]
                text = "".join(map(str, child.itertext()))
                if name == "HyperlinkBase" and text:
                    yield Framed("link", "adressen som länkar utgår från"), text
                elif name not in SET_BY_SAVING and text and self._is_printed(name):
                    yield Framed("field", f"uppgiften {name}, som skrivs ut i texten"), text
                elif name in SAID_OF_FILE and text:
                    yield Framed("form", f"filens egenskap {name}"), text
        root = self._package.xml.get(self._part("custom-properties"))
        for child in () if root is None else root:
            name = child.get("name", "")
            text = "".join(map(str, child.itertext()))
            if self._is_printed(name):
                yield Framed("field", f"uppgiften ”{name}”, som skrivs ut i texten"), text
            else:
                yield Framed("form", f"filens egenskap ”{name}”"), text

    def _is_printed(self, name: str) -> bool:
        words = {name, *PRINTED_AS.get(name, ())}
        return any(self._references.names(word) for word in words)

    def _separators(self) -> Iterator[tuple[Framed, str]]:
        """Yield what stands between the text and its notes, on each page that has any."""
        for kind, called in {"footnote": "fotnoter", "endnote": "slutnoter"}.items():
            part = self._part(f"{kind}s")
            root = self._package.xml.get(part)
            reader = PartReader(self._package, part)
            for note in () if root is None else root.iter(f"{W}{kind}"):
                if note.get(f"{W}type", "normal") == "normal":
                    continue
                text = "".join(one.text or "" for one in note.iter(f"{W}t")).strip()
                if any(name_of(str(one.tag)) not in _OF_LINES for one in _shown(note)):
                    text = f"{text} (tecken eller bild {reader.hash(note)[:_DIGITS]})".strip()
                if text:
                    yield Framed("note", f"avskiljaren för {called}"), text

    def _beside(self) -> Iterator[tuple[Framed, str]]:
        """Yield what parts beside the text add to it, and parts of which nothing is known."""
        fonts = self._part("fontTable")
        for number, one in enumerate(self._package.relations(fonts) if fonts else ()):
            yield Framed("form", f"inbäddat teckensnitt {number + 1}"), self._hash(one)
        bound = self._references.stores
        for one in self._relations:
            if one.kind == "customXml":
                name = self._item_id(one)
                # Without an id, of the data or the control, Word looks for the path in all data.
                if name in bound or (bound and not name) or "" in bound:
                    where = " ".join(("uppgifterna bakom innehållskontroller", name)).strip()
                    yield Framed("control", where), self._canonical(one)
            elif one.kind not in PARTS:
                yield Framed("unknown", f"delen {one.target} ({one.kind})"), self._hash(one)

    def _item_id(self, relation: Relation) -> str:
        """Return the id of a part of data, which stands in the part that describes it."""
        for one in self._package.relations(relation.target):
            found = _ITEM_ID.search(self._package.members.get(one.target, b""))
            if found:
                return found[1].decode().upper()
        return ""

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


def _is_off(name: str, values: Mapping[str, str]) -> bool:
    """Tell whether something is said to be off, as if it were not said: LibreOffice writes it."""
    off = {"false", "off", "0"} if name in _KINDS else {"false", "off"}
    return values.keys() == {"val"} and values["val"] in off


def _shown(note: etree._Element) -> Iterator[etree._Element]:
    """Yield what stands in the runs of a note, but for how it looks."""
    for one in note.iter("*"):
        if not any(name_of(str(above.tag)) in FORM for above in (one, *one.iterancestors())):
            yield one


_OF_LINES = {
    f"w:{name}"
    for name in ("footnote", "endnote", "p", "r", "t", "separator", "continuationSeparator")
}
_DIGITS = 12


def _framed(name: str, called: str) -> Framed:
    return Framed(_KINDS.get(name, "form" if name in PROPERTIES else "unknown"), called)


def _called(name: str) -> str:
    return WORDS.get(name, name)
