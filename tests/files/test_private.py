"""What others can change is not the user's own, whatever lies above it or behind a link."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from avtal.files.private import is_private, make_private

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has the profile's own rights")


@pytest.mark.parametrize("mode", [0o720, 0o702, 0o777])
@pytest.mark.parametrize("which", ["file", "folder", "above"])
def test_one_place_that_others_can_write_in_is_enough(
    tmp_path: Path, which: str, mode: int
) -> None:
    folder = tmp_path / "ovan" / "mapp"
    make_private(folder)
    (folder / "fil").touch(0o600)
    assert is_private(folder / "fil")
    {"file": folder / "fil", "folder": folder, "above": folder.parent}[which].chmod(mode)
    assert not is_private(folder / "fil")


def test_in_a_sticky_folder_nobody_changes_what_is_ours(tmp_path: Path) -> None:
    make_private(tmp_path / "allas" / "mapp")
    (tmp_path / "allas").chmod(0o1777)
    assert is_private(tmp_path / "allas" / "mapp")
    assert not (tmp_path / "allas" / "mapp").stat().st_mode & 0o077


def test_both_ends_of_a_link_count(tmp_path: Path) -> None:
    for name in ("egen", "allas"):
        make_private(tmp_path / name / "mapp")
    (tmp_path / "egen" / "in").symlink_to(tmp_path / "allas" / "mapp")
    (tmp_path / "allas" / "ut").symlink_to(tmp_path / "egen" / "mapp")
    (tmp_path / "allas").chmod(0o777)
    assert is_private(tmp_path / "egen" / "mapp")
    assert not is_private(tmp_path / "egen" / "in")
    assert not is_private(tmp_path / "allas" / "ut")


def test_what_is_not_there_yet_is_judged_by_what_is_above(tmp_path: Path) -> None:
    assert is_private(tmp_path / "ny" / "mapp")
    tmp_path.chmod(0o777)
    assert not is_private(tmp_path / "ny" / "mapp")
