"""What is asked of the ledger: what an address leads to, free folders, and at what cost."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import Connection, Engine, event

from avtal.model.approval import Purpose
from avtal.problems import EnvironmentProblem
from avtal.register.diary.log import log
from avtal.register.diary.show import show
from avtal.register.ledger.address import read_address
from avtal.register.proof.verify import verify
from tests.conftest import Workspace
from tests.register.registering import SMALL, THREE, Desk, eventful, shown

MEMO = "tjansteutlatande"


@pytest.fixture
def desk(workspace: Workspace) -> Desk:
    """Return a desk where most things have happened."""
    return eventful(workspace)


def test_two_case_numbers_that_look_alike_get_folders_of_their_own(workspace: Workspace) -> None:
    desk = Desk(workspace)
    desk.edit("arende.yaml", '"{nämnd} {år}/{löpnummer}"', '"{nämnd}-{år}/{löpnummer}"')
    desk.register(case_number="KS-2024/12")
    desk.edit("arende.yaml", '"{nämnd}-{år}/{löpnummer}"', '"{nämnd} {år}/{löpnummer}"')
    second = desk.register(case_number="KS 2024/12")
    assert second.number == 1
    assert second.folder == desk.place.folder / "KS-2024-12-nr2" / "v1"


@pytest.mark.parametrize(
    ("what", "version"),
    [("", 2), ("@1", 1), ("@v1", 1), ("@remiss", 2), ("@latest", 2), (f"@1/{MEMO}", 1)],
)
def test_words_lead_to_versions(desk: Desk, what: str, version: int) -> None:
    assert shown(desk, what).version == version


def test_a_purpose_leads_to_what_was_put_forward_for_it_last(workspace: Workspace) -> None:
    desk = Desk(workspace, "tre-parter")
    desk.ready_to_sign()
    desk.register(Purpose.SIGNED)
    assert shown(desk, "@beslutsunderlag").version == 1
    (version,) = shown(desk).versions
    assert [row["purpose"] for row in version.presentations] == ["beslutsunderlag", "undertecknad"]
    with pytest.raises(EnvironmentProblem) as caught:
        shown(desk, "@beslutad")
    assert caught.value.message == f"ärendet {THREE} har ingen version som är beslutad"
    assert caught.value.help == "ärendets versioner är 1"


def test_asking_never_reads_a_whole_table(desk: Desk) -> None:
    """However large the register grows, a case costs what the case holds."""
    plans: list[str] = []

    def explain(
        connection: Connection, cursor: object, statement: str, parameters: object, *more: object
    ) -> None:
        if statement.startswith("SELECT") and not connection.info.get("explaining"):
            connection.info["explaining"] = True
            rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)  # type: ignore[arg-type]
            plans.extend(str(row[-1]) for row in rows)
            connection.info["explaining"] = False

    event.listen(Engine, "before_cursor_execute", explain)
    try:
        assert list(log(desk.place, SMALL))
        assert list(log(desk.place, None, datetime(2026, 11, 1, tzinfo=UTC)))
        assert show(desk.place, read_address(SMALL)).documents
        assert show(desk.place, read_address(f"{SMALL}@remiss")).documents
        assert show(desk.place, read_address(f"{SMALL}@fil1")).documents
    finally:
        event.remove(Engine, "before_cursor_execute", explain)
    assert len(plans) > 20
    scans = {plan for plan in plans if plan.startswith("SCAN")}
    assert scans <= {"SCAN ledger", "SCAN identity"}  # each has one row


def test_no_such_thing_to_prove(desk: Desk) -> None:
    for address in ("KS 2024/99", f"{SMALL}@9", f"{SMALL}@fil9", f"{SMALL}@beslutad"):
        with pytest.raises(EnvironmentProblem):
            verify(desk.place, read_address(address))
