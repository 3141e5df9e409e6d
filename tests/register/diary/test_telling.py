"""Events as sentences: all that can happen to a case, in the words of a registrar."""

from __future__ import annotations

import pytest

from avtal.model.approval import Purpose
from tests.conftest import Workspace
from tests.register.registering import Desk, eventful, shown


@pytest.fixture
def desk(workspace: Workspace) -> Desk:
    """Return a desk where most things have happened."""
    return eventful(workspace)


def test_a_case_tells_everything_that_happened(desk: Desk) -> None:
    events = [event.told for event in shown(desk).events]
    assert events[0].startswith("innehållet godkändes (kommundirektör)")
    assert events[1:] == [
        "ärendet öppnades",
        "version 1 registrerades som remiss 2026-11-26, till lokalpolisområde Granvik, svar senast "
        "2026-11-26, Hej",
        "”Yttrande” (fil 1) registrerades som inkommen, från Polisen, svar på KS 2024/12@1",
        "version 2 registrerades som remiss 2026-11-26",
        "”Samverkansöverenskommelse” (version 2): beslutad 2026-11-01, av kommunstyrelsen, § 87, "
        "enligt förslag",
        "handlingsnummer antecknades: 8 för ”Yttrande” (fil 1)",
        "”Yttrande” (fil 1): titeln rättades från ”Svar” till ”Yttrande”: fel titel",
        "”Yttrande” (fil 1) makulerades: fel ärende",
    ]


def test_a_decided_version_tells_the_decisions_in_the_content(workspace: Workspace) -> None:
    desk = Desk(workspace, "tre-parter")
    path = desk.case / "overenskommelse.yaml"
    decision = "{typ: godkänna, organ: kommunfullmaktige, datum: 2026-06-15, paragraf: 87, "
    added = f"\nbeslut: {decision}utfall: med ändring}}\n"
    path.write_text(path.read_text(encoding="utf-8") + added, encoding="utf-8")
    desk.register(Purpose.DECIDED)
    told = shown(desk, "@beslutad").events[-1].told
    assert told.startswith(
        "version 1 registrerades som beslutad 2026-11-26, gemensam lokal lägesbild fastställd av "
        "kommunstyrelsen 2026-04-13 § 61, enligt förslag, samverkansöverenskommelse godkänd av "
        "kommunfullmäktige 2026-06-15 "
        "§ 87, med ändring, kommunikationsplan fastställd av lokala brottsförebyggande rådet "
        "2026-04-23 § 9, med ändring"
    )


def test_what_was_left_is_told_as_removed_or_set_aside(workspace: Workspace) -> None:
    desk = Desk(workspace)
    desk.register()
    (desk.store / ".v2.avtal-ny").mkdir()
    (desk.store / "fil1").mkdir()
    desk.file()
    told = [event.told for event in shown(desk).events]
    assert (
        "det som en avbruten registrering lämnade togs bort: .v2.avtal-ny; flyttades undan: fil1"
        in told
    )
