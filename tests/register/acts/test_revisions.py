"""Which documents have changed since the last version: what is made again or carried over."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

import avtal.making.rendering
from avtal.case.stamp import Copy
from avtal.making.build import build
from avtal.problems import CaseError, EnvironmentProblem
from avtal.word.engine.fill import Properties
from avtal.word.stories.text import outline
from tests.conftest import Workspace
from tests.register.registering import Desk

MEMO, AGREEMENT = "tjansteutlatande", "overenskommelse"


@pytest.fixture
def desk(workspace: Workspace) -> Desk:
    """Return a desk with the smallest case."""
    return Desk(workspace)


@pytest.fixture
def three_desk(workspace: Workspace) -> Desk:
    """Return a desk with the case of three parties, which has secrets."""
    return Desk(workspace, "tre-parter")


def _text(path: Path) -> str:
    return outline(path.read_bytes())


def test_only_what_changed_is_made_again(desk: Desk) -> None:
    first = desk.register(items={MEMO: 7, AGREEMENT: 8})
    desk.rewrite("1.1")
    second = desk.register(items={AGREEMENT: 9})
    assert (second.number, second.fresh) == (2, (AGREEMENT,))
    assert second.numbers == {MEMO: 7, AGREEMENT: 9}
    name = "KS-2024-12_00_tjansteutlatande_v1.docx"
    assert (second.folder / name).read_bytes() == (first.folder / name).read_bytes()
    changed = _text(second.folder / "KS-2024-12_01_overenskommelse_v2.docx")
    assert "Ordalydelsen i version 1.1." in changed
    assert [(row["key"], row["version"], row["item"]) for row in desk.documents()] == [
        (MEMO, 1, 7),
        (AGREEMENT, 1, 8),
        (AGREEMENT, 2, 9),
    ]


def test_a_comment_or_another_layout_of_the_yaml_is_no_change(desk: Desk) -> None:
    desk.register()
    path = desk.case / "overenskommelse.yaml"
    path.write_text("# en kommentar\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    with pytest.raises(EnvironmentProblem, match="inget har ändrats sedan version 1"):
        desk.register()


def test_a_new_day_or_label_alone_is_no_change(desk: Desk) -> None:
    desk.register()
    desk.edit("overenskommelse.yaml", "datum: 2024-10-21", "datum: 2024-10-22")
    desk.edit("overenskommelse.yaml", 'version: "1.0"', 'version: "1.1"')
    with pytest.raises(EnvironmentProblem, match="inget har ändrats sedan version 1"):
        desk.register()


def test_another_compression_is_no_change(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """As where zlib is newer: the parts are the same, the bytes of the file are not."""
    done = desk.register()
    monkeypatch.setattr("avtal.word.package.assembly.LEVEL", 1)
    again = build(desk.case, desk.workspace.root / "ut", None, Copy.FULL)
    (looser,) = again.folder.glob("*overenskommelse*")
    assert looser.stat().st_size > done.documents[1].size
    with pytest.raises(EnvironmentProblem, match="inget har ändrats sedan version 1"):
        desk.register()


@pytest.mark.parametrize(
    "file",
    [
        "manifest.json",
        "KS-2024-12_00_tjansteutlatande_v1.docx",
        "kalla/templates/overenskommelse.docx",
    ],
)
def test_what_was_tampered_with_is_not_carried_over(desk: Desk, file: str) -> None:
    done = desk.register()
    desk.rewrite("1.1")
    path = done.folder / file
    path.chmod(0o644)
    path.write_bytes(path.read_bytes() + b" ")
    with pytest.raises(EnvironmentProblem) as caught:
        desk.register()
    assert caught.value.message == f"den registrerade filen ”{path}” är skadad eller saknas"
    assert "avtal verify" in caught.value.help
    assert sorted(one.name for one in desk.store.iterdir()) == ["v1"]


def test_a_program_that_renders_otherwise_registers_nothing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.register()
    monkeypatch.setattr(
        avtal.making.rendering, "Properties", lambda **given: Properties(**given, language="sv")
    )
    with pytest.raises(EnvironmentProblem, match="inget har ändrats sedan version 1"):
        desk.register()
    desk.rewrite("1.1")
    assert desk.register().fresh == (AGREEMENT,)


def test_templates_that_change_a_document_make_a_new_handling(desk: Desk) -> None:
    desk.register()
    template = desk.workspace.root / "templates" / "overenskommelse.docx"
    with zipfile.ZipFile(template) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"Bakgrund", b"Bakgrunden")
    with zipfile.ZipFile(template, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)
    with pytest.raises(CaseError) as caught:
        desk.register()
    (problem,) = caught.value.problems
    assert problem.message == (
        "handlingen har ändrats, men version 1.0 är redan registrerad (KS 2024/12@1)"
    )
    desk.edit("overenskommelse.yaml", 'version: "1.0"', 'version: "1.1"')
    assert desk.register().fresh == (AGREEMENT,)


def test_another_open_title_makes_a_new_handling(three_desk: Desk) -> None:
    """It stands in no copy of the document itself, but in the diary."""
    plain = "{id: uppfoljningsplan, titel: Uppföljningsplan}"
    mark = "sekretess: {lagrum: 18 kap. 1 § OSL, datum: 2026-05-04, myndighet: Lövåsa kommun}"
    secret = f"{{id: uppfoljningsplan, titel: Uppföljningsplan, öppen_titel: Plan, {mark}}}"
    three_desk.edit("arende.yaml", plain, secret)
    three_desk.register()
    three_desk.edit("arende.yaml", "öppen_titel: Plan", "öppen_titel: En plan")
    with pytest.raises(CaseError) as caught:
        three_desk.register()
    files = [problem.file for problem in caught.value.problems if problem.path == "version"]
    assert "content/tre-parter/uppfoljningsplan.yaml" in files
