"""Fonts without letters: text that is set in one is signs to whoever looks at the page."""

from __future__ import annotations

from avtal.word.package.parts import Package, W, main_part

_SIGNS = (
    "wingdings", "webdings", "symbol", "marlett", "zapf dingbats", "zapfdingbats",
    "bookshelf symbol", "ms outlook", "mt extra", "monotype sorts", "segoe mdl2", "holomdl2",
)  # fmt: skip
"""How fonts of signs are called, or begin to be."""
_OF_SIGNS = "02"
"""The set of characters that is signs (ISO/IEC 29500-1, 17.8.3.2)."""


class Fonts:
    """What a document says of its fonts: by which other Word shows one, and which are signs."""

    def __init__(self, package: Package) -> None:
        main = main_part(package)
        part = next((r.target for r in package.relations(main) if r.kind == "fontTable"), "")
        root = package.xml.get(part)
        self._without: set[str] = set()
        for font in () if root is None else root.iter(f"{W}font"):
            other, charset = font.find(f"{W}altName"), font.find(f"{W}charset")
            others = "" if other is None else other.get(f"{W}val", "")
            if (charset is not None and charset.get(f"{W}val") == _OF_SIGNS) or any(
                self.has_no_letters(one) for one in others.split(",")
            ):
                self._without.add(font.get(f"{W}name", "").strip().casefold())

    def has_no_letters(self, font: str) -> bool:
        """Tell whether a font has signs where others have letters."""
        name = font.strip().casefold()
        return name.startswith(_SIGNS) or name in self._without
