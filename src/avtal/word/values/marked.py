"""The values that templates are given beside prose, lists and mappings."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from avtal.language.prose import Note, Prose

MISSING = "[saknas]"
"""What is printed for a fact that is not known."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a document shows of facts that are not known.

    `printed` are those that became “[saknas]”, `asked` those that a condition or comparison asked
    for: a line to sign on, or a part that is left out.
    """

    printed: frozenset[Hashable] = frozenset()
    asked: frozenset[Hashable] = frozenset()


@dataclass(frozen=True, slots=True)
class Trace:
    """What renderings make of facts, one after the other.

    `printed` and `asked` are as in `Shown`. Where there are `marks`, every fact gets a number
    there, and `MARK` finds the number in the text where it is printed.
    """

    printed: set[Hashable] = field(default_factory=set)
    asked: set[Hashable] = field(default_factory=set)
    marks: dict[Hashable, int] | None = None

    def take(self) -> Shown:
        """Return what has been shown since this was asked the last time."""
        shown = Shown(frozenset(self.printed), frozenset(self.asked))
        self.printed.clear()
        self.asked.clear()
        return shown

    def note(self, fact: Hashable) -> Note | None:
        """Return the note that marks where a fact is printed, if that is looked for."""
        if self.marks is None:
            return None
        number = self.marks.setdefault(fact, len(self.marks))
        return Note(number, f"\ufdd5{number}\ufdd6")


MARK = re.compile(" \ufdd5(\\d+)\ufdd6")
"""The number of a fact in the text of a document that was rendered with marks."""


class UnknownFact:
    """A fact that is not known, in a rendering that is traced: like None, but it tells its trace.

    `fact` is whatever the one who traces knows it by.
    """

    __slots__ = ("fact", "trace")

    def __init__(self, fact: Hashable, trace: Trace) -> None:
        self.fact = fact
        self.trace = trace

    def __bool__(self) -> bool:
        self.trace.asked.add(self.fact)
        return False

    def __eq__(self, other: object) -> bool:
        self.trace.asked.add(self.fact)
        return is_missing(other)

    def __hash__(self) -> int:
        return hash(None)


class Empty(list[Any]):
    """A list without entries, in a rendering that is traced; it can be printed as “[saknas]”."""

    def __init__(self, fact: Hashable, trace: Trace) -> None:
        super().__init__()
        self.fact = fact
        self.trace = trace


def is_missing(value: object) -> bool:
    """Tell whether the value stands for a fact that is not known."""
    return value is None or isinstance(value, UnknownFact)


def missing(value: object) -> str:
    """Return what is printed for a value that is not known; its trace is told."""
    if isinstance(value, UnknownFact | Empty):
        value.trace.printed.add(value.fact)
    return MISSING


NOTE_START, NOTE_MIDDLE, NOTE_END = "\ufdd0", "\ufdd1", "\ufdd2"
"""Characters that no content can hold; they carry a note through rendering, to `notes`."""


class Omitted(str):
    """A secret value in a public copy: whatever is asked of it, it says the same words once.

    It is neither more nor less than anything, so that a comparison in a template tells nothing.
    """

    __slots__ = ()

    def __getitem__(self, key: Any) -> str:
        # A field of what is secret is as secret; a compiled tag looks fields up in this way.
        return self if isinstance(key, str) else super().__getitem__(key)

    def __iter__(self) -> Iterator[str]:
        return iter((self,))

    def __len__(self) -> int:
        return 1

    def __lt__(self, other: object) -> bool:
        return False

    __le__ = __gt__ = __ge__ = __lt__


OMITTED = Omitted("[uppgift utelämnad]")


class WordXml(str):
    """A piece of Word's own XML, which is put into a document as it is."""

    __slots__ = ()


class _NotedText(str):
    note: Note


class _NotedWhole(int):
    note: Note


class _NotedNumber(Decimal):
    note: Note


class _NotedDate(date):
    note: Note


def annotate(value: Any, note: Note | None) -> Any:
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
    """Return the text as it is printed, the note after it in the form that `notes` settles."""
    if note is None:
        return text
    weak = "-" if note.weak else ""
    return f"{text}{NOTE_START}{weak}{note.thing}{NOTE_MIDDLE}{note.text}{NOTE_END}"
