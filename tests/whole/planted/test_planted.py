"""Single mistakes in good cases are found, at their line; and good cases are left in peace."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from avtal.case.load import load
from avtal.problems import CaseError, Problem
from avtal.rules.catalogue import findings
from tests.conftest import Workspace
from tests.whole.planted import crossed, typed
from tests.whole.planted.planting import Garden, Planted

CASES = ("taby-2018", "tre-parter")


MANY = 290
"""Fewer would mean that a generator no longer finds where to plant."""


def planted(garden: Garden) -> Iterator[Planted]:
    for make in (*typed.ALL, *crossed.ALL):
        yield from make(garden)


def said(folder: Path) -> list[Problem]:
    try:
        return findings(load(folder))
    except CaseError as error:
        return list(error.problems)


def found(problems: list[Problem], mistake: Planted) -> bool:
    return any(
        problem.code == mistake.code
        and problem.position is not None
        and (Path(problem.file).name, problem.position.line) in mistake.lines
        for problem in problems
    )


@pytest.mark.parametrize("name", CASES)
def test_every_planted_mistake_is_found_at_its_line(workspace: Workspace, name: str) -> None:
    garden = Garden(workspace.case(name))
    missed = []
    mistakes = list(planted(garden))
    assert len(mistakes) > MANY
    for mistake in mistakes:
        path = garden.folder / mistake.file
        right = path.read_bytes()
        assert right.decode() != mistake.text, mistake.name
        path.write_bytes(mistake.text.encode())
        problems = said(garden.folder)
        if not found(problems, mistake):
            said_instead = [(p.code, p.position and p.position.line) for p in problems]
            missed.append(
                f"{mistake.name}: {mistake.code} vid {sorted(mistake.lines)}, {said_instead}"
            )
        path.write_bytes(right)
    assert missed == []
