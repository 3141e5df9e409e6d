"""A case is registered as a version: what comes of it, and what it leaves as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from avtal.case.load import Case
from avtal.case.stamp import Copy
from avtal.files.digests import sha256
from avtal.files.replacing import MANIFEST_FILE
from avtal.making.build import build
from avtal.model.approval import Purpose
from avtal.register.acts.revisions import read_version
from avtal.register.events.kinds import (
    CaseOpened,
    FileRegistered,
    PutForward,
    VersionRegistered,
)
from avtal.register.proof.verify import verify
from avtal.word.package.assembly import unpack
from avtal.word.stories.text import outline
from tests.conftest import Workspace
from tests.register.proof.proving import told
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


def _parts(path: Path) -> str:
    """Return all that is written in a file, headers and properties too, in small letters."""
    return "".join(
        part.decode("utf-8", "replace") for part in unpack(path.read_bytes()).values()
    ).casefold()


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


def test_a_version_holds_the_words_of_the_workspace_too(desk: Desk) -> None:
    own = desk.workspace.own_words("fornamn.yaml", "förnamn: {ord: [Nour]}\n")
    done = desk.register()
    kept = done.folder / "kalla" / "content" / "ordlistor" / "fornamn.yaml"
    assert kept.read_bytes() == own.read_bytes()
    own.write_text("förnamn: {ord: [Elif]}\n", encoding="utf-8")
    version = read_version(done.folder, sha256((done.folder / MANIFEST_FILE).read_bytes()))
    assert version.content
    assert "Nour" in version.content.words.given_names.given_names.words
    assert told(verify(desk.place, rebuild=True)) == []
    kept.chmod(0o644)
    kept.write_text("förnamn: {ord: [Elif]}\n", encoding="utf-8")
    assert [line for line in told(verify(desk.place)) if "ordlistor/fornamn.yaml" in line]


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


@pytest.mark.holds("48")
def test_a_new_version_leaves_the_old_as_it_was(desk: Desk) -> None:
    first = desk.register()
    before = everything(first.folder)
    desk.rewrite("1.1")
    assert desk.register().number == 2
    assert everything(first.folder) == before


def test_the_same_documents_are_put_forward_again_as_an_event(three_desk: Desk) -> None:
    three_desk.ready_to_sign()
    before = everything(three_desk.store)
    again = three_desk.register(Purpose.SIGNED)
    assert (again.number, again.is_new, again.fresh) == (1, False, ())
    assert everything(three_desk.store) == before
    assert [type(event.data) for event in three_desk.events()] == [
        CaseOpened,
        VersionRegistered,
        FileRegistered,
        PutForward,
    ]
    assert {row["status"] for row in three_desk.documents()} == {"undertecknad", "registrerad"}
    assert again.folder == three_desk.store / "v1"


def test_what_is_laid_before_a_board_does_not_say_that_it_is_on_remiss(three_desk: Desk) -> None:
    """Nothing but the status is printed otherwise, so its author gives it no new version."""
    three_desk.reserve_no_numbers()
    first = three_desk.register(Purpose.REMISS)
    assert all("på remiss" in _parts(first.folder / one.file) for one in first.documents)
    second = three_desk.register(Purpose.BASIS)
    assert (second.number, set(second.fresh)) == (2, {one.key for one in first.documents})
    for one in second.documents:
        said = _parts(second.folder / one.file)
        assert "beslutsunderlag" in said
        assert "på remiss" not in said
    third = three_desk.register(Purpose.REMISS)
    assert (third.number, len(third.fresh)) == (3, len(first.documents))
    assert verify(three_desk.place).problems == ()


def test_a_dry_run_leaves_no_trace(desk: Desk) -> None:
    done = desk.register(dry_run=True, allocate=True)
    assert done.dry_run
    assert done.numbers == {MEMO: 1, AGREEMENT: 2}
    assert desk.is_untouched()
    desk.register()
    before = everything(desk.place.folder)
    desk.rewrite("1.1")
    assert desk.register(dry_run=True).fresh == (AGREEMENT,)
    assert everything(desk.place.folder) == before
    assert len(desk.events()) == 2


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
