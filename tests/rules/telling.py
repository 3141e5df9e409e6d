"""What the rules say about a case, in a form that is easy to compare."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from avtal.problems import Problem
from avtal.rules import findings
from avtal.source import load
from tests.conftest import Workspace

Edits = Mapping[str, Mapping[str, str]]


class Told(NamedTuple):
    """A finding: its rule, whether it blocks a draft, where it stands and what it says.

    `place` is the file and the line that the finding points at, with what it marks in brackets:
    `arende.yaml: lagprofil: ⟦fore-2023⟧`.
    """

    code: str
    severity: str
    place: str
    message: str
    help: str


def told(workspace: Workspace, edits: Edits, name: str = "tre-parter") -> list[Told]:
    """Return every finding about a good case with these edits."""
    return told_of(workspace.case(name, edits=edits))


def told_of(folder: Path) -> list[Told]:
    """Return every finding about the case in a folder."""
    return [
        Told(problem.code, problem.severity, _place(folder, problem), problem.message, problem.help)
        for problem in findings(load(folder))
    ]


def _place(folder: Path, problem: Problem) -> str:
    """Read the file at the place where the finding says that it stands."""
    assert problem.position is not None
    path = folder.parent.parent / problem.file
    line = path.read_text(encoding="utf-8").splitlines()[problem.position.line - 1]
    start = problem.position.column - 1
    end = start + problem.position.length
    return f"{path.name}: {line[:start]}⟦{line[start:end]}⟧{line[end:]}"
