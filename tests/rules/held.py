"""A plugin for pytest that prints, for each collected test, the rules that it is marked to hold."""

from __future__ import annotations

import pytest

HELD = "holds: "
"""What a line begins with that has the rules of a test."""


def pytest_report_collectionfinish(items: list[pytest.Item]) -> list[str]:
    """Return a line for each test that holds rules."""
    return [
        HELD + " ".join(mark.args) for item in items for mark in item.iter_markers(name="holds")
    ]
