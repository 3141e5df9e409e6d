"""Many registrars at once: no number twice, no event lost, the chain whole."""

from __future__ import annotations

import os
import re
import shutil
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from avtal.model.approval import Purpose
from avtal.register.acts.entries import note
from avtal.register.acts.new_register import make_register
from avtal.register.acts.order import RegistrationOrder
from avtal.register.acts.strikes import strike
from avtal.register.acts.versions import register_case
from avtal.register.events.chain import read_event
from avtal.register.events.kinds import CaseOpened, EntryStruck, VersionRegistered
from avtal.register.kinds import Noted
from avtal.register.ledger import queries
from avtal.register.ledger.schema import DOCUMENTS, EVENTS, VERSIONS
from avtal.register.opening import RegisterPlace, existing
from avtal.register.proof.verify import verify
from tests.conftest import Workspace
from tests.processes import fork
from tests.register.conftest import Server
from tests.register.registering import ANNA, SMALL, TODAY, Desk

REGISTRARS, EACH, LONG = 8, 5, 25
IN_ONE_CASE = 6
"""So many of the registrars work in the same case; the others have a case of their own."""


def _case_number(registrar: int) -> str:
    return "KS 2024/1" if registrar < IN_ONE_CASE else f"KS 2024/{registrar}00"


def _register(workspace: Path, place: RegisterPlace, registrar: int, times: int) -> None:
    """Register a changed case again and again."""
    case = workspace / "content" / "minsta"
    path = case / "overenskommelse.yaml"
    for number in range(times):
        label = f"{registrar}.{number}"
        text = re.sub(
            r'(?m)^version: ".*"$', f'version: "{label}"', path.read_text("utf-8"), count=1
        )
        text = re.sub(r"(?m)^syfte: .*$", f"syfte: Ordalydelsen i version {label}.", text)
        path.write_bytes(text.encode())
        number_of_case = _case_number(registrar)
        order = RegistrationOrder(
            case, Purpose.REMISS, TODAY, ANNA, case_number=number_of_case, allocate=True
        )
        register_case(place, order)


def _workspaces(workspace: Workspace, registrars: int) -> list[Path]:
    workspace.case("minsta")
    copies = []
    for number in range(registrars):
        copies.append(workspace.root.with_name(f"arbete{number}"))
        shutil.copytree(workspace.root, copies[-1])
    return copies


def _all_at_once(workspace: Workspace, place: RegisterPlace, registrars: int, times: int) -> float:
    """Let registrars work side by side; return the seconds that it took."""
    copies = _workspaces(workspace, registrars)
    start = time.perf_counter()
    children = [
        fork(lambda copy=copy, number=number: _register(copy, place, number, times))  # type: ignore[misc]
        for number, copy in enumerate(copies)
    ]
    codes = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
    assert codes == [0] * registrars
    return time.perf_counter() - start


@pytest.mark.system
@pytest.mark.parametrize("each", [EACH, pytest.param(LONG, marks=pytest.mark.long)])
@pytest.mark.parametrize("database", ["SQLite", "PostgreSQL"])
def test_eight_registrars_at_once(
    workspace: Workspace,
    tmp_path: Path,
    server: Server,
    database: str,
    each: int,
    record_property: Callable[[str, object], None],
) -> None:
    """They open the register at once too, just when it has been made."""
    url = server.database() if database == "PostgreSQL" else None
    place = RegisterPlace(tmp_path / "register", url)
    make_register(place)
    seconds = _all_at_once(workspace, place, REGISTRARS, each)
    record_property("versions per second", round(REGISTRARS * each / seconds, 1))
    with existing(place) as register, register.ledger.reading() as connection:
        versions = queries.rows(connection, select(VERSIONS))
        documents = queries.rows(connection, select(DOCUMENTS))
        bodies = connection.execute(select(EVENTS.c.body).order_by(EVENTS.c.sequence)).scalars()
        events = [read_event(body) for body in bodies]
    assert len(versions) == REGISTRARS * each
    cases = Counter(row["case_number"] for row in versions)
    assert cases == Counter(_case_number(one) for one in range(REGISTRARS) for _ in range(each))
    for case, total in cases.items():
        numbers = [row["number"] for row in versions if row["case_number"] == case]
        assert sorted(numbers) == list(range(1, total + 1))
        items = [row["item"] for row in documents if row["case_number"] == case]
        assert sorted(items) == list(range(1, total + 2))  # the memo is made once
    kinds = Counter(type(event.data) for event in events)
    assert kinds == {CaseOpened: len(cases), VersionRegistered: REGISTRARS * each}
    assert [event.previous for event in events[1:]] == [event.hash for event in events[:-1]]
    done = verify(place)
    assert done.problems == ()
    assert done.versions == REGISTRARS * each


@pytest.mark.parametrize(
    "database", ["SQLite", pytest.param("PostgreSQL", marks=pytest.mark.system)]
)
def test_what_several_strike_at_once_is_struck_once(
    workspace: Workspace, server: Server, database: str
) -> None:
    url = server.database() if database == "PostgreSQL" else None
    desk = Desk(workspace, database=url)
    desk.register()
    note(desk.place, f"{SMALL}@1", Noted.REVIEWED, {"day": "2026-11-26"}, ANNA)
    children = [
        fork(lambda: strike(desk.place, SMALL, 3, "fel version", ANNA)) for _ in range(IN_ONE_CASE)
    ]
    codes = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
    assert sorted(codes) == [0, *[1] * (IN_ONE_CASE - 1)]
    assert [type(event.data) for event in desk.events()[3:]] == [EntryStruck]
    assert verify(desk.place).problems == ()
