"""One side of a comparison: what a user named, read into documents and, where there is one, a case.

A side is a case folder, a registered version, a git revision of a case folder, a folder of
documents or a single Word file.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from avtal.case.appendices import paper
from avtal.case.kinds import BY_KEY
from avtal.case.load import Case
from avtal.case.stamp import Copy
from avtal.compare.sides.git_revision import revision_of
from avtal.compare.sides.received import SideDocument, read_file, tidy
from avtal.files.replacing import MANIFEST_FILE
from avtal.making.manifest import DocumentRecord, Manifest, content_hash
from avtal.making.rendering import Ready, prepare_case
from avtal.problems import CaseError, EnvironmentProblem, clean

MOST_FILES = 100
"""Most documents of a folder: a case has seven."""


class SideError(CaseError):
    """A case that is to be compared has errors, so that it cannot be."""

    exit_code = 2


@dataclass(frozen=True)
class Side:
    """A side: how it was named, what to call it in file names, and what it holds.

    `copy` is None where nobody knows which copy the documents are. `own_facts` are (what, value)
    pairs that identify it beside those of its content. `reads` are the folders of content and
    templates that nothing may be written in. `content` reads the case; it is asked late, since the
    documents of a registered version can be compared while its case is read. `title` is what it is
    called in a heading, where that is not its name.
    """

    name: str
    slug: str
    documents: Mapping[str, SideDocument]
    content: Callable[[], Ready | None] = lambda: None
    copy: Copy | None = None
    case: str | None = None
    single: bool = False
    own_facts: tuple[tuple[str, str], ...] = ()
    reads: tuple[Path, ...] = ()
    title: str = ""

    @cached_property
    def made(self) -> Ready | None:
        """The case and templates behind the documents, where they are there and can be read."""
        return self.content()

    @property
    def label(self) -> str:
        """What to call the side: a file or folder by its own name, without the way there."""
        return self.title or self.name

    @property
    def facts(self) -> tuple[tuple[str, str], ...]:
        """What identifies the side: diarienummer, version, SHA-256 of the content."""
        found = dict(self.own_facts)
        if self.made and self.copy:
            found = {**dict(_case_facts(self.made.case, self.copy)), **found}
        return tuple(found.items())


def from_case(
    folder: Path, templates: Path, copy: Copy, name: str, slug: str, cache: Path | None = None
) -> Side:
    """Return the side of a case folder: its documents as drafts.

    Raises SideError with every error of content and templates.
    """
    try:
        made = prepare_case(folder, templates, copy, cache)
        documents = {key: _draft(made, key, copy) for key in made.templates}
    except CaseError as error:
        raise SideError(error.problems) from None
    reads = (folder.parent, templates)
    title = f"{made.case.name} ({slug})"
    return Side(name, slug, documents, lambda: made, copy, made.case.name, reads=reads, title=title)


def _case_facts(case: Case, copy: Copy) -> list[tuple[str, str]]:
    """Return what identifies the content of a case; no hash of it where something is left out."""
    number = case.facts.case_number
    found = [("Diarienummer", number.text)] if number else []
    if copy is Copy.FULL or not case.index.has_secrets:
        found.append(("Innehållets SHA-256", content_hash(case.files)))
    return found


def _draft(made: Ready, key: str, copy: Copy) -> SideDocument:
    stamp = made.renderer.draft_naming_copy(key, copy)
    return SideDocument(
        key,
        paper(made.case, key).title,
        f"{key}.docx",
        made.renderer.render(key, stamp).data,
        stamp.version,
        stamp.date,
        stamp.item,
        stamp.case_number.text if stamp.case_number else None,
        stamp,
    )


def from_revision(text: str, copy: Copy, cache: Path | None) -> Side:
    """Return the side of a case folder in a git revision: `HEAD~1:content/taby-2018`."""
    with revision_of(text) as found:
        side = from_case(
            found.case, found.case.parent.parent / "templates", copy, text, found.slug, cache
        )
    return replace(side, own_facts=(("Git", found.commit),), reads=(), title="")


def from_folder(folder: Path) -> Side:
    """Return the side of a folder of Word files; its manifest is believed where it fits the files.

    Raises EnvironmentProblem where there are none, or too many.
    """
    files = sorted(
        path
        for path in folder.iterdir()
        if path.suffix.lower() == ".docx" and not path.name.startswith(("~$", "."))
    )
    if not files or len(files) > MOST_FILES:
        what = f"har fler än {MOST_FILES} Word-filer" if files else "har inga Word-filer (.docx)"
        raise EnvironmentProblem(
            f"mappen ”{clean(str(folder), None)}” {what}",
            "ange ett ärende i content, en mapp med handlingar eller en enda Word-fil",
        )
    manifest = _manifest(folder)
    records = {one.file: one for one in manifest.documents} if manifest else {}
    documents: dict[str, SideDocument] = {}
    for path in files:
        number = manifest.case_number if manifest else None
        document = read_file(path, records.get(path.name), number)
        if document.key in documents:
            raise EnvironmentProblem(
                f"mappen ”{clean(str(folder), None)}” har två filer för {document.key}: "
                f"{clean(documents[document.key].file, None)} och {clean(path.name, None)}",
                "ange den ena filen i stället för mappen",
            )
        documents[document.key] = document
    order = list(BY_KEY)
    ordered = sorted(documents, key=lambda key: (order.index(key) if key in order else 99, key))
    facts = (("Diarienummer", manifest.case_number),) if manifest and manifest.case_number else ()
    return Side(
        str(folder),
        slug_of(folder.absolute().name),
        {key: documents[key] for key in ordered},
        # A file that is not the recorded one may be anything.
        copy=manifest.copy_kind if manifest and _all_recorded(documents, records) else None,
        case=manifest.case if manifest and _is_folder(manifest.case) else None,
        own_facts=facts,
        title=tidy(folder.absolute().name),
    )


def _is_folder(name: str) -> bool:
    """Tell whether a name is that of one folder, and leads nowhere else."""
    return name not in {"", ".", ".."} and not set(name) & set("/\\:\0")


def _all_recorded(
    documents: Mapping[str, SideDocument], records: Mapping[str, DocumentRecord]
) -> bool:
    return all(
        (record := records.get(one.file)) is not None and record.sha256 == one.sha256
        for one in documents.values()
    )


def from_file(path: Path) -> Side:
    """Return the side of a single Word file. Raises EnvironmentProblem where it cannot be read."""
    document = read_file(path, None)
    return Side(
        str(path), slug_of(path.stem), {document.key: document}, single=True, title=tidy(path.name)
    )


def _manifest(folder: Path) -> Manifest | None:
    try:
        text = (folder / MANIFEST_FILE).read_bytes()
        found = Manifest.model_validate_json(text)
    except (OSError, ValueError):
        return None
    return found


def slug_of(text: str, also: str = "") -> str:
    """Return a text as a part of a file name: ASCII, and not long; `also` are signs that stay."""
    plain = tidy(text).lower().translate(str.maketrans("åäöé", "aaoe"))
    kept = "".join(c if c.isascii() and (c.isalnum() or c in also) else "-" for c in plain)
    return "-".join(filter(None, kept.split("-")))[:40] or "handlingar"
