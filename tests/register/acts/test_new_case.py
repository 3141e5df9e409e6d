"""A case that is new is told, and one that only has the number of another is refused."""

from __future__ import annotations

import shutil

import pytest

from avtal.problems import CaseError
from avtal.register.acts.approvals import approve
from avtal.register.acts.corrections import correct_case
from tests.conftest import Workspace
from tests.register.registering import ANNA, SMALL, Desk, refused


@pytest.fixture
def desk(workspace: Workspace) -> Desk:
    """Return a desk with a version in the register."""
    desk = Desk(workspace)
    desk.register()
    return desk


def test_a_case_that_is_opened_by_a_mistyped_number_is_told(desk: Desk) -> None:
    done = desk.register(case_number="KS 2024/21", dry_run=True)
    assert done.opened is not None
    assert (done.opened.near, done.opened.twins) == (SMALL, (SMALL,))
    approved = approve(desk.place, desk.case, "kommundirektor", ANNA, "KS 2024/21")
    assert approved.opened == done.opened
    assert desk.register(case_number="KS 2024/21").opened == done.opened
    far = desk.register(case_number="KS 2031/901", dry_run=True).opened
    assert far is not None
    assert (far.near, far.twins) == (None, ("KS 2024/12", "KS 2024/21"))
    desk.rewrite("1.1")
    assert desk.register().opened is None


def test_a_first_case_is_like_no_other(workspace: Workspace) -> None:
    done = Desk(workspace).register()
    assert done.opened is not None
    assert (done.opened.near, done.opened.twins) == (None, ())


def test_a_copied_case_that_kept_its_number_is_refused(desk: Desk) -> None:
    copied = desk.case.with_name("minsta-2028")
    shutil.copytree(desk.case, copied)
    desk.case = copied
    desk.rewrite("2.0")
    (problem,) = refused(desk, desk.order().purpose)
    assert problem.message == (
        f"ärendet {SMALL} har sitt innehåll i mappen ”minsta” i registret, men ”minsta-2028” i "
        "innehållet"
    )
    assert problem.file == "content/minsta-2028/arende.yaml"
    assert "är det ett annat ärende, rätta diarienumret" in problem.help
    with pytest.raises(CaseError):
        approve(desk.place, desk.case, "kommundirektor", ANNA, SMALL)
    correct_case(desk.place, SMALL, {"name": "minsta-2028"}, "mappen bytte namn", ANNA)
    assert desk.register().number == 2


def test_a_case_of_the_same_title_in_another_municipality_is_no_twin(desk: Desk) -> None:
    facts = desk.case / "arende.yaml"
    text = facts.read_text(encoding="utf-8")
    facts.write_bytes(text.replace("Granviks kommun", "Lillviks kommun").encode())
    opened = desk.register(case_number="KS 2031/901", dry_run=True).opened
    assert opened is not None
    assert opened.twins == ()


def test_another_municipality_is_another_case(desk: Desk) -> None:
    text = (desk.case / "arende.yaml").read_text(encoding="utf-8")
    (desk.case / "arende.yaml").write_bytes(
        text.replace("Granviks kommun", "Lillviks kommun").encode()
    )
    desk.rewrite("2.0")
    (problem,) = refused(desk, desk.order().purpose)
    assert "gäller ”Granviks kommun” i registret, men ”Lillviks kommun” i innehållet" in (
        problem.message
    )
    assert "--municipality" in problem.help
