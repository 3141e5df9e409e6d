"""Only the parts that the text leads to belong in a document."""

from __future__ import annotations

import pytest

from tests.word.making import members, related, rendered
from tests.word.package.outside import OUTSIDE


@pytest.mark.parametrize(("kind", "target"), [(kind, target) for kind, target, *_ in OUTSIDE])
def test_links_that_nothing_uses_are_left_behind(kind: str, target: str) -> None:
    """Word keeps such links of what was deleted long ago; the author cannot find them."""
    data = related(kind, target)
    assert target.encode() not in b"".join(members(rendered(data)).values())
