"""What things are called, wherever they are told of: by a name, else by the beginning of a text."""

from __future__ import annotations

import pytest

from avtal.model.agreement import Agreement
from avtal.model.base import Item, Model
from avtal.model.description import FieldDescription
from avtal.model.facts import CaseFacts
from avtal.model.naming import name_of, names_of
from avtal.model.promise import Promises
from avtal.model.situation import SituationPicture
from tests.model.contents import made
from tests.model.walking import walk

FILES: dict[str, type[Model]] = {
    "arende.yaml": CaseFacts,
    "overenskommelse.yaml": Agreement,
    "medborgarlofte.yaml": Promises,
    "lagesbild.yaml": SituationPicture,
}


def thing(file: str, identity: str) -> Item:
    """Return what has the id in a file of the case with three parties."""
    found = (one for _, one in walk(made(FILES[file], file)) if isinstance(one, Item))
    return next(item for item in found if item.id == identity)


@pytest.mark.parametrize(
    ("file", "identity", "name"),
    [
        ("arende.yaml", "kommun", "Lövåsa kommun"),
        ("arende.yaml", "vd", "verkställande direktör i AB Lövåsahem"),
        ("arende.yaml", "viklander", "Östen Viklander"),
        ("overenskommelse.yaml", "mal_trygga", "Andel hyresgäster som är trygga sena kvällar"),
        ("lagesbild.yaml", "kart_inbrott", "Inbrott i källare och förråd"),
    ],
)
def test_a_thing_is_called_by_its_name(file: str, identity: str, name: str) -> None:
    assert name_of(thing(file, identity)) == name


def test_a_person_without_a_known_name_is_called_by_the_title() -> None:
    person = thing("arende.yaml", "viklander").model_copy(update={"name": None})
    assert name_of(person) == "utredare"
    assert name_of(person.model_copy(update={"title": None})) == ""


def test_what_has_no_name_is_called_by_the_beginning_of_its_text() -> None:
    cause = thing("overenskommelse.yaml", "ors_las")
    assert name_of(cause) == "Dörrar och förråd har svaga lås och dålig belysning."
    long = thing("medborgarlofte.yaml", "lof_foraldrar")
    assert name_of(long).endswith("…")
    assert len(name_of(long)) <= 60
    assert name_of(thing("medborgarlofte.yaml", "kon_kommun")) == ""


def test_what_may_not_be_told_names_nothing() -> None:
    assert name_of(thing("arende.yaml", "kommun"), lambda field: None) == ""


def test_the_other_names_follow_its_own() -> None:
    police = thing("arende.yaml", "polis")

    def read(field: FieldDescription) -> object:
        return getattr(police, field.name)

    assert list(names_of(type(police), read)) == [
        "lokalpolisområde Mellanåsen",
        "polisen",
        "Polismyndigheten genom lokalpolisområde Mellanåsen",
    ]
