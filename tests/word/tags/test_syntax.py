"""What a tag may say: all else is refused before anything in it runs."""

from __future__ import annotations

import pytest

from avtal.language.prose import parse
from avtal.problems import CaseError
from tests.word.making import problems, render, template

HOSTILE = [
    "{{ ''.__class__.__mro__ }}",
    "{{ x.__class__ }}",
    "{{ 9**(9**9) }}",
    "{{ 'a' * 999999999 }}",
    "{{ x|attr('y') }}",
    "{{ x|safe }}",
    "{{ lipsum() }}",
    "{{ x['y'] }}",
    "{{ [1, 2] }}",
    "{{ {'a': 1} }}",
    "{{ x ~ y }}",
    "{{ x is defined }}",
    "{% set x = 1 %}",
    "{% include 'x' %}",
    "{% import 'x' as y %}",
    "{% macro m() %}{% endmacro %}",
    "{% block b %}{% endblock %}",
    "{% for a, b in x %}{% endfor %}",
    "{% for a in x recursive %}{% endfor %}",
    "{% filter stor %}x{% endfilter %}",
    "{{ x|stycken(y) }}",
    "{{ x|lista(field='y') }}",
    "{% for a in self %}{% endfor %}",
    "{% for a in x %}" * 6 + "{% endfor %}" * 6,
    "{% if x %}" * 21 + "{% endif %}" * 21,
    "{{ " + "(" * 3000 + "x" + ")" * 3000 + " }}",
]


@pytest.mark.parametrize("tag", HOSTILE)
def test_hostile_tags_are_refused_unrun(tag: str) -> None:
    found = problems(template("text", tag))
    assert {problem.path.split(":")[0] for problem in found} <= {"brödtext, stycke 2", "brödtext"}
    assert found[0].help


@pytest.mark.parametrize(
    ("tag", "message", "help"),
    [
        ("{{ none }}", "true, false och none är inte tillåtna i mallar",
         "skriv bara fältet: {% if fält %}"),
    ],
)  # fmt: skip
def test_a_tag_that_would_lose_text_or_break_the_file_is_refused(
    tag: str, message: str, help: str
) -> None:
    (problem,) = problems(template("text", tag))
    assert (problem.message, problem.help) == (message, help)
    assert problem.path.startswith("brödtext, stycke 2: ")


@pytest.mark.parametrize(
    ("tag", "message"),
    [
        ("{% slut %}", "taggen ”slut” finns inte eller står på fel plats"),
    ],
)
def test_a_badly_written_tag_is_named(tag: str, message: str) -> None:
    (problem,) = problems(template("text", tag))
    assert problem.message == message
    assert problem.path.startswith("brödtext, stycke")


@pytest.mark.parametrize(
    ("tag", "message"),
    [
        ('{{ x|antal("y") }}', "filtret ”antal” tar inget inom parentes"),
        ('{{ x|lista("y", "z") }}', "filtret ”lista” tar bara en text inom parentes"),
    ],
)
def test_a_filter_that_is_given_too_much_is_refused(tag: str, message: str) -> None:
    with pytest.raises(CaseError) as caught:
        render([tag], x=parse("text"))
    assert [problem.message for problem in caught.value.problems] == [message]
