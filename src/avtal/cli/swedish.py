"""Click in Swedish: help pages and usage errors."""

from __future__ import annotations

import ast
import re
import unicodedata
from collections.abc import Collection
from datetime import date
from pathlib import Path
from typing import Any

import click

from avtal import __version__
from avtal.cli.output import write
from avtal.language.hints import ask, nearest
from avtal.language.swedish import NBSP
from avtal.problems import clean

_LONGEST = 1_000
_HELP = "Visa den här hjälpen."


class FolderType(click.ParamType[Path]):
    """A folder on the command line; whether it exists is not asked here."""

    name = "mapp"
    wanted = "namnet på en mapp"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """Return the path; nobody means the current folder by nothing, or a folder `--json`."""
        if not value:
            self.fail("är en tom text", param, ctx)
        if str(value).startswith("-"):
            self.fail(f"behöver ett värde, men sedan står {value}", param, ctx)
        return Path(value)


class FileType(FolderType):
    """A file on the command line; whether it exists is not asked here."""

    name = "fil"
    wanted = "namnet på en fil"


class LineType(click.ParamType[str]):
    """A text of one line on the command line."""

    name = "text"
    wanted = f"en rad med text, högst {_LONGEST} tecken"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the text without blanks around it; what cannot be kept or read is refused."""
        text = unicodedata.normalize("NFC", str(value)).replace(NBSP, " ").strip()
        if not text:
            self.fail("är en tom text", param, ctx)
        if len(text) > _LONGEST:
            self.fail(f"är längre än {_LONGEST} tecken", param, ctx)
        if not text.isprintable():
            self.fail(f"har tecken som inte kan användas: ”{clean(text)}”", param, ctx)
        return text


class WordType(click.Choice[str]):
    """One of some words, which may be written without å, ä and ö, and with hyphens for blanks."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the word as it is written in Swedish."""
        plain = {_plain(word): word for word in self.choices}
        return super().convert(plain.get(_plain(str(value)), value), param, ctx)


def _plain(word: str) -> str:
    return word.lower().translate(str.maketrans("åäö-", "aao "))


class DayType(click.ParamType[date]):
    """A date on the command line."""

    name = "datum"
    wanted = "en dag, till exempel 2018-12-03"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the date; the message is the rest of the sentence that names the option."""
        if isinstance(value, date):
            return value
        try:
            if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
                return date.fromisoformat(value)
        except ValueError:
            pass
        self.fail(f"kan inte vara ”{clean(value)}”", param, ctx)


class CountType(click.ParamType[int]):
    """A whole number from 1 on the command line."""

    name = "antal"
    wanted = "ett heltal från 1"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return the number; the message is the rest of the sentence that names the option."""
        if isinstance(value, int):
            return value
        if re.fullmatch(r"0*[1-9][0-9]{0,3}", value):
            return int(value)
        self.fail(f"kan inte vara ”{clean(value)}”", param, ctx)


def show_version(ctx: click.Context, option: click.Parameter, wanted: bool) -> None:
    """Print the version and end."""
    if wanted and not ctx.resilient_parsing:
        write(f"avtal {__version__}")
        ctx.exit()


def _show_help(ctx: click.Context, option: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        write(ctx.get_help())
        ctx.exit()


class SwedishCommand(click.Command):
    """A command whose help is in Swedish."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments; a usage error says which command it belongs to."""
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx
            raise

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return --help with a Swedish text; it writes as everything else does."""
        option = super().get_help_option(ctx)
        if option:
            option.help = _HELP
            option.callback = _show_help
        return option

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write how the command is called."""
        pieces = ["[FLAGGOR]" if piece == "[OPTIONS]" else piece for piece in self.pieces(ctx)]
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix="Användning: ")

    def pieces(self, ctx: click.Context) -> list[str]:
        """Return the words after the command's name."""
        return ["KOMMANDO" if "COMMAND" in p else p for p in self.collect_usage_pieces(ctx)]

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, and the commands of a group. Arguments stand in the description."""
        options = [p for p in self.get_params(ctx) if isinstance(p, click.Option)]
        records = [
            (names, text.replace("[required]", "(krävs)"))
            for option in options
            for names, text in filter(None, [option.get_help_record(ctx)])
        ]
        if records:
            with formatter.section("Flaggor"):
                formatter.write_dl(records)
        if isinstance(self, click.Group):
            self.format_commands(ctx, formatter)


class SwedishGroup(SwedishCommand, click.Group):
    """A group whose help is in Swedish."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands with their short help."""
        rows = [(name, command.get_short_help_str(80)) for name, command in self.commands.items()]
        with formatter.section("Kommandon"):
            formatter.write_dl(rows)


def usage_sentence(error: click.ClickException) -> tuple[str, str]:
    """Return (message, help) in Swedish for a usage error of click."""
    ctx = getattr(error, "ctx", None)
    page = f"{ctx.command_path if ctx else 'avtal'} --help"
    match error:
        case click.NoSuchCommand():
            return _no_command(error.command_name, ctx)
        case click.NoSuchOption():
            near = error.possibilities or ()
            help = f"menade du {' eller '.join(sorted(near))}?" if near else f"se {page}"
            return f"flaggan {error.option_name} finns inte", help
        case click.BadOptionUsage():
            if "not take" in error.format_message():
                return f"flaggan {error.option_name} tar inget värde", f"se {page}"
            return _no_value(error.option_name, ctx)
        case click.MissingParameter():
            return _nothing_given(error.param, ctx)
        case click.BadParameter():
            return _wrong_value(error, ctx)
    said = error.format_message()
    if "extra argument" in said:
        surplus = said[said.find("(") + 1 : said.rfind(")")]
        return (
            f"det står fler argument än kommandot tar: {surplus}",
            "ange en sak åt gången; sätt citattecken runt en sökväg som har blanksteg",
        )
    return said, f"se {page}"


def _nothing_given(param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:
    name = param.make_metavar(ctx) if param and ctx else "ett argument"
    command = ctx.command_path if ctx else "avtal"
    if isinstance(param, click.Option):
        return f"flaggan {param.opts[0]} saknas", f"lägg till {param.opts[0]} {name}"
    if name.startswith("ÄRENDE"):
        help = f"skriv mappen med ärendets innehåll sist: {command} content/taby-2018"
        return f"{name} saknas", help
    return f"{name} saknas", f"se {command} --help"


def _no_command(name: str, ctx: click.Context | None) -> tuple[str, str]:
    message = f"kommandot ”{clean(name)}” finns inte"
    commands: Collection[str] = ()
    if ctx is not None and isinstance(ctx.command, click.Group):
        commands = ctx.command.commands
    if "/" in name or "\\" in name:
        return message, f"skriv kommandot före ärendet: avtal build {clean(name)}"
    return message, ask(nearest(name, commands)) or "avtal --help visar vilka som finns"


def _no_value(option: str, ctx: click.Context | None) -> tuple[str, str]:
    options = ctx.command.params if ctx else []
    wanted = next((o.make_metavar(ctx) for o in options if ctx and option in o.opts), "VÄRDE")
    return f"flaggan {option} behöver ett värde", f"skriv {option} {wanted}"


def _wrong_value(error: click.BadParameter, ctx: click.Context | None) -> tuple[str, str]:
    param = error.param
    name = "argumentet"
    if isinstance(param, click.Option):
        name = param.opts[0]
    elif param is not None and ctx is not None:
        name = param.make_metavar(ctx)
    if param is None or not isinstance(param.type, click.Choice):
        wanted = getattr(param.type, "wanted", "") if param else ""
        return f"{name} {error.message}", f"skriv {wanted}"
    given = ast.literal_eval(error.message.rpartition(" is not ")[0])
    choices = list(param.type.choices)
    near = nearest(given, choices)
    help = f"menade du {name} {near}?" if near else f"välj {' eller '.join(choices)}"
    return f"{name} kan inte vara ”{clean(given)}”", help
