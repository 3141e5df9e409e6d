"""How a case went through its registered versions: what changed, what was made, a field."""

from __future__ import annotations

import pytest

from avtal.case.stamp import Copy
from avtal.compare.history import history
from avtal.model.approval import Purpose
from avtal.problems import EnvironmentProblem
from avtal.word.package.assembly import unpack, zip_package
from tests.conftest import Workspace
from tests.register.registering import SMALL, THREE, Desk, furnished

MEMO, AGREEMENT = "tjansteutlatande", "overenskommelse"


@pytest.fixture
def desk(workspace: Workspace) -> Desk:
    """Return a desk with two versions and a file in the register."""
    return furnished(workspace)


def test_each_version_says_what_was_made_and_what_changed(desk: Desk) -> None:
    first, second = history(desk.place, SMALL, Copy.FULL, None, None)
    assert (first.number, first.purposes) == (1, (("remiss", "2026-11-26"),))
    assert ([one.key for one in first.made], first.changes) == ([MEMO, AGREEMENT], ())
    assert [one.key for one in second.made] == [AGREEMENT]
    assert second.changes is not None
    assert [one.name for one in second.changes] == ["overenskommelse.syfte"]


def test_one_field_is_followed(desk: Desk) -> None:
    first, second = history(desk.place, SMALL, Copy.FULL, "overenskommelse.syfte", None)
    assert first.label == second.label == "Samverkansöverenskommelse › Syfte"
    assert second.changes is not None
    assert [(one.name, one.old, one.new) for one in second.changes] == [
        ("overenskommelse.syfte", first.value, second.value)
    ]


def test_the_version_of_a_document_is_followed_though_it_is_no_change_in_meaning(
    desk: Desk,
) -> None:
    first, second = history(desk.place, SMALL, Copy.FULL, "overenskommelse.version", None)
    assert (first.value, second.value) == ("1.0", "1.1")
    assert second.changes == ()


def test_one_document_is_followed(desk: Desk) -> None:
    steps = history(desk.place, SMALL, Copy.FULL, None, MEMO)
    assert [[one.key for one in step.made] for step in steps] == [[MEMO], []]
    assert [step.changes for step in steps] == [(), ()]


def test_what_all_cases_share_is_told_where_it_is_another(workspace: Workspace) -> None:
    desk = Desk(workspace)
    desk.register()
    template = workspace.root / "templates" / f"{AGREEMENT}.docx"
    members = unpack(template.read_bytes())
    body = members["word/document.xml"].replace(b"nedan kallad", b"kallad")
    template.write_bytes(zip_package({**members, "word/document.xml": body}))
    workspace.own_words("fornamn.yaml", "förnamn: {ord: [Zebulon]}\n")
    desk.rewrite("1.1")
    desk.register(Purpose.REMISS, note="andra")

    def others(key: str | None) -> list[list[tuple[str, str]]]:
        steps = history(desk.place, SMALL, Copy.FULL, None, key)
        return [[(one.kind, one.name) for one in step.others] for step in steps]

    shared = [("words", "fornamn")]
    assert others(None) == [[], [("template", AGREEMENT), *shared]]
    assert others(MEMO) == [[], shared]
    first, second = history(desk.place, SMALL, Copy.FULL, "overenskommelse.syfte", None)
    assert (first.others, second.others) == ((), ())


def test_a_case_put_forward_again_is_one_version_with_two_purposes(workspace: Workspace) -> None:
    desk = Desk(workspace, "tre-parter")
    desk.ready_to_sign()
    desk.register(Purpose.SIGNED)
    (only,) = history(desk.place, THREE, Copy.FULL, None, None)
    assert [purpose for purpose, _ in only.purposes] == ["beslutsunderlag", "undertecknad"]


@pytest.mark.parametrize(
    ("field", "key", "message", "help"),
    [
        ("overenskommelse.sifte", None, "finns inte i någon version", "menade du ”syfte”?"),
        ("overenskommelse.syfte.mer", None, "finns inte i någon version", "har inga delar"),
        (None, "agenda", "handlingen ”agenda” finns inte", ""),
    ],
)
def test_what_was_never_there_is_told(
    desk: Desk, field: str | None, key: str | None, message: str, help: str
) -> None:
    with pytest.raises(EnvironmentProblem) as caught:
        history(desk.place, SMALL, Copy.FULL, field, key)
    assert message in caught.value.message
    assert help in caught.value.help


def test_a_case_of_files_alone_has_no_history(workspace: Workspace) -> None:
    desk = Desk(workspace)
    desk.file()
    with pytest.raises(EnvironmentProblem, match="har inga versioner, bara filer"):
        history(desk.place, SMALL, Copy.FULL, None, None)
