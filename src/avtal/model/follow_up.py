"""Uppföljningsplan: how, when and by whom the cooperation is followed up."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from avtal.model.agreement import FollowUp
from avtal.model.base import AnyProse
from avtal.model.document import DocumentContent
from avtal.model.marks import UsedOtherwise
from avtal.model.references import FunctionRef


class FollowUpPlan(DocumentContent):
    """`uppfoljningsplan.yaml`."""

    purpose: AnyProse = Field(alias="syfte", description="Vad uppföljningen ska ge.")
    method: AnyProse = Field(alias="metod", description="Hur uppföljningen görs.")
    coordinator: FunctionRef = Field(
        alias="samordnas_av", description="Funktionen som håller ihop uppföljningen."
    )
    calendar: Annotated[tuple[FollowUp, ...], UsedOtherwise("printed as alla.uppföljningar")] = (
        Field(
            alias="kalender", min_length=1, description="Uppföljningstillfällen som står i planen."
        )
    )
    reporting: AnyProse = Field(alias="redovisning", description="Hur resultaten redovisas.")
