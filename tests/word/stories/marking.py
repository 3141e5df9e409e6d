"""Small Word documents as Word writes them, with changes that are tracked."""

from __future__ import annotations

from avtal.word.package.assembly import unpack, zip_package
from avtal.word.package.parts import Package
from avtal.word.package.received import open_received
from avtal.word.stories.reading import stories
from tests.compare.agreements import Agreement, Text

WHO = 'w:author="A" w:date="2026-01-15T12:00:00Z"'
INS, DEL = f'<w:ins w:id="1" {WHO}>', f'<w:del w:id="2" {WHO}>'
MARK_INS, MARK_DEL = f'<w:ins w:id="3" {WHO}/>', f'<w:del w:id="4" {WHO}/>'


def run(text: str, tag: str = "t") -> str:
    return f'<w:r><w:{tag} xml:space="preserve">{text}</w:{tag}></w:r>'


def paragraph(content: str, mark: str = "", style: str = "Normal") -> str:
    look = f"<w:rPr>{mark}</w:rPr>" if mark else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{look}</w:pPr>{content}</w:p>'


def table(*rows: str) -> str:
    grid = '<w:tblGrid><w:gridCol w:w="2000"/><w:gridCol w:w="2000"/></w:tblGrid>'
    return f"<w:tbl><w:tblPr/>{grid}{''.join(rows)}</w:tbl>"


def row(*cells: str, mark: str = "") -> str:
    properties = f"<w:trPr>{mark}</w:trPr>" if mark else ""
    return f"<w:tr>{properties}{''.join(cells)}</w:tr>"


def cell(text: str, mark: str = "") -> str:
    properties = f'<w:tcPr><w:tcW w:w="2000" w:type="dxa"/>{mark}</w:tcPr>'
    return f"<w:tc>{properties}{paragraph(run(text))}</w:tc>"


def document(body: str) -> Package:
    members = unpack(Agreement((Text("PLATS"),)).to_bytes())
    main = members["word/document.xml"].decode()
    start, end = main.index("<w:body>") + 8, main.index("<w:sectPr>")
    members["word/document.xml"] = (main[:start] + body + main[end:]).encode()
    return open_received(zip_package(members))


def texts(package: Package) -> list[str]:
    return [one.text for one in stories(package)["Brödtext"]]
