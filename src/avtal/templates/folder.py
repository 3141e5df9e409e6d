"""The Word templates of a folder, checked: the same for a build and for a check.

Nothing here reads Word before it must, so that a check whose results are kept is quick.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from avtal.case.kinds import BY_KEY, DOCUMENTS, DocumentType
from avtal.case.workspace import FACTS_FILE
from avtal.files.refusals import unreadable_folder, why
from avtal.language.hints import suggest
from avtal.problems import SEVERITIES, EnvironmentProblem, Problem, clean
from avtal.templates import cache as template_cache
from avtal.templates.cache import KeptTemplate
from avtal.word.types.report import Report, Use

if TYPE_CHECKING:
    from avtal.word.engine.prepared import Template


@dataclass(frozen=True)
class TemplateSource:
    """A template as it was read: the name by which it is told of, and its bytes."""

    name: str
    data: bytes


@dataclass(frozen=True)
class CheckedTemplates:
    """What was found in the templates of some documents.

    `problems` is everything, template by template; `reports` and `sources` are by the document's
    key, for those templates that could be read, and `ready` those that can be filled.
    """

    problems: tuple[Problem, ...]
    reports: Mapping[str, Report]
    sources: Mapping[str, TemplateSource]
    ready: Mapping[str, Template]

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that stop a document."""
        return tuple(problem for problem in self.problems if problem.severity == "fel")


def check_templates(
    rows: Iterable[DocumentType], folder: Path, cache: Path | None = None
) -> CheckedTemplates:
    """Return everything that can be said of the templates of these documents.

    `cache` is a folder in which results are kept between runs.
    """
    problems: list[Problem] = []
    reports: dict[str, Report] = {}
    sources: dict[str, TemplateSource] = {}
    prepared: dict[str, Template] = {}
    for row in rows:
        source = _read(row, folder)
        if isinstance(source, Problem):
            problems.append(source)
            continue
        report, template = _known(row.key, source, cache)
        if template:
            prepared[row.key] = template
        sources[row.key], reports[row.key] = source, report
        problems += report.problems
    return CheckedTemplates(tuple(problems), reports, sources, prepared)


def check_folder(folder: Path, cache: Path | None = None) -> CheckedTemplates:
    """Return everything that can be said of the templates in a folder, and of what none prints.

    What stops a document comes first. A document without a template is no mistake until a case has
    it. Raises EnvironmentProblem where the folder holds no template at all.
    """
    names = _names(folder)
    rows = [row for row in DOCUMENTS if row.template_file in names]
    if not rows:
        named = ", ".join(row.template_file for row in DOCUMENTS)
        raise EnvironmentProblem(
            f"mappen ”{clean(str(folder), None)}” har inga mallar", f"en mall heter {named}"
        )
    checked = check_templates(rows, folder, cache)
    problems = [*checked.problems, *_strays(folder, names), *_unused_fields(folder, checked)]
    problems.sort(key=lambda problem: SEVERITIES.index(problem.severity))
    return replace(checked, problems=tuple(problems))


def _names(folder: Path) -> frozenset[str]:
    try:
        return frozenset(path.name for path in folder.iterdir())
    except OSError:
        raise unreadable_folder(folder) from None


def _strays(folder: Path, names: Iterable[str]) -> Iterator[Problem]:
    """Yield Word files that are the template of no document; Word's own locks begin with ~$."""
    known = [row.template_file for row in DOCUMENTS]
    for found in sorted(names):
        if found.endswith(".docx") and found not in known and not found.startswith("~$"):
            name = f"{folder.name}/{clean(found, None)}"
            message = "filen är inte mall för någon handling"
            yield Problem("mall", message, name, help=suggest(found, known), severity="råd")


def _unused_fields(folder: Path, checked: CheckedTemplates) -> Iterator[Problem]:
    """Yield the fields that no template names, once every tag can be read."""
    if checked.errors:
        return
    from avtal.templates.fields import find_unused

    uses = frozenset().union(*(report.uses for report in checked.reports.values()))
    for key, fields in find_unused(uses, checked.reports).items():
        about = BY_KEY[key].template_file if key else FACTS_FILE
        name = f"{folder.name}/{about}" if key else about
        message = f"fält som ingen mall skriver ut: {', '.join(fields)}"
        help = "skriv ut dem, eller låt dem vara om de inte behövs; se avtal templates fields"
        yield Problem("mall", message, name, help=help, severity="råd")


def _read(row: DocumentType, folder: Path) -> TemplateSource | Problem:
    path = folder / row.template_file
    name = f"{folder.name}/{row.template_file}"
    try:
        if path.exists() and not (path.is_file() or path.is_dir()):
            # Reading a pipe or a device may never end.
            help = f"lägg mallen {row.template_file} i dess ställe"
            return Problem("mall", "det här är ingen vanlig fil", name, help=help)
        return TemplateSource(name, path.read_bytes())
    except FileNotFoundError:
        help = f"lägg mallen {row.template_file} i mappen {folder}"
        return Problem("mall", "mallen finns inte", name, help=help)
    except OSError as error:
        return Problem("mall", f"mallen kan inte läsas: {why(error)}", name)


@lru_cache(maxsize=24)
def _known(key: str, source: TemplateSource, cache: Path | None) -> KeptTemplate:
    """Return what is known of a template: of this run, of an earlier one, or by checking it."""
    place = template_cache.entry(cache, key, source.data) if cache else None
    kept = template_cache.read(place, source.name, source.data) if place else None
    if kept is None:
        kept = KeptTemplate(*_check(key, source))
        if place:
            template_cache.write(place, kept)
    return kept


def _check(key: str, source: TemplateSource) -> tuple[Report, Template | None]:
    from avtal.templates.types import type_given_to
    from avtal.word.template.check import check

    report, template = check(source.name, source.data, type_given_to(key))
    if template is None:
        return report, None
    missing = _not_stamped(source.name, report.prints)
    return replace(report, problems=(*report.problems, *missing)), template


def _not_stamped(name: str, prints: Collection[Use]) -> Iterator[Problem]:
    """Yield what the registrar asks for and a template does not print."""
    from avtal.templates.types import STAMPED

    for tag, ways in STAMPED.items():
        if not any(way in prints for way in ways):
            where = "i sidhuvudet" if tag.startswith("stämpel") else "som handlingens rubrik"
            help = f"skriv den {where}; datum skrivs {{{{ stämpel.datum|kortdatum }}}}"
            if tag != "stämpel.datum":
                help = f"skriv {{{{ {tag} }}}} {where}"
            message = f"mallen skriver inte ut {tag}"
            yield Problem("mall", message, name, help=help, severity="råd")
