"""What the tests of files share: a folder that holds OLD, and one that everybody can reach."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from avtal.files.replacing import replace_folder
from tests.files.folders import OLD, anything


@pytest.fixture
def written(target: Path) -> Path:
    """Return the path of a folder that holds OLD."""
    replace_folder(target, OLD, anything)
    return target


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """Return a folder that every user can reach, unlike pytest's own."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder
        folder.chmod(0o755)
