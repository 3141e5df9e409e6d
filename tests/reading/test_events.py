"""Reading YAML: nothing raises, nothing changes, and everything has its place."""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from avtal.reading.events import MAX_BYTES, MAX_DEPTH, MAX_VALUES, read
from avtal.reading.tree import Mark, Tree, Value
from tests.conftest import CASES, REPOSITORY


def _tree(text: str) -> Tree:
    return read("fil.yaml", text.encode())


def _value(text: str) -> Value:
    tree = _tree(text)
    assert not tree.problems
    return tree.value


# --- every scalar stays text

PLAIN = [
    "12:30", "no", "yes", "on", "off", "ja", "0123", "1_000", "1e3", "0x10", "2018-12-03",
    "2018-12-03 10:00:00", ".5", "1.0", "true", "nan", ".inf", "=", "KS 2018/211", "<",
]  # fmt: skip


@pytest.mark.parametrize("text", PLAIN)
def test_a_plain_scalar_stays_text(text: str) -> None:
    assert _value(f"a: {text}") == {"a": text}


@pytest.mark.parametrize("text", ["", "~", "null", "Null", "NULL"])
def test_null_is_nothing_unless_quoted(text: str) -> None:
    assert _value(f"a: {text}") == {"a": None}
    assert _value(f"a: '{text}'") == {"a": text}
    assert _value(f'- "{text}"') == [text]


@pytest.mark.parametrize("text", ["", "\n\n", "# en kommentar\n", "---\n", "null", "\ufeff"])
def test_an_empty_file_has_no_value(text: str) -> None:
    assert _value(text) is None


def test_a_name_may_be_any_text() -> None:
    assert _value("1: a\ntrue: b\n2018-12-03: c\n? d\n: e\nnull: f\n'': g\n'<<': h") == {
        "1": "a", "true": "b", "2018-12-03": "c", "d": "e", "null": "f", "": "g", "<<": "h",
    }  # fmt: skip


def test_text_is_composed_also_where_it_is_written_as_codes() -> None:
    assert _value('a: "A\\u030Angstrom"\nA\u030a: x') == {"a": "Ångstrom", "Å": "x"}


def test_a_line_separator_ends_no_line() -> None:
    assert _value("a: b\u2028c:d\u2029\ne: |\n  f\u2028 g") == {
        "a": "b\u2028c:d\u2029", "e": "f\u2028 g",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a: >\n  b\n\n  c", (1, 4)),
        ("a: >-\n  b\n  - c", (1, 4)),
        ("a: >\n  1. b\n  1. c", (1, 4)),
        ("a: b\n\n  c", (3, 3)),
        ("a: b\n  - c\n  - d", (2, 3)),
        ("a: 'b \n  * c'", (2, 3)),
        ('- "b\n\n  c"', (3, 3)),
    ],
)
def test_paragraphs_and_items_are_not_joined_in_silence(text: str, place: tuple[int, int]) -> None:
    (problem,) = _tree(text).problems
    assert "till ett enda stycke" in problem.message
    assert problem.position
    assert (problem.position.line, problem.position.column) == place


@pytest.mark.parametrize(
    "text",
    [
        "a: |\n  b\n\n  - c", "a: >\n\n  b\n  c\n\n\n# d\n\ne: f", "a: >", "a: >\n", "a: b\n  c -d",
        "a: >\n  - b", 'a: "b\n  c"', "a:\n  - b\n\n  - c\n\nd: e", "a: >\n  2018.\n  -c",
    ],
)  # fmt: skip
def test_lines_of_one_paragraph_are_one(text: str) -> None:
    assert not _tree(text).problems


# --- limits


def test_the_limits_are_where_they_are_said_to_be() -> None:
    assert not _tree("a: x".ljust(MAX_BYTES)).problems
    assert _tree("a: x".ljust(MAX_BYTES + 1)).broken
    assert not _tree("[" * MAX_DEPTH + "]" * MAX_DEPTH).problems
    assert _tree("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1)).broken
    assert not _tree("[" + "a," * (MAX_VALUES - 1) + "]").problems
    assert _tree("[" + "a," * MAX_VALUES + "]").broken


# --- places


def test_every_value_and_name_has_its_place() -> None:
    text = "å: &x\n  - b\n  - {ö: 'c'}\né:\n"
    tree = _tree(text.replace("&x", ""))
    text = tree.text
    first, second = tree.mark.children["å"], tree.mark.children["é"]
    inner = first.children[1].children["ö"]

    def shows(mark: Mark) -> tuple[str, str | None]:
        return text[mark.start : mark.end], mark.key and text[slice(*mark.key)]

    assert shows(first.children[0]) == ("b", None)
    assert shows(inner) == ("'c'", "ö")
    assert shows(second) == ("", "é")
    assert tree.find(("å", 1, "ö")) == (inner, True)
    assert tree.find(("å", 1, "saknas")) == (first.children[1], False)


# --- properties

# Characters that a text in a file may have, without those that YAML 1.1 takes for line breaks.
CHARACTERS = st.characters(
    codec="utf-8",
    exclude_categories=["Cc", "Cs", "Cn"],
    exclude_characters="\u2028\u2029\ufeff",
    include_characters="\n\t",
)
TEXTS = st.text(CHARACTERS, max_size=20).map(lambda text: unicodedata.normalize("NFC", text))
KEYS = st.one_of(TEXTS, st.sampled_from(["<<", "", "null", "1", "true", "å"]))
SCALARS = st.one_of(TEXTS, st.none(), st.sampled_from(PLAIN))
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=20,
)
STYLES = st.fixed_dictionaries(
    {
        "default_flow_style": st.sampled_from([True, False, None]),
        "default_style": st.sampled_from([None, None, '"', "'", "|", ">"]),
        "width": st.sampled_from([20, 80, 10_000]),
        "indent": st.sampled_from([2, 4]),
        "allow_unicode": st.booleans(),
    }
)


def _as_base(value: Any) -> Any:
    """Return the value as PyYAML's BaseLoader gives it: null is the text that was written."""
    if isinstance(value, dict):
        return {key: _as_base(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_as_base(inner) for inner in value]
    return "null" if value is None else value


@given(value=VALUES, style=STYLES)
def test_what_was_dumped_is_read_as_it_was(value: Value, style: dict[str, Any]) -> None:
    if style["default_style"]:
        value = _without_null(value)  # a quoted null is a text
    text = yaml.safe_dump(value, sort_keys=False, **style)
    tree = _tree(text)
    # A line break in a text that is not written with | is pointed out, since prose would lose it,
    # and so is what looks like a character from a word processor in place of another.
    told = [problem for problem in tree.problems if problem.code != "tecken"]
    assert [problem for problem in told if "ihop" not in problem.message] == []
    written = yaml.load(text, Loader=yaml.BaseLoader)
    assert _as_base(tree.value) == written
    if _as_base(value) == written:  # PyYAML sometimes folds a long quoted text wrongly
        assert tree.value == value


def _without_null(value: Value) -> Value:
    if isinstance(value, dict):
        return {key: _without_null(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_without_null(inner) for inner in value]
    return value or "x"


def _check(tree: Tree) -> None:
    """Hold what is true of every file that was read, however wrong."""
    assert tree.problems or not tree.broken
    rows = tree.text.split("\n")
    for problem in tree.problems:
        assert problem.message
        assert problem.help
        if problem.position is not None:
            row = rows[problem.position.line - 1]
            assert 1 <= problem.position.column <= len(row) + 1
            assert problem.position.column - 1 + problem.position.length <= max(
                len(row), problem.position.column
            )
            assert len(problem.excerpt) == len(row)
    _check_mark(tree.mark, tree.text)


def _check_mark(mark: Mark, text: str) -> None:
    assert 0 <= mark.start <= mark.end <= len(text)
    for child in mark.children.values():
        _check_mark(child, text)


@given(data=st.binary(max_size=200))
def test_any_bytes_can_be_read(data: bytes) -> None:
    _check(read("fil.yaml", data))


@given(text=st.text(max_size=200))
@example("a: b\n\ufeffc: d")
@example("%YAML 2.0\n---\na")
def test_any_text_can_be_read(text: str) -> None:
    _check(_tree(text.encode("utf-8", errors="replace").decode()))


WORDS = st.sampled_from(
    [*"abå#&*!|>%@`,:?-[]{}\"'\\~<= \n\t", "\n  ", ": ", "- ", "--- ", "...", "<<", "null", "'a'"]
)


@given(words=st.lists(WORDS, max_size=40))
@example(["a", ": ", ">"])
@example(["a", ": ", "|"])
def test_any_mixture_of_signs_can_be_read(words: list[str]) -> None:
    _check(_tree("".join(words)))


SOURCES = [
    path.read_bytes().decode()
    for folder in (CASES / "good" / "minsta", REPOSITORY / "content" / "taby-2018")
    for path in sorted(folder.glob("*.yaml"))
]


@given(source=st.sampled_from(SOURCES), data=st.data())
def test_a_file_with_a_slip_of_the_pen_can_be_read(source: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(source)))
    end = data.draw(st.integers(start, min(start + 5, len(source))))
    put = "".join(data.draw(st.lists(WORDS, max_size=3)))
    _check(_tree(source[:start] + put + source[end:]))
