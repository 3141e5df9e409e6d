"""A case becomes all its documents, or none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from avtal import __version__
from avtal.case.appendices import appendix_numbers, is_shown, paper
from avtal.case.kinds import BY_KEY
from avtal.case.load import Case, load, with_file
from avtal.case.secrecy import secret_marks
from avtal.case.stamp import Copy, Stamp, Status
from avtal.case.workspace import default_output, find_case, templates_of
from avtal.files.digests import sha256
from avtal.files.refusals import resolve
from avtal.files.replacing import MANIFEST_FILE, replace_folder
from avtal.making.manifest import (
    AppendixOf,
    DocumentRecord,
    ExemptionRecord,
    Manifest,
    content_hash,
    not_ours,
)
from avtal.problems import CaseError, EnvironmentProblem, Problem
from avtal.rules.catalogue import findings
from avtal.rules.printed import Printed, printed_findings
from avtal.templates.asked_for import with_places
from avtal.templates.folder import check_templates
from avtal.templates.view import view_case
from avtal.word.engine.faults import Unfillable
from avtal.word.engine.fill import Properties, fill
from avtal.word.engine.prepared import Template
from avtal.word.stories.text import paragraphs
from avtal.word.values.marked import Trace

_FOLDERS = {Copy.FULL: "utkast", Copy.PUBLIC: "utkast-offentlig"}


@dataclass(frozen=True)
class Built:
    """What a build made: the folder, its manifest and what the rules say about the content.

    Nothing is said beside the public copy of a case with secrets.
    """

    folder: Path
    manifest: Manifest
    findings: tuple[Problem, ...]


def build(
    folder: Path,
    output: Path | None,
    templates: Path | None,
    copy: Copy,
    cache: Path | None = None,
) -> Built:
    """Make every document of the case in `folder` as drafts below `output`.

    `output` defaults to `output` in the current folder, `templates` to the workspace's own; `cache`
    is where results of checks are kept between runs, if anywhere. Raises CaseError with every
    problem of content and templates, EnvironmentProblem where the tool cannot work; in both cases
    nothing was changed.
    """
    place = find_case(folder)
    output = output or default_output(place)
    target = drafts_of(place, output, copy)
    templates = templates_of(place, templates)
    refuse_target(resolve(target), (resolve(place.parent), resolve(place), templates))
    if _holds_manifest(output):
        raise EnvironmentProblem(
            f"”{output}” är själv en mapp med utkast", "ange mappen ovanför ärendet med --output"
        )
    case, prepared, found = prepare_case(folder, templates, copy, cache)
    # A finding may quote what it is about, and must not lie beside a public copy.
    quiet = copy is Copy.PUBLIC and bool(secret_marks(case))
    files, manifest = _render_all(case, prepared, copy, () if quiet else exemption_records(found))
    documents = {record.key: files[record.file] for record in manifest.documents}
    told = () if quiet else (*found, *check_printed(case, documents, prepared, copy))
    replace_folder(target, {**files, MANIFEST_FILE: manifest.to_bytes()}, not_ours)
    return Built(target, manifest, told)


def drafts_of(case: Path, output: Path, copy: Copy) -> Path:
    """Return the folder of a case's drafts, given the case's own folder."""
    return output / case.name / _FOLDERS[copy]


class Ready(NamedTuple):
    """A case that can be rendered: its templates by key of document, and what the rules say."""

    case: Case
    templates: Mapping[str, Template]
    findings: Sequence[Problem]


def prepare_case(folder: Path, templates: Path, copy: Copy, cache: Path | None = None) -> Ready:
    """Return the case with the templates of the documents of the copy, all of it checked.

    Raises CaseError with every problem of content and templates.
    """
    try:
        case = load(folder)
    except CaseError as error:
        # Which documents the case has may itself be wrong; those that are written are meant.
        checked = check_templates(with_file(find_case(folder)), templates, cache)
        raise CaseError([*error.problems, *checked.errors]) from None
    found = findings(case)
    errors = [problem for problem in found if problem.severity == "fel"]
    rows = [BY_KEY[key] for key in case.documents if is_shown(case, key, copy)]
    checked = check_templates(rows, templates, cache)
    if errors or checked.errors:
        raise CaseError([*errors, *checked.errors])
    return Ready(case, checked.ready, found)


def _holds_manifest(folder: Path) -> bool:
    try:
        return (folder / MANIFEST_FILE).exists()
    except OSError:  # what cannot be looked into is told when it cannot be written into
        return False


def refuse_target(target: Path, sources: tuple[Path, ...]) -> None:
    """Raise EnvironmentProblem where a result would lie among what it is made of."""
    for source in sources:
        if target.is_relative_to(source) or source.is_relative_to(target):
            raise EnvironmentProblem(
                f"resultatet kan inte läggas i ”{target}”, bland innehåll och mallar",
                "välj en annan mapp med --output",
            )


def exemption_records(found: Iterable[Problem]) -> tuple[ExemptionRecord, ...]:
    """Return the findings that the case accepts, as a manifest says them."""
    return tuple(
        ExemptionRecord(
            rule=problem.code.removeprefix("regel "),
            about=problem.about,
            finding=problem.message,
            reason=problem.help,
        )
        for problem in found
        if problem.severity == "undantag"
    )


def _render_all(
    case: Case,
    templates: Mapping[str, Template],
    copy: Copy,
    exemptions: tuple[ExemptionRecord, ...],
) -> tuple[dict[str, bytes], Manifest]:
    files: dict[str, bytes] = {}
    records: list[DocumentRecord] = []
    problems: list[Problem] = []
    marked = bool(secret_marks(case))
    for key, template in templates.items():
        try:
            stamp = stamp_naming_copy(case, key, copy, template)
            data = render(case, key, stamp, template)
        except CaseError as error:
            problems += error.problems
            continue
        name = file_name(case, key, stamp, stamp.status.value)
        files[name] = data
        records.append(document_record(case, key, stamp, template, name, data))
    if problems:
        raise CaseError(problems)
    return files, Manifest(
        case=case.name,
        case_number=str(case.facts.case_number) if case.facts.case_number else None,
        status=Status.DRAFT,
        copy=copy,
        documents=tuple(records),
        exemptions=exemptions,
        content_sha256=None if marked and copy is Copy.PUBLIC else content_hash(case.files),
        avtal_version=__version__,
    )


def document_record(
    case: Case, key: str, stamp: Stamp, template: Template, file: str, data: bytes
) -> DocumentRecord:
    """Return what a manifest says of a finished document."""
    return DocumentRecord(
        key=key,
        title=paper(case, key).title,
        appendix=tuple(
            AppendixOf(document=parent, number=number)
            for parent, number in appendix_numbers(case, stamp.copy).get(key, [])
        ),
        item=stamp.item,
        version=stamp.version,
        date=stamp.date,
        file=file,
        sha256=sha256(data),
        size=len(data),
        template=BY_KEY[key].template_file,
        template_sha256=sha256(template.data),
    )


def check_printed(
    case: Case, documents: Mapping[str, bytes], templates: Mapping[str, Template], copy: Copy
) -> list[Problem]:
    """Return what the rules say of finished documents, given by key."""
    numbers = appendix_numbers(case, copy)
    return [
        problem
        for key, data in documents.items()
        for problem in printed_findings(
            Printed(
                key=key,
                template=templates[key].name,
                title=paper(case, key).title,
                version=case.documents[key].version,
                appendix_numbers=[number for _, number in numbers.get(key, [])],
                listed=[paper(case, one).title for one in case.documents[key].appendices],
                paragraphs=list(paragraphs(data)),
            )
        )
    ]


def copies_differ(case: Case, key: str, template: Template) -> bool:
    """Tell whether a document shows something that its public copy leaves out."""
    full, public = (render(case, key, draft_stamp(case, key, copy), template) for copy in Copy)
    return full != public


def stamp_naming_copy(case: Case, key: str, copy: Copy, template: Template) -> Stamp:
    """Return the stamp that a draft is printed with: it names the copy where the copies differ."""
    stamp = draft_stamp(case, key, copy)
    differ = bool(secret_marks(case)) and copies_differ(case, key, template)
    return replace(stamp, names_copy=differ)


def draft_stamp(case: Case, key: str, copy: Copy) -> Stamp:
    """Return the stamp of a draft: number, version and date from the content."""
    reserved = next(entry.item for entry in case.facts.documents if entry.id == key)
    content = case.documents[key]
    return Stamp(
        case.facts.case_number, reserved, content.version, content.date, Status.DRAFT, copy
    )


def render(
    case: Case, key: str, stamp: Stamp, template: Template, trace: Trace | None = None
) -> bytes:
    """Return one document of the case as the bytes of a Word file. Raises CaseError.

    A `trace` is told which unknown facts the document shows; the bytes are the same.
    """
    number = str(stamp.case_number) if stamp.case_number else ""
    properties = Properties(
        title=paper(case, key).title,
        subject=number,
        author=case.facts.municipality_name,
        status=stamp.status.value.upper(),
        date=stamp.date,
    )
    view = view_case(case, key, stamp, trace)
    try:
        return fill(template, view.values, properties)
    except Unfillable as error:
        raise with_places(error, case, view) from None


def file_name(case: Case, key: str, stamp: Stamp, revision: str) -> str:
    """Return the file name: diarienummer, place in the case, appendix, key, revision and copy.

    ASCII, under 120 characters, and sorts in reading order.
    """
    number = stamp.case_number.slug() if stamp.case_number else "utan-dnr"
    place = list(case.documents).index(key)
    parts = [number, f"{place:02d}"]
    listed = appendix_numbers(case, stamp.copy).get(key)
    if listed:
        parts.append(f"bilaga-{listed[0][1]}")
    parts += [key, revision]
    if stamp.copy is Copy.PUBLIC:
        parts.append(stamp.copy.value)
    return "_".join(parts) + ".docx"
