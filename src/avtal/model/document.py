"""What every document has in common."""

from __future__ import annotations

import datetime

from pydantic import Field

from avtal.model.base import Model
from avtal.model.decision import TakenDecision
from avtal.model.references import PaperRef
from avtal.model.scalars import Day, Line


class DocumentContent(Model):
    """One document's own content: its date, version, appendices and decision.

    The appendices are relative: their numbers are their places in this document's list.
    """

    date: Day = Field(alias="datum", description="Handlingens datum.")
    version: Line = Field(alias="version", description="Författarens version, till exempel '1.0'.")
    appendices: tuple[PaperRef, ...] = Field(
        (), alias="bilagor", description="Det som är bilaga till denna handling, i ordning."
    )
    decision: TakenDecision | None = Field(
        None, alias="beslut", description="Beslut som har fattats om denna handling."
    )

    @property
    def reference_date(self) -> datetime.date:
        """The day on which titles and appointments in this document are read."""
        return self.date
