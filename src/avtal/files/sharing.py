"""Folders that a group shares: what is made in one is the group's as much as the folder is."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def take_over(folder: Path, mode_of: Path) -> None:
    """Let a new folder be for those that another one is for. Raises OSError where it may not."""
    state = mode_of.stat()
    if hasattr(os, "chown"):
        os.chown(folder, -1, state.st_gid)
    folder.chmod(stat.S_IMODE(state.st_mode))


@contextmanager
def shared(folder: Path) -> Iterator[None]:
    """While files are made in a folder, let the group have what it has there, if it shares it.

    It does where the folder has the bit setgid, so that all that is made there is of its group.
    Else the umask alone says it. A folder that is to be made goes by the one above it. Raises
    OSError where it cannot be looked at.
    """
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    mode = folder.stat().st_mode
    before = os.umask(0o077)
    os.umask(before & ~(mode & stat.S_IRWXG) if mode & stat.S_ISGID else before)
    try:
        yield
    finally:
        os.umask(before)
