"""A register is opened for writing, for reading, or only looked at: what each leaves behind."""

from __future__ import annotations

from pathlib import Path

import pytest

from avtal.problems import EnvironmentProblem
from avtal.register.ledger import queries
from avtal.register.opening import RegisterPlace, existing, looking, making
from tests.conftest import Workspace
from tests.register.registering import SMALL, Desk


@pytest.fixture
def nowhere(tmp_path: Path) -> RegisterPlace:
    """Return a place where there is no register."""
    return RegisterPlace(tmp_path / "output" / "register")


def test_a_register_is_made_where_there_is_none(nowhere: RegisterPlace) -> None:
    with making(nowhere) as register, register.ledger.reading() as connection:
        assert queries.case_numbers(connection) == []
    with existing(nowhere) as register:
        assert register.store.root == nowhere.folder


def test_to_look_leaves_no_trace(nowhere: RegisterPlace) -> None:
    with looking(nowhere) as register, register.ledger.reading() as connection:
        assert queries.case_numbers(connection) == []
    assert not nowhere.folder.parent.exists()


def test_a_register_that_must_be_there_is_asked_for_and_not_made(nowhere: RegisterPlace) -> None:
    with pytest.raises(EnvironmentProblem) as caught, existing(nowhere):
        pass
    assert caught.value.message == f"det finns inget register i ”{nowhere.folder}”"
    assert "--register" in caught.value.help
    assert not nowhere.folder.parent.exists()


def test_what_is_registered_is_seen_however_it_is_opened(workspace: Workspace) -> None:
    desk = Desk(workspace)
    desk.register()
    for way in (making, existing, looking):
        with way(desk.place) as register, register.ledger.reading() as connection:
            assert queries.case_numbers(connection) == [SMALL]
