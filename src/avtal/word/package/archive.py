"""The zip file that a Word document is: read within bounds, whoever made it."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from lzma import LZMAError
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml import etree

MAX_SIZE = 50_000_000
"""Largest size of a Word file, as a file and unpacked, in bytes."""
MAX_XML = 5_000_000
"""Most XML of a template in bytes; pictures do not count."""
MAX_MEMBERS = 1_000
MAX_ATTRIBUTES = 1_000
"""Most attributes of one element, as the XML parser compares each with all others."""

SAVE_AGAIN = "öppna den i Word på datorn och spara den på nytt som Word-dokument (.docx)"

_OLD_FORMAT = b"\xd0\xcf\x11\xe0"  # .doc, and any Office file with a password
_NOT_READ = (zipfile.BadZipFile, zlib.error, LZMAError, EOFError, NotImplementedError,
             RuntimeError, ValueError, OSError, struct.error)  # fmt: skip


class Unreadable(Exception):  # noqa: N818 - a reason, which the caller turns into a problem
    """Why a file cannot be read: a sentence and what to do, or neither where it is no zip file."""

    def __init__(self, message: str = "", help: str = "") -> None:
        self.message = message
        self.help = help
        super().__init__(message)


def read_members(data: bytes, what: str, most_xml: int = MAX_XML) -> dict[str, bytes]:
    """Return each member's bytes, read no further than the size that the zip file states.

    `what` is what the file is called in a sentence: mallen. Raises Unreadable.
    """
    if data.startswith(_OLD_FORMAT):
        raise Unreadable(
            "filen är ett äldre Word-dokument (.doc) eller skyddad med lösenord",
            "öppna den i Word, ta bort lösenordet och spara som Word-dokument (.docx)",
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            entries = [entry for entry in package.infolist() if not entry.is_dir()]
            _check_size(what, len(data), entries, most_xml)
            members = {}
            for entry in entries:
                with package.open(entry) as stream:
                    members[entry.filename] = stream.read(entry.file_size)
    except _NOT_READ:
        raise Unreadable from None
    if len(members) < len(entries):
        raise Unreadable("två delar i filen har samma namn", SAVE_AGAIN)
    return members


def _check_size(what: str, size: int, entries: list[zipfile.ZipInfo], most_xml: int) -> None:
    xml = sum(entry.file_size for entry in entries if is_xml(entry.filename))
    if max(size, sum(entry.file_size for entry in entries)) > MAX_SIZE:
        message = f"{what} är orimligt stor uppackad"
        raise Unreadable(message, "förminska eller ta bort bilder")
    if len(entries) > MAX_MEMBERS:
        raise Unreadable(f"{what} består av mer än {MAX_MEMBERS} delar", SAVE_AGAIN)
    if xml > most_xml:
        message = f"{what}s text är orimligt stor"
        raise Unreadable(message, f"dela upp {what}, eller ta bort tabeller")


def is_xml(member: str) -> bool:
    """Tell whether a member is named as XML."""
    return member.endswith((".xml", ".rels"))


def read_tree(content: bytes) -> etree._Element:
    """Return a part as a tree; nothing outside the part is read.

    Raises XMLSyntaxError, and ValueError where an element has too many attributes.
    """
    from lxml import etree  # which takes a while, and is not needed to make a document

    if any(piece.count(b"=") > MAX_ATTRIBUTES for piece in content.split(b"<")):
        raise ValueError("an element has too many attributes")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
    )
    return etree.fromstring(content, parser)
