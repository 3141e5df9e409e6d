"""What somebody changed and said in a Word document: tracked changes and comments, as values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from lxml import etree

from avtal.word.package.parts import Package, W
from avtal.word.package.styles import style_names
from avtal.word.stories.acts import Block, read_blocks
from avtal.word.stories.changes import (
    Change,
    Pieces,
    between,
    find_changes,
    join_pieces,
    pieces_of,
    remarks_of,
)
from avtal.word.stories.comments import Anchor, Remark, Thread, find_anchors, find_threads
from avtal.word.stories.forms import FormChange, Telling, find_form_changes
from avtal.word.stories.hiding import Hiding
from avtal.word.stories.revisions import has_changes, is_text
from avtal.word.stories.table_forms import find_table_changes
from avtal.word.surface.surface import Surface

_BEFORE, _AFTER = "\ufdd7", "\ufdd8"
MARK = re.compile(f"{_BEFORE}(\\d+){_AFTER}")
"""The number of a paragraph, in the text of a document where they are marked."""


@dataclass(frozen=True, slots=True)
class Said:
    """A change or a comment: who and when, as the file has it, and where.

    `kind` tells whether text was changed or moved, or the form only, or it is a comment. `numbers`
    are those of the paragraphs that it is in; what was moved came to `moved_to`. `pieces` are their
    words with nothing but the change marked. `remarks` say in Swedish what the pieces do not.
    `about` are the words that a change of form or a comment is on, where it is not on all.
    """

    kind: Literal["change", "move", "form", "comment"]
    author: str
    at: str
    numbers: tuple[int, ...]
    pieces: Pieces
    remarks: tuple[str, ...] = ()
    moved_to: int | None = None
    text: str = ""
    about: str = ""
    replies: tuple[Remark, ...] = ()
    is_resolved: bool = False


def find_said(package: Package) -> tuple[list[Said], Package]:
    """Return what was said and done, and the document with the number of each paragraph in it.

    The numbers are found by MARK in what is left of the document when its changes are settled. One
    that was not there before anybody changed anything is gone when all is rejected. Where nothing
    was said or done the document has no numbers.
    """
    threads = find_threads(package)
    if not threads and not has_changes(package):
        return [], package
    trees = dict(package.xml)
    styles, surface = style_names(package), Surface(package)
    blocks: list[Block] = []
    anchors: dict[str, Anchor] = {}
    forms: list[FormChange] = []
    for part, root in package.xml.items():
        if not is_text(part, root) or root.tag == f"{W}comments":
            continue
        trees[part] = _without_marks(root)
        here = read_blocks(trees[part], len(blocks))
        blocks += here
        anchors |= find_anchors(trees[part], here)
        hiding = Hiding(surface, part)
        for block in here:
            hiding.mark(block)
        telling = Telling(styles, hiding, surface.lists)
        forms += find_table_changes(trees[part], here, telling)
        forms += find_form_changes(trees[part], here, telling)
    said = [*map(_change, find_changes(blocks)), *map(_form, forms)]
    said += _comments(threads, anchors, blocks)
    for block in blocks:
        _number(block)
    return said, replace(package, xml=trees)


def _without_marks(root: etree._Element) -> etree._Element:
    """Return a copy of a part in which nothing reads as a number of ours: no letter is lost."""
    copy = deepcopy(root)
    for node in copy.iter():
        if node.text and _BEFORE in node.text:
            node.text = node.text.replace(_BEFORE, "")
    return copy


def _number(block: Block) -> None:
    """Write its number first in a paragraph, so that it goes with the paragraph."""
    paragraph = block.element
    run = paragraph.makeelement(f"{W}r")
    etree.SubElement(run, f"{W}t").text = f"{_BEFORE}{block.number}{_AFTER}"
    # Its text and its end are taken away, or joined with those of the next: so is the number.
    if block.is_whole("new"):
        inserted = paragraph.makeelement(f"{W}ins")
        inserted.append(run)
        run = inserted
    first = paragraph.find(f"{W}pPr")
    paragraph.insert(0 if first is None else paragraph.index(first) + 1, run)


def _change(change: Change) -> Said:
    numbers = tuple(block.number for block in change.in_order)
    said = Said("change", change.author, change.at, numbers, pieces_of(change), remarks_of(change))
    to = change.moved_to
    return said if to is None else replace(said, kind="move", moved_to=to.number)


def _form(change: FormChange) -> Said:
    # A row stands where its own cells do, and not where a table in one of them does.
    blocks = sorted(change.blocks, key=_depth) if change.in_rows else change.blocks
    numbers = tuple(block.number for block in blocks)
    pieces = _joined(change.blocks, in_rows=True) if change.in_rows else _left_alone(change.blocks)
    return Said(
        "form", change.author, change.at, numbers, pieces, change.remarks, about=change.about
    )


def _comments(
    threads: Sequence[Thread], anchors: Mapping[str, Anchor], blocks: Sequence[Block]
) -> Iterator[Said]:
    for thread in threads:
        # An answer that lost the comment which it was to still stands somewhere.
        anchor = next((anchors[one] for one in thread.ids if one in anchors), Anchor())
        first = thread.comment
        yield Said(
            "comment",
            first.author,
            first.at,
            anchor.numbers,
            _left_alone([blocks[number] for number in anchor.numbers]),
            text=first.text,
            about=anchor.about,
            replies=thread.replies,
            is_resolved=thread.is_resolved,
        )


def _depth(block: Block) -> int:
    return sum(1 for _ in block.element.iterancestors(f"{W}tbl"))


def _left_alone(blocks: Sequence[Block]) -> Pieces:
    """Return the words of paragraphs as they are now, with nothing marked."""
    return _joined([one for one in blocks if one.text] or blocks[:1], in_rows=False)


def _joined(blocks: Sequence[Block], *, in_rows: bool) -> Pieces:
    text = "".join(block.text for block in blocks[:1])
    for before, after in pairwise(blocks):
        text += between(before, after, in_rows=in_rows) + after.text
    return join_pieces([("same", text)])
