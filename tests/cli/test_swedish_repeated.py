"""What is given twice on the command line is kept twice or refused; nothing of it is lost."""

from __future__ import annotations

from collections.abc import Iterator

import click
import pytest

from avtal.cli.app import cli
from avtal.problems import EnvironmentProblem
from tests.conftest import Workspace
from tests.processes import run
from tests.register.registering import SMALL, Desk


def _options(group: click.Group) -> Iterator[tuple[click.Command, click.Option]]:
    for command in (group, *group.commands.values()):
        if isinstance(command, click.Group) and command is not group:
            yield from _options(command)
            continue
        for param in command.params:
            if isinstance(param, click.Option):
                yield command, param


ALL = tuple(_options(cli))
OPTIONS = [
    pytest.param(command, option, id=f"{command.name} {option.opts[0]}") for command, option in ALL
]
SEVERAL = {
    "register --item", "register --to", "register-file --from", "register-file --to",
    "note --to", "correct --from", "correct --to", "correct --remove", "release --to",
}  # fmt: skip
"""What takes several; each of them says so in its help."""


def _arguments(command: click.Command) -> list[str]:
    """Return what the command cannot do without, beside options."""
    return ["x" for one in command.params if isinstance(one, click.Argument) and one.required]


@pytest.mark.parametrize(("command", "option"), OPTIONS)
def test_an_option_takes_several_or_is_a_flag_or_is_refused_the_second_time(
    command: click.Command, option: click.Option
) -> None:
    name = option.opts[0]
    if option.is_flag:
        with command.make_context("x", [*_arguments(command), name], resilient_parsing=True) as one:
            once = dict(one.params)
        twice = [*_arguments(command), name, name]
        with command.make_context("x", twice, resilient_parsing=True) as two:
            assert two.params == once
        return
    said = ""
    try:
        command.make_context("x", [*_arguments(command), name, "ett", name, "två", name, "ett"])
    except EnvironmentProblem as error:  # a value can be wrong too
        said = f"{error.message}; {error.help}"
    is_refused = said == f"{name} är angiven tre gånger; ange den en gång"
    assert is_refused is not option.multiple
    assert option.multiple is (f"{command.name} {name}" in SEVERAL)
    assert option.multiple is ("kan anges flera gånger" in (option.help or ""))


def test_every_option_is_tried() -> None:
    names = {f"{command.name} {option.opts[0]}" for command, option in ALL}
    assert names >= SEVERAL | {"cli --version", "log --from", "log --db"}
    assert len(ALL) > 100


def test_what_is_refused_is_told_and_nothing_is_registered(workspace: Workspace) -> None:
    desk = Desk(workspace)
    desk.register()
    before = desk.events()
    ran = run(
        *("note", f"{SMALL}@1", "expedierad", "--to", "A", "--by", "Anna", "--by=Bo"),
        cwd=workspace.root,
    )
    assert (ran.exit_code, ran.out) == (2, "")
    assert ran.err == "fel: --by är angiven två gånger\n   = hjälp: ange den en gång\n\n"
    assert desk.events() == before


def test_a_paragraph_is_kept_as_a_number(workspace: Workspace) -> None:
    desk = Desk(workspace)
    desk.register()
    decided = ("note", f"{SMALL}@1", "beslutad", "--body", "kommunstyrelsen", "--outcome", "avslag")
    ran = run(*decided, "--paragraph", "noll", cwd=workspace.root)
    assert ran.err.startswith("fel: --paragraph kan inte vara ”noll”\n")
    assert run(*decided, "--paragraph", "§ 12", cwd=workspace.root).exit_code == 0
    assert getattr(desk.events()[-1].data, "paragraph", None) == "12"


def test_names_are_kept_as_one_text(workspace: Workspace) -> None:
    """Each once, and in the order in which they were given."""
    desk = Desk(workspace)
    desk.register()
    root = workspace.root
    (root / "svar.txt").write_text("Hej", encoding="utf-8")

    def does(*arguments: str) -> str:
        ran = run(*arguments, cwd=root)
        assert (ran.exit_code, ran.err) == (0, "")
        return ran.out

    def kept() -> tuple[str | None, str | None]:
        row = desk.documents()[-1]
        return row["sender"], row["recipient"]

    many = ("--to", "Polisen", "--to", "Täby Tidning", "--to", "Polisen")
    does("note", f"{SMALL}@1", "expedierad", *many)
    assert getattr(desk.events()[-1].data, "recipient", None) == "Polisen, Täby Tidning"
    filing = ("register-file", SMALL, "svar.txt", "--title", "Svar", "--type", "inkommen")
    does(*filing, "--from", "Bo", "--from", "Anna")
    assert kept() == ("Bo, Anna", None)
    (root / "brev.txt").write_text("Brev", encoding="utf-8")
    does("register-file", SMALL, "brev.txt", "--title", "Brev", "--type", "utgaende", *many)
    assert kept() == (None, "Polisen, Täby Tidning")
    does("correct", f"{SMALL}@fil2", "--to", "E", "--to", "F", "--reason", "fel")
    assert kept() == (None, "E, F")
    came = ("--type", "inkommen", "--from", "C", "--from", "D", "--remove", "mottagare")
    does("correct", f"{SMALL}@fil2", *came, "--reason", "fel")
    assert kept() == ("C, D", None)
    said = does("release", f"{SMALL}@1", *many)
    assert "till Polisen, Täby Tidning, i" in said
    assert getattr(desk.events()[-1].data, "recipient", None) == "Polisen, Täby Tidning"
