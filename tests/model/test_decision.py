"""What a body decides of a document, and what became of it."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from avtal.model.decision import TakenDecision


@pytest.mark.parametrize("verb", ["uppdra", "bemyndiga"])
def test_a_document_is_neither_instructed_nor_authorised(verb: str) -> None:
    decision = {"typ": verb, "organ": "ks", "datum": "2018-12-03", "paragraf": "1"}
    with pytest.raises(ValidationError, match=f"en handling kan man inte {verb}"):
        TakenDecision.model_validate({**decision, "utfall": "enligt förslag"}, by_alias=True)


@pytest.mark.parametrize(
    ("outcome", "done"),
    [
        ("enligt förslag", "anta"),
        ("med ändring", "anta"),
        ("återremiss", "återremittera"),
        ("bordlagd", "bordlägga"),
        ("avslag", "avslå"),
    ],
)
def test_what_was_done_in_the_end_follows_from_the_outcome(outcome: str, done: str) -> None:
    decision = {"typ": "anta", "organ": "ks", "datum": "2018-12-03", "paragraf": "1"}
    taken = TakenDecision.model_validate({**decision, "utfall": outcome}, by_alias=True)
    assert taken.done == done
