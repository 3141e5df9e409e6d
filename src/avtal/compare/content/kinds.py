"""What a changed field is about, and how much it weighs.

A field, and all that stands in it, is about what it is marked with; else what its type says; else
what its model is mostly about; else about a date or number, where the words that were changed have
one; else it is wording.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from avtal.compare.documents.marks import Stretch
from avtal.language.swedish import MONTHS, NUMBER_WORDS
from avtal.model.base import Model
from avtal.model.description import FieldDescription
from avtal.model.marks import Subject

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


def subject_of(
    model: type[Model], field: FieldDescription, values: Sequence[object] = ()
) -> Subject | None:
    """Return what a field of a model is about, given its values before and after.

    None where that is a matter of which words were changed.
    """
    if field.about:
        return field.about
    known = [value for value in values if value is not None]
    if known and all(isinstance(value, date) for value in known):
        return Subject.DATE
    if known and all(map(_is_number, known)):
        return Subject.NUMBER
    return model.mostly_about


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
