"""The command line: every command, and what is said when one fails."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from avtal.cli.backup import backup, release, restore
from avtal.cli.batch import batch
from avtal.cli.build import build
from avtal.cli.check import check, rules
from avtal.cli.compare import compare, prove
from avtal.cli.corrections import correct, strike
from avtal.cli.diary import log, show
from avtal.cli.entries import note, number, void
from avtal.cli.envelope import envelope
from avtal.cli.environment import refuse_no_zone, without_plugins
from avtal.cli.filing import approve, register_file
from avtal.cli.history import history
from avtal.cli.lines import count, problem_lines
from avtal.cli.missing import missing
from avtal.cli.output import tell, write
from avtal.cli.register import register
from avtal.cli.register_new import register_new
from avtal.cli.register_upgrade import register_upgrade
from avtal.cli.swedish import SwedishGroup, show_version
from avtal.cli.templates import templates
from avtal.cli.upgrade import upgrade
from avtal.cli.verify import verify
from avtal.language.swedish import listing
from avtal.problems import AvtalError, CaseError, EnvironmentProblem, Problem, as_problem

COMMANDS = (
    build, batch, check, rules, missing, upgrade, templates,
    register_new, register, register_file, approve, number, note, correct, strike, void,
    log, show, verify, backup, restore, register_upgrade, release,
    compare, prove, history,
)  # fmt: skip
"""Every command, as the help page lists them."""

_UNDONE = {
    "build": "; inga handlingar har gjorts",
    "register": "; inget har registrerats",
    "register-upgrade": "; registret är inte uppgraderat",
    "compare": "; inget har jämförts",
    "upgrade": "; inget har skrivits",
}


@click.group(cls=SwedishGroup)
@click.option(
    "--version",
    is_flag=True,
    expose_value=False,
    is_eager=True,
    callback=show_version,
    help="Visa versionen.",
)
def cli() -> None:
    """Gör ett ärendes innehåll till Word-handlingar."""


for each in COMMANDS:
    cli.add_command(each)


def main() -> None:
    """Run avtal: print problems in Swedish and exit with 0, 1 or 2."""
    without_plugins()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        refuse_no_zone()
        exit_code = cli.main(standalone_mode=False) or 0
    except click.exceptions.NoArgsIsHelpError as error:
        tell(error.ctx.get_help())
        exit_code = 2
    except (click.Abort, KeyboardInterrupt):
        exit_code = _fail(EnvironmentProblem("avbrutet; inget är halvskrivet"))
    except AvtalError as error:
        exit_code = _fail(error)
    sys.exit(exit_code)


def _command() -> str | None:
    """Return the command that was typed, as far as it is one."""
    words: list[str] = []
    group: click.Command = cli
    for word in sys.argv[1:]:
        if isinstance(group, click.Group) and word in group.commands:
            words.append(word)
            group = group.commands[word]
    return " ".join(words) or None


def _counted(problems: Sequence[Problem]) -> str:
    """Return how many problems there are; what only stops this purpose is no error in itself."""
    warnings = sum(problem.severity == "varning" for problem in problems)
    errors = len(problems) - warnings
    found = [f"{errors} fel"] if errors or not warnings else []
    return listing([*found, *([count(warnings, "varning", "varningar")] if warnings else [])])


def _fail(error: AvtalError) -> int:
    """Print what is wrong and return the exit code."""
    problems: Sequence[Problem] = ()
    if isinstance(error, CaseError):
        problems = error.problems
    elif isinstance(error, EnvironmentProblem):
        problems = (as_problem(error),)
    if "--json" in sys.argv[1:]:
        write(envelope(_command(), error.exit_code, problems, None))
        return error.exit_code
    for line in problem_lines(problems):
        tell(line)
    if isinstance(error, CaseError):
        tell(f"{_counted(problems)}{_UNDONE.get(_command() or '', '')}.")
    return error.exit_code
