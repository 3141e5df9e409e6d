"""Values that are not known tell their trace, and those that are left out tell nothing."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from avtal.problems import CaseError
from avtal.word.values.marked import OMITTED, Empty, Trace, UnknownFact, is_missing
from tests.word.making import body, render

PRINTED = [
    "{{ x }}", "{{ x|datum }}", "{{ x|kortdatum }}", "{{ x|tal }}", "{{ x|talord }}",
    "{{ x|genitiv }}", "{{ x|stor }}", "{{ x|versaler }}", "{{ x|fast }}", "{{ x|fast|stor }}",
    "{{p x|stycken }}", "{{r x|löptext }}", "{{ thing.x }}", '{{ things|lista("x") }}',
    '{{ things|rad("x") }}', "{{ empty|lista }}", "{{ empty|rad }}",
]  # fmt: skip
ASKED = [
    "{% if x %}a{% else %}b{% endif %}", "{% if not x %}a{% endif %}b",
    "{% if x and y %}a{% endif %}b", "{% if y or x %}a{% endif %}b",
    "{% if thing.x %}a{% else %}b{% endif %}", '{% if x == "a" %}a{% else %}b{% endif %}',
    "{% if 0 == x or y %}a{% else %}b{% endif %}", '{{ "a" if x else "b" }}',
    "{% if x != y %}a{% else %}b{% endif %}", "{% if x == x %}a{% else %}b{% endif %}",
    "{% if y == x %}a{% else %}b{% endif %}",
]  # fmt: skip
PASSED_BY = [
    "text", "{% if y %}{{ x }}{% endif %}b", "{% if y and x %}a{% endif %}b", "{{ things|antal }}",
    "{% for z in empty %}{{ z }}{% endfor %}b", "{% if empty %}{{ empty|lista }}{% endif %}b",
    '{% for z in things|sorterade("x") %}{{ z.n }}{% endfor %}',
]  # fmt: skip
REFUSED = [
    "{% for z in x %}{{ z }}{% endfor %}", "{% if x < 3 %}a{% endif %}", "{{ x.y }}",
    "{{ x|antal }}", "{{ x|lista }}", '{% if "a" in x %}a{% endif %}',
]  # fmt: skip


def values(x: Any, empty: list[Any]) -> dict[str, Any]:
    """Return what the templates above are given."""
    things = [{"x": x, "n": "1"}, {"x": "a", "n": "2"}]
    return {"x": x, "y": None, "empty": empty, "thing": {"x": x}, "things": things}


def traced(trace: Trace) -> dict[str, Any]:
    """Return the same, traced."""
    return values(UnknownFact("x", trace), Empty("x", trace))


@pytest.mark.parametrize("text", [*PRINTED, *ASKED, *PASSED_BY])
def test_the_document_is_the_same_with_and_without_trace(text: str) -> None:
    assert render([text], **traced(Trace())) == render([text], **values(None, []))


@pytest.mark.parametrize("text", PRINTED)
def test_what_is_printed_is_told(text: str) -> None:
    trace = Trace()
    assert "[saknas]" in body(render([text], **traced(trace)))[0].lower()
    assert trace.printed == {"x"}


@pytest.mark.parametrize("text", ASKED)
def test_what_a_condition_asks_for_is_told_apart(text: str) -> None:
    trace = Trace()
    render([text], **traced(trace))
    assert (trace.asked, trace.printed) == ({"x"}, set())


@pytest.mark.parametrize("text", PASSED_BY)
def test_what_is_never_reached_is_not_told(text: str) -> None:
    trace = Trace()
    render([text], **traced(trace))
    assert trace == Trace()


@pytest.mark.parametrize("text", REFUSED)
def test_what_none_cannot_do_it_cannot_do_either(text: str) -> None:
    said = []
    for given in (values(None, []), traced(Trace())):
        with pytest.raises(CaseError) as caught:
            render([text], **given)
        said.append(caught.value.problems)
    assert said[0] == said[1]


def test_it_is_like_none_to_comparisons() -> None:
    one, other = UnknownFact("a", Trace()), UnknownFact("b", Trace())
    assert one == None  # noqa: E711 - the comparison is what is tested
    assert None == one  # noqa: E711, SIM300
    assert one == other
    assert one != 0
    assert one != ""
    assert hash(one) == hash(None)
    assert [is_missing(value) for value in (None, one, Empty("c", Trace()), 0, "")] == [
        True, True, False, False, False,
    ]  # fmt: skip


def test_what_is_left_out_is_one_thing_and_compares_with_nothing() -> None:
    texts = [
        "{% for y in x.lista %}{{ loop.index }}/{{ loop.length }} {{ y.namn }}{% endfor %}",
        "{% if x < 4 %}mindre{% elif x >= 4 %}större{% else %}varken{% endif %}",
        "{% if d > x %}efter{% else %}varken{% endif %}",
        '{% for y in xs|sorterade("n") %}{{ y.n }} {% endfor %}',
    ]
    data = render(texts, x=OMITTED, d=date(2018, 12, 3), xs=[OMITTED, {"n": "å"}, {"n": "b"}])
    assert body(data) == [
        "1/1 [uppgift utelämnad]", "varken", "varken", "b å [uppgift utelämnad] ",
    ]  # fmt: skip
