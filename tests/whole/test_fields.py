"""No field of a model is there for nothing: each is printed by a template or checked by a rule."""

from __future__ import annotations

from avtal.case.kinds import DOCUMENTS
from avtal.templates.fields import USED_OTHERWISE, find_unused
from avtal.templates.folder import CheckedTemplates, check_folder
from avtal.templates.view import model_classes
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
    named = uses()
    for exception in USED_OTHERWISE:
        declaring, _, alias = exception.rpartition(".")
        fields = {
            (model.__name__, info.alias)
            for model in model_classes()
            if not declaring or declaring in {base.__name__ for base in model.__mro__}
            for info in model.model_fields.values()
            if info.alias == alias
        }
        assert fields - named, exception


def test_a_field_that_no_template_names_is_told_by_document() -> None:
    gone = {("Action", "nivå"), ("ActionPlan", "inledning"), ("Party", "kortnamn")}
    keys = {row.key for row in DOCUMENTS}
    assert find_unused(uses() - gone, keys) == {
        "": ["part.kortnamn"],
        "atgardsplan": ["inledning", "åtgärd.nivå"],
    }
    assert find_unused(uses() - gone, keys - {"atgardsplan"}) == {"": ["part.kortnamn"]}
