"""What lies in the store instead of what was registered is told of, and never waited for."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from avtal.problems import EnvironmentProblem
from avtal.register.acts.order import Who
from avtal.register.acts.release import Release, release
from avtal.register.proof.backup import backup
from avtal.register.proof.verify import verify
from tests.conftest import Workspace
from tests.processes import run
from tests.register.proof.proving import told
from tests.register.registering import NOW, SMALL, Desk, furnished

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")

V2 = "KS-2024-12/v2"
DOCUMENT = f"{V2}/KS-2024-12_01_overenskommelse_v2.docx"
FILES = (f"{V2}/manifest.json", f"{V2}/kalla/content/minsta/arende.yaml", DOCUMENT)


def _device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def _own_copy(path: Path) -> None:
    path.symlink_to(f"{path}.undan")


KINDS: dict[str, Callable[[Path], object]] = {
    "pipe": os.mkfifo, "device": _device, "folder": Path.mkdir, "link": _own_copy,
}  # fmt: skip


@pytest.fixture
def desk(workspace: Workspace) -> Desk:
    desk = furnished(workspace)
    for folder in desk.store.rglob("*"):
        if folder.is_dir():
            folder.chmod(0o755)
    return desk


def _replaced(desk: Desk, name: str, kind: str) -> Path:
    path = desk.place.folder / name
    path.rename(path.with_name(f"{path.name}.undan"))
    KINDS[kind](path)
    return path


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_something_else_is_told_of(desk: Desk, name: str, kind: str) -> None:
    path = _replaced(desk, name, kind)
    said = {"folder": "är en mapp, inte en fil", "pipe": "är ingen vanlig fil"}.get(
        kind, "är en länk"
    )
    assert f"fel {name}: filen {said}" in told(verify(desk.place, rebuild=True))
    with pytest.raises(EnvironmentProblem) as caught:
        backup(desk.place, desk.workspace.root / "kopia.zip")
    assert caught.value.message == f"registret ”{desk.place.folder}” är skadat: {name} {said}"
    for command in ("history", SMALL), ("compare", f"{SMALL}@1", f"{SMALL}@2"):
        ran = run(*command, cwd=desk.workspace.root)
        if command[0] == "compare" or name != DOCUMENT:  # history reads no documents
            assert (ran.exit_code, f"{path}” {said}" in ran.err) == (2, True), ran.err


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_handed_out_is_what_was_registered(desk: Desk, kind: str) -> None:
    path = _replaced(desk, DOCUMENT, kind)
    target = desk.workspace.root / "ut"
    with pytest.raises(EnvironmentProblem, match=f"{path.name}” är "):
        release(desk.place, f"{SMALL}@2", Release("T", "A", target, Who("A", NOW)))
    assert not target.exists()


@pytest.mark.parametrize("name", [V2, V2.partition("/")[0], f"{V2}/kalla"])
def test_a_folder_that_is_a_link_is_not_entered(desk: Desk, name: str) -> None:
    _replaced(desk, name, "link")
    assert any("är en länk" in line for line in told(verify(desk.place)))
    with pytest.raises(EnvironmentProblem, match="ligger i en mapp som är en länk"):
        backup(desk.place, desk.workspace.root / "kopia.zip")


@pytest.mark.parametrize("kind", ["pipe", "device", "folder"])
@pytest.mark.parametrize("name", ["register.db", "register.db-journal", "register.db-wal"])
def test_a_database_that_is_something_else_is_not_opened(desk: Desk, name: str, kind: str) -> None:
    path = desk.place.folder / name
    path.unlink(missing_ok=True)
    KINDS[kind](path)
    ran = run("log", cwd=desk.workspace.root)
    assert ran.exit_code == 2
    assert f"”{name}” är " in ran.err


def test_what_a_link_leads_to_is_not_sealed(desk: Desk) -> None:
    outside = desk.workspace.root / "utanfor.txt"
    outside.write_text("x", encoding="utf-8")
    mode = outside.stat().st_mode
    for name in ("manifest.json", "annat"):
        place = desk.store / "v2" / name
        if place.exists():
            place.unlink()
        place.symlink_to(outside)
    desk.rewrite("1.2")
    with pytest.raises(EnvironmentProblem):
        desk.register()
    assert outside.stat().st_mode == mode
