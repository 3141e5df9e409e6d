"""Words on the command line: read from their enumerations, and told on the help pages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import click
import pytest

from avtal.case.stamp import Copy
from avtal.cli import environment
from avtal.cli.app import cli
from avtal.cli.types import ChoiceType, DayType, ParagraphType, WordType, simplify
from avtal.model.decision import Outcome
from avtal.problems import EnvironmentProblem


def _choices(group: click.Group) -> Iterator[tuple[click.Command, click.Parameter]]:
    for command in group.commands.values():
        if isinstance(command, click.Group):
            yield from _choices(command)
        for param in command.params:
            if isinstance(param.type, ChoiceType):
                yield command, param


CHOICES = [
    pytest.param(command, param, id=f"{command.name} {param.name}")
    for command, param in _choices(cli)
]


@pytest.mark.parametrize(("command", "param"), CHOICES)
def test_the_help_names_every_word(command: click.Command, param: click.Parameter) -> None:
    """The words are sentences there, so that a help page loads no enumeration."""
    assert isinstance(param.type, ChoiceType)
    page = simplify(" ".join(command.get_help(click.Context(command)).split()))
    words = param.type.words()
    assert [word for word in words if simplify(word) not in page] == []
    for word, choice in words.items():
        assert param.type.convert(word, param, None) is choice


def test_there_are_choices() -> None:
    assert len(CHOICES) == 12


def test_a_word_may_be_written_without_diacritics() -> None:
    outcome = WordType(lambda: Outcome)
    for written in ("med ändring", "Med-andring", "MED ANDRING"):
        assert outcome.convert(written, None, None) is Outcome.AMENDED


def test_a_choice_is_spelled_as_it_is_told() -> None:
    copy = ChoiceType(lambda: Copy, simplify)
    assert copy.convert("fullstandig", None, None) is Copy.FULL
    with pytest.raises(EnvironmentProblem, match="argumentet kan inte vara ”fullständig”"):
        copy.convert("fullständig", None, None)


@pytest.mark.parametrize("written", ["12", "§ 12", "§12", "§\u00a012", "12 §", " 12 ", "012"])
def test_a_paragraph_is_a_number(written: str) -> None:
    assert ParagraphType().convert(written, None, None) == 12


@pytest.mark.parametrize(
    "written",
    [
        "0",
        "§ 0",
        "-1",
        "abc",
        "",
        "§",
        "12 a",
        "1.5",
        "1,5",
        "§ 12 §",
        "12345",
        "²",
        "\uff11\uff12",
        "1 2",
    ],
)
def test_what_is_no_paragraph(written: str) -> None:
    with pytest.raises(EnvironmentProblem, match="argumentet kan inte vara ”") as caught:
        ParagraphType().convert(written, None, None)
    assert caught.value.help == "skriv paragrafens nummer, till exempel 12"


TODAY = environment.today()


def _slip(year: int) -> str:
    """Return the year with its first two digits in the other order: 0226 for 2026."""
    text = str(year)
    return text[1] + text[0] + text[2:]


def test_a_day_is_plausible_today() -> None:
    for years in (-30, -1, 0, 1, 20):
        day = date(TODAY.year + years, 1, 2)
        assert DayType().convert(day.isoformat(), None, None) == day
    for years, said in ((-31, "31 år bakåt i tiden"), (21, "21 år framåt i tiden")):
        with pytest.raises(EnvironmentProblem, match=said):
            DayType().convert(f"{TODAY.year + years}-01-02", None, None)
    for may_be_old in (False, True):
        with pytest.raises(EnvironmentProblem) as caught:
            DayType(may_be_old=may_be_old).convert(f"{_slip(TODAY.year)}-02-05", None, None)
        assert caught.value.help == f"menade du {TODAY.year}-02-05?"
        with pytest.raises(EnvironmentProblem) as caught:
            DayType(may_be_old=may_be_old).convert("9999-12-31", None, None)
        assert caught.value.help == "skriv en dag, till exempel 2018-12-03"


def test_an_old_day_is_of_1900_or_later() -> None:
    for written in ("1974-03-09", "1900-01-01"):
        assert str(DayType(may_be_old=True).convert(written, None, None)) == written
    with pytest.raises(EnvironmentProblem, match="bakåt i tiden"):
        DayType(may_be_old=True).convert("1899-12-31", None, None)


def test_a_day_that_has_been_is_not_to_come() -> None:
    assert DayType(has_been=True).convert(TODAY.isoformat(), None, None) == TODAY
    with pytest.raises(EnvironmentProblem, match="har inte varit än"):
        DayType(has_been=True).convert(str(TODAY + timedelta(days=2)), None, None)
