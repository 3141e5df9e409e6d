"""What documents are registered for, and who must approve them first."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from avtal.model.base import Model
from avtal.model.marks import UsedOtherwise
from avtal.model.references import FunctionRef
from avtal.model.scalars import FixedWord


class Purpose(FixedWord):
    """For what a version is registered."""

    REMISS = "remiss"
    BASIS = "beslutsunderlag"
    DECIDED = "beslutad"
    SIGNED = "undertecknad"


class RequiredApproval(Model):
    """The functions that must approve the content before it is registered for a purpose."""

    distinct_by: ClassVar[str | None] = "purpose"

    purpose: Annotated[Purpose, UsedOtherwise("register/acts/purposes.py")] = Field(
        alias="före",
        title="Krävs före",
        description="Ändamålet som innehållet ska registreras för.",
    )
    functions: Annotated[tuple[FunctionRef, ...], UsedOtherwise("register/acts/purposes.py")] = (
        Field(
            alias="av",
            title="Godkänns av",
            description="Funktionerna som var och en ska godkänna innehållet med avtal approve.",
            examples=[["kommundirektor", "ts_chef"]],
            min_length=1,
        )
    )
