"""What tests of builds share: the drafts of every good case, and how one is made."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from avtal.case.stamp import Copy
from avtal.making.build import Built, build
from tests.conftest import GOOD_CASES, Workspace

Drafts = Mapping[tuple[str, Copy], Built]
ALL = [(case, copy) for case in GOOD_CASES for copy in Copy]


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder, by path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def make(workspace: Workspace, case: Path, copy: Copy = Copy.FULL, output: str = "ut") -> Built:
    """Build a case into a folder of the workspace."""
    return build(case, workspace.root / output, None, copy)
