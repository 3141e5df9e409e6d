"""What the register has of a case before a version is registered in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from avtal.case.load import Case
from avtal.model.diarienummer import Diarienummer
from avtal.register.acts.housekeeping import known_folders
from avtal.register.acts.new_case import NewCase, new_case, refuse_another_case
from avtal.register.acts.revisions import Version, read_version
from avtal.register.events.chain import Event
from avtal.register.ledger import queries
from avtal.register.ledger.entry import Head, read_head
from avtal.register.ledger.queries import Row
from avtal.register.opening import Register


@dataclass(frozen=True)
class KnownCase:
    """What the register has of a case before a registration, which is nothing for a new one.

    `case` is its row, `opened` what a new one is easily taken for, `events` are those that were not
    struck. `folder` is the name of the case's folder in the store, `folders` are those that the
    ledger knows in it, `last` is the last version, and `head` the end of the chain.
    """

    case: Row | None
    opened: NewCase | None
    folder: str
    versions: Sequence[Row]
    handlingar: Sequence[Row]
    presented: Sequence[Row]
    events: Sequence[Event]
    folders: Sequence[Path]
    head: Head
    last: Version | None

    @property
    def next(self) -> int:
        """The number of the next version."""
        return self.versions[-1]["number"] + 1 if self.versions else 1

    @cached_property
    def keys(self) -> list[str]:
        """The documents of the last version, in order."""
        return [one.key for one in self.last.manifest.documents] if self.last else []

    @cached_property
    def ids(self) -> Mapping[tuple[str, int], int]:
        """The handlingar that versions made, by key and version."""
        return {(row["key"], row["version"]): row["id"] for row in self.handlingar}


def read_known_case(register: Register, number: Diarienummer, content: Case) -> KnownCase:
    """Return what the register has of a case, as it is at one moment.

    Raises CaseError where the content is of another case than the register has by the number.
    """
    with register.ledger.reading() as connection:
        case = queries.find_case(connection, number.text)
        folder = str(case["folder"]) if case else queries.free_folder(connection, number.slug())
        versions = queries.versions(connection, number.text)
        handlingar = queries.documents(connection, number.text)
        presented = queries.presentations(connection, number.text)
        events = queries.standing(queries.events(connection, number.text))
        opened = new_case(connection, number.text, content) if case is None else None
        folders = known_folders(connection, register.store, folder, number.text)
        head = read_head(connection)
    last = None
    if versions:
        place = register.store.version(folder, versions[-1]["number"])
        last = read_version(place, versions[-1]["manifest_sha256"])
    refuse_another_case(case, content, last.manifest.case if last else None)
    return KnownCase(
        case, opened, folder, versions, handlingar, presented, events, folders, head, last
    )
