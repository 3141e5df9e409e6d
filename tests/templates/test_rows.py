"""What templates are given of each model stands in one list, by which it is read and typed."""

from __future__ import annotations

import pytest

from avtal.case.stamp import Copy
from avtal.model.description import described
from avtal.model.facts import FocusArea
from avtal.model.papers import Document
from avtal.model.parties import Person
from avtal.model.situation import MappedCrime
from avtal.templates.rows import listed_models, model_classes, referring_collections, rows_of
from tests.conftest import Workspace
from tests.templates.viewing import MARK, changed, view


def names(model: type) -> list[str]:
    return [row.name for row in rows_of(model)]


def test_every_shown_field_has_one_row() -> None:
    for model in model_classes():
        shown = [alias for alias, field in described(model).items() if field.shown]
        found = names(model)
        assert len(set(found)) == len(found)
        assert [name for name in found if name in shown] == shown
        assert set(found).isdisjoint(set(described(model)) - set(shown))


def test_a_thing_has_what_refers_to_it_and_what_a_view_knows_of_it() -> None:
    found = names(FocusArea)
    assert set(referring_collections()["fokusområde"]) <= set(found)
    assert {"nr", "slag", "utelämnad"} <= set(found)
    assert "benämning" in names(Document)
    assert [name for name in names(MappedCrime) if name.startswith("år")] == [
        f"år{number}" for number in range(1, 6)
    ]
    assert Person in listed_models()


@pytest.mark.parametrize(
    ("copy", "title"),
    [(Copy.FULL, "Kartläggning av platser"), (Copy.PUBLIC, "Underlag")],
)
def test_a_secret_paper_shows_its_open_title(workspace: Workspace, copy: Copy, title: str) -> None:
    old = "{id: lagesbild, titel: Gemensam lokal lägesbild för Lövåsa kommun"
    new = f"{{id: lagesbild, titel: Kartläggning av platser, öppen_titel: Underlag, {MARK}"
    case = changed(workspace, {"arende.yaml": {old: new}})
    titles = [str(one["titel"]) for one in view(case, copy=copy)["ärende"]["handlingar"]]
    assert [one for one in titles if one in {"Kartläggning av platser", "Underlag"}] == [title]
