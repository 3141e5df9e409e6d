"""One writer at a time, and files that are never half-written."""

from __future__ import annotations

import errno
import os
import select
import stat
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

import pytest

from avtal.files import writing
from avtal.files.replacing import replace_folder
from avtal.problems import EnvironmentProblem
from tests.files.folders import LOCK, NEW, OLD, anything, inside, names
from tests.processes import fork, told

pytestmark = pytest.mark.skipif(os.name == "nt", reason="forks and sends signals")


class Held:
    """A child that holds the lock of a target until it is let go."""

    def __init__(self, target: Path, content: Mapping[str, bytes]) -> None:
        self.started, starting = os.pipe()
        waiting, self.go = os.pipe()

        def ask(_: Path) -> None:
            os.write(starting, b"!")
            os.read(waiting, 1)

        self.child = fork(lambda: replace_folder(target, content, ask))
        os.read(self.started, 1)

    def let_go(self) -> int:
        """Let the child finish; return how it ended."""
        os.write(self.go, b"!")
        _, status = os.waitpid(self.child, 0)
        return os.waitstatus_to_exitcode(status)


def test_a_second_run_waits_for_the_first(written: Path) -> None:
    first = Held(written, {"a.docx": b"den forsta"})
    done, finished = os.pipe()

    def second() -> None:
        replace_folder(written, NEW, anything)
        os.write(finished, b"!")

    child = fork(second)
    early, _, _ = select.select([done], [], [], 0.3)
    assert (early, inside(written)) == ([], OLD)
    assert first.let_go() == 0
    assert os.waitpid(child, 0)[1] == 0
    assert inside(written) == NEW
    assert names(written.parent) == [LOCK, "utkast"]


def test_a_second_run_gives_up_with_a_sentence(written: Path) -> None:
    first = Held(written, NEW)

    def impatient() -> None:
        writing.LOCK_SECONDS = 0
        replace_folder(written, {}, anything)

    assert told(impatient) == (
        f"en annan körning skriver i ”{written}”\nvänta tills den är klar och försök igen"
    )
    assert inside(written) == OLD
    assert first.let_go() == 0
    assert inside(written) == NEW


def test_many_runs_at_the_same_time_leave_one_of_them_whole(target: Path) -> None:
    kinds = [{f"{n}-{m}.docx": bytes([n]) * 10_000 for m in range(4)} for n in range(4)]

    def repeat(content: Mapping[str, bytes]) -> None:
        for _ in range(10):
            replace_folder(target, content, anything)

    children = [fork(partial(repeat, content)) for content in kinds]
    assert [os.waitpid(child, 0)[1] for child in children] == [0] * len(children)
    assert inside(target) in kinds
    assert names(target.parent) == [LOCK, "utkast"]


def test_a_lock_that_is_not_ours_is_not_emptied(target: Path) -> None:
    target.parent.mkdir()
    lock = target.with_name(LOCK)
    lock.write_bytes(b"mitt")
    with pytest.raises(EnvironmentProblem) as caught:
        replace_folder(target, NEW, anything)
    assert (
        caught.value.message == f"”{lock}” behövs för att låsa mappen, men är inte gjord av avtal"
    )
    assert lock.read_bytes() == b"mitt"
    assert not target.exists()


def test_a_file_is_written_in_place_of_the_old(tmp_path: Path) -> None:
    target = tmp_path / "kopia.zip"
    target.write_bytes(b"gammal")
    writing.write_file(target, [b"ny", b" och", b" hel"])
    assert inside(tmp_path) == {"kopia.zip": b"ny och hel", ".kopia.zip.avtal-lock": b""}


def test_a_file_that_cannot_be_finished_leaves_the_old(tmp_path: Path) -> None:
    def pieces() -> Iterator[bytes]:
        yield b"halv"
        raise OSError(errno.ENOSPC, "No space left on device")

    target = tmp_path / "kopia.zip"
    target.write_bytes(b"gammal")
    with pytest.raises(EnvironmentProblem, match="disken är full"):
        writing.write_file(target, pieces())
    assert inside(tmp_path) == {"kopia.zip": b"gammal", ".kopia.zip.avtal-lock": b""}


def _refuse(path: Path) -> None:
    if path.read_bytes() == b"hemlig":
        raise EnvironmentProblem(f"”{path.name}” är hemlig")


def test_files_are_replaced_and_keep_their_modes(tmp_path: Path) -> None:
    folder = tmp_path / "mapp"
    folder.mkdir()
    for name in ("a", "b", "c"):
        (folder / name).write_bytes(b"gammal")
    (folder / "a").chmod(0o600)
    writing.replace_files(folder, {folder / "b": b"ny b", folder / "a": b"ny a"}, _refuse)
    assert inside(folder) == {"a": b"ny a", "b": b"ny b", "c": b"gammal"}
    assert stat.S_IMODE((folder / "a").stat().st_mode) == 0o600
    assert names(tmp_path) == [".mapp.avtal-lock", "mapp"]


def test_no_file_is_replaced_where_one_may_not_be(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"gammal")
    (tmp_path / "b").write_bytes(b"hemlig")
    with pytest.raises(EnvironmentProblem) as caught:
        writing.replace_files(tmp_path, {tmp_path / "a": b"ny", tmp_path / "b": b"ny"}, _refuse)
    assert caught.value.message == "”b” är hemlig"
    assert inside(tmp_path) == {"a": b"gammal", "b": b"hemlig"}


def test_nothing_is_written_through_a_link_at_the_name_beside(tmp_path: Path) -> None:
    (tmp_path / "annat").write_bytes(b"annat")
    for name in ("a", "b"):
        (tmp_path / name).write_bytes(b"gammal")
        writing.neighbour(tmp_path / name, "ny").symlink_to(tmp_path / "annat")
    writing.replace_files(tmp_path, {tmp_path / "a": b"ny"}, _refuse)
    writing.write_file(tmp_path / "b", [b"ny"])
    for name in ("a", "b"):
        assert not (tmp_path / name).is_symlink()
        assert (tmp_path / name).read_bytes() == b"ny"
    assert (tmp_path / "annat").read_bytes() == b"annat"


def test_a_folder_is_not_replaced_by_a_file(tmp_path: Path) -> None:
    (tmp_path / "kopia.zip").mkdir()
    with pytest.raises(EnvironmentProblem, match="det är en mapp, inte en fil"):
        writing.write_file(tmp_path / "kopia.zip", [b"ny"])
    assert names(tmp_path) == ["kopia.zip"]


def test_a_new_folder_takes_the_place_of_no_other(tmp_path: Path) -> None:
    target = tmp_path / "version"
    beside = writing.neighbour(target, "ny")
    beside.mkdir()
    (beside / "halv.docx").write_bytes(b"avbruten")
    writing.new_folder(target, {"a.docx": b"a", "källa/b.yaml": b"b"})
    assert (target / "källa" / "b.yaml").read_bytes() == b"b"
    with pytest.raises(OSError, match="not empty"):
        writing.new_folder(target, {"c.docx": b"c"})
    assert names(tmp_path) == ["version"]
    assert names(target) == ["a.docx", "källa"]
