"""What is secret is found wherever in a case it is marked."""

from __future__ import annotations

from avtal.case.load import Case
from avtal.model.base import SecretMark


def test_marks_are_found_everywhere(three: Case, small: Case) -> None:
    assert [mark.date.isoformat() for mark in three.index.every(SecretMark)] == [
        *("2026-03-10", "2026-03-16", "2026-03-16", "2026-04-28", "2026-04-28")
    ]
    assert three.index.has_secrets
    assert not small.index.has_secrets
