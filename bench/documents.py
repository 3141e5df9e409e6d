"""What the benches render: a document of seven pages made for measuring, and our own agreement.

The made one has headings, six clauses, a loop of three by four, a table of twelve rows by five, and
a header and a footer with values in them.
"""

from __future__ import annotations

import io
import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import docx
from measure import CASE, REPOSITORY

from avtal.build import draft_stamp
from avtal.prose import Prose, Span
from avtal.source import load
from avtal.stamp import Copy
from avtal.view import context
from avtal.word.fill import Properties

DOCUMENTS = 40
"""How many different documents a fast engine makes in a round."""

WORDS = (
    "parterna samverkar om trygghet i det offentliga rummet och följer varje halvår upp vad "
    "som har gjorts arbetet utgår från den gemensamma lokala lägesbilden de boende säger att "
    "belysningen vid stationen är dålig polisen patrullerar kvällar helger kommunen röjer "
    "buskar längs gångvägar skolan fritidsgården socialtjänsten möter ungdomar föräldrar "
    "vandrar föreningslivet deltar"
).split()  # noqa: SIM905 - as running text it can be read


COLUMNS = ("nr", "titel", "ansvarig", "tid", "mått")


class Job(NamedTuple):
    """A template as a file, and the values of as many documents as are made in a round."""

    name: str
    template: bytes
    values: Sequence[Mapping[str, Any]]
    properties: Properties


def _sentences(dice: random.Random, number: int) -> str:
    """Return sentences of ten to eighteen words, as hard to pack as running text is."""
    lengths = (dice.randint(10, 18) for _ in range(number))
    return " ".join(
        " ".join(dice.choices(WORDS, k=length)).capitalize() + "." for length in lengths
    )


def made(rows: int = 12, number: int = DOCUMENTS) -> Job:
    """Return the document made for measuring with as many rows, in this number of variants."""
    dice = random.Random(1)
    document = docx.Document()
    section = document.sections[0]
    section.header.paragraphs[0].text = "{{ dnr }} – version {{ version }} – {{ datum }}"
    section.footer.paragraphs[0].text = "{{ kommun }}, {{ datum }}"
    document.add_heading("{{ titel }}", 0)
    for clause in range(1, 7):
        document.add_heading(f"{clause} {{{{ rubrik{clause} }}}}", 1)
        document.add_paragraph("{{ kommun }} och {{ motpart }}: " + _sentences(dice, 12))
        document.add_paragraph(_sentences(dice, 12) + " {{ datum }}.")
    document.add_paragraph("{%p for o in områden %}")
    document.add_heading("{{ o.titel }}", 2)
    document.add_paragraph("{%p for m in o.mål %}")
    document.add_paragraph("{{ m.titel }}: {{ m.text }}", style="List Bullet")
    document.add_paragraph("{%p endfor %}")
    document.add_paragraph("{%p endfor %}")
    table = document.add_table(rows=4, cols=5)
    for cell, text in zip(
        table.rows[0].cells, ["Nr", "Åtgärd", "Ansvarig", "Tid", "Mått"], strict=True
    ):
        cell.text = text.capitalize()
    table.rows[1].cells[0].text = "{%tr for å in åtgärder %}"
    for cell, field in zip(
        table.rows[2].cells, ["nr", "titel", "ansvarig", "tid", "mått"], strict=True
    ):
        cell.text = f"{{{{ å.{field} }}}}"
    table.rows[3].cells[0].text = "{%tr endfor %}"
    stream = io.BytesIO()
    document.save(stream)
    values = [made_values(rows, each) for each in range(number)]
    return Job("prov", stream.getvalue(), values, _properties("Provhandling"))


def made_values(rows: int, number: int) -> dict[str, Any]:
    """Return the values of a document made for measuring."""
    return {
        "dnr": f"KS 2018/{number}", "version": "1.0", "datum": "2018-11-12",
        "kommun": "Täby kommun", "motpart": "Polismyndigheten",
        "titel": f"Överenskommelse {number}",
        **{f"rubrik{clause}": f"Rubrik {clause}" for clause in range(1, 7)},
        "områden": [
            {
                "titel": f"Område {area}",
                "mål": [
                    {"titel": f"Mål {goal}", "text": f"Färre brott & mer ljus {number}"}
                    for goal in range(4)
                ],
            }
            for area in range(3)
        ],
        "åtgärder": [
            {"nr": f"{row}", "titel": f"Åtgärd {row + number} – vandra",
             "ansvarig": "Kommunpolisen", "tid": "våren 2019", "mått": "minst tre"}
            for row in range(rows)
        ],
    }  # fmt: skip


def agreement() -> Job:
    """Return our own agreement, with the values of the Täby case."""
    case = load(CASE)
    stamp = draft_stamp(case, "overenskommelse", Copy.FULL)
    data = (REPOSITORY / "templates" / "overenskommelse.docx").read_bytes()
    return Job(
        "överenskommelse",
        data,
        [varied(context(case, "overenskommelse", stamp), each) for each in range(DOCUMENTS)],
        _properties("Överenskommelse"),
    )


def varied(values: Any, number: int) -> Any:
    """Return values where every text is another, and everything else is as it was."""
    known: dict[int, Any] = {}

    def other(value: Any) -> Any:
        if isinstance(value, Prose):
            blocks = (
                replace(block, spans=(*block.spans, Span(f" Nr {number}.")))
                for block in value.blocks
            )
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
