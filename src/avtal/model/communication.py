"""Kommunikationsplan: who is told what, when and how."""

from __future__ import annotations

from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from avtal.model.base import AnyProse, Item
from avtal.model.document import DocumentContent
from avtal.model.marks import Name, Subject
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
    id_example: ClassVar[str] = "K1"

    date: Day | None = Field(
        None,
        alias="datum",
        title="Datum",
        description="Dagen; anges utom när insatsen återkommer.",
        examples=["2018-12-17"],
    )
    recurrence: Line | None = Field(
        None,
        alias="återkommer",
        title="Återkommer",
        description="När insatsen återkommer; anges i stället för datum.",
        examples=["varje kvartal"],
    )
    activity: Annotated[Line, Name.OWN] = Field(
        alias="aktivitet",
        title="Aktivitet",
        description="Vad som görs.",
        examples=["Löftena publiceras på båda webbplatserna"],
    )
    message: Line = Field(
        alias="budskap",
        title="Budskap",
        description="Vad som sägs.",
        examples=["Det här lovar vi."],
    )
    about: tuple[CommunicatedRef, ...] = Field(
        alias="gäller",
        title="Gäller",
        description="Det som insatsen handlar om: löften, åtgärder, uppföljningar, fokusområden "
        "eller handlingar.",
        examples=[["L1", "L2"]],
    )
    audience: tuple[Audience, ...] = Field(
        alias="målgrupper", title="Målgrupper", description="Vilka som nås.", min_length=1
    )
    channels: tuple[Channel, ...] = Field(
        alias="kanaler", title="Kanaler", description="Hur de nås.", min_length=1
    )
    responsible: Annotated[FunctionRef, Subject.COMMITMENT] = Field(
        alias="ansvarig",
        title="Ansvarig",
        description="Funktionen som ansvarar för insatsen.",
        examples=["kommunikator"],
    )
    status: CommunicationStatus = Field(
        alias="status", title="Status", description="Hur långt insatsen har kommit."
    )

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

    background: AnyProse = Field(
        alias="bakgrund",
        title="Bakgrund",
        description="Varför planen finns.",
        examples=["Kommunen och polisen arbetar tillsammans för ett tryggare Täby."],
    )
    goal: AnyProse = Field(
        alias="mål",
        title="Mål",
        description="Vad kommunikationen ska leda till.",
        examples=["Invånarna ska känna till löftena."],
    )
    main_message: Line = Field(
        alias="huvudbudskap",
        title="Huvudbudskap",
        description="Det viktigaste budskapet.",
        examples=["Kommunen och polisen arbetar tillsammans för ett tryggt Täby."],
    )
    values: tuple[Line, ...] = Field(
        (),
        alias="värdeord",
        title="Värdeord",
        description="Ord som styr tonen.",
        examples=[["öppenhet", "saklighet"]],
    )
    spokespersons: Annotated[tuple[FunctionRef, ...], Subject.COMMITMENT] = Field(
        alias="talespersoner",
        title="Talespersoner",
        description="Funktioner som uttalar sig.",
        examples=[["ts_chef", "kommunpolis"]],
        min_length=1,
    )
    items: tuple[CommunicationItem, ...] = Field(
        alias="insatser", title="Insatser", description="Insatserna i tidsordning.", min_length=1
    )
    crisis: AnyProse | None = Field(
        None,
        alias="vid_kris",
        title="Vid kris",
        description="Vad som gäller vid en allvarlig händelse.",
        examples=["Polisen informerar först; kommunen hänvisar till polisen."],
    )
