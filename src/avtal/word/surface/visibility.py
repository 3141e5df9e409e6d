"""Text that is in a document and that nobody sees: hidden, white on white, or as small as dust."""

from __future__ import annotations

import re
from collections.abc import Mapping

from avtal.word.surface.cascade import Properties, is_on
from avtal.word.surface.colours import HIGHLIGHTS, contrast, is_colour

_SMALLEST = 8
"""Half-points: text below four points cannot be read on paper."""
_LEAST_CONTRAST = 1.5
"""Black on white is 21, the least that WCAG 2.1 allows 4.5; below this nothing is made out."""
_NARROWEST = 20
"""Per cent of its width: below this letters are lines."""
_FARTHEST = 12_000
"""Twentieths of a point, 21 centimetres: what is moved so far is outside the page."""
_SIGNS = ("wingdings", "webdings", "symbol", "marlett", "zapf dingbats")
"""Fonts without letters: text that is set in one cannot be read."""

_FILL = re.compile(
    r"<w14:solidFill><w14:(?:srgbClr w14:val='([0-9A-Fa-f]{6})'|schemeClr w14:val='(?:bg1|lt1)')"
)
_ALPHA = re.compile(r"<w14:alpha w14:val='(\d{1,6})'")
_CLEAR = 90_000
"""Thousandths of a per cent: text that is so clear is not seen."""

WHITE = "FFFFFF"


def how_hidden(text: Properties, paragraph: Properties, background: str | None) -> str:
    """Return how text is kept from whoever reads the page, in Swedish; ”” where it is not.

    `background` is the colour behind the paragraph; None where it cannot be known.
    """
    if is_on(text.get("vanish")) or is_on(text.get("specVanish")):
        return "dold"
    if is_on(text.get("webHidden")):
        return "dold i webbläget"
    size = _number(text.get("sz"), "val", 20)
    if size < _SMALLEST:
        points = f"{size / 2:g}".replace(".", ",")
        return f"{points} {'punkt' if size == 2 else 'punkter'} stor"
    if _number(text.get("w"), "val", 100) < _NARROWEST:
        return "hopdragen till streck"
    if -_number(text.get("spacing"), "val", 0) >= size * 5:  # half of its size or more
        return "bokstäverna ligger på varandra"
    if abs(_number(text.get("position"), "val", 0)) >= _FARTHEST / 10:
        return "flyttad utanför sidan"
    fonts = text.get("rFonts", {})
    for font in (fonts.get("ascii", ""), fonts.get("hAnsi", "")):
        if font.lower().startswith(_SIGNS):
            return f"i teckensnittet {font}, som inte har bokstäver"
    return _faint(text, paragraph, background) or _outside(paragraph, size)


def _faint(text: Properties, paragraph: Properties, background: str | None) -> str:
    behind = behind_text(text, paragraph, background)
    # A fill of Word 2010 and later is shown instead of the colour.
    fill = text.get("w14:textFill", {}).get("", "")
    if "<w14:noFill" in fill or any(int(one) >= _CLEAR for one in _ALPHA.findall(fill)):
        return "genomskinlig"
    filled = _FILL.search(fill)
    colour = (filled[1] or WHITE) if filled else text.get("color", {}).get("val", "auto")
    if behind is None or not is_colour(colour) or contrast(colour, behind) >= _LEAST_CONTRAST:
        return ""
    return "vit på vitt" if colour.upper() == behind == WHITE else "i samma färg som bakgrunden"


def behind_text(text: Properties, paragraph: Properties, background: str | None) -> str | None:
    """Return the colour behind text as RRGGBB; None where it cannot be known."""
    marked = text.get("highlight", {}).get("val", "none")
    if marked in HIGHLIGHTS:
        return HIGHLIGHTS[marked]
    for one in (text, paragraph):
        fill = fill_of(one.get("shd"))
        if fill is not None:
            return fill
    return background


def fill_of(shading: Mapping[str, str] | None) -> str | None:
    """Return the colour that something is filled with as RRGGBB; None where it is not."""
    if shading is None:
        return None
    whole = "color" if shading.get("val") == "solid" else "fill"
    found = shading.get(whole, "auto")
    return found.upper() if is_colour(found) else None


def _outside(paragraph: Properties, size: float) -> str:
    line = paragraph.get("spacing", {})
    if line.get("lineRule") == "exact" and _number(line, "line", 240) < size * 5:
        return "avskuren, raden är för låg"
    indent = paragraph.get("ind", {})
    moved = [_number(indent, key, 0) for key in ("left", "start", "right", "end", "hanging")]
    frame = paragraph.get("framePr", {})
    moved += [_number(frame, key, 0) for key in ("x", "y")]
    if any(abs(one) > _FARTHEST for one in moved):
        return "flyttad utanför sidan"
    return ""


def _number(said: Mapping[str, str] | None, key: str, usual: float) -> float:
    """Return a measure; what is no number is as if it were not said."""
    try:
        return float((said or {}).get(key, usual))
    except ValueError:
        return usual
