"""“Menade du …?”: near enough, never quadratic in what it costs."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from avtal.case.load import load
from avtal.language.hints import guess, nearest, suggest
from avtal.problems import CaseError, Problem
from tests.conftest import Workspace
from tests.work import count_work


def test_hints() -> None:
    assert suggest("Kommun", ["kommun"]) == "menade du ”kommun”?"
    assert suggest("x", []) == "inget sådant finns i ärendet ännu"
    assert suggest("x", [], none="inget") == "inget"
    assert suggest("§", [str(n) for n in range(13)]).endswith("10, 11 …")
    assert nearest("x" * 1_000_000, ["kommun"]) is None


@pytest.mark.parametrize(
    ("written", "word"),
    [
        ("malgrupper", "målgrupper"),
        ("MÅLGRUPPER", "målgrupper"),
        ("målgruper", "målgrupper"),
        ("ansvarlig", "ansvarig"),
        ("titel", None),
        ("", None),
    ],
)
def test_a_slip_is_recognised_and_another_word_is_not(written: str, word: str | None) -> None:
    assert nearest(written, ["ansvarig", "kanaler", "målgrupper"]) == word


def test_the_first_of_equally_near_words_is_taken() -> None:
    assert nearest("A3", ["A1", "A2"]) is None
    assert nearest("mål3", ["mål2", "mål1"]) == "mål2"


def test_a_name_stands_for_something_else() -> None:
    assert guess("täby kommun", {"kommun": "kommun", "Täby kommun": "taby"}) == "taby"


@given(word=st.text(min_size=1), others=st.lists(st.text()))
def test_the_nearest_of_known_words_is_a_known_word(word: str, others: list[str]) -> None:
    assert nearest(word, others) in {None, *others}
    assert nearest(word[:50], [*others, word[:50]]) is not None


def _dangling(count: int) -> dict[str, str]:
    functions = "".join(
        f"  - {{id: befattning_{n:x}q{n * 7919 % 99991}, titel: x, part: kommun}}\n"
        for n in range(count)
    )
    held = "".join(
        f"      - {{funktion: uppdrag_{n:x}z{n * 7907 % 99991}}}\n" for n in range(count)
    )
    people = f"  - id: alla\n    namn: x\n    part: kommun\n    förordnanden:\n{held}"
    return {"funktioner:\n": f"funktioner:\n{functions}", "personer:\n": f"personer:\n{people}"}


def _misspelt(count: int) -> dict[str, str]:
    return {"titel: Ö": "".join(f"tittel{n}: x\n" for n in range(count)) + "titel: Ö"}


def _repeated(count: int) -> dict[str, str]:
    row = "  - {id: samma, titel: x, part: kommun}\n"
    return {"funktioner:\n": "funktioner:\n" + row * (count + 1)}


def _refused(case: Path) -> tuple[Problem, ...]:
    with pytest.raises(CaseError) as caught:
        load(case)
    return caught.value.problems


MANY = {"dangling": (_dangling, 500), "misspelt": (_misspelt, 1_000), "same": (_repeated, 1_000)}


@pytest.mark.parametrize("kind", MANY)
def test_each_of_many_mistakes_is_as_little_work_as_one(kind: str, workspace: Workspace) -> None:
    edits, count = MANY[kind]
    case = workspace.case(edits={"arende.yaml": edits(count)})
    told, made = count_work(lambda: _refused(case))
    assert len(told) == count
    # A hint has to look at each known word, but in Python no more than once or twice.
    known = count if kind == "dangling" else 0
    assert made.total() < count * (600 + 2 * known)
