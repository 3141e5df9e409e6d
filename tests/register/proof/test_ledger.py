"""The chain of events is whole and the state is what they say, or it is told, without secrets."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from avtal.register.events.chain import read_event
from tests.register.registering import SMALL, THREE
from tests.register.tampered import found


def test_a_row_that_no_event_has_added_is_named(copy: Path, database: sqlite3.Connection) -> None:
    database.execute(
        "INSERT INTO documents (id, case_number, filing, title, type, direction, day, status, "
        "registered_at, registered_by) VALUES (99, ?, 9, 'Smuget', 'inkommen', 'in', '2026-01-01', "
        "'registrerad', '2026-01-01T00:00:00Z', 'ingen')",
        (SMALL,),
    )
    assert found(copy) == [
        (
            "diariet",
            f"handlingen ”Smuget” (fil 9) i {SMALL} står i registret, men ingen händelse har lagt "
            "dit det",
        )
    ]


def test_events_that_change_places_are_found(copy: Path, database: sqlite3.Connection) -> None:
    (last,) = database.execute("SELECT max(sequence) FROM events").fetchone()
    for one in range(1, last):
        for column in ("body", "hash", "body, hash"):
            _swap(database, one, one + 1, column)
            assert found(copy), (one, column)
            _swap(database, one, one + 1, column)
    assert found(copy) == []


def _swap(database: sqlite3.Connection, one: int, other: int, columns: str) -> None:
    """Let two events change some of their columns with each other."""
    pick = f"SELECT {columns} FROM events WHERE sequence = ?"
    first, second = (database.execute(pick, (number,)).fetchone() for number in (one, other))
    put = f"UPDATE events SET ({columns}) = ({', '.join('?' * len(first))}) WHERE sequence = ?"
    if "hash" in columns:  # which is unique
        database.execute("UPDATE events SET hash = 'undan' WHERE sequence = ?", (one,))
    database.execute(put, (*first, other))
    database.execute(put, (*second, one))


def test_an_event_that_is_rewritten_with_its_own_hash_breaks_the_chain(
    copy: Path, database: sqlite3.Connection
) -> None:
    (body,) = database.execute("SELECT body FROM events WHERE sequence = 3").fetchone()
    forged = read_event(body.replace("Anna Registrator", "Bo Registrator"))
    database.execute(
        "UPDATE events SET body = ?, hash = ? WHERE sequence = 3", (forged.body, forged.hash)
    )
    broken = "händelse 4 följer inte på den före: en händelse har ändrats, tagits bort, lagts till"
    assert any(message.startswith(broken) for _, message in found(copy))


def test_a_chain_that_is_cut_short_is_found(copy: Path, database: sqlite3.Connection) -> None:
    database.execute("DELETE FROM events WHERE sequence = (SELECT max(sequence) FROM events)")
    said = [message for _, message in found(copy)]
    assert said[0].startswith("kedjan ska sluta med händelse 12 och kontrollsumman ")


def test_secret_titles_are_not_told(copy: Path, database: sqlite3.Connection) -> None:
    secret = "Underlag om familjen Ek"
    database.execute(
        "UPDATE documents SET title = ?, secrecy = '18 kap. 1 § OSL', open_title = 'Underlag' "
        f"WHERE filing = 1 AND case_number = '{SMALL}'",
        (secret,),
    )
    said = str(found(copy))
    assert "sekretessmarkeringen" in said
    assert secret not in said
    assert THREE not in said
