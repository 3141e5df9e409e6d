"""A tree that is changed: the values and the text say the same, and what is amiss is left alone."""

from __future__ import annotations

from copy import deepcopy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from avtal.problems import Position
from avtal.reading.changing import ChangedTree
from avtal.reading.events import read
from avtal.reading.tree import Mark, Tree, Value


def _edited(text: str, renamed: tuple[str, str] = ("a", "åäö"), first: str = "") -> str:
    """Return the text of a file in which each entry of `lista` has a field by another name."""
    changed = ChangedTree(read("x.yaml", text.encode()))
    for group in changed.entries("lista"):
        changed.rename(group, *renamed)
    if first:
        changed.set_first("format", first)
    text = changed.tree.text
    for edit in sorted(changed.edits, reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    assert read("x.yaml", text.encode()).value == changed.tree.value
    return text


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("lista:\n  - a: 1 # a\n    b: a\n", "lista:\n  - åäö: 1 # a\n    b: a\n"),
        ("lista: [{b: a, \"a\": 1}, {'a': 2}]", "lista: [{b: a, \"åäö\": 1}, {'åäö': 2}]"),
        ('lista: [{"a":1}, {a}]', 'lista: [{"åäö":1}, {åäö}]'),
        ('lista: [{"\\x61": 1}]', 'lista: [{"åäö": 1}]'),
        ("lista:\n- ? a\n  : 1\n", "lista:\n- ? åäö\n  : 1\n"),
        ("lista:\n- ? &x a\n  : 1\n", "lista:\n- ? &x åäö\n  : 1\n"),
        ("lista:\n- a:\n    a: 1\n", "lista:\n- åäö:\n    a: 1\n"),
        ("lista: [{a: 1, åäö: 2}, {b: 1}, a, null, [{a: 1}]]", None),
        ("lista: {a: 1}", None),
        ("lista: a", None),
        ("- lista: [{a: 1}]", None),
    ],
)
def test_a_field_is_renamed_as_it_was_written_and_nothing_else(old: str, new: str | None) -> None:
    assert _edited(old) == (old if new is None else new)


def test_a_renamed_field_keeps_its_place_among_the_others_and_in_the_file() -> None:
    tree = read("x.yaml", b"lista:\n  - {b: 1, a: 2, c: 3}\n")
    changed = ChangedTree(tree)
    (group,) = changed.entries("lista")
    changed.rename(group, "a", "ny")
    assert list(group.fields.items()) == [("b", "1"), ("ny", "2"), ("c", "3")]
    mark, whole = tree.find((*group.path, "ny"))
    assert whole
    assert mark.key
    assert tree.position(*mark.key) == Position(2, 12, 1)
    assert not tree.find((*group.path, "a"))[1]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("a: 1\n", "format: 2\na: 1\n"),
        ("# om\n\na: 1\n", "# om\n\nformat: 2\na: 1\n"),
        ("%YAML 1.1\n---\n# om\na: 1\n", "%YAML 1.1\n---\n# om\nformat: 2\na: 1\n"),
        ("---\n  a: 1\n  b: 2\n", "---\n  format: 2\n  a: 1\n  b: 2\n"),
        ("? a\n: 1\n", "format: 2\n? a\n: 1\n"),
        ("{a: 1, b: 2}", "{format: 2, a: 1, b: 2}"),
        ("--- {\n  a: 1}\n", "--- {\n  format: 2, a: 1}\n"),
        ("{}", "{format: 2}"),
        ("a: 1\nformat: 1 # här\n", "a: 1\nformat: 2 # här\n"),
        ("{a: 1, format: 1}", "{a: 1, format: 2}"),
        ("format: 2\n", "format: 2\n"),
        ("- a\n", "- a\n"),
        ("", ""),
    ],
)
def test_a_field_is_written_first_or_where_it_stands(old: str, new: str) -> None:
    assert _edited(old, first="2") == new


values = st.recursive(
    st.none() | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["lista", "a", "åäö", "format"]), inner, max_size=3)
    ),
    max_leaves=12,
)


def _marks(value: Value, depth: int) -> Mark:
    """Return marks for a value, none below a depth."""
    if depth and isinstance(value, dict):
        return Mark(0, 0, children={key: _marks(one, depth - 1) for key, one in value.items()})
    if depth and isinstance(value, list):
        return Mark(0, 0, children={n: _marks(one, depth - 1) for n, one in enumerate(value)})
    return Mark(0, 0)


@given(values, st.integers(0, 4))
def test_no_tree_is_too_odd(value: Value, depth: int) -> None:
    """What has no place in the text is left as it is."""
    before = deepcopy(value)
    changed = ChangedTree(Tree("x.yaml", "", value, _marks(value, depth)))
    for group in changed.entries("lista"):
        changed.rename(group, "a", "ny")
    assert (changed.tree.value, changed.edits) == (before, [])
    changed.set_first("format", "2")
    whole = {**before, "format": "2"} if isinstance(before, dict) else before
    assert changed.tree.value == whole
