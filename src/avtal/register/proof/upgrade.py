"""Bring the tables of a register that an earlier version of avtal made to the shape of today.

They follow from the events, so they are made anew of them: no event, and no file of the store, is
touched. The register is proved before, while nothing is kept yet, and after; and a backup is made
first.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from avtal.problems import EnvironmentProblem
from avtal.register.ledger import queries
from avtal.register.ledger.database import Head, of_another_version
from avtal.register.ledger.replay import replay
from avtal.register.ledger.schema import SCHEMA_VERSION
from avtal.register.opening import RegisterPlace, proving
from avtal.register.proof.backup import BackedUp, backup
from avtal.register.proof.ledger import chain_findings, kept_state, read_events, state_findings
from avtal.register.proof.verify import Verified, verify_open


@dataclass(frozen=True)
class Upgraded:
    """From which number of tables to which, the backup that was made first, and the chain's end.

    Where nothing was to do the numbers are the same and there is no backup.
    """

    before: int
    now: int
    backup: BackedUp | None
    head: Head


def upgrade(place: RegisterPlace, target: Path) -> Upgraded:
    """Make the tables of the register anew where they are of an earlier version.

    `target` is the new file for the backup. Raises EnvironmentProblem where there is no register, a
    newer version of avtal made it, it cannot be proved, or the backup cannot be written; then it is
    as it was.
    """
    with proving(place) as register:
        ledger = register.ledger
        if ledger.schema > SCHEMA_VERSION:
            raise of_another_version(ledger.name, ledger.schema)
        if ledger.schema == SCHEMA_VERSION:
            with ledger.kept() as connection:
                return Upgraded(SCHEMA_VERSION, SCHEMA_VERSION, None, queries.head(connection))
        before = ledger.schema
        _refuse_damaged(verify_open(register))
        made = backup(place, target)
        with ledger.kept() as connection:
            events, _ = chain_findings(read_events(connection), made.head)
        with ledger.rebuilding(events) as connection:
            for problem in state_findings(replay(events)[0], kept_state(connection), None):
                raise EnvironmentProblem(
                    f"registret kan inte uppgraderas: {problem.message}", _NOTHING_DONE
                )
        _refuse_damaged(verify_open(register))
        return Upgraded(before, SCHEMA_VERSION, made, made.head)


_NOTHING_DONE = "registret är som det var; visa felet för den som sköter programmet"


def _refuse_damaged(proved: Verified) -> None:
    for problem in proved.problems:
        if problem.severity == "fel":
            raise EnvironmentProblem(
                f"registret kan inte uppgraderas, för det är skadat: {problem.message} "
                f"({problem.file})",
                "kör avtal verify för att se allt som är fel, och läs tillbaka en säkerhetskopia",
            )
