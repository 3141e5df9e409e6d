"""Medborgarlöfte: the promises to the citizens, one page."""

from __future__ import annotations

from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from avtal.model.base import AnyProse, Item, Period
from avtal.model.document import DocumentContent
from avtal.model.marks import FormerName, Subject, UsedOtherwise
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
    id_example: ClassVar[str] = "N1"

    text: AnyProse = Field(
        alias="text",
        title="Text",
        description="Vad som är så i dag.",
        examples=["Kvinnor undviker oftare än män platser på kvällen."],
    )
    source: SourceRef | None = Field(
        None, alias="källa", title="Källa", description="Källan i lägesbilden.", examples=["S5"]
    )


class Promise(Item):
    """A promise that can be counted and followed up."""

    kind: ClassVar[str] = "löfte"
    collection: ClassVar[str] = "löften"
    id_example: ClassVar[str] = "L1"
    mostly_about: ClassVar[Subject | None] = Subject.COMMITMENT

    giver: LeadRef = Field(
        alias="av",
        title="Ges av",
        description="Parten som lovar, eller gemensamt.",
        examples=["kommun"],
    )
    text: AnyProse = Field(
        alias="text",
        title="Text",
        description="Löftet i en mening.",
        examples=["Vi hjälper fler områden att komma i gång med grannsamverkan."],
    )
    focus_area: FocusAreaRef = Field(
        alias="fokusområde",
        title="Fokusområde",
        description="Fokusområdet som löftet hör till.",
        examples=["F1"],
    )
    actions: tuple[ActionRef, ...] = Field(
        alias="åtgärder",
        title="Åtgärder",
        description="Åtgärderna som bär löftet.",
        examples=[["A2", "A3"]],
    )
    measure_from: ActionRef | None = Field(
        None,
        alias="mått_från",
        title="Mått från",
        description="Åtgärden vars mått löftet har.",
        examples=["A2"],
    )
    own_measure: Line | None = Field(
        None,
        alias="eget_mått",
        title="Eget mått",
        description="Löftets eget mått, när det inte är en åtgärds.",
        examples=["Alla föräldrar till elever i årskurs 7"],
    )
    measure_reason: Annotated[Line | None, UsedOtherwise("rule 26")] = Field(
        None,
        alias="måttets_skäl",
        title="Skäl för eget mått",
        description="Varför löftet har ett eget mått i stället för en åtgärds.",
        examples=["Åtgärden räknar möten, löftet räknar föräldrar."],
    )
    follow_up: FollowUpRef | None = Field(
        None,
        alias="uppföljning",
        title="Uppföljning",
        description="Tillfället i kalendern då löftet följs upp.",
        examples=["U4"],
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
    id_example: ClassVar[str] = "kontakt_polis"

    function: FunctionRef = Field(
        alias="funktion",
        title="Funktion",
        description="Funktionen som svarar.",
        examples=["kommunpolis"],
    )
    way: Annotated[Line, FormerName("väg", before=2)] = Field(
        alias="kontaktväg",
        title="Kontaktväg",
        description="Telefon, e-post eller adress.",
        examples=["114 14"],
    )


class Promises(DocumentContent):
    """`medborgarlofte.yaml`."""

    period: Annotated[Period, Subject.TERM] = Field(
        alias="period", title="Period", description="Tiden som löftena gäller."
    )
    what: AnyProse = Field(
        alias="vad_är_ett_löfte",
        title="Vad är ett löfte",
        description="Vad ett medborgarlöfte är.",
        examples=["I ett medborgarlöfte säger vi vad vi ska göra för att det ska bli tryggare."],
    )
    situation: tuple[Situation, ...] = Field(
        (), alias="läget_i_dag", title="Läget i dag", description="Varför vi lovar detta."
    )
    promises: tuple[Promise, ...] = Field(
        alias="löften", title="Löften", description="Löftena i den ordning de skrivs.", min_length=1
    )
    feedback: AnyProse = Field(
        alias="återkoppling",
        title="Återkoppling",
        description="Hur resultaten redovisas.",
        examples=["Vi berättar hur det går på kommunens webbplats."],
    )
    contacts: tuple[Contact, ...] = Field(
        (), alias="kontakter", title="Kontakter", description="Vart den som bor här kan vända sig."
    )
    signers: Annotated[tuple[PersonRef, ...], Subject.MANDATE] = Field(
        (),
        alias="undertecknare",
        title="Undertecknare",
        description="De som undertecknar löftena, om någon gör det.",
        examples=[["eriksson", "polischefen"]],
    )
