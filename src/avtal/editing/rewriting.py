"""Edits of a tree's text, carried out on the bytes of the file that it was read from."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterable

from avtal.reading.changing import TextEdit
from avtal.reading.tree import Tree

# Where the reading ends a line, and nowhere else.
_NEXT_LINE = re.compile(r"(?<=\n)|(?<=\r)(?!\n)")


def lines_of(data: bytes) -> list[str]:
    """Return a content file, which is UTF-8, as lines with their ends; without a BOM."""
    return _NEXT_LINE.split(data.decode("utf-8-sig"))


def rewritten(data: bytes, tree: Tree, edits: Iterable[TextEdit]) -> bytes:
    """Return the file with the edits, which do not overlap; `tree` is what was read from it.

    Lines that no edit is in keep every byte, also where the tree has them in another form. What is
    added ends its lines as the file does.
    """
    lines = lines_of(data)
    first = lines[0]
    end = first[len(first.rstrip("\r\n")) :] or "\n"
    for edit in sorted(edits, reverse=True):
        text = edit.text.replace("\n", end)
        start, stop = tree.position(edit.start), tree.position(edit.end)
        if edit.start == edit.end and start.column == 1:
            lines[start.line - 1] = text + lines[start.line - 1]
            continue
        before = _as_read(lines[start.line - 1])[: start.column - 1]
        after = _as_read(lines[stop.line - 1])[stop.column - 1 :]
        gone = [""] * (stop.line - start.line)  # so that the lines before have their numbers
        lines[start.line - 1 : stop.line] = [before + text + after, *gone]
    bom = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    return bom + "".join(lines).encode()


def _as_read(line: str) -> str:
    return unicodedata.normalize("NFC", line)
