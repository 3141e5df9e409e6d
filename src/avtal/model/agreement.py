"""Samverkansöverenskommelse: the cooperation agreement, with what Brå asks it to say."""

from __future__ import annotations

import datetime
from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from avtal.model.base import AnyProse, Entry, Item, Model
from avtal.model.document import DocumentContent
from avtal.model.marks import Name, NeededBefore, Subject, UsedOtherwise
from avtal.model.parties import Body
from avtal.model.references import (
    BodyRef,
    FocusAreaRef,
    FunctionRef,
    LeadRef,
    MappingRef,
    PersonRef,
    SourceRef,
)
from avtal.model.scalars import Count, Day, FixedWord, Line, Number, mistake


class Direction(FixedWord):
    """Where an indicator shall go."""

    INCREASE = "öka"
    DECREASE = "minska"
    KEEP = "bibehålla"


class SigningMethod(FixedWord):
    """How the parties sign."""

    PAPER = "papper"
    ELECTRONIC = "e-underskrift"


class FocusProblem(Model):
    """The problem in focus of one focus area."""

    text: AnyProse = Field(alias="text", description="Problemet.")
    sources: tuple[SourceRef, ...] = Field(
        (), alias="källor", description="Källor i lägesbilden som visar problemet."
    )
    mapping: tuple[MappingRef, ...] = Field(
        (), alias="kartläggning", description="Rader i lägesbildens kartläggning."
    )


class Cause(Item):
    """A likely cause of the problem."""

    kind: ClassVar[str] = "orsak"
    collection: ClassVar[str] = "orsaker"

    text: AnyProse = Field(alias="text", description="Orsaken.")


class Goal(Item):
    """A limited, measurable goal."""

    kind: ClassVar[str] = "mål"
    collection: ClassVar[str] = "mål"
    mostly_about: ClassVar[Subject | None] = Subject.COMMITMENT

    text: AnyProse = Field(alias="text", description="Målet som en mening.")
    indicator: Annotated[Line, Name.OWN] = Field(alias="indikator", description="Det som mäts.")
    unit: Line = Field(alias="enhet", description="Måttenheten: procent, antal.")
    # Rule 11: a goal that is decided can be measured, from where and until when.
    baseline: Annotated[Number | None, NeededBefore.DECISION] = Field(
        alias="utgångsvärde", description="Värdet i utgångsläget."
    )
    baseline_date: Annotated[Day | None, NeededBefore.DECISION] = Field(
        alias="utgångsdatum", description="När det mättes."
    )
    target: Annotated[Number | None, NeededBefore.DECISION] = Field(
        alias="målvärde", description="Värdet som ska nås."
    )
    target_date: Annotated[Day | None, NeededBefore.DECISION] = Field(
        alias="måldatum", description="När det ska vara nått."
    )
    direction: Direction = Field(alias="riktning", description="öka, minska eller bibehålla.")
    source: SourceRef | None = Field(
        None, alias="källa", description="Källan som indikatorn mäts i."
    )


class FocusAnalysis(Entry):
    """The analysis of one focus area: problem, causes and goals."""

    collection: ClassVar[str] = "analyser"
    distinct_by: ClassVar[str | None] = "focus_area"

    focus_area: FocusAreaRef = Field(alias="fokusområde", description="Fokusområdet.")
    problem: FocusProblem = Field(alias="problem", description="Problemet i fokus.")
    causes: tuple[Cause, ...] = Field((), alias="orsaker", description="Troliga orsaker.")
    goals: tuple[Goal, ...] = Field((), alias="mål", description="Mätbara mål.")


class CooperationBody(Body):
    """A group that the agreement sets up."""

    mostly_about: ClassVar[Subject | None] = Subject.COMMITMENT

    members: tuple[FunctionRef, ...] = Field(
        alias="ledamöter", min_length=1, description="Funktionerna som ingår."
    )
    meets: Line = Field(alias="möts", description="Hur ofta: två gånger per år.")
    role: Line = Field(alias="uppgift", description="Vad gruppen gör.")


class Commitment(Item):
    """What a party, or all of them, undertakes."""

    kind: ClassVar[str] = "åtagande"
    collection: ClassVar[str] = "åtaganden"
    mostly_about: ClassVar[Subject | None] = Subject.COMMITMENT

    party: LeadRef = Field(alias="part", description="Parten, eller gemensamt.")
    text: AnyProse = Field(alias="text", description="Åtagandet.")


class FollowUp(Item):
    """An occasion in the follow-up calendar."""

    kind: ClassVar[str] = "uppföljning"
    collection: ClassVar[str] = "uppföljningar"

    date: Day = Field(alias="datum", description="Dagen.")
    body: BodyRef = Field(alias="organ", description="Organet som följer upp.")
    subject: Annotated[Line, Name.OWN] = Field(alias="ämne", description="Vad som följs upp.")
    output: Line = Field(alias="resultat", description="Handlingen som blir till.")


class Termination(Model):
    """How the agreement can be ended before its time."""

    wholly_about: ClassVar[Subject | None] = Subject.TERM

    text: AnyProse = Field(alias="text", description="Villkoren för uppsägning.")
    notice_months: Count = Field(alias="uppsägningstid", description="Uppsägningstid i månader.")


class Signing(Model):
    """Where, when and how the agreement is signed."""

    # Day and place are written when it happens, on the line that is left for them.
    date: Annotated[Day | None, NeededBefore.SIGNING] = Field(
        alias="datum", description="Dagen; null om den inte är bestämd."
    )
    place: Annotated[Line | None, NeededBefore.SIGNING] = Field(
        alias="ort", description="Orten; null om den inte är bestämd."
    )
    method: Annotated[SigningMethod, Subject.MANDATE] = Field(
        alias="sätt", description="papper eller e-underskrift."
    )
    copies: Annotated[Count | None, Subject.MANDATE] = Field(
        None,
        alias="exemplar",
        description="Antal likalydande exemplar; krävs på papper, annars inte.",
    )

    @model_validator(mode="after")
    def _copies_are_paper(self) -> Self:
        if self.method is SigningMethod.PAPER and self.copies is None:
            raise mistake(
                "underskriften sker på papper men antalet exemplar saknas",
                "lägg till exemplar, till exempel exemplar: 2",
                path=("sätt",),
            )
        if self.method is SigningMethod.ELECTRONIC and self.copies is not None:
            raise mistake(
                "exemplar anges bara när underskriften sker på papper",
                "ta bort exemplar, eller ändra sätt",
                path=("exemplar",),
            )
        return self


class Mandate(Entry):
    """Why the holder of a function may sign for the municipality, apart from the memo."""

    distinct_by: ClassVar[str | None] = "function"
    wholly_about: ClassVar[Subject | None] = Subject.MANDATE

    function: Annotated[FunctionRef, UsedOtherwise("rule 35")] = Field(
        alias="funktion", description="Funktionen som undertecknar."
    )
    ground: Annotated[
        Line, UsedOtherwise("rule 35: it is there for those who read the content")
    ] = Field(
        alias="stöd", description="Reglementet eller det stående beslutet, med paragraf eller dag."
    )


class Agreement(DocumentContent):
    """`overenskommelse.yaml`."""

    background: AnyProse = Field(alias="bakgrund", description="Varför parterna samverkar.")
    purpose: AnyProse = Field(alias="syfte", description="Vad parterna vill uppnå.")
    binding: Annotated[AnyProse, Subject.COMMITMENT] = Field(
        alias="rättslig_verkan", description="Vad överenskommelsen är rättsligt."
    )
    analyses: tuple[FocusAnalysis, ...] = Field(
        alias="fokusområden", min_length=1, description="Problem, orsaker och mål per område."
    )
    bodies: tuple[CooperationBody, ...] = Field(
        alias="organisation", description="Grupperna för samverkan."
    )
    commitments: tuple[Commitment, ...] = Field(
        alias="åtaganden", min_length=1, description="Parternas åtaganden."
    )
    documentation: AnyProse = Field(alias="dokumentation", description="Hur arbetet dokumenteras.")
    review: AnyProse = Field(alias="uppföljning", description="Hur överenskommelsen följs upp.")
    calendar: tuple[FollowUp, ...] = Field(
        (), alias="kalender", description="Uppföljningstillfällen som står i överenskommelsen."
    )
    amendment: AnyProse = Field(alias="ändringar", description="Hur ändringar görs.")
    termination: Annotated[Termination | None, Subject.TERM] = Field(
        None, alias="uppsägning", description="Uppsägning i förtid."
    )
    confidentiality: AnyProse = Field(
        alias="informationsdelning", description="Sekretess och utbyte av uppgifter."
    )
    personal_data: AnyProse | None = Field(
        None, alias="personuppgifter", description="Behandling av personuppgifter."
    )
    costs: AnyProse | None = Field(None, alias="kostnader", description="Vem som bär kostnader.")
    signing: Signing = Field(alias="underskrift", description="Underskriften.")
    signatories: Annotated[tuple[PersonRef, ...], Subject.MANDATE] = Field(
        alias="undertecknare", min_length=1, description="De som undertecknar, i ordning."
    )

    mandates: Annotated[tuple[Mandate, ...], Subject.MANDATE, UsedOtherwise("rule 35")] = Field(
        (),
        alias="behörighet",
        description="Vad som ger behörighet att underteckna, när det inte är en beslutspunkt.",
    )

    @property
    def reference_date(self) -> datetime.date:
        """Titles are those of the day of signing, where it is known."""
        return self.signing.date or self.date
