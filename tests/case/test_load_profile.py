"""Law profiles are read with the case that names them, and by themselves."""

from __future__ import annotations

from pathlib import Path

import pytest

from avtal.case.load import load, load_profile
from avtal.problems import CaseError, format_problem
from tests.conftest import REPOSITORY, Workspace

PROFILES = sorted((REPOSITORY / "content" / "profiler").glob("*.yaml"))


@pytest.mark.parametrize("path", PROFILES, ids=lambda path: path.stem)
def test_every_profile_of_the_repository_can_be_read_alone(path: Path) -> None:
    assert load_profile(path).name


def test_a_profile_read_alone_is_the_one_of_the_case(workspace: Workspace) -> None:
    case = load(workspace.case("minsta"))
    path = workspace.root / "content" / "profiler" / "lag-2023-196.yaml"
    assert load_profile(path) == case.profile


def test_a_mistake_in_a_profile_read_alone_is_told_with_its_place(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = workspace.root / "content" / "profiler"
    monkeypatch.chdir(folder)
    path = folder / "ny.yaml"
    text = (folder / "fore-2023.yaml").read_text(encoding="utf-8")
    path.write_text(text.replace("handling: overenskommelse", "handling: överenskommelse"))
    with pytest.raises(CaseError) as caught:
        load_profile(Path("ny.yaml"))
    assert [format_problem(problem) for problem in caught.value.problems] == [
        "fel: ”överenskommelse” kan inte vara ett id; här ska stå id för handling\n"
        "  --> content/profiler/ny.yaml:18:15  (stöd.0.handling)\n"
        "    |\n"
        " 18 |   - handling: överenskommelse\n"
        "    |               ^^^^^^^^^^^^^^^\n"
        "   = hjälp: menade du ”overenskommelse”?"
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "filen är tom"),
        ("- namn", "här ska stå en grupp av fält, inte en lista"),
        (None, "filen finns inte"),
    ],
)
def test_what_is_no_profile_is_told(workspace: Workspace, text: str | None, message: str) -> None:
    path = workspace.root / "content" / "profiler" / "ny.yaml"
    if text is not None:
        path.write_text(text)
    with pytest.raises(CaseError) as caught:
        load_profile(path)
    assert [(one.file, one.message) for one in caught.value.problems] == [
        ("content/profiler/ny.yaml", message)
    ]


def test_a_profile_named_like_a_content_file_hides_nothing(workspace: Workspace) -> None:
    folder = workspace.case("minsta", edits={})
    profiles = folder.parent / "profiler"
    (profiles / "lag-2023-196.yaml").rename(profiles / "overenskommelse.yaml")
    path = folder / "arende.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("lag-2023-196", "overenskommelse"),
        encoding="utf-8",
    )
    assert sorted(load(folder).files) == [
        "content/minsta/arende.yaml",
        "content/minsta/overenskommelse.yaml",
        "content/minsta/tjansteutlatande.yaml",
        "content/profiler/overenskommelse.yaml",
    ]
