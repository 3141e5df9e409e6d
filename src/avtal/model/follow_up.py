"""Uppföljningsplan: how, when and by whom the cooperation is followed up."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from avtal.model.agreement import FollowUp
from avtal.model.base import AnyProse
from avtal.model.document import DocumentContent
from avtal.model.marks import Subject, UsedOtherwise
from avtal.model.references import FunctionRef


class FollowUpPlan(DocumentContent):
    """`uppfoljningsplan.yaml`."""

    purpose: AnyProse = Field(
        alias="syfte",
        title="Syfte",
        description="Vad uppföljningen ska ge.",
        examples=["Uppföljningen visar om målen nås."],
    )
    method: AnyProse = Field(
        alias="metod",
        title="Metod",
        description="Hur uppföljningen görs.",
        examples=["Varje åtgärd följs upp mot sitt mått."],
    )
    coordinator: Annotated[FunctionRef, Subject.COMMITMENT] = Field(
        alias="samordnas_av",
        title="Samordnas av",
        description="Funktionen som håller ihop uppföljningen.",
        examples=["ts_samordnare"],
    )
    calendar: Annotated[tuple[FollowUp, ...], UsedOtherwise("printed as alla.uppföljningar")] = (
        Field(
            alias="kalender",
            title="Kalender",
            description="Uppföljningstillfällen som står i planen.",
            min_length=1,
        )
    )
    reporting: AnyProse = Field(
        alias="redovisning",
        title="Redovisning",
        description="Hur resultaten redovisas.",
        examples=["Resultaten redovisas för kommunstyrelsen varje år."],
    )
