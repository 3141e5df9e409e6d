"""What differs between two texts, word by word: together the marks are both texts."""

from __future__ import annotations

import pytest
from hypothesis import given

from avtal.compare.documents.marks import mirror, word_marks
from tests.compare.drawing import words


@given(words, words)
def test_marks_are_both_texts(old: str, new: str) -> None:
    marks = word_marks(old, new)
    assert "".join(m.text for m in marks if m.op != "new") == old
    assert "".join(m.text for m in marks if m.op != "old") == new
    assert mirror(marks) == word_marks(new, old)
    assert {m.op for m in word_marks(old, old)} <= {"same"}


@pytest.mark.parametrize(
    ("old", "new", "marks"),
    [
        ("gäller i två år", "gäller i tre år", "gäller i [-två-]{+tre+} år"),
        ("två år", "två hela år", "två {+hela +}år"),
        ("den 2019-01-01", "den 2019-01-02", "den [-2019-01-01-]{+2019-01-02+}"),
        ("lägst 150 kronor", "minst 200 kronor", "[-lägst 150-]{+minst 200+} kronor"),
        ("", "Nytt.", "{+Nytt.+}"),
        ("Lika.", "Lika.", "Lika."),
    ],
)
def test_what_both_have_is_not_marked(old: str, new: str, marks: str) -> None:
    """Nor is a word or a date broken into pieces; words that follow each other are one mark."""
    signs = {"same": "{}", "old": "[-{}-]", "new": "{{+{}+}}"}
    assert "".join(signs[one.op].format(one.text) for one in word_marks(old, new)) == marks
