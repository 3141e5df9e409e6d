"""The store: written once, read-only, and what an interrupted run left is set aside, never lost."""

from __future__ import annotations

import shutil
import stat

import pytest

from avtal.register.proof.verify import verify
from tests.conftest import Workspace
from tests.register.registering import Desk, everything, furnished


@pytest.fixture
def desk(workspace: Workspace) -> Desk:
    """Return a desk with two versions and a file in the register."""
    return furnished(workspace)


def test_what_is_registered_is_read_only(workspace: Workspace) -> None:
    done = Desk(workspace).register()
    writable = [
        path.name
        for path in (done.folder, *done.folder.rglob("*"))
        if stat.S_IMODE(path.stat().st_mode) & 0o222
    ]
    assert writable == []


def test_what_was_written_whole_but_never_entered_is_set_aside(desk: Desk) -> None:
    """Its seal may have been lost, as when it was copied by hand: nothing whole is removed."""
    shutil.copytree(desk.store / "v2", desk.store / "v3")
    for path in (desk.store / "v3", *(desk.store / "v3").rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    (desk.store / ".fil2.avtal-ny").mkdir()
    whole = everything(desk.store / "v3")
    desk.rewrite("1.2")
    assert desk.register().cleaned == (".fil2.avtal-ny", "v3")
    (aside,) = (desk.place.folder / "avbrutna").iterdir()
    assert aside.name == "KS-2024-12_v3_5"
    assert everything(aside) == whole
    assert verify(desk.place).problems == ()


def test_what_a_user_put_there_is_never_removed(desk: Desk) -> None:
    (desk.store / "anteckningar.txt").write_text("mina", encoding="utf-8")
    for name in ("v9", "v1 - kopia", "eget"):
        (desk.store / name).mkdir()
        (desk.store / name / "mitt.docx").write_bytes(b"x")
    before = everything(desk.store)
    desk.rewrite("1.2")
    assert desk.register().cleaned == ()
    after = everything(desk.store)
    assert {path: after[path] for path in before} == before
    assert verify(desk.place).findings == 4
