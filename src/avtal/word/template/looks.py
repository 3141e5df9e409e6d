"""The looks of a template: styles, fonts, borders and language, as far as they can go wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lxml import etree

from avtal.problems import clean
from avtal.word.package.parts import W
from avtal.word.tags.positions import Fault
from avtal.word.template.prepare import OpenedTemplate
from avtal.word.values.prose import (
    BODY_STYLE,
    LINK_STYLE,
    LIST_STYLES,
    TABLE_LIST_STYLES,
    TABLE_STYLE,
)

SAFE_FONTS = (
    "Arial", "Times New Roman", "Courier New", "Calibri", "Cambria",
    "Liberation Sans", "Liberation Serif", "Liberation Mono", "Carlito", "Caladea",
)  # fmt: skip
"""Fonts that have the same measures everywhere, or a free twin with the same measures."""

_FONT_HELP = "byt till Arial, Times New Roman, Courier New, Calibri eller Cambria"
_LANGUAGE_HELP = "välj Granska > Språk > Ange korrekturspråk > svenska (Sverige)"
_WRITTEN = (BODY_STYLE, TABLE_STYLE, LINK_STYLE, *LIST_STYLES.values(), *TABLE_LIST_STYLES.values())
_NO_LINE = ("nil", "none")


class Looks:
    """The styles of a template, and what they say of its paragraphs and tables."""

    def __init__(self, opened: OpenedTemplate) -> None:
        self._names = {style: name for name, style in opened.styles.items()}
        self._roots = [opened.package.xml[part.member] for part in opened.parts]
        members = {kind: member for member, kind, _ in opened.package.followed}
        styles = opened.package.xml[members["styles"]]
        self._defaults = styles.find(f"{W}docDefaults/{W}rPrDefault")
        self._styles = {style.get(f"{W}styleId", ""): style for style in styles.iter(f"{W}style")}
        self._theme = opened.package.xml.get(members.get("theme", ""))
        self._written = [opened.styles[name] for name in _WRITTEN if name in opened.styles]

    def level(self, block: etree._Element) -> int | None:
        """Return the level of a heading, from 1; None for another paragraph or a table."""
        style = block.find(f"{W}pPr/{W}pStyle")
        if style is not None:
            for name in self._chain(style.get(f"{W}val", "")):
                heading = re.fullmatch(r"Rubrik ([1-9])", self._names.get(name, ""))
                if heading:
                    return int(heading.group(1))
        return None

    def has_lines(self, table: etree._Element) -> bool:
        """Whether lines part the rows or columns of a table, by itself or by its style."""
        style = table.find(f"{W}tblPr/{W}tblStyle")
        names = self._chain(style.get(f"{W}val", "")) if style is not None else []
        for holder in (table, *(self._styles[name] for name in names)):
            borders = holder.find(f"{W}tblPr/{W}tblBorders")
            inside = [] if borders is None else list(borders.iter(f"{W}insideH", f"{W}insideV"))
            if inside:
                return any(_is_line(line) for line in inside)
        return False

    def of_styles(self) -> Iterator[Fault]:
        """Yield what is said of the styles that are used."""
        told: set[str] = set()
        if self._defaults is not None:
            yield from self._fonts("mallens standardformat", _all_fonts(self._defaults), told)
        language = self._language()
        if not language.startswith("sv"):
            said = f"är ”{clean(language)}”" if language else "är inte angivet"
            yield f"mallens språk {said}, inte svenska", f"{_LANGUAGE_HELP}, Ange som standard"
        for style_id in sorted(self._used()):
            style = self._styles[style_id]
            name = f"formatet ”{clean(self._names.get(style_id, style_id))}”"
            yield from self._fonts(name, _all_fonts(style), told)
            if _has_border(style):
                yield (
                    f"{name} har en kantlinje, som gör att en pdf inte blir tillgänglig",
                    "ta bort den (Ändra > Format > Kantlinjer), eller låt en tabell ha linjen",
                )
            yield from _foreign(name, style, told)

    def of_text(self, root: etree._Element) -> Iterator[tuple[etree._Element, Fault]]:
        """Yield what is said of formatting in the text itself, each kind once in a part."""
        told: set[str] = set()
        for paragraph in root.iter(f"{W}p"):
            if _has_border(paragraph) and "pBdr" not in told:
                told.add("pBdr")
                yield (
                    paragraph,
                    (
                        "stycket har en kantlinje, som gör att en pdf inte blir tillgänglig",
                        "välj Start > Kantlinjer > Ingen kantlinje, eller låt en tabell ha linjen",
                    ),
                )
        for run in root.iter(f"{W}r"):
            fonts = run.iterfind(f"{W}rPr/{W}rFonts")
            for fault in (*self._fonts("texten", fonts, told), *_foreign("texten", run, told)):
                yield run, fault

    def _used(self) -> set[str]:
        """Return the ids of styles that a paragraph, run or table has, and of those behind them."""
        marks = (f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle")
        named = {node.get(f"{W}val", "") for root in self._roots for node in root.iter(*marks)}
        named |= {id for id, style in self._styles.items() if style.get(f"{W}default") == "1"}
        return {id for name in (*named, *self._written) for id in self._chain(name)}

    def _chain(self, style_id: str) -> list[str]:
        """Return the ids of a style and of those that it is based on."""
        found: list[str] = []
        while style_id in self._styles and style_id not in found:
            found.append(style_id)
            based = self._styles[style_id].find(f"{W}basedOn")
            style_id = "" if based is None else based.get(f"{W}val", "")
        return found

    def _language(self) -> str:
        """Return the language of text that says nothing of it."""
        normal = [s for s in self._styles.values() if s.get(f"{W}default") == "1"]
        for holder in (*normal, self._defaults):
            mark = None if holder is None else holder.find(f"{W}rPr/{W}lang")
            if mark is not None and mark.get(f"{W}val"):
                return mark.get(f"{W}val", "")
        return ""

    def _fonts(self, what: str, found: Iterable[etree._Element], told: set[str]) -> Iterator[Fault]:
        for fonts in found:
            for side in ("ascii", "hAnsi"):
                theme = fonts.get(f"{W}{side}Theme")
                font = self._themed(theme) if theme else fonts.get(f"{W}{side}", "")
                if font and font not in SAFE_FONTS and font not in told:
                    told.add(font)
                    yield (
                        f"{what} har typsnittet ”{clean(font)}”, som inte ser likadant ut på "
                        "alla datorer",
                        _FONT_HELP,
                    )

    def _themed(self, name: str) -> str:
        """Return the font that a theme has for headings (`major…`) or text (`minor…`)."""
        if self._theme is None:
            return ""
        kind = "majorFont" if name.startswith("major") else "minorFont"
        latin = next(self._theme.iter(f"{{*}}{kind}"), None)
        mark = None if latin is None else latin.find("{*}latin")
        return "" if mark is None else mark.get("typeface", "")


def _all_fonts(holder: etree._Element) -> Iterator[etree._Element]:
    return holder.iter(f"{W}rFonts")


def _foreign(what: str, holder: etree._Element, told: set[str]) -> Iterator[Fault]:
    for mark in holder.iterfind(f"{W}rPr/{W}lang"):
        language = mark.get(f"{W}val", "")
        if language and not language.startswith("sv") and language not in told:
            told.add(language)
            yield f"{what} är märkt med språket ”{clean(language)}”, inte svenska", _LANGUAGE_HELP


def _has_border(holder: etree._Element) -> bool:
    return any(_is_line(line) for line in holder.iterfind(f"{W}pPr/{W}pBdr/*"))


def _is_line(mark: etree._Element) -> bool:
    return mark.get(f"{W}val", "nil") not in _NO_LINE
