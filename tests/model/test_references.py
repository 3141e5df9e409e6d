"""References by id, and the hints."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from avtal.model.references import LeadRef, LinkedProse, PaperRef, PartyRef

LEAD = TypeAdapter[str](LeadRef)
PARTY = TypeAdapter[str](PartyRef)
PAPER = TypeAdapter[str](PaperRef)
PROSE = TypeAdapter[Any](LinkedProse)

IDS = {"kommun": "part", "polis": "part", "F1": "fokusområde", "lagesbild": "handling"}
WORDS = {
    "part": {"kommun": "kommun", "polis": "polis", "Granviks stad": "kommun"},
    "handling": {"lagesbild": "lagesbild", "Så ser det ut": "lagesbild"},
}


def _context(*unsure: str) -> Mapping[str, object]:
    return {"ids": IDS, "words": WORDS, "unsure": frozenset(unsure)}


def _refused(adapter: TypeAdapter[Any], value: str, *unsure: str) -> list[tuple[str, str]]:
    with pytest.raises(ValidationError) as caught:
        adapter.validate_python(value, context=_context(*unsure))
    (error,) = caught.value.errors()
    found = [error["ctx"], *error["ctx"].get("more", ())]
    return [(context["message"], context["help"]) for context in found]


def test_an_id_of_the_right_kind_is_returned() -> None:
    assert PARTY.validate_python("polis", context=_context()) == "polis"
    assert LEAD.validate_python("gemensamt", context=_context()) == "gemensamt"
    assert PAPER.validate_python("lagesbild", context=_context()) == "lagesbild"


def test_an_id_that_leads_nowhere_is_refused() -> None:
    assert _refused(PARTY, "polisen") == [
        ("”polisen” finns inte; här ska stå id för part", "menade du ”polis”?")
    ]
    assert _refused(PARTY, "gemensamt")[0][1] == "välj bland: kommun, polis"
    assert _refused(LEAD, "x")[0][1] == "välj bland: kommun, polis, gemensamt"
    assert _refused(PAPER, "F1") == [
        ("”F1” är id för fokusområde; här ska stå id för handling eller bilaga",
         "välj bland: lagesbild"),
    ]  # fmt: skip


def test_nothing_is_said_of_a_kind_that_could_not_be_read() -> None:
    assert PARTY.validate_python("regionen", context=_context("part")) == "regionen"
    assert _refused(PARTY, "regionen", "person")
    assert _refused(PARTY, "F1", "part")


def test_without_a_context_nothing_is_checked() -> None:
    assert PARTY.validate_python("vem_som_helst") == "vem_som_helst"


def test_every_link_that_leads_nowhere_is_found() -> None:
    text = "[a](bilaga:lagesbild) [b](bilaga:x)\n\n[c](bilaga:F1) [d](https://e.se)"
    assert [message for message, _ in _refused(PROSE, text)] == [
        "”x” finns inte; här ska stå id för handling eller bilaga",
        "”F1” är id för fokusområde; här ska stå id för handling eller bilaga",
    ]


@pytest.mark.parametrize("name", ["Granviks stad", "granviks  stad", "Granviks stads"])
def test_a_name_where_an_id_is_wanted_gets_the_id(name: str) -> None:
    assert _refused(PARTY, name) == [
        (f"”{name}” kan inte vara ett id; här ska stå id för part", "menade du ”kommun”?")
    ]


def test_a_title_in_a_link_gets_the_id() -> None:
    assert _refused(PROSE, "[a](bilaga:granviksstad)")[0][1] == "välj bland: lagesbild"
    assert _refused(PROSE, "[a](bilaga:sa-ser-det-ut)")[0][1] == "menade du ”lagesbild”?"


def test_what_cannot_be_an_id_is_refused_by_its_form_where_more_may_exist() -> None:
    assert _refused(PARTY, "Region Stockholm", "part")[0][0] == (
        "”Region Stockholm” kan inte vara ett id"
    )
    assert _refused(PARTY, "Region Stockholm") == [
        ("”Region Stockholm” kan inte vara ett id; här ska stå id för part",
         "välj bland: kommun, polis"),
    ]  # fmt: skip


def test_a_list_in_place_of_an_id_is_told_as_such() -> None:
    with pytest.raises(ValidationError, match="här ska stå ett id, inte en lista"):
        PARTY.validate_python(["kommun", "polis"], context=_context())


@pytest.mark.parametrize("between", [", ", "; ", " och ", " ", "/"])
def test_several_ids_in_one_text_are_told_as_such(between: str) -> None:
    assert _refused(PARTY, f"kommun{between}polis") == [
        (f"”kommun{between}polis” kan inte vara ett id; här ska stå id för part",
         "är det ett fält för flera, skriv [kommun, polis]; annars skriv bara ett id"),
    ]  # fmt: skip


def test_one_id_in_brackets_is_told_without_them() -> None:
    with pytest.raises(ValidationError) as caught:
        PARTY.validate_python(["kommun"], context=_context())
    assert caught.value.errors()[0]["ctx"]["help"] == "skriv kommun utan klamrar"
