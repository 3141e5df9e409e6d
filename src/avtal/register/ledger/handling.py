"""What a handling is in the register: its type, which way it went, and what it may be called."""

from __future__ import annotations

from avtal.problems import EnvironmentProblem, clean
from avtal.register.events.kinds import Direction
from avtal.register.ledger.queries import Row
from avtal.word.values.marked import OMITTED


def direction(sender: str | None, recipient: str | None) -> Direction:
    """Return which way a handling went, given who it came from or went to."""
    return "in" if sender else "ut" if recipient else "intern"


def open_title(row: Row) -> str:
    """Return what a handling is called where anybody may read: never a secret title."""
    return str((row["open_title"] or OMITTED) if row["secrecy"] else row["title"])


def open_name(row: Row) -> str:
    """Return a handling in words that are never secret, for a sentence."""
    place = f"version {row['version']}" if row["version"] else f"fil {row['filing']}"
    return f"”{clean(open_title(row))}” ({place})"


def check_open_title(secrecy: str | None, title: str | None) -> None:
    """Raise EnvironmentProblem where a secret handling has no title that may be shown."""
    if secrecy and not title:
        raise EnvironmentProblem(
            "en hemlig handling behöver en öppen titel, som får stå i diariet",
            "ange --open-title med ord som inte röjer något",
        )
