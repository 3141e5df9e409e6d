"""A backup comes back as it was, wholly proved, over nothing, or not at all."""

from __future__ import annotations

import json
import os
import shutil
import signal
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from avtal.problems import EnvironmentProblem
from avtal.register.acts.entries import void
from avtal.register.events.formats import FORMAT
from avtal.register.identity import MARK_FILE, read_mark
from avtal.register.opening import RegisterPlace
from avtal.register.proof.backup import EVENTS_FILE, BackedUp
from avtal.register.proof.restore import restore
from avtal.register.proof.verify import verify
from tests.conftest import Workspace
from tests.processes import Steps, forked
from tests.register.proof.proving import rechained
from tests.register.registering import ANNA, SMALL, Desk, everything, furnished

Members = dict[str, bytes]


def registered(folder: Path) -> dict[str, bytes | None]:
    """Return what lies in a register's folder, but for which register it is."""
    return {name: data for name, data in everything(folder).items() if name != MARK_FILE}


@pytest.fixture
def desk(workspace: Workspace) -> Desk:
    """Return a desk with two versions, a file and an entry."""
    desk = furnished(workspace)
    void(desk.place, f"{SMALL}@fil1", "fel", ANNA)
    return desk


def test_what_comes_back_is_what_there_was(
    desk: Desk, kopia: Path, elsewhere: RegisterPlace
) -> None:
    before = registered(desk.place.folder)
    done = restore(elsewhere, kopia)
    assert registered(elsewhere.folder) == before
    marks = [read_mark(place.folder) for place in (desk.place, elsewhere)]
    assert None not in marks
    assert marks[0] != marks[1]  # it is another register from now on
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
    lines = members[EVENTS_FILE].splitlines(keepends=True)
    change(lines)
    members[EVENTS_FILE] = b"".join(lines)


DOCUMENT = "arkiv/KS-2024-12/v1/KS-2024-12_01_overenskommelse_v1.docx"


HOSTILE: dict[str, tuple[Callable[[Members], object], str]] = {
    "no events": (lambda m: m.pop(EVENTS_FILE), "filen är ingen säkerhetskopia"),
    "no about": (lambda m: m.pop("register.json"), "filen är skadad eller inte hel"),
    "about is text": (lambda m: m.update({"register.json": b"x"}), "filen är skadad"),
    "about is a list": (
        lambda m: m.update({"register.json": b"[]"}),
        "filen är ingen säkerhetskopia",
    ),
    "other format": (lambda m: _about(m, format="x"), "filen är ingen säkerhetskopia"),
    "length is text": (lambda m: _about(m, length="5"), "filen är ingen säkerhetskopia"),
    "newer": (lambda m: _about(m, schema_version=99), "gjord av en nyare version"),
    "other head": (lambda m: _about(m, head="0" * 64), "kedjan ska sluta med"),
    "event changed": (
        lambda m: m.update({EVENTS_FILE: m[EVENTS_FILE].replace(b"svar.txt", b"svar.tyt")}),
        "följer inte på den före",
    ),
    "event gone": (lambda m: _events(m, lambda lines: lines.pop(1)), "händelse 2 saknas"),
    "events swapped": (lambda m: _events(m, list.reverse), "händelse"),
    "event is no event": (
        lambda m: _events(m, lambda lines: lines.insert(0, b"{}\n")),
        "händelse 1 går inte att läsa",
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


def forged(kopia: Path, change: Callable[[int, Any], object]) -> Members:
    """Return a backup with a whole chain, the right head, and events that somebody has changed.

    Whoever writes a backup can make that.
    """
    with zipfile.ZipFile(kopia) as package:
        members = {one: package.read(one) for one in package.namelist()}
    bodies = members[EVENTS_FILE].decode().splitlines()
    changed, head = rechained(bodies, change)
    members[EVENTS_FILE] = "".join(f"{body}\n" for body in changed).encode()
    _about(members, head=head)
    return members


@pytest.mark.parametrize("folder", ["../utanfor", "/tmp/utanfor", "C:utanfor", "a/../../utanfor"])
def test_a_chain_that_leads_out_of_the_register_is_refused(
    kopia: Path, elsewhere: RegisterPlace, folder: str
) -> None:
    members = forged(kopia, lambda number, event: _into(event, folder))
    for name in [name for name in members if "KS-2024-12/" in name]:
        members[name.replace("arkiv/KS-2024-12/", f"arkiv/{folder}/")] = members.pop(name)
    with pytest.raises(EnvironmentProblem, match="händelse 1 går inte att läsa"):
        restore(elsewhere, _packed(kopia, members))
    assert list(elsewhere.folder.parent.iterdir()) == []


def _into(event: Any, folder: str) -> None:
    if "folder" in event["data"]:
        event["data"]["folder"] = folder


def _set(value: object, *path: str | int) -> Callable[[Any], None]:
    """Return what puts a value at a place in an event."""

    def put(event: Any) -> None:
        for step in path[:-1]:
            event = event[step]
        event[path[-1]] = value

    return put


NOT_READ: dict[str, tuple[int, Callable[[Any], None]]] = {
    "sequence as text": (1, _set("a/b", "sequence")),
    "sequence beyond any database": (1, _set(2**40, "sequence")),
    "nobody": (1, _set(None, "by")),
    "case number as a list": (1, _set(["KS 2024/12"], "case_number")),
    "title as a number": (2, _set(7, "data", "title")),
    "members as text": (2, _set("1,2", "data", "members")),
    "number as text": (2, _set("1", "data", "number")),
    "a day that is none": (2, _set("2026-02-30", "data", "day")),
    "another purpose": (2, _set("nöje", "data", "purpose")),
    "hash that is none": (2, _set("x", "data", "manifest_sha256")),
    "document with one fact more": (2, _set(1, "data", "documents", 0, "mer")),
    "file that leads out": (2, _set("../x.docx", "data", "documents", 0, "files", 0, "name")),
    "size as text": (2, _set("9", "data", "documents", 0, "files", 0, "size")),
    "copy that is none": (2, _set("halv", "data", "documents", 0, "files", 0, "copy")),
    "nothing said": (4, _set([], "data")),
    "a handling of a file without files": (4, _set([], "data", "document", "files")),
    "voided by a list": (5, _set(["fel"], "data", "reason")),
    "another kind": (5, _set("utplåning", "kind")),
    "only a public copy": (4, _set("offentlig", "data", "document", "files", 0, "copy")),
    "a member twice": (2, _set([1, 2, 2], "data", "members")),
    "a moment that never was": (2, _set("2026-13-01T00:00:00Z", "at")),
    "a format that is none": (5, _set(0, "format")),
    "a newer format as text": (5, _set("9", "format")),
}


def _handed_out(event: Any) -> None:
    """Let what was struck out have been handed out, with a handling that is not there."""
    event["kind"] = "utlämnande"
    event["data"] = {
        "address": f"{SMALL}@1", "documents": [77], "files": [], "withheld": [],
        "recipient": "Tidningen", "tried_by": "Anna", "note": None,
    }  # fmt: skip


def _becomes(kind: str, **data: Any) -> tuple[int, Callable[[Any], None]]:
    """Return what lets the last event be another."""
    return 5, lambda event: event.update(kind=kind, data=data)


def _corrects(document: int, column: str, old: Any, new: Any) -> tuple[int, Callable[[Any], None]]:
    facts = {"old": {column: old}, "new": {column: new}}
    return _becomes("rättelse", document=document, reason="fel", **facts)


def _strikes(number: int, *handlingar: int) -> tuple[int, Callable[[Any], None]]:
    restored = [{"document": one, "status": "beslutad", "voided": None} for one in handlingar]
    return _becomes("struken händelse", event=number, handlingar=restored, reason="fel")


NOT_READ |= {
    "a correction of nothing": _becomes("rättelse", document=1, reason="fel", old={}, new={}),
    "a correction of another fact": _corrects(1, "key", "a", "b"),
    "a correction that takes the title away": _corrects(1, "title", "A", None),
    "a correction of two facts": _becomes(
        "rättelse", document=1, reason="fel", old={"title": "A"}, new={"open_title": "A"}
    ),
    "a type that there is not": _corrects(1, "type", "upprättad", "hemlig"),
    "a day that is none": _corrects(1, "day", "2026-11-26", "2026-02-30"),
    "a number that is none": _corrects(1, "item", 7, 0),
    "a number that no database holds": _corrects(1, "item", 7, 2**31),
    "a party that there is not": _corrects(3, "withheld", None, "alla"),
    "a case without a title": _becomes(
        "rättelse av ärendet", reason="fel", old={"title": "A"}, new={"title": None}
    ),
    "a moment that is none": _becomes("klockan stod fel", last="2026-11-26"),
    "a strike of no number": _strikes(0),
}
IMPOSSIBLE: dict[str, tuple[int, Callable[[Any], None]]] = {
    "a handling that is not there": (5, _set([77], "data", "documents")),
    "a member that is not there": (2, _set([1, 2, 77], "data", "members")),
    "a handling that is there already": (4, _set(1, "data", "document", "id")),
    "a file in a case that was not opened": (4, _set("KS 2024/13", "case_number")),
    "a number that is taken": (4, _set(7, "data", "document", "item")),
    "the same version again": (3, _set(1, "data", "number")),
    "handed out and not there": (5, _handed_out),
    "a version that does not follow": (3, _set(7, "data", "number")),
    "the last handling there can be": (4, _set(2**31 - 1, "data", "document", "id")),
    "the last file there can be": (4, _set(2**31 - 1, "data", "document", "filing")),
    "corrected and not there": _corrects(77, "title", "A", "B"),
    "corrected to a number that is taken": _corrects(4, "item", None, 7),
    "struck and not there": _strikes(77),
    "struck and to come": _strikes(5),
    "struck and registered": _strikes(4, 4),
    "a version that is struck": _strikes(3, 1, 3),
    "the opening of a case struck": _strikes(1),
}
OTHERWISE: dict[str, tuple[int, Callable[[Any], None]]] = {
    "another hash": (2, _set("0" * 64, "data", "documents", 0, "files", 0, "sha256")),
    "another size": (2, _set(1, "data", "documents", 0, "files", 0, "size")),
    "another name": (2, _set("x.docx", "data", "documents", 0, "files", 0, "name")),
    "another kind of document": (2, _set("lagesbild", "data", "documents", 0, "key")),
    "another file that came": (4, _set("x.txt", "data", "document", "files", 0, "name")),
}
"""What the files do not bear out."""


@pytest.mark.parametrize("name", [*NOT_READ, *IMPOSSIBLE, *OTHERWISE])
def test_a_forged_event_is_refused(kopia: Path, elsewhere: RegisterPlace, name: str) -> None:
    """What is of a wrong type, what cannot follow on the last, and what the files deny."""
    wanted, change = (NOT_READ | IMPOSSIBLE | OTHERWISE)[name]
    members = forged(kopia, lambda number, event: change(event) if number == wanted else None)
    with pytest.raises(EnvironmentProblem) as caught:
        restore(elsewhere, _packed(kopia, members))
    said = {
        **dict.fromkeys(NOT_READ, f"händelse {wanted} går inte att läsa"),
        **dict.fromkeys(IMPOSSIBLE, f"händelse {wanted} säger något som inte kan stämma"),
        **dict.fromkeys(OTHERWISE, "filen säger något annat än diariet om vad som registrerades"),
    }
    assert said[name] in caught.value.message
    assert list(elsewhere.folder.parent.iterdir()) == []


def test_a_backup_with_what_a_newer_version_wrote_is_refused(
    kopia: Path, elsewhere: RegisterPlace
) -> None:
    members = forged(
        kopia, lambda number, event: _set(FORMAT + 1, "format")(event) if number == 5 else None
    )
    with pytest.raises(EnvironmentProblem, match="gjord av en nyare version av avtal"):
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
    said = {"truncated": "skadad eller inte hel", "no zip": "ingen säkerhetskopia från avtal"}
    assert said.get(kind, "") in caught.value.message
    assert not elsewhere.folder.exists()


def test_every_kill_leaves_nothing_or_all_of_it(kopia: Path, elsewhere: RegisterPlace) -> None:
    """SIGKILL at moments all the way through; the next restore works or finds it done.

    What is left is the same after most of them, and is seen to once.
    """
    steps = Steps()
    measured = RegisterPlace(elsewhere.folder.with_name("matt"))
    assert forked(lambda: None) == 0
    steps.watch(lambda: restore(measured, kopia))
    whole = registered(measured.folder)
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
            assert registered(elsewhere.folder) == whole
            assert verify(elsewhere).problems == ()
        if elsewhere.folder.exists():
            shutil.rmtree(elsewhere.folder)
        for left in elsewhere.folder.parent.glob(".register.avtal-ater"):
            shutil.rmtree(left)


@pytest.mark.parametrize("what", ["nothing", "folder", "pipe", "text"])
def test_what_is_no_backup_is_named(elsewhere: RegisterPlace, tmp_path: Path, what: str) -> None:
    source = tmp_path / "kopia.zip"
    make: dict[str, Callable[[], object]] = {
        "nothing": lambda: None,
        "folder": source.mkdir,
        "pipe": lambda: os.mkfifo(source),
        "text": lambda: source.write_bytes(b"hej"),
    }
    make[what]()
    with pytest.raises(EnvironmentProblem) as caught:
        restore(elsewhere, source)
    assert caught.value.message.startswith(f"säkerhetskopian ”{source}” ")
    assert not elsewhere.folder.exists()
