"""How text looks after all: defaults, styles and what was set by hand, one over the other.

Source: ISO/IEC 29500-1, 17.7.2 (style hierarchy) and 17.7.3 (toggle properties).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from avtal.word.package.parts import Package, W, main_part
from avtal.word.surface.canonical import PartReader, name_of
from avtal.word.surface.colours import Theme
from avtal.word.surface.fonts import Fonts
from avtal.word.surface.table import IGNORED, IGNORED_IN

if TYPE_CHECKING:
    from lxml import etree

Properties: TypeAlias = dict[str, dict[str, str]]
"""Properties by name, each with its attributes; what stands in one is under the name ””."""

Frozen: TypeAlias = frozenset[tuple[str, str]]
"""Properties as a value: each name, and all that it says as one text."""

_TOGGLES = {
    "b", "bCs", "caps", "emboss", "i", "iCs", "imprint", "outline", "shadow", "smallCaps",
    "strike", "vanish",
}  # fmt: skip
# Told elsewhere: as a style, a number of a list, a section, a change.
_ELSEWHERE = {"rStyle", "pStyle", "tblStyle", "sectPr", "numPr", "rPr"}
_MERGED = {"rFonts", "ind", "spacing", "framePr"}
"""Properties of which a style says one half and the text itself the other."""
_ADDED = {"tabs", "pBdr"}
"""Properties that hold several things, to which the next layer adds its own."""
_MOST_STEPS = 20
_ENDS_OF_ROWS = {"firstCol", "lastCol"}
_ENDS_OF_COLUMNS = {"firstRow", "lastRow"}


def frozen(properties: Mapping[str, Mapping[str, str]]) -> Frozen:
    """Return properties as a value that can be held against another."""
    return frozenset(
        (name, " ".join(f"{key}={value}" for key, value in sorted(said.items())))
        for name, said in properties.items()
    )


def is_on(said: Mapping[str, str] | None) -> bool:
    """Tell whether a property that is either on or off is on."""
    return said is not None and said.get("val", "1") not in {"0", "none"}


@dataclass(frozen=True, slots=True, eq=False)
class TableLook:
    """What a table style says of a cell and of the paragraphs and text in it.

    `is_certain` tells whether it is known which of its formats the cell has.
    """

    paragraph: Properties = field(default_factory=dict)
    text: Properties = field(default_factory=dict)
    cell: Properties = field(default_factory=dict)
    is_certain: bool = True


NO_TABLE = TableLook()


class Cascade:
    """The styles of a document, and what text that names them looks like."""

    def __init__(self, package: Package) -> None:
        main = main_part(package)
        part = next((r.target for r in package.relations(main) if r.kind == "styles"), "")
        self._reader = PartReader(package, part)
        self.theme = Theme(package)
        self.fonts = Fonts(package)
        root = package.xml.get(part)
        self._styles: dict[str, etree._Element] = {}
        self._default = self._default_table = ""
        self._base: tuple[Properties, Properties] = ({}, {})
        self._read: dict[str, tuple[Properties, Properties]] = {}
        self._lists: dict[str, tuple[str | None, str | None]] = {}
        self._tables: dict[tuple[str, tuple[str, ...] | None], TableLook] = {}
        if root is not None:
            self._take(root)

    def _take(self, root: etree._Element) -> None:
        for style in root.iter(f"{W}style"):
            name = str(style.get(f"{W}styleId"))
            self._styles.setdefault(name, style)
            by_default = style.get(f"{W}default") in {"1", "true", "on"}
            if by_default and style.get(f"{W}type") == "paragraph":
                self._default = name
            elif by_default and style.get(f"{W}type") == "table":
                self._default_table = name
        defaults = root.find(f"{W}docDefaults")
        if defaults is not None:
            self._base = (
                self.properties(self._reader, defaults.find(f"{W}pPrDefault/{W}pPr")),
                self.properties(self._reader, defaults.find(f"{W}rPrDefault/{W}rPr")),
            )

    def properties(self, reader: PartReader, holder: etree._Element | None) -> Properties:
        """Return what stands in a `pPr`, `rPr`, `tblPr` and the like; colours and fonts by name."""
        found: Properties = {}
        for child in () if holder is None else holder:
            name = name_of(str(child.tag))
            short = name.removeprefix("w:")
            if name in IGNORED or short in _ELSEWHERE:
                continue
            said = {
                key.partition(":")[2] or key: value
                for key, value in reader.attributes(child).items()
            }
            inner = "".join(map(reader.text, child))
            if inner:
                said[""] = inner
            found[short] = self.theme.resolved(short, said)
        return found

    def style(self, name: str | None) -> tuple[Properties, Properties]:
        """Return what a style says of paragraphs and of text, with all that it is based on."""
        name = name or self._default
        if name not in self._read:
            paragraph: Properties = {}
            text: Properties = {}
            for style in reversed(list(self._chain(name))):
                lay_over(paragraph, self.properties(self._reader, style.find(f"{W}pPr")))
                lay_over(text, self.properties(self._reader, style.find(f"{W}rPr")))
            self._read[name] = (paragraph, text)
        return self._read[name]

    def _chain(self, name: str) -> Iterable[etree._Element]:
        for _ in range(_MOST_STEPS):
            style = self._styles.get(name)
            if style is None:
                return
            yield style
            based = style.find(f"{W}basedOn")
            name = "" if based is None else str(based.get(f"{W}val"))

    def list_of(self, name: str | None) -> tuple[str | None, str | None]:
        """Return the list (w:numId) that a style belongs to and its level, as far as it says."""
        name = name or self._default
        if name not in self._lists:
            self._lists[name] = self._list_of(name)
        return self._lists[name]

    def _list_of(self, name: str) -> tuple[str | None, str | None]:
        number = level = None
        for style in self._chain(name):
            listed = style.find(f"{W}pPr/{W}numPr")
            if listed is None:
                continue
            number = number or _value(listed.find(f"{W}numId"))
            level = level or _value(listed.find(f"{W}ilvl"))
        return number, level

    def table_style(self, name: str | None) -> str:
        """Return all that a table style and those that it is based on say, as one text."""
        return "".join(
            self._reader.text(child)
            for style in self._chain(name or self._default_table)
            for child in style
            if name_of(str(child.tag)) not in IGNORED_IN["w:style"]
        )

    def of_table(self, name: str | None) -> Properties:
        """Return what a table style says of the table as a whole."""
        found: Properties = {}
        for style in reversed(list(self._chain(name or self._default_table))):
            lay_over(found, self.properties(self._reader, style.find(f"{W}tblPr")))
        return found

    def of_cell(self, name: str | None, formats: tuple[str, ...] | None) -> TableLook:
        """Return what a table style says of a cell that has some of its conditional formats.

        None is all of them, of a table that does not say which it has.
        """
        name = name or self._default_table
        if (name, formats) not in self._tables:
            self._tables[name, formats] = self._of_cell(name, formats)
        return self._tables[name, formats]

    def _of_cell(self, name: str, formats: tuple[str, ...] | None) -> TableLook:
        chain = list(reversed(list(self._chain(name))))
        special: dict[str, list[etree._Element]] = {}
        for style in chain:
            for one in style.iterfind(f"{W}tblStylePr"):
                special.setdefault(one.get(f"{W}type", ""), []).append(one)
        filled = {
            one for one in formats or () for each in special.get(one, ())
            if each.find(f"{W}tcPr/{W}shd") is not None
        }  # fmt: skip
        # Where a row and a column cross that are both filled, Word goes by the one or the other.
        crossed = filled & _ENDS_OF_ROWS and filled & _ENDS_OF_COLUMNS
        look = TableLook(is_certain=not special if formats is None else not crossed)
        wanted = special.keys() if formats is None else ("wholeTable", *formats)
        for one in (*chain, *(one for name in wanted for one in special.get(name, ()))):
            lay_over(look.paragraph, self.properties(self._reader, one.find(f"{W}pPr")))
            lay_over(look.text, self.properties(self._reader, one.find(f"{W}rPr")))
            lay_over(look.cell, self.properties(self._reader, one.find(f"{W}tcPr")))
        return look

    def of_paragraph(
        self, style: str | None, level: Properties, own: Properties, table: TableLook = NO_TABLE
    ) -> Properties:
        """Return the properties of a paragraph; `level` are those of its level of a list."""
        found: Properties = {}
        for layer in (self._base[0], table.paragraph, self.style(style)[0], level, own):
            lay_over(found, layer)
        return found

    def of_text(
        self,
        paragraph: str | None,
        text: str | None,
        own: Properties,
        table: TableLook = NO_TABLE,
    ) -> Properties:
        """Return the properties of text in a paragraph of one style, in a style of its own."""
        styles = [table.text, self.style(paragraph)[1], self.style(text)[1] if text else {}]
        found: Properties = {}
        for layer in (self._base[1], *styles, own):
            lay_over(found, layer)
        for name in _TOGGLES & found.keys():
            if name in own:
                on = is_on(own[name])
            else:
                odd = sum(is_on(one.get(name)) for one in styles) % 2 == 1
                on = is_on(self._base[1].get(name)) or odd
            if on:
                found[name] = {}
            else:
                del found[name]
        return found


def lay_over(under: Properties, over: Properties) -> None:
    """Put properties over others, which are changed."""
    for name, said in over.items():
        before = under.get(name, {})
        if name in _ADDED:
            under[name] = {"": before.get("", "") + said.get("", "")}
        else:
            under[name] = {**before, **said} if name in _MERGED else said


def _value(element: etree._Element | None) -> str | None:
    return None if element is None else element.get(f"{W}val")
