"""Every byte of a version and every row of the ledger: whatever is done to it, it is named."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from avtal.model.approval import Purpose
from avtal.register.acts.entries import Noted, note, record_numbers
from avtal.register.ledger.chain import event_of
from avtal.register.ledger.schema import EVENTS, LEDGER, STATE
from avtal.register.opening import RegisterPlace
from avtal.register.proof.verify import verify
from tests.conftest import Workspace
from tests.register.registering import ANNA, SMALL, THREE, Desk

FOLDERS = ("KS-2024-12/v1", "KS-2024-12/v2", "KS-2024-12/fil1", "2026-KS-0042-170/v1")


class Whole(NamedTuple):
    """A register that nobody has touched."""

    folder: Path
    files: tuple[str, ...]


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Whole:
    """Make a register with two cases, versions, carried documents, public copies and a file."""
    workspace = Workspace(tmp_path_factory.mktemp("register") / "arbete")
    small, three = Desk(workspace), Desk(workspace, "tre-parter")
    small.register(items={"tjansteutlatande": 7})
    small.rewrite("1.1")
    small.register()
    small.file()
    three.register(Purpose.BASIS)
    three.register(Purpose.REMISS, recipients=("polis",))
    note(small.place, f"{SMALL}@2", Noted.SENT, {"recipient": "Polisen"}, ANNA)
    record_numbers(small.place, f"{SMALL}@fil1", ["8"], ANNA)
    assert verify(small.place).problems == ()
    folder = small.place.folder
    files = [
        path.relative_to(folder).as_posix()
        for place in FOLDERS
        for path in sorted((folder / place).rglob("*"))
        if path.is_file()
    ]
    return Whole(folder, tuple(files))


@pytest.fixture
def copy(whole: Whole, tmp_path: Path) -> Path:
    """Return a copy of the register, which may be written in."""
    folder = tmp_path / "register"
    shutil.copytree(whole.folder, folder)
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    return folder


def found(folder: Path) -> list[tuple[str, str]]:
    """Return (file, message) of every finding; that nothing is sealed is none."""
    problems = verify(RegisterPlace(folder)).problems
    return [(one.file, one.message) for one in problems if one.severity == "fel"]


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


def _link(path: Path) -> None:
    kept = path.with_name("kvar")
    path.rename(kept.parents[3] / "kvar")
    path.symlink_to(kept.parents[3] / "kvar")


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


def test_files_that_change_places_are_named(copy: Path) -> None:
    pairs = [
        ("manifest.json", "manifest.json"),
        ("KS-2024-12_01_overenskommelse_v1.docx", "KS-2024-12_01_overenskommelse_v2.docx"),
        ("kalla/content/minsta/overenskommelse.yaml",) * 2,
    ]
    for one, other in pairs:
        first, second = copy / "KS-2024-12/v1" / one, copy / "KS-2024-12/v2" / other
        a, b = first.read_bytes(), second.read_bytes()
        assert a != b
        first.write_bytes(b)
        second.write_bytes(a)
        named = {name for name, _ in found(copy)}
        assert {f"KS-2024-12/v1/{one}", f"KS-2024-12/v2/{other}"} <= named
        first.write_bytes(a)
        second.write_bytes(b)
    assert found(copy) == []


@pytest.mark.parametrize(
    "stray",
    [
        "KS-2024-12/v1/extra.docx",
        "KS-2024-12/v1/kalla/extra.yaml",
        "KS-2024-12/v1/kalla/content/minsta/.dold",
        "KS-2024-12/fil1/extra.pdf",
        "KS-2024-12/extra.pdf",
        "extra.pdf",
        "KS-2024-99/extra.pdf",
    ],
)
def test_a_file_that_was_put_there_is_named(copy: Path, stray: str) -> None:
    (copy / stray).parent.mkdir(exist_ok=True)
    (copy / stray).write_bytes(b"x")
    assert stray in [name for name, _ in found(copy)]


def test_an_empty_folder_that_was_put_there_is_named(copy: Path) -> None:
    (copy / "KS-2024-12/v1/ny").mkdir()
    assert [name for name, _ in found(copy)] == ["KS-2024-12/v1/ny"]


def test_a_link_in_place_of_a_file_is_named(copy: Path) -> None:
    file = "KS-2024-12/v1/kalla/content/minsta/arende.yaml"
    _link(copy / file)
    assert (file, "filen är en länk") in found(copy)


@pytest.mark.parametrize("place", FOLDERS)
def test_a_folder_that_is_gone_or_renamed_is_named(copy: Path, place: str) -> None:
    (copy / place).rename(copy / "undan")
    assert (place, "mappen saknas") in found(copy)
    (copy / "undan").rename((copy / place).with_name("v9"))
    (copy / place).parent.joinpath("v9/manifest.json").chmod(0o444)
    names = [name for name, _ in found(copy)]
    assert names == [place, f"{Path(place).parent}/v9"]


def test_versions_that_change_places_are_named(copy: Path) -> None:
    one, other, aside = (copy / f"KS-2024-12/{name}" for name in ("v1", "v2", "x"))
    one.rename(aside)
    other.rename(one)
    aside.rename(other)
    named = {name for name, _ in found(copy)}
    assert {"KS-2024-12/v1/manifest.json", "KS-2024-12/v2/manifest.json"} <= named


# The ledger


@pytest.fixture
def database(copy: Path) -> Iterator[sqlite3.Connection]:
    """Return the database of the copy, with nothing that guards it; each statement is kept."""
    with closing(sqlite3.connect(copy / "register.db", isolation_level=None)) as connection:
        connection.execute("DROP TRIGGER events_no_update")
        connection.execute("DROP TRIGGER events_no_delete")
        yield connection


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
                place = other if column in {"sequence", "id"} and value == row["at"] else row["at"]
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
    forged = event_of(body.replace("Anna Registrator", "Bo Registrator"))
    database.execute(
        "UPDATE events SET body = ?, hash = ? WHERE sequence = 3", (forged.body, forged.hash)
    )
    broken = "händelse 4 följer inte på den före: en händelse har ändrats, tagits bort, lagts till"
    assert any(message.startswith(broken) for _, message in found(copy))


def test_a_chain_that_is_cut_short_is_found(copy: Path, database: sqlite3.Connection) -> None:
    database.execute("DELETE FROM events WHERE sequence = (SELECT max(sequence) FROM events)")
    said = [message for _, message in found(copy)]
    assert said[0].startswith("kedjan ska sluta med händelse 9 och kontrollsumman ")


def test_a_register_that_is_cut_short_with_care_is_found_by_its_folder(
    copy: Path, whole: Whole, database: sqlite3.Connection
) -> None:
    """Who owns the database can rewrite it so that it agrees with itself; the store does not."""
    database.execute("DELETE FROM files")
    for table in ("members", "presentations", "documents", "versions", "cases", "events"):
        database.execute(f"DELETE FROM {table}")
    database.execute("UPDATE ledger SET length = 0, head = ?", ("0" * 64,))
    for place in FOLDERS:
        (copy / place / "manifest.json").chmod(0o444)
    assert {name for name, _ in found(copy)} == set(FOLDERS)
    noted = verify(RegisterPlace(whole.folder)).head.hash
    findings = verify(RegisterPlace(copy), head=noted).problems
    assert any("ingen händelse har kontrollsumman" in one.message for one in findings)


def test_secret_titles_are_not_told(copy: Path, database: sqlite3.Connection) -> None:
    secret = "Underlag om familjen Ek"
    database.execute(
        "UPDATE documents SET title = ?, secrecy = '18 kap. 1 § OSL', open_title = 'Underlag' "
        "WHERE filing = 1",
        (secret,),
    )
    said = str(found(copy))
    assert "sekretessmarkeringen" in said
    assert secret not in said
    assert THREE not in said
