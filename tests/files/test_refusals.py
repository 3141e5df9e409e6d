"""What the operating system refuses is a sentence, and nothing has changed."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path

import pytest

from avtal.files.replacing import replace_folder
from avtal.problems import EnvironmentProblem
from tests.files.folders import LOCK, NEW, anything, inside, names, powerless
from tests.processes import told

pytestmark = pytest.mark.skipif(os.name == "nt", reason="forks and sends signals")


@pytest.mark.parametrize("levels", [1, 2])
def test_a_file_among_the_parents_is_told(tmp_path: Path, levels: int) -> None:
    (tmp_path / "fil").write_bytes(b"min egen fil")
    target = tmp_path / "fil" / "/".join("x" * levels)
    with pytest.raises(EnvironmentProblem) as caught:
        replace_folder(target, NEW, anything)
    assert caught.value.message == (
        f"kan inte skriva i ”{target}”: en del av sökvägen är en fil. Inget har ändrats"
    )
    assert inside(tmp_path) == {"fil": b"min egen fil"}


def test_a_link_to_itself_is_told(tmp_path: Path) -> None:
    (tmp_path / "rund").symlink_to(tmp_path / "rund")
    target = tmp_path / "rund" / "x" / "utkast"
    with pytest.raises(EnvironmentProblem) as caught:
        replace_folder(target, NEW, anything)
    assert caught.value.message == (
        f"kan inte skriva i ”{target}”: en länk i sökvägen leder till sig själv. Inget har ändrats"
    )


def test_a_name_that_is_too_long_is_told(tmp_path: Path) -> None:
    target = tmp_path / ("x" * 300) / "utkast"
    with pytest.raises(EnvironmentProblem) as caught:
        replace_folder(target, NEW, anything)
    assert caught.value.message == (
        f"kan inte skriva i ”{target}”: sökvägen är för lång. Inget har ändrats"
    )
    assert caught.value.help == ("åtgärda felet eller välj en annan mapp, och försök igen")


@pytest.mark.parametrize("locked_before", [False, True], ids=["no-lock-file", "lock-file"])
def test_a_folder_without_permission_is_told(open_folder: Path, locked_before: bool) -> None:
    if locked_before:
        (open_folder / LOCK).touch()
        (open_folder / LOCK).chmod(0o666)
    open_folder.chmod(0o555)

    assert told(partial(powerless, open_folder)) == (
        "kan inte skriva i ”utkast”: behörighet saknas, eller så är en fil öppen i Word. "
        "Inget har ändrats\n"
        "stäng filerna i Word, kontrollera behörigheten och försök igen"
    )
    assert names(open_folder) == ([LOCK] if locked_before else [])
