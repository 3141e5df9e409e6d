"""Agreements made up for tests: small Word files of everything that an agreement can hold."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import zip_longest

from avtal.word.package.assembly import zip_package
from avtal.word.package.received import open_received
from avtal.word.stories.reading import stories
from avtal.word.stories.settled import SettledDocument
from tests.compare.pieces import (
    NAMESPACES,
    PICTURES,
    Box,
    Collected,
    Note,
    Piece,
    notes_part,
    paragraph,
    run,
)

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_OUTSIDE = ' TargetMode="External"'
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"


@dataclass(frozen=True)
class Text:
    """A paragraph: its text, style, looks, and what hangs on it.

    `note`, `end_note` and `box` are the plainest of what can hang; `more` comes after them.
    """

    words: str
    style: str = "Normal"
    bold: bool = False
    note: str | None = None
    end_note: str | None = None
    box: str | None = None
    control: bool = False
    more: tuple[Piece, ...] = ()
    numbered: bool = False

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """All that comes after the words."""
        hung: list[Piece] = []
        if self.note is not None:
            hung.append(Note(self.note))
        if self.end_note is not None:
            hung.append(Note(self.end_note, "endnote"))
        if self.box is not None:
            hung.append(Box((self.box,), drawn=False))
        return (*hung, *self.more)


@dataclass(frozen=True)
class Cell:
    """A cell of a table: its text, the columns it takes, how it joins the one above, what is in it.

    `joins` is `restart` in the uppermost of some cells that are one, `continue` in the others.
    """

    words: str
    span: int = 1
    joins: str = ""
    inner: Grid | None = None


@dataclass(frozen=True)
class Grid:
    """A table: its cells, row by row; a text is a cell of nothing else."""

    rows: tuple[tuple[str | Cell, ...], ...]


@dataclass(frozen=True)
class Agreement:
    """A whole agreement."""

    blocks: tuple[Text | Grid, ...]
    header: str = "Samverkansöverenskommelse"
    footer: str = "Täby kommun"
    first_header: str | None = None

    def to_bytes(self) -> bytes:
        """Return the agreement as a Word file."""
        return _Writing(self).package()


@dataclass
class _Writing:
    agreement: Agreement
    collected: Collected = field(default_factory=Collected)

    def package(self) -> bytes:
        body = ""
        for block, after in zip_longest(self.agreement.blocks, self.agreement.blocks[1:]):
            # Word keeps a paragraph between two tables, and after the last one.
            between = isinstance(block, Grid) and not isinstance(after, Text)
            body += self._block(block) + ("<w:p/>" if between else "")
        parts = {
            "document": ("document.main", "officeDocument", f"<w:body>{body}{self._section()}"
                                                            "</w:body>"),
            "header1": ("header", "header", paragraph(self.agreement.header)),
            "footer1": ("footer", "footer", paragraph(self.agreement.footer)),
            "styles": ("styles", "styles", _STYLES),
            "settings": ("settings", "settings", ""),
            "numbering": ("numbering", "numbering", _NUMBERING),
        }  # fmt: skip
        if self.agreement.first_header is not None:
            parts["header2"] = ("header", "header", paragraph(self.agreement.first_header))
        for kind, notes in self.collected.notes.items():
            parts[f"{kind}s"] = (f"{kind}s", f"{kind}s", notes_part(kind, notes))
        members = {
            f"word/{name}.xml": _part(_ROOTS.get(name, name), content)
            for name, (_, _, content) in parts.items()
        }
        members["[Content_Types].xml"] = _types({n: kind for n, (kind, _, _) in parts.items()})
        members["_rels/.rels"] = _relations({"rId1": ("officeDocument", "word/document.xml")})
        leads = {
            _IDS.get(name, f"rId{number}"): (kind, f"{name}.xml")
            for number, (name, (_, kind, _)) in enumerate(parts.items(), 10)
            if name != "document"
        }
        for number, data in enumerate(PICTURES):
            members[f"word/media/{number}.png"] = data
            leads[f"rIdP{number}"] = ("image", f"media/{number}.png")
        for number, address in enumerate(self.collected.addresses):
            leads[f"rIdL{number}"] = ("hyperlink", address)
        members["word/_rels/document.xml.rels"] = _relations(leads)
        return zip_package(members)

    def _section(self) -> str:
        first, title = "", ""
        if self.agreement.first_header is not None:
            first, title = '<w:headerReference w:type="first" r:id="rIdF1"/>', "<w:titlePg/>"
        return (
            f'<w:sectPr>{first}<w:headerReference w:type="default" r:id="rIdH"/>'
            f'<w:footerReference w:type="default" r:id="rIdF"/>{title}</w:sectPr>'
        )

    def _block(self, block: Text | Grid) -> str:
        if isinstance(block, Grid):
            return _table(block)
        runs = run(block.words, bold=block.bold)
        runs += "".join(map(self.collected.piece, block.pieces))
        look = f'<w:pStyle w:val="{block.style}"/>'
        if block.numbered:
            look += '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
        text = f"<w:p><w:pPr>{look}</w:pPr>{runs}</w:p>"
        if block.control:
            return f"<w:sdt><w:sdtPr/><w:sdtContent>{text}</w:sdtContent></w:sdt>"
        return text


def _table(grid: Grid) -> str:
    width = max(sum(_cell(one).span for one in row) for row in grid.rows)
    columns = '<w:gridCol w:w="2000"/>' * width
    rows = "".join(f"<w:tr>{''.join(map(_cell_xml, row))}</w:tr>" for row in grid.rows)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"


def _cell(one: str | Cell) -> Cell:
    return one if isinstance(one, Cell) else Cell(one)


def _cell_xml(one: str | Cell) -> str:
    cell = _cell(one)
    span = f'<w:gridSpan w:val="{cell.span}"/>' if cell.span > 1 else ""
    joins = f'<w:vMerge w:val="{cell.joins}"/>' if cell.joins else ""
    inner = _table(cell.inner) if cell.inner else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{2000 * cell.span}" w:type="dxa"/>{span}{joins}</w:tcPr>'
        f"{inner}{paragraph(cell.words)}</w:tc>"
    )


_ROOTS = {"header1": "hdr", "header2": "hdr", "footer1": "ftr"}
_IDS = {"header1": "rIdH", "header2": "rIdF1", "footer1": "rIdF"}
_STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{shown}"/></w:style>'
    for name, shown in {"Normal": "Normal", "Rubrik1": "heading 1", "Citat": "Quote"}.items()
)
_NUMBERING = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)


def _part(root: str, content: str) -> bytes:
    return f"<w:{root} {NAMESPACES}>{content}</w:{root}>".encode()


def _types(kinds: dict[str, str]) -> bytes:
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_TYPE}.{kind}+xml"/>'
        for name, kind in kinds.items()
    )
    rels = "application/vnd.openxmlformats-package.relationships+xml"
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Default Extension="rels" ContentType="{rels}"/>'
        f'<Default Extension="png" ContentType="image/png"/>{overrides}</Types>'
    ).encode()


def _relations(targets: dict[str, tuple[str, str]]) -> bytes:
    listed = "".join(
        f'<Relationship Id="{name}" Type="{_OFFICE}/{kind}" Target="{target}"'
        f"{_OUTSIDE if kind == 'hyperlink' else ''}/>"
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
