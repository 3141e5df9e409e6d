"""What tags do with values: Swedish as official text writes it, and words for what is unknown."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from avtal.language.prose import parse
from avtal.problems import CaseError
from avtal.word.values.marked import OMITTED
from tests.word.making import body, render


def test_filters_show_what_is_unknown_and_keep_what_is_omitted() -> None:
    tags = ["x", "x|datum", "x|kortdatum", "x|tal", "x|talord", "x|stor", "x|fast", "x|versaler"]
    texts = [f"{{{{ {tag} }}}}" for tag in tags] + ["{{p x|stycken }}", "{{r x|löptext }}"]
    assert body(render(texts, x=None)) == ["[saknas]"] * len(texts)
    assert body(render(texts, x=OMITTED)) == ["[uppgift utelämnad]"] * len(texts)
    nested = ["{% for y in x.lista %}{{ y.namn|stor }}{% endfor %}"]
    assert body(render(nested, x=OMITTED)) == ["[uppgift utelämnad]"]


def test_values_are_written_in_swedish() -> None:
    texts = [
        "{{ d|datum }}",
        "{{ d|kortdatum }}",
        "{{ t }}",
        "{{ n|talord }}",
        '{{ xs|lista("n") }}',
    ]
    data = render(
        texts, d=date(2018, 12, 3), t=Decimal("1406807.5"), n=3, xs=[{"n": x} for x in "abc"]
    )
    assert body(data) == [
        "3\u00a0december\u00a02018", "2018-12-03", "1\u00a0406\u00a0807,5", "tre", "a, b och c",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("tag", "message"),
    [
        ("{{p x|stycken|versaler }}", "filtret behöver en text men får stycken i Word"),
    ],
)
def test_a_filter_that_is_given_too_much_is_refused(tag: str, message: str) -> None:
    with pytest.raises(CaseError) as caught:
        render([tag], x=parse("text"))
    assert [problem.message for problem in caught.value.problems] == [message]
