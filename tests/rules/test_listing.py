"""The rules as a person reads them: what each says of itself, and what it stops."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from avtal.rules.catalogue import RULES
from avtal.rules.finding import Finding
from avtal.rules.listing import effect, explain, page
from avtal.rules.material import Material
from avtal.rules.printed import PRINTED
from avtal.rules.rule import (
    Rule,
    advice,
    approval,
    approval_or_reason,
    by_construction,
    draft,
    when_read,
)
from tests.processes import run


def test_the_rules_say_that_they_are_tried_on_finished_documents(tmp_path: Path) -> None:
    for code in PRINTED:
        assert "på de färdiga handlingarna" in run("rules", code, cwd=tmp_path).out


def nothing(material: Material) -> Iterable[Finding]:
    """Find nothing: here only what a rule says of itself is read."""
    return ()


def rule(**more: Any) -> Rule:
    return Rule("99", "Allt stämmer.", "Annars stämmer det inte.", "Rätta det.", **more)


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (rule(checks=(draft(nothing),)), "stoppar utkastet"),
        (rule(checks=(advice(nothing), approval(nothing))), "stoppar fastställande, råd"),
        (rule(checks=(approval(nothing),), by_law=True),
         "stoppar fastställande, om lagprofilen har regeln"),
        (rule(held_by=by_construction("Det görs på ett ställe.")), "gäller alltid"),
        (rule(held_by=when_read("Modellen vägrar.")), "stoppar utkastet"),
    ],
    ids=["draft", "two", "by law", "held", "refused"],
)  # fmt: skip
def test_what_a_rule_stops_in_a_few_words(made: Rule, said: str) -> None:
    assert effect(made) == said


def test_a_rule_says_what_it_needs_and_what_follows() -> None:
    made = rule(
        documents=("lagesbild", "atgardsplan"),
        checks=(approval_or_reason(nothing), advice(nothing), draft(nothing)),
        by_law=True,
        exact=False,
    )
    said = dict(explain(made))
    assert (
        said["Handlingar"]
        == "Gemensam lokal lägesbild och åtgärdsplan; prövas när ärendet har dem."
    )
    assert said["Följd"] == (
        "Beror på fyndet: utkastet kan inte göras förrän det är rättat; det måste rättas eller "
        "godtas med skäl före beslut; ett råd som inte stoppar något."
    )
    assert "lagprofil" in said["Lag"]
    assert said["Säkerhet"] == "Regeln läser löpande text och kan ha fel."
    assert "[{regel: 99, gäller: …, skäl: …}]" in said["Undantag"]


def test_what_is_not_so_is_not_said() -> None:
    made = rule(checks=(approval(nothing),))
    assert dict(explain(made)) == {
        "Varför": "Annars stämmer det inte.",
        "Gör så här": "Rätta det.",
        "Handlingar": "Alla.",
        "Följd": "Det måste rättas före beslut.",
    }


def test_every_rule_stands_on_the_page() -> None:
    text = page()
    for one in RULES:
        assert f"\n### {one.name[0].upper()}{one.name[1:]}\n\n{one.says}\n" in text
        assert f"- **Varför:** {one.why}\n" in text
