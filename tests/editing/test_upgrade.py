"""A case is written in today's format, and nothing else in its files is touched."""

from __future__ import annotations

import codecs
import errno
import os
import signal
import stat
import unicodedata
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from avtal.case.load import load
from avtal.editing.upgrade import Upgrade, upgrade
from avtal.problems import CaseError, EnvironmentProblem
from tests.conftest import CASES, Workspace, edit_file
from tests.older import FACTS, IN_FORMAT_1, PROMISES
from tests.processes import Steps, forked, told
from tests.register.registering import Desk, everything

TODAY = CASES / "good" / "tre-parter"


def _files(case: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in case.iterdir()}


def _names(found: Upgrade) -> list[str]:
    return [change.path.name for change in found.changes]


@pytest.fixture
def case(workspace: Workspace) -> Path:
    """Return the good case with three parties, written in format 1."""
    return workspace.case("tre-parter", edits=IN_FORMAT_1)


def test_a_case_is_written_in_the_format_of_today(case: Path) -> None:
    before, read = _files(case), load(case)
    found = upgrade(case)
    assert (found.written_in, _names(found)) == (1, [PROMISES, FACTS])
    assert _files(case) == before  # nothing is written yet
    found.write()
    assert _files(case) == _files(TODAY)
    again = load(case)
    assert (again.facts, again.documents) == (read.facts, read.documents)


def test_a_case_of_today_has_nothing_to_write(case: Path) -> None:
    upgrade(case).write()
    found = upgrade(case)
    assert (found.written_in, found.changes) == (2, ())
    found.write()
    assert _files(case) == _files(TODAY)


SAVED: dict[str, Callable[[str], bytes]] = {
    "with a BOM": lambda text: codecs.BOM_UTF8 + text.encode(),
    "with CRLF": lambda text: text.replace("\n", "\r\n").encode(),
    "with CR": lambda text: text.replace("\n", "\r").encode(),
    "without an end": lambda text: text.rstrip("\n").encode(),
}


@pytest.mark.parametrize("how", SAVED)
def test_how_the_files_are_saved_stays(case: Path, how: str) -> None:
    for path in case.iterdir():
        path.write_bytes(SAVED[how](path.read_bytes().decode()))
    upgrade(case).write()
    assert _files(case) == {name: SAVED[how](data.decode()) for name, data in _files(TODAY).items()}


def test_only_a_line_that_is_changed_is_composed(case: Path) -> None:
    def decomposed(data: bytes) -> bytes:
        return unicodedata.normalize("NFD", data.decode()).encode()

    for path in case.iterdir():
        path.write_bytes(decomposed(path.read_bytes()))
    upgrade(case).write()
    for name, data in _files(TODAY).items():
        lines = [
            line if b"kon_" in line and name == PROMISES else decomposed(line)
            for line in data.splitlines(keepends=True)
        ]
        assert (case / name).read_bytes() == b"".join(lines), name


ODD = """\
# kontakter: väg
kontakter:   # väg: här
  - väg  :   "114 14"   # väg

    id: a
    "funktion": x
  - {id: b, "väg":"väg", 'x': [väg, {väg: 1}]}
  - {väg: 114 14, id: c,   funktion: väg}
  - ? väg
    : >
      väg: inget fält

    id: d
väg: x
"""
NEW = """\
# kontakter: väg
kontakter:   # väg: här
  - kontaktväg  :   "114 14"   # väg

    id: a
    "funktion": x
  - {id: b, "kontaktväg":"väg", 'x': [väg, {väg: 1}]}
  - {kontaktväg: 114 14, id: c,   funktion: väg}
  - ? kontaktväg
    : >
      väg: inget fält

    id: d
väg: x
"""


def test_however_it_is_written_only_the_names_of_the_contacts_change(workspace: Workspace) -> None:
    """Also where the content is wrong in other ways, and where the facts do not list the file."""
    facts = "{\n  titel: x, # y\n  okänt: [y]\n}\n"
    case = workspace.case("minsta", files={FACTS: facts, PROMISES: ODD})
    upgrade(case).write()
    assert (case / PROMISES).read_text("utf-8") == NEW
    assert (case / FACTS).read_text("utf-8") == facts.replace("titel", "format: 2, titel")


# --- what is refused


def _refused(case: Path) -> list[tuple[str, str, int | None]]:
    before = _files(case)
    with pytest.raises(CaseError) as caught:
        upgrade(case)
    assert _files(case) == before
    return [
        (one.file.rpartition("/")[2], one.message, one.position.line if one.position else None)
        for one in caught.value.problems
    ]


CERTAIN = "filen kan inte skrivas i format 2 utan att något annat i den ändras"


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        (PROMISES, "kontakter: [",
         [("listan eller gruppen inom klamrar är inte rätt skriven här", 1)]),
        (FACTS, "format: 3\nx: 1\nx: 2\n",
         [("innehållet har format 3, och den här versionen av avtal kan läsa till och med format 2",
           1)]),
        (FACTS, "format: ett\n", [("”ett” är inget format; det är ett heltal från 1", 1)]),
        (FACTS, "- titel\n",
         [("filen består inte av fält, så innehållets format kan inte skrivas i den", None)]),
        (FACTS, "",
         [("filen består inte av fält, så innehållets format kan inte skrivas i den", None)]),
        (PROMISES, "kontakter:\n- väg: 1\n  kontaktväg: 2\n",
         [("här står både ”väg” och ”kontaktväg”, som är samma fält", 2)]),
        # The second of two equal names would become a field of its own.
        (PROMISES, "kontakter:\n- väg: 1\n  väg: 2\n",
         [("fältet ”väg” står två gånger; det första står på rad 2", 3), (CERTAIN, None)]),
        (FACTS, "&a\ntitel: 1\n", [("&a är ett ankare i YAML, som inte får användas här", 1),
                                   (CERTAIN, None)]),
    ],
)  # fmt: skip
def test_what_cannot_be_done_with_certainty_is_told_and_not_begun(
    case: Path, file: str, text: str, said: list[tuple[str, int | None]]
) -> None:
    (case / file).write_text(text, "utf-8")
    assert _refused(case) == [(file, message, line) for message, line in said]


def test_every_file_that_cannot_be_read_is_told(case: Path) -> None:
    (case / FACTS).unlink()
    (case / PROMISES).write_bytes(b"\xff")
    assert _refused(case) == [
        (FACTS, "filen finns inte", None),
        (PROMISES, "filen är inte sparad som UTF-8", 1),
    ]


def _not_written(found: Upgrade) -> str:
    before = _files(found.case)
    with pytest.raises(EnvironmentProblem) as caught:
        found.write()
    assert _files(found.case) == before
    return caught.value.message.replace(str(found.case), "")


def test_a_file_that_has_changed_since_is_not_written(case: Path) -> None:
    found = upgrade(case)
    edit_file(case / FACTS, "undertitel: ", "undertitel:  ")
    assert _not_written(found) == (
        f"”content/tre-parter/{FACTS}” har ändrats sedan den lästes. Inget har ändrats här"
    )


def test_a_file_that_changes_while_it_is_read_is_told(
    case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    really = Path.read_bytes

    def saved_again(self: Path) -> bytes:
        return really(self) + (b"# sparad\n" if self.name == FACTS else b"")

    monkeypatch.setattr(Path, "read_bytes", saved_again)
    with pytest.raises(EnvironmentProblem) as caught:
        upgrade(case)
    assert caught.value.message == ("”content/tre-parter/arende.yaml” har ändrats medan den lästes")


@pytest.mark.parametrize("file", [FACTS, PROMISES])
def test_a_file_that_may_not_be_written_stops_all(case: Path, file: str) -> None:
    (case / file).chmod(0o444)
    assert _not_written(upgrade(case)) == (
        f"”content/tre-parter/{file}” är skrivskyddad. Inget har ändrats"
    )


def test_a_full_disk_leaves_all_as_it_was(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = upgrade(case)
    synced = []

    def full(handle: int) -> None:
        synced.append(handle)
        if len(synced) == 2:
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert _not_written(found) == "kan inte skriva i ””: disken är full. Inget har ändrats"


def test_a_file_keeps_its_mode(case: Path) -> None:
    (case / PROMISES).chmod(0o640)
    upgrade(case).write()
    assert stat.S_IMODE((case / PROMISES).stat().st_mode) == 0o640


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_what_a_link_leads_to_is_written(case: Path) -> None:
    elsewhere = (case / PROMISES).rename(case.parent.parent / "löften.yaml")
    (case / PROMISES).symlink_to(elsewhere)
    upgrade(case).write()
    assert (case / PROMISES).is_symlink()
    assert elsewhere.read_bytes() == (TODAY / PROMISES).read_bytes()


# --- what is interrupted


@pytest.mark.skipif(os.name == "nt", reason="forks and sends signals")
def test_whenever_it_is_killed_the_case_can_be_read_and_the_next_run_finishes(case: Path) -> None:
    before, meant = _files(case), load(case)

    def begin() -> Upgrade:
        for name, data in before.items():
            (case / name).write_bytes(data)
        return upgrade(case)

    begin().write()  # what it imports is not imported again
    steps = Steps()
    steps.watch(begin().write)
    left = set()
    for number, step in enumerate(steps.seen, 1):
        if not step.startswith("c_call"):
            continue  # after one call is before the next
        kill = Steps(number, lambda: os.kill(os.getpid(), signal.SIGKILL))
        assert forked(partial(kill.watch, begin().write)) == -signal.SIGKILL, step
        rest = upgrade(case)
        if tuple(_names(rest)) not in left:
            left.add(tuple(_names(rest)))
            read = load(case)
            assert (read.facts, read.documents) == (meant.facts, meant.documents)
        rest.write()
        assert _files(case) == _files(TODAY), step  # and nothing is left beside
    assert left == {(PROMISES, FACTS), (FACTS,), ()}


@pytest.mark.skipif(os.name == "nt", reason="folders have no such rights")
def test_where_the_second_file_cannot_take_its_place_it_is_told_which_did(
    case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = upgrade(case)
    really = Path.replace

    def refuse(self: Path, target: Path) -> Path:
        if target.name == FACTS:
            raise PermissionError(errno.EACCES, "Permission denied")
        return really(self, target)

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(EnvironmentProblem) as caught:
        found.write()
    assert caught.value.message == (
        f"”{case / FACTS}” kan inte skrivas: behörighet saknas. Ändrade är {PROMISES}"
    )
    monkeypatch.undo()
    assert _names(upgrade(case)) == [FACTS]


@pytest.mark.skipif(os.name == "nt", reason="folders have no such rights")
def test_a_folder_that_may_not_be_written_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    for folder in [*tmp_path.parents]:
        if folder.stat().st_uid == os.geteuid() and folder != folder.parent:
            folder.chmod(folder.stat().st_mode | 0o055)
    case = Workspace(tmp_path / "arbete").case("tre-parter", edits=IN_FORMAT_1)
    found = upgrade(case)

    def powerless() -> None:
        if os.geteuid() == 0:
            os.setuid(65_534)
        else:
            case.parent.chmod(0o555)
        found.write()

    assert told(powerless).startswith(f"kan inte skriva i ”{case}”: behörighet saknas")


def test_the_sources_of_what_is_registered_are_never_written(workspace: Workspace) -> None:
    """Not even a lock is left there."""
    desk = Desk(workspace)
    desk.register()
    before = everything(desk.place.folder)
    case = desk.store / "v1" / "kalla" / "content" / "minsta"
    with pytest.raises(EnvironmentProblem) as caught:
        upgrade(case)
    assert caught.value.message == (
        "det här är källorna till en registrerad version, som aldrig ändras"
    )
    link = desk.workspace.root / "content" / "lank"
    link.symlink_to(case)
    with pytest.raises(EnvironmentProblem, match="källorna till en registrerad version"):
        upgrade(link)
    assert everything(desk.place.folder) == before
    assert not list(desk.place.folder.rglob("*minsta*.avtal-lock"))


def test_a_case_without_one_of_its_files_is_not_said_to_be_upgraded(case: Path) -> None:
    (case / PROMISES).rename(case.parent / "undan.yaml")
    with pytest.raises(CaseError) as caught:
        upgrade(case)
    (problem,) = caught.value.problems
    assert problem.message == f"innehållsfilen ”{PROMISES}” finns inte, och kan inte skrivas om"
    assert problem.file == f"content/tre-parter/{FACTS}"
    (case.parent / "undan.yaml").rename(case / PROMISES)
    upgrade(case).write()
    (case / PROMISES).unlink()
    assert upgrade(case).changes == ()


def test_a_format_that_stands_twice_is_not_written(case: Path) -> None:
    edit_file(case / FACTS, "\ntitel: Sam", "\nformat: 1\nformat: 2\ntitel: Sam")
    with pytest.raises(CaseError) as caught:
        upgrade(case)
    assert "två gånger" in caught.value.problems[0].message
