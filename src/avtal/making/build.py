"""A case becomes all its documents, or none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from avtal import __version__
from avtal.case.appendices import appendix_numbers, paper
from avtal.case.kinds import BY_KEY
from avtal.case.load import Case
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
from avtal.making.rendering import Ready, Rendered, prepare_case
from avtal.problems import CaseError, EnvironmentProblem, Problem
from avtal.rules.printed import Printed, printed_findings
from avtal.word.engine.prepared import Template
from avtal.word.stories.plain import PrintedParagraph

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
    made = prepare_case(folder, templates, copy, cache)
    # A finding may quote what it is about, and must not lie beside a public copy.
    quiet = copy is Copy.PUBLIC and made.case.index.has_secrets
    documents = _render_all(made, copy)
    manifest, files = _manifest(made, copy, documents, quiet=quiet)
    printed = {key: rendered.paragraphs for key, (_, rendered) in documents.items()}
    told = () if quiet else (*made.findings, *check_printed(made, printed, copy))
    replace_folder(target, {**files, MANIFEST_FILE: manifest.to_bytes()}, not_ours)
    return Built(target, manifest, told)


def drafts_of(case: Path, output: Path, copy: Copy) -> Path:
    """Return the folder of a case's drafts, given the case's own folder."""
    return output / case.name / _FOLDERS[copy]


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


def _render_all(made: Ready, copy: Copy) -> dict[str, tuple[Stamp, Rendered]]:
    """Return every document with its stamp, by key. Raises CaseError with every problem."""
    documents: dict[str, tuple[Stamp, Rendered]] = {}
    problems: list[Problem] = []
    for key in made.templates:
        try:
            stamp = made.renderer.draft_naming_copy(key, copy)
            documents[key] = stamp, made.renderer.render(key, stamp)
        except CaseError as error:
            problems += error.problems
    if problems:
        raise CaseError(problems)
    return documents


def _manifest(
    made: Ready, copy: Copy, documents: Mapping[str, tuple[Stamp, Rendered]], *, quiet: bool
) -> tuple[Manifest, dict[str, bytes]]:
    """Return the manifest of a build, and the documents by the names of their files."""
    case = made.case
    files: dict[str, bytes] = {}
    records = []
    for key, (stamp, rendered) in documents.items():
        name = file_name(case, key, stamp, stamp.status.value)
        files[name] = rendered.data
        template = made.templates[key]
        records.append(document_record(case, key, stamp, template, name, rendered.data))
    manifest = Manifest(
        case=case.name,
        case_number=str(case.facts.case_number) if case.facts.case_number else None,
        status=Status.DRAFT,
        copy=copy,
        documents=tuple(records),
        exemptions=() if quiet else exemption_records(made.findings),
        content_sha256=None if quiet else content_hash(case.files),
        avtal_version=__version__,
    )
    return manifest, files


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
    made: Ready, documents: Mapping[str, Sequence[PrintedParagraph]], copy: Copy
) -> list[Problem]:
    """Return what the rules say of finished documents, given what they print, by key."""
    case = made.case
    numbers = appendix_numbers(case, copy)
    return [
        problem
        for key, paragraphs in documents.items()
        for problem in printed_findings(
            Printed(
                key=key,
                template=made.templates[key].name,
                title=paper(case, key).title,
                version=case.documents[key].version,
                appendix_numbers=[number for _, number in numbers.get(key, [])],
                listed=[paper(case, one).title for one in case.documents[key].appendices],
                paragraphs=paragraphs,
            )
        )
    ]


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
