"""Where the notes on secret values stand in a rendered document.

A value brings its note wherever a template prints it. A reader needs it once in each paragraph, or
in each row of a table, for each thing that is secret.
"""

from __future__ import annotations

import re

from avtal.word.values.marked import NOTE_END, NOTE_MIDDLE, NOTE_START

# Rows may hold tables; paragraphs hold no paragraphs where templates may have tags.
_STEP = re.compile(
    r"<w:tr[ >]|</w:tr>|<w:p[ >]|"
    rf"{NOTE_START}(?P<weak>-?)(?P<thing>\d+){NOTE_MIDDLE}(?P<text>[^{NOTE_END}]*){NOTE_END}"
)


def settle(xml: str) -> str:
    """Return the part with each note in words at the first text of its thing, and only there.

    Where a row or paragraph shows no text of the thing, the note stands at its first date, number
    or fixed value. The text of a note is escaped already.
    """
    if NOTE_START not in xml:
        return xml
    kept = _kept(xml)

    def words(match: re.Match[str]) -> str:
        if match["thing"] is None:
            return match[0]
        return f" {match['text']}" if match.start() in kept else ""

    return _STEP.sub(words, xml)


def _kept(xml: str) -> set[int]:
    """Return where the notes begin that are to be printed."""
    kept: set[int] = set()
    here: dict[str, re.Match[str]] = {}
    rows = 0
    for match in _STEP.finditer(xml):
        thing = match["thing"]
        if thing is not None:
            if thing not in here or (here[thing]["weak"] and not match["weak"]):
                here[thing] = match
            continue
        opens_row = match[0].startswith("<w:tr")
        if rows == 0:
            kept |= {note.start() for note in here.values()}
            here = {}
        rows += opens_row - match[0].startswith("</")
    return kept | {note.start() for note in here.values()}
