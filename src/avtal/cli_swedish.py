"""Click in Swedish: help pages and usage errors."""

from __future__ import annotations

import click

_HELP = "Visa den här hjälpen."


class SwedishCommand(click.Command):
    """A command whose help is in Swedish."""

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
        """Write the options, and the commands of a group."""
        records = [record for p in self.get_params(ctx) if (record := p.get_help_record(ctx))]
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
    if isinstance(error, click.NoSuchOption):
        if error.possibilities:
            help = f"menade du {' eller '.join(sorted(error.possibilities))}?"
        return f"flaggan {error.option_name} finns inte", help
    if isinstance(error, click.BadOptionUsage):
        return f"flaggan {error.option_name} behöver ett värde, och bara ett", help
    if isinstance(error, click.MissingParameter):
        name = error.param.make_metavar(ctx) if error.param and ctx else "ett argument"
        return f"{name} saknas", help
    if isinstance(error, click.BadParameter):
        choices = getattr(getattr(error.param, "type", None), "choices", ())
        name = error.param.opts[0] if error.param else "argumentet"
        return f"{name} kan inte ha det värdet", f"välj {' eller '.join(choices)}"
    said = error.format_message()
    if "No such command" in said:
        return f"kommandot {said.split(chr(39))[1]} finns inte", help
    if "extra argument" in said:
        return "det står fler argument än kommandot tar", help
    return said, help
