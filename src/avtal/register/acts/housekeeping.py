"""What an interrupted run left in the store: mended or cleared away by the next, and told."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection

from avtal.register.acts.order import Who
from avtal.register.events.kinds import LeftoversCleared
from avtal.register.ledger import queries
from avtal.register.ledger.entry import Head
from avtal.register.opening import Register
from avtal.register.store import Store


def known_folders(
    connection: Connection, store: Store, folder: str, case_number: str
) -> list[Path]:
    """Return the folders that a case has according to the ledger."""
    versions = queries.versions(connection, case_number)
    filings = [row["filing"] for row in queries.documents(connection, case_number)]
    return [
        *(store.version(folder, row["number"]) for row in versions),
        *(store.filing(folder, filing) for filing in filings if filing),
    ]


class Cleared(NamedTuple):
    """What was cleared away, by name, and what the clock was seen to stand before meanwhile."""

    names: tuple[str, ...]
    clock_behind: str | None

    def seen(self, head: Head) -> Head:
        """Return the end of the chain after the next entry, with what was seen of the clock."""
        return head._replace(clock_behind=head.clock_behind or self.clock_behind)


def clear_leftovers(
    register: Register, folder: str, case_number: str, known: Sequence[Path], who: Who
) -> Cleared:
    """Clear away what was never registered in a case; the ledger is told first.

    Only with the case's turn. Raises EnvironmentProblem where a registered folder is unknown to the
    ledger.
    """
    left = register.store.mend(folder, known)
    names = tuple(path.name for path in left)
    clock_behind = None
    if left:
        with register.ledger.entry(who.at, who.by) as entry:
            data = LeftoversCleared(folder=folder, removed=names)
            number = entry.add(case_number, data).sequence
            clock_behind = entry.head.clock_behind
        for path in left:
            register.store.clear(path, number)
    return Cleared(names, clock_behind)
