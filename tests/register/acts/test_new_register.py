"""A register is made where somebody asks for one, and nowhere over anything."""

from __future__ import annotations

import os
import shutil
import signal
from contextlib import suppress
from pathlib import Path

import pytest

from avtal.problems import EnvironmentProblem
from avtal.register.acts.new_register import make_register
from avtal.register.identity import read_mark
from avtal.register.opening import RegisterPlace, changing
from avtal.register.proof.verify import verify
from tests.conftest import Workspace
from tests.processes import Steps, forked
from tests.register.conftest import Server
from tests.register.old.kept import NAMES, OldRegister
from tests.register.registering import Desk, everything


@pytest.fixture
def place(tmp_path: Path) -> RegisterPlace:
    """Return a place where there is no register."""
    return RegisterPlace(tmp_path / "output" / "register")


def refused(place: RegisterPlace) -> str:
    """Return why no register is made; everything is as it was."""
    before = everything(place.folder)
    with pytest.raises(EnvironmentProblem) as caught:
        make_register(place)
    assert caught.value.help
    assert everything(place.folder) == before
    return caught.value.message.replace(str(place.folder), "MAPP")


def test_folder_and_database_carry_the_same_identity(place: RegisterPlace) -> None:
    made = make_register(place)
    mark = read_mark(place.folder)
    assert mark is not None
    with changing(place) as register:
        assert register.ledger.identity == mark.identity == made.identity
    assert verify(place).problems == ()


def test_one_that_exists_is_refused(place: RegisterPlace, workspace: Workspace) -> None:
    make_register(place)
    assert refused(place) == "det finns redan ett register i ”MAPP”"
    desk = Desk(workspace)
    desk.register()
    assert refused(desk.place) == "det finns redan ett register i ”MAPP”"
    (desk.place.folder / "register.json").unlink()
    assert refused(desk.place) == "det finns redan ett register i ”MAPP”"
    for path in desk.place.folder.glob("register.*"):
        path.unlink()
    assert refused(desk.place) == "”MAPP” har ett registers handlingar"


def test_an_older_one_is_upgraded_and_not_made_anew(tmp_path: Path) -> None:
    old = OldRegister(NAMES[0], tmp_path).put_back()
    assert "är gjort av en äldre version av avtal" in refused(old.place)


def test_what_is_no_register_is_left_alone(place: RegisterPlace) -> None:
    place.folder.mkdir(parents=True)
    (place.folder / "bilder").mkdir()
    assert refused(place) == "det ligger redan något i ”MAPP”: bilder"
    (place.folder / "bilder").rmdir()
    (place.folder / "register.db").write_bytes(b"hej" * 1_000)
    assert "filen är ingen databas" in refused(place)
    shutil.rmtree(place.folder)
    place.folder.write_bytes(b"")
    assert "en del av sökvägen är en fil" in refused(place)


def test_an_empty_folder_and_what_file_managers_leave_are_nothing(place: RegisterPlace) -> None:
    place.folder.mkdir(parents=True)
    (place.folder / ".DS_Store").write_bytes(b"x")
    make_register(place)
    assert verify(place).problems == ()


def test_a_kill_at_any_step_is_gone_on_with(place: RegisterPlace) -> None:
    steps = Steps()
    measured = RegisterPlace(place.folder.with_name("matt"))
    steps.watch(lambda: make_register(measured))
    total = len(steps.seen)
    assert total > 50
    for moment in range(1, total, max(1, total // 40)):
        killed = Steps(moment, lambda: os.kill(os.getpid(), signal.SIGKILL))
        forked(lambda killed=killed: killed.watch(lambda: make_register(place)))  # type: ignore[misc]
        with suppress(EnvironmentProblem):  # where it was made before the blow
            make_register(place)
        assert verify(place).problems == ()
        shutil.rmtree(place.folder)


@pytest.mark.system
def test_in_postgresql(place: RegisterPlace, server: Server, tmp_path: Path) -> None:
    there = RegisterPlace(place.folder, server.database())
    make_register(there)
    assert not (place.folder / "register.db").exists()
    assert refused(there) == "databasen har redan ett register"
    assert refused(RegisterPlace(tmp_path / "annan", there.database)) == (
        "databasen har redan ett register"
    )
    elsewhere = RegisterPlace(place.folder, server.database())
    assert refused(elsewhere) == "”MAPP” hör till ett register"
    assert refused(place) == "”MAPP” hör till ett register"
    assert verify(there).problems == ()
