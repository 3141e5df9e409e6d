"""Parameters that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from avtal.cli import environment
from avtal.cli.command import Bundle
from avtal.cli.swedish import Option, argument, flag
from avtal.cli.types import CaseType, ChoiceType, DayType, FolderType, LineType, simplify
from avtal.language.swedish import together
from avtal.problems import EnvironmentProblem

if TYPE_CHECKING:
    from avtal.case.stamp import Copy
    from avtal.register.acts.order import Who
    from avtal.register.opening import RegisterPlace


def _copies() -> type[Copy]:
    from avtal.case.stamp import Copy

    return Copy


def copy_option(help: str) -> Option:
    """Return the option --copy: the full copies if not given."""
    return Option("--copy KOPIA", ChoiceType(_copies, simplify), help, default="fullstandig")


def names_option(declared: str, help: str, name: str, **more: Any) -> Option:
    """Return an option for names, which may be given several times; its value is one text."""
    return Option(
        declared,
        LineType(),
        f"{help}; kan anges flera gånger.",
        name=name,
        multiple=True,
        callback=lambda ctx, option, given: together(given),
        **more,
    )


def day_option(help: str, name: str = "--date", type: DayType | None = None) -> Option:
    """Return an option for a day, today if not given."""
    return Option(f"{name} DATUM", type or DayType(), help, name="day", default=environment.today)


def who(by: str | None) -> Who:
    """Return who does something now. Raises EnvironmentProblem where nobody can be named."""
    from avtal.register.acts.order import Who

    name = by if by is not None else environment.user()
    if not name or not name.isprintable():
        raise EnvironmentProblem("det går inte att se vem du är", "skriv --by NAMN")
    return Who(name, environment.now())


def register_place(register: Path | None, database: str | None) -> RegisterPlace:
    """Return where the register is, from options and the environment."""
    from avtal.case.workspace import REGISTER_FOLDER, output_here
    from avtal.register.opening import RegisterPlace

    if database is None:
        database = environment.database_address()
    return RegisterPlace(register or output_here() / REGISTER_FOLDER, database)


CASE = argument("case", "ÄRENDE", CaseType())
CASES = argument("cases", "ÄRENDE…", CaseType(), nargs=-1, required=True)
OUTPUT = Option(
    "--output MAPP",
    FolderType(),
    "Mappen som resultatet läggs under, i ÄRENDE/utkast (annars output).",
)
COPY = copy_option("fullstandig visar allt; offentlig utelämnar det som är hemligt.")
TEMPLATES = Option(
    "--templates MAPP", FolderType(), "Mappen med Word-mallar (annars templates bredvid content)."
)
DNR = Option(
    "--dnr DNR",
    LineType(),
    "Ärendets diarienummer, om innehållet inte har det.",
    name="case_number",
)
ALLOCATE = flag("--allocate", "Låt registret ge nästa lediga handlingsnummer.")
NOTE = Option("--note TEXT", LineType(), "Anteckning.")
WHO = Bundle(
    "who",
    who,
    Option("--by NAMN", LineType(), "Vem som gör det (annars ditt användarnamn i datorn)."),
)
PLACE = Bundle(
    "place",
    register_place,
    Option("--register MAPP", FolderType(), "Registrets mapp (annars output/register)."),
    Option(
        "--db URL",
        None,
        "Databasen, om registret inte ska ligga i SQLite i sin mapp (annars AVTAL_DB).",
        name="database",
    ),
)
