"""What is read is a file and nothing else, however long a pipe or a device would go on."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from avtal.files.plain import NotRead, NotThere, open_plain, read_plain


def _socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as one:
        one.bind(os.path.relpath(path))  # its whole name may be too long for a socket


KINDS: dict[str, tuple[Callable[[Path], object], str]] = {
    "pipe": (os.mkfifo, "är ingen vanlig fil"),
    "socket": (_socket, "är ingen vanlig fil"),
    "device": (lambda path: path.symlink_to("/dev/zero"), "är ingen vanlig fil"),
    "folder": (Path.mkdir, "är en mapp, inte en fil"),
    "nothing": (lambda path: None, "saknas"),
    "link to nothing": (lambda path: path.symlink_to("ingenstans"), "saknas"),
    "link to itself": (lambda path: path.symlink_to(path.name), "kan inte läsas: "),
}


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")
@pytest.mark.parametrize("kind", KINDS)
def test_what_is_no_file_is_not_read(kind: str, tmp_path: Path) -> None:
    make, said = KINDS[kind]
    make(tmp_path / "fil")
    with pytest.raises(NotRead, match=said):
        open_plain(tmp_path / "fil")
    if kind != "nothing" and "link" not in kind and kind != "device":
        with pytest.raises(NotRead, match=said):
            open_plain(tmp_path / "fil", tmp_path)


def test_no_more_is_read_than_there_should_be(tmp_path: Path) -> None:
    path = tmp_path / "fil"
    path.write_bytes(b"0123456789")
    assert read_plain(path, 10) == read_plain(path) == b"0123456789"
    assert read_plain(path, 3) == b"0123"


def test_a_link_counts_only_where_none_may_be(tmp_path: Path) -> None:
    inner = tmp_path / "v1" / "kalla"
    inner.mkdir(parents=True)
    (inner / "fil").write_bytes(b"x")
    (inner / "pekare").symlink_to("fil")
    (tmp_path / "v2").symlink_to("v1")
    (tmp_path / "annat").symlink_to(tmp_path)
    assert read_plain(inner / "fil", 1, tmp_path) == read_plain(inner / "pekare") == b"x"
    with pytest.raises(NotRead, match=r"^är en länk$"):
        read_plain(inner / "pekare", 1, tmp_path)
    for way in ("v2/kalla/fil", "annat/v1/kalla/fil"):
        with pytest.raises(NotRead, match=r"^ligger i en mapp som är en länk$"):
            read_plain(tmp_path / way, 1, tmp_path)
    with pytest.raises(NotRead, match="i en mapp som är en länk"):
        read_plain(tmp_path / "annat" / "v1" / "kalla" / "fil", 1, tmp_path / "annat")


def test_what_is_not_there_is_told_apart(tmp_path: Path) -> None:
    (tmp_path / "fil").touch()
    for name in ("ingen", "fil/ingen"):
        with pytest.raises(NotThere):
            read_plain(tmp_path / name)
