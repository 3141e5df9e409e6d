"""Text as XML: what must be written otherwise, and what no Word document can hold."""

from __future__ import annotations

import html
import re

from avtal.word.values.marked import NOTE_START
from avtal.word.values.mistakes import TemplateMistake

special = re.compile(f"[&<>\x00-\x1f\ud800-\udfff{NOTE_START}\ufffe\uffff]").search
"""Find a character that cannot stand as it is, or that begins a note; None for most texts."""

# XML 1.0, section 2.2; a carriage return is allowed, but is read as a line feed.
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_LINES = re.compile("[\t\n]")


def escape(text: str) -> str:
    """Return text as it stands in an element. Raises TemplateMistake for what XML cannot hold."""
    if special(text) is None:
        return text
    forbidden = _FORBIDDEN.search(text)
    if forbidden:
        raise TemplateMistake(
            f"en text innehåller ett tecken som Word inte kan visa: U+{ord(forbidden.group()):04X}",
            "ta bort tecknet ur innehållet",
        )
    return html.escape(text, quote=False)


def has_lines(text: str) -> bool:
    """Tell whether a text has line breaks or tabs, which Word writes as elements."""
    return _LINES.search(text) is not None
