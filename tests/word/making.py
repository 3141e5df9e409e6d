"""Small Word templates for tests: the product's own template with another body."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import docx
from docx.document import Document

from avtal.word.fill import Properties, fill
from avtal.word.template import prepare
from avtal.word.text import paragraphs
from tests.conftest import REPOSITORY

PROPERTIES = Properties("Titel", "KS 2018/211", "Täby kommun", "UTKAST", date(2018, 11, 12))
HEADER = {
    "stämpel": {"nummer": "1", "version": "1", "datum": None, "status": "utkast", "kopia": None},
    "handling": {
        "benämning": "x",
        "titel": "x",
        "bilaga_till": [],
        "bilagor": [],
        "sekretess": None,
    },
    "ärende": {
        "kommun": {
            "part": {"namn": "x"},
            "enhet": None,
            "förvaltning": {"namn": "x", "förkortning": None},
        }
    },
}


def template(*texts: str, change: Callable[[Document], None] | None = None) -> bytes:
    """Return a Word file whose body has these paragraphs in the style Brödtext."""
    document = docx.Document(str(REPOSITORY / "templates" / "tjansteutlatande.docx"))
    body = document.element.body
    for child in list(body):
        if not child.tag.endswith("sectPr"):
            body.remove(child)
    for text in texts:
        document.add_paragraph(text, style="Body Text")
    if change:
        change(document)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def render(
    texts: Sequence[str], change: Callable[[Document], None] | None = None, **values: Any
) -> bytes:
    """Return the document that a template with these paragraphs gives."""
    prepared = prepare("prov.docx", template(*texts, change=change))
    return fill(prepared, {**HEADER, **values}, PROPERTIES)


def body(data: bytes) -> list[str]:
    """Return the text of each paragraph of the body."""
    return [p.text for p in paragraphs(data) if p.place == "Brödtext"]
