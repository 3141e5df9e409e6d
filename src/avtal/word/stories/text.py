"""What stands in a Word document, as text that a person can read and compare."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from operator import attrgetter
from typing import Any
from xml.etree import ElementTree

from avtal.word.package.archive import is_xml
from avtal.word.package.assembly import unpack
from avtal.word.package.parts import Package
from avtal.word.stories.plain import PrintedParagraph
from avtal.word.stories.reading import Paragraph, texts


def parsed_paragraphs(data: bytes) -> list[PrintedParagraph]:
    """Return what a document that avtal made prints, by reading the file."""
    return [PrintedParagraph(one.place, one.style, one.text) for one in paragraphs(data)]


def paragraphs(data: bytes) -> Iterator[Paragraph]:
    """Yield every paragraph of a document that avtal made.

    Headers and footers come as the section names them, then the body. A document from elsewhere is
    opened by `word.package.received`, which trusts nothing in it.
    """
    members = unpack(data)
    for story in texts(Package(members, _Trees(members))).values():
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
    for place, story in groupby(paragraphs(data), attrgetter("place")):
        lines.append(f"[{place}]")
        table = None
        for row, found in groupby(story, _row):
            if row is None:
                lines += (f"{each.style} | {_in_line(each)}".rstrip() for each in found)
                table = None
                continue
            if row[0] != table:
                lines.append("Tabell")
            table = row[0]
            cells: dict[int, list[str]] = {}
            for each in found:
                cells.setdefault(each.cells[-1][2], []).append(_in_line(each))
            lines.append("  " + " | ".join(map(" / ".join, cells.values())))
    return "\n".join(lines) + "\n"


def _row(paragraph: Paragraph) -> tuple[int, int] | None:
    """Return the table and row that a paragraph stands in, if it does."""
    return paragraph.cells[-1][:2] if paragraph.cells else None


def _in_line(paragraph: Paragraph) -> str:
    return paragraph.text.replace("\t", " → ").replace("\n", " ↵ ").rstrip()
