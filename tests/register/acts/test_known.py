"""What the register has of a case before a version is registered in it."""

from __future__ import annotations

from avtal.case.load import load
from avtal.model.diarienummer import Diarienummer
from avtal.register.acts.known import KnownCase, read_known_case
from avtal.register.opening import existing
from tests.conftest import Workspace
from tests.register.registering import SMALL, Desk, furnished

MEMO, AGREEMENT = "tjansteutlatande", "overenskommelse"


def known(desk: Desk) -> KnownCase:
    with existing(desk.place) as register:
        return read_known_case(register, Diarienummer.read(SMALL), load(desk.case))


def test_nothing_is_known_of_a_new_case(workspace: Workspace) -> None:
    found = known(Desk(workspace))
    assert (found.case is not None, found.next, found.keys, found.last) == (False, 1, [], None)
    assert (found.folder, found.folders, found.ids) == ("KS-2024-12", [], {})


def test_the_last_version_is_known_with_its_documents(workspace: Workspace) -> None:
    found = known(furnished(workspace))
    assert (found.case is not None, found.next, found.keys) == (True, 3, [MEMO, AGREEMENT])
    assert found.last is not None
    assert found.last.manifest.number == 2
    assert set(found.ids) >= {(MEMO, 1), (AGREEMENT, 1), (AGREEMENT, 2)}
    assert sorted(place.name for place in found.folders) == ["fil1", "v1", "v2"]


def test_a_case_with_nothing_but_a_file_is_opened(workspace: Workspace) -> None:
    desk = Desk(workspace)
    desk.file()
    found = known(desk)
    assert (found.case is not None, found.next, found.keys, found.last) == (True, 1, [], None)
