"""What a deciding body does, and what became of a proposal."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field

from avtal.model.base import Model
from avtal.model.marks import Choices, UsedOtherwise
from avtal.model.references import BodyRef
from avtal.model.scalars import Count, Day, FixedWord, mistake


class DecisionKind(FixedWord):
    """What a deciding body does; the verb in the infinitive."""

    APPROVE = "godkänna"
    ADOPT = "anta"
    ESTABLISH = "fastställa"
    INSTRUCT = "uppdra"
    AUTHORISE = "bemyndiga"
    REPEAL = "upphäva"
    FILE = "lägga till handlingarna"
    PROPOSE = "föreslå"
    REMIT = "återremittera"


class Outcome(FixedWord):
    """What became of the proposal."""

    AS_PROPOSED = "enligt förslag"
    AMENDED = "med ändring"
    REMITTED = "återremiss"
    TABLED = "bordlagd"
    REJECTED = "avslag"


# One is instructed or authorised; a document is not.
_OF_DOCUMENTS = Choices(
    tuple(
        kind.value
        for kind in DecisionKind
        if kind not in {DecisionKind.INSTRUCT, DecisionKind.AUTHORISE}
    )
)


def _of_a_document(verb: DecisionKind) -> DecisionKind:
    if verb not in _OF_DOCUMENTS.words:
        fitting = ", ".join(_OF_DOCUMENTS.words)
        raise mistake(f"en handling kan man inte {verb}", f"välj bland: {fitting}")
    return verb


class TakenDecision(Model):
    """A decision that has been taken on a document."""

    verb: Annotated[
        DecisionKind,
        AfterValidator(_of_a_document),
        _OF_DOCUMENTS,
        UsedOtherwise("templates/rows.py prints it in beslut.ord"),
    ] = Field(
        alias="typ",
        title="Typ av beslut",
        description="Vad organet beslutade om handlingen.",
    )
    body: BodyRef = Field(
        alias="organ",
        title="Organ",
        description="Organet som beslutade.",
        examples=["kommunstyrelsen"],
    )
    date: Day = Field(
        alias="datum", title="Datum", description="Sammanträdets datum.", examples=["2018-12-03"]
    )
    paragraph: Count = Field(
        alias="paragraf",
        title="Paragraf",
        description="Paragrafen i protokollet.",
        examples=["112"],
    )
    outcome: Outcome = Field(
        alias="utfall", title="Utfall", description="Hur det gick med förslaget."
    )
    adjusted: Day | None = Field(
        None,
        alias="justerat",
        title="Protokollet justerat",
        description="Dagen då protokollet justerades.",
        examples=["2018-12-10"],
    )

    @property
    def done(self) -> str:
        """The verb in the infinitive for what was done in the end, whatever was proposed."""
        return {
            Outcome.REJECTED: "avslå",
            Outcome.REMITTED: "återremittera",
            Outcome.TABLED: "bordlägga",
        }.get(self.outcome, self.verb.value)
