"""Prove the register: the chain of events, the state that follows from it, and every file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from avtal.files.refusals import unreadable_folder
from avtal.making.manifest import FiledManifest, FileRecord, RegisteredManifest
from avtal.problems import EnvironmentProblem, Problem, clean
from avtal.register.events.chain import GENESIS, Event
from avtal.register.ledger import queries
from avtal.register.ledger.address import Address
from avtal.register.ledger.database import of_another_version
from avtal.register.ledger.entry import Head
from avtal.register.ledger.queries import Row
from avtal.register.ledger.replay import Tables, replay
from avtal.register.ledger.schema import CASES, DOCUMENTS, FILES, SCHEMA_VERSION, VERSIONS
from avtal.register.opening import Register, RegisterPlace, lacks_identity, proving
from avtal.register.proof.ledger import (
    IN_THE_LEDGER,
    impossible_findings,
    kept_state,
    lost_tables,
    newer_findings,
    read_chain,
    state_findings,
)
from avtal.register.proof.rebuild import rebuild_version
from avtal.register.proof.store import KeptFolder, StoreProof
from avtal.register.store import Store

UNMARKED = "märkning"
"""The code of the finding that a register does not say which it is."""
_SHORTEST = 12
"""How many characters of a head have to be noted, at least."""


@dataclass(frozen=True)
class Verified:
    """What was proved, and every problem; those with the severity `råd` are no findings.

    `noted` is the event that the noted head belongs to, 0 for a register without events.
    """

    problems: tuple[Problem, ...]
    versions: int
    filings: int
    files: int
    size: int
    head: Head
    noted: int | None

    @property
    def errors(self) -> Sequence[Problem]:
        """The problems that are findings."""
        return [problem for problem in self.problems if problem.severity == "fel"]

    @property
    def findings(self) -> int:
        """How many problems are findings."""
        return len(self.errors)


def verify(
    place: RegisterPlace,
    address: Address | None = None,
    head: str | None = None,
    *,
    rebuild: bool = False,
) -> Verified:
    """Prove the register, or of the store and the state only what an address leads to.

    `head` is one that was noted, whole or at least its first twelve characters. Raises
    EnvironmentProblem where there is no register, no such address, or what is given is no head.
    """
    wanted = _read_head(head) if head is not None else None
    with proving(place) as register:
        return verify_open(register, address, wanted, rebuild=rebuild)


def verify_open(
    register: Register,
    address: Address | None = None,
    head: str | None = None,
    *,
    rebuild: bool = False,
) -> Verified:
    """Prove a register that is open. Raises EnvironmentProblem for what cannot be read."""
    try:
        return _verify(register, address, head, rebuild=rebuild)
    except OSError as error:
        raise unreadable_folder(Path(error.filename or register.store.root)) from None


def _verify(
    register: Register, address: Address | None, head: str | None, *, rebuild: bool
) -> Verified:
    if address is not None:
        address = _found(register, address)
    with register.ledger.kept(any_text=True) as connection:
        events, broken, end = read_chain(connection)
        state = kept_state(connection, register.ledger.schema)
    said, impossible, newer = replay(events)
    problems = [*broken, *impossible_findings(impossible), *newer_findings(register.ledger, newer)]
    problems += _unmarked(register)
    noted = _event_of(events, head) if head is not None else None
    if head is not None and noted is None:
        problems.append(
            Problem(
                "kedjan",
                f"ingen händelse har kontrollsumman {head}: registret är inte det som den "
                "noterades för",
                IN_THE_LEDGER,
            )
        )
    is_known = not newer and register.ledger.schema <= SCHEMA_VERSION
    if register.ledger.schema == SCHEMA_VERSION:
        problems += lost_tables(state)
    if is_known:
        problems += state_findings(said, state, address.case_number if address else None)
    all_folders = list(folders_of(register.store, said, state.get(CASES, {})))
    folders = [kept for case, kept in all_folders if _is_meant(kept, case, address)]
    proof = StoreProof(register.store)
    for folder in folders:
        problems += proof.folder(folder)
    if is_known:  # else it may be what a newer version tells of
        known = _by_case(said, [kept.place for _, kept in all_folders])
        problems += _beside(register, known, address, proof)
    if rebuild:
        for folder in folders:
            if folder.model is RegisteredManifest:
                root = register.store.root
                problems += rebuild_version(root, folder.place, folder.manifest_sha256)
    versions = sum(folder.model is RegisteredManifest for folder in folders)
    return Verified(
        tuple(problems),
        versions,
        len(folders) - versions,
        proof.files,
        proof.size,
        end,
        noted,
    )


def _unmarked(register: Register) -> Iterator[Problem]:
    """Yield that the register does not say which it is."""
    missing = lacks_identity(register)
    if missing:
        yield Problem(
            UNMARKED,
            missing,
            IN_THE_LEDGER,
            help="kör avtal register-upgrade --backup FIL med samma --register och --db; är det "
            "fel mapp, eller en disk som inte är ansluten, rätta det i stället",
        )


def _found(register: Register, address: Address) -> Address:
    """Return an address as that of a version or file. Raises EnvironmentProblem for none."""
    if register.ledger.schema > SCHEMA_VERSION:
        newer = of_another_version(register.ledger.name, register.ledger.schema)
        raise EnvironmentProblem(newer.message, f"{newer.help}; utan DNR prövas kedjan och filerna")
    with register.ledger.reading() as connection:
        if address.is_case:
            queries.the_case(connection, address.case_number)
            return address
        found = queries.find(connection, address)
        return replace(address, version=found.version, filing=found.filing)


def _read_head(text: str) -> str:
    head = re.sub(r"\s", "", text).lower()
    if not re.fullmatch(rf"[0-9a-f]{{{_SHORTEST},64}}", head):
        raise EnvironmentProblem(
            f"--head ”{clean(text)}” är ingen kontrollsumma",
            f"skriv den som den noterades: 64 tecken, 0–9 och a–f; de {_SHORTEST} första räcker",
        )
    return head


def _event_of(events: Sequence[Event], head: str) -> int | None:
    if GENESIS.startswith(head):
        return 0
    return next((event.sequence for event in events if event.hash.startswith(head)), None)


def folders_of(
    store: Store, said: Tables, kept_cases: Mapping[Any, Row]
) -> Iterator[tuple[str, KeptFolder]]:
    """Yield the folders that the events tell of, with their cases.

    Where the event that opened a case is gone, `kept_cases` say where the case lies.
    """
    cases = [*kept_cases.values(), *said[CASES].values()]
    folders = {row["case_number"]: row["folder"] for row in cases}
    files = _files_of(said)
    for row in said[VERSIONS].values():
        case, number = row["case_number"], row["number"]
        if folder := folders.get(case):
            place, made = store.version(folder, number), files.get((case, "version", number), ())
            sha256 = row["manifest_sha256"]
            yield case, KeptFolder(place, sha256, RegisteredManifest, case, number, frozenset(made))
    for row in said[DOCUMENTS].values():
        case, number = row["case_number"], row["filing"]
        if number and (folder := folders.get(case)):
            place, came = store.filing(folder, number), files.get((case, "filing", number), ())
            sha256 = row["manifest_sha256"]
            yield case, KeptFolder(place, sha256, FiledManifest, case, number, frozenset(came))


def _files_of(said: Tables) -> Mapping[tuple[str, str, int], list[tuple[str | None, FileRecord]]]:
    """Return the files that the events tell of, by case and the version or file they are of."""
    found: dict[tuple[str, str, int], list[tuple[str | None, FileRecord]]] = {}
    for row in said[FILES].values():
        document = said[DOCUMENTS][(row["document"],)]
        what = "filing" if document["filing"] else "version"
        file = FileRecord(file=row["name"], sha256=row["sha256"], size=row["size"])
        own = found.setdefault((document["case_number"], what, document[what]), [])
        own.append((document["key"], file))
    return found


def _by_case(said: Tables, places: Sequence[Path]) -> dict[str, list[Path]]:
    """Return the folders that the ledger has, by the name of the case's folder."""
    known: dict[str, list[Path]] = {row["folder"]: [] for row in said[CASES].values()}
    for place in places:
        known.setdefault(place.parent.name, []).append(place)
    return known


def _is_meant(kept: KeptFolder, case: str, address: Address | None) -> bool:
    if address is None or address.case_number != case:
        return address is None
    if address.version:
        return kept.place.name == f"v{address.version}"
    if address.filing:
        return kept.place.name == f"fil{address.filing}"
    return True


def _beside(
    register: Register,
    known: Mapping[str, Sequence[Path]],
    address: Address | None,
    proof: StoreProof,
) -> Iterator[Problem]:
    """Yield what lies in the store and is not in the ledger, where all of a case is proved."""

    def known_now(folder: str) -> list[Path]:
        """Ask anew for the folders of a case."""
        with register.ledger.kept(any_text=True) as connection:
            said = replay(read_chain(connection).events).tables
        places = (kept.place for _, kept in folders_of(register.store, said, {}))
        return [place for place in places if place.parent.name == folder]

    if address is None:
        yield from proof.beside(known, known_now)
    elif address.is_case:
        with register.ledger.reading() as connection:
            folder = queries.the_case(connection, address.case_number)["folder"]
        yield from proof.case(folder, known.get(folder, ()), known_now)
