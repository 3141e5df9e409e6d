"""The flow of a paragraph: what stands in it one after the other, and what each is as text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from avtal.word.package.parts import W
from avtal.word.surface.fields import is_counted, is_locked
from avtal.word.surface.table import NAMESPACES
from avtal.word.surface.things import shows_something, sign_of

if TYPE_CHECKING:
    from lxml import etree

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
SIGNS = (f"{W}sym", "{http://schemas.microsoft.com/office/word/2015/wordml/symex}symEx")
"""Signs by their number in a font."""

CHARACTERS = {
    f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}br": "\n", f"{W}cr": "\n",
    f"{W}noBreakHyphen": "\u2011", f"{W}softHyphen": "\u00ad",
    f"{W}drawing": "[bild]", f"{W}pict": "[bild]", f"{W}object": "[objekt]",
    f"{W}footnoteReference": "[fotnot]", f"{W}endnoteReference": "[slutnot]",
}  # fmt: skip
"""What elements are as text; a sign by number is read by `text_in`."""
FIELD_MARKS = {f"{W}fldChar", f"{W}instrText"}
_SKIPPED = {f"{W}pPr", f"{W}rPr", f"{W}del", f"{W}moveFrom"}
_CLOSED = {
    f"{W}{name}" for name in ("txbxContent", "sdtPr", "fldChar", "smartTagPr", "customXmlPr")
}
"""Yielded and not entered: a text of its own, and what holds no text."""
_WHOLES = (f"{W}drawing", f"{W}pict", f"{W}object", MATH)
"""How what is one thing with all in it begins: a picture, an object, a formula."""
# What today's Word knows beside the standard; of two alternatives it shows one that it knows.
_KNOWN = NAMESPACES.keys() | {
    "http://schemas.microsoft.com/office/word/2006/wordml",
    "http://schemas.microsoft.com/office/drawing/2016/ink",
    "http://schemas.microsoft.com/office/drawing/2017/model3d",
    "http://schemas.microsoft.com/office/drawing/2014/chartex",
    "http://schemas.microsoft.com/office/drawing/2015/9/8/chartex",
}


def text_in(node: etree._Element) -> str:
    """Return what an element of the flow is as text; ”” where it is none."""
    tag = str(node.tag)
    if tag == f"{W}t":
        text = node.text or ""
        # Word drops blanks at the ends unless it is told to keep them (ISO/IEC 29500-1, 17.3.3.31).
        return text if node.get(_SPACE) == "preserve" else text.strip(" \t\r\n")
    if tag == f"{MATH}t":
        return node.text or ""
    if tag in SIGNS:
        return sign_of(node)
    return CHARACTERS[tag] if tag in CHARACTERS and shows_something(node) else ""


def inline(
    paragraph: etree._Element,
) -> Iterator[tuple[etree._Element, etree._Element, bool]]:
    """Yield what stands in a paragraph, in order, what that stands in, and if that is one thing.

    A text box is yielded and not entered; neither is what Word counts out.
    """
    stack: list[tuple[etree._Element, Iterator[etree._Element], bool]] = [
        (paragraph, iter(paragraph), False)
    ]
    while stack:
        parent, rest, whole = stack[-1]
        node = next(rest, None)
        if node is None:
            stack.pop()
        elif node.tag in _SKIPPED:
            continue
        elif node.tag == f"{MC}AlternateContent":
            shown = chosen(node)
            yield node, parent, whole
            stack.append((parent, iter(() if shown is None else shown), whole))
        else:
            yield node, parent, whole
            counted = node.tag == f"{W}fldSimple" and is_counted(
                node.get(f"{W}instr", ""), locked=is_locked(node)
            )
            if not counted and node.tag not in _CLOSED:
                stack.append((node, iter(node), whole or str(node.tag).startswith(_WHOLES)))


def chosen(alternatives: etree._Element) -> etree._Element | None:
    """Return the alternative that today's Word shows: the first that asks for what it knows."""
    for choice in alternatives.iterfind(f"{MC}Choice"):
        asked = choice.get("Requires", "").split()
        # The trees of the standard library, of documents that were just made, keep no prefixes.
        names = getattr(choice, "nsmap", None)
        if names is None or all(names.get(prefix) in _KNOWN for prefix in asked):
            return choice
    return alternatives.find(f"{MC}Fallback")
