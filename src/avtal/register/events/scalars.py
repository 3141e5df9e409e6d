"""Days, moments, numbers, hashes and names as they stand in events, and nothing else.

They are bound to what every database and every file system can hold, so that no event that is read
fails later on.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from pathlib import PurePosixPath, PureWindowsPath
from typing import Annotated, TypeAlias

from pydantic import AfterValidator, Field

from avtal.model.diarienummer import Diarienummer

MOMENT = "%Y-%m-%dT%H:%M:%SZ"
"""How a moment is written."""
_LARGEST = 2**31 - 1
"""What an INTEGER of PostgreSQL holds."""
_LONGEST_NAME = 255
"""What a file system takes of the name of a file, in bytes."""
_LARGEST_EXACT = 2**53 - 1
"""The largest whole number of canonical JSON (RFC 8785)."""


# No text that was entered has controls, and one that has would break the lines of the diary.
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f]")


def _without_controls(text: str) -> str:
    if _CONTROLS.search(text):
        raise ValueError("a control character")
    return text


def _moment(text: str) -> str:
    if datetime.strptime(text, MOMENT).strftime(MOMENT) != text:  # noqa: DTZ007 - Z says it
        raise ValueError("not a moment as it is written")
    return text


def _case_number(text: str) -> str:
    if Diarienummer.read(text).text != text:
        raise ValueError("not a case number as it is written")
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
        and all(len(part.encode()) <= _LONGEST_NAME for part in posix.parts)
        and bool(posix.parts)
        and str(posix) == name
    )


def _safe(name: str) -> str:
    if not is_safe_name(name):
        raise ValueError("not a name of a file in a folder")
    return name


Text: TypeAlias = Annotated[str, AfterValidator(_without_controls)]
Day: TypeAlias = Annotated[str, AfterValidator(_day)]
"""A day in ISO 8601: `2018-12-03`."""
Moment: TypeAlias = Annotated[str, AfterValidator(_moment)]
"""A moment in UTC, in ISO 8601 to the second: `2018-12-03T09:30:00Z`."""
CaseNumber: TypeAlias = Annotated[str, AfterValidator(_case_number)]
"""A diarienummer. What one may be can only be widened, since every event that there is has one."""
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
