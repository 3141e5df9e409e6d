"""The good case with three parties, and its template, as they were written before format 2."""

from __future__ import annotations

from pathlib import Path

from tests.word.making import DOCUMENT, changed

FACTS, PROMISES = "arende.yaml", "medborgarlofte.yaml"

IN_FORMAT_1 = {
    FACTS: {"format: 2\n": ""},
    PROMISES: {
        " samordnare, kontaktväg:": " samordnare, väg:",
        " kommunpolis, kontaktväg:": " kommunpolis, väg:",
        " boendesamordnare, kontaktväg:": " boendesamordnare, väg:",
    },
}
"""Edits of the case: it says no format, and its contacts have old names."""


def old_template(templates: Path) -> Path:
    """Let the template of the promises print the way to a contact by its old name."""
    path = templates / "medborgarlofte.docx"
    path.write_bytes(changed(DOCUMENT, "k.kontaktväg", "k.väg", path.read_bytes()))
    return path
