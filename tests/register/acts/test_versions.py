"""A case is registered as a version: what comes of it, and what is carried over."""

from __future__ import annotations

import stat
import zipfile
from pathlib import Path

import pytest

import avtal.making.build
from avtal.case.load import Case
from avtal.case.stamp import Copy
from avtal.making.build import build
from avtal.model.approval import Purpose
from avtal.problems import CaseError, EnvironmentProblem
from avtal.register.ledger.chain import GENESIS, EventKind
from avtal.word.engine.fill import Properties
from avtal.word.stories.text import outline
from tests.conftest import Workspace
from tests.register.registering import THREE, Desk, everything

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


def test_a_version_holds_documents_manifest_and_sources(desk: Desk) -> None:
    done = desk.register()
    assert (done.number, done.is_new, done.fresh) == (1, True, (MEMO, AGREEMENT))
    assert done.folder == desk.store / "v1"
    assert sorted(everything(done.folder)) == [
        "KS-2024-12_00_tjansteutlatande_v1.docx",
        "KS-2024-12_01_overenskommelse_v1.docx",
        "kalla",
        "kalla/avtal-version.txt",
        "kalla/content",
        "kalla/content/minsta",
        "kalla/content/minsta/arende.yaml",
        "kalla/content/minsta/overenskommelse.yaml",
        "kalla/content/minsta/tjansteutlatande.yaml",
        "kalla/content/profiler",
        "kalla/content/profiler/lag-2023-196.yaml",
        "kalla/templates",
        "kalla/templates/overenskommelse.docx",
        "kalla/templates/tjansteutlatande.docx",
        "manifest.json",
    ]
    for path in sorted((done.folder / "kalla" / "content").rglob("*.yaml")):
        used = desk.workspace.root / path.relative_to(done.folder / "kalla")
        assert path.read_bytes() == used.read_bytes()


def test_what_is_registered_is_read_only(desk: Desk) -> None:
    done = desk.register()
    writable = [
        path.name
        for path in (done.folder, *done.folder.rglob("*"))
        if stat.S_IMODE(path.stat().st_mode) & 0o222
    ]
    assert writable == []


def test_documents_print_number_version_and_status(desk: Desk) -> None:
    done = desk.register(Purpose.REMISS, items={MEMO: 7})
    text = _text(done.folder / "KS-2024-12_00_tjansteutlatande_v1.docx")
    assert "KS\u00a02024/12-7" in text
    assert "Version 1.0, PÅ REMISS" in text or "1.0, PÅ REMISS" in text
    other = _text(done.folder / "KS-2024-12_01_overenskommelse_v1.docx")
    assert "KS\u00a02024/12" in other
    assert "KS\u00a02024/12-" not in other


def test_the_sources_are_a_workspace_that_gives_the_same_text(desk: Desk) -> None:
    done = desk.register()
    again = build(
        done.folder / "kalla" / "content" / "minsta", desk.workspace.root / "om", None, Copy.FULL
    )
    (made,) = again.folder.glob("*overenskommelse*")
    body = _text(made).partition("[Brödtext]")[2]
    assert (
        body
        == _text(done.folder / "KS-2024-12_01_overenskommelse_v1.docx").partition("[Brödtext]")[2]
    )


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


@pytest.mark.holds("48")
def test_a_new_version_leaves_the_old_as_it_was(desk: Desk) -> None:
    first = desk.register()
    before = everything(first.folder)
    desk.rewrite("1.1")
    assert desk.register().number == 2
    assert everything(first.folder) == before


def test_another_order_of_the_documents_is_a_version_without_new_handlingar(desk: Desk) -> None:
    desk.register()
    memo = "  - {id: tjansteutlatande, titel: Tjänsteutlåtande}\n"
    agreement = "  - {id: overenskommelse, titel: Samverkansöverenskommelse}\n"
    desk.edit("arende.yaml", memo + agreement, agreement + memo)
    done = desk.register()
    assert (done.number, done.fresh) == (2, ())
    assert [one.key for one in done.documents] == [AGREEMENT, MEMO]
    assert len(desk.documents()) == 2


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
        avtal.making.build, "Properties", lambda **given: Properties(**given, language="sv")
    )
    with pytest.raises(EnvironmentProblem, match="inget har ändrats sedan version 1"):
        desk.register()
    desk.rewrite("1.1")
    assert desk.register().fresh == (AGREEMENT,)


def test_the_same_documents_are_put_forward_again_as_an_event(three_desk: Desk) -> None:
    first = three_desk.register(Purpose.REMISS, recipients=("polis",))
    before = everything(three_desk.store)
    again = three_desk.register(Purpose.BASIS)
    assert (again.number, again.is_new, again.fresh) == (1, False, ())
    assert everything(three_desk.store) == before
    assert [event.kind for event in three_desk.events()] == [
        EventKind.OPENED,
        EventKind.REGISTERED,
        EventKind.PUT_FORWARD,
    ]
    assert {row["status"] for row in three_desk.documents()} == {"beslutsunderlag"}
    assert first.folder == again.folder


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


def test_a_dry_run_leaves_no_trace(desk: Desk) -> None:
    done = desk.register(dry_run=True, allocate=True)
    assert done.dry_run
    assert done.numbers == {MEMO: 1, AGREEMENT: 2}
    assert not desk.place.folder.exists()
    desk.register()
    before = everything(desk.place.folder)
    desk.rewrite("1.1")
    assert desk.register(dry_run=True).fresh == (AGREEMENT,)
    assert everything(desk.place.folder) == before
    assert len(desk.events()) == 2


def test_the_chain_binds_each_event_to_the_one_before(desk: Desk) -> None:
    done = desk.register()
    desk.rewrite("1.1")
    last = desk.register()
    events = desk.events()
    assert events[0].previous == GENESIS
    assert [event.previous for event in events[1:]] == [event.hash for event in events[:-1]]
    assert done.head.hash == events[1].hash
    assert last.head == (3, events[2].hash)


def test_public_copies_lie_apart_and_only_where_something_is_secret(three_desk: Desk) -> None:
    done = three_desk.register()
    public = {path.name for path in (done.folder / "offentlig").iterdir()}
    by_key = {one.key: one for one in done.documents}
    for one in done.documents:
        assert (one.disclosed == "delvis") == (one.public is not None)
        if one.public:
            assert Path(one.public.file).name in public
            text = _text(done.folder / one.public.file)
            assert "uppgift utelämnad" in text or "hemliga uppgifter är utelämnade" in text
    assert len(public) == sum(one.public is not None for one in done.documents)
    assert by_key["kommunikationsplan"].disclosed == "hela"


def test_two_case_numbers_that_look_alike_get_folders_of_their_own(workspace: Workspace) -> None:
    desk = Desk(workspace)
    desk.edit("arende.yaml", '"{nämnd} {år}/{löpnummer}"', '"{nämnd}-{år}/{löpnummer}"')
    desk.register(case_number="KS-2024/12")
    desk.edit("arende.yaml", '"{nämnd}-{år}/{löpnummer}"', '"{nämnd} {år}/{löpnummer}"')
    second = desk.register(case_number="KS 2024/12")
    assert second.number == 1
    assert second.folder == desk.place.folder / "KS-2024-12-nr2" / "v1"


def test_the_manifest_says_what_belongs_to_the_version(three_desk: Desk, three: Case) -> None:
    three_desk.register(Purpose.BASIS)
    manifest = three_desk.manifest(1)
    assert manifest["format"] == "avtal/registrerad/1"
    assert (manifest["case_number"], manifest["number"]) == (THREE, 1)
    assert manifest["purpose"] == manifest["status"] == "beslutsunderlag"
    items = {one["key"]: one["item"] for one in manifest["documents"]}
    assert items == {one.id: one.item for one in three.facts.documents}
    assert {one["made_in"] for one in manifest["documents"]} == {1}
    assert manifest["registered_by"] == "Anna Registrator"
    assert manifest["registered_at"] == "2026-11-26T12:00:00Z"
