"""Writing to the terminal: what cannot be written ends in a sentence, never in a traceback."""

from __future__ import annotations

import errno
import sys

import click

from avtal.problems import EnvironmentProblem


def write(text: str) -> None:
    """Print a line of the result; where that cannot be done, exit with a sentence and code 2."""
    if sys.stdout is None:
        _give_up("utmatningen är stängd")
    try:
        click.echo(text)
    except OSError as error:
        sys.stdout = None  # so that nothing more is written to it, not even at exit
        if error.errno == errno.EPIPE:  # the reader had enough
            sys.exit(EnvironmentProblem.exit_code)
        from avtal.files.refusals import why

        _give_up(why(error))


def tell(text: str) -> None:
    """Print a line beside the result; where that cannot be done nobody is there to be told."""
    try:
        click.echo(text, err=True)
    except OSError:
        sys.stderr = None


def _give_up(reason: str) -> None:
    tell(f"fel: resultatet kan inte skrivas ut: {reason}")
    sys.exit(EnvironmentProblem.exit_code)
