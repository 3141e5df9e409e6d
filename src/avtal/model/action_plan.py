"""Åtgärdsplan: what is done, why, by whom, when, and how it is followed up."""

from __future__ import annotations

from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from avtal.model.agreement import FocusAnalysis
from avtal.model.base import AnyProse, Item, Model, Period
from avtal.model.diarienummer import CaseNumber
from avtal.model.document import DocumentContent
from avtal.model.marks import Name, NeededBefore, Subject, UsedOtherwise
from avtal.model.references import (
    CauseRef,
    FocusAreaRef,
    FollowUpRef,
    FunctionRef,
    GoalRef,
    LeadRef,
)
from avtal.model.scalars import Count, Day, FixedWord, Line, Title, Whole, mistake


class Prevention(FixedWord):
    """How the action prevents."""

    SOCIAL = "social"
    SITUATIONAL = "situationell"


class Level(FixedWord):
    """Whom the action reaches."""

    UNIVERSAL = "universell"
    SELECTIVE = "selektiv"
    INDICATED = "indikerad"


class ActionStatus(FixedWord):
    """How far the action has come."""

    PLANNED = "planerad"
    ONGOING = "pågår"
    DONE = "genomförd"
    LATE = "försenad"
    CANCELLED = "avbruten"
    PAUSED = "pausad"


class Action(Item):
    """One action."""

    kind: ClassVar[str] = "åtgärd"
    collection: ClassVar[str] = "åtgärder"
    id_example: ClassVar[str] = "A1"
    mostly_about: ClassVar[Subject | None] = Subject.COMMITMENT

    focus_area: Annotated[
        FocusAreaRef, UsedOtherwise("printed as the list of actions of a focus area")
    ] = Field(
        alias="fokusområde",
        title="Fokusområde",
        description="Fokusområdet som åtgärden hör till.",
        examples=["F1"],
    )
    causes: tuple[CauseRef, ...] = Field(
        (),
        alias="orsaker",
        title="Orsaker",
        description="Orsakerna som åtgärden möter.",
        examples=[["C1"]],
    )
    goals: tuple[GoalRef, ...] = Field(
        (),
        alias="mål",
        title="Mål",
        description="Målen som åtgärden tjänar.",
        examples=[["G1", "G2"]],
    )
    title: Annotated[Title, Name.OWN] = Field(
        alias="titel",
        title="Titel",
        description="Åtgärdens namn.",
        examples=["Trygghetspatrullering"],
    )
    text: AnyProse = Field(
        alias="text",
        title="Text",
        description="Vad som ska göras.",
        examples=["Polisen patrullerar där behovet är störst."],
    )
    prevention: Prevention = Field(
        alias="prevention",
        title="Prevention",
        description="Om åtgärden förebygger genom människors villkor eller genom platsen.",
    )
    level: Level = Field(
        alias="nivå",
        title="Nivå",
        description="Vilka åtgärden når: alla, grupper i risk eller enskilda.",
    )
    lead: LeadRef = Field(
        alias="leds_av",
        title="Leds av",
        description="Parten som leder, eller gemensamt.",
        examples=["polis"],
    )
    responsible: tuple[FunctionRef, ...] = Field(
        alias="ansvariga",
        title="Ansvariga",
        description="En ansvarig funktion per ledande part.",
        examples=[["kommunpolis"]],
        min_length=1,
    )
    participants: tuple[FunctionRef, ...] = Field(
        (),
        alias="medverkande",
        title="Medverkande",
        description="Funktioner som medverkar.",
        examples=[["lpo_chef"]],
    )
    start: Day = Field(
        alias="start",
        title="Start",
        description="Dagen då åtgärden börjar.",
        examples=["2019-01-14"],
    )
    due: Day = Field(
        alias="klar",
        title="Klar",
        description="Dagen då åtgärden ska vara klar.",
        examples=["2020-12-18"],
    )
    status: ActionStatus = Field(
        alias="status", title="Status", description="Hur långt åtgärden har kommit."
    )
    measure: Line = Field(
        alias="mått",
        title="Mått",
        description="Hur mycket, hur ofta eller hur många.",
        examples=["Minst tre pass i veckan"],
    )
    budget: Whole | None = Field(
        None,
        alias="budget",
        title="Budget, kronor",
        description="Vad åtgärden får kosta.",
        examples=["150000"],
    )
    # Rule 23: an action that is decided has a day in the calendar when it is followed up.
    follow_up: Annotated[FollowUpRef | None, NeededBefore.DECISION] = Field(
        None,
        alias="uppföljning",
        title="Uppföljning",
        description="Tillfället i kalendern då åtgärden följs upp.",
        examples=["U4"],
    )
    result: AnyProse | None = Field(
        None,
        alias="resultat",
        title="Resultat",
        description="Vad åtgärden gav.",
        examples=["Tolv gångstråk fick ny belysning."],
    )

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.start > self.due:
            raise mistake(
                f"åtgärden ska vara klar {self.due} men börjar {self.start}",
                "byt plats på datumen eller rätta det som är fel",
                path=("klar",),
            )
        return self


class DecisionElsewhere(Model):
    """The decision on the plan, where it was taken in another case."""

    case_number: Annotated[CaseNumber, UsedOtherwise("rule 51")] = Field(
        alias="diarienummer",
        title="Diarienummer",
        description="Diarienumret för ärendet där planen beslutades.",
        examples=["KS 2018/198"],
    )
    body: Annotated[Line, UsedOtherwise("rule 51")] = Field(
        alias="organ",
        title="Organ",
        description="Organet som beslutade.",
        examples=["kommunfullmäktige"],
    )
    date: Annotated[Day, UsedOtherwise("rules 51 and 52")] = Field(
        alias="datum", title="Datum", description="Sammanträdets datum.", examples=["2018-10-22"]
    )
    paragraph: Annotated[Count, UsedOtherwise("rule 51")] = Field(
        alias="paragraf", title="Paragraf", description="Paragrafen i protokollet.", examples=["98"]
    )


class ActionPlan(DocumentContent):
    """`atgardsplan.yaml`."""

    period: Annotated[Period, Subject.TERM] = Field(
        alias="period", title="Period", description="Tiden som planen gäller."
    )
    introduction: AnyProse = Field(
        alias="inledning",
        title="Inledning",
        description="Vad planen är.",
        examples=["Planen visar vad parterna gör inom varje fokusområde."],
    )
    analyses: tuple[FocusAnalysis, ...] = Field(
        (),
        alias="egna_fokusområden",
        title="Egna fokusområden",
        description="Problem, orsaker och mål för områden som överenskommelsen inte har.",
    )
    actions: tuple[Action, ...] = Field(
        alias="åtgärder",
        title="Åtgärder",
        description="Åtgärderna i den ordning de skrivs.",
        min_length=1,
    )
    decided_elsewhere: Annotated[DecisionElsewhere | None, UsedOtherwise("rule 51")] = Field(
        None,
        alias="beslutad_i_annat_ärende",
        title="Beslutad i annat ärende",
        description="Beslutet om planen, när det inte fattas i det här ärendet.",
    )

    @model_validator(mode="after")
    def _decided_once(self) -> Self:
        if self.decision and self.decided_elsewhere:
            raise mistake(
                "planen har både beslut och beslutad_i_annat_ärende",
                "behåll beslut om planen beslutas i det här ärendet, annars det andra",
                path=("beslutad_i_annat_ärende",),
            )
        return self
