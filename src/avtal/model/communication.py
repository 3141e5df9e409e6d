"""Kommunikationsplan: who is told what, when and how."""

from __future__ import annotations

from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from avtal.model.base import AnyProse, Item
from avtal.model.document import DocumentContent
from avtal.model.marks import Name
from avtal.model.references import CommunicatedRef, FunctionRef
from avtal.model.scalars import Day, FixedWord, Line, mistake


class Audience(FixedWord):
    """Who is told."""

    RESIDENTS = "invånare"
    GUARDIANS = "vårdnadshavare"
    YOUNG = "unga"
    ELDERLY = "äldre"
    STAFF = "medarbetare"
    MANAGERS = "chefer"
    ELECTED = "förtroendevalda"
    BUSINESS = "näringsliv"
    PROPERTY_OWNERS = "fastighetsägare"
    MEDIA = "media"


class Channel(FixedWord):
    """How they are told."""

    WEB = "webb"
    POLICE_WEB = "polisen.se"
    INTRANET = "intranät"
    SOCIAL = "sociala medier"
    PRESS_RELEASE = "pressmeddelande"
    LOCAL_PAPER = "lokaltidning"
    POSTER = "affisch"
    LETTER = "brev"
    EMAIL = "e-post"
    MEETING = "möte"
    SCHOOL_PLATFORM = "skolplattform"


class CommunicationStatus(FixedWord):
    """How far the item has come."""

    PLANNED = "planerad"
    DONE = "genomförd"
    CANCELLED = "avbruten"


class CommunicationItem(Item):
    """One thing to tell; on a day, or recurring."""

    kind: ClassVar[str] = "kommunikationsinsats"
    collection: ClassVar[str] = "insatser"

    date: Day | None = Field(
        None, alias="datum", description="Dagen; anges utom när insatsen återkommer."
    )
    recurrence: Line | None = Field(
        None, alias="återkommer", description="När, för det som återkommer: varje kvartal."
    )
    activity: Annotated[Line, Name.OWN] = Field(alias="aktivitet", description="Vad som görs.")
    message: Line = Field(alias="budskap", description="Vad som sägs.")
    about: tuple[CommunicatedRef, ...] = Field(
        alias="gäller", description="Löften, åtgärder, uppföljningar eller handlingar."
    )
    audience: tuple[Audience, ...] = Field(
        alias="målgrupper", min_length=1, description="Vilka som nås."
    )
    channels: tuple[Channel, ...] = Field(alias="kanaler", min_length=1, description="Hur de nås.")
    responsible: FunctionRef = Field(alias="ansvarig", description="Ansvarig funktion.")
    status: CommunicationStatus = Field(alias="status", description="Hur långt den har kommit.")

    @model_validator(mode="after")
    def _once_or_recurring(self) -> Self:
        if (self.date is None) == (self.recurrence is None):
            raise mistake(
                "en insats ska ha antingen datum eller återkommer",
                "ange det ena av fälten",
                path=("id",),
            )
        return self


class CommunicationPlan(DocumentContent):
    """`kommunikationsplan.yaml`."""

    background: AnyProse = Field(alias="bakgrund", description="Varför planen finns.")
    goal: AnyProse = Field(alias="mål", description="Vad kommunikationen ska leda till.")
    main_message: Line = Field(alias="huvudbudskap", description="Det viktigaste budskapet.")
    values: tuple[Line, ...] = Field((), alias="värdeord", description="Ord som styr tonen.")
    spokespersons: tuple[FunctionRef, ...] = Field(
        alias="talespersoner", min_length=1, description="Funktioner som uttalar sig."
    )
    items: tuple[CommunicationItem, ...] = Field(
        alias="insatser", min_length=1, description="Insatserna i tidsordning."
    )
    crisis: AnyProse | None = Field(
        None, alias="vid_kris", description="Vad som gäller vid en allvarlig händelse."
    )
