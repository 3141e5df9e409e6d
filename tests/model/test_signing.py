"""Signing: copies are of paper."""

from __future__ import annotations

from avtal.model.agreement import Agreement
from tests.model.contents import made, refused

FILE = "overenskommelse.yaml"


def test_only_paper_has_copies() -> None:
    assert refused(Agreement, FILE, "sätt: e-underskrift", "sätt: papper") == (
        "underskriften sker på papper men antalet exemplar saknas",
        ("underskrift", "sätt"),
    )
    assert refused(Agreement, FILE, "sätt: e-underskrift", "sätt: e-underskrift, exemplar: 3") == (
        "exemplar anges bara när underskriften sker på papper",
        ("underskrift", "exemplar"),
    )
    signing = {"sätt: e-underskrift": "sätt: papper, exemplar: 3"}
    assert made(Agreement, FILE, signing).signing.copies == 3
