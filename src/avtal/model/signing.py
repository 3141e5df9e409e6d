"""Underskrift: where, when and how the agreement is signed, and why somebody may sign it."""

from __future__ import annotations

from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from avtal.model.base import Entry, Model
from avtal.model.marks import NeededBefore, Subject, UsedOtherwise
from avtal.model.references import FunctionRef
from avtal.model.scalars import Count, Day, FixedWord, Line, mistake


class SigningMethod(FixedWord):
    """How the parties sign."""

    PAPER = "papper"
    ELECTRONIC = "e-underskrift"


class Signing(Model):
    """Where, when and how the agreement is signed."""

    # Day and place are written when it happens, on the line that is left for them.
    date: Annotated[Day | None, NeededBefore.SIGNING] = Field(
        alias="datum",
        title="Datum",
        description="Dagen för underskriften; null om den inte är bestämd.",
        examples=["2018-12-14"],
    )
    place: Annotated[Line | None, NeededBefore.SIGNING] = Field(
        alias="ort",
        title="Ort",
        description="Orten för underskriften; null om den inte är bestämd.",
        examples=["Täby"],
    )
    method: Annotated[SigningMethod, Subject.MANDATE] = Field(
        alias="sätt", title="Sätt", description="Hur parterna undertecknar."
    )
    copies: Count | None = Field(
        None,
        alias="exemplar",
        title="Antal exemplar",
        description="Antalet likalydande exemplar; krävs på papper, annars inte.",
        examples=["2"],
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

    function: Annotated[FunctionRef, UsedOtherwise("rule 35")] = Field(
        alias="funktion",
        title="Funktion",
        description="Funktionen som undertecknar.",
        examples=["kommundirektor"],
    )
    ground: Annotated[
        Line, UsedOtherwise("rule 35: it is there for those who read the content")
    ] = Field(
        alias="stöd",
        title="Stöd",
        description="Reglementet eller det stående beslutet, med paragraf eller dag.",
        examples=["Kommunstyrelsens reglemente 12 §"],
    )
