"""What is shown of a case, a version and a file."""

from __future__ import annotations

import json

import pytest

from avtal.problems import EnvironmentProblem
from tests.conftest import Workspace
from tests.processes import run
from tests.register.registering import SMALL, Desk, eventful, shown

MEMO, AGREEMENT = "tjansteutlatande", "overenskommelse"


@pytest.fixture
def desk(workspace: Workspace) -> Desk:
    """Return a desk where most things have happened."""
    return eventful(workspace)


def test_a_version_tells_what_changed(desk: Desk) -> None:
    found = shown(desk, "@2")
    assert found.difference is not None
    assert found.difference.since == 1
    assert found.difference.made_again == (AGREEMENT,)
    assert found.difference.unchanged == (MEMO,)
    assert found.difference.added == found.difference.removed == ()
    assert [one.made_in for one in found.documents] == [1, 2]
    for one in found.documents:
        for file in one.files:
            assert file.path is not None
            assert file.path.parent.name == "v2"
            assert file.path.is_file()
    assert shown(desk, "@1").difference is None


def test_a_file_tells_its_own_story(desk: Desk) -> None:
    found = shown(desk, "@fil1")
    (document,) = found.documents
    assert (document.number, document.title, document.answers) == (
        "KS 2024/12-8",
        "Yttrande",
        "KS 2024/12@1",
    )
    assert document.voided == "fel ärende"
    assert [event.kind for event in found.events] == [
        "handling registrerad",
        "handlingsnummer antecknat",
        "rättelse",
        "makulering",
    ]
    assert found.versions == ()


def test_a_case_with_nothing_but_a_file(workspace: Workspace) -> None:
    desk = Desk(workspace)
    desk.file()
    found = shown(desk)
    assert (found.version, found.documents, len(found.filed)) == (None, (), 1)
    with pytest.raises(EnvironmentProblem, match="har ingen sådan version"):
        shown(desk, "@1")


def test_the_command(desk: Desk) -> None:
    ran = run("show", SMALL, cwd=desk.workspace.root)
    assert ran.exit_code == 0
    lines = ran.out.splitlines()
    assert lines[0] == (
        f"{SMALL} – Överenskommelse om brottsförebyggande samverkan i Granvik – Granviks kommun"
    )
    for line in (
        "Handlingar i version 2:",
        "Sedan version 1:",
        "  ändrade: overenskommelse",
        "  oförändrade: tjansteutlatande",
        "Filer:",
        "  KS 2024/12-8  Yttrande (fil1)",
    ):
        assert line in lines
    result = json.loads(run("show", f"{SMALL}@2", "--json", cwd=desk.workspace.root).out)["result"]
    assert result["version"] == 2
    assert result["difference"]["made_again"] == [AGREEMENT]
    assert run("show", f"{SMALL}@9", cwd=desk.workspace.root).exit_code == 2
    assert run("show", "hej@1", cwd=desk.workspace.root).exit_code == 2
