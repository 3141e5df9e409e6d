"""Everything about a case, a version or a file, gathered to be shown. Nothing secret is in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from avtal.register.diary.log import by_document
from avtal.register.diary.telling import tell_event
from avtal.register.events.kinds import EntryStruck
from avtal.register.ledger import queries
from avtal.register.ledger.address import Address
from avtal.register.ledger.handling import disclosed, open_file, open_party
from avtal.register.ledger.queries import Row, Target
from avtal.register.opening import RegisterPlace, existing
from avtal.register.store import Store


@dataclass(frozen=True)
class ShownFile:
    """A file of a handling: which copy, and, where anybody may see it, where, hash and size.

    SHA-256 in hexadecimal, size in bytes.
    """

    copy: str
    path: Path | None
    sha256: str | None
    size: int | None


@dataclass(frozen=True)
class ShownDocument:
    """A handling as the register has it now."""

    number: str
    key: str | None
    filing: int | None
    made_in: int | None
    title: str
    type: str
    direction: str
    day: str
    dated: str | None
    sender: str | None
    recipient: str | None
    label: str | None
    status: str
    secrecy: str | None
    answers: str | None
    voided: str | None
    registered_at: str
    registered_by: str
    files: tuple[ShownFile, ...]


@dataclass(frozen=True)
class ShownEvent:
    """Something that happened: when (UTC), who, what as a sentence, and why it was struck."""

    sequence: int
    at: str
    by: str
    kind: str
    told: str
    struck: str | None


@dataclass(frozen=True)
class Difference:
    """What differs from the version before, by key; `made_again` are those that have changed."""

    since: int
    added: tuple[str, ...]
    made_again: tuple[str, ...]
    unchanged: tuple[str, ...]
    removed: tuple[str, ...]


@dataclass(frozen=True)
class ShownVersion:
    """A version: when it was registered, by whom, and for what it was put forward."""

    number: int
    day: str
    registered_at: str
    registered_by: str
    folder: Path
    presentations: tuple[Row, ...]


@dataclass(frozen=True)
class ShownAddress:
    """What an address leads to. `version` is None for a file; `versions` are all for a case."""

    case_number: str
    title: str | None
    municipality: str | None
    version: int | None
    versions: tuple[ShownVersion, ...]
    documents: tuple[ShownDocument, ...]
    filed: tuple[ShownDocument, ...]
    difference: Difference | None
    events: tuple[ShownEvent, ...]


def show(place: RegisterPlace, address: Address) -> ShownAddress:
    """Return everything about what an address leads to.

    Raises EnvironmentProblem where there is no register or no such thing in it.
    """
    with existing(place) as register, register.ledger.reading() as connection:
        case = queries.the_case(connection, address.case_number)
        everything = queries.documents(connection, address.case_number)
        files = by_document(queries.files(connection, [row["id"] for row in everything]))
        return _Showing(connection, register.store, address, case, everything, files).show()


@dataclass(frozen=True)
class _Showing:
    """One look into the register. `everything` is all of the case, `files` those of each by id."""

    _connection: Connection
    _store: Store
    _address: Address
    _case: Row
    _everything: Sequence[Row]
    _files: Mapping[int, Sequence[Row]]

    @property
    def _folder(self) -> str:
        return str(self._case["folder"])

    def show(self) -> ShownAddress:
        target = self._target()
        filed = [row for row in self._everything if row["filing"]] if self._address.is_case else []
        return ShownAddress(
            self._address.case_number,
            self._case["title"],
            self._case["municipality"],
            target.version,
            tuple(self._versions(target)),
            tuple(self._document(row, target.version) for row in target.documents),
            tuple(self._document(row, None) for row in filed),
            self._difference(target),
            tuple(self._events(target)),
        )

    def _target(self) -> Target:
        """Return what is meant; a case may have nothing but files."""
        if self._address.is_case and not queries.last_version(
            self._connection, self._address.case_number
        ):
            return Target(self._case, None, None, [])
        return queries.find(self._connection, self._address)

    def _versions(self, target: Target) -> list[ShownVersion]:
        number = self._address.case_number
        presented: dict[int, list[Row]] = {}
        for row in queries.presentations(self._connection, number):
            presented.setdefault(row["number"], []).append(row)
        return [
            ShownVersion(
                row["number"],
                row["day"],
                row["registered_at"],
                row["registered_by"],
                self._store.version(self._folder, row["number"]),
                tuple(map(self._presentation, presented.get(row["number"], ()))),
            )
            for row in queries.versions(self._connection, number)
            if self._address.is_case or row["number"] == target.version
        ]

    def _presentation(self, row: Row) -> Row:
        """Return for what a version was put forward, and to whom where it may be shown."""
        members = queries.members(self._connection, row["case_number"], row["number"])
        withheld = next((one for one in members if one["withheld"]), None)
        return {**row, "recipient": open_party(withheld, row["recipient"])}

    def _document(self, row: Row, version: int | None) -> ShownDocument:
        folder = (
            self._store.filing(self._folder, row["filing"])
            if row["filing"]
            else self._store.version(self._folder, version or row["version"])
        )
        same = (
            "key", "filing", "title", "type", "direction", "day", "dated", "sender", "recipient",
            "label", "status", "secrecy", "answers", "voided", "registered_at", "registered_by",
        )  # fmt: skip
        files = self._files.get(row["id"], ())
        seen = open_file(row, files)
        open_row = disclosed(row)
        return ShownDocument(
            number=queries.full_number(self._case, row),
            made_in=row["version"],
            files=tuple(
                ShownFile(one["copy"], folder / one["name"], one["sha256"], one["size"])
                if one == seen
                else ShownFile(one["copy"], None, None, None)
                for one in files
            ),
            **{name: open_row[name] for name in same},
        )

    def _difference(self, target: Target) -> Difference | None:
        """Return what differs from the version before, if there is one."""
        if target.version is None or target.version == 1 or self._address.key:
            return None
        before = target.version - 1
        old = queries.members(self._connection, self._address.case_number, before)
        ids = {row["key"]: row["id"] for row in old}
        now = {row["key"]: row["id"] for row in target.documents}
        return Difference(
            before,
            tuple(key for key in now if key not in ids),
            tuple(key for key, one in now.items() if ids.get(key) not in {None, one}),
            tuple(key for key, one in now.items() if ids.get(key) == one),
            tuple(key for key in ids if key not in now),
        )

    def _events(self, target: Target) -> list[ShownEvent]:
        """Return what happened with the case, or with what is meant of it."""
        handlingar: Mapping[int, Row] = {row["id"]: row for row in self._everything}
        meant = {row["id"] for row in target.documents}
        events = queries.events(self._connection, self._address.case_number)
        strikes = (one.data for one in events if isinstance(one.data, EntryStruck))
        struck = {one.event: one.reason for one in strikes}
        return [
            ShownEvent(
                one.sequence,
                one.at,
                one.by,
                one.kind,
                tell_event(one, handlingar),
                struck.get(one.sequence),
            )
            for one in events
            if self._address.is_case or one.data.about & meant
        ]
