"""The numbers of lists as they are printed: 3.2, b), iv, •.

Source: ISO/IEC 29500-1, 17.9 (numbering). A list counts on where another paragraph of it stands; a
deeper level starts again where a higher one goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from avtal.word.package.parts import Package, W, main_part
from avtal.word.surface.canonical import PartReader, whole_of
from avtal.word.surface.cascade import Cascade, Properties, frozen, lay_over

if TYPE_CHECKING:
    from lxml import etree

_BULLETS = {"\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "➢", "\uf0fc": "✓", "\uf0a8": "☐", "o": "o"}
"""Signs of lists in Word's fonts of signs, as the characters that look like them."""
_TOLD_APART = {f"{W}{name}" for name in ("pStyle", "rPr", "pPr")}
_NONE = "0"
_LEVELS = 9


@dataclass(frozen=True, slots=True)
class Level:
    """A level of a list: how its numbers are written, and how its paragraphs look."""

    start: int
    format: str
    text: str
    restart: int
    legal: bool
    style: str
    properties: Properties
    look: Properties
    said: str


@dataclass(frozen=True, slots=True)
class ListPlace:
    """Where a paragraph stands in a list: the number before it, and what its level says.

    `properties` are of the paragraph, `look` of the number. `is_sign` is that of a bullet, which
    is a sign of a font.
    """

    number: str
    properties: Properties
    look: Properties
    said: str
    is_sign: bool


NO_LIST = ListPlace("", {}, {}, "", False)


class Lists:
    """The lists of a document."""

    def __init__(self, package: Package, cascade: Cascade) -> None:
        main = main_part(package)
        part = next((r.target for r in package.relations(main) if r.kind == "numbering"), "")
        self._reader = PartReader(package, part)
        self._cascade = cascade
        self._abstract: dict[str, etree._Element] = {}
        self._lists: dict[str, etree._Element] = {}
        self._levels: dict[str, Mapping[int, Level]] = {}
        self._bullets: dict[str | None, str] = {}
        root = package.xml.get(part)
        if root is not None:
            for one in root.iter(f"{W}abstractNum"):
                self._abstract[str(one.get(f"{W}abstractNumId"))] = one
            for one in root.iter(f"{W}numPicBullet"):
                self._bullets[one.get(f"{W}numPicBulletId")] = self._reader.text(one)
            for one in root.iter(f"{W}num"):
                self._lists[str(one.get(f"{W}numId"))] = one

    def counter(self) -> ListCounter:
        """Return what counts the lists of one story."""
        return ListCounter(self)

    def place_in(self, style: str | None, own: etree._Element | None) -> tuple[str, int] | None:
        """Return the list (w:numId) and the level of a paragraph; None where it is in no list."""
        number, level = self._cascade.list_of(style)
        if own is not None:
            number = _said(own, "numId") or number
            level = _said(own, "ilvl") or level
        if number is None or number == _NONE or number not in self._lists:
            return None
        if level is None:
            level = self._level_of_style(number, style)
        return number, whole_of(level)

    def _level_of_style(self, number: str, style: str | None) -> str:
        for place, level in self.levels(number).items():
            if style is not None and level.style == style:
                return str(place)
        return "0"

    def abstract_of(self, number: str) -> str:
        """Return the id of what a list is an instance of; lists of one count together."""
        return _said(self._lists[number], "abstractNumId") or ""

    def starts_over(self, number: str) -> Mapping[int, int]:
        """Return at what a list starts again where it is used first, by level."""
        found = {}
        for override in self._lists[number].iter(f"{W}lvlOverride"):
            start = _said(override, "startOverride")
            if start is not None:
                found[whole_of(override.get(f"{W}ilvl"))] = whole_of(start)
        return found

    def levels(self, number: str) -> Mapping[int, Level]:
        """Return the levels of a list, by number from 0."""
        if number not in self._levels:
            found = self._levels_of_abstract(self.abstract_of(number))
            for override in self._lists[number].iter(f"{W}lvlOverride"):
                level = override.find(f"{W}lvl")
                if level is not None:
                    found[whole_of(override.get(f"{W}ilvl"))] = self._level(level)
            self._levels[number] = found
        return self._levels[number]

    def _levels_of_abstract(self, name: str, steps: int = _LEVELS) -> dict[int, Level]:
        abstract = self._abstract.get(name)
        if abstract is None:
            return {}
        linked = _said(abstract, "numStyleLink")
        if linked and steps:
            number, _ = self._cascade.list_of(linked)
            if number in self._lists:
                return self._levels_of_abstract(self.abstract_of(str(number)), steps - 1)
        return {
            whole_of(level.get(f"{W}ilvl")): self._level(level)
            for level in abstract.iter(f"{W}lvl")
        }

    def _level(self, level: etree._Element) -> Level:
        restart = _said(level, "lvlRestart")
        legal = level.find(f"{W}isLgl")
        shown = level.find(f"{W}lvlText")
        look = self._look(level.find(f"{W}rPr"))
        form = self._cascade.properties(self._reader, level.find(f"{W}pPr"))
        return Level(
            whole_of(_said(level, "start")),
            _said(level, "numFmt") or "decimal",
            "" if shown is None else shown.get(f"{W}val", ""),
            _LEVELS if restart is None else whole_of(restart),
            legal is not None and legal.get(f"{W}val", "1") not in {"0", "false", "off"},
            _said(level, "pStyle") or "",
            form,
            look,
            self._text(level, look, form) + self._bullets.get(_said(level, "lvlPicBulletId"), ""),
        )

    def _look(self, own: etree._Element | None) -> Properties:
        """Return how the numbers of a level look, in the style that they may have."""
        named = None if own is None else _said(own, "rStyle")
        look = dict(self._cascade.style(named)[1]) if named else {}
        lay_over(look, self._cascade.properties(self._reader, own))
        return look

    def _text(self, level: etree._Element, look: Properties, form: Properties) -> str:
        """Return all of a level as one text: looks as they are, whatever styles have for ids.

        The style whose paragraphs are on it is told by those that are.
        """
        rest = (one for one in level if one.tag not in _TOLD_APART)
        told = [*map(self._reader.text, rest), *map(str, map(sorted, map(frozen, (look, form))))]
        return f"{self._reader.attributes(level)} {' '.join(told)}"


class ListCounter:
    """Counts the lists of one story, paragraph by paragraph."""

    def __init__(self, lists: Lists) -> None:
        self._lists = lists
        self._reached: dict[str, dict[int, int]] = {}
        """How far each list has come, by level; a start that waits for its level is below 0."""
        self._used: set[str] = set()

    def place(self, style: str | None, own: etree._Element | None) -> ListPlace:
        """Return where the next paragraph stands, given its style and its own w:numPr."""
        found = self._lists.place_in(style, own)
        if found is None:
            return NO_LIST
        number, depth = found
        levels = self._lists.levels(number)
        level = levels.get(depth)
        if level is None:
            return NO_LIST
        reached = self._reached.setdefault(self._lists.abstract_of(number), {})
        if number not in self._used:
            self._used.add(number)
            for place, start in self._lists.starts_over(number).items():
                reached.pop(place, None)
                reached[-1 - place] = start
        first = reached.pop(-1 - depth, level.start)
        reached[depth] = reached[depth] + 1 if depth in reached else first
        for deeper, other in levels.items():
            if deeper > depth and depth < other.restart:
                reached.pop(deeper, None)
        written = _written(level, levels, reached)
        is_sign = level.format == "bullet"
        return ListPlace(written, level.properties, level.look, level.said, is_sign)


def _written(level: Level, levels: Mapping[int, Level], reached: Mapping[int, int]) -> str:
    """Return the number of a paragraph as its level writes it: `%1.%2` as 3.2."""
    if level.format == "none":
        return ""
    if level.format == "bullet":
        return _BULLETS.get(level.text, level.text)
    text = level.text
    for place in range(_LEVELS):
        mark = f"%{place + 1}"
        if mark in text and place in levels:
            value = reached.get(place, levels[place].start)
            how = "decimal" if level.legal else levels[place].format
            text = text.replace(mark, FORMATS.get(how, str)(value))
    return text


def _letters(value: int) -> str:
    """Return a number as letters: a to z, then aa, bb (ISO/IEC 29500-1, 17.18.59)."""
    if value < 1:
        return ""
    return chr(ord("a") + (value - 1) % 26) * min((value - 1) // 26 + 1, 100)


_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def _roman(value: int) -> str:
    if not 0 < value < 32_768:
        return ""
    found = ""
    for worth, sign in _ROMAN:
        found += sign * (value // worth)
        value %= worth
    return found


FORMATS: Mapping[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda value: f"{value:02}",
    "lowerLetter": _letters,
    "upperLetter": lambda value: _letters(value).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda value: _roman(value).upper(),
    "none": lambda _: "",
    "bullet": lambda _: "",
}
"""How numbers are written; in any other way they are told in figures."""


def _said(holder: etree._Element, name: str) -> str | None:
    child = holder.find(f"{W}{name}")
    return None if child is None else child.get(f"{W}val")
