"""What styles are called: Word stores English names, and a Swedish Word shows others."""

from __future__ import annotations

import re

_BUILT_IN = {
    "normal": "Normal",
    "body text": "Brödtext",
    "list bullet": "Punktlista",
    "list number": "Numrerad lista",
    "title": "Rubrik",
    "subtitle": "Underrubrik",
    "header": "Sidhuvud",
    "footer": "Sidfot",
    "hyperlink": "Hyperlänk",
    "caption": "Beskrivning",
}


def shown_name(stored: str) -> str:
    """Return a style's name as a Swedish Word shows it."""
    heading = re.fullmatch(r"heading (\d)", stored, re.IGNORECASE)
    if heading:
        return f"Rubrik {heading.group(1)}"
    return _BUILT_IN.get(stored.lower(), stored)
