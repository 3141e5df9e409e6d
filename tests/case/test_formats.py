"""Content of an older format is read as today's, whatever stands in it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from avtal.case.formats import FORMAT, migrate
from avtal.case.load import load
from avtal.model.description import renamed
from avtal.model.promise import Promises
from avtal.problems import CaseError
from avtal.reading.events import read
from avtal.reading.tree import Tree, Value
from avtal.templates.rows import model_classes
from tests.conftest import CASES, Workspace
from tests.older import FACTS, IN_FORMAT_1, PROMISES


def _trees(facts: str, promises: str | None = None) -> dict[str, Tree]:
    texts = {FACTS: facts} | ({} if promises is None else {PROMISES: promises})
    return {name: read(name, text.encode()) for name, text in texts.items()}


def test_a_case_of_format_1_is_read_as_today(workspace: Workspace) -> None:
    today = load(Workspace(workspace.root / "nu").case("tre-parter"))
    before = load(workspace.case("tre-parter", edits=IN_FORMAT_1))
    assert before.facts == today.facts
    assert before.documents == today.documents
    assert isinstance(promises := before.documents["medborgarlofte"], Promises)
    assert promises.contacts[0].way == "0980-31 92 20, trygghet@example.se"
    assert before.line(PROMISES, ("kontakter", 0, "kontaktväg")) == (
        "content/tre-parter/medborgarlofte.yaml",
        75,
    )


def test_a_format_may_be_said_that_is_the_first(workspace: Workspace) -> None:
    edits = {**IN_FORMAT_1, FACTS: {"format: 2\n": "format: 1\n"}}
    assert load(workspace.case("tre-parter", edits=edits)).facts.format == FORMAT


def test_new_names_are_read_in_an_older_format(workspace: Workspace) -> None:
    """As an upgrade that was interrupted leaves them, or who follows the pages of today."""
    new_and_old = dict(list(IN_FORMAT_1[PROMISES].items())[1:])
    promises = load(
        workspace.case("tre-parter", edits={**IN_FORMAT_1, PROMISES: new_and_old})
    ).documents["medborgarlofte"]
    assert isinstance(promises, Promises)
    assert [contact.way[:7] for contact in promises.contacts] == ["0980-31", "114 14,", "0980-31"]


def test_the_smallest_case_is_written_in_the_first_format() -> None:
    assert "format" not in (CASES / "good" / "minsta" / FACTS).read_text("utf-8")
    assert migrate(_trees("titel: x\n")).written_in == 1


def test_nothing_of_an_older_format_is_read_in_a_newer_one() -> None:
    trees = _trees("format: 2\n", "kontakter: [{väg: x}]\n")
    found = migrate(trees)
    assert (found.written_in, found.edits, found.problems) == (2, {}, [])
    assert trees[PROMISES].value == {"kontakter": [{"väg": "x"}]}


def test_where_no_facts_can_be_read_old_names_are_no_mistake() -> None:
    trees = _trees("titel: [", "kontakter: [{väg: x}]\n")
    assert migrate(trees).problems == []
    assert trees[PROMISES].value == {"kontakter": [{"kontaktväg": "x"}]}


def test_thousands_of_digits_are_a_later_format() -> None:
    with pytest.raises(CaseError) as caught:
        migrate(_trees(f"format: {'1' * 9_000}\n"))
    assert [one.help for one in caught.value.problems] == [
        "installera den senaste versionen av avtal"
    ]


def test_arende_comes_last_of_what_is_written() -> None:
    found = migrate(_trees("titel: x\n", "kontakter: [{väg: x}]\n"))
    assert list(found.edits) == [PROMISES, FACTS]


def test_each_former_name_was_that_of_an_older_format() -> None:
    marks = [mark for model in model_classes() for _, mark in renamed(model).values()]
    assert [mark.name for mark in marks] == ["väg"]
    assert all(1 < mark.before <= FORMAT for mark in marks)


WORDS = st.sampled_from(
    ["väg", "kontaktväg", "kontakter", "format", "1", "2", "0", "", "~", "x", "väg: [", "9" * 50]
)
VALUES = st.recursive(
    WORDS | st.none(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=15,
)


def _yaml(value: Value, quote: str) -> str:
    """Return a value as YAML on one line; without quotes it may be anything, or nothing."""
    if isinstance(value, dict):
        pairs = (f"{quote}{key}{quote}: {_yaml(one, quote)}" for key, one in value.items())
        return f"{{{', '.join(pairs)}}}"
    if isinstance(value, list):
        return f"[{', '.join(_yaml(one, quote) for one in value)}]"
    return "" if value is None else f"{quote}{value}{quote}"


def _steps(value: Value, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    yield path
    children = value.items() if isinstance(value, dict) else enumerate(value or ())
    for step, child in () if isinstance(value, str) else children:
        yield from _steps(child, (*path, step))


@given(facts=VALUES, contacts=VALUES, quote=st.sampled_from(["", '"']))
def test_no_content_is_too_odd_to_be_read(facts: Value, contacts: Value, quote: str) -> None:
    trees = _trees(_yaml(facts, quote), f"kontakter: {_yaml(contacts, quote)}")
    try:
        found = migrate(trees)
    except CaseError as error:
        (problem,) = error.problems
        assert problem.position
        return
    for tree in trees.values():
        for path in _steps(tree.value):
            # everything still has a place, but for the format that was not there
            assert tree.find(path)[1] or path == ("format",)
    assert all(problem.position for problem in found.problems)
