"""Bring the tables of a register that an earlier version of avtal made to the shape of today.

They follow from the events, so they are made anew of them: no event, and no file of the store, is
touched. The register is proved before, while nothing is kept yet, and after; and a backup is made
first. A register that does not say which it is, as those before the third form, is told so.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from avtal.problems import CaseError, EnvironmentProblem, clean
from avtal.register.identity import Mark, new_identity, read_mark, write_mark
from avtal.register.ledger.database import Ledger, of_another_version, state_of
from avtal.register.ledger.entry import Head, damaged, read_head
from avtal.register.ledger.schema import SCHEMA_VERSION
from avtal.register.opening import Register, RegisterPlace, lacks_identity, proving
from avtal.register.proof.backup import BackedUp, backup
from avtal.register.proof.ledger import (
    kept_state,
    lost_tables,
    read_chain,
    state_findings,
)
from avtal.register.proof.verify import UNMARKED, verify_open


@dataclass(frozen=True)
class Upgraded:
    """From which number of tables to which, the backup that was made first, and the chain's end.

    Where nothing was to do the numbers are the same and there is no backup; nor is there one where
    the register was only `marked`, so that its parts say which register they are of.
    """

    before: int
    now: int
    backup: BackedUp | None
    head: Head
    marked: bool = False


def upgrade(place: RegisterPlace, target: Path) -> Upgraded:
    """Make the tables of the register anew where they are of an earlier version.

    `target` is the new file for the backup. Raises CaseError with everything in the register that
    is not as it was registered, EnvironmentProblem where there is no register, a newer version of
    avtal made it, or it or the backup cannot be written; then the register is as it was.
    """
    with proving(place) as register:
        ledger = register.ledger
        if ledger.schema > SCHEMA_VERSION:
            raise of_another_version(ledger.name, ledger.schema)
        before, lacking = ledger.schema, lacks_identity(register)
        if before == SCHEMA_VERSION and not lacking:
            with ledger.kept() as connection:
                return Upgraded(before, before, None, read_head(connection))
        wrong = [one for one in verify_open(register).errors if one.code != UNMARKED]
        if wrong:
            raise CaseError(wrong)
        ledger.refuse_unless_writable()
        if before == SCHEMA_VERSION:
            with ledger.kept() as connection:
                head = read_head(connection)
            return Upgraded(before, before, None, head, marked=_mark(place, register) is not None)
        made = backup(place, target)
        with _telling_of(made):
            _rebuild(ledger, made.head, _mark(place, register))
            for problem in verify_open(register).errors:
                raise EnvironmentProblem(
                    f"registret är uppgraderat, men sedan fanns ett fel: {problem.message}",
                    "läs tillbaka säkerhetskopian till en ny mapp, och visa felet för den som "
                    "sköter programmet",
                )
        return Upgraded(before, SCHEMA_VERSION, made, made.head)


def _mark(place: RegisterPlace, register: Register) -> str:
    """Let the folder and the tables of today say which register they are of; return which.

    The register is proved: each file in the folder is one that the ledger knows.
    """
    folder, ledger = register.store.root, register.ledger
    mark = read_mark(folder)
    identity = ledger.identity or (mark.identity if mark else new_identity())
    if mark is None and ledger.schema == SCHEMA_VERSION and not _has_events(ledger):
        # That this is its folder, nothing shows: another is no longer, if there is one.
        identity = new_identity()
        ledger.identify(identity)
    if mark is None:
        write_mark(folder, Mark(identity, place.kind))
    if ledger.schema == SCHEMA_VERSION and ledger.identity is None:
        ledger.identify(identity)
    return identity


def _has_events(ledger: Ledger) -> bool:
    with ledger.kept() as connection:
        return read_head(connection).length > 0


def _rebuild(ledger: Ledger, head: Head, identity: str) -> None:
    """Make the tables anew, and hold them against the events before it is kept."""
    with ledger.kept() as connection:
        chain = read_chain(connection)
    for problem in chain.broken:
        raise damaged(problem.message)
    said = state_of(chain.events)
    with ledger.rebuilding(head, said, identity) as connection:
        kept = kept_state(connection, SCHEMA_VERSION)
        for problem in (*lost_tables(kept), *state_findings(said, kept, None)):
            raise EnvironmentProblem(
                f"registret kan inte uppgraderas: {problem.message}",
                "inget har ändrats; visa felet för den som sköter programmet",
            )


@contextmanager
def _telling_of(made: BackedUp) -> Iterator[None]:
    """Say, whatever stops the upgrade, that there is a backup by now."""
    written = f"säkerhetskopian är redan skriven i ”{clean(str(made.path), None)}”"
    try:
        yield
    except EnvironmentProblem as error:
        raise EnvironmentProblem(
            f"{error.message}; {written}",
            f"{error.help}; ange ett nytt namn för säkerhetskopian när kommandot körs igen",
        ) from error
    except KeyboardInterrupt:
        raise EnvironmentProblem(
            f"avbrutet, och inget är halvskrivet; {written}",
            "kör kommandot igen med ett nytt namn för säkerhetskopian; det säger om registret hann "
            "uppgraderas",
        ) from None
