"""References by id, and the hints."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from avtal.model.references import LeadRef, LinkedProse, PaperRef, PartyRef, nearest, suggest

LEAD = TypeAdapter[str](LeadRef)
PARTY = TypeAdapter[str](PartyRef)
PAPER = TypeAdapter[str](PaperRef)
PROSE = TypeAdapter[Any](LinkedProse)

IDS = {"kommun": "part", "polis": "part", "F1": "fokusområde", "lagesbild": "handling"}


def _context(*unsure: str) -> Mapping[str, object]:
    return {"ids": IDS, "unsure": frozenset(unsure)}


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


def test_hints() -> None:
    assert suggest("Kommun", ["kommun"]) == "menade du ”kommun”?"
    assert suggest("x", []) == "inget sådant finns i ärendet ännu"
    assert suggest("x", [], none="inget") == "inget"
    assert suggest("§", [str(n) for n in range(13)]).endswith("10, 11 …")
    assert nearest("x" * 1_000_000, ["kommun"]) is None


@given(word=st.text(min_size=1), others=st.lists(st.text()))
def test_the_nearest_of_known_words_is_a_known_word(word: str, others: list[str]) -> None:
    assert nearest(word, others) in {None, *others}
    assert nearest(word[:50], [*others, word[:50]]) is not None
