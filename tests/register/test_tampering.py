"""Every byte of a version and every row of the ledger: whatever is done to it, it is named."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from avtal.register.ledger.schema import EVENTS, LEDGER, STATE
from avtal.register.opening import RegisterPlace
from avtal.register.proof.verify import verify
from tests.register.tampered import FOLDERS, Whole, found


def test_another_mode_alone_is_no_finding(copy: Path) -> None:
    assert found(copy) == []


# Files


def _change(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def _truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _lengthen(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"\n")


ACTS: dict[str, Callable[[Path], None]] = {
    "change": _change,
    "truncate": _truncate,
    "empty": _empty,
    "lengthen": _lengthen,
    "delete": Path.unlink,
}


def test_every_file_that_is_touched_is_named(whole: Whole, copy: Path) -> None:
    assert len(whole.files) > 50
    for file in whole.files:
        for act in ACTS.values():
            path = copy / file
            data = path.read_bytes()
            act(path)
            assert file in [name for name, _ in found(copy)], (file, act)
            path.write_bytes(data)
    assert found(copy) == []


# The ledger


def _values(column: str, value: Any) -> Sequence[Any]:
    """Return what a value may be changed to: another of its kind, and nothing."""
    if isinstance(value, int):
        return (value + 1_000,)
    return ("ändrat",) if value is None else (f"{value} ", None)


def _rows(database: sqlite3.Connection, table: str) -> list[dict[str, Any]]:
    cursor = database.execute(f"SELECT rowid AS at, * FROM {table}")
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


@pytest.mark.parametrize("table", [*(one.name for one in STATE), EVENTS.name, LEDGER.name])
def test_every_value_of_every_row_that_is_changed_is_found(
    copy: Path, database: sqlite3.Connection, table: str
) -> None:
    keys = database.execute(f"SELECT name FROM pragma_table_info('{table}') WHERE pk > 0")
    names = [name for (name,) in keys]
    alone = names[0] if len(names) == 1 else None  # where it is a number, it is the rowid
    changed = 0
    for row in _rows(database, table):
        for column, value in row.items():
            if column in {"at", "id", "schema_version"} and table == LEDGER.name:
                continue
            if column == "at":
                continue
            for other in _values(column, value):
                try:
                    database.execute(
                        f'UPDATE {table} SET "{column}" = ? WHERE rowid = ?', (other, row["at"])
                    )
                except sqlite3.IntegrityError:
                    continue  # the table itself says no
                assert found(copy), (table, row, column, other)
                place = other if column == alone and value == row["at"] else row["at"]
                database.execute(
                    f'UPDATE {table} SET "{column}" = ? WHERE rowid = ?', (value, place)
                )
                changed += 1
    assert changed
    assert found(copy) == []


@pytest.mark.parametrize("table", [*(one.name for one in STATE), EVENTS.name])
def test_every_row_that_is_deleted_or_added_is_found(
    copy: Path, database: sqlite3.Connection, table: str
) -> None:
    for row in _rows(database, table):
        names = [name for name in row if name != "at"]
        quoted = ", ".join(f'"{name}"' for name in names)
        database.execute(f"DELETE FROM {table} WHERE rowid = ?", (row["at"],))
        said = found(copy)
        assert said, row
        assert {file for file, _ in said} >= {"diariet"}
        marks = ", ".join("?" * len(names))
        insert = f"INSERT INTO {table} ({quoted}) VALUES ({marks})"
        database.execute(insert, [row[name] for name in names])
        assert found(copy) == []


def test_a_register_that_is_cut_short_with_care_is_found_by_its_folder(
    copy: Path, whole: Whole, database: sqlite3.Connection
) -> None:
    """Who owns the database can rewrite it so that it agrees with itself; the store does not."""
    database.execute("DELETE FROM files")
    for table in (
        "entries",
        "strikes",
        "members",
        "presentations",
        "documents",
        "versions",
        "cases",
        "events",
    ):
        database.execute(f"DELETE FROM {table}")
    database.execute("UPDATE ledger SET length = 0, head = ?", ("0" * 64,))
    for place in FOLDERS:
        (copy / place / "manifest.json").chmod(0o444)
    assert {name for name, _ in found(copy)} == set(FOLDERS)
    noted = verify(RegisterPlace(whole.folder)).head.hash
    findings = verify(RegisterPlace(copy), head=noted).problems
    assert any("ingen händelse har kontrollsumman" in one.message for one in findings)
