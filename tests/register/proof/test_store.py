"""Every file of the store is as it was registered, and nothing else is there."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from avtal.problems import EnvironmentProblem
from avtal.register.proof.verify import verify
from tests.conftest import Workspace
from tests.register.proof.proving import told
from tests.register.registering import Desk, furnished
from tests.register.tampered import FOLDERS, found


@pytest.fixture
def desk(workspace: Workspace) -> Desk:
    """Return a desk with two versions and a file in the register."""
    return furnished(workspace)


def test_a_registered_version_that_the_ledger_has_lost(desk: Desk, tmp_path: Path) -> None:
    database = desk.place.folder / "register.db"
    shutil.copy2(database, tmp_path / "igar.db")
    desk.rewrite("1.2")
    desk.register()
    shutil.copy2(tmp_path / "igar.db", database)
    assert told(verify(desk.place)) == [
        "fel KS-2024-12/v3: mappen är registrerad men saknas i registret; databasen är äldre än "
        "arkivet"
    ]
    desk.rewrite("1.3")
    with pytest.raises(EnvironmentProblem, match="databasen är äldre än arkivet"):
        desk.register()
    assert (desk.store / "v3").is_dir()


def test_what_an_interrupted_run_left_is_no_finding(desk: Desk) -> None:
    (desk.store / "v3").mkdir()
    (desk.store / "v3" / "manifest.json").write_text("{}", encoding="utf-8")
    (desk.store / ".fil2.avtal-ny").mkdir()
    (desk.store / "v2").chmod(0o755)
    (desk.store / "v2" / "manifest.json").chmod(0o644)
    done = verify(desk.place)
    assert done.findings == 0
    left = (
        "mappen är kvar efter en avbruten registrering; nästa registrering i ärendet flyttar "
        "undan den"
    )
    assert sorted(told(done)) == [
        f"råd KS-2024-12/.fil2.avtal-ny: {left}",
        "råd KS-2024-12/v2: mappen är inte skrivskyddad än; nästa registrering i ärendet gör det",
        f"råd KS-2024-12/v3: {left}",
    ]


def _link(path: Path) -> None:
    kept = path.with_name("kvar")
    path.rename(kept.parents[3] / "kvar")
    path.symlink_to(kept.parents[3] / "kvar")


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
