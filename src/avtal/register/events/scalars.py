"""Days, moments, numbers, hashes and names as they stand in events, and nothing else.

They are bound to what every database and every file system can hold, so that no event that is read
fails later on.
"""

from __future__ import annotations

from datetime import date
from pathlib import PurePosixPath, PureWindowsPath
from typing import Annotated, TypeAlias

from pydantic import AfterValidator, Field

_LARGEST = 2**31 - 1
"""What an INTEGER of PostgreSQL holds."""
_LARGEST_EXACT = 2**53 - 1
"""The largest whole number of canonical JSON (RFC 8785)."""


def _storable(text: str) -> str:
    if "\0" in text:
        raise ValueError("no database holds U+0000")
    return text


def _day(text: str) -> str:
    if date.fromisoformat(text).isoformat() != text:
        raise ValueError("not a day as it is written")
    return text


def is_safe_name(name: str) -> bool:
    """Tell whether the name of a file, by `/` from its folder, stays in there on every system."""
    posix, windows = PurePosixPath(name), PureWindowsPath(name)
    return (
        not posix.is_absolute()
        and not windows.drive
        and not windows.root
        and "\\" not in name
        and "\0" not in name
        and ".." not in posix.parts
        and bool(posix.parts)
        and str(posix) == name
    )


def _safe(name: str) -> str:
    if not is_safe_name(name):
        raise ValueError("not a name of a file in a folder")
    return name


Text: TypeAlias = Annotated[str, AfterValidator(_storable)]
Day: TypeAlias = Annotated[str, AfterValidator(_day)]
"""A day in ISO 8601: `2018-12-03`."""
Moment: TypeAlias = Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ\z")]
"""A moment in UTC, in ISO 8601 to the second."""
Number: TypeAlias = Annotated[int, Field(ge=1, le=_LARGEST)]
"""What counts from 1: events, handlingar, versions, files, handlingsnummer."""
Size: TypeAlias = Annotated[int, Field(ge=0, le=_LARGEST_EXACT)]
"""The size of a file in bytes."""
Hash: TypeAlias = Annotated[str, Field(pattern=r"^[0-9a-f]{64}\z")]
"""SHA-256 in hexadecimal."""
Key: TypeAlias = Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9_-]{0,63}\z")]
"""A kind of document, which this program need not know."""
FolderName: TypeAlias = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9-]{0,99}\z")]
"""The folder of a case in the store."""
FileName: TypeAlias = Annotated[Text, AfterValidator(_safe)]
"""A file, by its path from the folder of its version."""
