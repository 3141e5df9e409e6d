"""Real processes: avtal itself, and children that are killed and interrupted."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any

from avtal.problems import EnvironmentProblem

AVTAL = (sys.executable, "-m", "avtal")


@dataclass(frozen=True)
class Ran:
    """What a process left: exit code and both streams as UTF-8, strictly."""

    exit_code: int
    out: str
    err: str


def run(
    *arguments: str | Path,
    cwd: Path,
    env: Mapping[str, str] | None = None,
    command: Sequence[str] = AVTAL,
) -> Ran:
    """Run avtal in a folder."""
    done = subprocess.run(
        [*command, *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, **(env or {})},
        capture_output=True,
        timeout=60,
        check=False,
    )
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())


INTERRUPTED = 2
"""How a child ends that a KeyboardInterrupt stopped."""


def forked(action: Callable[[], object]) -> int:
    """Do the action in a child; return 0, 1 for an exception, INTERRUPTED, or -n for signal n."""
    child = fork(action)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)


def fork(action: Callable[[], object]) -> int:
    """Do the action in a child, and nothing of this process after it; return its number."""
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        action()
        code = 0
    except KeyboardInterrupt:
        code = INTERRUPTED
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(code)


def told(action: Callable[[], object]) -> str:
    """Do the action in a child and return the sentence that it ended with, and the help."""
    reading, writing = os.pipe()

    def tell() -> None:
        try:
            action()
        except EnvironmentProblem as error:
            os.write(writing, f"{error.message}\n{error.help}".encode())

    code = forked(tell)
    os.close(writing)
    with os.fdopen(reading, "rb") as stream:
        said = stream.read().decode()
    assert code == 0
    return said


HARMLESS = {"fspath", "getpid", "_path_normpath"}
"""Calls that ask the operating system for nothing that changes."""


_SYSTEM = {"posix", "io", "_io", "fcntl", "sqlite3"}
"""The modules that ask the operating system for something, or a database for it."""


class Steps:
    """Counts what a process asks of the operating system, and does something at the n-th, or each.

    A step is the moment before or after one such call: rename, open, write, fsync and so on, or a
    statement or a commit in SQLite.
    """

    def __init__(self, moment: int | None = None, act: Callable[[], object] = int) -> None:
        self.seen: list[str] = []
        self.moment = moment
        self.act = act

    def profile(self, frame: FrameType, event: str, argument: Any) -> None:
        """Take in one event of sys.setprofile."""
        if event not in {"c_call", "c_return", "c_exception"}:
            return
        owner = argument.__module__ or type(argument.__self__).__module__
        if isinstance(argument.__self__, io.BytesIO | io.StringIO):
            return  # in memory
        if owner in _SYSTEM and argument.__name__ not in HARMLESS:
            self.seen.append(f"{event} {argument.__name__}")
            if self.moment in {None, len(self.seen)}:
                self.act()

    def watch(self, action: Callable[[], object]) -> None:
        """Do the action under watch."""
        sys.setprofile(self.profile)
        try:
            action()
        finally:
            sys.setprofile(None)
