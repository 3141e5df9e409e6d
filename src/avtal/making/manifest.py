"""What was made, from what: one model for drafts and registered versions."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from avtal.case.stamp import Copy, Status
from avtal.files.digests import sha256
from avtal.files.replacing import MANIFEST_FILE
from avtal.model.approval import Purpose

LITTER = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
"""What file managers leave behind where somebody has looked."""
LARGEST_MANIFEST = 1 << 24
"""So many bytes no manifest has: a hundred times those of a case with a thousand documents."""


class _Record(BaseModel):
    model_config = ConfigDict(
        frozen=True, extra="forbid", serialize_by_alias=True, defer_build=True
    )


class _Manifest(_Record):
    """A manifest, which says its format and is of no other."""

    if TYPE_CHECKING:  # each has one of its own
        format: str

    @model_validator(mode="after")
    def _is_of_its_format(self) -> Self:
        form = type(self).model_fields["format"].default
        if self.format != form:
            raise ValueError("another format")
        return self

    def to_bytes(self) -> bytes:
        """Return the manifest as JSON, UTF-8 with LF."""
        return (self.model_dump_json(indent=2) + "\n").encode()


class AppendixOf(_Record):
    """To which document a document is an appendix, and its number there."""

    document: str
    number: int


class DocumentRecord(_Record):
    """One document that was made. `size` is in bytes, hashes are SHA-256 in hexadecimal."""

    key: str
    title: str
    appendix: tuple[AppendixOf, ...]
    item: int | None
    version: str
    date: date
    file: str
    sha256: str
    size: int
    template: str
    template_sha256: str


class FileRecord(_Record):
    """A file: its name, SHA-256 in hexadecimal and size in bytes."""

    file: str
    sha256: str
    size: int


class RegisteredDocument(DocumentRecord):
    """A handling that belongs to a registered version.

    `made_in` is the version that it was made for, which is an earlier one where it has not changed
    since; `item`, `date`, `status` and `names_copy` are what its stamp says. `disclosed` tells
    whether the public may see the file itself, the `public` copy, or none.
    """

    made_in: int
    status: Status
    names_copy: bool
    open_title: str | None
    secrecy: str | None
    disclosed: Literal["hela", "delvis", "inte"]
    public: FileRecord | None

    @property
    def files(self) -> Iterable[str]:
        """The names of its files, from the version's folder."""
        return (self.file, self.public.file) if self.public else (self.file,)


class ExemptionRecord(_Record):
    """A finding of a rule that the case accepts, and why."""

    rule: str
    about: str
    finding: str
    reason: str


class FiledManifest(FileRecord, _Manifest):
    """What lies beside a file that came: the facts that the register was told with it."""

    format: str = "avtal/handling/1"
    case_number: str
    filing: int
    item: int | None
    title: str
    open_title: str | None
    type: str
    day: date
    sender: str | None
    recipient: str | None
    secrecy: str | None
    answers: str | None
    original_name: str
    avtal_version: str
    registered_at: str
    registered_by: str


class Manifest(_Manifest):
    """The manifest of one folder of documents.

    `content_sha256` is SHA-256 over the lines `path NUL sha256` of the content files used, sorted
    by path; None in the public copy of a case with secrets, since a hash of secret text can
    confirm a guess of it. There are no `exemptions` in such a copy either: a finding may quote.
    """

    format: str = "avtal/manifest/1"
    case: str
    case_number: str | None
    status: Status
    copy_kind: Copy = Field(alias="copy")
    documents: tuple[DocumentRecord, ...]
    exemptions: tuple[ExemptionRecord, ...]
    content_sha256: str | None
    avtal_version: str


class RegisteredManifest(Manifest):
    """The manifest of a registered version: which revision of each document belongs to it.

    It lies in the version's folder beside the files, and the content, the law profile and the
    templates that they were made of lie in `kalla/`, laid out as a workspace; `sources` are their
    paths from the version's folder.
    """

    format: str = "avtal/registrerad/1"
    documents: tuple[RegisteredDocument, ...]
    sources: tuple[FileRecord, ...]
    number: int
    purpose: Purpose
    registered: date
    registered_at: str
    registered_by: str

    def file_records(self) -> Iterator[FileRecord]:
        """Yield every file of the version beside the manifest itself."""
        for one in self.documents:
            yield FileRecord(file=one.file, sha256=one.sha256, size=one.size)
            if one.public:
                yield one.public
        yield from self.sources


class ComparisonManifest(_Manifest):
    """The manifest of a folder with a comparison: what was compared, and which files it holds.

    `old` and `new` name the sides as they were given; the files are the report and the redlines.
    """

    format: Literal["avtal/jamforelse/1"] = "avtal/jamforelse/1"
    old: str
    new: str
    copy_kind: Copy = Field(alias="copy")
    made_at: str
    author: str
    files: tuple[FileRecord, ...]
    avtal_version: str


def is_newer(data: bytes, model: type[FiledManifest | Manifest]) -> bool:
    """Tell whether a manifest is of the kind of the model, but of a format that came after it."""
    kind, _, number = str(model.model_fields["format"].default).rpartition("/")
    try:
        said = json.loads(data)["format"].rpartition("/")
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return False
    return bool(said[0] == kind and said[2].isascii() and said[2].isdecimal()) and (
        int(said[2][:9]) > int(number)
    )


def listed_files(data: bytes) -> Iterator[FileRecord]:
    """Yield the files that a manifest lists, of whatever format it is.

    Each thing in it that has `file`, `sha256` and `size` is one: so it is in every manifest, and so
    it stays, so that files can be proved by a program that cannot read what else the manifest says.
    """
    waiting = [json.loads(data)]
    while waiting:
        thing = waiting.pop()
        if isinstance(thing, dict):
            with suppress(ValidationError):
                yield FileRecord.model_validate(
                    {name: thing.get(name) for name in FileRecord.model_fields}, strict=True
                )
        if isinstance(thing, dict | list):
            waiting += thing.values() if isinstance(thing, dict) else thing


def content_hash(files: Mapping[str, str]) -> str:
    """Return the hash of a set of content files, given the SHA-256 of each by path."""
    return sha256("".join(f"{path}\0{files[path]}\n" for path in sorted(files)).encode())


def not_ours(folder: Path) -> str | None:
    """Tell why a folder of drafts must not be replaced, or None.

    It may be replaced only if its own manifest lists every file in it and none was changed by
    hand since.
    """
    return not_as_listed(folder, _draft_files)


def _draft_files(manifest: bytes) -> Mapping[str, str]:
    documents = Manifest.model_validate_json(manifest).documents
    return {record.file: record.sha256 for record in documents}


def not_our_comparison(folder: Path) -> str | None:
    """Tell why the folder of a comparison must not be replaced, or None, as `not_ours` does."""
    return not_as_listed(folder, _comparison_files)


def comparison_in(folder: Path) -> ComparisonManifest | None:
    """Return the manifest of the comparison that lies in a folder; None where none can be read."""
    try:
        return ComparisonManifest.model_validate_json((folder / MANIFEST_FILE).read_bytes())
    except (OSError, ValueError):
        return None


def _comparison_files(manifest: bytes) -> Mapping[str, str]:
    files = ComparisonManifest.model_validate_json(manifest).files
    return {record.file: record.sha256 for record in files}


def not_as_listed(folder: Path, listed: Callable[[bytes], Mapping[str, str]]) -> str | None:
    """Tell why a folder is not as its manifest lists it: SHA-256 by file name; None if it is."""
    present = {path.name for path in folder.iterdir()} - LITTER
    if not present:
        return None
    try:
        hashes = listed((folder / MANIFEST_FILE).read_bytes())
    except (OSError, ValidationError):
        return "den har filer men inget manifest från avtal"
    for name in sorted(present - {MANIFEST_FILE}):
        path = folder / name
        if name.startswith("~$"):
            return "en av filerna är öppen i Word; stäng den"
        if name not in hashes or not path.is_file():
            return f"”{name}” är inte gjord av avtal"
        if sha256(path.read_bytes()) != hashes[name]:
            return f"”{name}” har ändrats sedan den gjordes"
    return None


def holds_public_copies(folder: Path) -> bool:
    """Tell whether a folder holds public copies, by its manifest."""
    try:
        data = (folder / MANIFEST_FILE).read_bytes()
    except OSError:
        return False
    for model in (Manifest, ComparisonManifest):
        with suppress(ValidationError):
            return model.model_validate_json(data).copy_kind is Copy.PUBLIC
    return False
