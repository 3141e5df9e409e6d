"""A document as a reader counts it: line by line, each with the heading that it stands under."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from avtal.word.stories.reading import BODY, Paragraph, Stories

_HEADING = re.compile(r"(Rubrik \d|Titel)")


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of a document, and its number under its heading, from 1."""

    paragraph: Paragraph
    heading: str
    number: int

    @property
    def text(self) -> str:
        """The text of the paragraph."""
        return self.paragraph.text

    @property
    def is_heading(self) -> bool:
        """Whether it is a heading itself."""
        return _HEADING.fullmatch(self.paragraph.style) is not None

    def place(self) -> str:
        """Return where it stands, as one says it: under ”Avtalstid”, stycke 1."""
        place = self.paragraph.place
        where = f"under ”{self.heading}”" if self.heading else "först i texten"
        where = where if place == BODY else place.lower()
        if self.is_heading and self.text.strip():
            return f"rubriken ”{self.text}”"
        if self.paragraph.cells:
            table, row, _ = self.paragraph.cells[-1]
            return f"{where}, tabell {table + 1}, rad {row + 1}"
        return f"{where}, stycke {self.number}"


def lines_of(read: Stories) -> list[Line]:
    """Return every paragraph of a document in the order of its stories, the body last."""
    return list(_lines(paragraph for story in read.values() for paragraph in story))


def _lines(paragraphs: Iterable[Paragraph]) -> Iterator[Line]:
    place, heading, number = "", "", 0
    for paragraph in paragraphs:
        if paragraph.place != place:
            place, heading, number = paragraph.place, "", 0
        line = Line(paragraph, heading, number + 1)
        if line.is_heading and paragraph.text.strip():
            yield line
            heading, number = paragraph.text.strip(), 0
            continue
        # One with a number of a list and no words is printed, and so counted by who reads.
        number += bool(paragraph.printed.strip()) and not paragraph.cells
        yield line
