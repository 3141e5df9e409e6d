"""What can be asked of the ledger. Rows are mappings by the names of the columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, func, select, tuple_

from avtal.language.hints import suggest
from avtal.problems import EnvironmentProblem
from avtal.register.events.chain import Event, read_event
from avtal.register.events.kinds import EntryStruck
from avtal.register.ledger.address import LATEST, Address
from avtal.register.ledger.entry import damaged
from avtal.register.ledger.schema import (
    CASES,
    DOCUMENTS,
    ENTRIES,
    EVENTS,
    FILES,
    MEMBERS,
    PRESENTATIONS,
    STRIKES,
    VERSIONS,
)

Row = Mapping[str, Any]


_STANDS = PRESENTATIONS.c.sequence.not_in(select(STRIKES.c.event))
"""That a version was put forward, and that this was not struck."""


def rows(connection: Connection, query: Select[Any]) -> Sequence[Row]:
    """Return the rows that a query finds."""
    return [dict(row) for row in connection.execute(query).mappings()]


def find_case(connection: Connection, case_number: str) -> Row | None:
    """Return a case, or None where nothing is registered in it."""
    found = rows(connection, select(CASES).where(CASES.c.case_number == case_number))
    return found[0] if found else None


def the_case(connection: Connection, case_number: str) -> Row:
    """Return a case. Raises EnvironmentProblem with the one that was meant where there is none."""
    found = find_case(connection, case_number)
    if found is None:
        raise EnvironmentProblem(
            f"inget är registrerat i ärendet {case_number}",
            suggest(case_number, case_numbers(connection), none="registret är tomt"),
        )
    return found


def case_numbers(connection: Connection) -> list[str]:
    """Return the numbers of all cases."""
    return list(connection.execute(select(CASES.c.case_number)).scalars())


def free_folder(connection: Connection, slug: str) -> str:
    """Return a folder name that no case has: two case numbers may look alike in a file system."""
    taken = set(
        connection.execute(
            select(CASES.c.folder).where(CASES.c.folder.startswith(slug, autoescape=True))
        ).scalars()
    )
    names = (slug, *(f"{slug}-nr{number}" for number in range(2, len(taken) + 2)))
    return next(name for name in names if name not in taken)


def last_version(connection: Connection, case_number: str) -> Row | None:
    """Return the version of a case that was registered last, or None."""
    query = select(VERSIONS).where(VERSIONS.c.case_number == case_number)
    found = rows(connection, query.order_by(VERSIONS.c.number.desc()).limit(1))
    return found[0] if found else None


def versions(connection: Connection, case_number: str) -> Sequence[Row]:
    """Return the versions of a case in order."""
    query = select(VERSIONS).where(VERSIONS.c.case_number == case_number)
    return rows(connection, query.order_by(VERSIONS.c.number))


def presentations(connection: Connection, case_number: str) -> Sequence[Row]:
    """Return for what the versions of a case were put forward, in order; not what was struck."""
    query = select(PRESENTATIONS).where(PRESENTATIONS.c.case_number == case_number, _STANDS)
    return rows(connection, query.order_by(PRESENTATIONS.c.sequence))


def members(connection: Connection, case_number: str, number: int) -> Sequence[Row]:
    """Return the handlingar of a version in order."""
    query = (
        select(DOCUMENTS)
        .join(MEMBERS, MEMBERS.c.document == DOCUMENTS.c.id)
        .where(MEMBERS.c.case_number == case_number, MEMBERS.c.number == number)
        .order_by(MEMBERS.c.place)
    )
    return rows(connection, query)


def documents(connection: Connection, case_number: str) -> Sequence[Row]:
    """Return every handling of a case in the order of registration."""
    query = select(DOCUMENTS).where(DOCUMENTS.c.case_number == case_number)
    return rows(connection, query.order_by(DOCUMENTS.c.id))


LOG_PAGE = 1_000
"""So many handlingar of the diary are read at a time."""


def log_rows(
    connection: Connection,
    case_number: str | None,
    since: str | None,
    before: str | None,
    after: Row | None = None,
) -> Sequence[Row]:
    """Return handlingar with their case, in order of registration.

    `since` and `before` are moments as the register writes them; the first counts, the other not.
    There are at most LOG_PAGE, those that come `after` the last one of the page before.
    """
    query = select(DOCUMENTS, CASES.c.item_pattern, CASES.c.title.label("case_title")).join(
        CASES, CASES.c.case_number == DOCUMENTS.c.case_number
    )
    order = [DOCUMENTS.c.id]
    if case_number is not None:
        query = query.where(DOCUMENTS.c.case_number == case_number)
    else:
        order.insert(0, DOCUMENTS.c.registered_at)
    if after is not None:
        query = query.where(tuple_(*order) > tuple_(*(after[column.name] for column in order)))
    if since is not None:
        query = query.where(DOCUMENTS.c.registered_at >= since)
    if before is not None:
        query = query.where(DOCUMENTS.c.registered_at < before)
    return rows(connection, query.order_by(*order).limit(LOG_PAGE))


def files(connection: Connection, ids: Sequence[int]) -> Sequence[Row]:
    """Return the files of some handlingar."""
    query = select(FILES).where(FILES.c.document.in_(ids))
    return rows(connection, query.order_by(FILES.c.document, FILES.c.copy))


def entries(connection: Connection, ids: Sequence[int]) -> Sequence[Row]:
    """Return to whom some handlingar were sent and what was decided on them, unless struck."""
    query = select(ENTRIES).where(
        ENTRIES.c.document.in_(ids), ENTRIES.c.sequence.not_in(select(STRIKES.c.event))
    )
    return rows(connection, query.order_by(ENTRIES.c.sequence))


def next_document(connection: Connection) -> int:
    """Return the id that the next handling gets; only within an entry."""
    return (connection.execute(select(func.max(DOCUMENTS.c.id))).scalar() or 0) + 1


def next_filing(connection: Connection, case_number: str) -> int:
    """Return the number that the next file in a case gets."""
    query = select(func.max(DOCUMENTS.c.filing)).where(DOCUMENTS.c.case_number == case_number)
    return (connection.execute(query).scalar() or 0) + 1


def events(connection: Connection, case_number: str) -> list[Event]:
    """Return what happened in a case, in order."""
    query = select(EVENTS.c.body).where(EVENTS.c.case_number == case_number)
    found = connection.execute(query.order_by(EVENTS.c.sequence)).scalars()
    try:
        return [read_event(body) for body in found]
    except ValueError:
        raise damaged(f"en händelse i ärendet {case_number} går inte att läsa") from None


def standing(events: Sequence[Event]) -> list[Event]:
    """Return the events of a case that were not struck."""
    struck = {one.data.event for one in events if isinstance(one.data, EntryStruck)}
    return [one for one in events if one.sequence not in struck]


@dataclass(frozen=True)
class Target:
    """What an address leads to: the case, a version or a file, and its handlingar in order."""

    case: Row
    version: int | None
    filing: int | None
    documents: Sequence[Row]
    key: str | None = None

    @property
    def name(self) -> str:
        """The address, as the register writes it: `KS 2018/211@2/overenskommelse`."""
        what = f"fil{self.filing}" if self.filing else str(self.version)
        name = f"{self.case['case_number']}@{what}"
        return f"{name}/{self.key}" if self.key else name


def find(connection: Connection, address: Address) -> Target:
    """Return what an address leads to; a case as a whole leads to its latest version.

    Raises EnvironmentProblem where there is no such thing.
    """
    case = the_case(connection, address.case_number)
    if address.filing is not None:
        everything = documents(connection, address.case_number)
        found = [row for row in everything if row["filing"] == address.filing]
        if not found:
            listed = [f"fil{row['filing']}" for row in everything if row["filing"]]
            raise _nothing_there(case, f"ingen fil {address.filing}", "filer", listed)
        return Target(case, None, address.filing, found)
    number = _version(connection, address)
    if number is None:
        what = f"ingen version som är {address.word}" if address.word else "ingen sådan version"
        listed = [str(row["number"]) for row in versions(connection, address.case_number)]
        raise _nothing_there(case, what, "versioner", listed)
    found = list(members(connection, address.case_number, number))
    if address.key is not None:
        chosen = [row for row in found if row["key"] == address.key]
        if not chosen:
            keys = [str(row["key"]) for row in found]
            raise EnvironmentProblem(
                f"version {number} av {address.case_number} har ingen handling som heter "
                f"”{address.key}”",
                suggest(address.key, keys),
            )
        found = chosen
    return Target(case, number, None, found, address.key)


def _version(connection: Connection, address: Address) -> int | None:
    if address.version is not None:
        numbers = [row["number"] for row in versions(connection, address.case_number)]
        return address.version if address.version in numbers else None
    if address.word is None or address.word == LATEST:
        last = last_version(connection, address.case_number)
        return last["number"] if last else None
    query = (
        select(PRESENTATIONS.c.number)
        .where(
            PRESENTATIONS.c.case_number == address.case_number,
            PRESENTATIONS.c.purpose == address.word,
            _STANDS,
        )
        .order_by(PRESENTATIONS.c.sequence.desc())
        .limit(1)
    )
    return connection.execute(query).scalar()


def _nothing_there(case: Row, what: str, kind: str, there_are: Sequence[str]) -> EnvironmentProblem:
    help = f"ärendets {kind} är {', '.join(there_are)}" if there_are else f"det har inga {kind}"
    return EnvironmentProblem(f"ärendet {case['case_number']} har {what}", help)


def full_number(case: Row, document: Row) -> str:
    """Return the number of a handling as it is printed, or that of the case where it has none."""
    if document["item"] is None:
        return str(case["case_number"])
    pattern = case["item_pattern"] or "{diarienummer}-{nummer}"
    number = pattern.replace("{nummer}", str(document["item"]))
    return str(number.replace("{diarienummer}", case["case_number"]))
