"""A register that is struck in a state, put back, struck again, and looked at after each blow."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Hashable
from pathlib import Path

from avtal.model.approval import Purpose
from avtal.register.acts.corrections import Correction, correct
from avtal.register.acts.strikes import strike
from avtal.register.events.kinds import EntryStruck, FactsCorrected, LeftoversCleared, Voided
from avtal.register.ledger import queries
from avtal.register.opening import existing
from avtal.register.proof.verify import verify
from tests.register.registering import ANNA, Desk

Action = Callable[[Desk], object]


def first(desk: Desk) -> None:
    """Register the first version."""
    desk.register()


def later(desk: Desk) -> None:
    """Register a version with a changed document."""
    desk.register(Purpose.REMISS)


def again(desk: Desk) -> None:
    """Put the last version forward for another purpose."""
    desk.register(Purpose.SIGNED)


def file(desk: Desk) -> None:
    """Register a file."""
    desk.file("svar.txt", content="Hej" * 50_000)


def mended(desk: Desk) -> None:
    """Correct a file, and strike what was noted on it."""
    facts = Correction(title="Yttrande", remove=("answers",))
    correct(desk.place, f"{desk.number}@fil1", facts, "skrevs fel", ANNA)


def struck_out(desk: Desk) -> None:
    """Strike a voiding."""
    (voided,) = (one.sequence for one in desk.events() if isinstance(one.data, Voided))
    strike(desk.place, desk.number, voided, "fel handling", ANNA)


class Bench:
    """A register in a state, to which it is put back after each blow."""

    def __init__(self, desk: Desk, action: Action) -> None:
        self.desk = desk
        self.action = action
        self.kept = desk.workspace.root.with_name("kept")
        shutil.rmtree(self.kept, ignore_errors=True)
        shutil.copytree(desk.place.folder, self.kept)
        self.before = self.state()

    def reset(self) -> None:
        """Put the register back as it was."""
        shutil.rmtree(self.desk.place.folder)
        shutil.copytree(self.kept, self.desk.place.folder)

    def state(self) -> tuple[int, int, int, int]:
        """Return how many versions, handlingar, presentations and mended entries there are."""
        with existing(self.desk.place) as register, register.ledger.reading() as connection:
            return (
                len(queries.versions(connection, self.desk.number)),
                len(queries.documents(connection, self.desk.number)),
                len(queries.presentations(connection, self.desk.number)),
                sum(
                    isinstance(one.data, FactsCorrected | EntryStruck)
                    for one in queries.events(connection, self.desk.number)
                ),
            )

    def after(self) -> tuple[int, int, int, int]:
        """Return what the ledger has when the action was done."""
        self.reset()
        self.action(self.desk)
        return self.state()

    def lies_there(self) -> Hashable:
        """Return what is on the disk; a write-ahead log, which only grows, by its length."""
        return tuple(
            (path.as_posix(), path.stat().st_size if path.name.endswith("-wal") else _content(path))
            for path in sorted(self.desk.place.folder.rglob("*"))
            if not path.name.endswith("-shm")
        )

    def check(self, after: tuple[int, int, int, int]) -> bool:
        """Say that all of it is there or nothing, and that the next run works; tell which."""
        done = self.state()
        assert done in {self.before, after}
        left = self._left()
        if done == self.before:
            self.action(self.desk)
            assert self.state() == after
        desk_file = self.desk.file("nasta.txt", content="Nästa")
        assert desk_file.folder.is_dir()
        assert verify(self.desk.place).problems == ()
        cleaned = [event for event in self.desk.events() if type(event.data) is LeftoversCleared]
        assert bool(cleaned) == left
        return done == after

    def _left(self) -> bool:
        """Prove the register; tell whether something is left that the next run has to remove."""
        done = verify(self.desk.place)
        assert done.findings == 0
        return any("är kvar efter en avbruten" in problem.message for problem in done.problems)


def _content(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""
