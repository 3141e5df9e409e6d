"""Where the facts of the content are printed: the lines are those of the document."""

from __future__ import annotations

import re

import pytest

from avtal.case.stamp import Copy
from avtal.compare.documents.printing import FactPrinter
from avtal.making.rendering import draft_stamp, prepare_case
from avtal.word.package.received import open_received
from avtal.word.stories.reading import stories
from tests.compare.content.changing import texts
from tests.conftest import GOOD_CASES, Workspace


@pytest.mark.parametrize("name", GOOD_CASES)
@pytest.mark.parametrize("copy", list(Copy))
def test_marked_lines_are_those_of_the_document(
    workspace: Workspace, name: str, copy: Copy
) -> None:
    made = prepare_case(workspace.case(name), workspace.root / "templates", copy)
    printer = FactPrinter(made)
    for key in made.templates:
        stamp = draft_stamp(made.case, key, copy)
        data = made.renderer.render(key, stamp).data
        read = stories(open_received(data)).values()
        # A full copy prints notes on what is secret, which marked lines go without.
        plain = [re.sub(r" \[sekretess: [^]]*\]", "", one.text) for story in read for one in story]
        marked = texts(printer.printing(key, stamp))
        if copy is Copy.PUBLIC or name != "tre-parter":
            assert marked == plain, key
        assert len(marked) == len(plain), key
