"""What the benches render: a document of seven pages made for measuring, and our own agreement.

The made one has headings, six clauses, a loop of three by four, a table of twelve rows by five, and
a header and a footer with values in them. Its names are ASCII, since not every engine reads others.
"""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import docx
from docx.document import Document
from measure import CASE, REPOSITORY

from avtal.case.load import load
from avtal.case.stamp import Copy
from avtal.language.prose import Prose, Span
from avtal.making.rendering import draft_stamp
from avtal.templates.layer import CaseViews
from avtal.word.engine.fill import Properties

DOCUMENTS = 40
"""How many different documents an engine makes before it begins anew."""

_TEXT = (
    "parterna samverkar om trygghet i det offentliga rummet och följer varje halvår upp vad "
    "som har gjorts arbetet utgår från den gemensamma lokala lägesbilden de boende säger att "
    "belysningen vid stationen är dålig polisen patrullerar kvällar helger kommunen röjer "
    "buskar längs gångvägar skolan fritidsgården socialtjänsten möter ungdomar föräldrar "
    "vandrar föreningslivet deltar"
)
WORDS = _TEXT.split()
COLUMNS = ("nr", "titel", "ansvarig", "tid", "matt")


class Job(NamedTuple):
    """A template as a file, and the values of the documents."""

    name: str
    template: bytes
    values: Sequence[Mapping[str, Any]]
    properties: Properties


class Dialect(NamedTuple):
    """How an engine writes a value of the document, and loops over paragraphs and over rows."""

    value: Callable[[str], str]
    paragraphs: Callable[[Document], None]
    rows: Callable[[Any], None]


def made(rows: int = 12, number: int = DOCUMENTS, dialect: str = "docxtpl") -> Job:
    """Return the document made for measuring with as many rows, in this number of variants."""
    dice = random.Random(1)
    value, paragraphs, table_rows = DIALECTS[dialect]
    document = docx.Document()
    section = document.sections[0]
    section.header.paragraphs[
        0
    ].text = f"{value('dnr')} – version {value('version')} – {value('datum')}"
    section.footer.paragraphs[0].text = f"{value('kommun')}, {value('datum')}"
    document.add_heading(value("titel"), 0)
    for clause in range(1, 7):
        document.add_heading(f"{clause} {value(f'rubrik{clause}')}", 1)
        parties = f"{value('kommun')} och {value('motpart')}: "
        document.add_paragraph(parties + _sentences(dice, 12))
        document.add_paragraph(f"{_sentences(dice, 12)} {value('datum')}.")
    paragraphs(document)
    table = document.add_table(rows=1, cols=5)
    for cell, text in zip(table.rows[0].cells, COLUMNS, strict=True):
        cell.text = text.capitalize()
    table_rows(table)
    stream = io.BytesIO()
    document.save(stream)
    values = [made_values(rows, each) for each in range(number)]
    return Job("prov", stream.getvalue(), values, _properties("Provhandling"))


def _sentences(dice: random.Random, number: int) -> str:
    """Return sentences of ten to eighteen words, as hard to pack as running text is."""
    lengths = (dice.randint(10, 18) for _ in range(number))
    chosen = (" ".join(dice.choices(WORDS, k=length)) for length in lengths)
    return " ".join(f"{words.capitalize()}." for words in chosen)


def _paragraphs(*texts: tuple[str, str]) -> Callable[[Document], None]:
    def write(document: Document) -> None:
        for text, style in texts:
            document.add_paragraph(text, style=style or None)

    return write


def _rows(*rows: Sequence[str]) -> Callable[[Any], None]:
    def write(table: Any) -> None:
        for row in rows:
            for cell, text in zip(table.add_row().cells, row, strict=False):
                cell.text = text

    return write


DIALECTS: Mapping[str, Dialect] = {
    "docxtpl": Dialect(
        lambda name: f"{{{{ {name} }}}}",
        _paragraphs(
            ("{%p for o in omraden %}", ""), ("{{ o.titel }}", "Heading 2"),
            ("{%p for m in o.mal %}", ""), ("{{ m.titel }}: {{ m.text }}", "List Bullet"),
            ("{%p endfor %}", ""), ("{%p endfor %}", ""),
        ),
        _rows(
            ["{%tr for a in atgarder %}"],
            [f"{{{{ a.{name} }}}}" for name in COLUMNS],
            ["{%tr endfor %}"],
        ),
    ),
    "docxtemplater": Dialect(
        lambda name: f"{{{name}}}",
        _paragraphs(
            ("{#omraden}", ""), ("{titel}", "Heading 2"), ("{#mal}", ""),
            ("{titel}: {text}", "List Bullet"), ("{/mal}", ""), ("{/omraden}", ""),
        ),
        _rows(["{#atgarder}{nr}", "{titel}", "{ansvarig}", "{tid}", "{matt}{/atgarder}"]),
    ),
    "carbone": Dialect(
        lambda name: f"{{d.{name}}}",
        _paragraphs(
            ("{d.omraden[i].titel}", "Heading 2"),
            ("{d.omraden[i].mal[i].titel}: {d.omraden[i].mal[i].text}", "List Bullet"),
            ("{d.omraden[i].mal[i+1].titel}", "List Bullet"),
            ("{d.omraden[i+1].titel}", "Heading 2"),
        ),
        _rows(
            [f"{{d.atgarder[i].{name}}}" for name in COLUMNS],
            [f"{{d.atgarder[i+1].{name}}}" for name in COLUMNS],
        ),
    ),
}  # fmt: skip


def made_values(rows: int, number: int) -> dict[str, Any]:
    """Return the values of a document made for measuring."""
    return {
        "dnr": f"KS 2018/{number}", "version": "1.0", "datum": "2018-11-12",
        "kommun": "Täby kommun", "motpart": "Polismyndigheten",
        "titel": f"Överenskommelse {number}",
        **{f"rubrik{clause}": f"Rubrik {clause}" for clause in range(1, 7)},
        "omraden": [
            {
                "titel": f"Område {area}",
                "mal": [
                    {"titel": f"Mål {goal}", "text": f"Färre brott & mer ljus {number}"}
                    for goal in range(4)
                ],
            }
            for area in range(3)
        ],
        "atgarder": [
            {"nr": f"{row}", "titel": f"Åtgärd {row + number} – vandra",
             "ansvarig": "Kommunpolisen", "tid": "våren 2019", "matt": "minst tre"}
            for row in range(rows)
        ],
    }  # fmt: skip


def agreement() -> Job:
    """Return our own agreement, with the values of the Täby case."""
    case = load(CASE)
    stamp = draft_stamp(case, "overenskommelse", Copy.FULL)
    data = (REPOSITORY / "templates" / "overenskommelse.docx").read_bytes()
    seen = CaseViews(case).of("overenskommelse", stamp).values
    values = [varied(seen, each) for each in range(DOCUMENTS)]
    return Job("överenskommelse", data, values, _properties("Överenskommelse"))


def varied(values: Any, number: int) -> Any:
    """Return values where every longer text is another, and everything else is as it was."""
    known: dict[int, Any] = {}

    def other(value: Any) -> Any:
        if isinstance(value, Prose):
            more = Span(f" Nr {number}.")
            blocks = (replace(block, spans=(*block.spans, more)) for block in value.blocks)
            return Prose(tuple(blocks))
        if value.__class__ is str and len(value) > 15:
            return f"{value} {number}"
        if id(value) not in known and isinstance(value, dict | list):
            copy = known[id(value)] = value.__class__()
            if isinstance(value, dict):
                copy.update((name, other(each)) for name, each in value.items())
            else:
                copy.extend(map(other, value))
        return known.get(id(value), value)

    return other(values)


def _properties(title: str) -> Properties:
    day = load(CASE).documents["overenskommelse"].date
    return Properties(title, "KS 2018/211", "Täby kommun", "UTKAST", day)
