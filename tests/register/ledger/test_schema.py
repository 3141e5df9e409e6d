"""What the tables themselves refuse: wrong types, lost references, and any change of an event."""

from __future__ import annotations

import sqlite3

import psycopg
import pytest

from avtal.register.opening import existing
from tests.conftest import Workspace
from tests.register.conftest import Server
from tests.register.ledger.statements import execute, in_postgresql
from tests.register.registering import Desk


@pytest.fixture
def desk(workspace: Workspace) -> Desk:
    """Return a desk with a version in the register."""
    desk = Desk(workspace)
    desk.register()
    return desk


def test_tables_are_strict(desk: Desk) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="cannot store TEXT value in INTEGER"):
        execute(desk, "UPDATE versions SET number = 'ett'")


def test_references_are_held(desk: Desk) -> None:
    with (
        existing(desk.place) as register,
        register.ledger.reading() as connection,
        pytest.raises(Exception, match="FOREIGN KEY"),
    ):
        connection.exec_driver_sql("UPDATE documents SET case_number = 'KS 1/1'")


EVERY = "events"
CHANGES = [
    f"UPDATE {EVERY} SET body = 'x'",
    f"DELETE FROM {EVERY}",
    f"DELETE FROM {EVERY} WHERE sequence = 2",
]


@pytest.mark.parametrize("statement", CHANGES)
def test_an_event_is_never_changed_by_a_slip(desk: Desk, statement: str) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="registrets händelser ändras aldrig"):
        execute(desk, statement)
    assert len(desk.events()) == 2


@pytest.mark.system
@pytest.mark.parametrize("statement", [*CHANGES, f"TRUNCATE {EVERY}"])
def test_an_event_is_never_changed_by_a_slip_in_postgresql(
    workspace: Workspace, server: Server, statement: str
) -> None:
    desk = in_postgresql(workspace, server.database)
    name = (desk.place.database or "").partition("@/")[2].partition("?")[0]
    with (
        server.connect(name) as connection,
        pytest.raises(psycopg.errors.RaiseException, match="registrets händelser ändras aldrig"),
    ):
        connection.execute(statement.encode())
    assert len(desk.events()) == 2
