"""A field that is not there, or not always, is told with the question to ask first."""

from __future__ import annotations

import pytest

from tests.word.types.judging import assert_told, assert_told_in_loop


@pytest.mark.parametrize(
    ("tag", "message", "help"),
    [
        ("{{ möte.dautm|datum }}", "fältet ”dautm” finns inte här", "menade du ”datum”?"),
        ("{{ titel.namn }}", "fältet ”namn” finns inte här: en text har inga fält",
         "kontrollera vad som står före punkten"),
        ("{% for a in ord %}{{ loop.indx }}{% endfor %}", "fältet ”indx” finns inte här",
         "menade du ”index”?"),
        ("{{ år.år3 }}", "fältet ”år3” finns bara när antal är 3",
         "fråga först: {% if antal == 3 %}"),
    ],
)  # fmt: skip
def test_a_tag_that_asks_for_the_wrong_thing_is_told(tag: str, message: str, help: str) -> None:
    assert_told(tag, message, help)


@pytest.mark.parametrize(
    ("tag", "message", "help"),
    [
        ("{{ å.möte.namn }}", "”å.möte” kan saknas, och har då inget fält ”namn”",
         "fråga först om det finns: {% if å.möte %} … {% endif %}"),
        ("{{ å.leds_av.typ }}",
         "fältet ”typ” finns inte alltid här: ”å.leds_av” kan också vara alla",
         'fråga först: {% if å.leds_av.id != "alla" %}'),
    ],
)  # fmt: skip
def test_a_field_that_is_not_always_there_is_told(tag: str, message: str, help: str) -> None:
    assert_told_in_loop(tag, message, help)
