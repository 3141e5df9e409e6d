"""Measure asking the register as it grows from ten to a hundred thousand handlingar.

Prints ratios to the smallest register, and how SQLite finds the rows. Run with `make bench`.
"""

from __future__ import annotations

import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from measure import medians, row
from sqlalchemy import Connection, Engine, event, update

from avtal.case.stamp import Copy
from avtal.register.acts.new_register import make_register
from avtal.register.acts.order import Who
from avtal.register.diary.log import log
from avtal.register.diary.show import show
from avtal.register.events.chain import instant
from avtal.register.events.kinds import CaseOpened, FileRegistered
from avtal.register.events.records import FiledDocument, StoredFile
from avtal.register.identity import new_identity
from avtal.register.kinds import HandlingType
from avtal.register.ledger.address import read_address
from avtal.register.ledger.database import state_of
from avtal.register.ledger.entry import LedgerEntry
from avtal.register.ledger.schema import LEDGER, SCHEMA_VERSION
from avtal.register.opening import RegisterPlace, changing, proving
from avtal.register.proof.ledger import read_chain

SIZES = (10, 1_000, 10_000, 100_000)
OLDER = (1_000, 10_000)
IN_A_CASE = 10
FIRST = datetime(2000, 1, 1, tzinfo=UTC)
SECOND = FIRST + timedelta(days=1)


def fill(place: RegisterPlace, handlingar: int) -> None:
    """Register that many files, ten in each case and a case a day; nothing lies in the store."""
    make_register(place)
    with changing(place) as register:
        for case in range(handlingar // IN_A_CASE):
            who = Who("bench", FIRST + timedelta(days=case))
            with register.ledger.entry(who.at, who.by) as entry:
                open_case(entry, case, who)


def open_case(entry: LedgerEntry, case: int, who: Who) -> None:
    """Open a case and register its files."""
    number = f"KS 2000/{case + 1}"
    entry.add(number, CaseOpened(folder=f"KS-2000-{case + 1}"))
    for filing in range(1, IN_A_CASE + 1):
        file = StoredFile(copy=Copy.FULL, name=f"{filing}.pdf", sha256="0" * 64, size=1)
        document = FiledDocument(
            id=case * IN_A_CASE + filing,
            filing=filing,
            item=filing,
            title=f"Handling {filing} i ärende {case}",
            open_title=None,
            type=HandlingType.RECEIVED,
            direction="in",
            day=instant(who.now)[:10],
            sender="Polisen",
            recipient=None,
            secrecy=None,
            answers=None,
            withheld=None,
            status="registrerad",
            manifest_sha256="0" * 64,
            files=(file,),
        )
        entry.add(number, FileRegistered(document=document))


def plans(place: RegisterPlace) -> list[str]:
    """Return how SQLite finds what is asked for, each way once."""
    found: dict[str, None] = {}

    def explain(
        connection: Connection, cursor: object, statement: str, parameters: object, *more: object
    ) -> None:
        if statement.startswith("SELECT") and "explaining" not in connection.info:
            connection.info["explaining"] = True
            said = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
            found.update(dict.fromkeys(f"  {line[-1]}" for line in said))
            del connection.info["explaining"]

    event.listen(Engine, "before_cursor_execute", explain)
    list(log(place, "KS 2000/1"))
    list(log(place, None, FIRST, SECOND))
    show(place, read_address("KS 2000/1"))
    event.remove(Engine, "before_cursor_execute", explain)
    return list(found)


def age(place: RegisterPlace) -> None:
    """Let the register be of an earlier form, as far as its number tells."""
    with (
        changing(place) as register,
        register.ledger.entry("2026-01-01T00:00:00Z", "bench") as entry,
    ):
        entry.connection.execute(update(LEDGER).values(schema_version=SCHEMA_VERSION - 1))


def bring_up(place: RegisterPlace) -> None:
    """Make the tables anew, as `avtal register-upgrade` does; what it proves is in `verify.py`."""
    with proving(place) as register:
        with register.ledger.kept() as connection:
            chain = read_chain(connection)
        with register.ledger.rebuilding(chain.head, state_of(chain.events), new_identity()):
            pass


def main() -> None:
    """Fill a register of each size, and ask it the same."""
    with tempfile.TemporaryDirectory() as root:
        places = {size: RegisterPlace(Path(root) / str(size)) for size in SIZES}
        for size, place in places.items():
            fill(place, size)
        questions = {
            "log DNR (10 handlingar)": lambda place: list(log(place, "KS 2000/1")),
            "log --from --to (10 handlingar)": lambda place: list(log(place, None, FIRST, SECOND)),
            "show DNR": lambda place: show(place, read_address("KS 2000/1")),
        }
        sys.stdout.write("\nAsking the register as it grows\n")
        for name, ask in questions.items():
            jobs = {str(size): lambda ask=ask, one=one: ask(one) for size, one in places.items()}
            found = medians(**jobs)
            for size in SIZES:
                row(f"{name}, {size:,} registered", found[str(size)], found[str(SIZES[0])])
        sys.stdout.write("How SQLite finds the rows\n" + "\n".join(plans(places[SIZES[-1]])) + "\n")
        sys.stdout.write("\nA register of an earlier form, read by its events, and brought up\n")
        for size in (SIZES[0], *OLDER):
            _compare_forms(places[size], size)


def _compare_forms(place: RegisterPlace, size: int) -> None:
    def ask() -> object:
        return list(log(place, "KS 2000/1"))

    now = medians(3, ask=ask)["ask"]
    age(place)
    row(f"log DNR, {size:,} registered: form of today", now, now)
    row("  an earlier form", medians(3, ask=ask)["ask"], now)
    row("  the upgrade, without its proofs", medians(1, up=lambda: bring_up(place))["up"], now)


if __name__ == "__main__":
    main()
