"""What a changed field is about, and how much it weighs.

A text whose sense was changed is about that, whatever the field. Else a field, and all that stands
in it, is about what it is marked with; else what its type says; else what its model is mostly
about; else what the words that were changed are about.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from avtal.model.base import Model
from avtal.model.description import FieldDescription
from avtal.model.diarienummer import Diarienummer
from avtal.model.marks import Subject

WEIGHTS = {subject: weight for weight, subject in enumerate(Subject)}

NAMES: Mapping[str, str] = {
    "sense": "innebörd (inte, ska, kostnad)",
    "party": "part",
    "mandate": "undertecknare eller mandat",
    "secrecy": "sekretess",
    "term": "avtalstid",
    "commitment": "åtagande",
    "number": "tal eller belopp",
    "date": "datum",
    "reference": "hänvisning",
    "wording": "ordalydelse",
    "origin": "ursprung",
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
    if known and all(isinstance(value, Diarienummer) for value in known):
        return Subject.REFERENCE
    if model.mostly_about is None and field.refers_to:
        return Subject.REFERENCE
    return model.mostly_about


def _is_number(value: object) -> bool:
    """Tell whether a value is a number, or a number for each year."""
    return isinstance(value, int | Decimal | Mapping) and not isinstance(value, bool)
