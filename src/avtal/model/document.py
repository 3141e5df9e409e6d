"""What every document has in common."""

from __future__ import annotations

import datetime
from typing import Annotated

from pydantic import Field

from avtal.model.base import Model
from avtal.model.decision import TakenDecision
from avtal.model.marks import StampAlone, Subject, UsedOtherwise
from avtal.model.references import PaperRef
from avtal.model.scalars import Day, Line


class DocumentContent(Model):
    """One document's own content: its date, version, appendices and decision.

    The appendices are relative: their numbers are their places in this document's list.
    """

    date: Annotated[Day, UsedOtherwise("templates/layer.py prints it in stämpel.datum")] = Field(
        alias="datum",
        title="Datum",
        description="Dagen som står på handlingen.",
        examples=["2018-11-12"],
    )
    version: Annotated[
        Line, StampAlone(), UsedOtherwise("templates/layer.py prints it in stämpel.version")
    ] = Field(
        alias="version", title="Version", description="Författarens version.", examples=["1.0"]
    )
    appendices: Annotated[
        tuple[PaperRef, ...], UsedOtherwise("templates/layer.py prints them as handling.bilagor")
    ] = Field(
        (),
        alias="bilagor",
        title="Bilagor",
        description="Det som är bilaga till denna handling, i ordning.",
        examples=[["medborgarlofte", "lagesbild"]],
    )
    decision: Annotated[TakenDecision | None, Subject.MANDATE] = Field(
        None,
        alias="beslut",
        title="Beslut",
        description="Beslut som har fattats om denna handling.",
    )

    @property
    def reference_date(self) -> datetime.date:
        """The day on which titles and appointments in this document are read."""
        return self.date
