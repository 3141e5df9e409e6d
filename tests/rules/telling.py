"""What the rules say about a changed case beyond the unchanged one, in a form easy to compare."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

from avtal.case.load import load
from avtal.problems import Position
from avtal.rules.catalogue import findings
from tests.conftest import Workspace

Edits = Mapping[str, Mapping[str, str]]


class Told(NamedTuple):
    """A finding: its rule, what it stops, what it is about, where it stands and what it says.

    `place` is the file and the line that the finding points at, with what it marks in brackets:
    `arende.yaml: lagprofil: ⟦fore-2023⟧`. `see` are the other places that it names, likewise.
    """

    code: str
    severity: str
    about: str
    place: str
    message: str
    help: str
    see: tuple[str, ...] = ()


def told(
    workspace: Workspace, edits: Edits, name: str = "tre-parter", day: date | None = None
) -> list[Told]:
    """Return what the rules say about a good case with these edits and not without them."""
    return new_of(workspace.case(name, edits=edits), name, day)


def new_of(folder: Path, name: str, day: date | None = None) -> list[Told]:
    """Return the findings about the case in a folder that the good case of this name has not."""
    known = said_of_the_good_case(name)
    return [one for one in told_of(folder, day) if (one.code, one.about, one.message) not in known]


@cache
def said_of_the_good_case(name: str) -> frozenset[tuple[str, str, str]]:
    """Return (code, about, message) of everything that is said about a good case as it is."""
    with tempfile.TemporaryDirectory() as folder:
        case = load(Workspace(Path(folder) / "arbete").case(name))
    return frozenset((one.code, one.about, one.message) for one in findings(case))


def told_of(folder: Path, day: date | None = None) -> list[Told]:
    """Return every finding about the case in a folder."""
    return [
        Told(
            problem.code,
            problem.severity,
            problem.about,
            place(folder, problem.file, problem.position),
            problem.message,
            problem.help,
            tuple(
                f"{place(folder, see.file, see.position)}: {see.message}" for see in problem.related
            ),
        )
        for problem in findings(load(folder), day)
    ]


def place(folder: Path, file: str, position: Position | None) -> str:
    """Return the line of a position as it stands in the file, with what it marks in brackets."""
    assert position is not None
    path = folder.parent.parent / file
    line = path.read_text(encoding="utf-8").splitlines()[position.line - 1]
    start = position.column - 1
    end = start + position.length
    return f"{path.name}: {line[:start]}⟦{line[start:end]}⟧{line[end:]}"
