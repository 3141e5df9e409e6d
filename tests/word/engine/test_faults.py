"""A tag that cannot be filled is named, with its place in Word."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from avtal.language.prose import parse
from avtal.problems import CaseError
from tests.word.making import render


@pytest.mark.parametrize(
    ("texts", "values", "message", "help", "place"),
    [
        (["{{ sammanfatning }}"], {"sammanfattning": "x"},
         "namnet ”sammanfatning” finns inte", "menade du ”sammanfattning”?",
         "brödtext, stycke 1: {{ sammanfatning }}"),
        (["ett", "{{ part.namm }}"], {"part": {"namn": "x"}},
         "fältet ”namm” finns inte här", "menade du ”namn”?",
         "brödtext, stycke 2: {{ part.namm }}"),
        (["{{ d }}"], {"d": date(2018, 1, 1)},
         "ett datum skrivs utan filter", "lägg till |datum eller |kortdatum",
         "brödtext, stycke 1: {{ d }}"),
        (["{{ x|datum }}"], {"x": "text"},
         "filtret behöver ett datum men får en text", "byt filter eller fält",
         "brödtext, stycke 1: {{ x|datum }}"),
        (["{{ x }}"], {"x": parse("text")},
         "en text med stycken skrivs utan filter", "lägg till |stycken",
         "brödtext, stycke 1: {{ x }}"),
        (["{%p for y in x %}", "{{ y }}", "{%p endfor %}"], {"x": None},
         "en slinga eller jämförelse får ett värde av fel slag",
         "en for-tagg behöver en lista; jämför tal med tal och text med text",
         "brödtext, stycke 1: {%p for y in x %}"),
        (["{%p for y in x|sorterade %}", "{{ y }}", "{%p endfor %}"], {"x": [{"a": 1}]},
         "fältet ”” finns inte här", "här finns: a",
         "brödtext, stycke 1: {%p for y in x|sorterade %}"),
        (["{{ loop.cycle }}"], {},
         "namnet ”loop” finns inte", "här finns: ", "brödtext, stycke 1: {{ loop.cycle }}"),
        (['{{p x|stycken("Finns inte") }}'], {"x": parse("text")},
         "mallen saknar formatet ”Finns inte”", "",
         'brödtext, stycke 1: {{p x|stycken("Finns inte") }}'),
    ],
)  # fmt: skip
def test_a_tag_that_cannot_be_rendered_is_named_with_its_place(
    texts: list[str], values: dict[str, Any], message: str, help: str, place: str
) -> None:
    with pytest.raises(CaseError) as caught:
        render(texts, **values)
    (problem,) = caught.value.problems
    assert (problem.file, problem.message) == ("prov.docx", message)
    assert (problem.help or "").startswith(help)
    assert problem.path == place
