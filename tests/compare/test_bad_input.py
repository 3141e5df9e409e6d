"""Files that are no plain Word documents, and a program that is missing or too slow: a sentence."""

from __future__ import annotations

import io
import os
import resource
import stat
import sys
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from avtal.compare.redlines.engine import Engine, EngineFailed, open_engine
from avtal.problems import EnvironmentProblem
from avtal.word.package.assembly import unpack, zip_package
from tests.compare.agreements import Agreement, Text
from tests.compare.ordering import AT
from tests.processes import run
from tests.register.registering import everything

GOOD = Agreement((Text("Parterna ska samverka."), Text("Den gäller i två år."))).to_bytes()
MOST_MEMORY = 3_000_000_000


def with_part(name: str, content: bytes) -> bytes:
    return zip_package({**unpack(GOOD), name: content})


def changed(part: str, old: bytes, new: bytes) -> bytes:
    members = unpack(GOOD)
    assert old in members[part]
    return zip_package({**members, part: members[part].replace(old, new)})


def bomb() -> bytes:
    """Return a small zip file that says little and holds a lot."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in unpack(GOOD).items():
            package.writestr(name, data)
        package.writestr("word/media/image1.png", b"\0" * 200_000_000)
    return stream.getvalue()


def laughs() -> bytes:
    entities = "".join(
        f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9)
    )  # fmt: skip
    return changed(
        "word/document.xml",
        b"<w:document",
        f'<!DOCTYPE d [<!ENTITY a0 "ha">{entities}]><w:document'.encode(),
    )


BAD: dict[str, tuple[Callable[[], bytes], str]] = {
    "doc": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2_000,
            "är ett äldre Word-dokument (.doc) eller skyddad med lösenord"),
    "docm": (lambda: changed("[Content_Types].xml", b"document.main+xml",
                             b"document.macroEnabled.main+xml"), "har makron (.docm)"),
    "dotx": (lambda: changed("[Content_Types].xml", b"document.main+xml",
                             b"template.main+xml"), "är en mall (.dotx)"),
    "strict": (lambda: changed("word/document.xml",
                               b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                               b"http://purl.oclc.org/ooxml/wordprocessingml/main"),
               "är sparad som Strict Open XML"),
    "zip": (lambda: zip_package({"hej.txt": b"hej"}), "är inte ett Word-dokument (.docx)"),
    "text": (lambda: b"hej", "är inte ett Word-dokument (.docx)"),
    "empty": (lambda: b"", "är inte ett Word-dokument (.docx)"),
    "truncated": (lambda: GOOD[: len(GOOD) // 2], "är inte ett Word-dokument (.docx)"),
    "a part cut off": (lambda: changed("word/document.xml", b"</w:document>", b""),
                       "är skadad och går inte att läsa"),
    "entity": (lambda: changed("word/document.xml", b"<w:document",
                               b'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
                               b"<w:document"), "har en dokumenttypsdeklaration"),
    "billion laughs": (laughs, "har en dokumenttypsdeklaration"),
    "bomb": (bomb, "är orimligt stor uppackad"),
    "200 MB": (lambda: b"PK\x03\x04" + b"\0" * 200_000_000, "är större än 50 MB"),
    "no body": (lambda: changed("word/document.xml", b"w:body", b"w:kropp"),
                "är inte ett Word-dokument (.docx)"),
    "deep": (lambda: changed("word/document.xml", b"<w:body>",
                             b"<w:body>" + b"<w:p>" * 20_000), "går inte att läsa"),
}  # fmt: skip


@pytest.mark.parametrize("which", BAD)
def test_a_sentence_for_a_file_that_is_no_document(tmp_path: Path, which: str) -> None:
    make, expected = BAD[which]
    good, bad = tmp_path / "bra.docx", tmp_path / "dålig.docx"
    good.write_bytes(GOOD)
    bad.write_bytes(make())
    before = everything(tmp_path)
    for arguments in ((good, bad), (bad, good)):
        ran = run("compare", *arguments, cwd=tmp_path)
        assert (ran.exit_code, ran.out) == (2, ""), ran.err
        assert expected in ran.err
        assert "Traceback" not in ran.err
        assert everything(tmp_path) == before
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    assert peak * (1 if sys.platform == "darwin" else 1024) < MOST_MEMORY


def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    (tmp_path / "mapp.docx").mkdir()
    (tmp_path / "bra.docx").write_bytes(GOOD)
    ran = run("compare", "bra.docx", "mapp.docx", cwd=tmp_path)
    assert (ran.exit_code, "mapp.docx" in ran.err) == (2, True)


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
