"""A document as docxodus compares it right, and its marks out of the redline again.

docxodus finds a place in a paragraph by the number of characters before it. Two things that have
none, as two tabs or the mark of a note beside a text box, are then one place, and it gives one of
them twice and the other never. So each such thing gets a character of its own in front.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterator
from copy import deepcopy
from dataclasses import replace
from typing import TypeAlias

from lxml import etree

from avtal.word.package.parts import Package, W
from avtal.word.stories.flow import CHARACTERS, SIGNS
from avtal.word.stories.reading import stories
from avtal.word.stories.revisions import is_text

Place: TypeAlias = tuple[str, int]
"""A paragraph: its story, and its number in it, from 0."""

SIDES = (0xF0000, 0x100000)
"""Where the private characters begin (Unicode, planes 15 and 16): the old document, the new one."""

# What docxodus takes as a word by itself, so that a word is the same with a mark beside it.
_MARKS = "的。、"
_WITHOUT_WIDTH = {
    *CHARACTERS, *SIGNS, "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent",
}  # fmt: skip
_TEXTS = (f"{W}t", f"{W}delText")
_SHELLS = (f"{W}r", f"{W}ins", f"{W}del")
_STAMP = "\uf8ff"
_LAST_SEALED = 0xFFFD  # the last character of XML that a plane has room for


def spare_mark(*packages: Package) -> str:
    """Return a mark that stands in no text of these documents; nothing if all of them do."""
    used = {
        character
        for package in packages
        for root in _texts(package)
        for node in root.iter(f"{W}t", f"{W}instrText")
        for character in node.text or ""
    }
    return next((mark for mark in _MARKS if mark not in used), "")


def comparable(package: Package, mark: str, side: int, sealed: Collection[Place]) -> Package:
    """Return a document as it is compared; the one that was given is as it was.

    The paragraphs at the places in `sealed` are written in the private characters of their side,
    so that nothing in them is like anything in the other document.
    """
    copied = _copied(package)
    found = _elements(copied) if sealed else {}
    for place in sealed:
        if place in found:
            _seal(found[place], side)
    for root in _texts(copied):
        _unwrap_controls(root)
        for text in root.iter(f"{W}t"):
            text.text = unicodedata.normalize("NFC", text.text or "")
        if mark:
            _give_width(root, mark)
    return copied


def without_controls(package: Package) -> Package:
    """Return a document with what its content controls hold in their place, as in a redline."""
    if all(next(root.iter(f"{W}sdt"), None) is None for root in _texts(package)):
        return package
    copied = _copied(package)
    for root in _texts(copied):
        _unwrap_controls(root)
    return copied


def _copied(package: Package) -> Package:
    trees = {
        part: deepcopy(root) if is_text(part, root) else root for part, root in package.xml.items()
    }
    return replace(package, xml=trees)


def take_marks_out(package: Package, mark: str) -> None:
    """Take the marks out of a redline, and write its sealed paragraphs in letters again."""
    for root in _texts(package):
        for text in list(root.iter(*_TEXTS)):
            before = text.text or ""
            text.text = "".join(map(_letter, before.replace(mark, "") if mark else before))
            if before and not text.text:
                _remove_with_shells(text)


def _texts(package: Package) -> Iterator[etree._Element]:
    return (root for part, root in package.xml.items() if is_text(part, root))


def _unwrap_controls(root: etree._Element) -> None:
    """Put what content controls hold in their place: a control would count as one word."""
    etree.strip_elements(root, f"{W}sdtPr", f"{W}sdtEndPr")
    etree.strip_tags(root, f"{W}sdt", f"{W}sdtContent")


def _give_width(root: etree._Element, mark: str) -> None:
    for node in list(root.iter(*_WITHOUT_WIDTH)):
        holder = node.getparent()
        if holder is not None and holder.tag == f"{W}r":
            width = node.makeelement(f"{W}t")
            width.text = mark
            node.addprevious(width)


def _seal(paragraph: etree._Element, side: int) -> None:
    _give_width(paragraph, chr(side))
    for text in paragraph.iter(f"{W}t"):
        composed = unicodedata.normalize("NFC", text.text or "")
        text.text = "".join(
            chr(side + ord(one)) if ord(one) <= _LAST_SEALED else one for one in composed
        )


def _letter(character: str) -> str:
    """Return what a private character stands for; a mark in front of something is nothing."""
    if ord(character) < SIDES[0]:
        return character
    number = ord(character) - SIDES[ord(character) >= SIDES[1]]
    return chr(number) if number else ""


def _remove_with_shells(node: etree._Element) -> None:
    """Remove a text, and the run and change around it where nothing else is in them."""
    holder = node.getparent()
    if holder is None:
        return
    holder.remove(node)
    if holder.tag in _SHELLS and all(child.tag == f"{W}rPr" for child in holder):
        _remove_with_shells(holder)


def _elements(package: Package) -> dict[Place, etree._Element]:
    """Return the paragraphs by their places: each is stamped with a number, and then read."""
    found = [one for root in _texts(package) for one in root.iter(f"{W}p")]
    stamps = []
    for number, element in enumerate(found):
        run = etree.SubElement(element, f"{W}r")
        etree.SubElement(run, f"{W}t").text = f"{_STAMP}{number}"
        stamps.append(run)
    read = stories(package)
    for run in stamps:
        _remove_with_shells(run)
    return {
        (name, place): found[int(one.text.rpartition(_STAMP)[2])]
        for name, story in read.items()
        for place, one in enumerate(story)
        if _STAMP in one.text
    }
