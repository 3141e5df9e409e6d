"""The zip file that a finished document is: the same members give the same bytes.

Members that follow from the template alone are packed once, with their places in the file; those
that differ between documents are packed after them.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

CONTENT_TYPES = "[Content_Types].xml"
LEVEL = 6

_DEFLATED = 8
_VERSION = 20
_MADE_ON = 3 << 8 | _VERSION  # as on Unix, also on Windows
_MODE = 0o600 << 16
_EARLIEST = 1 << 5 | 1  # the first of January 1980, the only time that stands in the file
_UTF_8 = 1 << 11
# PKWARE's APPNOTE, sections 4.3.7, 4.3.12 and 4.3.16.
_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")


@dataclass(frozen=True, slots=True)
class Packed:
    """The first members of a zip file: their bytes, their lines of the directory, their number."""

    members: bytes = b""
    directory: bytes = b""
    count: int = 0


def pack(members: Iterable[tuple[str, bytes]], first: Packed | None = None) -> Packed:
    """Return members packed in this order, after the `first` ones."""
    first = first or Packed()
    written, directory, count = [first.members], [first.directory], first.count
    offset = len(first.members)
    for name, data in members:
        short, deflated = name.encode(), _deflated(data)
        flags = 0 if name.isascii() else _UTF_8
        sizes = len(deflated), len(data), len(short), 0
        facts = flags, _DEFLATED, 0, _EARLIEST, zlib.crc32(data), *sizes
        local = _LOCAL.pack(b"PK\3\4", _VERSION, *facts) + short
        central = _CENTRAL.pack(
            b"PK\1\2", _MADE_ON, _VERSION, *facts, 0, 0, 0, _MODE, offset
        )  # fmt: skip
        written += (local, deflated)
        directory += (central, short)
        offset += len(local) + len(deflated)
        count += 1
    return Packed(b"".join(written), b"".join(directory), count)


def finish(whole: Packed) -> bytes:
    """Return the zip file."""
    size, start = len(whole.directory), len(whole.members)
    end = _END.pack(b"PK\5\6", 0, 0, whole.count, whole.count, size, start, 0)
    return b"".join((whole.members, whole.directory, end))


def zip_package(members: Mapping[str, bytes]) -> bytes:
    """Return a package: content types first, as Word reads them first, the rest by name."""
    return finish(pack(in_order(members).items()))


def in_order(members: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the members in the order in which a package has them."""
    names = sorted(members, key=lambda name: (name != CONTENT_TYPES, name))
    return {name: members[name] for name in names}


def unpack(data: bytes) -> dict[str, bytes]:
    """Return the members of a document that avtal made, by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def _deflated(data: bytes) -> bytes:
    return zlib.compress(data, LEVEL, -zlib.MAX_WBITS)
