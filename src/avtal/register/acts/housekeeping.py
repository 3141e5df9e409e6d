"""What an interrupted run left in the store: mended or cleared away by the next, and told."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import Connection

from avtal.register.acts.order import Who
from avtal.register.events.kinds import LeftoversCleared
from avtal.register.ledger import queries
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


def clear_leftovers(
    register: Register, folder: str, case_number: str, known: Sequence[Path], who: Who
) -> tuple[str, ...]:
    """Clear away what was never registered in a case, and return its names.

    The ledger is told first.

    Only with the case's turn. Raises EnvironmentProblem where a registered folder is unknown to the
    ledger.
    """
    left = register.store.mend(folder, known)
    names = tuple(path.name for path in left)
    if left:
        with register.ledger.entry(who.at, who.by) as entry:
            data = LeftoversCleared(folder=folder, removed=names)
            number = entry.add(case_number, data).sequence
        for path in left:
            register.store.clear(path, number)
    return names
