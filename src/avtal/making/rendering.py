"""A case that can be rendered, and the documents that it becomes, each under its stamp."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from avtal.case.appendices import is_shown, paper
from avtal.case.kinds import BY_KEY
from avtal.case.load import Case, load, with_file
from avtal.case.stamp import Copy, Stamp, Status
from avtal.case.workspace import find_case
from avtal.problems import CaseError, Problem
from avtal.rules.catalogue import findings
from avtal.templates.asked_for import with_places
from avtal.templates.folder import check_templates
from avtal.templates.layer import CaseViews
from avtal.word.engine.faults import Unfillable
from avtal.word.engine.fill import Filled, Properties, fill
from avtal.word.engine.prepared import Template
from avtal.word.stories.plain import PrintedParagraph
from avtal.word.values.marked import Shown, Trace


@dataclass(frozen=True)
class Rendered:
    """A document: the Word file, and what it shows of facts that are not known, if traced."""

    filled: Filled
    shown: Shown

    @property
    def data(self) -> bytes:
        """The bytes of the Word file."""
        return self.filled.data

    @property
    def paragraphs(self) -> Sequence[PrintedParagraph]:
        """What it prints: headers and footers first, the body last."""
        return self.filled.paragraphs


class Renderer:
    """Renders the documents of one case; what they have in common is made once.

    A `trace` is told which unknown facts each document shows, or with marks where facts are shown;
    without marks the bytes are the same.
    """

    def __init__(
        self, case: Case, templates: Mapping[str, Template], trace: Trace | None = None
    ) -> None:
        self.case = case
        self._templates = templates
        self._trace = trace or Trace()
        self._views = CaseViews(case, trace)
        self._rendered: dict[tuple[str, Stamp], Rendered] = {}

    def render(self, key: str, stamp: Stamp) -> Rendered:
        """Return one document of the case under a stamp. Raises CaseError."""
        if (key, stamp) not in self._rendered:
            self._rendered[key, stamp] = self._render(key, stamp)
        return self._rendered[key, stamp]

    def _render(self, key: str, stamp: Stamp) -> Rendered:
        view = self._views.of(key, stamp)
        properties = Properties(
            title=paper(self.case, key).title,
            subject=str(stamp.case_number) if stamp.case_number else "",
            author=self.case.facts.municipality_name,
            status=stamp.status.value.upper(),
            date=stamp.date,
        )
        try:
            filled = fill(self._templates[key], view.values, properties, view.numbered)
        except Unfillable as error:
            raise with_places(error, self.case, view) from None
        finally:
            shown = self._trace.take()
        return Rendered(filled, shown)

    def copies_differ(self, key: str) -> bool:
        """Tell whether a document shows something that its public copy leaves out."""
        if not self.case.index.has_secrets:
            return False
        full, public = (self.render(key, draft_stamp(self.case, key, copy)) for copy in Copy)
        return full.filled.members != public.filled.members

    def draft_naming_copy(self, key: str, copy: Copy) -> Stamp:
        """Return the stamp that a draft has: it names the copy where the copies differ."""
        return replace(draft_stamp(self.case, key, copy), names_copy=self.copies_differ(key))


def draft_stamp(case: Case, key: str, copy: Copy) -> Stamp:
    """Return the stamp of a draft: number, version and date from the content."""
    reserved = next(entry.item for entry in case.facts.documents if entry.id == key)
    content = case.documents[key]
    return Stamp(
        case.facts.case_number, reserved, content.version, content.date, Status.DRAFT, copy
    )


@dataclass(frozen=True)
class Ready:
    """A case that can be rendered: its templates by key of document, and what the rules say."""

    case: Case
    templates: Mapping[str, Template]
    findings: Sequence[Problem]

    @cached_property
    def renderer(self) -> Renderer:
        """What renders its documents."""
        return Renderer(self.case, self.templates)


def prepare_case(folder: Path, templates: Path, copy: Copy, cache: Path | None = None) -> Ready:
    """Return the case with the templates of the documents of the copy, all of it checked.

    `cache` is where results of checks are kept between runs, if anywhere. Raises CaseError with
    every problem of content and templates.
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
