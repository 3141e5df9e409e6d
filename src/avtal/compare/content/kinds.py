"""What a changed field is about, and how much it weighs: the one table of it.

A field is about what the table says; else about what its model is about; else about what its type
says; else about a date or number, where the words that were changed have one; else it is wording.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum

from avtal.compare.documents.marks import Stretch
from avtal.language.swedish import MONTHS, NUMBER_WORDS
from avtal.model.action_plan import Action, ActionPlan
from avtal.model.agreement import (
    Agreement,
    Commitment,
    CooperationBody,
    Goal,
    Mandate,
    Signing,
    Termination,
)
from avtal.model.base import Model
from avtal.model.decision import TakenDecision
from avtal.model.document import DocumentContent
from avtal.model.facts import CaseFacts
from avtal.model.memo import DecisionPoint, Memo, Proposal
from avtal.model.municipality import Municipality
from avtal.model.parties import Appointment, Function, NameTime, Party, Person
from avtal.model.promise import Promise, Promises


class Subject(StrEnum):
    """What a change is about, the gravest first."""

    PARTY = "party"
    MANDATE = "mandate"
    TERM = "term"
    COMMITMENT = "commitment"
    NUMBER = "number"
    DATE = "date"
    WORDING = "wording"


WEIGHTS = {subject: weight for weight, subject in enumerate(Subject)}

NAMES: Mapping[str, str] = {
    "party": "part",
    "mandate": "undertecknare eller mandat",
    "term": "avtalstid",
    "commitment": "åtagande",
    "number": "tal eller belopp",
    "date": "datum",
    "wording": "ordalydelse",
    "added": "tillagt",
    "removed": "borttaget",
    "order": "ordning",
}
"""What subjects and kinds of change are called, in Swedish."""

_FIELDS: Mapping[tuple[type[Model], str], Subject] = {
    (CaseFacts, "avtalstid"): Subject.TERM,
    (CaseFacts, "parter"): Subject.PARTY,
    (CaseFacts, "personer"): Subject.MANDATE,
    (Promises, "period"): Subject.TERM,
    (ActionPlan, "period"): Subject.TERM,
    (Agreement, "undertecknare"): Subject.MANDATE,
    (Agreement, "behörighet"): Subject.MANDATE,
    (Agreement, "uppsägning"): Subject.TERM,
    (Agreement, "rättslig_verkan"): Subject.COMMITMENT,
    (Signing, "sätt"): Subject.MANDATE,
    (Signing, "exemplar"): Subject.MANDATE,
    (Memo, "undertecknare"): Subject.MANDATE,
    (Memo, "förslag"): Subject.MANDATE,
    (Promises, "undertecknare"): Subject.MANDATE,
    (DocumentContent, "version"): Subject.WORDING,
}

# All that stands in these is about the same, also dates and numbers.
_WHOLE: Mapping[type[Model], Subject] = {
    Party: Subject.PARTY,
    NameTime: Subject.PARTY,
    Municipality: Subject.PARTY,
    Person: Subject.MANDATE,
    Appointment: Subject.MANDATE,
    Function: Subject.MANDATE,
    Mandate: Subject.MANDATE,
    Proposal: Subject.MANDATE,
    DecisionPoint: Subject.MANDATE,
    TakenDecision: Subject.MANDATE,
    Termination: Subject.TERM,
}

# In these, dates and numbers are that; the rest is what somebody undertakes.
_UNDERTAKEN = (Commitment, Promise, Action, Goal, CooperationBody)


def subject_of(model: type[Model], alias: str, values: Sequence[object]) -> Subject | None:
    """Return what a field of a model is about, given its values before and after.

    None where that is a matter of which words were changed.
    """
    for parent in model.__mro__:
        if told := _FIELDS.get((parent, alias)):
            return told
    if model in _WHOLE:
        return _WHOLE[model]
    known = [value for value in values if value is not None]
    if known and all(isinstance(value, date) for value in known):
        return Subject.DATE
    if known and all(map(_is_number, known)):
        return Subject.NUMBER
    return Subject.COMMITMENT if model in _UNDERTAKEN else None


def _is_number(value: object) -> bool:
    """Tell whether a value is a number, or a number for each year."""
    return isinstance(value, int | Decimal | Mapping) and not isinstance(value, bool)


_DATE = re.compile(rf"\d{{4}}-\d\d|\b(?:{'|'.join(MONTHS)})\b|\b(?:19|20)\d\d\b", re.IGNORECASE)
# “Ett” is an article more often than a number, and changes to or from another number show anyway.
_WORDS = [word for word in NUMBER_WORDS if word != "ett"]
_NUMBER = re.compile(rf"\d|\b(?:{'|'.join(_WORDS)}|hundra|tusen|miljon\w*)\b", re.IGNORECASE)


def of_text(marks: Sequence[Stretch]) -> Subject:
    """Return what a change of wording is about: a date or number where one of its words is one."""
    changed = " ".join(mark.text for mark in marks if mark.op != "same")
    if _DATE.search(changed):
        return Subject.DATE
    return Subject.NUMBER if _NUMBER.search(changed) else Subject.WORDING
