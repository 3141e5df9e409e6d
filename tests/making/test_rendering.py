"""The documents of a case, each rendered once under a stamp; copies differ by what is left out."""

from __future__ import annotations

from pathlib import Path

import pytest

from avtal.case.stamp import Copy, Status
from avtal.making.rendering import Ready, draft_stamp, prepare_case
from avtal.problems import CaseError
from avtal.templates.view import CaseView
from tests.conftest import GOOD_CASES, Workspace
from tests.documents import read_text
from tests.work import count_work


def ready(workspace: Workspace, name: str = "tre-parter", copy: Copy = Copy.FULL) -> Ready:
    return prepare_case(workspace.case(name), workspace.root / "templates", copy)


def test_a_document_is_rendered_once_under_a_stamp(workspace: Workspace) -> None:
    made = ready(workspace)
    stamp = draft_stamp(made.case, "atgardsplan", Copy.FULL)
    first = made.renderer.render("atgardsplan", stamp)
    again, work = count_work(lambda: made.renderer.render("atgardsplan", stamp))
    assert again is first
    assert work["<mall>"] == work[CaseView.__module__] == 0


@pytest.mark.parametrize("name", GOOD_CASES)
def test_copies_differ_where_the_files_do(workspace: Workspace, name: str) -> None:
    made = ready(workspace, name)
    for key in made.templates:
        full, public = (
            made.renderer.render(key, draft_stamp(made.case, key, copy)).data for copy in Copy
        )
        assert made.renderer.copies_differ(key) == (full != public), key
        for copy in Copy:
            stamp = made.renderer.draft_naming_copy(key, copy)
            said = "offentlig" if copy is Copy.PUBLIC else "fullständig"
            assert (stamp.names_copy, stamp.copy) == (full != public, copy)
            printed = read_text(made.renderer.render(key, stamp).data).lower()
            assert (said in printed) >= stamp.names_copy


def test_a_draft_has_the_number_version_and_date_of_the_content(workspace: Workspace) -> None:
    case = ready(workspace).case
    stamp = draft_stamp(case, "kommunikationsplan", Copy.FULL)
    assert (stamp.item, stamp.status) == (7, Status.DRAFT)
    assert (stamp.version, stamp.date) == (
        case.documents["kommunikationsplan"].version,
        case.documents["kommunikationsplan"].date,
    )


def test_what_is_wrong_in_content_and_templates_is_told_together(workspace: Workspace) -> None:
    folder = workspace.case("tre-parter", edits={"arende.yaml": {"typ: polis": "typ: pollis"}})
    template = Path(workspace.root / "templates" / "atgardsplan.docx")
    template.write_bytes(b"ingen mall")
    with pytest.raises(CaseError) as caught:
        prepare_case(folder, template.parent, Copy.FULL)
    assert {problem.file for problem in caught.value.problems} >= {
        "content/tre-parter/arende.yaml",
        "templates/atgardsplan.docx",
    }
