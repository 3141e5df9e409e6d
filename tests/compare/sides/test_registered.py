"""What lies in the register as a side of a comparison: a version, a document of it, a file."""

from __future__ import annotations

import pytest

from avtal.case.stamp import Copy
from avtal.compare.sides.registered import from_register
from avtal.compare.sides.side import Side
from avtal.model.approval import Purpose
from avtal.problems import EnvironmentProblem
from tests.compare.agreements import Agreement, Text
from tests.conftest import Workspace
from tests.register.registering import SMALL, Desk

AGREEMENT = "overenskommelse"


@pytest.fixture
def desk(workspace: Workspace) -> Desk:
    """Return a desk with a version that was put forward twice, and with secrets in it."""
    desk = Desk(workspace, "tre-parter")
    desk.ready_to_sign()
    desk.register(Purpose.SIGNED)
    return desk


def side(desk: Desk, what: str, copy: Copy = Copy.FULL) -> Side:
    return from_register(f"{desk.number}{what}", desk.place, copy, None)


def test_a_version_is_its_files_and_says_what_it_is(desk: Desk) -> None:
    found = side(desk, "@1")
    documents = desk.manifest(1)["documents"]
    assert {key: one.sha256 for key, one in found.documents.items()} == {
        one["key"]: one["sha256"] for one in documents
    }
    assert (found.slug, found.case, found.single) == ("v1", "tre-parter", False)
    facts = dict(found.facts)
    assert facts["Registrerad version"] == "1"
    assert facts["Framlagd för"] == "beslutsunderlag 2026-11-26, undertecknad 2026-11-26"
    assert side(desk, "@beslutsunderlag").name == found.name == f"{desk.number}@1"


def test_a_public_side_is_the_public_copies(desk: Desk) -> None:
    found = side(desk, "@1", Copy.PUBLIC)
    expected = {
        one["key"]: (one["public"] or one)["sha256"] for one in desk.manifest(1)["documents"]
    }
    assert {key: one.sha256 for key, one in found.documents.items()} == expected
    assert expected != {one["key"]: one["sha256"] for one in desk.manifest(1)["documents"]}


def test_one_document_of_a_version(desk: Desk) -> None:
    found = side(desk, f"@1/{AGREEMENT}")
    assert (list(found.documents), found.single) == ([AGREEMENT], True)
    assert found.name == f"{desk.number}@1/{AGREEMENT}"


def test_a_damaged_file_is_no_side(desk: Desk) -> None:
    (path,) = (desk.store / "v1").glob("*overenskommelse*")
    path.chmod(0o644)
    path.write_bytes(path.read_bytes() + b" ")
    with pytest.raises(EnvironmentProblem, match="är skadad eller saknas"):
        side(desk, "@1")


def test_a_file_that_came_is_a_side_if_it_is_a_word_document(workspace: Workspace) -> None:
    desk = Desk(workspace)
    answer = Agreement((Text("Vi har inget att erinra."),)).to_bytes()
    (workspace.root / "svar.docx").write_bytes(answer)
    desk.file("svar.docx")
    desk.file("annat.txt")
    found = side(desk, "@fil1")
    (document,) = found.documents.values()
    assert (document.title, document.data, found.slug) == ("Svar", answer, "fil1")
    with pytest.raises(EnvironmentProblem, match="inte ett Word-dokument"):
        side(desk, "@fil2")
    with pytest.raises(EnvironmentProblem, match="det går inte att veta"):
        side(desk, "@fil1", Copy.PUBLIC)
    with pytest.raises(EnvironmentProblem, match=f"{SMALL} är hela ärendet"):
        side(desk, "")
