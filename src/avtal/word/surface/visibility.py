"""Text that is in a document and that nobody sees: hidden, white on white, or as small as dust."""

from __future__ import annotations

import re
from collections.abc import Mapping
from math import inf

from avtal.word.surface.cascade import Properties, is_on
from avtal.word.surface.colours import HIGHLIGHTS, contrast, is_colour, mixed
from avtal.word.surface.fonts import Fonts
from avtal.word.surface.pages import CUT_OFF, NARROWEST, OFF_PAGE, measure

_SMALLEST = 8
"""Half-points: text below four points cannot be read on paper."""
_LEAST_CONTRAST = 1.5
"""Black on white is 21, the least that WCAG 2.1 allows 4.5; below this nothing is made out."""
_NARROWEST = 20
"""Per cent of its width: below this letters are lines."""
_FARTHEST = 1_200
"""Half-points, 21 centimetres: what is raised or lowered so far is outside the page."""
SQUEEZED = "hopdragen till streck"

_COLOURS = re.compile(r"<w14:srgbClr w14:val='([0-9A-Fa-f]{6})'")
_ALPHA = re.compile(r"<w14:alpha w14:val='(\d{1,6})'")
_CLEAR = 90_000
"""Thousandths of a per cent: text that is so clear is not seen."""

WHITE, BLACK = "FFFFFF", "000000"
_PER_CENT = re.compile(r"pct(\d{1,3})")


def how_hidden(
    text: Properties, paragraph: Properties, background: str | None, fonts: Fonts
) -> str:
    """Return how text is kept from whoever reads the page, in Swedish; ”” where it is not.

    `background` is the colour behind the paragraph; None where it cannot be known.
    """
    if is_on(text.get("vanish")) or is_on(text.get("specVanish")):
        return "dold"
    size = size_of(text)
    if size < _SMALLEST:
        points = f"{size / 2:g}".replace(".", ",")
        return f"{points} {'punkt' if size == 2 else 'punkter'} stor"
    if measure(text.get("w"), "val", 100) < _NARROWEST:
        return SQUEEZED
    if -measure(text.get("spacing"), "val") >= size * 5:  # half of its size or more
        return "bokstäverna ligger på varandra"
    raised = abs(measure(text.get("position"), "val", unit=2))
    if raised >= _FARTHEST:
        return OFF_PAGE
    font = next(filter(fonts.has_no_letters, fonts_of(text)), "")
    if font:
        return f"i teckensnittet {font}, som inte har bokstäver"
    return _faint(text, paragraph, background) or _cut_off(paragraph, size, raised)


def _is_complex(text: Properties) -> bool:
    """Tell whether text is set as that of a complex script, with a size and font of its own."""
    return is_on(text.get("rtl")) or is_on(text.get("cs"))


def size_of(text: Properties) -> float:
    """Return the size of text in half-points."""
    return measure(text.get("szCs" if _is_complex(text) else "sz"), "val", 20, unit=2)


def fonts_of(text: Properties) -> tuple[str, ...]:
    """Return the fonts of text, that of å, ä and ö last; ”” where none is said."""
    fonts = text.get("rFonts", {})
    names = ("cs",) if _is_complex(text) else ("ascii", "hAnsi")
    return tuple(fonts.get(name, "") for name in names)


def most_letters(text: Properties) -> float:
    """Return how many letters have room where text is fitted into a width."""
    fitted = text.get("fitText")
    return inf if fitted is None else measure(fitted, "val", inf) / max(size_of(text), 1)


def _faint(text: Properties, paragraph: Properties, background: str | None) -> str:
    behind = behind_text(text, paragraph, background)
    # A fill of Word 2010 and later is shown instead of the colour.
    fill = text.get("w14:textFill", {}).get("", "")
    clear = [int(one) >= _CLEAR for one in _ALPHA.findall(fill)]
    colours = _COLOURS.findall(fill)
    if "<w14:noFill" in fill or (clear and all(clear) and len(clear) >= len(colours)):
        return "genomskinlig"
    colours = colours or [text.get("color", {}).get("val", "auto")]
    if behind is None or not all(
        is_colour(one) and contrast(one, behind) < _LEAST_CONTRAST for one in colours
    ):
        return ""
    is_white = all(one.upper() == behind == WHITE for one in colours)
    return "vit på vitt" if is_white else "i samma färg som bakgrunden"


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
    over, under = shading.get("color", "auto"), shading.get("fill", "auto")
    share = _share_of(shading.get("val", "clear"))
    if not share:
        return under.upper() if is_colour(under) else None
    return mixed(over if is_colour(over) else BLACK, under if is_colour(under) else WHITE, share)


def _share_of(pattern: str) -> float:
    """Return the share of a pattern that has its own colour, and not that of what is under it."""
    part = _PER_CENT.fullmatch(pattern)
    if part:
        return min(int(part[1]), 100) / 100
    known = {"clear": 0.0, "nil": 0.0, "solid": 1.0}
    return known.get(pattern, 0.3 if pattern.startswith("thin") else 0.5)


def _cut_off(paragraph: Properties, size: float, raised: float) -> str:
    line = paragraph.get("spacing", {})
    if line.get("lineRule") == "exact":
        height = measure(line, "line", 240)
        if height < size * 5 or raised * 10 >= height:
            return CUT_OFF
    frame = paragraph.get("framePr", {})
    if frame.get("hRule") == "exact" and measure(frame, "h", 240) < size * 5:
        return CUT_OFF
    return "i en ram som är för smal" if 0 < measure(frame, "w") < NARROWEST else ""
