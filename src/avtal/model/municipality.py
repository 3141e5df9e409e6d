"""The municipality whose case it is, and how it writes its numbers."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field

from avtal.model.base import Model
from avtal.model.diarienummer import CaseNumberPattern
from avtal.model.marks import UsedOtherwise
from avtal.model.references import PartyRef
from avtal.model.scalars import Line, mistake


class Office(Model):
    """The office that issues the documents."""

    name: Line = Field(
        alias="namn",
        title="Namn",
        description="Förvaltningens eller kontorets namn.",
        examples=["Kommunledningskontor"],
    )
    abbreviation: Line | None = Field(
        None,
        alias="förkortning",
        title="Förkortning",
        description="Hur namnet förkortas.",
        examples=["KLK"],
    )


def _item_pattern(value: str) -> str:
    if value.count("{diarienummer}") != 1 or value.count("{nummer}") != 1:
        raise mistake(
            f"”{value}” är inte ett mönster för handlingsnummer",
            "skriv till exempel '{diarienummer}-{nummer}'",
        )
    return value


class Municipality(Model):
    """The municipality whose case it is: one of the parties."""

    party: PartyRef = Field(
        alias="part",
        title="Part",
        description="Parten som är kommunen; dess namn står i alla handlingar.",
        examples=["kommun"],
    )
    office: Office = Field(
        alias="förvaltning",
        title="Förvaltning",
        description="Förvaltningen som handlägger ärendet.",
    )
    unit: Line | None = Field(
        None,
        alias="enhet",
        title="Enhet",
        description="Enheten inom förvaltningen.",
        examples=["Trygghets- och säkerhetsenheten"],
    )
    number_pattern: Annotated[
        CaseNumberPattern, UsedOtherwise("model/facts.py checks the diarienummer")
    ] = Field(
        alias="diarienummermönster",
        title="Mönster för diarienummer",
        description="Hur kommunen skriver diarienummer.",
        examples=["{nämnd} {år}/{löpnummer}"],
    )
    item_pattern: Annotated[
        Line,
        AfterValidator(_item_pattern),
        UsedOtherwise("templates/layer.py writes the handlingsnummer"),
    ] = Field(
        "{diarienummer}-{nummer}",
        alias="handlingsmönster",
        title="Mönster för handlingsnummer",
        description="Hur handlingsnumret skrivs efter diarienumret.",
        examples=["{diarienummer}-{nummer}"],
    )
