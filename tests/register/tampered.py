"""A register that is tampered with: what it holds, and what is found in a copy of it."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from avtal.register.opening import RegisterPlace
from avtal.register.proof.verify import verify

FOLDERS = ("KS-2024-12/v1", "KS-2024-12/v2", "KS-2024-12/fil1", "2026-KS-0042-170/v1")


class Whole(NamedTuple):
    """A register that nobody has touched."""

    folder: Path
    files: tuple[str, ...]


def found(folder: Path) -> list[tuple[str, str]]:
    """Return (file, message) of every finding; that nothing is sealed is none."""
    problems = verify(RegisterPlace(folder)).problems
    return [(one.file, one.message) for one in problems if one.severity == "fel"]
