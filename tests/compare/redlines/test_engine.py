"""The program that makes redlines: missing, too slow, cut short, and where it is kept."""

from __future__ import annotations

import os
import stat
import tempfile
from pathlib import Path

import pytest

from avtal.compare.redlines.engine import Engine, EngineFailed, open_engine
from avtal.problems import EnvironmentProblem
from tests.compare.agreements import Agreement, Text
from tests.compare.ordering import AT
from tests.processes import run

GOOD = Agreement((Text("Parterna ska samverka."), Text("Den gäller i två år."))).to_bytes()


@pytest.fixture
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of temporary files, for this test alone."""
    folder = tmp_path / "tillfälligt"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def test_a_program_that_takes_too_long(tmp_path: Path, scratch: Path) -> None:
    with (
        open_engine(tmp_path / "cache", os.environ, seconds=0.01) as engine,
        pytest.raises(EnvironmentProblem, match="avbröts"),
    ):
        engine.run(GOOD, GOOD, "Jurist", AT)
    assert list(scratch.iterdir()) == []


def test_a_cache_that_cannot_be_written_is_done_without(tmp_path: Path, scratch: Path) -> None:
    (tmp_path / "cache").write_text("en fil", encoding="utf-8")
    with open_engine(tmp_path / "cache", os.environ) as engine:
        assert engine.run(GOOD, GOOD, "Jurist", AT)
        assert len(list(scratch.iterdir())) == 1
    assert list(scratch.iterdir()) == []


def test_a_program_that_may_not_be_started(tmp_path: Path) -> None:
    with open_engine(tmp_path, os.environ):
        pass
    (program,) = tmp_path.rglob("redline")
    engine = Engine(str(program.parent), os.environ, 10)
    with pytest.raises(EnvironmentProblem, match="kan inte startas"):
        engine.run(GOOD, GOOD, "Jurist", AT)


def test_a_file_that_the_program_cannot_read(engine: Engine) -> None:
    with pytest.raises(EngineFailed):
        engine.run(b"hej", GOOD, "Jurist", AT)


def test_a_program_that_is_not_installed(tmp_path: Path) -> None:
    """Run avtal with the package out of sight, as where the extra was not installed."""
    hide = tmp_path / "sitecustomize.py"
    hide.write_text(
        "import sys, importlib.metadata as m\n"
        "sys.modules['python_redlines'] = None\n"
        "real = m.version\n"
        "def version(name):\n"
        "    if 'docxodus' in name:\n"
        "        raise m.PackageNotFoundError(name)\n"
        "    return real(name)\n"
        "m.version = version\n",
        encoding="utf-8",
    )
    for name in ("a", "b"):
        (tmp_path / f"{name}.docx").write_bytes(GOOD)
    ran = run("compare", "a.docx", "b.docx", cwd=tmp_path, env={"PYTHONPATH": str(tmp_path)})
    assert ran.exit_code == 2
    assert "(docxodus) är inte installerat" in ran.err
    assert "avtal[jamforelse]" in ran.err
    assert not (tmp_path / "output").exists()


def test_the_program_is_kept_and_never_taken_from_where_others_write(tmp_path: Path) -> None:
    mine, shared = tmp_path / "min", tmp_path / "delad"
    shared.mkdir()
    shared.chmod(0o777)
    for cache in (mine, shared):
        with open_engine(cache, os.environ) as engine:
            assert engine.run(GOOD, GOOD, "Jurist", AT)
    assert [path.name.partition("-")[0] for path in mine.iterdir() if path.is_dir()] == ["docxodus"]
    assert list(shared.iterdir()) == []
    (program,) = mine.rglob("redline")
    assert program.stat().st_mode & stat.S_IXUSR


def test_the_program_is_kept_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0o002)
    try:
        for _ in range(2):
            with open_engine(tmp_path / "cache", os.environ):
                assert len(list((tmp_path / "cache").rglob("redline"))) == 1
        (kept,) = (path for path in (tmp_path / "cache").iterdir() if path.is_dir())
        assert kept.stat().st_mode & 0o077 == 0
    finally:
        os.umask(before)


def test_what_an_interrupted_unpacking_left_is_no_program(tmp_path: Path) -> None:
    with open_engine(tmp_path, os.environ):
        pass
    (place,) = (path for path in tmp_path.iterdir() if path.is_dir())
    half = place.with_name(f".{place.name}.avtal-ny")
    place.rename(half)
    next(half.rglob("Docxodus.dll")).unlink()
    with open_engine(tmp_path, os.environ) as engine:
        assert engine.run(GOOD, GOOD, "Jurist", AT)
    assert not half.exists()
