"""Which documents of a case have changed since its last version.

A document has changed if it reads otherwise under the stamp that it has: its uncompressed parts
differ. A new version of avtal alone changes nothing; where the parts differ, what was registered is
rendered once more, from its own sources, by the program of today.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from pydantic import ValidationError

from avtal.case.appendices import paper
from avtal.case.load import Case, load
from avtal.case.secrecy import secrecy_note
from avtal.case.stamp import Copy, Stamp
from avtal.case.workspace import SOURCES
from avtal.files.digests import sha256
from avtal.files.plain import NotRead, NotThere, read_plain
from avtal.files.replacing import MANIFEST_FILE
from avtal.making.manifest import (
    LARGEST_MANIFEST,
    FileRecord,
    RegisteredDocument,
    RegisteredManifest,
    is_newer,
)
from avtal.making.rendering import Ready, Renderer, prepare_case
from avtal.model.approval import Purpose
from avtal.model.diarienummer import Diarienummer
from avtal.problems import CaseError, EnvironmentProblem
from avtal.register.acts.purposes import says_otherwise
from avtal.register.ledger.queries import Row
from avtal.word.engine.prepared import Template
from avtal.word.package.assembly import unpack
from avtal.word.values.marked import Shown


@dataclass(frozen=True)
class Version:
    """A registered version as it lies in the store.

    `cache` is where results of checks of templates are kept between runs, if anywhere.
    """

    folder: Path
    manifest: RegisteredManifest
    cache: Path | None = None

    def data(self, file: str) -> bytes:
        """Return the bytes of one of its files, as they were registered.

        Raises EnvironmentProblem where the file is gone or is not as it was.
        """
        record = self._records[file]
        return read_unharmed(self.folder, file, record.sha256, record.size)

    @cached_property
    def _records(self) -> Mapping[str, FileRecord]:
        return {one.file: one for one in self.manifest.file_records()}

    @cached_property
    def rendered_from(self) -> Ready | None:
        """The case and templates that the version was made of, or None where they are not readable.

        That is so where this program asks for more than the one that made the version.
        """
        sources = self._sources()
        content, templates = sources / "content" / self.manifest.case, sources / "templates"
        try:
            made = prepare_case(content, templates, Copy.FULL, self.cache)
        except CaseError:
            return None
        return replace(made, case=with_number(made.case, self.manifest.case_number))

    @cached_property
    def content(self) -> Case | None:
        """The case that the version was made of, without its templates; None as `rendered_from`."""
        try:
            case = load(self._sources() / "content" / self.manifest.case)
        except CaseError:
            return None
        return with_number(case, self.manifest.case_number)

    def _sources(self) -> Path:
        """Return the workspace of the version. Raises EnvironmentProblem if it is not as it was."""
        for one in self.manifest.sources:
            self.data(one.file)
        return self.folder / SOURCES


class NewerVersion(EnvironmentProblem):
    """That a version is registered by a newer version of avtal, which this one cannot read."""


def read_version(folder: Path, manifest_sha256: str, cache: Path | None = None) -> Version:
    """Return a version of the store.

    Raises EnvironmentProblem where its manifest is not the one that the ledger has, or where a
    newer version of avtal wrote it.
    """
    data = read_unharmed(folder, MANIFEST_FILE, manifest_sha256, LARGEST_MANIFEST)
    if is_newer(data, RegisteredManifest):
        raise NewerVersion(
            f"versionen i ”{folder}” är gjord av en nyare version av avtal, och den här kan inte "
            "läsa den",
            "installera den senaste versionen av avtal",
        )
    try:
        return Version(folder, RegisteredManifest.model_validate_json(data), cache)
    except ValidationError:
        raise damaged_file(folder / MANIFEST_FILE) from None


def read_unharmed(place: Path, file: str, digest: str, most: int) -> bytes:
    """Return a file of a folder of the store, which has no more than `most` bytes.

    Raises EnvironmentProblem where it is not as it was registered.
    """
    path = place / file
    try:
        data = read_plain(path, most, place.parent)
    except NotThere:
        raise damaged_file(path) from None
    except NotRead as error:
        raise damaged_file(path, str(error)) from None
    if sha256(data) != digest:
        raise damaged_file(path)
    return data


def damaged_file(path: Path, said: str = "är skadad eller saknas") -> EnvironmentProblem:
    """Return the problem of a registered file that is not as it was."""
    return EnvironmentProblem(
        f"den registrerade filen ”{path}” {said}",
        "kör avtal verify för att se vad som är fel, och läs tillbaka en säkerhetskopia",
    )


def with_number(case: Case, number: str | None) -> Case:
    """Return the case with its diarienummer where the content has none."""
    if number is None or case.facts.case_number is not None:
        return case
    facts = case.facts.model_copy(update={"case_number": Diarienummer(number)})
    return replace(case, facts=facts)


def stamp_of(document: RegisteredDocument, number: str | None, copy: Copy) -> Stamp:
    """Return the stamp that a registered document has."""
    return Stamp(
        Diarienummer(number) if number else None,
        document.item,
        document.version,
        document.date,
        document.status,
        copy,
        document.names_copy,
    )


def secrecy_of(case: Case, key: str) -> str | None:
    """Return the note on why a document is secret as a whole."""
    mark = paper(case, key).secrecy
    return secrecy_note(mark) if mark else None


class Revisions:
    """The documents of a case, held against its last version.

    `restamped` are those that only get another status printed: they say what they said.
    """

    def __init__(
        self,
        renderer: Renderer,
        last: Version | None,
        handlingar: Sequence[Row],
        purpose: Purpose,
    ) -> None:
        self.restamped: set[str] = set()
        self._purpose = purpose
        self._case = renderer.case
        self._renderer = renderer
        self._last = last
        voided = {(row["key"], row["version"]) for row in handlingar if row["voided"] is not None}
        documents = last.manifest.documents if last else ()
        self._before = {one.key: one for one in documents if (one.key, one.made_in) not in voided}

    def carry_over(self, key: str) -> tuple[RegisteredDocument, Shown] | None:
        """Return the document of the last version where it has not changed, and what it shows."""
        document = self._before.get(key)
        if document is None or self._last is None:
            return None
        facts = paper(self._case, key)
        about = (facts.title, facts.open_title, secrecy_of(self._case, key))
        if about != (document.title, document.open_title, document.secrecy):
            return None
        if self._renderer.copies_differ(key) != document.names_copy:
            return None
        if not all(self._same(key, document, *each) for each in copies_of(document)):
            return None
        if says_otherwise(document.status, self._purpose):
            self.restamped.add(key)
            return None
        stamp = stamp_of(document, self._last.manifest.case_number, Copy.FULL)
        return document, self._renderer.render(key, stamp).shown

    def _same(self, key: str, document: RegisteredDocument, file: str, copy: Copy) -> bool:
        assert self._last is not None
        stamp = stamp_of(document, self._last.manifest.case_number, copy)
        data = self._renderer.render(key, stamp).data
        stored = self._last.data(file)
        if data == stored or unpack(data) == unpack(stored):
            return True
        before = self._last.rendered_from
        if before is None or key not in before.templates:
            return False
        again = before.renderer.render(key, stamp).data
        return unpack(again) == unpack(data)


def copies_of(document: RegisteredDocument) -> list[tuple[str, Copy]]:
    """Return the files of a document with the copy that each is."""
    found = [(document.file, Copy.FULL)]
    if document.public:
        found.append((document.public.file, Copy.PUBLIC))
    return found


def templates_used(templates: Mapping[str, Template]) -> dict[str, bytes]:
    """Return the templates as files of a version's sources, by path."""
    return {f"{SOURCES}/templates/{key}.docx": one.data for key, one in templates.items()}
