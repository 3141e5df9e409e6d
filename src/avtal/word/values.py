"""The values that templates are given beside prose, lists and mappings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from avtal.prose import Note, Prose

MISSING = "[saknas]"
"""What is printed for a fact that is not known."""

NOTE_START, NOTE_MIDDLE, NOTE_END = "\ufdd0", "\ufdd1", "\ufdd2"
"""Characters that no content can hold; they carry a note through rendering, to `word.notes`."""


class Omitted(str):
    """A secret value in a public copy: whatever is asked of it, it says the same words once.

    It is neither more nor less than anything, so that a comparison in a template tells nothing.
    """

    __slots__ = ()

    def __iter__(self) -> Iterator[str]:
        return iter((self,))

    def __len__(self) -> int:
        return 1

    def __lt__(self, other: object) -> bool:
        return False

    __le__ = __gt__ = __ge__ = __lt__


OMITTED = Omitted("[uppgift utelämnad]")


class _NotedText(str):
    note: Note


class _NotedWhole(int):
    note: Note


class _NotedNumber(Decimal):
    note: Note


class _NotedDate(date):
    note: Note


def noted(value: Any, note: Note | None) -> Any:
    """Return a text, number, date or prose that is printed with the note; other values as is."""
    if note is None or isinstance(value, bool | Omitted):
        return value
    if isinstance(value, Prose):
        return replace(value, note=note)
    copy: _NotedText | _NotedWhole | _NotedNumber | _NotedDate
    if isinstance(value, str):
        copy = _NotedText(value)
    elif isinstance(value, int):
        copy = _NotedWhole(value)
    elif isinstance(value, Decimal):
        copy = _NotedNumber(value)
    elif isinstance(value, date):
        copy = _NotedDate(value.year, value.month, value.day)
    else:
        return value
    copy.note = note
    return copy


def note_of(value: Any) -> Note | None:
    """Return the note that a value is printed with."""
    return getattr(value, "note", None)


def with_note(text: str, note: Note | None) -> str:
    """Return the text as it is printed, the note after it in the form that `word.notes` settles."""
    if note is None:
        return text
    weak = "-" if note.weak else ""
    return f"{text}{NOTE_START}{weak}{note.thing}{NOTE_MIDDLE}{note.text}{NOTE_END}"
