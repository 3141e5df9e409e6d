"""Single mistakes in good cases are found, at their line; and good cases are left in peace.

In each run every kind of mistake is planted once in each field, and between the parts of each case
in the first and the last place where it can be made; in every place of every case with make long.
"""

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


def planted(garden: Garden) -> list[Planted]:
    return [mistake for make in (*typed.ALL, *crossed.ALL) for mistake in make(garden)]


def chosen(garden: Garden, before: Garden | None) -> Iterator[Planted]:
    """Yield one mistake of each kind in each field that another garden does not have too.

    Of mistakes between the parts of the case the first and the last of each kind are taken.
    """
    done = {one.name for make in typed.ALL for one in make(before)} if before else set()
    yield from (one for make in typed.ALL for one in make(garden) if one.name not in done)
    for make in crossed.ALL:
        kinds: dict[str, list[Planted]] = {}
        for one in make(garden):
            kinds.setdefault(f"{one.name.partition(' i ')[0]}: {one.code}", []).append(one)
        for same in kinds.values():
            yield from same[:1]
            yield from same[1:][-1:]


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
@pytest.mark.parametrize("every", [False, pytest.param(True, marks=pytest.mark.long)])
def test_every_planted_mistake_is_found_at_its_line(
    workspace: Workspace, name: str, every: bool
) -> None:
    garden = Garden(workspace.case(name))
    before = Garden(workspace.case(CASES[0])) if name != CASES[0] else None
    missed = []
    mistakes = planted(garden)
    assert len(mistakes) > MANY
    for mistake in mistakes if every else chosen(garden, before):
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
