"""A version is made again from its own sources, and what differs is told."""

from __future__ import annotations

import pytest

import avtal.making.rendering
import avtal.register.acts.versions
import avtal.register.proof.rebuild
from avtal.model.approval import Purpose
from avtal.problems import CaseError
from avtal.register.proof.verify import verify
from avtal.word.engine.fill import Properties
from tests.conftest import Workspace
from tests.register.proof.proving import told
from tests.register.registering import Desk


def test_public_copies_and_carried_documents_are_rebuilt(workspace: Workspace) -> None:
    desk = Desk(workspace, "tre-parter")
    desk.ready_to_sign()
    desk.register(Purpose.SIGNED)
    assert told(verify(desk.place, rebuild=True)) == []


def test_a_version_of_another_program_is_said_to_be_so(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = Desk(workspace)
    with monkeypatch.context() as patch:
        patch.setattr(avtal.register.acts.versions, "__version__", "0.0.9")
        patch.setattr(
            avtal.making.rendering, "Properties", lambda **given: Properties(**given, language="sv")
        )
        desk.register()
    done = verify(desk.place, rebuild=True)
    assert done.findings == 0
    assert told(done) == [
        f"råd KS-2024-12/v1/KS-2024-12_0{place}_{key}_v1.docx: handlingen blir en annan när den "
        "görs om: docProps/core.xml; den gjordes av avtal 0.0.9, och det här är avtal 0.1.0"
        for place, key in enumerate(("tjansteutlatande", "overenskommelse"))
    ]
    monkeypatch.setattr(avtal.register.proof.rebuild, "__version__", "0.0.9")
    assert verify(desk.place, rebuild=True).findings == 2  # the same program must give the same


def test_sources_that_this_program_cannot_read(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = Desk(workspace)
    desk.register()
    monkeypatch.setattr(avtal.register.acts.revisions, "prepare_case", _refuse)
    assert told(verify(desk.place, rebuild=True)) == [
        "fel KS-2024-12/v1: källorna kan inte läsas av den här versionen av avtal"
    ]


def _refuse(*arguments: object) -> None:
    raise CaseError([])
