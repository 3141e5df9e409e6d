"""Reading where something else may lie than the file that should: a pipe, a device, a link.

To read a pipe or a device may never end, and a link leads to what nobody proved.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from avtal.files.refusals import why

# A pipe that is put there between the look and the opening is not waited for either.
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)


class NotRead(Exception):  # noqa: N818 - the caller makes a sentence of it
    """That a file cannot be read. As text: what is said of it, after its name (`är en länk`)."""


class NotThere(NotRead):
    """That there is no file."""


def open_plain(path: Path, below: Path | None = None) -> IO[bytes]:
    """Open a file for reading that is a file and nothing else.

    With `below`, a folder that it lies in, no link counts on the way from there; else links are
    followed. Raises NotRead.
    """
    with _said():
        if below is not None:
            _refuse_links(path, below)
        _refuse_strange(path.stat())
        flags = _FLAGS | (_NO_LINK if below is not None else 0)
        stream = open(path, "rb", opener=lambda name, _: os.open(name, flags))  # noqa: SIM115
        try:
            _refuse_strange(os.fstat(stream.fileno()))
        except BaseException:
            stream.close()
            raise
        return stream


def refuse_strange(path: Path) -> None:
    """Raise NotRead where there is no file, or something else; links are followed."""
    with _said():
        _refuse_strange(path.stat())


def read_plain(path: Path, most: int | None = None, below: Path | None = None) -> bytes:
    """Return what a file holds, as `open_plain` opens it; of a larger one `most` bytes and one.

    Raises NotRead.
    """
    with open_plain(path, below) as stream, _said():
        return stream.read(-1 if most is None else most + 1)


@contextmanager
def _said() -> Iterator[None]:
    """Raise NotRead for what the operating system refuses."""
    try:
        yield
    except (FileNotFoundError, NotADirectoryError):
        raise NotThere("saknas") from None
    except OSError as error:
        raise NotRead(f"kan inte läsas: {why(error)}") from None


def _refuse_links(path: Path, below: Path) -> None:
    for inner in reversed(path.relative_to(below).parents):
        if (below / inner).is_symlink():
            raise NotRead("ligger i en mapp som är en länk")
    if path.is_symlink():
        raise NotRead("är en länk")


def _refuse_strange(state: os.stat_result) -> None:
    if stat.S_ISDIR(state.st_mode):
        raise NotRead("är en mapp, inte en fil")
    if not stat.S_ISREG(state.st_mode):
        raise NotRead("är ingen vanlig fil")
