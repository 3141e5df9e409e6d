"""Whether a folder lies on another machine."""

from __future__ import annotations

import os
import re
from pathlib import Path

_NETWORK = re.compile(r"nfs\d?|cifs|smb\w*|afs|9p|ncpfs|ceph|glusterfs|lustre|fuse\.(sshfs|s3fs)")
_MOUNTS = Path("/proc/self/mountinfo")
_REMOTE_DRIVE = 4


def network_volume(folder: Path) -> str | None:
    """Return the kind of network volume that a folder lies on, or None where it is a local disk.

    Known on Linux and Windows; other systems have no such answer that holds everywhere.
    """
    if os.name == "nt":
        return _on_windows(folder)
    if not _MOUNTS.exists():
        return None
    kind = volume_kind(folder, _MOUNTS.read_text(encoding="utf-8", errors="replace"))
    return kind if _NETWORK.fullmatch(kind) else None


def volume_kind(folder: Path, mounts: str) -> str:
    """Return the kind of file system that a folder lies on, given the lines of mountinfo.

    Source: proc(5); the mount point is the fifth field, the kind comes after a hyphen, and a blank
    in a name is written as octal. What was mounted last over the same place counts.
    """
    found, deepest = "", -1
    for line in mounts.splitlines():
        before, _, after = line.partition(" - ")
        place = Path(re.sub(r"\\(\d{3})", lambda code: chr(int(code[1], 8)), before.split()[4]))
        if folder.is_relative_to(place) and len(place.parts) >= deepest:
            found, deepest = after.split()[0], len(place.parts)
    return found


def _on_windows(folder: Path) -> str | None:
    drive = folder.absolute().drive
    if drive.startswith("\\\\"):
        return "UNC"
    import ctypes

    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 - only there on Windows
    return "nätverksenhet" if kernel.GetDriveTypeW(f"{drive}\\") == _REMOTE_DRIVE else None
