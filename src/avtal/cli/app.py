"""`avtal` itself and `avtal build`; every error becomes sentences and an exit code here."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import click

from avtal.cli.backup import backup, release, restore
from avtal.cli.batch import batch
from avtal.cli.check import check, rules
from avtal.cli.compare import compare, prove
from avtal.cli.diary import log, show
from avtal.cli.entries import correct, note, number, void
from avtal.cli.environment import cache_folder
from avtal.cli.filing import approve, register_file
from avtal.cli.history import history
from avtal.cli.missing import missing
from avtal.cli.options import COPIES, copy_option, json_option, templates_option
from avtal.cli.output import print_json, tell, tell_problems, write
from avtal.cli.register import register
from avtal.cli.swedish import FolderType, SwedishCommand, SwedishGroup, show_version, usage_sentence
from avtal.cli.templates import templates as templates_group
from avtal.cli.verify import verify
from avtal.problems import AvtalError, CaseError, EnvironmentProblem, Problem, as_problem

REGISTER_COMMANDS = (
    register,
    register_file,
    approve,
    number,
    note,
    correct,
    void,
    log,
    show,
    verify,
    backup,
    restore,
    release,
)
COMPARE_COMMANDS = (compare, prove, history)
_UNDONE = {
    "build": "; inga handlingar har gjorts",
    "register": "; inget har registrerats",
    "compare": "; inget har jämförts",
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


@cli.command(cls=SwedishCommand)
@click.argument("case", metavar="ÄRENDE", type=FolderType())
@click.option(
    "--output",
    metavar="MAPP",
    type=FolderType(),
    help="Mappen som resultatet läggs under, i ÄRENDE/utkast (annars output).",
)
@templates_option
@copy_option("fullstandig visar allt; offentlig utelämnar det som är hemligt.")
@json_option
def build(
    case: Path, output: Path | None, templates: Path | None, copy: str, as_json: bool
) -> None:
    """Gör alla handlingar i ÄRENDE som utkast i Word, eller inga alls.

    ÄRENDE är mappen med ärendets innehåll, till exempel content/taby-2018.
    """
    from avtal.making.build import build as build_case

    built = build_case(case, output, templates, COPIES[copy], cache_folder())
    manifest = built.manifest
    result = {"folder": str(built.folder), "manifest": manifest.model_dump(mode="json")}
    if as_json:
        print_json("build", 0, built.findings, result)
        return
    tell_problems(problem for problem in built.findings if problem.severity == "varning")
    quiet = Counter(problem.severity for problem in built.findings)
    if quiet["råd"] or quiet["undantag"]:
        also = f"{quiet['råd']} råd och {quiet['undantag']} undantag"
        tell(f"Dessutom {also}; avtal check visar dem.\n")
    write(f"{len(manifest.documents)} handlingar (utkast, {manifest.copy_kind} kopia):")
    for document in manifest.documents:
        write(f"  {built.folder / document.file}  {document.title}")


CASE_COMMANDS = (batch, check, rules, missing, templates_group)
for command in (*CASE_COMMANDS, *REGISTER_COMMANDS, *COMPARE_COMMANDS):
    cli.add_command(command)


def main() -> None:
    """Run avtal: print problems in Swedish and exit with 0, 1 or 2."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        exit_code = cli.main(standalone_mode=False) or 0
    except click.exceptions.NoArgsIsHelpError as error:
        tell(error.format_message())
        exit_code = 2
    except click.ClickException as error:
        exit_code = _fail(EnvironmentProblem(*usage_sentence(error)))
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


def _fail(error: AvtalError) -> int:
    """Print what is wrong and return the exit code."""
    problems: Iterable[Problem] = ()
    if isinstance(error, CaseError):
        problems = error.problems
    elif isinstance(error, EnvironmentProblem):
        problems = (as_problem(error),)
    if "--json" in sys.argv[1:]:
        print_json(_command(), error.exit_code, problems, None)
    else:
        tell_problems(problems)
        if isinstance(error, CaseError):
            undone = _UNDONE.get(_command() or "", "")
            tell(f"{len(error.problems)} fel{undone}.")
    return error.exit_code
