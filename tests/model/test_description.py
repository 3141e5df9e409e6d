"""What is known of a field: of every field enough to explain it, and what its marks say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import pytest
from pydantic import ConfigDict, ValidationError, create_model

from avtal.case.kinds import DOCUMENTS
from avtal.model.agreement import Agreement, FocusProblem, Goal, Termination
from avtal.model.approval import Purpose, RequiredApproval
from avtal.model.base import MarkedProse, Model, SecretMark
from avtal.model.decision import TakenDecision
from avtal.model.description import FieldDescription, Markable, described, renamed
from avtal.model.facts import CaseFacts
from avtal.model.marks import FormerName, Name, NeededBefore, Subject
from avtal.model.memo import DecisionPoint, Memo
from avtal.model.parties import Appointment, Party, Person
from avtal.model.profile import LawProfile
from avtal.model.promise import Contact
from avtal.model.signing import Signing
from avtal.model.situation import MappedCrime


def test_a_field_is_described_where_it_stands() -> None:
    baseline = described(Goal)["utgångsvärde"]
    assert (baseline.name, baseline.alias) == ("baseline", "utgångsvärde")
    assert (baseline.required, baseline.may_be_unknown) == (True, True)
    assert baseline.needed_before is NeededBefore.DECISION
    assert (baseline.shown, baseline.used_otherwise, baseline.about) == (True, "", None)
    assert list(described(Termination)) == ["ursprung", "text", "uppsägningstid"]


def test_marks_are_those_of_the_field_wherever_it_is_inherited() -> None:
    assert described(Agreement)["version"].stamp_alone
    assert described(Agreement)["uppsägning"].about is Subject.TERM
    assert "rule 56" in described(Appointment)["från"].used_otherwise
    assert described(CaseFacts)["avtalstid"].group is not None
    assert described(CaseFacts)["avtalstid"].used_otherwise == ""


def test_what_no_template_is_given_is_used_otherwise_too() -> None:
    hidden = {alias for alias, field in described(CaseFacts).items() if not field.shown}
    assert hidden == {"ursprung", "format", "undantag", "godkännanden"}
    assert all(described(CaseFacts)[alias].used_otherwise for alias in hidden)


def test_what_a_field_holds() -> None:
    agreement = described(Agreement)
    references = agreement["undertecknare"].refers_to
    assert references
    assert references.kinds == ("person",)
    assert agreement["undertecknare"].is_list
    assert agreement["underskrift"].group is Signing
    assert not agreement["underskrift"].is_list
    assert agreement["syfte"].is_prose
    assert agreement["syfte"].group is MarkedProse
    assert not agreement["underskrift"].is_prose
    assert described(MappedCrime)["värden"].may_be_unknown
    assert not described(MappedCrime)["källa"].may_be_unknown


def test_the_words_that_can_stand_in_a_field() -> None:
    assert described(RequiredApproval)["före"].choices == tuple(Purpose)
    assert described(Appointment)["tillförordnad"].choices == ("ja", "nej")
    assert described(Goal)["utgångsvärde"].choices == ()


def test_where_a_field_can_be_marked() -> None:
    agreement = described(Agreement)
    assert (agreement["syfte"].secret_at, agreement["syfte"].unconfirmed_at) == (
        Markable.ITSELF,
        Markable.ITSELF,
    )
    assert (agreement["åtaganden"].secret_at, agreement["underskrift"].unconfirmed_at) == (
        Markable.ITSELF,
        Markable.ITSELF,
    )
    assert (agreement["datum"].secret_at, agreement["datum"].unconfirmed_at) == (
        None,
        Markable.AROUND,
    )
    assert described(Party)["namn"].secret_at is Markable.AROUND
    assert described(FocusProblem)["källor"].secret_at is None
    mark = described(SecretMark)["ursprung"]
    assert (mark.is_mark, mark.secret_at, mark.unconfirmed_at) == (True, None, None)


def test_what_names_a_thing_and_what_is_derived_of_a_field() -> None:
    names = {alias: field.called_by for alias, field in described(Party).items()}
    assert {alias: name for alias, name in names.items() if name} == {
        "namn": Name.OWN,
        "kortnamn": Name.OTHER,
        "juridiskt_namn": Name.OTHER,
    }
    assert described(Person)["titel"].called_by is Name.OTHER
    assert described(Party)["juridiskt_namn"].derived == ("juridiskt_namn",)
    assert described(Contact)["kontaktväg"].former == (FormerName("väg", before=2),)
    assert list(renamed(Contact)) == ["väg"]
    assert described(MappedCrime)["värden"].derived == ("år1", "år2", "år3", "år4", "år5")


def reached(*models: type[Model]) -> Iterator[type[Model]]:
    """Yield the models that stand in content files, each once."""
    queue = list(dict.fromkeys(models))
    for model in queue:
        yield model
        groups = (field.group for field in described(model).values())
        queue += dict.fromkeys(group for group in groups if group and group not in queue)


MODELS = list(reached(CaseFacts, LawProfile, *(row.model for row in DOCUMENTS)))
FIELDS = [(model, field) for model in MODELS for field in described(model).values()]


def named(model: type[Model], field: FieldDescription) -> str:
    """Return what a test of the field is called."""
    return f"{model.__name__}.{field.name}"


EVERY_FIELD = pytest.mark.parametrize(
    ("model", "field"), [pytest.param(*each, id=named(*each)) for each in FIELDS]
)


@EVERY_FIELD
def test_a_field_has_a_label_as_a_person_reads_it(
    model: type[Model], field: FieldDescription
) -> None:
    assert field.info.title == field.label
    assert re.fullmatch(r"[A-ZÅÄÖ][a-zåäö0-9 ,-]*[a-zåäö]", field.label)


@pytest.mark.parametrize("model", MODELS)
def test_no_two_fields_of_a_model_have_one_label(model: type[Model]) -> None:
    labels = [field.label.lower() for field in described(model).values()]
    assert len(labels) == len(set(labels))


@EVERY_FIELD
def test_a_field_says_more_than_its_label(model: type[Model], field: FieldDescription) -> None:
    assert field.help.rstrip(".").lower() != field.label.lower()
    assert re.fullmatch(r"[A-ZÅÄÖ].*[^.]\.", field.help)


@EVERY_FIELD
def test_a_field_has_an_example_unless_it_has_choices_or_fields_of_its_own(
    model: type[Model], field: FieldDescription
) -> None:
    itself = bool(field.choices) or (field.group is not None and not field.is_prose)
    assert bool(field.examples) != itself


@EVERY_FIELD
def test_an_example_is_what_could_be_written_there(
    model: type[Model], field: FieldDescription
) -> None:
    """As YAML gives it: every single value is a text."""
    for example in field.examples:
        inner = example.values() if isinstance(example, dict) else example
        texts = [example] if isinstance(example, str) else inner
        assert isinstance(texts, Iterable)
        assert all(isinstance(text, str) for text in texts)
        config = ConfigDict(arbitrary_types_allowed=True)
        holder = create_model("Holder", __config__=config, value=(field.annotation, ...))
        holder.model_validate({"value": example})
        with pytest.raises(ValidationError):
            holder.model_validate({"value": [[]]})


def test_the_choices_of_a_field_are_the_words_that_it_can_hold() -> None:
    typed = described(TakenDecision)["typ"]
    words = {"organ": "kommunstyrelsen", "datum": "2018-12-03", "paragraf": "1", "utfall": "avslag"}
    assert set(described(DecisionPoint)["typ"].choices) - set(typed.choices) == {
        "uppdra",
        "bemyndiga",
    }
    for word in described(DecisionPoint)["typ"].choices:
        if word in typed.choices:
            assert TakenDecision.model_validate({"typ": word, **words}).verb == word
        else:
            with pytest.raises(ValidationError):
                TakenDecision.model_validate({"typ": word, **words})


def test_texts_are_what_a_person_writes() -> None:
    texts = {alias for alias, field in described(Person).items() if field.is_text}
    assert texts == {"namn", "titel", "telefon", "e_post"}
    assert described(Memo)["expedieras_till"].is_text
    assert described(Memo)["ärendet"].is_text
    assert not described(CaseFacts)["lagprofil"].is_text
