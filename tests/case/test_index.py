"""The index of a case: everything in it, where it stands, what it lies in, and what is secret."""

from __future__ import annotations

from dataclasses import replace

import pytest

from avtal.case.index import Location
from avtal.case.load import Case, load
from avtal.making.missing import missing_in
from avtal.model.base import Entry, MarkedProse, Model, SecretMark, inner_models
from avtal.model.parties import Appointment, Party, Person
from avtal.rules.catalogue import findings
from tests.conftest import GOOD_CASES, Workspace
from tests.model.walking import walk
from tests.work import count_work


@pytest.mark.parametrize("name", GOOD_CASES)
def test_all_that_a_case_holds_has_its_place_in_the_file(workspace: Workspace, name: str) -> None:
    case = load(workspace.case(name))
    roots: list[tuple[str, Model]] = [("arende.yaml", case.facts)]
    roots += [(f"{key}.yaml", document) for key, document in case.documents.items()]
    there = [(file, path, model) for file, root in roots for path, model in walk(root)]
    assert [(one.file, one.path) for one in case.index.locations] == [
        (file, path) for file, path, _ in there
    ]
    for location, (_, _, model) in zip(case.index.locations, there, strict=True):
        assert location.model is model
        assert case.index.of(model) is location


def test_everything_knows_what_it_lies_in(three: Case) -> None:
    for location in three.index.locations:
        inner, *around = location.lineage
        assert inner is location
        paths = [one.path for one in around]
        assert paths == [location.path[: len(path)] for path in paths]
        assert bool(location.parent) == bool(location.path)
    (person, *_) = [one for one in three.index.every(Person) if one.appointments]
    held = three.index.of(person.appointments[0])
    assert held.path == (*three.index.of(person).path, "förordnanden", 0)
    assert held.parent is three.index.of(person)
    assert held.thing is three.index.of(person)


def test_what_lies_in_something_is_what_its_paths_begin_with(three: Case) -> None:
    for location in three.index.locations:
        inside = [one for one in three.index.locations if location in one.lineage]
        assert list(three.index.within(location.model)) == inside


def test_things_are_found_by_id_and_kind(three: Case) -> None:
    assert three.index.things["bolag"].model is three.facts.parties[2]
    assert list(three.index.by_id(Party)) == [party.id for party in three.facts.parties]
    assert len(three.index.every(Appointment)) == sum(
        len(person.appointments) for person in three.facts.people
    )
    with pytest.raises(KeyError):
        three.index.of(three.facts.parties[0].model_copy())


def test_the_law_profile_has_a_place_but_is_no_content(three: Case) -> None:
    place = three.index.of(three.profile.bases[0])
    assert (place.file, place.path) == ("profiler/lag-2023-196.yaml", ("stöd", 0))
    assert place not in three.index.locations


def test_what_lies_in_something_secret_is_secret(three: Case) -> None:
    def around(location: Location) -> list[SecretMark]:
        entries = (one.model for one in location.lineage)
        marked = (one for one in entries if isinstance(one, Entry | MarkedProse))
        return [one.secrecy for one in marked if one.secrecy]

    papers = {document.id: document.secrecy for document in three.facts.documents}
    met = 0
    for location in three.index.locations:
        marks = around(location)
        whole = papers[location.key] if location.key else None
        expected = next(iter(marks), whole)
        assert (location.secret.mark if location.secret else None) is expected
        met += expected is not None
    assert met > 5


def test_a_marked_text_makes_no_secret_of_what_it_stands_in(three: Case) -> None:
    (text, *_) = [one for one in three.index.every(MarkedProse) if one.secrecy]
    place = three.index.of(text)
    assert place.secret
    assert place.secret.mark is text.secrecy
    assert place.parent
    assert place.parent.secret is None


def test_a_case_is_walked_once_however_many_ask(three: Case) -> None:
    case = replace(three)
    _, first = count_work(lambda: findings(case))
    _, again = count_work(lambda: (findings(case), missing_in(case, {})))
    walking = inner_models.__module__
    assert first[walking] > len(case.index.locations)
    assert again[walking] * 4 < first[walking]
