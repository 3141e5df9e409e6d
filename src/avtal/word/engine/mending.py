"""A rendered part as Word can open it, and as a reader expects it.

Marks in it say where a table may have come out without rows, or a cell without a paragraph; see
`balance`. Line breaks and tabs of a text become elements, as docxtpl makes them.
"""

from __future__ import annotations

import re
from itertools import count
from typing import NamedTuple

# Characters that no content and no template can hold.
TABLE_MARK, HOLDER_MARK = "\ufdd7", "\ufdd8"
"""What stands before a table that may have no rows, and last in what must end with a paragraph."""

_TABLE = TABLE_MARK.encode()
_ROW = re.compile(rb"<w:tr[ />]")
_TABLE_END = b"</w:tbl>"
_PARAGRAPH = re.compile(rb"</w:p>|<w:p(?: [^<>]*)?/>")
_BOOKMARK = re.compile(rb'<w:bookmark(Start|End)\b[^<>]*?\bw:id="([^"]*)"[^<>]*/>')
_PICTURE = re.compile(rb'(<wp:docPr\b[^<>]*?\bid=")[^"]*"')

_RUN = re.compile(r"<w:r(?: [^<>]*)?>(?:(?!<w:r[ >]).)*?</w:r>", re.DOTALL)
_LOOK = re.compile(r"<w:rPr>.*?</w:rPr>", re.DOTALL)
_TEXT = re.compile(r"<w:t(?: [^<>]*)?>[^<]*[\n\t][^<]*</w:t>")


class Weak(NamedTuple):
    """What may be broken in a document, as far as its template tells."""

    repeated_bookmarks: bool = False
    empty_tables: bool = False


def mend(part: bytes, weak: Weak) -> bytes:
    """Return a rendered part without its marks, with nothing that Word refuses."""
    if weak.repeated_bookmarks:
        part = _with_bookmarks_once(part)
    if weak.empty_tables:
        part = _without_empty_tables(part)
    return part


def _with_bookmarks_once(part: bytes) -> bytes:
    seen: set[tuple[bytes | None, ...]] = set()

    def once(found: re.Match[bytes]) -> bytes:
        known = found.groups() in seen
        seen.add(found.groups())
        return b"" if known else found.group()

    return _BOOKMARK.sub(once, part)


def _without_empty_tables(part: bytes) -> bytes:
    """Return the part without the tables that have no rows; none of those holds another."""
    first, *rest = part.split(_TABLE)
    kept = [first]
    for piece in rest:
        row, end = _ROW.search(piece), piece.find(_TABLE_END)
        has_row = row is not None and (end < 0 or row.start() < end)
        kept.append(piece if has_row else piece[end + len(_TABLE_END) :])
    return b"".join(kept)


def end_with_paragraph(pieces: list[bytes]) -> None:
    """Add an empty paragraph to the pieces of a cell, header or footer that ends without one."""
    if not pieces[-1].endswith(b"</w:p>") and not _PARAGRAPH.fullmatch(_last_block(pieces)):
        pieces.append(b"<w:p/>")


def _last_block(pieces: list[bytes]) -> bytes:
    """Return the last tag of XML that is not a bookmark's; no tag is in two pieces."""
    for piece in reversed(pieces):
        end = len(piece)
        while end:
            start = piece.rfind(b"<", 0, end)
            if start >= 0 and not piece.startswith(b"<w:bookmark", start):
                return piece[start:end].rstrip()
            end = max(start, 0)
    return b""


def number_pictures(body: bytes) -> bytes:
    """Return the body with its pictures numbered from 1001, since a loop may repeat one."""
    numbers = count(1001)
    return _PICTURE.sub(lambda found: b'%s%d"' % (found.group(1), next(numbers)), body)


def with_breaks(part: str) -> str:
    """Return a part where line breaks and tabs of texts are elements, as Word writes them."""
    return _RUN.sub(lambda run: _run_with_breaks(run.group()), part)


def _run_with_breaks(run: str) -> str:
    found = _LOOK.search(run)
    look = found.group() if found else ""
    tab = (
        f"</w:t></w:r><w:r>{look}<w:tab/></w:r>"
        f'<w:r>{look}<w:t xml:space="preserve">'
    )  # fmt: skip
    line = '</w:t><w:br/><w:t xml:space="preserve">'
    return _TEXT.sub(lambda text: text.group().replace("\t", tab).replace("\n", line), run)
