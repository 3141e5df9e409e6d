"""Registers that earlier versions made: they can be read, proved, gone on with and carried over."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Golden
from tests.register.old.kept import FILES, HERE, NAMES, SMALL, THREE, OldRegister

OLD = pytest.mark.parametrize("name", NAMES)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.system)])
def database(request: pytest.FixtureRequest) -> Callable[[], str | None]:
    """Return what gives the address of an empty database, or None for SQLite in the folder."""
    if request.param == "sqlite":
        return lambda: None
    found: Callable[[], str] = request.getfixturevalue("postgresql")
    return found


@pytest.fixture
def old(name: str, tmp_path: Path, database: Callable[[], str | None]) -> OldRegister:
    """Return a register as an earlier version left it."""
    return OldRegister(name, tmp_path, database())


READING = (
    ("log",),
    ("log", THREE),
    *(("show", number) for number in (SMALL, THREE, FILES)),
    *(("show", f"{SMALL}@{what}") for what in ("fil1", "2/overenskommelse")),
    *(("show", f"{THREE}@{what}") for what in ("1", "fil1", "undertecknad")),
    ("history", SMALL),
    ("history", THREE),
    ("history", THREE, "--copy", "offentlig"),
)


@OLD
def test_reading_commands_say_what_they_said_when_it_was_made(
    old: OldRegister, golden: Golden
) -> None:
    """The text is what the program that made the register said of it."""
    said = [f"$ avtal {' '.join(words)}\n{old.said(*words)}" for words in READING]
    golden(HERE / f"{old.name}.txt", "\n".join(said))
