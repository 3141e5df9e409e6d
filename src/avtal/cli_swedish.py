"""Click in Swedish: help pages and usage errors."""

from __future__ import annotations

import ast
from collections.abc import Iterable

import click

from avtal.problems import shown

_HELP = "Visa den här hjälpen."


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
        """Return --help with a Swedish text."""
        option = super().get_help_option(ctx)
        if option:
            option.help = _HELP
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
        records = [record for option in options if (record := option.get_help_record(ctx))]
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
    help = f"se {ctx.command_path} --help" if ctx else "se avtal --help"
    near = getattr(error, "possibilities", None)
    if near:
        help = f"menade du {' eller '.join(sorted(near))}?"
    said = error.format_message()
    if isinstance(error, click.NoSuchOption):
        return f"flaggan {error.option_name} finns inte", help
    if isinstance(error, click.BadOptionUsage):
        wanted = "tar inget värde" if "not take" in said else "behöver ett värde"
        return f"flaggan {error.option_name} {wanted}", help
    if isinstance(error, click.MissingParameter):
        name = error.param.make_metavar(ctx) if error.param and ctx else "ett argument"
        return f"{name} saknas", help
    choices = getattr(getattr(error, "param", None), "type", None)
    if isinstance(error, click.BadParameter) and isinstance(choices, click.Choice):
        return _wrong_choice(error, choices.choices)
    if isinstance(error, click.NoSuchCommand):
        return f"kommandot ”{shown(error.command_name)}” finns inte", help
    if "extra argument" in said:
        surplus = said[said.find("(") + 1 : said.rfind(")")]
        return f"det står fler argument än kommandot tar: {surplus}", help
    return said, help


def _wrong_choice(error: click.BadParameter, choices: Iterable[str]) -> tuple[str, str]:
    name = error.param.opts[0] if error.param else "argumentet"
    given = ast.literal_eval(error.message.rpartition(" is not ")[0])
    return f"{name} kan inte vara ”{shown(given)}”", f"välj {' eller '.join(choices)}"
