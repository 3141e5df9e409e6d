"""What tags mean as code, and what can be read but not be done."""

from __future__ import annotations

import pytest

from tests.word.making import problems, template


@pytest.mark.parametrize(
    ("tags", "message"),
    [
        ("{% for x in y if loop.first %}{{ x }}{% endfor %}", "namnet ”loop” finns inte"),
        ("{% for x in y %}{{ loop }}{% endfor %}", "en grupp kan inte skrivas ut"),
        ("{% for x in y %}{{ loop.cycle }}{% endfor %}", "fältet ”cycle” finns inte här"),
        ('{{ "a" if x }}', "en if inne i en tagg saknar else"),
    ],
)
def test_what_can_be_read_but_not_done_is_refused_with_its_place(tags: str, message: str) -> None:
    (problem,) = problems(template("först", tags))
    assert problem.message == message
    assert problem.path.startswith("brödtext, stycke 2: {")
