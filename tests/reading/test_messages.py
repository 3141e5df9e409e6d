"""Whatever is wrong in a file, the editor is told in Swedish, at a place in that file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from avtal.case.load import load
from avtal.problems import CaseError, PathKey, Problem
from avtal.reading.events import read
from avtal.reading.messages import sentence
from avtal.reading.tree import Value
from tests.conftest import Workspace

ENGLISH = re.compile(r"\b(input|should|must|valid|type|expected|value|string|none|error)\b|_type")

WRONG: tuple[Value, ...] = (
    None, "", "x", "å ä", "1", "-1", "2024-13-01", "ja", "F1", "# x", "`x`", "a\nb", "{_{", "\x07",
    "x" * 60_000, [], {}, ["x"], [None], [[]], {"x": "y"}, {"": None}, {"text": "x"},
    {"text": [], "sekretess": None}, {"id": "F1"}, {"id": []}, [{"id": "x"}, {"id": "x"}],
    {"från": "2024-01-02", "till": "2024-01-01"},
)  # fmt: skip

GONE: Value = "tas bort"


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return one copy of each case; each example writes the file that it changes, and back."""
    workspace = Workspace(tmp_path_factory.mktemp("fel") / "arbete")
    return {name: workspace.case(name) for name in ("minsta", "taby-2018")}


def _problems(case: Path) -> tuple[Problem, ...]:
    """Return what is wrong, which is never nothing where loading failed."""
    problems: tuple[Problem, ...] | None = None
    try:
        load(case)
    except CaseError as error:
        problems = error.problems
    assert problems != ()
    return problems or ()


def _paths(value: Value, path: PathKey = ()) -> Iterator[PathKey]:
    yield path
    children = value.items() if isinstance(value, dict) else enumerate(value or ())
    if not isinstance(value, str):
        for step, child in children:
            yield from _paths(child, (*path, step))


def _replaced(value: Value, path: PathKey, change: Value) -> Value:
    if not path:
        return change
    step, *rest = path
    if isinstance(value, dict):
        return {
            key: _replaced(child, tuple(rest), change) if key == step else child
            for key, child in value.items()
        }
    assert isinstance(value, list)
    return [
        _replaced(child, tuple(rest), change) if number == step else child
        for number, child in enumerate(value)
    ]


def _without(value: Value, path: PathKey) -> Value:
    *parent, last = path
    holder = value
    for step in parent:
        holder = holder[step]  # type: ignore[index]
    if isinstance(holder, dict):
        rest: Value = {key: child for key, child in holder.items() if key != last}
    else:
        assert isinstance(holder, list)
        rest = [child for number, child in enumerate(holder) if number != last]
    return _replaced(value, tuple(parent), rest)


@given(data=st.data())
def test_any_wrong_value_is_told_in_swedish(data: st.DataObject, cases: dict[str, Path]) -> None:
    case = cases[data.draw(st.sampled_from(sorted(cases)))]
    path = case / data.draw(st.sampled_from(sorted(path.name for path in case.glob("*.yaml"))))
    before = path.read_bytes()
    value = read(path.name, before).value
    for _ in range(data.draw(st.integers(1, 3))):
        place: PathKey = data.draw(st.sampled_from(sorted(_paths(value), key=repr)))
        change: Value = data.draw(st.sampled_from([GONE, *WRONG]))
        if place and change is GONE:
            value = _without(value, place)
        else:
            value = _replaced(value, place, change)
    try:
        path.write_bytes(yaml.safe_dump(value, sort_keys=False, allow_unicode=True).encode())
        tree = read(path.name, path.read_bytes())
        problems = _problems(case)
    finally:
        path.write_bytes(before)
    for problem in problems:
        assert problem.help, problem
        assert not ENGLISH.search(f"{problem.message} {problem.help}".lower()), problem
        assert problem.position or problem.code == "fil", problem
    for problem in problems:
        if problem.file.endswith(path.name):
            _, *missing = _unresolved(tree.value, problem.path)
            assert len(missing) <= 1, problem


def _unresolved(value: Value, path: str) -> list[str]:
    """Return what is left of a path from the first step that is not in the value."""
    steps = path.split(".") if path else []
    while steps:
        step = steps[0]
        if isinstance(value, dict) and step in value:
            value = value[step]
        elif isinstance(value, list) and step.isdecimal() and int(step) < len(value):
            value = value[int(step)]
        else:
            break
        steps.pop(0)
    return ["", *steps]


def test_an_error_that_has_no_sentence_still_says_what_the_field_is() -> None:
    error = {"type": "unheard_of", "loc": ("titel",), "input": "x"}
    assert sentence(error, {"titel": "Ärendets titel."}) == (
        "värdet kan inte användas här",
        "så här är fältet beskrivet: Ärendets titel.",
    )


def test_no_error_of_the_models_lacks_a_sentence(cases: dict[str, Path]) -> None:
    """Every value of two whole cases is replaced by each kind of wrong value in turn."""
    kinds: tuple[Value, ...] = (None, "x", [], {}, [[]], {"x": "y"})
    for name, file in (("minsta", "arende.yaml"), ("minsta", "overenskommelse.yaml")):
        path = cases[name] / file
        before = path.read_bytes()
        value = read(file, before).value
        try:
            for place in _paths(value):
                for kind in kinds:
                    changed = _replaced(value, place, kind)
                    path.write_bytes(yaml.safe_dump(changed, allow_unicode=True).encode())
                    told = [problem.message for problem in _problems(cases[name])]
                    assert "värdet kan inte användas här" not in told
        finally:
            path.write_bytes(before)
