"""Cases and law profiles are checked, each whatever is wrong with the others, and nothing made."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from avtal.making.check import CheckedCase, check
from avtal.problems import EnvironmentProblem
from avtal.rules.rule import Stage
from tests.conftest import Workspace, edit_file


def stopped(checked: CheckedCase) -> list[int]:
    """Return the exit code for a draft, for a decision, and where no advice may be left."""
    return [checked.exit_code(stage) for stage in (Stage.DRAFT, Stage.APPROVAL, Stage.ADVICE)]


def messages(checked: CheckedCase) -> list[str]:
    return [problem.message for problem in checked.problems]


def test_what_is_found_stops_what_it_is_grave_enough_for(workspace: Workspace) -> None:
    (small,) = check([workspace.case("minsta")])
    assert (small.name, small.rules_tried, small.counts()["fel"]) == ("minsta", True, 0)
    assert small.counts()["varning"] > 0
    assert stopped(small) == [0, 1, 1]
    (three,) = check([workspace.case("tre-parter")])
    assert {problem.severity for problem in three.problems} == {"undantag"}
    assert stopped(three) == [0, 0, 0]


def test_a_wrong_case_is_told_with_its_templates_and_rules_are_not_tried(
    workspace: Workspace,
) -> None:
    folder = workspace.case("minsta")
    edit_file(folder / "overenskommelse.yaml", "datum: 2024-10-21", "datum: 2024-10-32")
    (workspace.root / "templates" / "overenskommelse.docx").unlink()
    (checked,) = check([folder])
    assert messages(checked) == [
        "datumet ”2024-10-32” finns inte i kalendern",
        "mallen finns inte",
    ]
    assert (checked.rules_tried, stopped(checked)) == (False, [1, 1, 1])


def test_a_wrong_template_is_told_once_and_stops_every_case_that_has_it(
    workspace: Workspace,
) -> None:
    folders = [workspace.case("minsta"), workspace.case("tre-parter")]
    (workspace.root / "templates" / "overenskommelse.docx").write_bytes(b"x")
    first, second = check(folders)
    said = "filen är inte en Word-mall (.docx)"
    assert (messages(first).count(said), messages(second).count(said)) == (1, 0)
    assert (first.broken_before, second.broken_before) == (
        (),
        ("templates/overenskommelse.docx",),
    )
    assert [one.exit_code(Stage.DRAFT) for one in (first, second)] == [1, 1]


def test_a_case_that_is_not_there_hides_no_other(workspace: Workspace) -> None:
    absent, found = check([workspace.root / "content" / "borta", workspace.case("minsta")])
    assert absent.absent is not None
    assert "finns inte" in absent.absent.message
    assert (stopped(absent), found.exit_code(Stage.DRAFT)) == ([2, 2, 2], 0)


def test_law_profiles_are_passed_over_among_cases_and_checked_alone(workspace: Workspace) -> None:
    profiles = workspace.root / "content" / "profiler"
    assert [one.name for one in check([profiles, workspace.case("minsta")])] == ["minsta"]
    (profiles / "Min lag.yaml").write_bytes((profiles / "fore-2023.yaml").read_bytes())
    (profiles / "ny.yml").write_bytes((profiles / "fore-2023.yaml").read_bytes())
    (alone,) = check([profiles])
    assert alone.shared
    assert [(one.file, one.help) for one in alone.problems] == [
        (
            "content/profiler/Min lag.yaml",
            "byt namn på filen; skriv bara a–z, siffror och bindestreck, och en bokstav först",
        ),
        ("content/profiler/ny.yml", "byt namn på filen till ny.yaml"),
    ]


def test_nothing_to_check_is_told(tmp_path: Path) -> None:
    files = [tmp_path / "a.txt", tmp_path / "b.txt"]
    for path in files:
        path.touch()
    with pytest.raises(EnvironmentProblem, match="här finns inget ärende att kontrollera"):
        list(check(files))


def test_documents_are_made_where_that_is_asked_for(workspace: Workspace) -> None:
    folder = workspace.case("minsta")
    said = "uppgiften är inte känd: "
    (plain,), (rendered,) = check([folder]), check([folder], rendered=True)
    assert [one for one in messages(plain) if one.startswith(said)] == []
    unknown = [one for one in rendered.problems if one.message.startswith(said)]
    assert {one.severity for one in unknown} == {"varning"}
    assert all("fyll i den före beslut" in one.help for one in unknown)
    assert sorted(folder.parent.parent.iterdir()) == [
        workspace.root / "content",
        workspace.root / "templates",
    ]


def test_a_case_is_looked_at_from_a_day(workspace: Workspace) -> None:
    folder = workspace.case("tre-parter")
    (own,), (later,) = check([folder]), check([folder], date(2029, 1, 1))
    assert len(later.problems) > len(own.problems)
