"""A backup comes back as it was, wholly proved, over nothing, or not at all."""

from __future__ import annotations

import json
import os
import shutil
import signal
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from avtal.problems import EnvironmentProblem
from avtal.register.acts.entries import void
from avtal.register.ledger.chain import GENESIS, event_of
from avtal.register.opening import RegisterPlace
from avtal.register.proof.backup import BackedUp
from avtal.register.proof.restore import restore
from avtal.register.proof.verify import verify
from tests.conftest import Workspace
from tests.processes import Steps, forked
from tests.register.registering import ANNA, SMALL, Desk, everything, furnished

Members = dict[str, bytes]


@pytest.fixture
def desk(workspace: Workspace) -> Desk:
    """Return a desk with two versions, a file and an entry."""
    desk = furnished(workspace)
    void(desk.place, f"{SMALL}@fil1", "fel", ANNA)
    return desk


def test_what_comes_back_is_what_there_was(
    desk: Desk, kopia: Path, elsewhere: RegisterPlace
) -> None:
    before = everything(desk.place.folder)
    done = restore(elsewhere, kopia)
    assert everything(elsewhere.folder) == before
    proved = verify(elsewhere, rebuild=True)
    assert proved.problems == ()
    assert proved.head == done.head == verify(desk.place).head
    again = replace_place(desk, elsewhere)
    again.rewrite("1.2")
    assert again.register().number == 3


def replace_place(desk: Desk, place: RegisterPlace) -> Desk:
    desk.place = place
    return desk


def test_a_register_that_is_there_is_not_overwritten(desk: Desk, kopia: Path) -> None:
    before = everything(desk.place.folder)
    with pytest.raises(EnvironmentProblem, match="en säkerhetskopia skriver aldrig över"):
        restore(desk.place, kopia)
    assert everything(desk.place.folder) == before


@pytest.mark.parametrize("stray", ["x.txt", "register.db", "KS-2024-12"])
def test_a_folder_with_anything_in_it_is_not_touched(
    kopia: Path, elsewhere: RegisterPlace, stray: str
) -> None:
    elsewhere.folder.mkdir(parents=True)
    (elsewhere.folder / stray).write_text("x", encoding="utf-8")
    with pytest.raises(EnvironmentProblem, match="det finns redan något i"):
        restore(elsewhere, kopia)
    assert [path.name for path in elsewhere.folder.iterdir()] == [stray]


def test_an_empty_folder_can_be_used(kopia: Path, elsewhere: RegisterPlace) -> None:
    elsewhere.folder.mkdir(parents=True)
    (elsewhere.folder / ".register.db.avtal-lock").touch()
    assert isinstance(restore(elsewhere, kopia), BackedUp)


def _packed(kopia: Path, members: Members, *, compress: int = zipfile.ZIP_STORED) -> Path:
    with zipfile.ZipFile(kopia, "w", compress) as package:
        for name, data in members.items():
            package.writestr(name, data)
    return kopia


def _about(members: Members, **more: object) -> None:
    members["register.json"] = json.dumps({**json.loads(members["register.json"]), **more}).encode()


def _events(members: Members, change: Callable[[list[bytes]], object]) -> None:
    lines = members["handelser.jsonl"].splitlines(keepends=True)
    change(lines)
    members["handelser.jsonl"] = b"".join(lines)


DOCUMENT = "arkiv/KS-2024-12/v1/KS-2024-12_01_overenskommelse_v1.docx"


HOSTILE: dict[str, tuple[Callable[[Members], object], str]] = {
    "no events": (lambda m: m.pop("handelser.jsonl"), "filen är ingen säkerhetskopia"),
    "no about": (lambda m: m.pop("register.json"), "filen är ingen säkerhetskopia"),
    "about is text": (lambda m: m.update({"register.json": b"x"}), "filen är ingen säkerhetskopia"),
    "about is a list": (
        lambda m: m.update({"register.json": b"[]"}),
        "filen är ingen säkerhetskopia",
    ),
    "other format": (lambda m: _about(m, format="x"), "filen är ingen säkerhetskopia"),
    "length is text": (lambda m: _about(m, length="5"), "filen är ingen säkerhetskopia"),
    "newer": (lambda m: _about(m, schema_version=99), "gjord av en nyare version"),
    "other head": (lambda m: _about(m, head="0" * 64), "kedjan ska sluta med"),
    "event changed": (
        lambda m: m.update({"handelser.jsonl": m["handelser.jsonl"].replace(b"remiss", b"xemiss")}),
        "följer inte på den före",
    ),
    "event gone": (lambda m: _events(m, lambda lines: lines.pop(1)), "händelse 2 saknas"),
    "events swapped": (lambda m: _events(m, list.reverse), "händelse"),
    "event is no event": (
        lambda m: _events(m, lambda lines: lines.insert(0, b"{}\n")),
        "filen är ingen säkerhetskopia",
    ),
    "document changed": (lambda m: m.update({DOCUMENT: m[DOCUMENT] + b"x"}), "är ändrad"),
    "document gone": (lambda m: m.pop(DOCUMENT), "saknas"),
    "manifest gone": (lambda m: m.pop("arkiv/KS-2024-12/v1/manifest.json"), "saknas"),
    "manifest changed": (
        lambda m: m.update({"arkiv/KS-2024-12/v1/manifest.json": b"{}"}),
        "är ändrad",
    ),
    "stray": (lambda m: m.update({"arkiv/x.txt": b"x"}), "hör inte till registret"),
    "climbing": (lambda m: m.update({"../../x.txt": b"x"}), "hör inte till registret"),
    "absolute": (lambda m: m.update({"/tmp/x.txt": b"x"}), "hör inte till registret"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_not_whole_is_refused(kopia: Path, elsewhere: RegisterPlace, name: str) -> None:
    change, message = HOSTILE[name]
    with zipfile.ZipFile(kopia) as package:
        members = {one: package.read(one) for one in package.namelist()}
    change(members)
    with pytest.raises(EnvironmentProblem) as caught:
        restore(elsewhere, _packed(kopia, members))
    assert message in caught.value.message
    assert list(elsewhere.folder.parent.iterdir()) == []


def _led_astray(members: Members, folder: str) -> None:
    """Let the backup be whole, chain and all, and say that the case lies in another folder."""
    events, previous = [], GENESIS
    for line in members["handelser.jsonl"].decode().splitlines():
        event = event_of(line.replace('"folder":"KS-2024-12"', f'"folder":"{folder}"'))
        events.append(replace(event, previous=previous))
        previous = events[-1].hash
    members["handelser.jsonl"] = "".join(f"{event.body}\n" for event in events).encode()
    _about(members, head=previous)
    for name in [name for name in members if "KS-2024-12/" in name]:
        members[name.replace("arkiv/KS-2024-12/", f"arkiv/{folder}/")] = members.pop(name)


@pytest.mark.parametrize("folder", ["../utanfor", "/tmp/utanfor", "C:utanfor", "a/../../utanfor"])
def test_a_chain_that_leads_out_of_the_register_is_refused(
    kopia: Path, elsewhere: RegisterPlace, folder: str
) -> None:
    """Whoever writes a backup can make a chain that is whole and names any folder."""
    with zipfile.ZipFile(kopia) as package:
        members = {one: package.read(one) for one in package.namelist()}
    _led_astray(members, folder)
    with pytest.raises(EnvironmentProblem, match="är inget filnamn i ett register"):
        restore(elsewhere, _packed(kopia, members))
    assert list(elsewhere.folder.parent.iterdir()) == []


@pytest.mark.parametrize("kind", ["bomb", "twice", "truncated", "no zip", "empty", "absent"])
def test_files_that_are_no_backup(kopia: Path, elsewhere: RegisterPlace, kind: str) -> None:
    if kind == "bomb":
        _packed(kopia, {"register.json": b" " * 50_000_000}, compress=zipfile.ZIP_DEFLATED)
    elif kind == "twice":
        with zipfile.ZipFile(kopia, "a") as package, pytest.warns(UserWarning, match="Duplicate"):
            package.writestr(DOCUMENT, b"x")
    elif kind == "truncated":
        kopia.write_bytes(kopia.read_bytes()[:-200])
    elif kind == "no zip":
        kopia.write_bytes(b"hej")
    elif kind == "empty":
        kopia.write_bytes(b"")
    else:
        kopia.unlink()
    with pytest.raises(EnvironmentProblem) as caught:
        restore(elsewhere, kopia)
    assert caught.value.help
    assert not elsewhere.folder.exists()


def test_every_kill_leaves_nothing_or_all_of_it(kopia: Path, elsewhere: RegisterPlace) -> None:
    """SIGKILL at moments all the way through; the next restore works or finds it done.

    What is left is the same after most of them, and is seen to once.
    """
    steps = Steps()
    measured = RegisterPlace(elsewhere.folder.with_name("matt"))
    assert forked(lambda: None) == 0
    steps.watch(lambda: restore(measured, kopia))
    whole = everything(measured.folder)
    total = len(steps.seen)
    assert total > 300
    tried = set()
    for moment in range(1, total, total // 40):
        killed = Steps(moment, lambda: os.kill(os.getpid(), signal.SIGKILL))
        forked(lambda killed=killed: killed.watch(lambda: restore(elsewhere, kopia)))  # type: ignore[misc]
        lies_there = repr(everything(elsewhere.folder.parent))
        if lies_there not in tried:
            tried.add(lies_there)
            if not elsewhere.folder.exists():
                restore(elsewhere, kopia)
            assert everything(elsewhere.folder) == whole
            assert verify(elsewhere).problems == ()
        if elsewhere.folder.exists():
            shutil.rmtree(elsewhere.folder)
        for left in elsewhere.folder.parent.glob(".register.avtal-ater"):
            shutil.rmtree(left)
