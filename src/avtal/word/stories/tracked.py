"""What somebody changed and said in a Word document: tracked changes and comments, as values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, replace
from itertools import groupby
from operator import itemgetter
from typing import Literal

from lxml import etree

from avtal.word.package.parts import Package, W, main_part
from avtal.word.stories.flow import CHARACTERS
from avtal.word.stories.revisions import CELLS, DELETED, FORMER, INSERTED, is_text

Op = Literal["same", "old", "new"]

MARK = re.compile("\ufdd7(\\d+)\ufdd8")
"""The number of a touched paragraph, in the text of a document where they are marked."""


@dataclass(frozen=True, slots=True)
class Said:
    """A change or a comment: who and when, as the file has it; for a comment its text, and on what.

    `kind` tells whether it is a change of text, of form only, or a comment.
    """

    kind: Literal["change", "form", "comment"]
    author: str
    at: str
    text: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True)
class Touched:
    """A paragraph that somebody changed or commented on: its own text, as pieces, and who did what.

    Where its row or the whole paragraph came or went, all pieces are new or old.
    """

    number: int
    pieces: tuple[tuple[Op, str], ...]
    said: tuple[Said, ...]


def find_touched(package: Package) -> tuple[list[Touched], Package]:
    """Return the touched paragraphs in order, and the document with their numbers in their text.

    The numbers are found by MARK in what is left of the document when its changes are settled.
    """
    trees = dict(package.xml)
    comments = _comments(package)
    found: list[Touched] = []
    for part, root in package.xml.items():
        if not is_text(part, root) or root.tag == f"{W}comments":
            continue
        trees[part] = deepcopy(root)
        for paragraph in trees[part].iter(f"{W}p"):
            said = tuple(dict.fromkeys(_said(paragraph, comments)))
            if said:
                found.append(Touched(len(found), tuple(_pieces(paragraph)), said))
                _number(paragraph, found[-1].number)
    return found, replace(package, xml=trees)


def _number(paragraph: etree._Element, number: int) -> None:
    run = paragraph.makeelement(f"{W}r")
    etree.SubElement(run, f"{W}t").text = f"\ufdd7{number}\ufdd8"
    first = paragraph.find(f"{W}pPr")
    paragraph.insert(0 if first is None else paragraph.index(first) + 1, run)


def _said(paragraph: etree._Element, comments: dict[str, Said]) -> Iterator[Said]:
    for node in paragraph.iter(*INSERTED, *DELETED, *FORMER, f"{W}commentReference"):
        if not _is_own(node, paragraph):
            continue
        if node.tag == f"{W}commentReference":
            comment = comments.get(node.get(f"{W}id", ""))
            if comment:
                about = _commented(paragraph, node.get(f"{W}id", ""))
                yield replace(comment, about=about)
        else:
            yield _change(node)
    yield from map(_change, _of_row_and_cell(paragraph))


def _change(node: etree._Element) -> Said:
    kind: Literal["change", "form"] = "form" if node.tag in FORMER else "change"
    return Said(kind, node.get(f"{W}author", ""), node.get(f"{W}date", ""))


def _is_own(node: etree._Element, paragraph: etree._Element) -> bool:
    """Tell whether a node belongs to the paragraph, and not to one in a text box in it."""
    return next(node.iterancestors(f"{W}p"), None) is paragraph


def _of_row_and_cell(paragraph: etree._Element) -> Iterator[etree._Element]:
    """Yield what says that the row or the cell that the paragraph stands in came or went."""
    for cell in paragraph.iterancestors(f"{W}tc"):
        row = next(cell.iterancestors(f"{W}tr"), None)
        for holder in (cell.find(f"{W}tcPr"), None if row is None else row.find(f"{W}trPr")):
            if holder is not None:
                yield from (one for one in holder if one.tag in (*INSERTED, *DELETED, *CELLS))


def _pieces(paragraph: etree._Element) -> Iterator[tuple[Op, str]]:
    """Yield the text of a paragraph in pieces, those next to each other of one kind joined."""
    for op, pieces in groupby(_texts(paragraph), itemgetter(0)):
        text = "".join(text for _, text in pieces)
        if text:
            yield op, text


def _texts(paragraph: etree._Element) -> Iterator[tuple[Op, str]]:
    whole = {_op(one) for one in _of_row_and_cell(paragraph)}
    for node in paragraph.iter(f"{W}t", f"{W}delText", *CHARACTERS):
        if not _is_own(node, paragraph):
            continue
        ops = {_op(one) for one in node.iterancestors(*INSERTED, *DELETED)} or whole
        if len(ops) > 1:  # put in by one and taken out by another: in neither text
            continue
        yield next(iter(ops), "same"), CHARACTERS.get(str(node.tag)) or node.text or ""


def _op(node: etree._Element) -> Op:
    return "old" if node.tag in (*DELETED, f"{W}cellDel") else "new"


def _commented(paragraph: etree._Element, number: str) -> str:
    """Return the text of the paragraph that a comment is on; all of it where that is not said."""
    inside, text = False, ""
    tags = (f"{W}t", f"{W}delText", f"{W}commentRangeStart", f"{W}commentRangeEnd")
    marks = [node for node in paragraph.iter(*tags) if _is_own(node, paragraph)]
    starts_here = any(
        node.tag == f"{W}commentRangeStart" and node.get(f"{W}id") == number for node in marks
    )
    for node in marks:
        if node.get(f"{W}id") == number:
            inside = node.tag == f"{W}commentRangeStart"
        elif node.tag in (f"{W}t", f"{W}delText") and (inside or not starts_here):
            text += node.text or ""
    return text


def _comments(package: Package) -> dict[str, Said]:
    """Return the comments by id."""
    part = next(
        (one.target for one in package.relations(main_part(package)) if one.kind == "comments"), ""
    )
    root = package.xml.get(part)
    found = {}
    for comment in [] if root is None else root.iter(f"{W}comment"):
        text = "\n".join(
            "".join(node.text or "" for node in paragraph.iter(f"{W}t"))
            for paragraph in comment.iter(f"{W}p")
        )
        author, at = comment.get(f"{W}author", ""), comment.get(f"{W}date", "")
        found[comment.get(f"{W}id", "")] = Said("comment", author, at, text)
    return found
