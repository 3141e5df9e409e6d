"""A folder that is replaced, and how it is looked at."""

from __future__ import annotations

import os
from pathlib import Path

from avtal.files.replacing import replace_folder

OLD = {"a.docx": b"gammal a", "b.docx": b"gammal b" * 5_000, "manifest.json": b"{}"}
NEW = {"a.docx": b"ny a" * 9_000, "c.docx": b"ny c"}

LOCK = ".utkast.avtal-lock"
"""Stays: removing a lock file lets two processes hold two locks of the same name."""


def anything(_: Path) -> None:
    """Let any folder be replaced."""


def inside(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def powerless(folder: Path) -> None:
    os.chdir(folder)
    if os.geteuid() == 0:
        os.setuid(65_534)
    replace_folder(Path("utkast"), NEW, anything)
