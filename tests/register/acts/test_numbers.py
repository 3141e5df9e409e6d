"""Handlingsnummer: given, reserved, recorded later, allocated; never twice."""

from __future__ import annotations

import pytest

from avtal.problems import CaseError, EnvironmentProblem
from avtal.register.acts.entries import record_numbers
from tests.conftest import Workspace
from tests.register.registering import ANNA, SMALL, Desk, everything

MEMO, AGREEMENT = "tjansteutlatande", "overenskommelse"


@pytest.fixture
def desk(workspace: Workspace) -> Desk:
    return Desk(workspace)


def items(desk: Desk) -> list[int | None]:
    return [row["item"] for row in desk.documents()]


def said(error: pytest.ExceptionInfo[EnvironmentProblem]) -> tuple[str, str]:
    return error.value.message, error.value.help


def test_allocated_numbers_follow_the_highest_and_the_reserved(desk: Desk) -> None:
    desk.edit(
        "arende.yaml",
        "titel: Samverkansöverenskommelse}",
        "titel: Samverkansöverenskommelse, handlingsnummer: 12}",
    )
    assert desk.register(allocate=True).numbers == {MEMO: 13, AGREEMENT: 12}
    desk.file(allocate=True)
    assert items(desk) == [13, 12, 14]


def test_a_number_of_another_handling_is_refused(desk: Desk) -> None:
    desk.register(items={MEMO: 7})
    desk.rewrite("1.1")
    with pytest.raises(EnvironmentProblem) as caught:
        desk.register(items={AGREEMENT: 7})
    assert said(caught) == (
        "--item overenskommelse=7: handlingsnummer 7 är redan använt i ärendet, av "
        "”Tjänsteutlåtande” (version 1)",
        "en ny eller ändrad handling får ett eget nummer; ange ett annat, eller null, så kan "
        "--allocate ge ett",
    )


def test_a_reserved_number_serves_one_handling(desk: Desk) -> None:
    desk.edit(
        "arende.yaml",
        "titel: Samverkansöverenskommelse}",
        "titel: Samverkansöverenskommelse, handlingsnummer: 12}",
    )
    desk.register()
    desk.rewrite("1.1")
    with pytest.raises(CaseError) as caught:
        desk.register()
    (problem,) = caught.value.problems
    assert problem.path == "handlingar.1.handlingsnummer"
    assert problem.message.startswith("handlingsnummer 12 är redan använt i ärendet")


def test_an_unchanged_handling_keeps_its_number(desk: Desk) -> None:
    desk.register(items={MEMO: 7})
    desk.rewrite("1.1")
    with pytest.raises(EnvironmentProblem) as caught:
        desk.register(items={MEMO: 8})
    assert caught.value.message == (
        "--item tjansteutlatande=8: handlingen har redan handlingsnummer 7 och är inte ändrad"
    )
    assert desk.register(items={MEMO: 7}).numbers == {MEMO: 7}


def test_an_unchanged_handling_without_number_gets_one_and_its_file_stays(desk: Desk) -> None:
    first = desk.register()
    desk.rewrite("1.1")
    second = desk.register(items={MEMO: 7})
    name = "KS-2024-12_00_tjansteutlatande_v1.docx"
    assert (first.folder / name).read_bytes() == (second.folder / name).read_bytes()
    assert items(desk) == [7, None, None]


def test_two_documents_cannot_be_given_the_same_number(desk: Desk) -> None:
    with pytest.raises(EnvironmentProblem, match="handlingsnummer 5 är angivet också för"):
        desk.register(items={MEMO: 5, AGREEMENT: 5})
    assert not list(desk.place.folder.glob("*/v1"))


def test_a_number_for_a_document_that_the_case_does_not_have(desk: Desk) -> None:
    with pytest.raises(EnvironmentProblem) as caught:
        desk.register(items={"atgardsplan": 5})
    assert caught.value.message == "--item atgardsplan: ärendet har ingen sådan handling"


def test_option_and_content_may_not_contradict_each_other(desk: Desk) -> None:
    desk.edit(
        "arende.yaml", "titel: Tjänsteutlåtande}", "titel: Tjänsteutlåtande, handlingsnummer: 3}"
    )
    with pytest.raises(CaseError) as caught:
        desk.register(items={MEMO: 4})
    assert [problem.message for problem in caught.value.problems] == [
        "i innehållet är handlingsnummer 3 reserverat, men --item säger 4"
    ]


def test_a_number_is_recorded_later_and_touches_no_file(desk: Desk) -> None:
    desk.register()
    before = everything(desk.place.folder)
    record_numbers(desk.place, f"{SMALL}@1", [f"{AGREEMENT}=27"], ANNA)
    assert items(desk) == [None, 27]
    assert everything(desk.place.folder) == before


@pytest.mark.parametrize(
    ("address", "pairs", "message"),
    [
        ("@1", ["overenskommelse=27"], "har redan handlingsnummer 20"),
        ("@1", ["tjansteutlatande=20"], "handlingsnummer 20 är redan använt i ärendet"),
        ("@1", ["tjansteutlatande=0"], "”0” kan inte vara ett handlingsnummer"),
        ("@1", ["tjansteutlatande=1²"], "”1²” kan inte vara ett handlingsnummer"),
        ("@1", ["tjansteutlatand=3"], "har ingen tjansteutlatand"),
        ("@1", ["atgardsplan=3"], "KS 2024/12@1 har ingen atgardsplan"),
        ("@1", ["3"], "KS 2024/12@1 har flera handlingar"),
        ("@1", ["tjansteutlatande=3", "tjansteutlatande=4"], "är angiven två gånger"),
        ("@2", ["tjansteutlatande=3"], "ärendet KS 2024/12 har ingen sådan version"),
        ("", ["tjansteutlatande=3"], "KS 2024/12 är hela ärendet"),
    ],
)
def test_a_number_that_cannot_be_recorded(
    desk: Desk, address: str, pairs: list[str], message: str
) -> None:
    desk.register(items={AGREEMENT: 20})
    with pytest.raises(EnvironmentProblem) as caught:
        record_numbers(desk.place, f"{SMALL}{address}", pairs, ANNA)
    assert message in caught.value.message
    assert items(desk) == [None, 20]
    assert len(desk.events()) == 2


def test_several_numbers_are_recorded_together_or_not_at_all(desk: Desk) -> None:
    desk.register(items={AGREEMENT: 20})
    with pytest.raises(EnvironmentProblem):
        record_numbers(desk.place, f"{SMALL}@1", [f"{MEMO}=3", f"{AGREEMENT}=4"], ANNA)
    assert items(desk) == [None, 20]


def test_a_file_gets_its_number_by_its_address(desk: Desk) -> None:
    desk.file()
    record_numbers(desk.place, f"{SMALL}@fil1", ["5"], ANNA)
    assert items(desk) == [5]


def test_allocation_keeps_clear_of_numbers_that_are_given(desk: Desk) -> None:
    assert desk.register(items={AGREEMENT: 5}, allocate=True).numbers == {MEMO: 6, AGREEMENT: 5}
