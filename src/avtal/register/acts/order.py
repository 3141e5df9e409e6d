"""What a registrar asks for, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from avtal.making.manifest import RegisteredDocument
from avtal.model.approval import Purpose
from avtal.problems import Problem
from avtal.register.acts.new_case import NewCase
from avtal.register.events.chain import instant
from avtal.register.ledger.entry import Head


@dataclass(frozen=True)
class Who:
    """Who does something in the register, and when, in the time zone of the place."""

    by: str
    now: datetime

    @property
    def at(self) -> str:
        """The moment as the register writes it."""
        return instant(self.now)


@dataclass(frozen=True)
class RegistrationOrder:
    """A case to register: for what, for which day, and what the content does not say.

    `recipients` are ids of parties, `items` handlingsnummer by key of document; with `allocate` the
    documents that have none get the next free ones.
    """

    case: Path
    purpose: Purpose
    day: date
    who: Who
    case_number: str | None = None
    items: Mapping[str, int] = field(default_factory=dict)
    allocate: bool = False
    recipients: tuple[str, ...] = ()
    reply_by: date | None = None
    note: str | None = None
    dry_run: bool = False
    templates: Path | None = None
    cache: Path | None = None


@dataclass(frozen=True)
class Registered:
    """A version that was registered or put forward again; nothing was written where `dry_run`.

    `fresh` are the documents that were made for it, `changed` those of them that the version before
    had otherwise, `removed` those that only it had. `numbers` are the handlingsnummer of all that
    have one, `cleaned` what an interrupted run had left, `findings` what the rules say without
    stopping the purpose, `opened` how the case was opened with it, None where it was known, and
    `recipients` who it went to.
    """

    case_number: str
    number: int
    purpose: Purpose
    is_new: bool
    documents: tuple[RegisteredDocument, ...]
    fresh: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    numbers: Mapping[str, int]
    folder: Path
    head: Head
    cleaned: tuple[str, ...]
    findings: tuple[Problem, ...]
    dry_run: bool
    opened: NewCase | None
    recipients: str | None
