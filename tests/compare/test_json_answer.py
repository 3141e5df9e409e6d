"""The answer as JSON says all that the report says, and nothing that JSON cannot hold."""

from __future__ import annotations

import json
from pathlib import Path

from avtal.compare.comparison import compare
from avtal.compare.json_answer import as_json
from avtal.compare.redlines.engine import Engine
from avtal.compare.sides.side import from_file
from tests.compare.documents.test_unseen import PAIRS, paper_of
from tests.compare.ordering import order


def test_what_differs_unseen_stands_in_the_answer(engine: Engine, tmp_path: Path) -> None:
    sides = []
    for name, drawn in zip(("a", "b"), PAIRS["link"], strict=True):
        (tmp_path / f"{name}.docx").write_bytes(paper_of(drawn))
        sides.append(from_file(tmp_path / f"{name}.docx"))
    found = json.loads(json.dumps(as_json(compare(sides[0], sides[1], engine, order()), {}, None)))
    assert found["differs"] is True
    (one,) = found["unseen"]
    assert (one["document"], one["kind"], one["grave"]) == ("b", "link", True)
    assert (one["old"], one["new"]) == ("→ https://a.se/1", "→ https://a.se/2")
    (document,) = found["documents"]
    assert document["state"] == "unseen"
