"""A case as templates see it, and questions to ask of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from avtal.case.load import Case, load
from avtal.case.stamp import Copy
from avtal.language.prose import Prose
from avtal.making.rendering import draft_stamp
from avtal.templates.layer import CaseViews
from avtal.word.values.marked import note_of
from tests.conftest import Workspace

View = dict[str, Any]
Edits = Mapping[str, Mapping[str, str]]
MARK = "sekretess: {lagrum: 18 kap. 1 § OSL, datum: 2026-04-28, myndighet: Polismyndigheten}"


def view(case: Case, key: str = "tjansteutlatande", copy: Copy = Copy.FULL) -> View:
    """Return what a template of the case may print."""
    return CaseViews(case).of(key, draft_stamp(case, key, copy)).values


def as_printed(case: Case, field: str, key: str = "tjansteutlatande") -> Prose:
    """Return a prose field of a document as the document says it, in full."""
    seen = CaseViews(case).of(key, draft_stamp(case, key, Copy.FULL))
    return seen.numbered(seen.values[field])


def changed(workspace: Workspace, edits: Edits, name: str = "tre-parter") -> Case:
    """Return a good case with these edits."""
    return load(workspace.case(name, edits=edits))


def text(prose: Any) -> str:
    """Return prose as one text, paragraphs set apart by a stroke."""
    assert isinstance(prose, Prose)
    return "|".join("".join(span.text for span in block.spans) for block in prose.blocks)


def said(value: Any) -> str:
    """Return a value as it is printed with its note."""
    words = text(value) if isinstance(value, Prose) else str(value)
    note = note_of(value)
    assert note is not None
    return f"{words} {note.text}"


# Things refer to each other in circles, which pytest cannot print: compare ids, not things.


def ids(things: list[View]) -> list[str]:
    """Return the ids of some things."""
    return [thing["id"] for thing in things]


def by_id(things: list[View], identity: str) -> View:
    """Return the one thing with this id."""
    (found,) = [thing for thing in things if thing["id"] == identity]
    return found
