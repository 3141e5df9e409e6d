"""Colours and fonts that a theme stands for, and how far two colours are from each other."""

from __future__ import annotations

import re
from colorsys import hls_to_rgb, rgb_to_hls
from typing import TYPE_CHECKING

from avtal.word.package.parts import Package, W, main_part
from avtal.word.surface.canonical import values_of

if TYPE_CHECKING:
    from lxml import etree

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_SHARE = re.compile(r"[0-9A-Fa-f]{1,2}")
_DRAWN = re.compile(r"<(?:w14|a):(srgbClr|schemeClr) (?:w14:)?val='(\w+)'>((?:<[^<>]*></>)*)</>")
_CHANGED = re.compile(r"<(?:w14|a):(tint|shade|lumMod|lumOff) (?:w14:)?val='(\d{1,7})'></>")
_SYSTEM = {"window": "FFFFFF", "windowText": "000000"}
_COLOUR = re.compile(r"[0-9A-Fa-f]{6}")
# What text calls a colour of the theme, and what the settings may map to another
# (ISO/IEC 29500-1, 17.15.1.20 and 17.18.97).
_MAPPED = {
    "text1": "t1", "dark1": "t1", "text2": "t2", "dark2": "t2", "tx1": "t1", "tx2": "t2",
    "background1": "bg1", "light1": "bg1", "background2": "bg2", "light2": "bg2",
    "hyperlink": "hyperlink", "followedHyperlink": "followedHyperlink",
    **{f"accent{n}": f"accent{n}" for n in range(1, 7)},
}  # fmt: skip
_SCHEME = {
    "t1": "dk1", "dark1": "dk1", "t2": "dk2", "dark2": "dk2", "bg1": "lt1", "light1": "lt1",
    "bg2": "lt2", "light2": "lt2", "hyperlink": "hlink", "followedHyperlink": "folHlink",
}  # fmt: skip

_VALUE = {"color": "val"}
"""The attribute that holds a property's own colour, where it is not `color`."""

HIGHLIGHTS = {
    "black": "000000", "blue": "0000FF", "cyan": "00FFFF", "green": "00FF00",
    "magenta": "FF00FF", "red": "FF0000", "yellow": "FFFF00", "white": "FFFFFF",
    "darkBlue": "000080", "darkCyan": "008080", "darkGreen": "008000", "darkMagenta": "800080",
    "darkRed": "800000", "darkYellow": "808000", "darkGray": "808080", "lightGray": "C0C0C0",
}  # fmt: skip
"""The colours of a marker pen by name (ISO/IEC 29500-1, 17.18.40)."""


class Theme:
    """The colours and fonts of a document's theme."""

    def __init__(self, package: Package) -> None:
        main = main_part(package)
        parts = {one.kind: one.target for one in package.relations(main)}
        self._colours: dict[str, str] = {}
        self._fonts: dict[str, str] = {}
        theme = package.xml.get(parts.get("theme", ""))
        if theme is not None:
            self._take(theme)
        settings = package.xml.get(parts.get("settings", ""))
        mapping = None if settings is None else settings.find(f"{W}clrSchemeMapping")
        self._mapping = values_of(mapping)

    def _take(self, theme: etree._Element) -> None:
        scheme = theme.find(f".//{_A}clrScheme")
        for one in () if scheme is None else scheme:
            value = next(iter(one), None)
            if value is not None:
                said = value.get("lastClr") or value.get("val") or ""
                said = _SYSTEM.get(said, said)
                if is_colour(said):
                    self._colours[str(one.tag).removeprefix(_A)] = said.upper()
        for kind in ("major", "minor"):
            fonts = theme.find(f".//{_A}{kind}Font")
            latin = None if fonts is None else fonts.find(f"{_A}latin")
            if latin is not None:
                face = latin.get("typeface", "")
                self._fonts[f"{kind}HAnsi"] = self._fonts[f"{kind}Ascii"] = face

    def drawn(self, written: str) -> str:
        """Return what is written of a fill, with each colour of the theme as RRGGBB."""

        def plain(found: re.Match[str]) -> str:
            kind, value, changes = found.groups()
            colour = self._drawn_colour(value) if kind == "schemeClr" else value
            if colour is None or not is_colour(colour):
                return found[0]
            colour = _changed(colour, _CHANGED.findall(changes))
            return f"<w14:srgbClr w14:val='{colour}'>{_CHANGED.sub('', changes)}</>"

        return _DRAWN.sub(plain, written)

    def _drawn_colour(self, name: str) -> str | None:
        return self.colour(name) or {"bg1": "FFFFFF", "lt1": "FFFFFF"}.get(name)

    def resolved(self, name: str, said: dict[str, str]) -> dict[str, str]:
        """Return what a property says, with the colours and fonts that its theme stands for.

        Word goes by the theme even where a colour of its own stands beside it.
        """
        found = dict(said)
        if name == "rFonts":
            for key in ("ascii", "hAnsi", "eastAsia", "cs"):
                theme = "cstheme" if key == "cs" else f"{key}Theme"
                if said.get(theme) in self._fonts:
                    found[key] = self._fonts[found.pop(theme)]
            return found
        if name == "w14:textFill":
            return {key: self.drawn(value) for key, value in said.items()}
        for value, theme in (("fill", "themeFill"), (_VALUE.get(name, "color"), "themeColor")):
            colour = self.colour(said.get(theme, ""))
            if colour is not None:
                stem = theme.removesuffix("Color")
                tint, shade = (found.pop(f"{stem}{how}", None) for how in ("Tint", "Shade"))
                found[value] = _shaded(colour, tint, shade)
                del found[theme]
        return found

    def colour(self, name: str) -> str | None:
        """Return a colour of the theme as RRGGBB; None where the theme does not have it."""
        step = _MAPPED.get(name, name)
        step = self._mapping.get(step, step)
        return self._colours.get(_SCHEME.get(step, step))


def _shaded(colour: str, tint: str | None, shade: str | None) -> str:
    """Return a colour nearer to white (tint) or to black (shade), by hexadecimal parts of 255."""
    parts = [int(colour[n : n + 2], 16) for n in (0, 2, 4)]
    if tint and _SHARE.fullmatch(tint):
        share = int(tint, 16) / 255
        parts = [round(255 - (255 - one) * share) for one in parts]
    if shade and _SHARE.fullmatch(shade):
        share = int(shade, 16) / 255
        parts = [round(one * share) for one in parts]
    return "".join(f"{one:02X}" for one in parts)


def _changed(colour: str, changes: list[tuple[str, str]]) -> str:
    """Return a colour of a drawing that is changed, by thousandths of a per cent, one by one."""
    for how, value in changes:
        share = min(int(value), 100_000) / 100_000
        parts = [int(colour[n : n + 2], 16) / 255 for n in (0, 2, 4)]
        if how in {"tint", "shade"}:
            part = f"{round(share * 255):X}"
            tint, shade = (part, None) if how == "tint" else (None, part)
            colour = _shaded(colour, tint, shade)
            continue
        hue, light, full = rgb_to_hls(*parts)
        light = light * share if how == "lumMod" else light + share
        parts = [*hls_to_rgb(hue, min(light, 1.0), full)]
        colour = "".join(f"{round(one * 255):02X}" for one in parts)
    return colour


def mixed(over: str, under: str, share: float) -> str:
    """Return the colour that one over another gives where it covers a share of it."""
    pairs = ((int(over[n : n + 2], 16), int(under[n : n + 2], 16)) for n in (0, 2, 4))
    return "".join(f"{round(one * share + other * (1 - share)):02X}" for one, other in pairs)


def contrast(one: str, other: str) -> float:
    """Return how far two colours (RRGGBB) are from each other, from 1 to 21 (WCAG 2.1, 1.4.3)."""
    bright, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def is_colour(text: str) -> bool:
    """Tell whether a text is a colour as RRGGBB; `auto` is none."""
    return _COLOUR.fullmatch(text) is not None


def _luminance(colour: str) -> float:
    def part(number: int) -> float:
        share = int(colour[number : number + 2], 16) / 255
        return share / 12.92 if share <= 0.03928 else ((share + 0.055) / 1.055) ** 2.4

    return 0.2126 * part(0) + 0.7152 * part(2) + 0.0722 * part(4)
