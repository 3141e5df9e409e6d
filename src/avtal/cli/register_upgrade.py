"""`avtal register-upgrade`: a register of an earlier version of avtal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from avtal.cli.command import Answer, command
from avtal.cli.lines import head_lines
from avtal.cli.options import PLACE
from avtal.cli.swedish import Option
from avtal.cli.types import FileType
from avtal.language.swedish import group_digits

if TYPE_CHECKING:
    from avtal.register.ledger.entry import Head
    from avtal.register.opening import RegisterPlace
    from avtal.register.proof.upgrade import Upgraded


@dataclass(frozen=True)
class _Result:
    before: int
    now: int
    backup: Path | None
    head: Head
    marked: bool


@command(
    Option(
        "--backup FIL",
        FileType(),
        "En ny fil för säkerhetskopian som görs först.",
        name="file",
        required=True,
    ),
    PLACE,
)
def register_upgrade(file: Path, place: RegisterPlace) -> Answer:
    """Uppgradera ett register som en äldre version av avtal har gjort.

    Registret prövas och säkerhetskopieras först. Sedan görs diariets tabeller om av händelserna;
    ingen händelse och ingen handling ändras, och registret prövas igen. Går något fel är allt som
    det var. Mappen och databasen märks som ett och samma register, om de inte är det.
    """
    from avtal.register.proof.upgrade import upgrade

    done = upgrade(place, file)
    copy = done.backup.path if done.backup else None
    return Answer(_Result(done.before, done.now, copy, done.head, done.marked), _lines(done))


def _lines(done: Upgraded) -> Iterator[str]:
    if done.marked:
        yield "Registrets mapp och databas är prövade, och märkta som ett och samma register."
        yield "Inget annat är ändrat, och ingen säkerhetskopia är gjord."
    elif done.backup is None:
        yield f"Registret har redan den form som den här versionen av avtal skriver ({done.now})."
        yield "Inget är ändrat, och ingen säkerhetskopia är gjord."
    else:
        size = f"{done.backup.files} filer ({group_digits(done.backup.size)} byte)"
        yield f"Säkerhetskopian är skriven i {done.backup.path}: {size}."
        yield (
            f"Registret är uppgraderat från form {done.before} till {done.now}: tabellerna är "
            f"gjorda om av {done.head.length} händelser, och allt är som det registrerades."
        )
    yield from head_lines(done.head)
