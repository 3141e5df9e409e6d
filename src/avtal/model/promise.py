"""Medborgarlöfte: the promises to the citizens, one page."""

from __future__ import annotations

from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from avtal.model.base import AnyProse, Item, Period
from avtal.model.document import DocumentContent
from avtal.model.marks import Subject, UsedOtherwise
from avtal.model.references import (
    ActionRef,
    FocusAreaRef,
    FollowUpRef,
    FunctionRef,
    LeadRef,
    PersonRef,
    SourceRef,
)
from avtal.model.scalars import Line, mistake


class Situation(Item):
    """Something that is so today, with its source."""

    kind: ClassVar[str] = "läge"
    collection: ClassVar[str] = "lägen"

    text: AnyProse = Field(alias="text", description="Läget i dag.")
    source: SourceRef | None = Field(None, alias="källa", description="Källan i lägesbilden.")


class Promise(Item):
    """A promise that can be counted and followed up."""

    kind: ClassVar[str] = "löfte"
    collection: ClassVar[str] = "löften"
    mostly_about: ClassVar[Subject | None] = Subject.COMMITMENT

    giver: LeadRef = Field(alias="av", description="Parten som lovar, eller gemensamt.")
    text: AnyProse = Field(alias="text", description="Löftet i en mening.")
    focus_area: FocusAreaRef = Field(alias="fokusområde", description="Fokusområdet.")
    actions: tuple[ActionRef, ...] = Field(
        alias="åtgärder", description="Åtgärderna som bär löftet."
    )
    measure_from: ActionRef | None = Field(
        None, alias="mått_från", description="Åtgärden vars mått löftet har."
    )
    own_measure: Line | None = Field(
        None, alias="eget_mått", description="Löftets eget mått, när det inte är en åtgärds."
    )
    measure_reason: Annotated[Line | None, UsedOtherwise("rule 26")] = Field(
        None,
        alias="måttets_skäl",
        description="Varför löftet har ett eget mått i stället för en åtgärds.",
    )
    follow_up: FollowUpRef | None = Field(
        None, alias="uppföljning", description="När löftet följs upp."
    )

    @model_validator(mode="after")
    def _one_measure(self) -> Self:
        if self.measure_from and self.own_measure:
            raise mistake(
                "löftet har både mått_från och eget_mått", "ta bort det ena", path=("eget_mått",)
            )
        if self.measure_reason and not self.own_measure:
            raise mistake(
                "måttets_skäl anges bara vid ett eget mått",
                "ta bort måttets_skäl eller lägg till eget_mått",
                path=("måttets_skäl",),
            )
        return self


class Contact(Item):
    """Where a citizen can turn."""

    kind: ClassVar[str] = "kontakt"
    collection: ClassVar[str] = "kontakter"

    function: FunctionRef = Field(alias="funktion", description="Funktionen.")
    way: Line = Field(alias="väg", description="Telefon, e-post eller adress.")


class Promises(DocumentContent):
    """`medborgarlofte.yaml`."""

    period: Annotated[Period, Subject.TERM] = Field(
        alias="period", description="Tiden som löftena gäller."
    )
    what: AnyProse = Field(alias="vad_är_ett_löfte", description="Vad ett medborgarlöfte är.")
    situation: tuple[Situation, ...] = Field(
        (), alias="läget_i_dag", description="Varför vi lovar detta."
    )
    promises: tuple[Promise, ...] = Field(alias="löften", min_length=1, description="Löftena.")
    feedback: AnyProse = Field(alias="återkoppling", description="Hur resultaten redovisas.")
    contacts: tuple[Contact, ...] = Field((), alias="kontakter", description="Kontaktvägar.")
    signers: Annotated[tuple[PersonRef, ...], Subject.MANDATE] = Field(
        (), alias="undertecknare", description="De som undertecknar löftena, om någon gör det."
    )
