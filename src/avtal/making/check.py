"""Check cases, law profiles and word lists without making anything."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from avtal.case.content_file import is_content_file
from avtal.case.kinds import BY_KEY, DocumentType
from avtal.case.load import Case, load, load_profile, load_words, with_file
from avtal.case.stamp import Copy
from avtal.case.words import words_files
from avtal.case.workspace import PROFILES_FOLDER, SHARED, find_case, templates_of
from avtal.files.refusals import resolve, unreadable_folder
from avtal.model.marks import NeededBefore
from avtal.model.scalars import is_id
from avtal.problems import CaseError, EnvironmentProblem, Problem, Severity, clean, sort_key
from avtal.rules.catalogue import findings
from avtal.rules.rule import Stage
from avtal.templates.folder import check_templates

if TYPE_CHECKING:
    from avtal.word.engine.prepared import Template

BLOCKING: Mapping[Stage, frozenset[Severity]] = {
    Stage.DRAFT: frozenset({"fel"}),
    Stage.APPROVAL: frozenset({"fel", "varning"}),
    Stage.ADVICE: frozenset({"fel", "varning", "råd"}),
}
"""The severities that stop a stage."""


@dataclass(frozen=True)
class CheckedCase:
    """What was found in one case and its templates, or in a folder of what cases share.

    `rules_tried` is False where the content could not be read; `absent` says why there was nothing
    to check at all. `stopped_before` is what was told of a template with an earlier case, `shared`
    whether it is no case but law profiles or word lists, and `files` are then those that were read.
    """

    name: str
    shared: bool = False
    files: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    stopped_before: tuple[Problem, ...] = ()
    rules_tried: bool = True
    absent: EnvironmentProblem | None = None

    @property
    def broken_before(self) -> tuple[str, ...]:
        """The templates that stop the case although their errors are told with an earlier one."""
        errors = (one.file for one in self.stopped_before if one.severity == "fel")
        return tuple(dict.fromkeys(errors))

    def counts(self) -> Counter[Severity]:
        """Return how many problems there are of each severity."""
        return Counter(problem.severity for problem in self.problems)

    def exit_code(self, stage: Stage) -> int:
        """Return 0 if nothing stops the stage, 1 if something does, 2 if there was no case.

        Where the stage is advice, no advice may be left.
        """
        if self.absent:
            return self.absent.exit_code
        found = (*self.problems, *self.stopped_before)
        return int(any(problem.severity in BLOCKING[stage] for problem in found))


def check(
    folders: Sequence[Path],
    day: date | None = None,
    cache: Path | None = None,
    *,
    templates: Path | None = None,
    rendered: bool = False,
) -> Iterator[CheckedCase]:
    """Yield what is wrong with the case in each folder, in order of file and place.

    A folder of what cases share is checked where it is alone and passed over among others, as are
    files, so that `content/*` is every case. `day` is the day from which cases are looked at; each
    document's own where it is None. What is wrong with a template is told with the first case that
    has the document; `templates` defaults to each workspace's own, and `cache` is where results of
    checks of templates are kept, if anywhere. With `rendered` the documents are made, and what
    stops a decision in them is told too.
    """
    met = _Templates(cache, templates)
    folders = list({resolve(folder): folder for folder in folders}.values())
    alone = len(folders) == 1
    chosen = [folder for folder in folders if alone or not _passed_over(folder)]
    if not chosen:
        raise EnvironmentProblem(
            "här finns inget ärende att kontrollera", "ange ett ärendes mapp, eller content/*"
        )
    for folder in chosen:
        try:
            if _is_shared(folder):
                yield _check_shared(folder)
            else:
                yield _check_case(folder, day, met, rendered=rendered)
        except EnvironmentProblem as error:
            yield CheckedCase(folder.name, absent=error)
        except OSError as error:
            unreadable = unreadable_folder(Path(error.filename or folder))
            yield CheckedCase(folder.name, absent=unreadable)


class _Templates:
    """The templates of the workspaces that were met, each checked and told once."""

    def __init__(self, cache: Path | None, named: Path | None) -> None:
        self._cache = cache
        self._named = named
        self._found: dict[tuple[Path, str], tuple[Problem, ...]] = {}

    def folder(self, case: Path) -> Path:
        """Return the folder of templates: the one that was named, else that beside the case."""
        return templates_of(case, self._named)

    def check(
        self, folder: Path, rows: Sequence[DocumentType]
    ) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
        """Return what is wrong with templates that are met for the first time, and with others."""
        known = [row for row in rows if (folder, row.key) in self._found]
        before = [problem for row in known for problem in self._found[folder, row.key]]
        new: list[Problem] = []
        for row in rows:
            if row not in known:
                found = check_templates([row], folder, self._cache).problems
                self._found[folder, row.key] = found
                new += found
        return tuple(new), tuple(before)


def _passed_over(folder: Path) -> bool:
    try:
        return _is_shared(folder) or folder.is_file()
    except OSError:  # what may not be looked at is told when it is checked
        return False


def _is_shared(folder: Path) -> bool:
    here = folder.absolute()
    return here.name in SHARED and here.is_dir()


def _check_case(
    folder: Path, day: date | None, templates: _Templates, *, rendered: bool
) -> CheckedCase:
    place = find_case(folder)
    source = templates.folder(place)
    try:
        case = load(folder)
    except CaseError as error:
        # Which documents the case has may itself be wrong; those that are written are meant.
        new, before = templates.check(source, with_file(place))
        found = (*error.problems, *new)
        return CheckedCase(place.name, problems=found, stopped_before=before, rules_tried=False)
    rows = [BY_KEY[key] for key in case.documents]
    new, before = templates.check(source, rows)
    checked = CheckedCase(case.name, problems=(*findings(case, day), *new), stopped_before=before)
    if not rendered or checked.exit_code(Stage.DRAFT):
        return checked
    finished = _check_finished(case, check_templates(rows, source).ready)
    return replace(checked, problems=tuple(sorted((*checked.problems, *finished), key=sort_key)))


def _check_finished(case: Case, templates: Mapping[str, Template]) -> list[Problem]:
    """Return what stops a decision in the finished documents: rules on them, and what is missing.

    What cannot be made is a problem too.
    """
    # They read Word, which is dear to import.
    from avtal.making.build import check_printed
    from avtal.making.missing import worklist
    from avtal.making.rendering import Ready

    made = Ready(case, templates, ())
    try:
        found = worklist(made)
    except CaseError as error:
        return list(error.problems)
    printed = {key: document.paragraphs for key, document in found.documents.items()}
    return check_printed(made, printed, Copy.FULL) + [
        replace(
            one.place,
            message=f"uppgiften är inte känd: {one.place.message}",
            help=f"fyll i den före beslut, annars står det [saknas]; ansvarig: {one.owner}",
        )
        for one in found.missing
        if one.needed_before is NeededBefore.DECISION
    ]


def _check_shared(folder: Path) -> CheckedCase:
    here = folder.absolute()
    if here.name == PROFILES_FOLDER:
        files = sorted(filter(is_content_file, folder.iterdir()))
        found = _profiles(folder, files)
    else:
        files = words_files(here.parent)
        found = _words(here)
    names = tuple(clean(path.name) for path in files)
    return CheckedCase(here.name, shared=True, files=names, problems=tuple(found))


def _words(folder: Path) -> list[Problem]:
    if not words_files(folder.parent):
        raise EnvironmentProblem(
            f"mappen ”{folder}” har inga ordlistor, så programmets egna ord gäller",
            "hur en ordlista skrivs står i docs/egna-ord.md",
        )
    try:
        load_words(folder.parent)
    except CaseError as error:
        return list(error.problems)
    return []


def _profiles(folder: Path, files: Sequence[Path]) -> list[Problem]:
    problems: list[Problem] = []
    if not files:
        raise EnvironmentProblem(
            f"mappen ”{folder}” har inga lagprofiler", "lägg dit en fil som slutar på .yaml"
        )
    for path in files:
        try:
            load_profile(path)
        except CaseError as error:
            problems += error.problems
        if path.suffix != ".yaml":
            name = f"content/{PROFILES_FOLDER}/{clean(path.name)}"
            help = f"byt namn på filen till {clean(path.stem)}.yaml"
            said = f"filen läses inte, eftersom namnet slutar på {path.suffix}"
            problems.append(Problem("fil", said, name, help=help))
        elif not is_id(path.stem):
            name = f"content/{PROFILES_FOLDER}/{clean(path.name)}"
            said = "ett ärende kan inte ange profilen, eftersom filens namn inte kan vara ett id"
            help = (
                "byt namn på filen; skriv bara a–z, siffror och bindestreck, och en bokstav först"
            )
            problems.append(Problem("fil", said, name, help=help))
    return problems
