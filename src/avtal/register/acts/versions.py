"""Register a case as a version: all of it or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import Any

from avtal import __version__
from avtal.case.kinds import BY_KEY
from avtal.case.stamp import Copy
from avtal.case.workspace import SOURCES
from avtal.files.digests import sha256
from avtal.files.replacing import MANIFEST_FILE
from avtal.making.build import exemption_records
from avtal.making.manifest import FileRecord, RegisteredDocument, RegisteredManifest, content_hash
from avtal.model.approval import Purpose
from avtal.model.parties import Body
from avtal.problems import CaseError, EnvironmentProblem
from avtal.register.acts.housekeeping import clear_leftovers
from avtal.register.acts.known import KnownCase, read_known_case
from avtal.register.acts.order import Registered, RegistrationOrder
from avtal.register.acts.plan import Plan, make_plan
from avtal.register.acts.purposes import (
    find_unapproved,
    find_undecided,
    signed_files,
    status_of,
    unsigned_problem,
)
from avtal.register.acts.revisions import templates_used
from avtal.register.acts.settle import Settled, settle
from avtal.register.events.kinds import CaseOpened, NumbersRecorded, PutForward, VersionRegistered
from avtal.register.events.records import DecisionTaken, GivenNumber, MadeDocument, StoredFile
from avtal.register.kinds import HandlingType
from avtal.register.ledger import queries
from avtal.register.ledger.entry import Head, LedgerEntry
from avtal.register.ledger.handling import direction
from avtal.register.opening import Register, RegisterPlace, changing, existing
from avtal.word.engine.prepared import Template

VERSION_FILE = f"{SOURCES}/avtal-version.txt"


def register_case(place: RegisterPlace, order: RegistrationOrder) -> Registered:
    """Register the case as its next version, or put its last version forward for a new purpose.

    Raises CaseError with everything in the case that stops the purpose, EnvironmentProblem where
    the order or the register does; in both cases nothing was registered.
    """
    settled = settle(order)
    if order.dry_run:
        with existing(place) as register:
            known = read_known_case(register, settled.number, settled.made.case)
            return _Registration(register, order, settled, known).foresee()
    with changing(place) as register, register.store.turn(settled.number.slug()):
        known = read_known_case(register, settled.number, settled.made.case)
        return _Registration(register, order, settled, known).carry_out()


class _Registration:
    """One registration in an open register."""

    def __init__(
        self, register: Register, order: RegistrationOrder, settled: Settled, known: KnownCase
    ) -> None:
        self._register = register
        self._order = order
        self._made = settled.made
        self._case = settled.made.case
        self._workspace = settled.workspace
        self._recipients = settled.recipients
        self._number = settled.number.text
        self._known = known

    def foresee(self) -> Registered:
        """Return what would be registered; nothing is written."""
        plan, is_new = self._plan()
        return self._outcome(plan, self._known.head, is_new=is_new, cleaned=())

    def carry_out(self) -> Registered:
        """Register, and return what was."""
        plan, is_new = self._plan()
        known, who = self._known, self._order.who
        cleared = clear_leftovers(self._register, known.folder, self._number, known.folders, who)
        head = self._enter_version(plan) if is_new else self._put_forward(plan)
        return self._outcome(plan, cleared.seen(head), is_new=is_new, cleaned=cleared.names)

    @cached_property
    def _content(self) -> str:
        return content_hash(self._case.files)

    @cached_property
    def _signed(self) -> list[int]:
        """The signed files that a signed version rests on."""
        if self._order.purpose is not Purpose.SIGNED:
            return []
        return signed_files(self._known.handlingar, self._known.events)

    def _plan(self) -> tuple[Plan, bool]:
        """Return the plan, and whether it is a new version; raises where anything stops it."""
        order, known = self._order, self._known
        problems = [
            *find_undecided(self._case, order.purpose, order.day),
            *find_unapproved(self._case, order.purpose, self._content, known.events),
        ]
        if order.purpose is Purpose.SIGNED and not self._signed:
            problems.append(unsigned_problem(self._number))
        try:
            plan = make_plan(self._made, order, known.next, known.last, known.handlingar)
        except CaseError as error:
            raise CaseError([*error.problems, *problems]) from None
        if problems:
            raise CaseError(problems)
        is_new = bool(plan.fresh) or known.keys != [one.key for one in plan.documents]
        if not is_new:
            self._refuse_repetition()
        return plan, is_new

    def _refuse_repetition(self) -> None:
        last = self._known.versions[-1]["number"]
        same = [row for row in self._known.presented if row["number"] == last]
        if any(row["purpose"] == self._order.purpose.value for row in same):
            raise EnvironmentProblem(
                f"inget har ändrats sedan version {last}, som redan är registrerad som "
                f"{self._order.purpose.value}",
                f"skickas den till fler, skriv: avtal note '{self._number}@{last}' expedierad "
                "--to MOTTAGARE",
            )

    def _enter_version(self, plan: Plan) -> Head:
        """Write the version's folder, then enter it in the ledger, then seal it."""
        store, known, who = self._register.store, self._known, self._order.who
        place = store.version(known.folder, known.next)
        sources = _read_sources(self._case.files, self._workspace, self._made.templates)
        manifest = self._manifest(plan, sources).to_bytes()
        store.put(place, {**plan.files, **sources, MANIFEST_FILE: manifest})
        with (
            store.sealing(place, self._is_entered),
            self._register.ledger.entry(who.at, who.by) as entry,
        ):
            if known.case is None:
                entry.add(self._number, CaseOpened(folder=known.folder))
            first = queries.next_document(entry.connection)
            entry.add(self._number, self._version_data(plan, sha256(manifest), first))
            self._record_numbers(entry, plan)
        return entry.head

    def _is_entered(self) -> bool:
        with self._register.ledger.reading() as connection:
            last = queries.last_version(connection, self._number)
        return last is not None and last["number"] == self._known.next

    def _put_forward(self, plan: Plan) -> Head:
        """Enter that the last version is put forward for a new purpose."""
        last, who = self._known.last, self._order.who
        assert last is not None
        data = PutForward(
            **self._presentation(last.manifest.number, self._known.ids, plan),
            members=tuple(self._known.ids[one.key, one.made_in] for one in plan.documents),
        )
        with self._register.ledger.entry(who.at, who.by) as entry:
            entry.add(self._number, data)
            self._record_numbers(entry, plan)
        return entry.head

    def _presentation(
        self, number: int, ids: Mapping[tuple[str, int], int], plan: Plan
    ) -> dict[str, Any]:
        order = self._order
        by_key = {one.key: ids[one.key, one.made_in] for one in plan.documents}
        return {
            "number": number,
            "purpose": order.purpose,
            "status": status_of(order.purpose),
            "day": order.day.isoformat(),
            "recipient": self._recipients,
            "reply_by": order.reply_by.isoformat() if order.reply_by else None,
            "note": order.note,
            "signed": tuple(self._signed),
            "decisions": self._decisions(by_key),
        }

    def _decisions(self, ids: Mapping[str, int]) -> tuple[DecisionTaken, ...]:
        """Return the decisions that a decided version rests on, as they stand in the content."""
        if self._order.purpose is not Purpose.DECIDED:
            return ()
        bodies = {
            name: place.model.name
            for name, place in self._case.index.things.items()
            if isinstance(place.model, Body)
        }
        return tuple(
            DecisionTaken(
                document=ids.get(key),
                key=key,
                word=BY_KEY[key].noun,
                neuter=BY_KEY[key].neuter,
                done=decision.done,
                body=bodies[decision.body],
                day=decision.date.isoformat(),
                paragraph=decision.paragraph,
                outcome=decision.outcome.value,
            )
            for key, content in self._case.documents.items()
            if (decision := content.decision)
        )

    def _version_data(self, plan: Plan, manifest_sha256: str, first: int) -> VersionRegistered:
        """Return what the ledger is told; the new handlingar get ids from `first` on."""
        facts = self._case.facts
        ids = dict(self._known.ids)
        fresh = [one for one in plan.documents if one.key in plan.fresh]
        for place, one in enumerate(fresh):
            ids[one.key, one.made_in] = first + place
        return VersionRegistered(
            **self._presentation(self._known.next, ids, plan),
            manifest_sha256=manifest_sha256,
            content_sha256=self._content,
            avtal_version=__version__,
            title=facts.title,
            municipality=facts.municipality_name,
            item_pattern=facts.municipality.item_pattern,
            name=self._case.name,
            documents=tuple(self._document(one, ids[one.key, one.made_in]) for one in fresh),
            members=tuple(ids[one.key, one.made_in] for one in plan.documents),
        )

    def _document(self, one: RegisteredDocument, identity: int) -> MadeDocument:
        own = FileRecord(file=one.file, sha256=one.sha256, size=one.size)
        copies = {Copy.FULL: own, Copy.PUBLIC: one.public}
        return MadeDocument(
            id=identity,
            key=one.key,
            word=BY_KEY[one.key].noun,
            neuter=BY_KEY[one.key].neuter,
            item=one.item,
            title=one.title,
            open_title=one.open_title,
            type=HandlingType.SENT if self._recipients else HandlingType.DRAWN_UP,
            direction=direction(None, self._recipients),
            dated=one.date.isoformat(),
            recipient=self._recipients,
            label=one.version,
            secrecy=one.secrecy,
            files=tuple(
                StoredFile(copy=copy, name=file.file, sha256=file.sha256, size=file.size)
                for copy, file in copies.items()
                if file
            ),
        )

    def _record_numbers(self, entry: LedgerEntry, plan: Plan) -> None:
        if plan.numbers:
            by_key = {
                one.key: self._known.ids[one.key, one.made_in]
                for one in plan.documents
                if one.key in plan.numbers
            }
            numbers = tuple(
                GivenNumber(document=by_key[key], item=item) for key, item in plan.numbers.items()
            )
            entry.add(self._number, NumbersRecorded(numbers=numbers))

    def _manifest(self, plan: Plan, sources: Mapping[str, bytes]) -> RegisteredManifest:
        order = self._order
        return RegisteredManifest(
            case=self._case.name,
            case_number=self._number,
            status=status_of(order.purpose),
            copy=Copy.FULL,
            documents=tuple(plan.documents),
            exemptions=exemption_records(plan.findings),
            content_sha256=self._content,
            avtal_version=__version__,
            sources=tuple(
                FileRecord(file=name, sha256=sha256(data), size=len(data))
                for name, data in sources.items()
            ),
            number=self._known.next,
            purpose=order.purpose,
            registered=order.day,
            registered_at=order.who.at,
            registered_by=order.who.by,
        )

    def _outcome(
        self, plan: Plan, head: Head, *, is_new: bool, cleaned: tuple[str, ...]
    ) -> Registered:
        known = self._known
        now = {one.key for one in plan.documents}
        number = known.next if is_new else known.versions[-1]["number"]
        items = {(row["key"], row["version"]): row["item"] for row in known.handlingar}
        numbers = {
            one.key: plan.numbers.get(one.key, items.get((one.key, one.made_in), one.item))
            for one in plan.documents
        }
        return Registered(
            self._number,
            number,
            self._order.purpose,
            is_new,
            tuple(plan.documents),
            tuple(plan.fresh),
            tuple(key for key in plan.fresh if key in known.keys),
            tuple(key for key in known.keys if key not in now),
            {key: item for key, item in numbers.items() if item is not None},
            self._register.store.version(known.folder, number),
            head,
            cleaned,
            tuple(plan.findings),
            self._order.dry_run,
            known.opened,
            self._recipients,
        )


def _read_sources(
    files: Mapping[str, str], workspace: Path, templates: Mapping[str, Template]
) -> dict[str, bytes]:
    """Return what a version is made of, by path in its folder, byte for byte."""
    found = {
        f"{SOURCES}/{path}": _as_read(workspace / path, path, digest)
        for path, digest in files.items()
    }
    return {
        **dict(sorted(found.items())),
        **templates_used(templates),
        VERSION_FILE: f"{__version__}\n".encode(),
    }


def _as_read(path: Path, name: str, digest: str) -> bytes:
    """Return a content file. Raises EnvironmentProblem where it is not as the case was read."""
    with suppress(OSError):
        data = path.read_bytes()
        if sha256(data) == digest:
            return data
    raise EnvironmentProblem(
        f"{name} ändrades medan ärendet registrerades; inget har registrerats", "försök igen"
    )
