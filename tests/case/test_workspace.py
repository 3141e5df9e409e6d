"""Where a case may lie and from where it is built; what cannot be a case, and what to type."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from avtal.case.load import load
from avtal.case.workspace import find_case
from avtal.problems import EnvironmentProblem
from tests.conftest import Workspace
from tests.processes import Ran, run

ELSEWHERE = "gå med cd till mappen som innehåller content och ange till exempel content/taby-2018"
CHOOSE = "ange till exempel content/minsta; här finns minsta, tre-parter"


@pytest.fixture
def two(workspace: Workspace) -> Workspace:
    """Return a workspace with the cases minsta and tre-parter."""
    workspace.case("minsta")
    workspace.case("tre-parter")
    return workspace


@pytest.mark.parametrize(
    ("here", "typed", "output"),
    [
        (".", "content/minsta", "output"),
        ("content", "minsta", "../output"),
        ("content", "../content/minsta", "../output"),
        ("content/minsta", ".", "../../output"),
        ("content/tre-parter", "../minsta", "../../output"),
    ],
)
def test_a_case_is_built_from_wherever_one_stands(
    two: Workspace, here: str, typed: str, output: str
) -> None:
    ran = run("build", typed, cwd=two.root / here)
    assert ran.exit_code == 0
    assert ran.out.splitlines()[1].startswith(f"  {output}/minsta/utkast/")
    assert (two.root / "output" / "minsta" / "utkast" / "manifest.json").exists()


def test_an_output_that_is_given_counts_from_where_one_stands(two: Workspace) -> None:
    ran = run("build", "minsta", "--output", "../ut", cwd=two.root / "content")
    assert ran.exit_code == 0
    assert (two.root / "ut" / "minsta" / "utkast" / "manifest.json").exists()


ABSENT = "ärendet ”{}” finns inte"
NO_CASE = "”{}” är inte ett ärende; ett ärende är en mapp i content"
ALL = "”{}” är mappen med alla ärenden, inte ett ärende"
FILE = "”{}” är en fil, inte ett ärende"

NOT_A_CASE = [
    (".", "content/minstra", ABSENT, "menade du content/minsta?"),
    (".", "minsta", ABSENT, "ange content/minsta"),
    (".", "content/x", ABSENT, CHOOSE),
    (".", "inget/x", ABSENT, CHOOSE),
    ("content", "content/minsta", ABSENT, "ange minsta"),
    ("content/minsta", "content/minsta", ABSENT, "ange ."),
    ("content/minsta", "tre-parter", ABSENT, "ange ../tre-parter"),
    ("templates", "minsta", ABSENT, "ange ../content/minsta"),
    ("..", "minsta", ABSENT, ELSEWHERE),
    (".", "content", ALL, CHOOSE),
    ("content", ".", ALL, CHOOSE.replace("content/", "")),
    (".", ".", NO_CASE, CHOOSE),
    (".", "content/minsta/kalla", NO_CASE, "ange content/minsta"),
    (".", "content/minsta/arende.yaml", FILE, "ange content/minsta"),
    ("content/minsta", "arende.yaml", FILE, "ange ."),
    (".", "content/profiler", "”{}” är mappen för lagprofiler, inte ett ärende", CHOOSE),
]


@pytest.mark.parametrize(
    ("here", "typed", "message", "help"), NOT_A_CASE, ids=[f"{h}:{t}" for h, t, *_ in NOT_A_CASE]
)
def test_what_is_no_case_is_told_with_what_to_type(
    two: Workspace,
    monkeypatch: pytest.MonkeyPatch,
    here: str,
    typed: str,
    message: str,
    help: str,
) -> None:
    (two.root / "content" / "minsta" / "kalla").mkdir()
    monkeypatch.chdir(two.root / here)
    with pytest.raises(EnvironmentProblem) as caught:
        load(Path(typed))
    assert (caught.value.message, caught.value.help) == (message.format(typed), help)


def test_a_command_to_type_has_quotes_where_they_are_needed(
    two: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    (two.root / "content" / "minsta").rename(two.root / "content" / "vårt ärende")
    monkeypatch.chdir(two.root)
    with pytest.raises(EnvironmentProblem) as caught:
        find_case(Path("vårt ärende"))
    assert caught.value.help == 'ange "content/vårt ärende"'


def test_a_link_in_content_is_a_case_by_its_own_name(two: Workspace) -> None:
    (two.root / "content" / "minsta").rename(two.root / "arkiv")
    (two.root / "content" / "lank").symlink_to(two.root / "arkiv")
    assert run("build", "content/lank", cwd=two.root).exit_code == 0
    assert (two.root / "output" / "lank" / "utkast" / "manifest.json").exists()
    ran = run("build", "content/lank", "--output", "arkiv", cwd=two.root)
    assert (ran.exit_code, "bland innehåll och mallar" in ran.err) == (2, True)


def test_a_link_elsewhere_leads_to_its_case(two: Workspace) -> None:
    (two.root / "genvag").symlink_to(two.root / "content" / "minsta")
    assert run("build", "genvag", cwd=two.root).exit_code == 0
    assert (two.root / "output" / "minsta" / "utkast" / "manifest.json").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="a folder's name is any bytes on Linux only")
@pytest.mark.parametrize("options", [[], ["--json"]], ids=["text", "json"])
def test_a_name_that_is_not_utf8_is_told(two: Workspace, options: list[str]) -> None:
    odd = os.fsdecode(b"content/\xff")
    (two.root / "content" / "minsta").rename(two.root / odd)
    ran = run("build", odd, *options, cwd=two.root)
    assert ran.exit_code == 2
    assert "ärendets mapp, ”·”, har ett namn med tecken som inte kan användas" in ran.out + ran.err


def test_a_current_folder_that_is_gone_is_told(two: Workspace) -> None:
    gone = "mkdir borta && cd borta && rmdir ../borta && exec "
    shell = ["sh", "-c", f'{gone} "{sys.executable}" -m avtal build content/minsta']
    assert run(cwd=two.root, command=shell) == Ran(
        2,
        "",
        "fel: mappen som du står i finns inte längre\n"
        "   = hjälp: gå till en annan mapp med cd och försök igen\n\n",
    )


@pytest.mark.parametrize("name", ["register", "utlamnat"])
def test_a_case_is_not_called_as_a_folder_of_results(workspace: Workspace, name: str) -> None:
    case = workspace.case("minsta").rename(workspace.root / "content" / name)
    with pytest.raises(EnvironmentProblem) as caught:
        find_case(case)
    assert caught.value.message == (f"ett ärende kan inte heta {name}; så heter en mapp i output")
