"""Click in Swedish: help pages and usage errors."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any

import click
from click.core import ParameterSource

from avtal import __version__
from avtal.cli.output import write
from avtal.cli.types import CaseType, title
from avtal.language.hints import ask, nearest
from avtal.language.swedish import number_word
from avtal.problems import EnvironmentProblem, clean


def show_version(ctx: click.Context, option: click.Parameter, wanted: bool) -> None:
    """Print the version and end."""
    if wanted and not ctx.resilient_parsing:
        write(f"avtal {__version__}")
        ctx.exit()


def _show_help(ctx: click.Context, option: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        write(ctx.get_help())
        ctx.exit()


class Option(click.Option):
    """An option with a value, declared as `--to NAMN`; `name` is that of the value in Python.

    One that is not `multiple` is refused where it is given again: click would lose the first.
    """

    def __init__(
        self,
        declared: str,
        type: click.ParamType[Any] | None,
        help: str,
        *,
        name: str | None = None,
        **more: Any,
    ) -> None:
        flag, _, metavar = declared.partition(" ")
        names = [flag, name] if name else [flag]
        if more.get("required"):
            help += "  (krävs)"
        super().__init__(names, metavar=metavar, type=type, help=help, **more)

    def add_to_parser(self, parser: Any, ctx: click.Context) -> None:
        """Let the parser keep every value that is given, so that they can be counted."""
        parser.add_option(
            obj=self, opts=self.opts, dest=self.name, action="append", nargs=self.nargs
        )

    def consume_value(self, ctx: click.Context, opts: Any) -> tuple[Any, ParameterSource]:
        """Return what is given. Raises EnvironmentProblem for several values where one is meant."""
        value, source = super().consume_value(ctx, opts)
        if self.multiple or source is not ParameterSource.COMMANDLINE:
            return value, source
        if len(value) > 1 and not ctx.resilient_parsing:
            times = f"{number_word(len(value))} gånger"
            raise EnvironmentProblem(f"{title(self)} är angiven {times}", "ange den en gång")
        return value[-1], source

    def get_help_extra(self, ctx: click.Context) -> Any:
        """Return what click adds to the help; that it is required is said above, in Swedish."""
        extra = super().get_help_extra(ctx)
        extra.pop("required", None)
        return extra


def flag(name: str, help: str) -> click.Option:
    """Return an option that takes no value."""
    return click.Option([name], is_flag=True, help=help)


def argument(
    name: str, metavar: str, type: click.ParamType[Any] | None = None, **more: Any
) -> click.Argument:
    """Return an argument."""
    return click.Argument([name], metavar=metavar, type=type, **more)


class _Command(click.Command):
    """What commands and groups have in common: help pages and usage errors in Swedish."""

    def __init__(self, *args: Any, **attributes: Any) -> None:
        super().__init__(*args, **attributes)
        self.options_metavar = "[FLAGGOR]"

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments. Raises EnvironmentProblem for those that cannot be understood."""
        with _usage_in_swedish(ctx):
            return super().parse_args(ctx, args)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return --help with a Swedish text; it writes as everything else does."""
        option = super().get_help_option(ctx)
        if option:
            option.help = "Visa den här hjälpen."
            option.callback = _show_help
        return option

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write how the command is called."""
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, prefix="Användning: ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options. Arguments stand in the description."""
        options = [one for one in self.get_params(ctx) if isinstance(one, click.Option)]
        records = [option.get_help_record(ctx) for option in options]
        with formatter.section("Flaggor"):
            formatter.write_dl(list(filter(None, records)))


class SwedishCommand(_Command):
    """A command whose help and usage errors are in Swedish."""

    allow_extra_args = True  # so that they are left for parse_args below

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments. Raises EnvironmentProblem for those that cannot be understood."""
        surplus = super().parse_args(ctx, args)
        if surplus and not ctx.resilient_parsing:
            raise EnvironmentProblem(
                f"det står fler argument än kommandot tar: {' '.join(surplus)}",
                "ange en sak åt gången; sätt citattecken runt en sökväg som har blanksteg",
            )
        return surplus


class SwedishGroup(_Command, click.Group):
    """A group whose help and usage errors are in Swedish."""

    def __init__(self, *args: Any, **attributes: Any) -> None:
        super().__init__(*args, **attributes)
        self.subcommand_metavar = "KOMMANDO"

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that was named. Raises EnvironmentProblem where it does not exist."""
        with _usage_in_swedish(ctx):
            return super().invoke(ctx)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, and the commands with their short help."""
        super().format_options(ctx, formatter)
        rows = [(name, command.get_short_help_str(80)) for name, command in self.commands.items()]
        with formatter.section("Kommandon"):
            formatter.write_dl(rows)


@contextmanager
def _usage_in_swedish(ctx: click.Context) -> Iterator[None]:
    """Raise an error of click as an EnvironmentProblem, by its kind and what it is about."""
    try:
        yield
    except click.exceptions.NoArgsIsHelpError:
        raise
    except click.UsageError as error:
        raise EnvironmentProblem(*_explain(error, ctx)) from None


def _explain(error: click.UsageError, ctx: click.Context) -> tuple[str, str]:
    """Return (message, help) for a usage error."""
    page = f"se {ctx.command_path} --help"
    match error:
        case click.NoSuchCommand() if isinstance(ctx.command, click.Group):
            return _no_command(error.command_name, ctx.command.commands)
        case click.NoSuchOption():
            near = error.possibilities or ()
            help = f"menade du {' eller '.join(sorted(near))}?" if near else page
            return f"flaggan {error.option_name} finns inte", help
        case click.BadOptionUsage():
            return _wrong_flag(error.option_name, ctx, page)
        case click.MissingParameter() if error.param is not None:
            return _nothing_given(error.param, ctx, page)
    # The types raise their own sentences, so that what is left is a group without a command.
    return "kommandot saknas", page


def _no_command(name: str, commands: Collection[str]) -> tuple[str, str]:
    message = f"kommandot ”{clean(name)}” finns inte"
    if "/" in name or "\\" in name:
        return message, f"skriv kommandot före ärendet: avtal build {clean(name)}"
    return message, ask(nearest(name, commands)) or "avtal --help visar vilka som finns"


def _wrong_flag(name: str, ctx: click.Context, page: str) -> tuple[str, str]:
    """Return what is said of a flag with a value that it does not take, or without one."""
    params = ctx.command.get_params(ctx)
    option = next(one for one in params if isinstance(one, click.Option) and name in one.opts)
    if option.is_flag:
        return f"flaggan {name} tar inget värde", page
    return f"flaggan {name} behöver ett värde", f"skriv {name} {option.metavar}"


def _nothing_given(param: click.Parameter, ctx: click.Context, page: str) -> tuple[str, str]:
    name = title(param)
    if isinstance(param, click.Option):
        return f"flaggan {name} saknas", f"lägg till {name} {param.metavar}"
    if isinstance(param.type, CaseType):
        example = f"{ctx.command_path} content/taby-2018"
        return f"{name} saknas", f"skriv mappen med ärendets innehåll sist: {example}"
    return f"{name} saknas", page
