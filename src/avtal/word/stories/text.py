"""What stands in a Word document, as text that a person can read and compare."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from xml.etree import ElementTree

from avtal.word.package.archive import is_xml
from avtal.word.package.assembly import unpack
from avtal.word.package.parts import Package
from avtal.word.stories.reading import Paragraph, stories


def paragraphs(data: bytes) -> Iterator[Paragraph]:
    """Yield every paragraph of a document that avtal made.

    Headers and footers come as the section names them, then the body. A document from elsewhere is
    opened by `word.package.received`, which trusts nothing in it.
    """
    members = unpack(data)
    for story in stories(Package(members, _Trees(members))).values():
        yield from story


class _Trees(Mapping[str, Any]):
    """The members that are XML as trees, each read when it is asked for.

    The standard library's parser is at hand at once, while lxml takes long to import.
    """

    def __init__(self, members: Mapping[str, bytes]) -> None:
        self._members = {name: data for name, data in members.items() if is_xml(name)}
        self._read: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._read:
            self._read[name] = ElementTree.fromstring(self._members[name])
        return self._read[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._members)

    def __len__(self) -> int:
        return len(self._members)


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
        table, number, column = paragraph.cells[-1] if paragraph.cells else (None, 0, 0)
        here = None if table is None else (table, number)
        if here != row or paragraph.place != place:
            end_row()
        if paragraph.place != place:
            place = paragraph.place
            lines.append(f"[{place}]")
            row = None
        text = paragraph.text.replace("\t", " → ").replace("\n", " ↵ ").rstrip()
        if here:
            if row is None or row[0] != here[0]:
                lines.append("Tabell")
            cells.setdefault(column, []).append(text)
        else:
            lines.append(f"{paragraph.style} | {text}".rstrip())
        row = here
    end_row()
    return "\n".join(lines) + "\n"
