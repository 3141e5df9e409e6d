"""What is shown of a case, a version and a file."""

from __future__ import annotations

import json

import pytest

from avtal.model.approval import Purpose
from avtal.problems import EnvironmentProblem
from avtal.register.acts.approvals import approve
from avtal.register.acts.entries import Noted, correct, note, record_numbers, void
from avtal.register.diary.show import ShownAddress, show
from avtal.register.ledger.address import read_address
from tests.conftest import Workspace
from tests.processes import run
from tests.register.registering import ANNA, SMALL, THREE, TODAY, Desk

MEMO, AGREEMENT = "tjansteutlatande", "overenskommelse"


@pytest.fixture
def desk(workspace: Workspace) -> Desk:
    """Return a desk where most things have happened."""
    desk = Desk(workspace)
    approve(desk.place, desk.case, "kommundirektor", ANNA, SMALL)
    desk.register(items={MEMO: 7}, recipients=("polis",), reply_by=TODAY, note="Hej")
    desk.file(answers=f"{SMALL}@1")
    desk.rewrite("1.1")
    desk.register()
    details = {"body": "KS", "paragraph": "87", "outcome": "enligt förslag", "day": "2026-11-01"}
    note(desk.place, f"{SMALL}@2/{AGREEMENT}", Noted.DECIDED, details, ANNA)
    record_numbers(desk.place, f"{SMALL}@fil1", ["8"], ANNA)
    correct(desk.place, f"{SMALL}@fil1", {"title": "Yttrande"}, "fel titel", ANNA)
    void(desk.place, f"{SMALL}@fil1", "fel ärende", ANNA)
    return desk


def shown(desk: Desk, what: str = "") -> ShownAddress:
    return show(desk.place, read_address(desk.number + what))


def test_a_case_tells_everything_that_happened(desk: Desk) -> None:
    events = [event.told for event in shown(desk).events]
    assert events[0].startswith("innehållet godkändes (kommundirektör), SHA-256 ")
    assert events[1:] == [
        "ärendet öppnades",
        "version 1 registrerades som remiss 2026-11-26, till lokalpolisområde Granvik, svar senast "
        "2026-11-26, Hej",
        "”Yttrande” (fil 1) registrerades som inkommen, från Polisen, svar på KS 2024/12@1",
        "version 2 registrerades som remiss 2026-11-26",
        "”Samverkansöverenskommelse” (version 2): beslutad 2026-11-01, av KS, § 87, enligt förslag",
        "handlingsnummer antecknades: 8 för ”Yttrande” (fil 1)",
        "”Yttrande” (fil 1): titeln rättades från ”Svar” till ”Yttrande”: fel titel",
        "”Yttrande” (fil 1) makulerades: fel ärende",
    ]


def test_a_version_tells_what_changed(desk: Desk) -> None:
    found = shown(desk, "@2")
    assert found.difference is not None
    assert found.difference.since == 1
    assert found.difference.made_again == (AGREEMENT,)
    assert found.difference.unchanged == (MEMO,)
    assert found.difference.added == found.difference.removed == ()
    assert [one.made_in for one in found.documents] == [1, 2]
    for one in found.documents:
        for file in one.files:
            assert file.path.parent.name == "v2"
            assert file.path.is_file()
    assert shown(desk, "@1").difference is None


def test_a_file_tells_its_own_story(desk: Desk) -> None:
    found = shown(desk, "@fil1")
    (document,) = found.documents
    assert (document.number, document.title, document.answers) == (
        "KS 2024/12-8",
        "Yttrande",
        "KS 2024/12@1",
    )
    assert document.voided == "fel ärende"
    assert [event.kind for event in found.events] == [
        "handling registrerad",
        "handlingsnummer antecknat",
        "rättelse",
        "makulering",
    ]
    assert found.versions == ()


@pytest.mark.parametrize(
    ("what", "version"),
    [("", 2), ("@1", 1), ("@v1", 1), ("@remiss", 2), ("@latest", 2), (f"@1/{MEMO}", 1)],
)
def test_words_lead_to_versions(desk: Desk, what: str, version: int) -> None:
    assert shown(desk, what).version == version


def test_a_purpose_leads_to_what_was_put_forward_for_it_last(workspace: Workspace) -> None:
    desk = Desk(workspace, "tre-parter")
    desk.register(Purpose.REMISS)
    desk.register(Purpose.BASIS)
    assert shown(desk, "@beslutsunderlag").version == 1
    (version,) = shown(desk).versions
    assert [row["purpose"] for row in version.presentations] == ["remiss", "beslutsunderlag"]
    with pytest.raises(EnvironmentProblem) as caught:
        shown(desk, "@beslutad")
    assert caught.value.message == f"ärendet {THREE} har ingen version som är beslutad"
    assert caught.value.help == "ärendets versioner är 1"


def test_a_decided_version_tells_the_decisions_in_the_content(workspace: Workspace) -> None:
    desk = Desk(workspace, "tre-parter")
    path = desk.case / "overenskommelse.yaml"
    decision = "{typ: godkänna, organ: kommunfullmaktige, datum: 2026-06-15, paragraf: 87, "
    added = f"\nbeslut: {decision}utfall: med ändring}}\n"
    path.write_text(path.read_text(encoding="utf-8") + added, encoding="utf-8")
    desk.register(Purpose.DECIDED)
    told = shown(desk, "@beslutad").events[-1].told
    assert told.startswith(
        "version 1 registrerades som beslutad 2026-11-26, lagesbild fastställd av kommunstyrelsen "
        "2026-04-13 § 61, enligt förslag, overenskommelse godkänd av kommunfullmäktige 2026-06-15 "
        "§ 87, med ändring, kommunikationsplan fastställd av lokala brottsförebyggande rådet "
        "2026-04-23 § 9, med ändring"
    )


def test_a_case_with_nothing_but_a_file(workspace: Workspace) -> None:
    desk = Desk(workspace)
    desk.file()
    found = shown(desk)
    assert (found.version, found.documents, len(found.filed)) == (None, (), 1)
    with pytest.raises(EnvironmentProblem, match="har ingen sådan version"):
        shown(desk, "@1")


def test_the_command(desk: Desk) -> None:
    ran = run("show", SMALL, cwd=desk.workspace.root)
    assert ran.exit_code == 0
    lines = ran.out.splitlines()
    assert lines[0] == (
        f"{SMALL} – Överenskommelse om brottsförebyggande samverkan i Granvik – Granviks kommun"
    )
    for line in (
        "Handlingar i version 2:",
        "Sedan version 1:",
        "  ändrade: overenskommelse",
        "  oförändrade: tjansteutlatande",
        "Filer:",
        "  KS 2024/12-8  Yttrande (fil1)",
    ):
        assert line in lines
    result = json.loads(run("show", f"{SMALL}@2", "--json", cwd=desk.workspace.root).out)["result"]
    assert result["version"] == 2
    assert result["difference"]["made_again"] == [AGREEMENT]
    assert run("show", f"{SMALL}@9", cwd=desk.workspace.root).exit_code == 2
    assert run("show", "hej@1", cwd=desk.workspace.root).exit_code == 2
