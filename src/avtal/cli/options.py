"""Options that several commands share."""

from __future__ import annotations

import getpass
import os
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from avtal.case.stamp import Copy
from avtal.cli.swedish import DayType, FolderType, LineType
from avtal.problems import EnvironmentProblem

if TYPE_CHECKING:
    from avtal.register.acts.order import Who
    from avtal.register.opening import RegisterPlace

F = TypeVar("F", bound=Callable[..., Any])

templates_option = click.option(
    "--templates",
    metavar="MAPP",
    type=FolderType(),
    help="Mappen med Word-mallar (annars templates bredvid content).",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Skriv resultatet som JSON.")
COPIES = {"fullstandig": Copy.FULL, "offentlig": Copy.PUBLIC}
by_option = click.option(
    "--by",
    metavar="NAMN",
    type=LineType(),
    help="Vem som gör det (annars ditt användarnamn i datorn).",
)


def copy_option(help: str) -> Callable[[F], F]:
    """Return the option --copy: the full copies if not given."""
    return click.option(
        "--copy",
        metavar="KOPIA",
        type=click.Choice(list(COPIES)),
        default="fullstandig",
        help=help,
    )


def day_option(help: str) -> Callable[[F], F]:
    """Return the option --date: a day, today if not given."""
    return click.option("--date", "day", metavar="DATUM", type=DayType(), help=help)


def register_options(command: F) -> F:
    """Add the options that say where the register is."""
    for option in (
        click.option(
            "--db",
            "database",
            metavar="URL",
            help="Databasen, om registret inte ska ligga i SQLite i sin mapp (annars AVTAL_DB).",
        ),
        click.option(
            "--register",
            "register",
            metavar="MAPP",
            type=FolderType(),
            help="Registrets mapp (annars output/register).",
        ),
    ):
        command = option(command)
    return command


def register_place(folder: Path | None, database: str | None) -> RegisterPlace:
    """Return where the register is, from options and the environment."""
    from avtal.case.workspace import REGISTER_FOLDER, output_here
    from avtal.register.opening import RegisterPlace

    return RegisterPlace(folder or output_here() / REGISTER_FOLDER, _database(database))


def _database(given: str | None) -> str | None:
    """Return the address of the database, from the option or the environment, if there is one."""
    return given if given is not None else os.environ.get("AVTAL_DB") or None


def who(by: str | None) -> Who:
    """Return who does something now. Raises EnvironmentProblem where nobody can be named."""
    from avtal.register.acts.order import Who

    name = by if by is not None else _user()
    if not name or not name.isprintable():
        raise EnvironmentProblem("det går inte att se vem du är", "skriv --by NAMN")
    return Who(name, datetime.now(UTC).astimezone())


def today() -> date:
    """Return the day it is here."""
    return datetime.now(UTC).astimezone().date()


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""
