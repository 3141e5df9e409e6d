"""What tests of comparisons share: the program that makes redlines, two cases, drawn pairs."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from avtal.compare.comparison import Comparison, compare
from avtal.compare.redlines.engine import Engine, open_engine
from avtal.compare.sides.named import Reading, read_side
from avtal.register.opening import RegisterPlace
from tests.compare.edits import CHUNKS, SHORT, Pair, draw
from tests.compare.ordering import order
from tests.conftest import Workspace

Edits: TypeAlias = Mapping[str, Mapping[str, str]]
ComparesCases: TypeAlias = Callable[..., Comparison]


@pytest.fixture(scope="session")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """Return the program, unpacked once for all tests of a process."""
    with open_engine(tmp_path_factory.mktemp("program"), os.environ) as ready:
        yield ready


@pytest.fixture
def compare_case(tmp_path: Path, engine: Engine) -> ComparesCases:
    """Return compare_case(edits, name=…): a good case against the same with edits."""
    folders: list[Path] = []

    def compared(edits: Edits, name: str = "minsta", **more: Any) -> Comparison:
        number = len(folders)
        old = Workspace(tmp_path / f"förr{number}").case(name)
        new = Workspace(tmp_path / f"nu{number}").case(name, edits=edits)
        folders.append(new)
        ordered = order(**more)
        reading = Reading(ordered.copy, None, RegisterPlace(tmp_path / "register"), None)
        sides = [read_side(str(folder), reading) for folder in (old, new)]
        return compare(sides[0], sides[1], engine, ordered)

    return compared


@pytest.fixture(
    params=[
        *range(SHORT),
        *(pytest.param(number, marks=pytest.mark.long) for number in range(SHORT, CHUNKS)),
    ]
)
def chunk(request: pytest.FixtureRequest) -> list[Pair]:
    """Return fifty pairs."""
    return draw(request.param)
