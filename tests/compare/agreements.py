"""Agreements made up for tests: small Word files of everything that an agreement can hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from xml.sax.saxutils import escape

from avtal.compare.redlines.redline import SettledDocument
from avtal.word.package.assembly import zip_package
from avtal.word.package.received import open_received
from avtal.word.stories.reading import stories

_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_NAMESPACES = f'xmlns:w="{_MAIN}" xmlns:r="{_OFFICE}" xmlns:v="urn:schemas-microsoft-com:vml"'


@dataclass(frozen=True)
class Text:
    """A paragraph: its text, style, looks, and what hangs on it."""

    words: str
    style: str = "Normal"
    bold: bool = False
    note: str | None = None
    end_note: str | None = None
    box: str | None = None
    control: bool = False


@dataclass(frozen=True)
class Grid:
    """A table: the texts of its cells, row by row."""

    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Agreement:
    """A whole agreement."""

    blocks: tuple[Text | Grid, ...]
    header: str = "Samverkansöverenskommelse"
    footer: str = "Täby kommun"

    def to_bytes(self) -> bytes:
        """Return the agreement as a Word file."""
        return _Writing(self).package()


@dataclass
class _Writing:
    agreement: Agreement
    notes: list[str] = field(default_factory=list)
    end_notes: list[str] = field(default_factory=list)

    def package(self) -> bytes:
        body = ""
        for block, after in zip_longest(self.agreement.blocks, self.agreement.blocks[1:]):
            # Word keeps a paragraph between two tables, and after the last one.
            between = isinstance(block, Grid) and not isinstance(after, Text)
            body += self._block(block) + ("<w:p/>" if between else "")
        section = (
            '<w:sectPr><w:headerReference w:type="default" r:id="rIdH"/>'
            '<w:footerReference w:type="default" r:id="rIdF"/></w:sectPr>'
        )
        parts = {
            "document": ("document.main", "officeDocument", f"<w:body>{body}{section}</w:body>"),
            "header1": ("header", "header", _paragraph(self.agreement.header)),
            "footer1": ("footer", "footer", _paragraph(self.agreement.footer)),
            "styles": ("styles", "styles", _STYLES),
            "settings": ("settings", "settings", ""),
        }
        parts["footnotes"] = ("footnotes", "footnotes", _notes("footnote", self.notes))
        parts["endnotes"] = ("endnotes", "endnotes", _notes("endnote", self.end_notes))
        roots = {"document": "document", "header1": "hdr", "footer1": "ftr"}
        members = {
            f"word/{name}.xml": _part(roots.get(name, name), content)
            for name, (_, _, content) in parts.items()
        }
        members["[Content_Types].xml"] = _types({n: kind for n, (kind, _, _) in parts.items()})
        members["_rels/.rels"] = _relations({"rId1": ("officeDocument", "word/document.xml")})
        ids = {"header1": "rIdH", "footer1": "rIdF"}
        members["word/_rels/document.xml.rels"] = _relations(
            {
                ids.get(name, f"rId{number}"): (kind, f"{name}.xml")
                for number, (name, (_, kind, _)) in enumerate(parts.items(), 10)
                if name != "document"
            }
        )
        return zip_package(members)

    def _block(self, block: Text | Grid) -> str:
        if isinstance(block, Grid):
            return _table(block)
        runs = _run(block.words, bold=block.bold)
        if block.note is not None:
            self.notes.append(block.note)
            runs += f'<w:r><w:footnoteReference w:id="{len(self.notes) + 1}"/></w:r>'
        if block.end_note is not None:
            self.end_notes.append(block.end_note)
            runs += f'<w:r><w:endnoteReference w:id="{len(self.end_notes) + 1}"/></w:r>'
        if block.box is not None:
            runs += (
                '<w:r><w:pict><v:shape style="width:100pt;height:40pt"><v:textbox><w:txbxContent>'
                f"{_paragraph(block.box)}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
            )
        paragraph = f'<w:p><w:pPr><w:pStyle w:val="{block.style}"/></w:pPr>{runs}</w:p>'
        if block.control:
            return f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph}</w:sdtContent></w:sdt>"
        return paragraph


def _run(text: str, *, bold: bool = False) -> str:
    look = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""


def _paragraph(text: str) -> str:
    return f"<w:p>{_run(text)}</w:p>"


def _table(grid: Grid) -> str:
    width = max(map(len, grid.rows))
    columns = '<w:gridCol w:w="2000"/>' * width
    rows = "".join(
        "<w:tr>"
        + "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/></w:tcPr>{_paragraph(text)}</w:tc>'
            for text in row
        )
        + "</w:tr>"
        for row in grid.rows
    )
    return f"<w:tbl><w:tblPr/><w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"


def _notes(kind: str, texts: Sequence[str]) -> str:
    own = "".join(
        f'<w:{kind} w:type="{what}" w:id="{number}"><w:p/></w:{kind}>'
        for number, what in enumerate(("separator", "continuationSeparator"))
    )
    return own + "".join(
        f'<w:{kind} w:id="{number}">{_paragraph(text)}</w:{kind}>'
        for number, text in enumerate(texts, 2)
    )


_STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{shown}"/></w:style>'
    for name, shown in {"Normal": "Normal", "Rubrik1": "heading 1", "Citat": "Quote"}.items()
)


def _part(root: str, content: str) -> bytes:
    return f"<w:{root} {_NAMESPACES}>{content}</w:{root}>".encode()


def _types(kinds: dict[str, str]) -> bytes:
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_TYPE}.{kind}+xml"/>'
        for name, kind in kinds.items()
    )
    rels = "application/vnd.openxmlformats-package.relationships+xml"
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Default Extension="rels" ContentType="{rels}"/>{overrides}</Types>'
    ).encode()


def _relations(targets: dict[str, tuple[str, str]]) -> bytes:
    listed = "".join(
        f'<Relationship Id="{name}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for name, (kind, target) in targets.items()
    )
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f"{listed}</Relationships>"
    ).encode()


def opened(agreement: Agreement) -> SettledDocument:
    """Return an agreement as it is read when it is compared."""
    package = open_received(agreement.to_bytes())
    return SettledDocument(package, stories(package))
