"""A function made a command: bundled parameters, one answer, two forms of it."""

from __future__ import annotations

import json
from collections.abc import Iterator

import click
import pytest

from avtal.cli.command import Answer, Aside, Bundle, command
from avtal.cli.swedish import Option, argument, flag
from avtal.problems import Problem


def _lines(made: list[str]) -> Iterator[str]:
    made.append("lines")
    yield "ett"
    yield Aside("vid sidan")
    yield "två"


def _ran(wanted: click.Command, *arguments: str) -> int:
    code = wanted.main(list(arguments), prog_name="avtal", standalone_mode=False)
    assert isinstance(code, int)
    return code


def test_parameters_arrive_as_the_values_that_their_bundles_make() -> None:
    got: list[object] = []
    inner = Bundle("inner", lambda b: f"<{b}>", Option("--b B", None, "b"))
    outer = Bundle("outer", lambda a, inner: [a, inner], argument("a", "A"), inner)

    @command(outer, flag("--quick", "snabbt"))
    def some_command(outer: list[str], quick: bool) -> Answer:
        """Hjälp."""
        got.append((outer, quick))
        return Answer(None, ())

    assert some_command.name == "some-command"
    assert [one.name for one in some_command.params] == ["a", "b", "quick", "json"]
    assert _ran(some_command, "x", "--b", "y", "--quick") == 0
    assert got == [(["x", "<y>"], True)]


def test_only_the_form_that_is_asked_for_is_made(capsys: pytest.CaptureFixture[str]) -> None:
    made: list[str] = []

    @command()
    def answer() -> Answer:
        """Hjälp."""
        problem = Problem("miljö", "fel", "")
        return Answer(lambda: made.append("result"), _lines(made), [problem], lambda: 1)

    assert _ran(answer) == 1
    assert (made, capsys.readouterr()) == (["lines"], ("ett\ntvå\n", "vid sidan\n"))
    made.clear()
    assert _ran(answer, "--json") == 1
    out, err = capsys.readouterr()
    read = json.loads(out)
    assert (made, err, read["exit_code"], read["result"]) == (["result"], "", 1, None)
    assert [one["message"] for one in read["problems"]] == ["fel"]


def test_lines_are_printed_as_they_are_made(capsys: pytest.CaptureFixture[str]) -> None:
    def lines() -> Iterator[str]:
        yield "ett"
        assert capsys.readouterr().out == "ett\n"
        yield "två"

    @command()
    def answer() -> Answer:
        """Hjälp."""
        return Answer(None, lines())

    assert _ran(answer) == 0
    assert capsys.readouterr().out == "två\n"
