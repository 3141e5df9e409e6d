"""What is wrong in a tag is said in the same words before a document is made and while it is."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from avtal.language.prose import parse
from avtal.problems import CaseError
from avtal.word.values.mistakes import hint
from tests.word.making import render, template
from tests.word.types.judging import told

VALUES: dict[str, Any] = {
    "titel": "x",
    "datum": date(2018, 12, 3),
    "inledning": parse("text"),
    "ord": ["a"],
    "åtgärder": [{"namn": "x", "nr": 1}],
    "möte": {"slag": "möte", "datum": date(2018, 12, 3), "namn": "x"},
}


@pytest.mark.parametrize(
    "tag",
    [
        "{{ titl }}",
        "{{ möte.dautm|datum }}",
        "{{ titel.namn }}",
        "{{ datum }}",
        "{{ inledning }}",
        "{{ ord }}",
        "{{ möte }}",
        "{{ titel|datum }}",
        "{{ titel|antal }}",
        "{{r titel|löptext }}",
        '{{p inledning|stycken("Tabeltext") }}',
        '{{ åtgärder|lista("nam") }}',
    ],
)
def test_a_check_says_what_a_document_would_have_said(tag: str) -> None:
    ((message, help, place),) = told(template(tag))
    with pytest.raises(CaseError) as caught:
        render([tag], **VALUES)
    (problem,) = caught.value.problems
    assert (problem.message, problem.path) == (message, f"brödtext, stycke {place}")
    assert (
        problem.help.split()[0] == help.split()[0]
    )  # what there is to choose from is not the same


def test_a_hint_is_the_word_that_was_meant_or_all_there_are() -> None:
    assert hint("nam", ["titel", "namn"]) == "menade du ”namn”?"
    assert hint("x", ["titel", "namn"]) == "här finns: namn, titel"
