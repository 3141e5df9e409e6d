"""What hangs on a paragraph of an agreement made up for tests, as Word writes it."""

from __future__ import annotations

import base64
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeAlias
from xml.sax.saxutils import escape, quoteattr

NAMESPACES = " ".join(
    f'xmlns:{short}="{name}"'
    for short, name in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "v": "urn:schemas-microsoft-com:vml",
        "o": "urn:schemas-microsoft-com:office:office",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    }.items()
)
PICTURES = tuple(
    base64.b64decode(
        f"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nG{rest}AAAAAElFTkSuQmCC"
    )
    for rest in ("NgYGAAAAAEAAH2FzhV", "P4//8/AAX+Av4N70a4")
)
"""Two pictures of one pixel each."""


@dataclass(frozen=True)
class Note:
    """A footnote, or an endnote."""

    words: str
    kind: str = "footnote"


@dataclass(frozen=True)
class Box:
    """A text box: drawn as today's Word does, with a fallback, or in VML alone."""

    paragraphs: tuple[str, ...]
    drawn: bool = True


@dataclass(frozen=True)
class Link:
    """Words that lead to an address."""

    words: str
    address: str


@dataclass(frozen=True)
class Field:
    """A field with the words that it shows; a simple one is an element, another several runs."""

    instruction: str
    words: str
    simple: bool


@dataclass(frozen=True)
class Picture:
    """A picture in the line, by its number in PICTURES."""

    number: int


@dataclass(frozen=True)
class Named:
    """Words with a bookmark around them."""

    words: str


@dataclass(frozen=True)
class Controlled:
    """Words in a content control within the line."""

    words: str


Piece: TypeAlias = str | Note | Box | Link | Field | Picture | Named | Controlled


@dataclass
class Collected:
    """What the pieces of a document need in other parts: notes, addresses; and bookmarks so far."""

    notes: dict[str, list[str]] = field(default_factory=lambda: {"footnote": [], "endnote": []})
    addresses: list[str] = field(default_factory=list)
    bookmarks: int = 0
    boxes: int = 0

    def piece(self, piece: Piece) -> str:
        """Return a piece as XML."""
        match piece:
            case str():
                return run(piece)
            case Note(words, kind):
                self.notes[kind].append(words)
                number = len(self.notes[kind]) + 1
                return f'<w:r><w:{kind}Reference w:id="{number}"/></w:r>'
            case Box():
                return self._box(piece)
            case Link(words, address):
                if address not in self.addresses:
                    self.addresses.append(address)
                place = self.addresses.index(address)
                return f'<w:hyperlink r:id="rIdL{place}">{run(words)}</w:hyperlink>'
            case Field(instruction, words, simple):
                return _field(instruction, words, simple)
            case Picture(number):
                return _picture(number)
            case Named(words):
                self.bookmarks += 1
                number = self.bookmarks
                start = f'<w:bookmarkStart w:id="{number}" w:name="namn{number}"/>'
                return f'{start}{run(words)}<w:bookmarkEnd w:id="{number}"/>'
            case Controlled(words):
                return f"<w:sdt><w:sdtPr/><w:sdtContent>{run(words)}</w:sdtContent></w:sdt>"

    def _box(self, box: Box) -> str:
        self.boxes += 1
        text = f"<w:txbxContent>{''.join(map(paragraph, box.paragraphs))}</w:txbxContent>"
        old = (
            '<w:pict><v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202"/>'
            f'<v:shape id="ruta{self.boxes}" type="#_x0000_t202" style="width:100pt;height:40pt">'
            f"<v:textbox>{text}</v:textbox></v:shape></w:pict>"
        )
        if not box.drawn:
            return f"<w:r>{old}</w:r>"
        graphic = (
            '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
            "<wps:wsp><wps:cNvSpPr/><wps:spPr/>"
            f"<wps:txbx>{text}</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData>"
        )
        return (
            '<w:r><mc:AlternateContent><mc:Choice Requires="wps">'
            f"{_drawing(self.boxes, graphic)}</mc:Choice><mc:Fallback>{old}</mc:Fallback>"
            "</mc:AlternateContent></w:r>"
        )


_CHARACTERS = {
    "\t": "<w:tab/>", "\n": "<w:br/>", "\u00ad": "<w:softHyphen/>", "\u2011": "<w:noBreakHyphen/>",
}  # fmt: skip


def run(text: str, *, bold: bool = False) -> str:
    """Return a run with a text; tabs, line breaks and hyphens as the elements that Word has."""
    look = "<w:rPr><w:b/></w:rPr>" if bold else ""
    parts = "".join(
        _CHARACTERS.get(part) or f'<w:t xml:space="preserve">{escape(part)}</w:t>'
        for part in re.split("([\t\n\u00ad\u2011])", text)
        if part
    )
    return f"<w:r>{look}{parts}</w:r>" if text else ""


def paragraph(text: str) -> str:
    """Return a paragraph of nothing but a text."""
    return f"<w:p>{run(text)}</w:p>"


def notes_part(kind: str, texts: Sequence[str]) -> str:
    """Return what the part with the notes of a kind holds."""
    own = "".join(
        f'<w:{kind} w:type="{what}" w:id="{number}"><w:p/></w:{kind}>'
        for number, what in enumerate(("separator", "continuationSeparator"))
    )
    return own + "".join(
        f'<w:{kind} w:id="{number}">{paragraph(text)}</w:{kind}>'
        for number, text in enumerate(texts, 2)
    )


def _field(instruction: str, words: str, simple: bool) -> str:
    if simple:
        return f"<w:fldSimple w:instr={quoteattr(instruction)}>{run(words)}</w:fldSimple>"
    kinds = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate",
                                                                            "end")]  # fmt: skip
    code = f'<w:r><w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText></w:r>'
    return f"{kinds[0]}{code}{kinds[1]}{run(words)}{kinds[2]}"


def _picture(number: int) -> str:
    graphic = (
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        f'<pic:nvPicPr><pic:cNvPr id="{number}" name="b{number}"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="rIdP{number}"/></pic:blipFill><pic:spPr/></pic:pic>'
        "</a:graphicData>"
    )
    return f"<w:r>{_drawing(100 + number, graphic)}</w:r>"


def _drawing(number: int, graphic: str) -> str:
    return (
        '<w:drawing><wp:inline><wp:extent cx="900000" cy="300000"/>'
        f'<wp:docPr id="{number}" name="n{number}"/><a:graphic>{graphic}</a:graphic>'
        "</wp:inline></w:drawing>"
    )
