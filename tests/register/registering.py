"""What tests of the register share: a desk where a registrar works, and what the ledger says."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from avtal.case.stamp import Copy
from avtal.model.approval import Purpose
from avtal.problems import CaseError, Problem
from avtal.register.acts.approvals import approve
from avtal.register.acts.corrections import Correction, correct
from avtal.register.acts.entries import note, record_numbers, void
from avtal.register.acts.filing import Filed, Filing, register_file
from avtal.register.acts.new_register import make_register
from avtal.register.acts.order import Registered, RegistrationOrder, Who
from avtal.register.acts.versions import register_case
from avtal.register.diary.show import ShownAddress, show
from avtal.register.events.chain import Event, read_event
from avtal.register.events.records import FiledDocument, StoredFile
from avtal.register.kinds import HandlingType, Noted
from avtal.register.ledger import queries
from avtal.register.ledger.address import read_address
from avtal.register.ledger.schema import EVENTS
from avtal.register.opening import RegisterPlace, existing
from tests.conftest import Workspace, edit_file

NOW = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
TODAY = date(2026, 11, 26)
ANNA = Who("Anna Registrator", NOW)
SMALL = "KS 2024/12"
THREE = "2026/KS 0042 170"
"""The case numbers of the good cases `minsta`, which gets it with --dnr, and `tre-parter`."""


DECISION = """
beslut:
  typ: godkänna
  organ: kommunfullmaktige
  datum: 2026-06-15
  paragraf: 87
  utfall: enligt förslag
"""
"""A decision on the agreement of `tre-parter`, as its content says it."""


class Desk:
    """A workspace with one case and a register."""

    def __init__(
        self, workspace: Workspace, name: str = "minsta", database: str | None = None
    ) -> None:
        self.workspace = workspace
        self.case = workspace.case(name)
        self.number = SMALL if name == "minsta" else THREE
        self.place = RegisterPlace(workspace.root / "output" / "register", database)
        if not self.place.folder.exists():
            make_register(self.place)

    def is_untouched(self) -> bool:
        """Tell whether the register is as when it was made."""
        return self.events() == [] and not any(
            path.is_dir() for path in self.place.folder.iterdir()
        )

    def reserve_no_numbers(self) -> None:
        """Let the content reserve no handlingsnummer."""
        path = self.case / "arende.yaml"
        text = path.read_text(encoding="utf-8")
        path.write_bytes(re.sub(r"handlingsnummer: \d+", "handlingsnummer: null", text).encode())

    @property
    def store(self) -> Path:
        """The case's folder in the store."""
        return self.place.folder / re.sub("[^A-Za-z0-9]+", "-", self.number)

    def ready_to_sign(self) -> None:
        """Lay the case with three parties before a board, and register the signed agreement.

        Nothing changes after that, so that the same handlingar are put forward as signed.
        """
        self.edit("overenskommelse.yaml", "ort: null", "ort: Lövåsa")
        self.register(Purpose.BASIS)
        self.file("underskrift.pdf", "%PDF", type=HandlingType.SIGNED, sender=None)

    def order(self, purpose: Purpose = Purpose.REMISS, **more: Any) -> RegistrationOrder:
        """Return an order for the case."""
        number = self.number if self.number == SMALL else None
        given = {"day": TODAY, "who": ANNA, "case_number": number, **more}
        return RegistrationOrder(self.case, purpose, **given)

    def register(self, purpose: Purpose = Purpose.REMISS, **more: Any) -> Registered:
        """Register the case."""
        return register_case(self.place, self.order(purpose, **more))

    def edit(self, file: str, old: str, new: str) -> None:
        """Change a text that stands once in a file of the case."""
        edit_file(self.case / file, old, new)

    def rewrite(self, label: str) -> None:
        """Change what the agreement says, and its version."""
        path = self.case / "overenskommelse.yaml"
        text = path.read_text(encoding="utf-8")
        text = re.sub(r'(?m)^version: ".*"$', f'version: "{label}"', text, count=1)
        text = re.sub(r"(?m)^syfte: .*$", f"syfte: Ordalydelsen i version {label}.", text)
        path.write_bytes(text.encode())

    def file(self, name: str = "svar.txt", content: str = "Hej", **more: Any) -> Filed:
        """Register a file."""
        path = self.workspace.root / name
        if not path.exists():
            path.write_text(content, encoding="utf-8")
        filing = Filing(
            self.number, path, "Svar", HandlingType.RECEIVED, TODAY, ANNA, sender="Polisen"
        )
        return register_file(self.place, replace(filing, **more))

    def documents(self) -> list[dict[str, Any]]:
        """Return the handlingar of the case, as the ledger has them."""
        with existing(self.place) as register, register.ledger.reading() as connection:
            return [dict(row) for row in queries.documents(connection, self.number)]

    def events(self) -> list[Event]:
        """Return every event of the register."""
        with existing(self.place) as register, register.ledger.reading() as connection:
            query = select(EVENTS.c.body).order_by(EVENTS.c.sequence)
            return [read_event(body) for body in connection.execute(query).scalars()]

    def manifest(self, number: int) -> Any:
        """Return the manifest of a version as JSON."""
        return json.loads((self.store / f"v{number}" / "manifest.json").read_bytes())


def everything(root: Path) -> dict[str, bytes | None]:
    """Return what lies below a folder, by path; None is a folder. What SQLite keeps is left out."""
    return {
        path.relative_to(root).as_posix(): None if path.is_dir() else path.read_bytes()
        for path in sorted(root.rglob("*"))
        if not path.name.endswith((".avtal-lock", "register.db", "-wal", "-shm"))
    }


def refused(desk: Desk, purpose: Purpose, **more: Any) -> list[Problem]:
    """Return what stops a registration; nothing was written."""
    before = len(desk.events())
    with pytest.raises(CaseError) as caught:
        desk.register(purpose, **more)
    assert len(desk.events()) == before
    return list(caught.value.problems)


def shown(desk: Desk, what: str = "") -> ShownAddress:
    """Return what is shown of the case of the desk, or of something in it."""
    return show(desk.place, read_address(desk.number + what))


def furnished(workspace: Workspace) -> Desk:
    """Return a desk with two versions and a file in the register."""
    desk = Desk(workspace)
    desk.register(items={"tjansteutlatande": 7})
    desk.rewrite("1.1")
    desk.register()
    desk.file()
    return desk


def eventful(workspace: Workspace) -> Desk:
    """Return a desk where most things have happened."""
    desk = Desk(workspace)
    approve(desk.place, desk.case, "kommundirektor", ANNA, SMALL)
    desk.register(items={"tjansteutlatande": 7}, recipients=("polis",), reply_by=TODAY, note="Hej")
    desk.file(answers=f"{SMALL}@1")
    desk.rewrite("1.1")
    desk.register()
    details = {
        "body": "kommunstyrelsen",
        "paragraph": "87",
        "outcome": "enligt förslag",
        "day": "2026-11-01",
    }
    note(desk.place, f"{SMALL}@2/overenskommelse", Noted.DECIDED, details, ANNA)
    record_numbers(desk.place, f"{SMALL}@fil1", ["8"], ANNA)
    correct(desk.place, f"{SMALL}@fil1", Correction(title="Yttrande"), "fel titel", ANNA)
    void(desk.place, f"{SMALL}@fil1", "fel ärende", ANNA)
    return desk


def filed_document(**more: Any) -> FiledDocument:
    """Return what the ledger is told of a file that came."""
    facts: dict[str, Any] = {
        "id": 1, "filing": 1, "item": None, "title": "Svar", "open_title": None,
        "type": HandlingType.RECEIVED, "direction": "in", "day": "2026-11-26",
        "sender": "Polisen", "recipient": None, "secrecy": None, "answers": None,
        "withheld": None,
        "status": "registrerad", "manifest_sha256": "0" * 64,
        "files": (StoredFile(copy=Copy.FULL, name="svar.txt", sha256="0" * 64, size=3),),
    }  # fmt: skip
    return FiledDocument(**{**facts, **more})
