"""Files that are no plain Word documents get a sentence, and nothing is written."""

from __future__ import annotations

import io
import resource
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from avtal.word.package.assembly import unpack, zip_package
from tests.compare.agreements import Agreement, Text
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
