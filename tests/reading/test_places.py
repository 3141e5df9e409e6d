"""A line of a text's value is found again in its source."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from avtal.reading.events import read
from avtal.reading.places import position_at, problem_at

WORDS = st.text(st.sampled_from("abåö#-*"), min_size=1, max_size=12)
LINES = st.lists(
    st.one_of(WORDS, st.just(""), WORDS.map(" ".join), WORDS.map("  ".__add__)),
    min_size=1,
    max_size=12,
)


@pytest.mark.parametrize("style", ["|", ">", '"', "'", None])
@given(lines=LINES, width=st.sampled_from([10, 30, 1000]), nested=st.booleans())
def test_a_line_is_found_in_its_source(
    style: str, lines: list[str], width: int, nested: bool
) -> None:
    lines[0] = "a"
    text = "\n".join(lines)
    value = [{"text": text}] if nested else {"text": text}
    source = yaml.safe_dump(value, default_style=style, width=width, allow_unicode=True)
    tree = read("fil.yaml", source.encode())
    path = (0, "text") if nested else ("text",)
    assert not tree.broken
    style_used = tree.find(path)[0].style
    for number, line in enumerate(lines):
        if line.strip() and style_used in {"|", ">", None}:
            problem = problem_at(tree, path, "x", "x", line=number)
            assert problem.position
            found = problem.excerpt[problem.position.column - 1 :]
            assert line.lstrip(" ").startswith(found.strip(" "))
        if line.strip() and style_used:
            word = line.split()[0]
            problem = problem_at(tree, path, "x", "x", line=number, sought=word)
            assert problem.position
            start = problem.position.column - 1
            assert problem.excerpt[start : start + problem.position.length] in {
                word,
                problem.excerpt[start:],
            }


def test_a_part_that_is_not_found_gives_the_whole() -> None:
    tree = read("fil.yaml", b'a: "b\\x07c"')
    position = position_at(tree, ("a",), sought="\x07")
    assert (position.line, position.column, position.length) == (1, 4, 8)


def test_a_missing_field_stands_at_what_it_is_missing_from() -> None:
    tree = read("fil.yaml", b"a: {b: c}\nd:\n  - e: f\n")

    def place(*path: str | int) -> tuple[int, int, str]:
        problem = problem_at(tree, path, "x", "x")
        assert problem.position
        return problem.position.line, problem.position.column, problem.path

    assert place("a", "g") == (1, 1, "a.g")
    assert place("d", 0, "g") == (3, 5, "d.0.g")
    assert place("g") == (1, 1, "g")
    assert problem_at(tree, ("g",), "x", "x").excerpt == ""
