"""Advice on the form of a template: structure that a screen reader and a registrar rely on."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TypeAlias

from lxml import etree

from avtal.problems import Problem
from avtal.word.package import refusals
from avtal.word.package.parts import W
from avtal.word.tags.positions import Fault, Part
from avtal.word.template.looks import Looks
from avtal.word.template.prepare import OpenedTemplate, Placed

_ROW_TAG = re.compile(r"\s*\{[%#]tr\s")
_CONTENT = {
    f"{W}{name}"
    for name in ("drawing", "pict", "object", "br", "sectPr", "fldChar", "fldSimple", "instrText",
                 "footnoteReference", "endnoteReference", "sym", "pageBreakBefore")
}  # fmt: skip
_MERGES = (f"{W}gridSpan", f"{W}vMerge", f"{W}hMerge")
_BODY = "brödtext"

Said: TypeAlias = tuple[etree._Element, Fault]
"""What is said of a paragraph, or of the first one in an element."""


def advice(opened: OpenedTemplate) -> Iterator[Placed]:
    """Yield advice on the form of a template, each with its place; nothing of it stops a build."""
    looks = Looks(opened)
    for fault in (*looks.of_styles(), *_numbered_pages(opened)):
        problem = Problem("mall", fault[0], opened.name, help=fault[1], severity="råd")
        yield len(opened.parts), 0, problem
    for number, part in enumerate(opened.parts):
        root = opened.package.xml[part.member]
        numbers = _numbers(root)
        for element, fault in _of_part(part, root, looks):
            place = numbers[element]
            problem = part.problem_at(opened.name, place, fault)
            yield number, place, replace(problem, severity="råd")


def _of_part(part: Part, root: etree._Element, looks: Looks) -> Iterator[Said]:
    if part.label == _BODY:
        yield from _headings(root, looks.level)
        yield from _header_rows(root, looks.has_lines)
    yield from _merged_cells(root)
    yield from _empty_paragraphs(root, looks.level)
    yield from _images(root)
    yield from looks.of_text(root)


def _numbers(root: etree._Element) -> dict[etree._Element, int]:
    """Return, for every element, the number of the paragraph that it stands in or before."""
    numbers: dict[etree._Element, int] = {}
    count = 0
    for node in root.iter():
        count += node.tag == f"{W}p"
        numbers[node] = count + (node.tag == f"{W}tbl")
    return numbers


def _headings(
    root: etree._Element, level: Callable[[etree._Element], int | None]
) -> Iterator[Said]:
    before = 0
    for paragraph in root.iter(f"{W}p"):
        found = level(paragraph)
        if found is None:
            continue
        if found > before + 1:
            said = f"Rubrik {found} följer på Rubrik {before}"
            if not before:
                said = f"den första rubriken är Rubrik {found}"
            yield (
                paragraph,
                (
                    f"en rubriknivå hoppas över: {said}",
                    f"ge rubriken formatet Rubrik {before + 1}",
                ),
            )
        before = found


def _rows(table: etree._Element) -> list[etree._Element]:
    """Return the rows of a table that remain in a document."""
    return [row for row in table.iterchildren(f"{W}tr") if not _is_tag(row)]


def _is_tag(row: etree._Element) -> bool:
    texts = map(_text, row.iterfind(f"{W}tc/{W}p"))
    return _ROW_TAG.match("".join(texts)) is not None


def _header_rows(
    root: etree._Element, has_lines: Callable[[etree._Element], bool]
) -> Iterator[Said]:
    """Yield tables of data without a header row.

    A table holds data if its rows are repeated, or if lines part its cells; one without lines
    sets things beside each other and has no headers.
    """
    for table in root.iter(f"{W}tbl"):
        rows = _rows(table)
        repeated = len(rows) < len(list(table.iterchildren(f"{W}tr")))
        columns = max((len(list(row.iterchildren(f"{W}tc"))) for row in rows), default=0)
        if columns < 2 or not (repeated or (len(rows) > 1 and has_lines(table))):
            continue
        if not _is_on(rows[0].find(f"{W}trPr/{W}tblHeader")):
            yield (
                table,
                (
                    "tabellen har ingen rubrikrad som upprepas",
                    "ställ markören i översta raden och välj Tabellayout > Upprepa rubrikrader",
                ),
            )


def _is_on(mark: etree._Element | None) -> bool:
    return mark is not None and mark.get(f"{W}val", "1") not in ("0", "false", "off")


def _merged_cells(root: etree._Element) -> Iterator[Said]:
    for table in root.iter(f"{W}tbl"):
        cells = (
            cell for row in table.iterchildren(f"{W}tr") for cell in row.iterchildren(f"{W}tc")
        )
        marks = (mark for cell in cells for mark in cell.iterfind(f"{W}tcPr/*"))
        if any(mark.tag in _MERGES and mark.get(f"{W}val") != "1" for mark in marks):
            yield (
                table,
                (
                    "tabellen har sammanslagna celler, som en skärmläsare läser i fel ordning",
                    "välj Tabellayout > Dela celler, så att alla rader har lika många celler",
                ),
            )


def _empty_paragraphs(
    root: etree._Element, level: Callable[[etree._Element], int | None]
) -> Iterator[Said]:
    """Yield empty paragraphs that make room: several in a row, or one beside a heading.

    Word itself puts one after a table, and one in every empty cell.
    """
    for holder in root.iter(f"{W}body", f"{W}tc", f"{W}hdr", f"{W}ftr"):
        blocks = list(holder.iterchildren(f"{W}p", f"{W}tbl"))
        empty = [_is_empty(block) for block in blocks]
        for number, block in enumerate(blocks):
            if not empty[number]:
                continue
            before = blocks[number - 1] if number else None
            after = blocks[number + 1] if number + 1 < len(blocks) else None
            if before is not None and empty[number - 1]:
                continue  # the first of them has been told
            beside = [b for b in (before, after) if b is not None and level(b) is not None]
            if beside or (after is not None and empty[number + 1]):
                yield (
                    block,
                    (
                        "tomma stycken används som avstånd",
                        "ta bort dem, och ange avstånd före och efter i formatet (Ändra > Format > "
                        "Stycke)",
                    ),
                )


def _is_empty(block: etree._Element) -> bool:
    if block.tag != f"{W}p":
        return False
    return not _text(block).strip() and not any(node.tag in _CONTENT for node in block.iter())


def _images(root: etree._Element) -> Iterator[Said]:
    for node in root.iter("{*}docPr", "{*}shape"):
        name = etree.QName(node).localname
        if name == "shape":
            told = node.get("alt", "") or node.find("{*}imagedata") is None
        else:
            told = node.get("descr", "").strip() or _is_decoration(node)
        if not told:
            yield (
                node,
                (
                    "en bild saknar alternativtext",
                    "högerklicka på bilden, välj Visa alternativtext och beskriv den, eller "
                    "markera den som dekorativ",
                ),
            )


def _is_decoration(node: etree._Element) -> bool:
    return any(mark.get("val") in ("1", "true") for mark in node.iter("{*}decorative"))


def _numbered_pages(opened: OpenedTemplate) -> Iterator[Fault]:
    codes = {
        (code.split() or [""])[0].upper()
        for part in opened.parts
        if part.label != _BODY
        for _, code in refusals.instructions(opened.package.xml[part.member])
    }
    if "PAGE" not in codes or not codes & {"NUMPAGES", "SECTIONPAGES"}:
        yield (
            "sidhuvud och sidfot saknar ”Sida x (y)”",
            "infoga fälten Page och NumPages (Infoga > Snabbdelar > Fält)",
        )


def _text(element: etree._Element) -> str:
    return "".join(node.text or "" for node in element.iter(f"{W}t"))
