"""What several tests ask of produced documents."""

from __future__ import annotations

import difflib
import io
import zipfile
from collections.abc import Iterator, Mapping

from avtal.making.build import Built
from avtal.word.stories.text import outline, paragraphs

# What differs between the copies without showing anything secret: which copy it is, and that
# something is left out.
OF_THE_COPY = ("ullständig kopia, visar hemliga uppgifter", "ur den offentliga kopian")


def files(built: Built) -> Mapping[str, bytes]:
    """Return the bytes of each document by key."""
    return {
        record.key: (built.folder / record.file).read_bytes() for record in built.manifest.documents
    }


def parts(data: bytes) -> Iterator[tuple[str, str]]:
    """Yield (name, text) of every part of a Word file."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            yield name, package.read(name).decode("utf-8", errors="replace")


def read_text(data: bytes) -> str:
    """Return all text of a document, with ordinary spaces, one paragraph a line."""
    return "\n".join(p.text for p in paragraphs(data)).replace("\u00a0", " ")


def unmarked(full: bytes, public: bytes) -> list[str]:
    """Return the paragraphs and table rows that only the full copy has, and that have no note."""
    lines = difflib.unified_diff(outline(public).splitlines(), outline(full).splitlines(), n=0)
    return [
        line
        for line in list(lines)[2:]
        if line.startswith("+")
        and "[sekretess: " not in line
        and not any(words in line for words in OF_THE_COPY)
    ]
