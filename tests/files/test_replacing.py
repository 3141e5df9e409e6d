"""Replacing a folder: whole old or whole new, also when the process is killed or the disk full.

The processes are real: forked, killed with SIGKILL, interrupted with SIGINT, limited by the
operating system.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

import pytest

from avtal.files.replacing import replace_folder
from avtal.problems import EnvironmentProblem
from tests.files.folders import LOCK, NEW, OLD, anything, inside, names, powerless
from tests.processes import INTERRUPTED, Steps, forked, told

pytestmark = pytest.mark.skipif(os.name == "nt", reason="forks and sends signals")


ASIDE = ".utkast.avtal-gammal"


def _nothing(_: Path) -> str:
    return "den får inte röras"


def _not_the_target(folder: Path) -> str | None:
    return "den får inte röras" if folder.name == "utkast" else None


def test_a_new_folder_is_made_with_its_parents(target: Path) -> None:
    replace_folder(target, NEW, _nothing)
    assert inside(target) == NEW
    assert names(target.parent) == [LOCK, "utkast"]


def test_a_folder_without_files_is_made(target: Path) -> None:
    replace_folder(target, {}, _nothing)
    assert inside(target) == {}


def test_an_old_folder_is_replaced_whole(written: Path) -> None:
    replace_folder(written, NEW, anything)
    assert inside(written) == NEW
    assert names(written.parent) == [LOCK, "utkast"]
    assert (written.parent / LOCK).read_bytes() == b""


def test_an_unchanged_folder_can_be_replaced_again(written: Path) -> None:
    replace_folder(written, OLD, anything)
    assert inside(written) == OLD


def test_may_replace_is_asked_about_the_old_folder(written: Path) -> None:
    asked = []

    def ask(folder: Path) -> None:
        asked.append((folder, inside(folder)))

    replace_folder(written, NEW, ask)
    assert asked == [(written, OLD)]


def test_a_folder_that_must_not_be_touched_is_as_it_was(written: Path) -> None:
    with pytest.raises(EnvironmentProblem) as caught:
        replace_folder(written, NEW, _nothing)
    assert caught.value.message == f"”{written}” kan inte ersättas: den får inte röras"
    assert caught.value.help == (
        "flytta undan det som ligger där, eller välj en annan mapp med --output"
    )
    assert inside(written) == OLD
    assert names(written.parent) == [LOCK, "utkast"]


def test_a_file_is_not_replaced(target: Path) -> None:
    target.parent.mkdir()
    target.write_bytes(b"min egen fil")
    with pytest.raises(EnvironmentProblem) as caught:
        replace_folder(target, NEW, anything)
    assert caught.value.message == f"”{target}” kan inte ersättas: det är ingen mapp"
    assert target.read_bytes() == b"min egen fil"
    assert names(target.parent) == [LOCK, "utkast"]


def test_a_file_name_that_is_too_long_leaves_the_old_folder(written: Path) -> None:
    with pytest.raises(EnvironmentProblem, match="sökvägen är för lång"):
        replace_folder(written, {**NEW, "x" * 300: b""}, anything)
    assert inside(written) == OLD
    assert names(written.parent) == [LOCK, "utkast"]


def test_a_manifest_is_the_last_file_to_be_removed(tmp_path: Path) -> None:
    """A kill while the old folder is removed leaves one that still says whose it is."""
    left = []
    for target, _, step in _trials(tmp_path, _kill, {**OLD, "z.docx": b"gammal z"}):
        aside = target.with_name(ASIDE)
        if target.exists() and aside.exists():
            left.append(sorted(inside(aside)))
            assert "manifest.json" in left[-1] or left[-1] == [], step
    assert ["manifest.json"] in left


def _steps(target: Path, content: Mapping[str, bytes]) -> list[str]:
    steps = Steps()
    steps.watch(lambda: replace_folder(target, content, anything))
    return steps.seen


def _kill() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _interrupt() -> None:
    signal.raise_signal(signal.SIGINT)


def _trials(
    tmp_path: Path, act: Callable[[], None], before: Mapping[str, bytes] | None
) -> Iterator[tuple[Path, int, str]]:
    """Yield, for each step, the target after something was done at it, how it ended, the step."""
    whole = tmp_path / "hel" / "utkast"
    if before is not None:
        replace_folder(whole, before, anything)
    steps = _steps(whole, NEW)
    assert len(steps) > 40
    for number, step in enumerate(steps, 1):
        if act is _kill and not step.startswith("c_call"):
            continue  # after one call is before the next
        target = tmp_path / str(number) / "utkast"
        if before is not None:
            replace_folder(target, before, anything)
        replace = partial(replace_folder, target, NEW, anything)
        yield target, forked(partial(Steps(number, act).watch, replace)), step


def test_everything_is_on_the_disk_before_the_folders_change_places(written: Path) -> None:
    asked = [step.removeprefix("c_call ") for step in _steps(written, NEW) if "c_call" in step]
    kept = [name for name in asked if name in {"write", "fsync", "rename", "rmdir"}]
    assert kept == [
        *["write"] * len(NEW),
        *["fsync"] * len(NEW),
        "fsync",
        "rename",
        "rename",
        "fsync",
        "rmdir",
    ]


@pytest.mark.parametrize("before", [None, OLD], ids=["fresh", "replace"])
def test_a_kill_at_any_step_leaves_old_or_new_whole(
    tmp_path: Path, before: Mapping[str, bytes] | None
) -> None:
    found = []
    for target, code, step in _trials(tmp_path, _kill, before):
        assert code == -signal.SIGKILL
        if target.exists():
            found.append("old" if inside(target) == before else "new")
            assert found[-1] == "old" or inside(target) == NEW, step
        elif before is None:
            found.append("nothing")
        else:
            found.append("aside")
            assert inside(target.with_name(ASIDE)) == before, step
        replace_folder(target, NEW, anything)
        assert inside(target) == NEW, step
        assert names(target.parent) == [LOCK, "utkast"], step
    changes = [now for now, last in zip(found, ["", *found], strict=False) if now != last]
    assert changes == (["nothing", "new"] if before is None else ["old", "aside", "new"])


def test_a_run_that_is_refused_still_mends_what_a_kill_left(tmp_path: Path) -> None:
    mended = 0
    for target, _, step in _trials(tmp_path, _kill, OLD):
        mended += not target.exists()
        with pytest.raises(EnvironmentProblem):
            replace_folder(target, {}, _not_the_target)
        assert inside(target) in (OLD, NEW), step
        assert names(target.parent) == [LOCK, "utkast"], step
    assert mended > 0


@pytest.mark.parametrize("before", [None, OLD], ids=["fresh", "replace"])
def test_control_c_at_any_step_leaves_old_or_new_whole(
    tmp_path: Path, before: Mapping[str, bytes] | None
) -> None:
    for target, code, step in _trials(tmp_path, _interrupt, before):
        # CPython's rmtree can lose the interrupt; the run has then done all its work.
        assert code == INTERRUPTED or (code == 0 and inside(target) == NEW), step
        if before is not None or target.exists():
            assert inside(target) in (before, NEW), step
        replace_folder(target, NEW, anything)
        assert inside(target) == NEW, step
        assert names(target.parent) == [LOCK, "utkast"], step


@pytest.mark.parametrize("limit", [0, 100, 40_000])
def test_a_full_disk_leaves_the_old_folder(written: Path, limit: int) -> None:
    def limited() -> None:
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        replace_folder(written, {**NEW, "stor.docx": b"x" * 50_000}, anything)

    assert told(limited) == (
        f"kan inte skriva i ”{written}”: filen blir större än vad som är tillåtet här. "
        "Inget har ändrats\n"
        "åtgärda felet eller välj en annan mapp, och försök igen"
    )
    assert inside(written) == OLD
    assert names(written.parent) == [LOCK, "utkast"]


def test_a_folder_may_lie_where_nothing_can_be_listed(open_folder: Path) -> None:
    open_folder.chmod(0o333)
    assert told(partial(powerless, open_folder)) == ""
    open_folder.chmod(0o755)
    assert inside(open_folder / "utkast") == NEW
    assert names(open_folder) == [LOCK, "utkast"]
