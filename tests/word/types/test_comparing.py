"""Comparisons that no content can make true, or that some content cannot bear, are told."""

from __future__ import annotations

import pytest

from tests.word.types.judging import assert_told, assert_told_in_loop


@pytest.mark.parametrize(
    ("tag", "message", "help"),
    [
        ("{% if datum == möte %}{% endif %}", "en grupp går inte att jämföra",
         'jämför ett av fälten: {% if a.id == "…" %}'),
        ("{% if ord == ord %}{% endif %}", "en lista går inte att jämföra",
         "gå igenom listan med for, eller fråga efter |antal"),
        ('{% if datum == "2018-12-03" %}{% endif %}',
         "”datum”, ett datum, är aldrig lika med ”2018-12-03”, en text",
         "ett datum kan bara jämföras med ett annat datum"),
        ('{% if antal == "3" %}{% endif %}', "”antal”, ett tal, är aldrig lika med ”3”, en text",
         "skriv talet utan citattecken"),
        ('{% if antal > "2" %}{% endif %}',
         "”antal”, ett tal, går inte att jämföra med ”2”, en text",
         "skriv talet utan citattecken"),
        ("{% if titel > 3 %}{% endif %}",
         "”titel”, en text, går inte att jämföra med ”3”, ett tal",
         "jämför tal med tal och text med text"),
        ("{% if antal == 7 %}{% endif %}", "”antal” är aldrig ”7”", "det kan vara: 2, 3"),
        ("{% if titel in datum %}{% endif %}",
         "in behöver en lista eller en text men får ett datum", "byt fält"),
        ('{% if "x" in kanske %}{% endif %}', "”kanske” kan saknas, och går då inte att jämföra",
         "fråga först om det finns: {% if kanske and … %}"),
    ],
)  # fmt: skip
def test_a_tag_that_asks_for_the_wrong_thing_is_told(tag: str, message: str, help: str) -> None:
    assert_told(tag, message, help)


@pytest.mark.parametrize(
    ("tag", "message", "help"),
    [
        ('{% if å.status == "klart" %}{% endif %}', "”å.status” är aldrig ”klart”",
         "menade du ”klar”?"),
        ("{% if å.budget > 3 %}{% endif %}", "”å.budget” kan saknas, och går då inte att jämföra",
         "fråga först om det finns: {% if å.budget and … %}"),
        ('{% if å.hemlig == "ja" %}{% endif %}',
         "”å.hemlig”, ett ja eller nej, är aldrig lika med ”ja”, en text",
         "skriv bara fältet: {% if fält %}"),
    ],
)  # fmt: skip
def test_a_field_that_is_not_always_there_is_told(tag: str, message: str, help: str) -> None:
    assert_told_in_loop(tag, message, help)
