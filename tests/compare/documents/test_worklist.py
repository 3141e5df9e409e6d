"""What came back from the other party becomes a list to work through."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from avtal.word.package.received import open_received
from avtal.word.stories.reading import stories
from avtal.word.stories.revisions import settle
from avtal.word.stories.text import outline
from tests.compare.received import AT, POLICE, Received
from tests.conftest import Workspace
from tests.processes import run
from tests.register.registering import Desk

TRACKED = "möten och registrerar dem"
COMMENTED = "upp överenskommelsen varje år"
UNTRACKED = "skriftligt och undertecknas"


@pytest.fixture
def desk(workspace: Workspace) -> Desk:
    """Return a case that was sent for remiss."""
    desk = Desk(workspace)
    desk.register()
    return desk


def sent(desk: Desk) -> bytes:
    (file,) = (desk.store / "v1").glob("*overenskommelse*.docx")
    return file.read_bytes()


def compared(desk: Desk, data: bytes, *arguments: str) -> Any:
    path = desk.workspace.root / "Svar från polisen.docx"
    path.write_bytes(data)
    ran = run("compare", "KS 2024/12@1", path, *arguments, "--json", cwd=desk.workspace.root)
    envelope = json.loads(ran.out)
    assert envelope["exit_code"] == ran.exit_code, ran.err
    return envelope


def line_of(desk: Desk, words: str) -> int:
    lines = (desk.case / "overenskommelse.yaml").read_text(encoding="utf-8").splitlines()
    (number,) = [n for n, line in enumerate(lines, 1) if words in line]
    return number


def test_what_was_done_is_told_with_its_place_and_origin(desk: Desk) -> None:
    data = (
        Received(sent(desk))
        .track(TRACKED, "NÅGOT ANNAT")
        .comment(COMMENTED, "Hur ska det läsas?")
        .change(UNTRACKED, "smuget in")
        .to_bytes()
    )
    envelope = compared(desk, data)
    assert envelope["exit_code"] == 1
    tasks = {task["kind"]: task for task in envelope["result"]["worklist"]}
    assert len(tasks) == len(envelope["result"]["worklist"]) == 3
    change = tasks["change"]
    assert (change["author"], change["at"], change["document"]) == (POLICE, AT, "overenskommelse")
    assert [mark for mark in change["marks"] if mark["op"] != "same"] == [
        {"op": "old", "text": TRACKED},
        {"op": "new", "text": "NÅGOT ANNAT"},
    ]
    file = "content/minsta/overenskommelse.yaml"
    assert change["sources"] == [{"file": file, "line": line_of(desk, TRACKED)}]
    comment = tasks["comment"]
    assert (comment["comment"], comment["about"]) == ("Hur ska det läsas?", COMMENTED)
    assert comment["sources"] == [{"file": file, "line": line_of(desk, COMMENTED)}]
    untracked = tasks["untracked"]
    assert any(mark == {"op": "old", "text": UNTRACKED} for mark in untracked["marks"])
    assert untracked["sources"] == [{"file": file, "line": line_of(desk, UNTRACKED)}]
    assert {task["decision"] for task in tasks.values()} == {None}


def test_tracked_text_is_neither_accepted_nor_rejected_unasked(desk: Desk) -> None:
    data = Received(sent(desk)).track(TRACKED, "NÅGOT ANNAT").to_bytes()
    (one,) = compared(desk, data)["result"]["documents"]
    assert (one["state"], one["redline"], one["rows"]) == ("tracked", None, [])
    page = next(desk.workspace.root.rglob("jamforelse.html")).read_text(encoding="utf-8")
    assert "--as accepted" in page
    for verdict, state, words in (
        ("accepted", "changed", "NÅGOT ANNAT"), ("rejected", "stamp", TRACKED)
    ):  # fmt: skip
        (one,) = compared(desk, data, "--as", verdict)["result"]["documents"]
        assert one["state"] in {state, "same"}
        assert (one["redline"] is not None) == (verdict == "accepted")
        read = settle(open_received(data), "accepted" if verdict == "accepted" else "rejected")
        assert any(words in p.text for story in stories(read).values() for p in story)


def test_a_paragraph_that_was_taken_out(desk: Desk) -> None:
    data = Received(sent(desk)).delete_paragraph(TRACKED).to_bytes()
    (task,) = compared(desk, data)["result"]["worklist"]
    assert {mark["op"] for mark in task["marks"]} == {"old"}
    assert task["sources"][0]["line"] == line_of(desk, TRACKED)
    assert TRACKED not in outline_of(data)


def outline_of(data: bytes) -> str:
    package = settle(open_received(data), "accepted")
    return "\n".join(p.text for story in stories(package).values() for p in story)


def test_comments_alone_are_listed_beside_the_comparison(desk: Desk) -> None:
    data = Received(sent(desk)).comment(COMMENTED, "Bra!").to_bytes()
    envelope = compared(desk, data)
    (one,) = envelope["result"]["documents"]
    assert (envelope["exit_code"], one["state"]) == (1, "same")
    assert [task["kind"] for task in envelope["result"]["worklist"]] == ["comment"]


def test_a_document_without_marks_has_no_list(desk: Desk) -> None:
    envelope = compared(desk, Received(sent(desk)).change(UNTRACKED, "smuget in").to_bytes())
    (one,) = envelope["result"]["documents"]
    assert (one["state"], envelope["result"]["worklist"]) == ("changed", [])


def test_one_that_was_never_ours(desk: Desk, tmp_path: Path) -> None:
    theirs = Received(sent(desk)).track(TRACKED, "NÅGOT ANNAT").to_bytes()
    first, second = tmp_path / "a.docx", tmp_path / "b.docx"
    first.write_bytes(sent(desk))
    second.write_bytes(theirs)
    ran = run("compare", first, second, "--json", cwd=tmp_path)
    (task,) = json.loads(ran.out)["result"]["worklist"]
    assert (task["kind"], task["sources"]) == ("change", [])


def test_the_list_in_the_terminal(desk: Desk) -> None:
    data = Received(sent(desk)).track(TRACKED, "NÅGOT ANNAT").to_bytes()
    compared(desk, data)
    path = desk.workspace.root / "Svar från polisen.docx"
    ran = run("compare", "KS 2024/12@1", path, cwd=desk.workspace.root)
    assert f"1. spårad ändring av {POLICE} {AT}: overenskommelse, under " in ran.out
    assert f"[-{TRACKED}-]{{+NÅGOT ANNAT+}}" in ran.out
    assert "[ ] godta   [ ] avböj   [ ] fråga" in ran.out
    assert outline(sent(desk)).count(TRACKED) == 1
