"""A content file becomes a tree, also when it is missing or cannot be read."""

from __future__ import annotations

from pathlib import Path

from avtal.reading.events import MAX_BYTES, read, unreadable
from avtal.reading.tree import Tree


def is_content_file(path: Path) -> bool:
    """Tell whether a file's name is that of a content file, and not of what an editor keeps."""
    return path.suffix.lower() in {".yaml", ".yml"} and not path.name.startswith((".", "~"))


def read_file(path: Path, name: str) -> Tree:
    """Return a content file as a tree; what stops it from being read is a problem in the tree."""
    try:
        if not path.exists():
            return _absent(path, name)
        if not path.is_file():
            what = "en mapp, inte en fil" if path.is_dir() else "ingen vanlig fil"
            help = "flytta det som ligger här och lägg filen i dess ställe"
            return unreadable(name, f"det här är {what}", help)
        most = min(path.stat().st_size, MAX_BYTES) + 1
        with path.open("rb") as stream:
            return read(name, stream.read(most))
    except OSError:
        return unreadable(
            name,
            "filen kan inte läsas",
            "kontrollera att du har rätt att läsa den och att inget annat program har låst den",
        )


def _absent(path: Path, name: str) -> Tree:
    if path.is_symlink():
        said = "filen är en länk som inte leder till någon fil"
        return unreadable(name, said, "lägg själva filen här i stället")
    return unreadable(name, "filen finns inte", f"skapa {name}")
