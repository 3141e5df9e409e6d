"""What more than one document shows: held together when it is read."""

from __future__ import annotations

import pytest

from avtal.model.facts import CaseFacts
from avtal.problems import CaseError
from tests.conftest import Workspace
from tests.model.contents import made, refused
from tests.templates.viewing import MARK, changed


def test_the_municipality_cannot_be_secret(workspace: Workspace) -> None:
    """Its name stands on every document, and in the properties of every file."""
    line = "    kortnamn: kommunen\n"
    with pytest.raises(CaseError) as caught:
        changed(workspace, {"arende.yaml": {line: f"{line}    {MARK}\n"}})
    assert [problem.message for problem in caught.value.problems] == [
        "kommunen kan inte vara hemlig; dess namn står på varje handling"
    ]


FILE = "arende.yaml"


def test_a_case_number_follows_the_pattern_of_the_municipality() -> None:
    said = "diarienumret ”KS 2026/42” följer inte kommunens mönster "
    assert refused(
        CaseFacts, FILE, "\ndiarienummer: 2026/KS 0042 170", "\ndiarienummer: KS 2026/42"
    ) == (
        said + "{år}/{nämnd} {löpnummer4} {klass}",
        ("diarienummer",),
    )


def test_the_municipality_is_a_municipality() -> None:
    assert refused(CaseFacts, FILE, "kommun:\n  part: kommun\n", "kommun:\n  part: bolag\n") == (
        "”bolag” är inte en kommun utan har typen kommunalt bolag",
        ("kommun", "part"),
    )
    assert made(CaseFacts, FILE).municipality_name == "Lövåsa kommun"


def test_two_documents_do_not_have_one_number() -> None:
    assert refused(CaseFacts, FILE, "handlingsnummer: 4}", "handlingsnummer: 9}") == (
        "handlingsnummer 9 är redan reserverat för ”tjansteutlatande”",
        ("handlingar", 1, "handlingsnummer"),
    )
