"""What is entered on a handling: notes, corrections, voiding; the old facts stay."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from avtal.problems import EnvironmentProblem
from avtal.register.acts.entries import note, void
from avtal.register.events.kinds import NoteEntered
from avtal.register.kinds import Noted
from tests.conftest import Workspace
from tests.register.registering import ANNA, SMALL, Desk, everything

MEMO, AGREEMENT = "tjansteutlatande", "overenskommelse"
DECIDED = {"body": "kommunstyrelsen", "paragraph": "87", "outcome": "enligt förslag"}


@pytest.fixture
def desk(workspace: Workspace) -> Desk:
    """Return a desk with one version and one file."""
    desk = Desk(workspace)
    desk.register(items={MEMO: 7})
    desk.file()
    return desk


def test_a_note_on_a_version_is_on_all_its_documents(desk: Desk) -> None:
    before = everything(desk.place.folder)
    done = note(desk.place, f"{SMALL}@1", Noted.DECIDED, {**DECIDED, "day": "2026-11-01"}, ANNA)
    assert done.on == ("”Tjänsteutlåtande” (version 1)", "”Samverkansöverenskommelse” (version 1)")
    assert [row["status"] for row in desk.documents()] == ["beslutad", "beslutad", "registrerad"]
    event = desk.events()[-1]
    assert isinstance(event.data, NoteEntered)
    assert event.data.model_dump(mode="json", exclude_none=True) == {
        "documents": [1, 2],
        "status": "beslutad",
        "body": "kommunstyrelsen",
        "paragraph": "87",
        "outcome": "enligt förslag",
        "day": "2026-11-01",
    }
    assert everything(desk.place.folder) == before


def test_a_note_on_one_document(desk: Desk) -> None:
    note(
        desk.place,
        f"{SMALL}@1/{AGREEMENT}",
        Noted.SENT,
        {"recipient": "Polisen", "day": "2026-11-01"},
        ANNA,
    )
    assert [row["status"] for row in desk.documents()] == ["på remiss", "expedierad", "registrerad"]


def test_what_replaces_must_exist(desk: Desk) -> None:
    with pytest.raises(EnvironmentProblem, match="har ingen sådan version"):
        note(desk.place, f"{SMALL}@1", Noted.REPLACED, {"replaced_by": f"{SMALL}@2"}, ANNA)
    with pytest.raises(EnvironmentProblem, match="kan inte ersätta sig själv"):
        note(desk.place, f"{SMALL}@1", Noted.REPLACED, {"replaced_by": f"{SMALL}@1"}, ANNA)
    details = {"replaced_by": f"{SMALL}@fil1", "day": "2026-11-01"}
    note(desk.place, f"{SMALL}@1", Noted.REPLACED, details, ANNA)
    entered = desk.events()[-1].data
    assert isinstance(entered, NoteEntered)
    assert entered.replaced_by == f"{SMALL}@fil1"


def test_the_same_is_noted_once(desk: Desk) -> None:
    details = {**DECIDED, "day": "2026-11-01"}
    assert note(desk.place, f"{SMALL}@1", Noted.DECIDED, details, ANNA).status == "beslutad"
    with pytest.raises(EnvironmentProblem, match="det är redan antecknat, i händelse 4"):
        note(desk.place, f"{SMALL}@1", Noted.DECIDED, details, ANNA)
    times = {"until": "2018-01-01", "day": "2026-11-01"}
    with pytest.raises(EnvironmentProblem, match="--until 2018-01-01 är före 2026-11-01"):
        note(desk.place, f"{SMALL}@1", Noted.EXTENDED, times, ANNA)
    tabled = {**details, "outcome": "bordlagd"}
    assert note(desk.place, f"{SMALL}@1", Noted.DECIDED, tabled, ANNA).status == "bordlagd"


LACKING: list[tuple[Noted, Mapping[str, str], str]] = [
    (Noted.SENT, {}, "expedierad behöver --to"),
    (Noted.DECIDED, {"body": "KS", "paragraph": "1"}, "beslutad behöver --outcome"),
    (Noted.REMITTED, {}, "återremitterad behöver --body"),
    (Noted.EXTENDED, {}, "förlängd behöver --until"),
    (Noted.REPLACED, {}, "ersatt behöver --replaced-by"),
    (Noted.REPEALED, {}, "upphävd behöver --body"),
    (Noted.REVIEWED, {"recipient": "Polisen"}, "--to hör inte till granskad"),
    (Noted.SENT, {"recipient": "P", "outcome": "avslag"}, "--outcome hör inte till expedierad"),
]


@pytest.mark.parametrize(("noted", "details", "message"), LACKING)
def test_a_note_tells_what_it_needs(
    desk: Desk, noted: Noted, details: Mapping[str, str], message: str
) -> None:
    with pytest.raises(EnvironmentProblem) as caught:
        note(desk.place, f"{SMALL}@1", noted, details, ANNA)
    assert caught.value.message == message
    assert len(desk.events()) == 3


def test_what_is_voided_keeps_number_and_file(desk: Desk) -> None:
    before = everything(desk.place.folder)
    void(desk.place, f"{SMALL}@1/{MEMO}", "fel bilaga", ANNA)
    row = desk.documents()[0]
    assert (row["item"], row["status"], row["voided"]) == (7, "makulerad", "fel bilaga")
    assert everything(desk.place.folder) == before
    with pytest.raises(EnvironmentProblem, match="är redan makulerad"):
        void(desk.place, f"{SMALL}@1/{MEMO}", "igen", ANNA)


def test_the_number_of_what_is_voided_is_not_used_again(desk: Desk) -> None:
    void(desk.place, f"{SMALL}@1/{MEMO}", "fel bilaga", ANNA)
    with pytest.raises(EnvironmentProblem, match="handlingsnummer 7 är redan använt"):
        desk.register(items={MEMO: 7})
    done = desk.register(items={MEMO: 9})
    assert (done.number, done.fresh) == (2, (MEMO,))  # made again although it says the same


def test_a_case_that_is_not_there(desk: Desk) -> None:
    with pytest.raises(EnvironmentProblem) as caught:
        void(desk.place, "KS 2024/21@1", "fel", ANNA)
    assert caught.value.message == "inget är registrerat i ärendet KS 2024/21"
    assert caught.value.help == f"menade du ”{SMALL}”?"
