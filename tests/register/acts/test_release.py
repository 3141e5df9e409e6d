"""Handing out: only what the public may see, and an entry of it."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest

from avtal.case.stamp import Copy
from avtal.model.approval import Purpose
from avtal.problems import EnvironmentProblem
from avtal.register.acts.corrections import Correction, correct
from avtal.register.acts.release import Release, Released, release
from avtal.register.diary.show import show
from avtal.register.events.kinds import HandedOut
from avtal.register.ledger.address import read_address
from avtal.register.proof.verify import verify
from avtal.word.stories.text import outline
from tests.conftest import Workspace
from tests.processes import run
from tests.register.registering import ANNA, SMALL, THREE, Desk

HIDDEN = ("Kopparsvansen", "Silvergädda", "Tistelkvarteret", "Trollviksladan", "Pumphusnätverket")
SECRECY = "18 kap. 1 § OSL, 2026-11-26, Lövåsa kommun"


@pytest.fixture
def desk(workspace: Workspace) -> Desk:
    """Return a desk with the case that has secrets, registered."""
    desk = Desk(workspace, "tre-parter")
    desk.register(Purpose.BASIS)
    return desk


def handed(desk: Desk, what: str = "@1", folder: str = "ut") -> Released:
    order = Release("Tidningen", "Jurist Ek", desk.workspace.root / folder, ANNA, "på begäran")
    return release(desk.place, desk.number + what, order)


def test_the_public_copies_are_handed_out(desk: Desk) -> None:
    done = handed(desk)
    manifest = desk.manifest(1)
    public = {
        Path((one["public"] or one)["file"]).name: (one["public"] or one)["sha256"]
        for one in manifest["documents"]
    }
    assert set(done.files) == set(public)
    listing = json.loads((done.folder / "innehall.json").read_bytes())
    assert {one["file"]: one["sha256"] for one in listing["documents"]} == public
    assert sorted(path.name for path in done.folder.iterdir()) == sorted([*public, "innehall.json"])


def test_nothing_secret_is_handed_out(desk: Desk) -> None:
    done = handed(desk)
    full = {one["sha256"] for one in desk.manifest(1)["documents"] if one["public"]}
    kept = b"".join(path.read_bytes() for path in desk.store.rglob("*.yaml")).decode()
    assert all(secret in kept for secret in HIDDEN)
    said = (done.folder / "innehall.json").read_text(encoding="utf-8")
    assert not any(digest in said for digest in full)
    for name in done.files:
        data = (done.folder / name).read_bytes()
        assert "visar hemliga uppgifter" not in outline(data)
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = [package.read(one) for one in package.namelist()]
        text = b"".join(parts).decode("utf-8", "replace")
        assert not [secret for secret in HIDDEN if secret in text]


def test_it_is_entered_who_got_what_and_who_tried_it(desk: Desk) -> None:
    done = handed(desk, "@1/overenskommelse")
    event = desk.events()[-1]
    assert isinstance(event.data, HandedOut)
    assert event.hash == done.head.hash
    assert event.data.address == f"{THREE}@1/overenskommelse"
    assert (event.data.recipient, event.data.tried_by) == ("Tidningen", "Jurist Ek")
    assert [one.copy_kind for one in event.data.files] == [Copy.PUBLIC]
    assert verify(desk.place).problems == ()


def test_what_is_secret_as_a_whole_is_withheld(desk: Desk) -> None:
    desk.file(title="Underlag om Ek", secrecy=SECRECY, open_title="Underlag")
    done = handed(desk, "@fil1")
    assert (done.files, done.withheld) == ((), ("Underlag",))
    told = [event.told for event in show(desk.place, read_address(f"{THREE}@fil1")).events]
    assert told[-1].endswith("utan Underlag, på begäran")
    assert "Ek" not in (done.folder / "innehall.json").read_text(encoding="utf-8")


def test_what_was_marked_as_secret_afterwards_is_withheld(desk: Desk) -> None:
    wanted = Correction(secrecy=SECRECY, open_title="Löften")
    correct(desk.place, f"{THREE}@1/medborgarlofte", wanted, "prövat på nytt", ANNA)
    assert handed(desk).withheld == ("Löften",)


def test_a_file_that_is_not_secret_is_handed_out_as_it_is(workspace: Workspace) -> None:
    desk = Desk(workspace)
    desk.file()
    done = handed(desk, "@fil1")
    assert (done.folder / done.files[0]).read_text(encoding="utf-8") == "Hej"


def test_a_damaged_file_is_not_handed_out(desk: Desk) -> None:
    path = desk.store / "v1" / desk.manifest(1)["documents"][0]["public"]["file"]
    path.chmod(0o644)
    path.write_bytes(b"x")
    events = len(desk.events())
    with pytest.raises(EnvironmentProblem, match="är skadad eller saknas"):
        handed(desk)
    assert not (desk.workspace.root / "ut").exists()
    assert len(desk.events()) == events


@pytest.mark.parametrize(
    ("what", "folder", "message"),
    [
        ("", "ut", "är hela ärendet"),
        ("@2", "ut", "har ingen sådan version"),
        ("@1", "output", "finns redan"),
        ("@1", "output/register/ut", "kopiorna kan inte läggas i registret"),
    ],
)
def test_what_cannot_be_handed_out(desk: Desk, what: str, folder: str, message: str) -> None:
    with pytest.raises(EnvironmentProblem, match=message):
        handed(desk, what, folder)
    assert len(desk.events()) == 2


def test_the_command(workspace: Workspace) -> None:
    desk = Desk(workspace)
    desk.register()
    root = workspace.root
    ran = run("release", f"{SMALL}@remiss", "--to", "Tidningen", "--by", "Anna", cwd=root)
    assert ran.exit_code == 0
    assert ran.out.startswith(
        f"{SMALL}@1 till Tidningen, i output/utlamnat/KS-2024-12_remiss:\n"
        "  KS-2024-12_00_tjansteutlatande_v1.docx\n"
    )
    entered = desk.events()[-1].data
    assert isinstance(entered, HandedOut)
    assert entered.tried_by == "Anna"
    assert run("release", f"{SMALL}@1", cwd=root).exit_code == 2
    ran = run("release", f"{SMALL}@1", "--to", "T", "--output", "hos-oss", "--json", cwd=root)
    assert json.loads(ran.out)["result"]["folder"] == "hos-oss"
