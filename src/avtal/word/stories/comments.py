"""The comments in a Word document, thread by thread, and the words that they are on.

Source: ISO/IEC 29500-1, 17.13.4 (comments); [MS-DOCX] 2.5.4 (commentsExtended): replies, resolved.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from avtal.word.package.parts import Package, W, main_part
from avtal.word.stories.acts import Block, own_nodes, text_of

if TYPE_CHECKING:
    from lxml import etree

_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
_START, _END, _MARK = (f"{W}comment{name}" for name in ("RangeStart", "RangeEnd", "Reference"))


@dataclass(frozen=True, slots=True)
class Remark:
    """What somebody wrote in a comment or an answer to one: who and when, as the file has it."""

    author: str
    at: str
    text: str


@dataclass(frozen=True, slots=True)
class Thread:
    """A comment with the answers to it in order, and whether somebody marked it as resolved.

    `ids` are those of the comment and of its answers.
    """

    ids: tuple[str, ...]
    comment: Remark
    replies: tuple[Remark, ...]
    is_resolved: bool


@dataclass(slots=True)
class Anchor:
    """The paragraphs that a comment is on, and the words of each; none where it is on all."""

    texts: dict[int, str] = field(default_factory=dict)
    mark: int | None = None

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of the paragraphs, in order."""
        return tuple(self.texts) or (() if self.mark is None else (self.mark,))

    @property
    def about(self) -> str:
        """The words, a line for each paragraph."""
        return unicodedata.normalize("NFC", "\n".join(filter(None, self.texts.values())))


def find_threads(package: Package) -> list[Thread]:
    """Return the comments of a document with their answers, in the order of the file."""
    roots = {
        one.kind: package.xml.get(one.target)
        for one in package.relations(main_part(package))
        if one.kind in ("comments", "commentsExtended")
    }
    comments = roots.get("comments")
    if comments is None:
        return []
    found: dict[str, etree._Element] = {}
    for one in comments.iter(f"{W}comment"):
        number = one.get(f"{W}id", "")
        while number in found:  # a file from elsewhere may give two the same
            number += "'"
        found[number] = one
    ids = {
        paragraph.get(f"{_W14}paraId", ""): number
        for number, one in found.items()
        for paragraph in one.iter(f"{W}p")
    }
    parents: dict[str, str] = {}
    resolved: set[str] = set()
    extended = roots.get("commentsExtended")
    for more in () if extended is None else extended.iter(f"{_W15}commentEx"):
        number = ids.get(more.get(f"{_W15}paraId", ""), "")
        parent = ids.get(more.get(f"{_W15}paraIdParent", ""), "")
        if parent:
            parents[number] = parent
        if more.get(f"{_W15}done", "0").lower() in {"1", "true", "on"}:
            resolved.add(number)
    threads: dict[str, list[str]] = {}
    for number in found:
        threads.setdefault(_first(number, parents), []).append(number)
    return [_thread([first, *(n for n in ids if n != first)], found, first in resolved)
            for first, ids in threads.items()]  # fmt: skip


def _first(number: str, parents: Mapping[str, str]) -> str:
    """Return the comment that an answer, or an answer to an answer, is in the thread of."""
    seen = {number}
    while (parent := parents.get(number)) is not None:
        if parent in seen:  # a forged circle: each in it is the answer of another
            return min(seen)
        seen.add(parent)
        number = parent
    return number


def _thread(
    ids: Sequence[str], comments: Mapping[str, etree._Element], is_resolved: bool
) -> Thread:
    first, *replies = (_remark(comments[one]) for one in ids)
    if all(one.at for one in replies):
        replies.sort(key=lambda one: one.at)
    return Thread(tuple(ids), first, tuple(replies), is_resolved)


def _remark(comment: etree._Element) -> Remark:
    text = "\n".join(
        "".join(text_of(node) or "" for node in own_nodes(paragraph) if node.tag != f"{W}delText")
        for paragraph in comment.iter(f"{W}p")
    )
    author, at = comment.get(f"{W}author", ""), comment.get(f"{W}date", "")
    return Remark(author, at, unicodedata.normalize("NFC", text))


def find_anchors(root: etree._Element, blocks: Sequence[Block]) -> dict[str, Anchor]:
    """Return what each comment in a part is on, by the id of the comment.

    A comment without a range, or with one that never ends, is on the paragraph that its mark is in.
    """
    numbers = {block.element: block.number for block in blocks}
    ended = {node.get(f"{W}id", "") for node in root.iter(_END)}
    anchors: dict[str, Anchor] = {}
    going: dict[str, Anchor] = {}
    for node in root.iter():
        text = text_of(node)
        if text is None and node.tag not in (_START, _END, _MARK):
            continue
        paragraph = next(node.iterancestors(f"{W}p"), None)
        number = None if paragraph is None else numbers.get(paragraph)
        identity = node.get(f"{W}id", "")
        if node.tag == _START and identity in ended:
            going[identity] = anchors.setdefault(identity, Anchor())
        elif node.tag == _END:
            going.pop(identity, None)
        elif node.tag == _MARK:
            anchors.setdefault(identity, Anchor()).mark = number
        elif text and number is not None:
            for anchor in going.values():
                anchor.texts[number] = anchor.texts.get(number, "") + text
    return anchors
