"""A Word file as one of the documents that are compared."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from avtal.case.kinds import BY_KEY
from avtal.case.stamp import Stamp
from avtal.files.digests import sha256
from avtal.making.manifest import DocumentRecord
from avtal.problems import EnvironmentProblem, clean
from avtal.word.package.archive import MAX_SIZE, Unreadable
from avtal.word.package.parts import Package
from avtal.word.package.received import open_received


@dataclass(frozen=True)
class SideDocument:
    """A document of a side: what it is called, its bytes, and what its manifest or stamp says.

    `number` is the case number, `stamp` what it was rendered with, where that is known.
    """

    key: str
    title: str
    file: str
    data: bytes
    version: str | None = None
    day: date | None = None
    item: int | None = None
    number: str | None = None
    stamp: Stamp | None = None

    @property
    def sha256(self) -> str:
        """The SHA-256 of the file, in hexadecimal."""
        return sha256(self.data)

    def package(self) -> Package:
        """Return its parts. Raises EnvironmentProblem where it is no Word document."""
        try:
            return open_received(self.data)
        except Unreadable as error:
            where = clean(self.file, None)
            raise EnvironmentProblem(
                f"”{where}” kan inte jämföras: {error.message}", error.help
            ) from None


def read_file(
    path: Path, record: DocumentRecord | None = None, number: str | None = None
) -> SideDocument:
    """Return a Word file as a document; what its manifest says of it is believed where it fits.

    Raises EnvironmentProblem where it cannot be read.
    """
    data = _bytes(path)
    if record is not None and record.sha256 == sha256(data):
        return SideDocument(
            record.key,
            record.title,
            path.name,
            data,
            record.version,
            record.date,
            record.item,
            number,
        )
    name = tidy(path.name)
    return SideDocument(key_of(name) or tidy(path.stem), name, path.name, data)


def tidy(name: str) -> str:
    """Return a file's name as a title: letters with their marks, and one blank between words.

    A Mac keeps a letter and its ring apart, and what is pasted into a name has hard blanks. Signs
    that cannot be seen are left out.
    """
    composed = unicodedata.normalize("NFC", name)
    seen = "".join(one for one in composed if one.isprintable() or one.isspace())
    return " ".join(seen.split())


def _bytes(path: Path) -> bytes:
    where = clean(str(path), None)
    try:
        if not path.exists():
            raise EnvironmentProblem(f"”{where}” finns inte", "kontrollera namn och mapp")
        if not path.is_file():
            raise EnvironmentProblem(f"”{where}” är ingen fil", "ange en Word-fil (.docx)")
        if path.stat().st_size > MAX_SIZE:
            raise EnvironmentProblem(
                f"”{where}” är större än {MAX_SIZE // 1_000_000} MB",
                "förminska eller ta bort bilder",
            )
        return path.read_bytes()
    except OSError:
        raise EnvironmentProblem(
            f"”{where}” kan inte läsas",
            "kontrollera att du har rätt att läsa den och att inget annat program har låst den",
        ) from None


def key_of(file: str) -> str | None:
    """Return the document that a file's name says, as in `…_bilaga-1_overenskommelse_….docx`."""
    words = tidy(file).rpartition(".")[0].replace(" ", "_").replace("-", "_").lower().split("_")
    found = [word for word in words if word in BY_KEY]
    return found[0] if len(set(found)) == 1 else None
