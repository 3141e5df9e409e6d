"""What stands in a Word document, as text that a person can read and compare."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from avtal.word.template import shown_name

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

_PLACES = {
    ("header", "first"): "Sidhuvud, första sidan",
    ("header", "default"): "Sidhuvud",
    ("header", "even"): "Sidhuvud, jämna sidor",
    ("footer", "first"): "Sidfot, första sidan",
    ("footer", "default"): "Sidfot",
    ("footer", "even"): "Sidfot, jämna sidor",
}


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: where it stands, its style as Word shows it, and its text without fields.

    A tab is `\\t`, a line break `\\n`. `cell` is (table, row, column) from 0 within its part.
    """

    place: str
    style: str
    text: str
    cell: tuple[int, int, int] | None = None


def paragraphs(data: bytes) -> Iterator[Paragraph]:
    """Yield every paragraph: headers and footers as the section names them, then the body."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        styles = _style_names(package.read("word/styles.xml"))
        body = etree.fromstring(package.read("word/document.xml"))[0]
        relations = etree.fromstring(package.read("word/_rels/document.xml.rels"))
        targets = {relation.get("Id"): relation.get("Target") for relation in relations}
        for reference in body.iter(f"{_W}headerReference", f"{_W}footerReference"):
            kind = etree.QName(reference).localname.removesuffix("Reference")
            place = _PLACES[kind, reference.get(f"{_W}type", "default")]
            root = etree.fromstring(package.read(f"word/{targets[reference.get(f'{_R}id')]}"))
            yield from _of_part(root, place, styles)
        yield from _of_part(body, "Brödtext", styles)


def outline(data: bytes) -> str:
    """Return the document as text, one paragraph or table row a line: `Rubrik 1 | Bakgrund`."""
    lines: list[str] = []
    place = ""
    row: tuple[int, int] | None = None
    cells: dict[int, list[str]] = {}

    def end_row() -> None:
        if cells:
            lines.append("  " + " | ".join(" / ".join(texts) for texts in cells.values()))
            cells.clear()

    for paragraph in paragraphs(data):
        here = paragraph.cell[:2] if paragraph.cell else None
        if here != row or paragraph.place != place:
            end_row()
        if paragraph.place != place:
            place = paragraph.place
            lines.append(f"[{place}]")
            row = None
        text = paragraph.text.replace("\t", " → ").replace("\n", " ↵ ").rstrip()
        if paragraph.cell and here:
            if row is None or row[0] != here[0]:
                lines.append("Tabell")
            cells.setdefault(paragraph.cell[2], []).append(text)
        else:
            lines.append(f"{paragraph.style} | {text}".rstrip())
        row = here
    end_row()
    return "\n".join(lines) + "\n"


def _style_names(data: bytes) -> dict[str, str]:
    names = {}
    for style in etree.fromstring(data).iter(f"{_W}style"):
        name = style.find(f"{_W}name")
        if name is not None:
            names[str(style.get(f"{_W}styleId"))] = shown_name(str(name.get(f"{_W}val")))
    return names


def _of_part(root: etree._Element, place: str, styles: dict[str, str]) -> Iterator[Paragraph]:
    tables = {table: number for number, table in enumerate(root.iter(f"{_W}tbl"))}
    for paragraph in root.iter(f"{_W}p"):
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        name = styles.get(str(style.get(f"{_W}val")), "Normal") if style is not None else "Normal"
        yield Paragraph(place, name, _text(paragraph), _cell(paragraph, tables))


def _cell(
    paragraph: etree._Element, tables: dict[etree._Element, int]
) -> tuple[int, int, int] | None:
    cell = next(paragraph.iterancestors(f"{_W}tc"), None)
    if cell is None:
        return None
    row = next(cell.iterancestors(f"{_W}tr"))
    table = next(row.iterancestors(f"{_W}tbl"))
    return (
        tables[table],
        [child for child in table if child.tag == f"{_W}tr"].index(row),
        [child for child in row if child.tag == f"{_W}tc"].index(cell),
    )


def _text(paragraph: etree._Element) -> str:
    """Return the text; the result of a field such as PAGE is left out, that of a link is kept."""
    pieces: list[str] = []
    field: list[str] | None = None
    for element in paragraph.iter(
        f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}fldChar", f"{_W}instrText"
    ):
        name = etree.QName(element).localname
        if name == "fldChar":
            kind = element.get(f"{_W}fldCharType")
            field = [] if kind == "begin" else None if kind == "end" else field
        elif name == "instrText":
            if field is not None:
                field.append(element.text or "")
        elif field and "HYPERLINK" not in "".join(field):
            continue
        elif name == "t":
            pieces.append(element.text or "")
        elif name == "tab" and next(element.iterancestors(f"{_W}tabs"), None) is None:
            pieces.append("\t")
        elif name == "br":
            pieces.append("\n")
    return "".join(pieces)
