"""`avtal register-new`, and the question at a terminal: a real terminal and real processes."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY, Workspace
from tests.processes import run

SMALL = "KS 2024/12"
REMISS = ("register", "content/minsta", "--purpose", "remiss", "--dnr", SMALL)
FILE = ("register-file", SMALL, "svar.pdf", "--title", "Svar", "--type", "upprattad")
APPROVE = ("approve", "content/minsta", "--as", "kommundirektor", "--by", "Ek", "--dnr", SMALL)


@pytest.fixture
def root(workspace: Workspace) -> Path:
    """Return a folder with the smallest case and a PDF, where no register has been made."""
    workspace.case("minsta")
    (workspace.root / "svar.pdf").write_bytes(b"%PDF-1.4")
    return workspace.root


def asked(root: Path, answer: str, *words: str) -> tuple[int, str]:
    """Run a command at a terminal, and answer; return the exit code and what the terminal shows."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY / "src")}
    child = subprocess.Popen(
        [sys.executable, "-m", "avtal", *words],
        cwd=root, env=environment, stdin=theirs, stdout=theirs, stderr=theirs,
    )  # fmt: skip
    os.close(theirs)
    os.write(ours, f"{answer}\n".encode())
    shown = b""
    try:
        while piece := os.read(ours, 4_096):
            shown += piece
    except OSError:  # the terminal is closed when the child ends
        pass
    os.close(ours)
    return child.wait(60), shown.decode()


def test_a_register_is_made_once(root: Path) -> None:
    done = run("register-new", cwd=root)
    assert (done.exit_code, done.err) == (0, "")
    assert done.out.startswith("Ett nytt register är gjort i output/register.\n")
    again = run("register-new", cwd=root)
    assert again.exit_code == 2
    assert again.err.startswith("fel: det finns redan ett register i ”")
    assert run(*REMISS, cwd=root).exit_code == 0
    assert run("register-new", "--register", "annat", cwd=root).exit_code == 0


@pytest.mark.parametrize("words", [REMISS, FILE, APPROVE, (*REMISS, "--dry-run")])
def test_nothing_is_registered_where_there_is_none(root: Path, words: tuple[str, ...]) -> None:
    """As in a script: nobody can answer, and nothing is made."""
    for more in ((), ("--json",), ("--register", "outptu/register")):
        ran = run(*words, *more, cwd=root)
        assert ran.exit_code == 2
        assert "avtal register-new" in ran.out + ran.err
        assert "säkerhetskopia" not in ran.err
    assert not (root / "output").exists()
    assert not (root / "outptu").exists()


def test_a_dry_run_asks_nothing(root: Path) -> None:
    code, shown = asked(root, "ja", *REMISS, "--dry-run")
    assert code == 2
    assert "Ska ett nytt register" not in shown
    assert not (root / "output").exists()


@pytest.mark.parametrize("words", [REMISS, FILE, APPROVE])
def test_at_a_terminal_it_is_asked(root: Path, words: tuple[str, ...]) -> None:
    for answer in ("nej", "", "kanske"):
        code, shown = asked(root, answer, *words)
        assert code == 2
        assert "Ska ett nytt register göras där? (ja/nej)" in shown
        assert "avtal register-new" in shown
        assert not (root / "output").exists()
    code, shown = asked(root, "Ja", *words)
    assert code == 0, shown
    assert "Registrets kontrollsumma efter händelse" in shown
    code, shown = asked(root, "", "log")
    assert "Ska ett nytt register" not in shown


def test_what_reads_asks_nothing(root: Path) -> None:
    for words in (("log",), ("show", SMALL), ("verify",), (*REMISS, "--json")):
        code, shown = asked(root, "ja", *words)
        assert code == 2
        assert "Ska ett nytt register" not in shown
    assert not (root / "output").exists()
