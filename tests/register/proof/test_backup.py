"""The whole register in one file: consistent, and never over anything."""

from __future__ import annotations

import json
import os
import resource
import signal
from pathlib import Path

import pytest

from avtal.problems import EnvironmentProblem
from avtal.register.acts.entries import void
from avtal.register.opening import RegisterPlace
from avtal.register.proof.backup import backup
from avtal.register.proof.restore import restore
from avtal.register.proof.verify import verify
from tests.conftest import Workspace
from tests.processes import fork, run, told
from tests.register.registering import ANNA, SMALL, Desk, furnished

LOCK = [".kopia.zip.avtal-lock"]
"""Stays, and is empty: see test_files."""


@pytest.fixture
def desk(workspace: Workspace) -> Desk:
    """Return a desk with two versions, a file and an entry."""
    desk = furnished(workspace)
    void(desk.place, f"{SMALL}@fil1", "fel", ANNA)
    return desk


def test_a_backup_of_the_same_register_has_the_same_bytes(desk: Desk, kopia: Path) -> None:
    again = backup(desk.place, desk.workspace.root / "igen.zip").path
    assert again.read_bytes() == kopia.read_bytes()


def test_a_backup_is_whole_while_others_register(desk: Desk, elsewhere: RegisterPlace) -> None:
    """A child registers as fast as it can; each backup that is taken meanwhile can be read back."""

    def registering() -> None:
        for number in range(30):
            desk.file(f"svar{number}.txt", content=str(number))

    child = fork(registering)
    lengths = []
    for number in range(4):
        target = desk.workspace.root / f"kopia{number}.zip"
        lengths.append(backup(desk.place, target).head.length)
        place = RegisterPlace(elsewhere.folder.with_name(f"register{number}"))
        assert restore(place, target).head.length == lengths[-1]
    _, status = os.waitpid(child, 0)
    assert status == 0
    assert lengths == sorted(lengths)
    assert verify(desk.place).problems == ()


@pytest.mark.parametrize(
    "file", ["KS-2024-12/v1/manifest.json", "KS-2024-12/v2/kalla/avtal-version.txt"]
)
@pytest.mark.parametrize("act", ["change", "delete"])
def test_a_damaged_register_is_not_copied(desk: Desk, file: str, act: str) -> None:
    path = desk.place.folder / file
    path.chmod(0o644)
    path.unlink() if act == "delete" else path.write_bytes(path.read_bytes() + b" ")
    target = desk.workspace.root / "kopia.zip"
    with pytest.raises(EnvironmentProblem) as caught:
        backup(desk.place, target)
    said = "saknas" if act == "delete" else "är ändrad"
    assert caught.value.message == f"registret ”{desk.place.folder}” är skadat: {file} {said}"
    assert [path.name for path in desk.workspace.root.glob("*kopia*")] == LOCK


def test_a_backup_overwrites_nothing(desk: Desk, kopia: Path) -> None:
    before = kopia.read_bytes()
    with pytest.raises(EnvironmentProblem, match="finns redan"):
        backup(desk.place, kopia)
    with pytest.raises(EnvironmentProblem, match="kan inte ligga i registret"):
        backup(desk.place, desk.store / "kopia.zip")
    with pytest.raises(EnvironmentProblem, match="/borta” finns inte"):
        backup(desk.place, kopia.parent / "borta" / "kopia.zip")
    assert kopia.read_bytes() == before


def test_a_full_disk_leaves_no_backup(desk: Desk) -> None:
    target = desk.workspace.root / "kopia.zip"

    def short_of_space() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000))
        backup(desk.place, target)

    assert "filen blir större än vad som är tillåtet" in told(short_of_space)
    assert [path.name for path in desk.workspace.root.glob("*kopia*")] == LOCK


def test_what_an_interrupted_backup_left_is_written_over(
    desk: Desk, elsewhere: RegisterPlace
) -> None:
    target = desk.workspace.root / "kopia.zip"
    (desk.workspace.root / ".kopia.zip.avtal-ny").write_bytes(b"halv")
    assert restore(elsewhere, backup(desk.place, target).path).head.length == 5
    assert not (desk.workspace.root / ".kopia.zip.avtal-ny").exists()


def test_the_commands(desk: Desk) -> None:
    root = desk.workspace.root
    ran = run("backup", "kopia.zip", cwd=root)
    assert ran.exit_code == 0
    assert ran.out.startswith("Säkerhetskopian är skriven i kopia.zip: 22 filer (")
    assert run("restore", "kopia.zip", cwd=root).exit_code == 2
    ran = run("restore", "kopia.zip", "--register", "annat", "--json", cwd=root)
    assert json.loads(ran.out)["result"]["head"]["length"] == 5
    assert run("verify", "--register", "annat", cwd=root).exit_code == 0
    assert run("backup", "ny.zip", "--register", "borta", cwd=root).exit_code == 2
