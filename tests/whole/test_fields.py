"""No field of a model is there for nothing: each is printed by a template or checked by a rule."""

from __future__ import annotations

import re
from inspect import get_annotations

from avtal.case.kinds import DOCUMENTS
from avtal.model.description import described
from avtal.templates.fields import find_unused
from avtal.templates.folder import CheckedTemplates, check_folder
from avtal.templates.rows import model_classes
from avtal.word.types.report import Use
from tests.conftest import REPOSITORY


def checked() -> CheckedTemplates:
    return check_folder(REPOSITORY / "templates")


def uses() -> frozenset[Use]:
    """Return every field that a tag of our own templates names."""
    return frozenset().union(*(report.uses for report in checked().reports.values()))


def test_every_field_is_printed_or_checked() -> None:
    assert find_unused(uses(), {row.key for row in DOCUMENTS}) == {}


def test_the_exceptions_are_needed() -> None:
    """A mark is needed where it is set, if only by one of the models that have the field."""
    named = uses()
    fields: dict[tuple[str, str], set[Use]] = {}
    for model in model_classes():
        for alias, field in described(model).items():
            if field.used_otherwise:
                declaring = next(m for m in model.__mro__ if field.name in get_annotations(m))
                fields.setdefault((declaring.__name__, alias), set()).add((model.__name__, alias))
    assert len(fields) > 40
    assert [field for field, uses_of_it in fields.items() if uses_of_it <= named] == []


def test_what_uses_a_field_otherwise_is_there() -> None:
    for model in model_classes():
        for alias, field in described(model).items():
            for place in re.findall(r"[\w/]+\.py", field.used_otherwise):
                assert (REPOSITORY / "src" / "avtal" / place).is_file(), (model, alias, place)


def test_a_field_that_no_template_names_is_told_by_document() -> None:
    gone = {("Action", "nivå"), ("ActionPlan", "inledning"), ("Party", "kortnamn")}
    keys = {row.key for row in DOCUMENTS}
    assert find_unused(uses() - gone, keys) == {
        "": ["part.kortnamn"],
        "atgardsplan": ["inledning", "åtgärd.nivå"],
    }
    assert find_unused(uses() - gone, keys - {"atgardsplan"}) == {"": ["part.kortnamn"]}
