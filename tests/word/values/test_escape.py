"""Text as XML: what no Word document can hold is refused."""

from __future__ import annotations

import pytest

from avtal.language.prose import Prose
from avtal.problems import CaseError
from tests.word.making import render


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x0c", "\r", "\x1b", "\ud800", "\ufffe"])
@pytest.mark.parametrize(
    "tags", ["{{ x }}", "{{ x|versaler }}", "{{p p|stycken }}", "{{r p|löptext }}"]
)
def test_a_character_that_word_cannot_hold_is_refused_and_not_dropped(
    tags: str, character: str
) -> None:
    text = f"före{character}efter"
    prose = Prose.plain(text)
    with pytest.raises(CaseError) as caught:
        render([tags], x=text, p=prose)
    (problem,) = caught.value.problems
    code = f"U+{ord(character):04X}"
    assert problem.message == f"en text innehåller ett tecken som Word inte kan visa: {code}"
    assert problem.path == f"brödtext, stycke 1: {tags}"
