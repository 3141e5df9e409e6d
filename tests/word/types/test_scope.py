"""What a condition has asked for is known within it, and nowhere else."""

from __future__ import annotations

import pytest

from tests.word.types.judging import in_loop, said

GUARDED = [
    "{% if å.möte %}{{ å.möte.namn }}{% endif %}",
    "{% if not å.möte %}inget{% else %}{{ å.möte.namn }}{% endif %}",
    "{% if not å.möte %}inget{% elif å.möte.namn %}{{ å.möte.datum|datum }}{% endif %}",
    '{% if å.möte and å.möte.namn == "x" %}{{ å.möte.namn }}{% endif %}',
    '{% if not å.möte or å.möte.namn == "x" %}x{% endif %}',
    "{{ å.möte.namn if å.möte else 'inget' }}",
    '{% if å.leds_av.id == "alla" %}alla{% else %}{{ å.leds_av.typ }}{% endif %}',
    '{% if å.leds_av.id != "alla" %}{{ å.leds_av.typ }}{% endif %}',
    '{% if "alla" != å.leds_av.id %}{{ å.leds_av.typ }}{% endif %}',
    "{% if å.budget == 0 or å.budget %}{{ å.budget|tal }}{% endif %}",
    "{% if å.budget and 3 < å.budget %}mycket{% endif %}",
]


@pytest.mark.parametrize("text", GUARDED)
def test_a_field_that_was_asked_for_may_be_used(text: str) -> None:
    assert said(in_loop(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "{% if å.möte or titel %}{{ å.möte.namn }}{% endif %}",
        "{% if å.möte %}{% endif %}{{ å.möte.namn }}",
        "{% if å.möte %}{% else %}{{ å.möte.namn }}{% endif %}",
        "{% if å.möte %}{% for å in åtgärder %}{{ å.möte.namn }}{% endfor %}{% endif %}",
    ],
)
def test_a_question_that_says_nothing_of_the_field_does_not_help(text: str) -> None:
    assert len(said(in_loop(text))) == 1
