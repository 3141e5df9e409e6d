"""Whether what lies in a folder can only have been put there by the user."""

from __future__ import annotations

import os
from pathlib import Path


def is_private(place: Path) -> bool:
    """Tell whether nobody but the user and the administrator can change a file or folder.

    Every folder above it counts, as do those behind a symbolic link; what does not exist yet does
    not. In Windows the folders of the user's profile are private. Raises OSError where a folder
    cannot be looked at.
    """
    lexical = Path(os.path.abspath(place))  # noqa: PTH100 - links on the way count too
    real = place.resolve()
    if os.name == "nt":
        return real.is_relative_to(Path.home().resolve())
    places = {lexical, *lexical.parents, real, *real.parents}
    return all(_only_ours(each.stat()) for each in places if each.exists())


def make_private(folder: Path) -> None:
    """Make a folder, and those above it that are missing, for the user alone, whatever the umask.

    XDG Base Directory Specification: folders that are missing are made with mode 0700. Raises
    OSError.
    """
    if not folder.is_dir():
        make_private(folder.parent)
        folder.mkdir(0o700, exist_ok=True)


def _only_ours(state: os.stat_result) -> bool:
    """Whether others cannot change it; in a sticky folder they cannot change what is ours."""
    ours = state.st_uid in {0, os.getuid()}
    return ours and (not state.st_mode & 0o022 or bool(state.st_mode & 0o1000))
