"""An entry: events that are added after the last, in one transaction, and the clock meanwhile."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import Connection, select

from avtal.problems import EnvironmentProblem
from avtal.register.events.chain import Event, happened, read_event
from avtal.register.events.kinds import ClockBehind, EventData
from avtal.register.ledger.schema import EVENTS, LEDGER
from avtal.register.ledger.tables import keep


class Head(NamedTuple):
    """The end of the chain: how many events there are, and the hash of the last.

    After an entry it also tells, as `clock_behind`, when the event before happened, where the clock
    of who entered it stood before that.
    """

    length: int
    hash: str
    clock_behind: str | None = None


_PATIENCE = timedelta(minutes=10)
"""How long a run may have waited for its turn, with the moment that it began at."""


def read_head(connection: Connection) -> Head:
    """Return the end of the chain."""
    return Head(*connection.execute(select(LEDGER.c.length, LEDGER.c.head)).one())


class LedgerEntry:
    """One transaction that adds events after `head`; nobody else adds any meanwhile.

    `connection` sees what the entry has added so far.
    """

    def __init__(self, connection: Connection, head: Head, at: str, by: str) -> None:
        self.connection = connection
        self.head = head
        self._at = at
        self._by = by
        self._has_seen_clock = False

    def add(self, case_number: str, data: EventData) -> Event:
        """Add an event and what it changes; it has happened when the entry ends."""
        if not self._has_seen_clock:
            self._has_seen_clock = True
            self._see_clock(case_number)
        length, previous, behind = self.head
        event = happened(length + 1, self._at, self._by, case_number, data, previous)
        keep(self.connection, event)
        self.head = Head(event.sequence, event.hash, behind)
        return event

    def _see_clock(self, case_number: str) -> None:
        """Enter that the clock stands before the last event, if it does."""
        query = select(EVENTS.c.body).where(EVENTS.c.sequence == self.head.length)
        body = self.connection.execute(query).scalar()
        if body is None:
            return
        try:
            last = read_event(body).at
        except ValueError:
            raise damaged(f"händelse {self.head.length} går inte att läsa") from None
        if datetime.fromisoformat(last) - datetime.fromisoformat(self._at) > _PATIENCE:
            self.head = self.head._replace(clock_behind=last)
            self.add(case_number, ClockBehind(last=last))


def damaged(why: str, name: str | None = None) -> EnvironmentProblem:
    """Return the problem of a register that cannot be read as it is; `name` is its name."""
    register = f"registret ”{name}”" if name else "registret"
    return EnvironmentProblem(
        f"{register} är skadat: {why}",
        "kör avtal verify med samma --register och --db för att se allt som är fel, och läs "
        "tillbaka en säkerhetskopia",
    )
