"""Replacing a folder: whole old or whole new, also when the process is killed or the disk full.

The processes are real: forked, killed with SIGKILL, interrupted with SIGINT, limited by the
operating system.
"""

from __future__ import annotations

import hashlib
import os
import select
import signal
import tempfile
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

import pytest

from avtal.files import writing
from avtal.files.digests import sha256
from avtal.files.replacing import replace_folder
from avtal.problems import EnvironmentProblem
from tests.processes import INTERRUPTED, Steps, fork, forked, told

pytestmark = pytest.mark.skipif(os.name == "nt", reason="forks and sends signals")

OLD = {"a.docx": b"gammal a", "b.docx": b"gammal b" * 5_000, "manifest.json": b"{}"}
NEW = {"a.docx": b"ny a" * 9_000, "c.docx": b"ny c"}

LOCK = ".utkast.avtal-lock"
ASIDE = ".utkast.avtal-gammal"
"""Stays: removing a lock file lets two processes hold two locks of the same name."""


def _anything(_: Path) -> None:
    """Let any folder be replaced."""


def _nothing(_: Path) -> str:
    return "den får inte röras"


def _not_the_target(folder: Path) -> str | None:
    return "den får inte röras" if folder.name == "utkast" else None


def _inside(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def written(target: Path) -> Path:
    """Return the path of a folder that holds OLD."""
    replace_folder(target, OLD, _anything)
    return target


def test_sha256_is_the_digest_in_hexadecimal() -> None:
    assert sha256("räksmörgås".encode()) == hashlib.sha256("räksmörgås".encode()).hexdigest()


def test_a_new_folder_is_made_with_its_parents(target: Path) -> None:
    replace_folder(target, NEW, _nothing)
    assert _inside(target) == NEW
    assert _names(target.parent) == [LOCK, "utkast"]


def test_a_folder_without_files_is_made(target: Path) -> None:
    replace_folder(target, {}, _nothing)
    assert _inside(target) == {}


def test_an_old_folder_is_replaced_whole(written: Path) -> None:
    replace_folder(written, NEW, _anything)
    assert _inside(written) == NEW
    assert _names(written.parent) == [LOCK, "utkast"]
    assert (written.parent / LOCK).read_bytes() == b""


def test_an_unchanged_folder_can_be_replaced_again(written: Path) -> None:
    replace_folder(written, OLD, _anything)
    assert _inside(written) == OLD


def test_may_replace_is_asked_about_the_old_folder(written: Path) -> None:
    asked = []

    def ask(folder: Path) -> None:
        asked.append((folder, _inside(folder)))

    replace_folder(written, NEW, ask)
    assert asked == [(written, OLD)]


def test_a_folder_that_must_not_be_touched_is_as_it_was(written: Path) -> None:
    with pytest.raises(EnvironmentProblem) as caught:
        replace_folder(written, NEW, _nothing)
    assert caught.value.message == f"”{written}” kan inte ersättas: den får inte röras"
    assert caught.value.help == (
        "flytta undan det som ligger där, eller välj en annan mapp med --output"
    )
    assert _inside(written) == OLD
    assert _names(written.parent) == [LOCK, "utkast"]


def test_a_file_is_not_replaced(target: Path) -> None:
    target.parent.mkdir()
    target.write_bytes(b"min egen fil")
    with pytest.raises(EnvironmentProblem) as caught:
        replace_folder(target, NEW, _anything)
    assert caught.value.message == f"”{target}” kan inte ersättas: det är ingen mapp"
    assert target.read_bytes() == b"min egen fil"
    assert _names(target.parent) == [LOCK, "utkast"]


@pytest.mark.parametrize("levels", [1, 2])
def test_a_file_among_the_parents_is_told(tmp_path: Path, levels: int) -> None:
    (tmp_path / "fil").write_bytes(b"min egen fil")
    target = tmp_path / "fil" / "/".join("x" * levels)
    with pytest.raises(EnvironmentProblem) as caught:
        replace_folder(target, NEW, _anything)
    assert caught.value.message == (
        f"kan inte skriva i ”{target}”: en del av sökvägen är en fil. Inget har ändrats"
    )
    assert _inside(tmp_path) == {"fil": b"min egen fil"}


def test_a_link_to_itself_is_told(tmp_path: Path) -> None:
    (tmp_path / "rund").symlink_to(tmp_path / "rund")
    target = tmp_path / "rund" / "x" / "utkast"
    with pytest.raises(EnvironmentProblem) as caught:
        replace_folder(target, NEW, _anything)
    assert caught.value.message == (
        f"kan inte skriva i ”{target}”: en länk i sökvägen leder till sig själv. Inget har ändrats"
    )


def test_a_name_that_is_too_long_is_told(tmp_path: Path) -> None:
    target = tmp_path / ("x" * 300) / "utkast"
    with pytest.raises(EnvironmentProblem) as caught:
        replace_folder(target, NEW, _anything)
    assert caught.value.message == (
        f"kan inte skriva i ”{target}”: sökvägen är för lång. Inget har ändrats"
    )
    assert caught.value.help == ("åtgärda felet eller välj en annan mapp, och försök igen")


def test_a_file_name_that_is_too_long_leaves_the_old_folder(written: Path) -> None:
    with pytest.raises(EnvironmentProblem, match="sökvägen är för lång"):
        replace_folder(written, {**NEW, "x" * 300: b""}, _anything)
    assert _inside(written) == OLD
    assert _names(written.parent) == [LOCK, "utkast"]


def test_a_manifest_is_the_last_file_to_be_removed(tmp_path: Path) -> None:
    """A kill while the old folder is removed leaves one that still says whose it is."""
    left = []
    for target, _, step in _trials(tmp_path, _kill, {**OLD, "z.docx": b"gammal z"}):
        aside = target.with_name(ASIDE)
        if target.exists() and aside.exists():
            left.append(sorted(_inside(aside)))
            assert "manifest.json" in left[-1] or left[-1] == [], step
    assert ["manifest.json"] in left


def _steps(target: Path, content: Mapping[str, bytes]) -> list[str]:
    steps = Steps()
    steps.watch(lambda: replace_folder(target, content, _anything))
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
        replace_folder(whole, before, _anything)
    steps = _steps(whole, NEW)
    assert len(steps) > 40
    for number, step in enumerate(steps, 1):
        if act is _kill and not step.startswith("c_call"):
            continue  # after one call is before the next
        target = tmp_path / str(number) / "utkast"
        if before is not None:
            replace_folder(target, before, _anything)
        replace = partial(replace_folder, target, NEW, _anything)
        yield target, forked(partial(Steps(number, act).watch, replace)), step


def test_everything_is_on_the_disk_before_the_folders_change_places(written: Path) -> None:
    asked = [step.removeprefix("c_call ") for step in _steps(written, NEW) if "c_call" in step]
    kept = [name for name in asked if name in {"write", "fsync", "rename", "rmdir"}]
    assert kept == [
        *["write", "fsync"] * len(NEW),
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
            found.append("old" if _inside(target) == before else "new")
            assert found[-1] == "old" or _inside(target) == NEW, step
        elif before is None:
            found.append("nothing")
        else:
            found.append("aside")
            assert _inside(target.with_name(ASIDE)) == before, step
        replace_folder(target, NEW, _anything)
        assert _inside(target) == NEW, step
        assert _names(target.parent) == [LOCK, "utkast"], step
    changes = [now for now, last in zip(found, ["", *found], strict=False) if now != last]
    assert changes == (["nothing", "new"] if before is None else ["old", "aside", "new"])


def test_a_run_that_is_refused_still_mends_what_a_kill_left(tmp_path: Path) -> None:
    mended = 0
    for target, _, step in _trials(tmp_path, _kill, OLD):
        mended += not target.exists()
        with pytest.raises(EnvironmentProblem):
            replace_folder(target, {}, _not_the_target)
        assert _inside(target) in (OLD, NEW), step
        assert _names(target.parent) == [LOCK, "utkast"], step
    assert mended > 0


@pytest.mark.parametrize("before", [None, OLD], ids=["fresh", "replace"])
def test_control_c_at_any_step_leaves_old_or_new_whole(
    tmp_path: Path, before: Mapping[str, bytes] | None
) -> None:
    for target, code, step in _trials(tmp_path, _interrupt, before):
        # CPython's rmtree can lose the interrupt; the run has then done all its work.
        assert code == INTERRUPTED or (code == 0 and _inside(target) == NEW), step
        if before is not None or target.exists():
            assert _inside(target) in (before, NEW), step
        replace_folder(target, NEW, _anything)
        assert _inside(target) == NEW, step
        assert _names(target.parent) == [LOCK, "utkast"], step


@pytest.mark.parametrize("limit", [0, 100, 40_000])
def test_a_full_disk_leaves_the_old_folder(written: Path, limit: int) -> None:
    def limited() -> None:
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        replace_folder(written, {**NEW, "stor.docx": b"x" * 50_000}, _anything)

    assert told(limited) == (
        f"kan inte skriva i ”{written}”: filen blir större än vad som är tillåtet här. "
        "Inget har ändrats\n"
        "åtgärda felet eller välj en annan mapp, och försök igen"
    )
    assert _inside(written) == OLD
    assert _names(written.parent) == [LOCK, "utkast"]


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """Return a folder that every user can reach, unlike pytest's own."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder
        folder.chmod(0o755)


def _powerless(folder: Path) -> None:
    os.chdir(folder)
    if os.geteuid() == 0:
        os.setuid(65_534)
    replace_folder(Path("utkast"), NEW, _anything)


@pytest.mark.parametrize("locked_before", [False, True], ids=["no-lock-file", "lock-file"])
def test_a_folder_without_permission_is_told(open_folder: Path, locked_before: bool) -> None:
    if locked_before:
        (open_folder / LOCK).touch()
        (open_folder / LOCK).chmod(0o666)
    open_folder.chmod(0o555)

    assert told(partial(_powerless, open_folder)) == (
        "kan inte skriva i ”utkast”: behörighet saknas, eller så är en fil öppen i Word. "
        "Inget har ändrats\n"
        "stäng filerna i Word, kontrollera behörigheten och försök igen"
    )
    assert _names(open_folder) == ([LOCK] if locked_before else [])


def test_a_folder_may_lie_where_nothing_can_be_listed(open_folder: Path) -> None:
    open_folder.chmod(0o333)
    assert told(partial(_powerless, open_folder)) == ""
    open_folder.chmod(0o755)
    assert _inside(open_folder / "utkast") == NEW
    assert _names(open_folder) == [LOCK, "utkast"]


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
        replace_folder(written, NEW, _anything)
        os.write(finished, b"!")

    child = fork(second)
    early, _, _ = select.select([done], [], [], 0.3)
    assert (early, _inside(written)) == ([], OLD)
    assert first.let_go() == 0
    assert os.waitpid(child, 0)[1] == 0
    assert _inside(written) == NEW
    assert _names(written.parent) == [LOCK, "utkast"]


def test_a_second_run_gives_up_with_a_sentence(written: Path) -> None:
    first = Held(written, NEW)

    def impatient() -> None:
        writing.LOCK_SECONDS = 0
        replace_folder(written, {}, _anything)

    assert told(impatient) == (
        f"en annan körning skriver i ”{written}”\nvänta tills den är klar och försök igen"
    )
    assert _inside(written) == OLD
    assert first.let_go() == 0
    assert _inside(written) == NEW


def test_many_runs_at_the_same_time_leave_one_of_them_whole(target: Path) -> None:
    kinds = [{f"{n}-{m}.docx": bytes([n]) * 10_000 for m in range(4)} for n in range(4)]

    def repeat(content: Mapping[str, bytes]) -> None:
        for _ in range(10):
            replace_folder(target, content, _anything)

    children = [fork(partial(repeat, content)) for content in kinds]
    assert [os.waitpid(child, 0)[1] for child in children] == [0] * len(children)
    assert _inside(target) in kinds
    assert _names(target.parent) == [LOCK, "utkast"]
