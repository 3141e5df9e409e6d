"""What a registration would make: documents with number, version and status, or what stops it."""

from __future__ import annotations

from pathlib import Path

import pytest

from avtal.model.approval import Purpose
from avtal.problems import CaseError
from avtal.word.stories.text import outline
from tests.conftest import Workspace
from tests.register.registering import Desk

MEMO, AGREEMENT = "tjansteutlatande", "overenskommelse"


@pytest.fixture
def desk(workspace: Workspace) -> Desk:
    """Return a desk with the smallest case."""
    return Desk(workspace)


def _text(path: Path) -> str:
    return outline(path.read_bytes())


def test_documents_print_number_version_and_status(desk: Desk) -> None:
    done = desk.register(Purpose.REMISS, items={MEMO: 7})
    text = _text(done.folder / "KS-2024-12_00_tjansteutlatande_v1.docx")
    assert "KS\u00a02024/12-7" in text
    assert "Version 1.0, PÅ REMISS" in text or "1.0, PÅ REMISS" in text
    other = _text(done.folder / "KS-2024-12_01_overenskommelse_v1.docx")
    assert "KS\u00a02024/12" in other
    assert "KS\u00a02024/12-" not in other


def test_another_order_of_the_documents_is_a_version_without_new_handlingar(desk: Desk) -> None:
    desk.register()
    memo = "  - {id: tjansteutlatande, titel: Tjänsteutlåtande}\n"
    agreement = "  - {id: overenskommelse, titel: Samverkansöverenskommelse}\n"
    desk.edit("arende.yaml", memo + agreement, agreement + memo)
    done = desk.register()
    assert (done.number, done.fresh) == (2, ())
    assert [one.key for one in done.documents] == [AGREEMENT, MEMO]
    assert len(desk.documents()) == 2


def test_a_changed_document_needs_a_new_version_at_its_line(desk: Desk) -> None:
    desk.register()
    desk.rewrite("1.0")
    with pytest.raises(CaseError) as caught:
        desk.register()
    (problem,) = caught.value.problems
    assert problem.file == "content/minsta/overenskommelse.yaml"
    assert problem.position is not None
    assert problem.position.line == 2
    assert sorted(path.name for path in desk.store.iterdir()) == ["v1"]
