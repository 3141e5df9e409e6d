"""What tests of the ledger do to it behind its back, and a register that lies in PostgreSQL."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing

from tests.conftest import Workspace
from tests.register.registering import Desk


def execute(desk: Desk, *statements: str) -> None:
    """Carry out statements in the database of a desk, as somebody who can write in the file."""
    with closing(sqlite3.connect(desk.place.folder / "register.db", isolation_level=None)) as one:
        for statement in statements:
            one.execute(statement)


def in_postgresql(workspace: Workspace, database: Callable[[], str]) -> Desk:
    """Return a desk with a version in a register that lies in PostgreSQL."""
    desk = Desk(workspace, database=database())
    desk.register()
    return desk
