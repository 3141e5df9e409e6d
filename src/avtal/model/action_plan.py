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
    mostly_about: ClassVar[Subject | None] = Subject.COMMITMENT

    focus_area: Annotated[
        FocusAreaRef, UsedOtherwise("printed as the list of actions of a focus area")
    ] = Field(alias="fokusområde", description="Fokusområdet.")
    causes: tuple[CauseRef, ...] = Field((), alias="orsaker", description="Orsakerna den möter.")
    goals: tuple[GoalRef, ...] = Field((), alias="mål", description="Målen den tjänar.")
    title: Annotated[Title, Name.OWN] = Field(alias="titel", description="Åtgärdens namn.")
    text: AnyProse = Field(alias="text", description="Vad som ska göras.")
    prevention: Prevention = Field(alias="prevention", description="social eller situationell.")
    level: Level = Field(alias="nivå", description="universell, selektiv eller indikerad.")
    lead: LeadRef = Field(alias="leds_av", description="Parten som leder, eller gemensamt.")
    responsible: tuple[FunctionRef, ...] = Field(
        alias="ansvariga", min_length=1, description="En ansvarig funktion per ledande part."
    )
    participants: tuple[FunctionRef, ...] = Field(
        (), alias="medverkande", description="Funktioner som medverkar."
    )
    start: Day = Field(alias="start", description="När åtgärden börjar.")
    due: Day = Field(alias="klar", description="När åtgärden ska vara klar.")
    status: ActionStatus = Field(alias="status", description="Hur långt åtgärden har kommit.")
    measure: Line = Field(alias="mått", description="Hur mycket, hur ofta eller hur många.")
    budget: Whole | None = Field(None, alias="budget", description="Budget i kronor.")
    # Rule 23: an action that is decided has a day in the calendar when it is followed up.
    follow_up: Annotated[FollowUpRef | None, NeededBefore.DECISION] = Field(
        None, alias="uppföljning", description="Tillfället i kalendern då den följs upp."
    )
    result: AnyProse | None = Field(None, alias="resultat", description="Vad åtgärden gav.")

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
        alias="diarienummer", description="Diarienumret för ärendet där planen beslutades."
    )
    body: Annotated[Line, UsedOtherwise("rule 51")] = Field(
        alias="organ", description="Organet som beslutade: kommunfullmäktige."
    )
    date: Annotated[Day, UsedOtherwise("rules 51 and 52")] = Field(
        alias="datum", description="Sammanträdets datum."
    )
    paragraph: Annotated[Count, UsedOtherwise("rule 51")] = Field(
        alias="paragraf", description="Paragrafen i protokollet."
    )


class ActionPlan(DocumentContent):
    """`atgardsplan.yaml`."""

    period: Annotated[Period, Subject.TERM] = Field(
        alias="period", description="Tiden som planen gäller."
    )
    introduction: AnyProse = Field(alias="inledning", description="Vad planen är.")
    analyses: tuple[FocusAnalysis, ...] = Field(
        (),
        alias="egna_fokusområden",
        description="Problem, orsaker och mål för områden som överenskommelsen inte har.",
    )
    actions: tuple[Action, ...] = Field(alias="åtgärder", min_length=1, description="Åtgärderna.")
    decided_elsewhere: Annotated[DecisionElsewhere | None, UsedOtherwise("rule 51")] = Field(
        None,
        alias="beslutad_i_annat_ärende",
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
