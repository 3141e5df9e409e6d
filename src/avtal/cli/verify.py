"""`avtal verify`: prove the register."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from avtal.cli.command import Answer, command
from avtal.cli.lines import count, head_lines, problem_lines
from avtal.cli.options import PLACE
from avtal.cli.swedish import Option, argument, flag
from avtal.cli.types import LineType
from avtal.language.swedish import group_digits

if TYPE_CHECKING:
    from avtal.register.ledger.entry import Head
    from avtal.register.opening import RegisterPlace
    from avtal.register.proof.verify import Verified


@dataclass(frozen=True)
class _Result:
    versions: int
    filings: int
    files: int
    bytes: int
    events: int
    head: Head
    noted: int | None


@command(
    argument("address", "[DNR[@N]]", required=False),
    Option(
        "--head SUMMA",
        LineType(),
        "En kontrollsumma som noterades tidigare: allt fram till den ska vara som det var.",
    ),
    flag("--rebuild", "Gör om varje version av dess egna källor, och jämför."),
    PLACE,
)
def verify(address: str | None, head: str | None, rebuild: bool, place: RegisterPlace) -> Answer:
    """Bevisa att inget i registret har ändrats, tagits bort eller lagts till.

    Utan argument prövas allt. Med ett diarienummer, en version eller en fil läses bara de filerna,
    men kedjan av händelser prövas alltid i sin helhet.
    """
    from avtal.register.ledger.address import read_address
    from avtal.register.proof.verify import verify as verify_register

    wanted = read_address(address) if address is not None else None
    done = verify_register(place, wanted, head, rebuild=rebuild)
    result = _Result(
        done.versions, done.filings, done.files, done.size, done.head.length, done.head, done.noted
    )
    return Answer(result, _lines(done), done.problems, int(done.findings > 0))


def _lines(done: Verified) -> Iterator[str]:
    yield from problem_lines(done.problems)
    yield (
        f"Prövat: {count(done.versions, 'version', 'versioner')}, "
        f"{count(done.filings, 'fil', 'filer')} utifrån, {done.files} filer "
        f"({group_digits(done.size)} byte), {done.head.length} händelser."
    )
    if done.noted is not None:
        yield f"Allt till och med händelse {done.noted} är som när summan noterades."
    yield f"{done.findings} fel." if done.findings else "Allt är som det registrerades."
    yield from head_lines(done.head)
