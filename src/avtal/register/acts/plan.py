"""What a registration would make: every document rendered, numbered and held against the last."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from avtal.case.appendices import is_shown, paper
from avtal.case.kinds import BY_KEY
from avtal.case.stamp import Copy, Stamp
from avtal.files.digests import sha256
from avtal.making.build import check_printed, document_record, file_name
from avtal.making.manifest import FileRecord, RegisteredDocument
from avtal.making.missing import missing_in
from avtal.making.rendering import Ready, Renderer
from avtal.problems import CaseError, Problem, sort_key
from avtal.register.acts.numbers import Numbers
from avtal.register.acts.order import RegistrationOrder
from avtal.register.acts.purposes import blocking, find_unknown, status_of
from avtal.register.acts.revisions import Revisions, Version, secrecy_of
from avtal.register.ledger.entry import damaged
from avtal.register.ledger.queries import Row
from avtal.word.stories.plain import PrintedParagraph
from avtal.word.stories.text import parsed_paragraphs
from avtal.word.values.marked import Shown, Trace

PUBLIC_FOLDER = "offentlig"
"""The folder within a version's folder for copies without what is secret."""


@dataclass
class Plan:
    """The documents of the version to be, in order, and the bytes of all their files by name.

    `fresh` are the keys of those that are new or changed, `numbers` the handlingsnummer that
    unchanged ones get now, `findings` what the rules say without stopping the purpose.
    """

    documents: list[RegisteredDocument] = field(default_factory=list)
    fresh: list[str] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    findings: list[Problem] = field(default_factory=list)


def make_plan(
    made: Ready,
    order: RegistrationOrder,
    number: int,
    last: Version | None,
    handlingar: Sequence[Row],
) -> Plan:
    """Render every document for a version with this number.

    `last` is the version before, `handlingar` everything that is registered in the case. Raises
    CaseError with everything that stops the purpose, EnvironmentProblem for a wrong option.
    """
    return _Planner(made, order, number, last, handlingar).plan()


class _Planner:
    def __init__(
        self,
        made: Ready,
        order: RegistrationOrder,
        number: int,
        last: Version | None,
        handlingar: Sequence[Row],
    ) -> None:
        self._made = made
        self._case = made.case
        self._order = order
        self._number = number
        self._last = last
        self._handlingar = handlingar
        self._items = {(row["key"], row["version"]): row["item"] for row in handlingar}
        self._renderer = Renderer(made.case, made.templates, Trace())
        self._revisions = Revisions(self._renderer, last, handlingar, order.purpose)
        self._numbers = Numbers(self._case, handlingar, order.items, allocate=order.allocate)
        self._shown: dict[str, Shown] = {}
        self._printed: dict[str, Sequence[PrintedParagraph]] = {}
        self._problems: list[Problem] = []
        self._plan = Plan()

    def plan(self) -> Plan:
        """Return the plan."""
        for key in self._made.templates:
            try:
                document = self._carry_over(key) or self._fresh(key)
            except CaseError as error:
                self._problems += error.problems
                continue
            self._plan.documents.append(document)
        found = [
            *self._made.findings,
            *check_printed(self._made, self._printed, Copy.FULL),
        ]
        stops = blocking(self._order.purpose, found)
        missing = () if self._problems else missing_in(self._case, self._shown)
        problems = [
            *self._problems,
            *self._numbers.problems,
            *stops,
            *find_unknown(self._order.purpose, missing),
        ]
        if problems:
            raise CaseError(sorted(problems, key=sort_key))
        self._plan.findings = [one for one in found if one not in stops]
        return self._plan

    def _carry_over(self, key: str) -> RegisteredDocument | None:
        """Return the document as it was in the last version, if it is unchanged."""
        carried = self._revisions.carry_over(key)
        if carried is None or self._last is None:
            return None
        document, self._shown[key] = carried
        for file in document.files:
            self._plan.files[file] = self._last.data(file)
        self._printed[key] = parsed_paragraphs(self._plan.files[document.file])
        if (key, document.made_in) not in self._items:
            raise damaged(f"{key} i version {document.made_in} saknas i diariet")
        item = self._numbers.of_carried(key, self._items[key, document.made_in])
        if item is not None:
            self._plan.numbers[key] = item
        return document

    def _fresh(self, key: str) -> RegisteredDocument:
        """Render a document that is new or has changed."""
        if key not in self._revisions.restamped:
            self._problems += self._same_label(key)
        stamp = self._stamp(key)
        rendered = self._renderer.render(key, stamp)
        self._shown[key], self._printed[key] = rendered.shown, rendered.paragraphs
        name = file_name(self._case, key, stamp, f"v{self._number}")
        template = self._made.templates[key]
        record = document_record(self._case, key, stamp, template, name, rendered.data)
        self._plan.files[name] = rendered.data
        public = self._public(key, stamp) if stamp.names_copy else None
        shown = is_shown(self._case, key, Copy.PUBLIC)
        self._plan.fresh.append(key)
        return RegisteredDocument(
            **record.model_dump(),
            made_in=self._number,
            status=stamp.status,
            names_copy=stamp.names_copy,
            open_title=paper(self._case, key).open_title,
            secrecy=secrecy_of(self._case, key),
            disclosed=("delvis" if public else "hela") if shown else "inte",
            public=public,
        )

    def _stamp(self, key: str) -> Stamp:
        content = self._case.documents[key]
        return Stamp(
            self._case.facts.case_number,
            self._numbers.of_new(key),
            content.version,
            content.date,
            status_of(self._order.purpose),
            Copy.FULL,
            self._renderer.copies_differ(key),
        )

    def _public(self, key: str, full: Stamp) -> FileRecord | None:
        if not is_shown(self._case, key, Copy.PUBLIC):
            return None
        stamp = replace(full, copy=Copy.PUBLIC)
        data = self._renderer.render(key, stamp).data
        name = f"{PUBLIC_FOLDER}/{file_name(self._case, key, stamp, f'v{self._number}')}"
        self._plan.files[name] = data
        return FileRecord(file=name, sha256=sha256(data), size=len(data))

    def _same_label(self, key: str) -> Iterator[Problem]:
        """Yield that a changed document still calls itself by the version of an earlier one."""
        label = self._case.documents[key].version
        for row in self._handlingar:
            if row["key"] == key and row["label"] == label and row["voided"] is None:
                yield self._case.problem(
                    BY_KEY[key].content_file,
                    ("version",),
                    "version",
                    f"handlingen har ändrats, men version {label} är redan registrerad "
                    f"({row['case_number']}@{row['version']})",
                    "ge den ändrade handlingen en ny version",
                )
                return
