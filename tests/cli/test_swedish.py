"""Help pages and usage errors, as a real process shows them."""

from __future__ import annotations

import sys
from pathlib import Path

import click
import pytest

from avtal import __version__
from avtal.cli.app import cli
from avtal.problems import EnvironmentProblem
from tests.conftest import REPOSITORY, Golden, Workspace
from tests.processes import Ran, run

GOLDEN = REPOSITORY / "tests" / "golden" / "cli"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (
            ["byggd"],
            "fel: kommandot ”byggd” finns inte\n   = hjälp: avtal --help visar vilka som finns\n",
        ),
        (["buidl"], "fel: kommandot ”buidl” finns inte\n   = hjälp: menade du ”build”?\n"),
        (
            ["x'y\"z"],
            "fel: kommandot ”x'y\"z” finns inte\n   = hjälp: avtal --help visar vilka som finns\n",
        ),
        (["--verson"], "fel: flaggan --verson finns inte\n   = hjälp: menade du --version?\n"),
        (
            ["build"],
            "fel: ÄRENDE saknas\n   = hjälp: skriv mappen med ärendets innehåll sist: "
            "python -m avtal build content/taby-2018\n",
        ),
        (
            ["content/minsta"],
            "fel: kommandot ”content/minsta” finns inte\n"
            "   = hjälp: skriv kommandot före ärendet: avtal build content/minsta\n",
        ),
        (
            ["build", "content/minsta", "--copy", "offentligt"],
            "fel: --copy kan inte vara ”offentligt”\n   = hjälp: menade du --copy offentlig?\n",
        ),
        (
            ["build", "content/minsta", "--output", ""],
            "fel: --output är en tom text\n   = hjälp: skriv namnet på en mapp\n",
        ),
        (
            ["build", "content/minsta", "--templates", ""],
            "fel: --templates är en tom text\n   = hjälp: skriv namnet på en mapp\n",
        ),
        (["build", ""], "fel: ÄRENDE är en tom text\n   = hjälp: skriv namnet på en mapp\n"),
        (
            ["build", "content/minsta", "--output", "--copy", "offentlig"],
            "fel: --output behöver ett värde, men sedan står --copy\n"
            "   = hjälp: skriv namnet på en mapp\n",
        ),
        (
            ["build", "content/minsta", "--outptu", "x"],
            "fel: flaggan --outptu finns inte\n   = hjälp: menade du --output?\n",
        ),
        (
            ["build", "content/minsta", "--quux"],
            "fel: flaggan --quux finns inte\n   = hjälp: se python -m avtal build --help\n",
        ),
        (
            ["build", "content/minsta", "--output"],
            "fel: flaggan --output behöver ett värde\n   = hjälp: skriv --output MAPP\n",
        ),
        (
            ["build", "content/minsta", "--json=ja"],
            "fel: flaggan --json tar inget värde\n   = hjälp: se python -m avtal build --help\n",
        ),
        (
            ["build", "content/minsta", "--copy", 'it\'s not "one"'],
            'fel: --copy kan inte vara ”it\'s not "one"”\n'
            "   = hjälp: välj fullstandig eller offentlig\n",
        ),
        (
            ["build", "content/minsta", "ett", "två"],
            "fel: det står fler argument än kommandot tar: ett två\n"
            "   = hjälp: ange en sak åt gången; sätt citattecken runt en sökväg som har "
            "blanksteg\n",
        ),
        (
            ["build", "content/minst"],
            "fel: ärendet ”content/minst” finns inte\n   = hjälp: menade du content/minsta?\n",
        ),
        (
            ["build", "content/minsta", "--templates", "mallar"],
            "fel: mappen med mallar, ”mallar”, finns inte\n   = hjälp: ange den med --templates\n",
        ),
        (
            ["build", "content/minsta", "--output", "/dev/null/x"],
            "fel: kan inte skriva i ”/dev/null/x/minsta/utkast”: en del av sökvägen är en fil. "
            "Inget har ändrats\n"
            "   = hjälp: åtgärda felet eller välj en annan mapp, och försök igen\n",
        ),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_cannot_be_done_is_told_in_swedish(
    workspace: Workspace, arguments: list[str], told: str
) -> None:
    workspace.case("minsta")
    assert run(*arguments, cwd=workspace.root) == Ran(2, "", told + "\n")
    assert not (workspace.root / "output").exists()


@pytest.mark.parametrize(
    ("words", "message", "help"),
    [
        ("buidl", "kommandot ”buidl” finns inte", "menade du ”build”?"),
        ("--", "kommandot saknas", "se avtal --help"),
        ("templates --", "kommandot saknas", "se avtal templates --help"),
        ("build --cop x", "flaggan --cop finns inte", "menade du --copy eller --output?"),
        ("build x --output", "flaggan --output behöver ett värde", "skriv --output MAPP"),
        ("build x --json=ja", "flaggan --json tar inget värde", "se avtal build --help"),
        ("build x --help=ja", "flaggan --help tar inget värde", "se avtal build --help"),
        (
            "build",
            "ÄRENDE saknas",
            "skriv mappen med ärendets innehåll sist: avtal build content/taby-2018",
        ),
        ("show", "DNR[@N] saknas", "se avtal show --help"),
        ("register x", "flaggan --purpose saknas", "lägg till --purpose ÄNDAMÅL"),
        (
            "show x y z",
            "det står fler argument än kommandot tar: y z",
            "ange en sak åt gången; sätt citattecken runt en sökväg som har blanksteg",
        ),
        ("check x --stage nej", "--stage kan inte vara ”nej”", "välj utkast eller faststallande"),
        ("note x granskat", "STATUS kan inte vara ”granskat”", "menade du STATUS granskad?"),
        (
            "log --from igår",
            "--from kan inte vara ”igår”",
            "skriv en dag, till exempel 2018-12-03",
        ),
        ("batch x --workers 0", "--workers kan inte vara ”0”", "skriv ett heltal från 1"),
        ("build x --output=", "--output är en tom text", "skriv namnet på en mapp"),
    ],
)
def test_no_sentence_of_click_is_needed(
    monkeypatch: pytest.MonkeyPatch, words: str, message: str, help: str
) -> None:
    """Every kind of usage error has its sentence where those of click say nothing."""
    monkeypatch.setattr(click.ClickException, "__init__", lambda self, message: None)
    monkeypatch.setattr(click.ClickException, "message", "", raising=False)
    with pytest.raises(EnvironmentProblem) as caught:
        cli.main(words.split(), prog_name="avtal", standalone_mode=False)
    assert (caught.value.message, caught.value.help) == (message, help)


def test_help_pages(golden: Golden, tmp_path: Path) -> None:
    env = {"COLUMNS": "80"}
    for name, arguments in (
        ("avtal", ["--help"]),
        ("build", ["build", "--help"]),
        ("missing", ["missing", "--help"]),
    ):
        ran = run(*arguments, cwd=tmp_path, env=env)
        assert (ran.exit_code, ran.err) == (0, "")
        golden(GOLDEN / f"{name}.txt", ran.out)


def test_without_arguments_the_help_is_shown_as_an_error(tmp_path: Path) -> None:
    ran = run(cwd=tmp_path)
    assert (ran.exit_code, ran.out) == (2, "")
    assert ran.err == run("--help", cwd=tmp_path).out


def test_the_version(tmp_path: Path) -> None:
    assert run("--version", cwd=tmp_path) == Ran(0, f"avtal {__version__}\n", "")


def test_the_installed_command_is_the_same_program(tmp_path: Path) -> None:
    command = [str(Path(sys.executable).parent / "avtal")]
    assert run("--version", cwd=tmp_path, command=command) == Ran(0, f"avtal {__version__}\n", "")
