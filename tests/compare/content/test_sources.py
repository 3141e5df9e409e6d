"""Where in the content a value stands: its file and line."""

from __future__ import annotations

from avtal.case.load import Case
from avtal.compare.content.sources import Sources
from avtal.templates.view import fact_of


def line_of(case: Case, file: str, text: str) -> int:
    """Return the line that has a text which stands once in a file of a case."""
    (tree,) = [one for one in case.trees.values() if one.name.endswith(file)]
    (number,) = [n for n, line in enumerate(tree.text.splitlines(), 1) if text in line]
    return number


def test_a_field_and_a_thing_stand_at_their_lines(three: Case) -> None:
    sources = Sources(three)
    party = three.facts.parties[2]
    whole = sources.of(party)
    assert whole.file.endswith("content/tre-parter/arende.yaml")
    assert whole.line == line_of(three, "arende.yaml", "- id: bolag")
    name = sources.of(party, "kortnamn")
    assert name.line == line_of(three, "arende.yaml", "kortnamn: bostadsbolaget")
    assert fact_of(party, "kortnamn") in name.facts
    assert fact_of(party, "namn") not in name.facts
    assert name.facts <= whole.facts


def test_every_fact_has_its_place(three: Case) -> None:
    sources = Sources(three)
    places = sources.by_fact()
    for party in three.facts.parties:
        found = sources.of(party, "kortnamn")
        assert places[fact_of(party, "kortnamn")] == (found.file, found.line)
