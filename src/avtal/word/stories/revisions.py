"""Tracked changes of a Word document accepted or rejected, all of them, as Word does it.

Source: ISO/IEC 29500-1, 17.13.5 (revisions). Where a paragraph mark goes, the paragraph is joined
with the next one, whose properties are kept; a row or cell goes with all that it holds.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from typing import Literal

from lxml import etree

from avtal.word.package.parts import Package, W

Verdict = Literal["accepted", "rejected"]

INSERTED = (f"{W}ins", f"{W}moveTo")
DELETED = (f"{W}del", f"{W}moveFrom")
CELLS = (f"{W}cellIns", f"{W}cellDel")
MERGED = f"{W}cellMerge"
"""That a cell was merged with the one above it or below it, or is so no more."""
FORMER = tuple(
    f"{W}{name}Change"
    for name in ("rPr", "pPr", "sectPr", "tblPr", "tblPrEx", "tblGrid", "trPr", "tcPr", "numbering")
)
"""What a thing looked like before; the element in it holds the former properties."""

_RANGES = tuple(
    f"{W}{name}Range{end}"
    for name in ("moveFrom", "moveTo", "customXmlIns", "customXmlDel", "customXmlMoveFrom",
                 "customXmlMoveTo")
    for end in ("Start", "End")
)  # fmt: skip
_LIVE = {f"{W}delText": f"{W}t", f"{W}delInstrText": f"{W}instrText"}
# What a former look does not hold, and which stays: the properties of a paragraph's mark, and what
# leads to the headers and footers of a section.
_REFERENCES = (f"{W}headerReference", f"{W}footerReference")
_KEPT = {
    f"{W}pPr": (f"{W}rPr", f"{W}sectPr"),
    f"{W}rPr": (*INSERTED, *DELETED),
    f"{W}sectPr": _REFERENCES,
}
_MERGES = {"rest": "restart", "cont": "continue"}
_BEFORE_MERGE = {f"{W}{name}" for name in ("cnfStyle", "tcW", "gridSpan", "hMerge")}
_BLOCKS = (f"{W}p", f"{W}tbl", f"{W}sdt")


def is_text(part: str, root: etree._Element) -> bool:
    """Tell whether a part of a document holds text that can have tracked changes."""
    return root.tag in _TEXTS


_TEXTS = {f"{W}{name}" for name in ("document", "hdr", "ftr", "footnotes", "endnotes", "comments")}


def has_changes(package: Package) -> bool:
    """Tell whether a document has any tracked change."""
    tags = (*INSERTED, *DELETED, *CELLS, MERGED, *FORMER)
    return any(
        next(root.iter(*tags), None) is not None
        for part, root in package.xml.items()
        if is_text(part, root)
    )


def settle(package: Package, verdict: Verdict) -> Package:
    """Return the document with every tracked change accepted or rejected; the other is as it was.

    The bytes of its members are those of before: only the trees are changed.
    """
    trees = dict(package.xml)
    for part, root in package.xml.items():
        if is_text(part, root):
            trees[part] = deepcopy(root)
            _Settling(trees[part], verdict == "accepted").settle()
    return replace(package, xml=trees)


class _Settling:
    """One part being settled: what is `gone` goes, what is `stays` loses its mark."""

    def __init__(self, root: etree._Element, accept: bool) -> None:
        self._root = root
        self._accept = accept
        self._gone, self._stays = (DELETED, INSERTED) if accept else (INSERTED, DELETED)

    def settle(self) -> None:
        self._rows_and_cells()
        self._merges()
        self._numbers()
        joined = [mark for mark in self._root.iter(f"{W}p") if self._mark_goes(mark)]
        self._runs()
        for paragraph in joined:
            _join(paragraph)
        self._former()
        etree.strip_elements(self._root, *_RANGES)
        self._complete()

    def _mark_goes(self, paragraph: etree._Element) -> bool:
        """Tell whether the mark of a paragraph goes, and take away what says so."""
        marks = paragraph.find(f"{W}pPr/{W}rPr")
        if marks is None:
            return False
        found = [child for child in marks if child.tag in (*INSERTED, *DELETED)]
        goes = any(child.tag in self._gone for child in found)
        for child in found:
            marks.remove(child)
        return goes

    def _rows_and_cells(self) -> None:
        cell_goes = f"{W}cellDel" if self._accept else f"{W}cellIns"
        for properties in list(self._root.iter(f"{W}trPr", f"{W}tcPr")):
            holder = properties.getparent()
            marks = [child for child in properties if child.tag in (*INSERTED, *DELETED, *CELLS)]
            goes = any(mark.tag in (*self._gone, cell_goes) for mark in marks)
            for mark in marks:
                properties.remove(mark)
            if goes and holder is not None and holder.tag in (f"{W}tr", f"{W}tc"):
                _remove(holder)

    def _merges(self) -> None:
        """Write how cells that were merged, or split, hang together after all."""
        said = f"{W}vMerge" if self._accept else f"{W}vMergeOrig"
        for mark in list(self._root.iter(MERGED)):
            properties = mark.getparent()
            if properties is None:
                continue
            properties.remove(mark)
            if not {f"{W}vMerge", f"{W}vMergeOrig"} & set(mark.attrib):
                continue
            for one in properties.findall(f"{W}vMerge"):
                properties.remove(one)
            value = _MERGES.get(mark.get(said, ""))
            if value is not None:
                place = sum(1 for one in properties if one.tag in _BEFORE_MERGE)
                merge = properties.makeelement(f"{W}vMerge", {f"{W}val": value})
                properties.insert(place, merge)

    def _numbers(self) -> None:
        """Take away the numbers of lists that were put in and are rejected."""
        for listed in list(self._root.iter(f"{W}numPr")):
            put_in = listed.find(f"{W}ins")
            if put_in is None:
                continue
            listed.remove(put_in)
            holder = listed.getparent()
            if not self._accept and holder is not None and holder.tag == f"{W}pPr":
                holder.remove(listed)

    def _runs(self) -> None:
        etree.strip_elements(self._root, *self._gone)
        etree.strip_tags(self._root, *self._stays)
        for node in list(self._root.iter(*_LIVE)):
            node.tag = _LIVE[str(node.tag)]

    def _former(self) -> None:
        for change in list(self._root.iter(*FORMER)):
            properties = change.getparent()
            if properties is not None:
                properties.remove(change)
                if not self._accept:
                    _give_back(properties, change)

    def _complete(self) -> None:
        """Drop tables without rows and rows without cells; no cell or note is without paragraph."""
        for row in list(self._root.iter(f"{W}tr")):
            if row.find(f".//{W}tc") is None:
                _remove(row)
        for table in list(self._root.iter(f"{W}tbl")):
            if table.find(f".//{W}tr") is None:
                _remove(table)
        for cell in self._root.iter(f"{W}tc", f"{W}hdr", f"{W}ftr"):
            last = next(cell.iterchildren(*_BLOCKS, reversed=True), None)
            if last is None or last.tag == f"{W}tbl":
                cell.append(cell.makeelement(f"{W}p"))


def _give_back(properties: etree._Element, change: etree._Element) -> None:
    """Give properties what a change of them, which is no longer in them, says that they were."""
    former = change[0] if len(change) else None
    if former is None:
        return
    kept = _KEPT.get(str(properties.tag), ())
    held = [child for child in properties if child.tag in kept]
    properties[:] = []
    # In the order of the schema a mark's own look comes after its paragraph's, its own insertion
    # before its look; headers come before the look of a section.
    ahead = [c for c in held if c.tag in (*INSERTED, *DELETED, *_REFERENCES)]
    rest = [child for child in held if child not in ahead]
    properties.extend([*ahead, *former, *rest])


def as_before(change: etree._Element) -> etree._Element:
    """Return a copy of the properties that a change of form is of, as they were before it."""
    properties = change.getparent()
    assert properties is not None
    copy = deepcopy(properties)
    (twin,) = (copy[place] for place, one in enumerate(properties) if one is change)
    copy.remove(twin)
    _give_back(copy, twin)
    return copy


def _join(paragraph: etree._Element) -> None:
    """Join a paragraph whose mark goes with the next one, which keeps its properties.

    Without a next paragraph it stays, unless it is empty and not the only block where it stands.
    """
    holder = paragraph.getparent()
    if holder is None:
        return
    following = next(paragraph.itersiblings(*_BLOCKS), None)
    content = [child for child in paragraph if child.tag != f"{W}pPr"]
    if following is not None and following.tag == f"{W}p":
        start = 1 if len(following) and following[0].tag == f"{W}pPr" else 0
        following[start:start] = content
        holder.remove(paragraph)
    elif not any(_has_content(child) for child in content) and _may_go(paragraph):
        holder.remove(paragraph)


def _has_content(child: etree._Element) -> bool:
    return next(child.iter(f"{W}r"), None) is not None


def _may_go(paragraph: etree._Element) -> bool:
    """Tell whether what holds a paragraph is still right without it: a cell ends in a paragraph."""
    if next(paragraph.itersiblings(*_BLOCKS), None) is not None:
        return True
    before = next(paragraph.itersiblings(*_BLOCKS, preceding=True), None)
    holder = paragraph.getparent()
    in_body = holder is not None and holder.tag == f"{W}body"
    return before is not None and (in_body or before.tag == f"{W}p")


def _remove(node: etree._Element) -> None:
    parent = node.getparent()
    if parent is not None:
        parent.remove(node)
