"""What is not known in a case: who knows it, which documents show it, and when it is needed.

Which documents show a fact is found by rendering each of them once, as a full copy, with a trace.
The law profile is not part of it: it belongs to no single case.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from avtal.case.appendices import paper
from avtal.case.kinds import BY_KEY
from avtal.case.load import Case
from avtal.case.responsible import Responsible
from avtal.case.stamp import Copy
from avtal.case.workspace import FACTS_FILE, find_case, templates_of
from avtal.language.swedish import sort_key as alphabetical
from avtal.making.rendering import Ready, Rendered, Renderer, draft_stamp, prepare_case
from avtal.model.agreement import Agreement
from avtal.model.base import Item, Model
from avtal.model.description import FieldDescription, described
from avtal.model.marks import NeededBefore
from avtal.model.naming import name_of
from avtal.model.promise import Promises
from avtal.problems import CaseError, PathKey, Problem, clean, sort_key
from avtal.templates.view import fact_of
from avtal.word.values.marked import Shown, Trace

_SIGNED = (Agreement, Promises)
"""What the parties sign after the decision; the memo is signed before it."""


@dataclass(frozen=True, slots=True)
class Missing:
    """One fact that is not known.

    `place` says where it stands, and what it is as its message; `documents` are the keys of those
    that show that it is missing.
    """

    place: Problem
    owner: str
    documents: tuple[str, ...]
    needed_before: NeededBefore


@dataclass(frozen=True, slots=True)
class Worklist:
    """Everything that is not known in a case; its documents and their titles, by key."""

    missing: Sequence[Missing]
    titles: Mapping[str, str]
    documents: Mapping[str, Rendered]


def missing(folder: Path, templates: Path | None = None, cache: Path | None = None) -> Worklist:
    """Return what is not known in the case, by stage, owner and place.

    That is every null, and what is left out but printed as “[saknas]”. `templates` defaults to the
    workspace's own; `cache` is where results of checks are kept, if anywhere. Raises CaseError with
    every problem of content and templates, EnvironmentProblem where the tool cannot work.
    """
    place = templates_of(find_case(folder), templates)
    return worklist(prepare_case(folder, place, Copy.FULL, cache))


def worklist(made: Ready) -> Worklist:
    """Return what is not known in a case whose documents can be made. Raises CaseError."""
    case = made.case
    documents = _render(made)
    titles = {key: paper(case, key).title for key in case.documents}
    shown = {key: document.shown for key, document in documents.items()}
    return Worklist(missing_in(case, shown), titles, documents)


def missing_in(case: Case, shown: Mapping[str, Shown]) -> list[Missing]:
    """Return what is not known, by stage, owner and place, given what each document shows of it."""
    responsible = Responsible(case)
    found = [_missing(case, gap, shown, responsible) for gap in _gaps(case, shown)]
    stages = list(NeededBefore)
    found.sort(
        key=lambda one: (
            stages.index(one.needed_before),
            alphabetical(one.owner),
            sort_key(one.place),
        )
    )
    return found


def _render(made: Ready) -> dict[str, Rendered]:
    """Return every document, with what it shows of what is not known, by key."""
    renderer = Renderer(made.case, made.templates, Trace())
    documents: dict[str, Rendered] = {}
    problems: list[Problem] = []
    for key in made.templates:
        try:
            documents[key] = renderer.render(key, draft_stamp(made.case, key, Copy.FULL))
        except CaseError as error:
            problems += error.problems
    if problems:
        raise CaseError(problems)
    return documents


class _Gap(NamedTuple):
    """A fact that is not known: a field of the first model in `around`.

    `key` is that of the document it stands in, none for the shared facts; `steps` lead from the
    model to the fact; `around` are the model and those around it with their paths, innermost first.
    """

    key: str | None
    field: FieldDescription
    steps: tuple[str, ...]
    around: Sequence[tuple[PathKey, Model]]

    @property
    def model(self) -> Model:
        return self.around[0][1]

    @property
    def path(self) -> PathKey:
        return (*self.around[0][0], *self.steps)

    @property
    def fact(self) -> Hashable:
        return fact_of(self.model, *self.steps)


def _gaps(case: Case, shown: Mapping[str, Shown]) -> Iterator[_Gap]:
    printed = set[Hashable]().union(*(one.printed for one in shown.values()))
    for place in case.index.locations:
        for field, steps, written in _empty(place.model):
            if written or fact_of(place.model, *steps) in printed:
                around = [(step.path, step.model) for step in place.lineage]
                yield _Gap(place.key, field, steps, around)


def _empty(model: Model) -> Iterator[tuple[FieldDescription, tuple[str, ...], bool]]:
    """Yield the fields without a value, the steps to it in Swedish, and if null is written there.

    Marks on facts are no facts themselves.
    """
    for alias, field in described(type(model)).items():
        if field.is_mark:
            continue
        value = getattr(model, field.name)
        if isinstance(value, Mapping):
            yield from ((field, (alias, step), True) for step in value if value[step] is None)
        elif value is None:
            yield field, (alias,), field.name in model.model_fields_set
        elif value == ():
            yield field, (alias,), False


def _missing(
    case: Case, gap: _Gap, shown: Mapping[str, Shown], responsible: Responsible
) -> Missing:
    stages = {
        key: _stage(gap, one, signed=isinstance(case.documents[key], _SIGNED))
        for key, one in shown.items()
        if gap.fact in one.printed or gap.fact in one.asked
    }
    file = BY_KEY[gap.key].content_file if gap.key else FACTS_FILE
    return Missing(
        case.problem(file, gap.path, "saknas", _what(case, gap), severity="varning"),
        responsible.of([model for _, model in gap.around]),
        tuple(stages),
        min(stages.values(), key=list(NeededBefore).index, default=NeededBefore.NEVER),
    )


def _stage(gap: _Gap, shown: Shown, *, signed: bool) -> NeededBefore:
    """Return when a document that shows the gap needs the fact.

    A condition that asks for what may be left out leaves out a part, and nothing is missing.
    """
    told = gap.field.needed_before
    if told and (signed or told is not NeededBefore.SIGNING):
        return told
    if gap.fact in shown.printed or gap.field.required:
        return NeededBefore.DECISION
    return NeededBefore.NEVER


def _what(case: Case, gap: _Gap) -> str:
    """Return what the fact is and which thing it belongs to, in Swedish."""
    place, thing = _thing(case, gap)
    around = dict(gap.around)
    return f"{' › '.join(_labels(type(around[place]), gap.path[len(place) :]))} – {thing}"


def _labels(model: type[Model], path: PathKey) -> Iterator[str]:
    """Yield what leads from a model to a fact in it, as a reader knows it."""
    for step in path:
        if isinstance(step, str):
            field = described(model).get(step)
            yield field.label if field else clean(step)
            model = (field and field.group) or model


def _thing(case: Case, gap: _Gap) -> tuple[PathKey, str]:
    """Return the path of the nearest thing that has an id, else of the file, and what it is."""
    for path, model in gap.around:
        if isinstance(model, Item):
            known = name_of(model)
            named = f"”{clean(known)}” ({model.id})" if known else model.id
            return path, f"{model.kind} {named}"
    return (), f"”{clean(paper(case, gap.key).title)}”" if gap.key else "ärendet"
