"""Titles and appointments."""

from __future__ import annotations

import pytest

from tests.conftest import Workspace
from tests.rules.telling import Told, told

HELP = "rätta datumen under förordnanden hos personen, eller ange en annan person"


def test_whoever_signs_has_an_appointment_on_the_day(workspace: Workspace) -> None:
    """The agreement is signed 2026-09-03, the memo is dated 2026-05-04."""
    edits = {
        "arende.yaml": {
            "tillförordnad: ja, från: 2026-03-01, till: 2026-12-31": (
                "tillförordnad: ja, från: 2026-03-01, till: 2026-06-30"
            ),
            "      - {funktion: ekonomichef, från: 2019-08-12, till: null}\n": "",
        }
    }
    (mandate, found) = told(workspace, edits)
    assert found == Told(
        "regel 37",
        "varning",
        "overenskommelse.yaml: undertecknare: [rask, ⟦backvall⟧, lindhagen, hultmarker]",
        "”backvall” har inget förordnande 2026-09-03, och får därför ingen titel",
        HELP,
    )
    assert mandate.code == "regel 35"


@pytest.mark.parametrize("title", ["", "    titel: rådgivare\n"])
def test_a_handler_needs_an_appointment_or_a_title(workspace: Workspace, title: str) -> None:
    edits = {
        "arende.yaml": {
            "  - {id: nilsson, namn: Alexander Nilsson, part: kommun}\n": (
                "  - id: nilsson\n    namn: Alexander Nilsson\n    part: kommun\n"
                f"{title}"
                "    förordnanden: [{funktion: ts_samordnare, från: null, till: 2018-11-11}]\n"
            )
        }
    }
    said = [one for one in told(workspace, edits, "taby-2018") if one.code == "regel 37"]
    place = "tjansteutlatande.yaml: handläggare: ⟦nilsson⟧"
    message = "”nilsson” har inget förordnande 2018-11-12, och får därför ingen titel"
    assert said == ([] if title else [Told("regel 37", "varning", place, message, HELP)])


def test_somebody_signs_for_every_party(workspace: Workspace) -> None:
    edits = {"overenskommelse.yaml": {"backvall, lindhagen, hultmarker]": "backvall, lindhagen]"}}
    assert told(workspace, edits) == [
        Told(
            "regel 36",
            "varning",
            "overenskommelse.yaml: ⟦undertecknare⟧: [rask, backvall, lindhagen]",
            "ingen undertecknar för ”bolag” (AB Lövåsahem)",
            "lägg till en person för parten; är namnet inte känt, skriv namn: null",
        )
    ]
