"""Registers that earlier versions made: they can be read, proved, gone on with and carried over."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from avtal.register.ledger.schema import SCHEMA_VERSION
from avtal.register.opening import proving
from avtal.register.proof.ledger import read_events
from tests.conftest import Golden, edit_file
from tests.processes import Ran
from tests.register.old.kept import (
    FILES,
    HERE,
    NAMES,
    SMALL,
    THREE,
    OldRegister,
    backup_file,
)
from tests.register.registering import everything

pytestmark = pytest.mark.parametrize("name", NAMES)


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
    return OldRegister(name, tmp_path, database()).put_back()


@pytest.fixture
def upgraded(old: OldRegister) -> OldRegister:
    """Return a register that an earlier version left, and this one brought up."""
    done(old.run("register-upgrade", "--backup", "kopia.zip"))
    return old


def done(ran: Ran) -> str:
    assert ran.exit_code == 0, ran.out + ran.err
    return ran.out


def bodies(old: OldRegister) -> list[str]:
    with proving(old.place) as register, register.ledger.kept() as connection:
        return [row["body"] for row in read_events(connection)]


def schema(old: OldRegister) -> int:
    with proving(old.place) as register:
        return register.ledger.schema


# Most are asked of SQLite alone: how a database of another kind is read is the same for all.
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


def test_reading_commands_say_what_they_said_when_it_was_made(
    old: OldRegister, golden: Golden
) -> None:
    """The text is what the program that made the register said of it, before and after."""
    said = [f"$ avtal {' '.join(words)}\n{old.said(*words)}" for words in READING]
    golden(HERE / f"{old.name}.txt", "\n".join(said))
    done(old.run("register-upgrade", "--backup", "kopia.zip"))
    again = [f"$ avtal {' '.join(words)}\n{old.said(*words)}" for words in READING]
    assert again == said


def test_it_is_proved_and_every_version_can_be_made_again(old: OldRegister) -> None:
    """The parts of each document are the same to the last byte."""
    before = everything(old.folder)
    said = old.said("verify", "--rebuild")
    assert said.startswith("Prövat: ")
    assert "\nAllt är som det registrerades.\n" in said
    assert everything(old.folder) == before


def test_its_versions_are_compared(old: OldRegister) -> None:
    ran = old.run("compare", f"{SMALL}@1", f"{SMALL}@2")
    assert ran.exit_code == 1, ran.err
    assert "1 ändring i sak. Handlingar: 1 oförändrad och 1 ändrad." in ran.out
    assert "{+Parterna arbetar tillsammans för ett tryggare Granvik+}" in ran.out
    same = old.run("compare", f"{THREE}@1", f"{THREE}@1", "--copy", "offentlig")
    assert same.exit_code == 0, same.err


def test_a_field_is_followed_under_the_name_it_had_then_and_has_now(old: OldRegister) -> None:
    then, now = (
        done(old.run("history", THREE, "--field", f"medborgarlofte.kontakter.kon_polis.{name}"))
        for name in ("väg", "kontaktväg")
    )
    assert "114 14" in then
    assert then.partition("\n")[2] == now.partition("\n")[2]


WRITING = (
    ("register", "arbete/content/minsta", "--purpose", "remiss", "--dnr", SMALL),
    ("register-file", SMALL, "ny.txt", "--title", "Ny", "--type", "upprattad"),
    ("approve", "arbete/content/minsta", "--as", "kommundirektor", "--by", "Ek", "--dnr", SMALL),
    ("number", f"{SMALL}@2", "tjansteutlatande=12"),
    ("note", f"{SMALL}@2", "granskad"),
    ("correct", f"{SMALL}@fil1", "--title", "Svar igen", "--reason", "fel"),
    ("void", f"{SMALL}@fil1", "--reason", "fel"),
    ("release", f"{SMALL}@2", "--to", "Tidningen", "--output", "ut"),
)
"""Every command that writes in a register, with what it needs; `workplace` makes the files."""


def workplace(old: OldRegister) -> Path:
    """Let a registrar go on with the smaller case from the sources of its last version."""
    sources = old.folder / "KS-2024-12" / "v2" / "kalla"
    root = old.root / "arbete"
    shutil.copytree(sources, root)
    for path in (root, *root.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    (old.root / "ny.txt").write_text("Ny handling", encoding="utf-8")
    return root / "content" / "minsta"


def test_what_writes_asks_for_the_upgrade_first_and_changes_nothing(old: OldRegister) -> None:
    workplace(old)
    before, events = everything(old.root), bodies(old)
    for words in WRITING:
        ran = old.run(*words)
        assert ran.exit_code == 2, words
        assert "är gjort av en äldre version av avtal; det går att läsa, men inte att" in ran.err
        assert "avtal register-upgrade --backup FIL" in ran.err
    assert (everything(old.root), bodies(old)) == (before, events)


def test_the_upgrade_changes_no_event_and_no_file(old: OldRegister) -> None:
    files, events, said = everything(old.folder), bodies(old), old.said("verify")
    assert "register.json" not in files
    out = done(old.run("register-upgrade", "--backup", "kopia.zip"))
    assert out.startswith("Säkerhetskopian är skriven i kopia.zip: ")
    assert f"uppgraderat från form {old.name.removeprefix('schema-')} till {SCHEMA_VERSION}" in out
    now = everything(old.folder)
    assert now.pop("register.json") is not None  # which register it is, from now on
    assert (now, bodies(old)) == (files, events)
    assert schema(old) == SCHEMA_VERSION
    assert old.said("verify", "--rebuild") == said
    # There is nothing more to do, and no backup of nothing.
    again = done(old.run("register-upgrade", "--backup", "igen.zip"))
    assert "Inget är ändrat, och ingen säkerhetskopia är gjord." in again
    assert not (old.root / "igen.zip").exists()


def test_the_registrar_goes_on_where_it_ended(upgraded: OldRegister) -> None:
    case = workplace(upgraded)
    for words in WRITING[1:]:
        done(upgraded.run(*words))
    edit_file(case / "overenskommelse.yaml", 'version: "1.1"', 'version: "1.2"')
    edit_file(case / "overenskommelse.yaml", "för ett tryggare", "för ett lugnare")
    said = done(upgraded.run(*WRITING[0], "--item", "overenskommelse=13"))
    assert f"Registrerad: {SMALL}@3" in said
    assert "Samverkansöverenskommelse (overenskommelse), ändrad" in said
    shown = upgraded.said("show", SMALL)
    assert "oförändrade: tjansteutlatande" in shown
    assert "lämnades ut till Tidningen" in shown
    assert "Allt är som det registrerades." in upgraded.said("verify", "--rebuild")


def test_unchanged_documents_are_carried_over_with_the_templates_of_their_time(
    upgraded: OldRegister,
) -> None:
    """The seven documents with secrets are put forward again; not one is made anew."""
    sources = upgraded.folder / "2026-KS-0042-170" / "v3" / "kalla"
    case = sources / "content" / "tre-parter"
    said = done(upgraded.run("register", case, "--purpose", "beslutsunderlag"))
    assert said.startswith("Inget har ändrats sedan version 3; samma handlingar läggs fram igen")
    assert "version 3 lades fram igen som beslutsunderlag" in upgraded.said("show", THREE)
    assert "Allt är som det registrerades." in upgraded.said("verify")


@pytest.mark.parametrize("made", ["then", "now"])
def test_its_backup_is_read_back(
    old: OldRegister, database: Callable[[], str | None], made: str
) -> None:
    """The file that the program of then made, and one that this program makes of the register."""
    copy = old.root / "kopia.zip"
    if made == "then":
        backup_file(old.name, copy)
    else:
        done(old.run("backup", copy))
    elsewhere = OldRegister(old.name, old.root / "annan", database())
    elsewhere.root.mkdir()
    done(elsewhere.run("restore", copy))
    assert bodies(elsewhere) == bodies(old)
    assert elsewhere.said("verify", "--rebuild") == old.said("verify", "--rebuild")
    assert elsewhere.said("log") == old.said("log")
    workplace(elsewhere)
    done(elsewhere.run(*WRITING[4]))
