"""Text boxes: what is behind the words in one, and whether it is shown at all.

Source: ISO/IEC 29500-1, 20.1 and 20.4 (drawings), ISO/IEC 29500-4, 19.1 (VML), [MS-ODRAWXML].
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from avtal.word.surface.canonical import PartReader, name_of
from avtal.word.surface.colours import HIGHLIGHTS, Theme, is_colour, mixed
from avtal.word.surface.pages import NARROWEST, OFF_PAGE, Page, measure

if TYPE_CHECKING:
    from lxml import etree

_PER_TWENTIETH = 635
"""English Metric Units in a twentieth of a point."""
_DRAWN = {"w:drawing", "w:pict", "w:object"}
_OFF = {"f", "false", "0", "off"}
_FILLS = {"a:solidFill", "a:noFill", "a:gradFill", "a:blipFill", "a:pattFill", "a:grpFill"}
_COLOUR = re.compile(r"srgbClr w14:val='([0-9A-Fa-f]{6})'")
_NAMED = re.compile(r"<a:prstClr val='(\w+)'|<a:sysClr lastClr='([0-9A-Fa-f]{6})'")
_ALPHA = re.compile(r"alpha val='(\d{1,6})'")
_OPAQUE = 100_000
_HEX = 6
_INSETS = {"lIns": 144, "rIns": 144, "tIns": 72, "bIns": 72}
"""What a box leaves free at its sides, where it does not say, in twentieths of a point."""
_TINY = "i en ruta som är för liten"
_HIDDEN = "i en dold ruta"


class Box:
    """A text box, by the content of it: `w:txbxContent`."""

    def __init__(self, content: etree._Element, reader: PartReader, theme: Theme) -> None:
        self._reader = reader
        self._theme = theme
        self._above: list[etree._Element] = []
        for one in content.iterancestors():
            self._above.append(one)
            if name_of(str(one.tag)) in _DRAWN:
                break

    def background(self, behind: str | None) -> str | None:
        """Return the colour behind the words, given that behind the box; None if it is unknown."""
        for one in self._above:
            name = name_of(str(one.tag))
            if name == "wps:wsp":
                return self._filled(one, behind)
            if name.startswith("v:") and name not in {"v:textbox", "v:group"}:
                return _filled_shape(one, behind)
        return behind

    def _filled(self, shape: etree._Element, behind: str | None) -> str | None:
        inside = next((one for one in shape if name_of(str(one.tag)) == "wps:spPr"), None)
        for fill in () if inside is None else inside:
            name = name_of(str(fill.tag))
            if name == "a:solidFill":
                return self._colour(self._reader.text(fill), behind)
            if name in _FILLS:
                return behind if name == "a:noFill" else None
        named = next(shape.iterfind("{*}style/{*}fillRef"), None)
        if named is None or named.get("idx", "0") == "0":
            return behind
        return self._colour(self._reader.text(named), behind) if named.get("idx") == "1" else None

    def _colour(self, written: str, behind: str | None) -> str | None:
        drawn = self._theme.drawn(written)
        found = _COLOUR.search(drawn)
        colour = found[1] if found else None
        if colour is None and (other := _NAMED.search(drawn)):
            colour = other[2] or HIGHLIGHTS.get(other[1])
        clear = _ALPHA.search(drawn)
        if colour is None or clear is None:
            return colour and colour.upper()
        share = min(int(clear[1]), _OPAQUE) / _OPAQUE
        return None if behind is None else mixed(colour, behind, share)

    def hidden(self, page: Page) -> str:
        """Return how the box is hidden; ”” where it is not."""
        return next((how for one in self._above for how in _hidden(one, page) if how), "")


def _hidden(one: etree._Element, page: Page) -> Iterator[str]:
    name = name_of(str(one.tag))
    if name == "wps:wsp":
        size = next(one.iterfind("{*}spPr/{*}xfrm/{*}ext"), None)
        inner = next(one.iterfind("{*}bodyPr"), None)
        if size is not None:
            yield _too_small(_drawn(size, "cx"), _drawn(size, "cy"), inner)
    elif name in {"wp:anchor", "wp:inline"}:
        called = next(one.iterfind("{*}docPr"), None)
        if called is not None and called.get("hidden", "0") not in _OFF:
            yield _HIDDEN
        size = next(one.iterfind("{*}extent"), None)
        wide = high = float(_INSETS["lIns"])
        if size is not None:
            wide, high = _drawn(size, "cx"), _drawn(size, "cy")
            yield _too_small(wide, high, None)
        x, y = (next(one.iterfind(f"{{*}}position{axis}"), None) for axis in "HV")
        if (at := _offset(x)) is not None and page.is_beside(at[0], at[1], wide):
            yield OFF_PAGE
        if (at := _offset(y)) is not None and page.is_above_or_below(at[0], at[1], high):
            yield OFF_PAGE
    elif name.startswith("v:"):
        yield _hidden_shape(one, page)


def _offset(position: etree._Element | None) -> tuple[float, str] | None:
    """Return how far a drawing is from what, if it says so in a measure."""
    told = None if position is None else next(position.iterfind("{*}posOffset"), None)
    if position is None or told is None:
        return None
    start = position.get("relativeFrom", "")
    anchor = "text" if start in {"paragraph", "line", "character"} else start
    return measure({"at": (told.text or "").strip()}, "at") / _PER_TWENTIETH, anchor


def _drawn(size: etree._Element, key: str) -> float:
    return measure({key: size.get(key, "")}, key) / _PER_TWENTIETH


def _too_small(wide: float, high: float, inner: etree._Element | None) -> str:
    sides = dict.fromkeys(_INSETS, 0.0)
    for side in sides if inner is not None else ():
        if inner is not None and inner.get(side) is not None:
            sides[side] = _drawn(inner, side)
    wide -= sides["lIns"] + sides["rIns"]
    high -= sides["tIns"] + sides["bIns"]
    return _TINY if wide < NARROWEST or high < NARROWEST else ""


def _style_of(shape: etree._Element) -> Mapping[str, str]:
    pairs = (one.partition(":") for one in shape.get("style", "").split(";"))
    return {key.strip().lower(): value.strip() for key, _, value in pairs}


def _hidden_shape(shape: etree._Element, page: Page) -> str:
    said = _style_of(shape)
    if said.get("visibility") == "hidden" or said.get("display") == "none":
        return _HIDDEN
    if any(name in said and measure(said, name, NARROWEST) < NARROWEST
           for name in ("width", "height")):  # fmt: skip
        return _TINY
    if "position" not in said or name_of(str(shape.tag)) == "v:textbox":
        return ""
    wide, high = measure(said, "width"), measure(said, "height")
    across = "page" if said.get("mso-position-horizontal-relative") == "page" else "margin"
    down = said.get("mso-position-vertical-relative", "text")
    x = max((measure(said, name) for name in ("margin-left", "left")), key=abs)
    y = max((measure(said, name) for name in ("margin-top", "top")), key=abs)
    outside = page.is_beside(x, across, wide) or page.is_above_or_below(y, down, high)
    return OFF_PAGE if outside else ""


def _filled_shape(shape: etree._Element, behind: str | None) -> str | None:
    fill = next((one for one in shape if name_of(str(one.tag)) == "v:fill"), None)
    on = [shape.get("filled", "t"), "t" if fill is None else fill.get("on", "t")]
    if any(one in _OFF for one in on):
        return behind
    if fill is not None and (fill.get("type", "solid") != "solid" or fill.get("opacity")):
        return None
    said = shape.get("fillcolor") or ("" if fill is None else fill.get("color", "")) or "white"
    colour = said.partition(" ")[0]
    if colour.startswith("#"):
        colour = colour[1:]
        if len(colour) * 2 == _HEX:
            colour = "".join(letter * 2 for letter in colour)
        return colour.upper() if is_colour(colour) else None
    return HIGHLIGHTS.get(colour)
