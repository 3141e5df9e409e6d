"""What styles are called: Word stores English names, and a Swedish Word shows others."""

from __future__ import annotations

import re

from avtal.word.package.parts import Package, W, main_part

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


def style_names(package: Package) -> dict[str, str]:
    """Return what the styles of a document are called in Word, by id."""
    relations = package.relations(main_part(package))
    styles = next((one.target for one in relations if one.kind == "styles"), "")
    names = {}
    root = package.xml.get(styles)
    for style in () if root is None else root.iter(f"{W}style"):
        name = style.find(f"{W}name")
        if name is not None:
            names[str(style.get(f"{W}styleId"))] = shown_name(str(name.get(f"{W}val")))
    return names
