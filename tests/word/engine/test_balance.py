"""What is let through is XML whatever the values; what can come out broken is marked."""

from __future__ import annotations

import pytest

from avtal.word.engine.balance import Unbalanced, mark_part
from avtal.word.engine.mending import HOLDER_MARK, TABLE_MARK


@pytest.mark.parametrize(
    ("source", "tag"),
    [
        ("<a>{% if x %}</a>{% endif %}", 1),
        ("<a><b>{% for x in y %}</b><b>{% if x %}</b>{% endif %}</b>{% endfor %}</a>", 2),
        ("{% if x %}<a></a>{% else %}<a>{% endif %}</a>", 2),
        ("{% if x %}<a>{% else %}</a>{% endif %}", 1),
        ("<a>{% for x in y %}</a><b>{% endfor %}</b>", 1),
        ("<a>{% if x %}{% endif %}", 1),
        ("<a>{% if x %}</a>", 0),
        ("<a>{% endif %}</a>", 0),
        ("<a></b>{{ x }}</a>", 0),
    ],
)
def test_a_block_that_splits_an_element_is_refused_at_its_tag(source: str, tag: int) -> None:
    with pytest.raises(Unbalanced) as caught:
        mark_part(source)
    assert caught.value.tag == tag


@pytest.mark.parametrize(
    "source",
    [
        "<a>{% if x %}<b/>{% elif y %}t{% else %}<b></b>{% endif %}</a>",
        "<a><b>{% if x %}</b><b>{% else %}</b><c/><b>{% endif %}</b></a>",
        "<a>{% for x in y %}<b>{{ x }}</b>{% endfor %}{# <b> #}</a>",
        "<a>{% if 1 < x %}{% endif %}</a>",
    ],
)
def test_a_block_that_leaves_open_what_was_open_is_let_through(source: str) -> None:
    assert mark_part(source).source == source


def test_only_what_may_come_out_broken_is_marked() -> None:
    sure = "<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>"
    assert mark_part(sure).source == sure
    rows = "<w:tbl>{% for x in y %}<w:tr><w:tc><w:p/></w:tc></w:tr>{% endfor %}</w:tbl>"
    assert mark_part(rows).source == TABLE_MARK + rows
    for inside in (
        "{{ x }}",
        "{% if x %}<w:p/>{% endif %}",
        sure,
        "<w:p/>{% if x %}<w:p/>{% endif %}",
    ):
        cell = f"<w:tc>{inside}{HOLDER_MARK}</w:tc>"
        assert mark_part(f"<w:tc>{inside}</w:tc>").source == cell
    after = "<w:tc>{% if x %}<w:p/>{% endif %}<w:p/></w:tc>"
    assert mark_part(after).source == after
