"""What a user named becomes documents: a case, a folder of Word files, a single one."""

from __future__ import annotations

from pathlib import Path

import pytest

from avtal.case.stamp import Copy
from avtal.compare.sides.side import SideError, from_case, from_file, from_folder
from avtal.making.build import build
from avtal.problems import EnvironmentProblem
from tests.compare.agreements import Agreement, Text
from tests.conftest import Workspace, edit_file

GOOD = Agreement((Text("Parterna ska samverka."),)).to_bytes()


def test_a_case_is_its_drafts(workspace: Workspace) -> None:
    folder = workspace.case("minsta")
    side = from_case(folder, workspace.root / "templates", Copy.FULL, "minsta", "nu")
    assert list(side.documents) == ["tjansteutlatande", "overenskommelse"]
    assert side.made is not None
    drafts = build(folder, workspace.root / "ut", None, Copy.FULL)
    assert {one.data for one in side.documents.values()} == {
        path.read_bytes() for path in drafts.folder.glob("*.docx")
    }
    assert dict(side.facts)["Innehållets SHA-256"] == drafts.manifest.content_sha256


def test_a_public_side_has_no_hash_that_could_confirm_a_guess(workspace: Workspace) -> None:
    folder = workspace.case("tre-parter")
    sides = [from_case(folder, workspace.root / "templates", copy, "tre", "nu") for copy in Copy]
    assert ["Innehållets SHA-256" in dict(side.facts) for side in sides] == [
        copy is Copy.FULL for copy in Copy
    ]
    assert {dict(side.facts)["Diarienummer"] for side in sides} == {"2026/KS 0042 170"}


def test_a_case_with_errors_is_no_side(workspace: Workspace) -> None:
    folder = workspace.case("minsta")
    edit_file(folder / "overenskommelse.yaml", "datum: 2024-10-21", "datum: 2024-10-32")
    with pytest.raises(SideError) as caught:
        from_case(folder, workspace.root / "templates", Copy.FULL, "minsta", "nu")
    assert caught.value.exit_code == 2
    assert [one.message for one in caught.value.problems] == [
        "datumet ”2024-10-32” finns inte i kalendern"
    ]


def test_the_manifest_of_a_folder_is_believed_of_files_that_are_as_it_says(
    workspace: Workspace,
) -> None:
    built = build(workspace.case("tre-parter"), workspace.root / "ut", None, Copy.FULL)
    assert from_folder(built.folder).copy is Copy.FULL
    changed = next(built.folder.glob("*overenskommelse*"))
    changed.write_bytes(GOOD)
    side = from_folder(built.folder)
    assert (side.case, side.copy) == ("tre-parter", None)  # what was put there may be any copy
    assert dict(side.facts) == {"Diarienummer": "2026/KS 0042 170"}
    versions = {one.key: one.version for one in built.manifest.documents}
    assert {key: one.version for key, one in side.documents.items()} == {
        **versions,
        "overenskommelse": None,
    }


def test_a_folder_of_files_from_elsewhere(tmp_path: Path) -> None:
    for name in ("Svar bilaga.docx", "KS_atgardsplan_v3.DOCX", "~$lås.docx", ".dold.docx", "x.txt"):
        (tmp_path / name).write_bytes(GOOD)
    side = from_folder(tmp_path)
    assert list(side.documents) == ["atgardsplan", "Svar bilaga"]
    assert (side.copy, side.case, side.made, side.facts) == (None, None, None, ())


def test_a_folder_that_cannot_be_compared(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentProblem, match="har inga Word-filer"):
        from_folder(tmp_path)
    for name in ("a_overenskommelse.docx", "b_overenskommelse.docx"):
        (tmp_path / name).write_bytes(GOOD)
    with pytest.raises(EnvironmentProblem) as caught:
        from_folder(tmp_path)
    assert "har två filer för overenskommelse: a_overenskommelse.docx och b_" in (
        caught.value.message
    )


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Svar från Polisen (2).docx", "svar-fran-polisen-2"),
        ("文件.docx", "handlingar"),
        (f"{'a' * 60}.docx", "a" * 40),
    ],
)
def test_a_single_file_has_a_name_for_files(tmp_path: Path, name: str, slug: str) -> None:
    (tmp_path / name).write_bytes(GOOD)
    side = from_file(tmp_path / name)
    assert (side.single, side.slug, len(side.documents)) == (True, slug, 1)
