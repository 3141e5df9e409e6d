"""The municipality: how it writes the numbers of its handlingar."""

from __future__ import annotations

import pytest

from avtal.model.facts import CaseFacts
from tests.model.contents import refused

FILE = "arende.yaml"
WRITTEN = '"{diarienummer}:{nummer}"'


@pytest.mark.parametrize(
    "pattern", ["{diarienummer}", "{nummer}", "{nummer}{nummer} {diarienummer}"]
)
def test_the_pattern_has_each_number_once(pattern: str) -> None:
    message, path = refused(CaseFacts, FILE, WRITTEN, f'"{pattern}"')
    assert message == f"”{pattern}” är inte ett mönster för handlingsnummer"
    assert path == ("kommun", "handlingsmönster")
