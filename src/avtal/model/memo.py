"""Tjänsteutlåtande: the decision memo."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from avtal.model.base import AnyProse, Entry, Item, Model
from avtal.model.decision import DecisionKind
from avtal.model.document import DocumentContent
from avtal.model.marks import Name, NeededBefore, Subject, UsedOtherwise
from avtal.model.references import BodyRef, FunctionRef, PersonRef
from avtal.model.scalars import Day, Line, Whole


class Meeting(Model):
    """Who decides, and when."""

    body: BodyRef = Field(alias="organ", description="Organet som ärendet går till.")
    date: Day = Field(alias="datum", description="Sammanträdets datum.")


class PreparationStep(Item):
    """A step on the way to the deciding body."""

    kind: ClassVar[str] = "beredning"
    collection: ClassVar[str] = "beredningar"

    body: BodyRef = Field(alias="organ", description="Organet som bereder.")
    date: Day = Field(alias="datum", description="Dagen för beredningen.")
    step: Annotated[Line, Name.OWN] = Field(
        alias="åtgärd", description="Vad organet gör: yttrar sig, bereder."
    )


class DecisionPoint(Item):
    """One thing that the body is asked to decide, as a full sentence."""

    kind: ClassVar[str] = "beslutspunkt"
    collection: ClassVar[str] = "beslutspunkter"
    wholly_about: ClassVar[Subject | None] = Subject.MANDATE

    verb: Annotated[
        DecisionKind, UsedOtherwise("rules/subjects/decisions.py asks what is proposed")
    ] = Field(alias="typ", description="Beslutets verb.")
    text: AnyProse = Field(alias="text", description="Beslutet som en fullständig mening.")
    mandate: Annotated[tuple[FunctionRef, ...], UsedOtherwise("rule 35")] = Field(
        (), alias="fullmakt", description="Funktioner som genom beslutet får underteckna."
    )


class Proposal(Entry):
    """The decision points of one body; their numbers restart for each body."""

    distinct_by: ClassVar[str | None] = "body"
    wholly_about: ClassVar[Subject | None] = Subject.MANDATE

    body: BodyRef = Field(alias="organ", description="Organet som beslutar.")
    points: tuple[DecisionPoint, ...] = Field(
        alias="punkter", min_length=1, description="Beslutspunkterna i ordning."
    )


class BasisDocument(Item):
    """A paper that the decision rests on."""

    kind: ClassVar[str] = "underlag"
    collection: ClassVar[str] = "underlag"

    title: Annotated[Line, Name.OWN] = Field(alias="titel", description="Handlingens namn.")
    # Whoever decides must be able to see which paper the decision rests on.
    date: Annotated[Day | None, NeededBefore.DECISION] = Field(
        alias="datum", description="Handlingens datum; null om okänt."
    )


class Memo(DocumentContent):
    """`tjansteutlatande.yaml`."""

    handler: PersonRef = Field(alias="handläggare", description="Den som handlägger ärendet.")
    meeting: Meeting = Field(alias="sammanträde", description="Vem som beslutar, och när.")
    route: tuple[PreparationStep, ...] = Field(
        (), alias="beredning", description="Organ som bereder ärendet före beslutet, i ordning."
    )
    summary: AnyProse = Field(alias="sammanfattning", description="Vad ärendet gäller och varför.")
    proposals: Annotated[tuple[Proposal, ...], Subject.MANDATE] = Field(
        alias="förslag", min_length=1, description="Förslag till beslut, per beslutande organ."
    )
    background: AnyProse = Field(alias="ärendet", description="Bakgrund och beskrivning.")
    considerations: AnyProse | None = Field(
        None, alias="överväganden", description="Förvaltningens överväganden."
    )
    economy: AnyProse | None = Field(None, alias="ekonomi", description="Ekonomiska konsekvenser.")
    cost: Annotated[Whole | None, UsedOtherwise("rule 24")] = Field(
        None,
        alias="kostnad",
        description="Åtgärdernas sammanlagda kostnad i kronor, så som den står i texten om "
        "ekonomi; åtgärdsplanens budgetar räknas ihop och jämförs med den.",
    )
    children: AnyProse | None = Field(None, alias="barn", description="Konsekvenser för barn.")
    equality: AnyProse | None = Field(
        None, alias="jämställdhet", description="Konsekvenser för jämställdhet."
    )
    legal: AnyProse | None = Field(None, alias="juridik", description="Rättsliga frågor.")
    basis_documents: tuple[BasisDocument, ...] = Field(
        (), alias="beslutsunderlag", description="Underlag utöver bilagorna."
    )
    recipients: tuple[Line, ...] = Field(
        (), alias="expedieras_till", description="Vilka som får beslutet."
    )
    signers: Annotated[tuple[PersonRef, ...], Subject.MANDATE] = Field(
        alias="undertecknare", min_length=1, description="De som undertecknar utlåtandet."
    )
