"""A case as the rules read it: things by type and id, where they stand, and what they say."""

from __future__ import annotations

import pytest

from avtal.case.load import Case
from avtal.model.base import SecretMark
from avtal.model.parties import Party
from avtal.rules.finding import Finding, at
from avtal.rules.material import Material


@pytest.fixture
def material(three: Case) -> Material:
    """Return the case with three parties as the rules read it."""
    return Material(three)


def test_things_are_found_by_type_and_id(material: Material) -> None:
    assert list(material.by_id(Party)) == [party.id for party in material.facts.parties]
    assert material.by_id(Party)["bolag"].short_name == "bostadsbolaget"
    assert material.municipal == {"kommun"}


def test_a_document_that_the_case_has_not_is_not_there(three: Case, small: Case) -> None:
    assert Material(three).promises.promises
    with pytest.raises(KeyError):
        _ = Material(small).promises


def test_a_thing_is_called_by_its_id_and_what_has_none_by_what_it_lies_in(
    material: Material,
) -> None:
    party = material.location(material.facts.parties[2])
    assert (party.key, party.file, party.path, party.about) == (
        None,
        "arende.yaml",
        ("parter", 2),
        "bolag",
    )
    memo = material.location(material.memo)
    assert (memo.key, memo.file, memo.about) == (
        "tjansteutlatande",
        "tjansteutlatande.yaml",
        "tjansteutlatande",
    )
    mark = material.location(material.every(SecretMark)[0])
    (owner,) = [
        place
        for one in material.models
        for place in [material.location(one)]
        if (place.file, place.path) == (mark.file, mark.path[:-1])
    ]
    assert (mark.path[-1], mark.about) == ("sekretess", owner.about)
    (person, *_) = [one for one in material.facts.people if one.appointments]
    assert material.location(person.appointments[0]).about == person.id


def test_the_same_thing_is_told_once_in_a_document_with_its_other_places(
    material: Material,
) -> None:
    first, second, third = material.facts.parties
    found = [
        Finding(at(party, "namn"), "fel", "rätta", about=about)
        for party, about in ((first, "x"), (second, "x"), (first, "x"), (third, "y"))
    ]
    one, other = material.once_each(found)
    assert (one.place.model, [see.place.model for see in one.see]) == (first, [second])
    assert (other.place.model, other.see) == (third, ())


def test_what_is_secret_is_known_and_its_open_title_is_not(material: Material) -> None:
    secret = [text for text in material.all_texts if material.mark(text) is not None]
    said = " ".join(text.words for text in secret)
    for word in ("Kopparsvansen", "Silvergädda", "Tistelkvarteret"):
        assert word in said
    titles = [text for text in material.all_texts if text.place.steps == ("öppen_titel",)]
    assert titles
    assert [text for text in titles if material.mark(text) is not None] == []


def test_notes_for_the_editors_are_no_texts_of_documents(material: Material) -> None:
    reasons = {exemption.reason for exemption in material.facts.exemptions}
    assert reasons
    assert reasons <= {text.words for text in material.all_texts}
    assert reasons.isdisjoint(text.words for text in material.texts)
