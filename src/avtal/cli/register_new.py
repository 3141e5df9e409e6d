"""`avtal register-new`, and the question whether to make a register where there is none."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, TypeVar

import click

from avtal.cli.command import Answer, command
from avtal.cli.options import PLACE
from avtal.problems import EnvironmentProblem, clean

if TYPE_CHECKING:
    from avtal.register.acts.new_register import Made
    from avtal.register.opening import RegisterPlace

T = TypeVar("T")


@command(PLACE)
def register_new(place: RegisterPlace) -> Answer:
    """Gör ett nytt register, tomt.

    Görs en gång, innan det första ärendet registreras. Mappen och databasen märks som ett och samma
    register, och sedan används de bara tillsammans. Ett register som finns görs aldrig om.
    """
    from avtal.register.acts.new_register import make_register

    made = make_register(place)
    return Answer(made, _lines(made, place))


def _lines(made: Made, place: RegisterPlace) -> Iterator[str]:
    where = " med sin databas på servern" if place.database is not None else ""
    yield f"Ett nytt register är gjort i {clean(str(made.folder), None)}{where}."
    yield f"Dess identitet: {made.identity}"


def in_register(place: RegisterPlace, act: Callable[[], T], *, may_ask: bool = True) -> T:
    """Return what an act in the register gives.

    Where there is none, somebody at a terminal is asked whether to make one, if `may_ask`. Raises
    EnvironmentProblem where there is none, and nobody said yes.
    """
    from avtal.register.acts.new_register import make_register
    from avtal.register.opening import NoRegister

    try:
        return act()
    except NoRegister as missing:
        if not may_ask or not _may_ask() or not _agrees(missing):
            raise
    make_register(place)
    return act()


def _may_ask() -> bool:
    """Tell whether somebody sits there who can answer."""
    asks = sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty()
    return asks and not click.get_current_context().params.get("json")


def _agrees(missing: EnvironmentProblem) -> bool:
    """Ask whether a register is to be made; only ja is yes."""
    said = f"{missing.message[:1].upper()}{missing.message[1:]}."
    question = f"{said} Ska ett nytt register göras där? (ja/nej)"
    answer = click.prompt(question, default="nej", show_default=False, err=True)
    return str(answer).strip().lower() in {"ja", "j"}
