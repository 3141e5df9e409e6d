"""What tests of backups share: a backup of the register, and a place to put it back."""

from __future__ import annotations

from pathlib import Path

import pytest

from avtal.register.opening import RegisterPlace
from avtal.register.proof.backup import backup
from tests.register.registering import Desk


@pytest.fixture
def kopia(desk: Desk) -> Path:
    """Return a backup."""
    return backup(desk.place, desk.workspace.root / "kopia.zip").path


@pytest.fixture
def elsewhere(tmp_path: Path) -> RegisterPlace:
    return RegisterPlace(tmp_path / "annan" / "register")
