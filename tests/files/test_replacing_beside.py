"""What stands in place of a folder of drafts or beside it: leftovers go, anything else stays."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from avtal.files.replacing import replace_folder
from avtal.problems import EnvironmentProblem
from tests.files.folders import LOCK, anything, inside

pytestmark = pytest.mark.skipif(os.name == "nt", reason="makes links")

FRESH = ".utkast.avtal-ny"
ASIDE = ".utkast.avtal-gammal"
OLD = {"a.docx": b"gammal a", "manifest.json": b"{}"}
NEW = {"a.docx": b"ny a", "c.docx": b"ny c"}


@pytest.fixture
def drafts(target: Path) -> Path:
    """Return the path of a folder that holds OLD."""
    replace_folder(target, OLD, anything)
    return target


LEFT_BY_OTHERS: Mapping[str, tuple[str, Callable[[Path], object]]] = {
    "text-in-fresh": (FRESH, lambda folder: (folder / "anteckningar.txt").write_bytes(b"mina")),
    "folder-in-fresh": (FRESH, lambda folder: (folder / "min.docx").mkdir()),
    "link-in-fresh": (FRESH, lambda folder: (folder / "min.docx").symlink_to("annan.docx")),
    "anything-in-aside": (ASIDE, lambda folder: (folder / "a.docx").write_bytes(b"mina")),
}


@pytest.mark.parametrize("missing", [False, True], ids=["target", "no-target"])
@pytest.mark.parametrize("kind", LEFT_BY_OTHERS)
def test_what_stands_beside_and_is_not_ours_stays(target: Path, kind: str, missing: bool) -> None:
    name, put = LEFT_BY_OTHERS[kind]
    if not missing:
        replace_folder(target, OLD, anything)
    beside = target.with_name(name)
    beside.mkdir(parents=True)
    put(beside)
    (target.with_name(FRESH)).mkdir(exist_ok=True)  # an empty one may be ours, and stays too
    before = sorted(path for path in target.parent.rglob("*") if path.name != LOCK)
    with pytest.raises(EnvironmentProblem) as caught:
        replace_folder(target, NEW, lambda folder: "den är min" if folder.name == ASIDE else None)
    assert caught.value.message.startswith(f"”{beside}” kan inte ersättas: ")
    assert sorted(path for path in target.parent.rglob("*") if path.name != LOCK) == before


@pytest.mark.parametrize("name", [FRESH, ASIDE])
def test_a_link_beside_is_not_followed(drafts: Path, name: str) -> None:
    (drafts.parent / "mitt").mkdir()
    (drafts.parent / "mitt" / "a.docx").write_bytes(b"mitt")
    drafts.with_name(name).symlink_to("mitt")
    with pytest.raises(EnvironmentProblem, match="det är en länk"):
        replace_folder(drafts, NEW, anything)
    assert inside(drafts.parent / "mitt") == {"a.docx": b"mitt"}
    assert inside(drafts) == OLD


def test_files_beside_with_similar_names_stay(drafts: Path) -> None:
    for name in (".utkast.ny", ".utkast.gammal"):
        (drafts.parent / name).mkdir()
        (drafts.parent / name / "a.docx").write_bytes(b"mitt")
    replace_folder(drafts, NEW, anything)
    assert inside(drafts.parent / ".utkast.ny") == {"a.docx": b"mitt"}
    assert inside(drafts.parent / ".utkast.gammal") == {"a.docx": b"mitt"}


@pytest.mark.parametrize("dangling", [False, True], ids=["to-a-folder", "to-nothing"])
def test_a_link_is_not_replaced(target: Path, dangling: bool) -> None:
    elsewhere = target.parent / "annat"
    target.parent.mkdir()
    target.symlink_to(elsewhere)
    if not dangling:
        elsewhere.mkdir()
        (elsewhere / "eget.txt").write_bytes(b"eget")
    with pytest.raises(EnvironmentProblem) as caught:
        replace_folder(target, NEW, anything)
    assert caught.value.message == f"”{target}” kan inte ersättas: det är en länk"
    assert target.readlink() == elsewhere
    names = sorted(path.name for path in target.parent.iterdir())
    assert names == sorted([LOCK, "utkast", *([] if dangling else ["annat"])])
    assert dangling or inside(elsewhere) == {"eget.txt": b"eget"}
