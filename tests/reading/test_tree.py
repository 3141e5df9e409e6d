"""A tree that was read: the way to a value, its position and its line."""

from __future__ import annotations

from avtal.reading.events import read
from avtal.reading.tree import Tree


def _tree(text: str) -> Tree:
    return read("fil.yaml", text.encode())


def test_a_step_that_is_no_field_is_passed_over() -> None:
    tree = _tree("a: b\nc: [d]\ne: {}")
    assert tree.real_path(("a", "text")) == ("a",)
    assert tree.real_path(("c", "text")) == ("c",)
    assert tree.real_path(("märkt", "a")) == ("a",)
    assert tree.real_path(("e", "saknas")) == ("e", "saknas")


def test_a_position_stays_within_its_line() -> None:
    tree = _tree("a: |\n  text\n  mer")
    mark = tree.mark.children["a"]
    position = tree.position(mark.start, mark.end)
    assert (position.line, position.column, position.length) == (1, 4, 1)
    assert tree.position(len(tree.text) + 9).line == 3


def test_an_excerpt_shows_nothing_that_acts_on_the_terminal() -> None:
    tree = _tree("a: 'b\u200b\u202ec\u00a0d'\t# \u2028")
    assert tree.excerpt(tree.position(0)) == "a: 'b··c·d' # ·"
