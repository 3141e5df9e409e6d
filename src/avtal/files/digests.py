"""SHA-256 of bytes and of streams."""

from __future__ import annotations

import hashlib
from typing import IO

_PIECE = 1 << 20


def sha256(data: bytes) -> str:
    """Return the SHA-256 of the bytes as lower-case hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def hash_stream(
    source: IO[bytes], into: IO[bytes] | None = None, most: int | None = None
) -> tuple[int, str]:
    """Return the size and SHA-256 of a stream, read once and in pieces, and copy it if asked.

    Where there is more than `most` bytes, reading stops with the piece that goes beyond them.
    """
    size, digest = 0, hashlib.sha256()
    while (most is None or size <= most) and (piece := source.read(_PIECE)):
        size += len(piece)
        digest.update(piece)
        if into is not None:
            into.write(piece)
    return size, digest.hexdigest()
