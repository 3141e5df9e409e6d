"""The stamp: what a document says about itself as a handling, apart from its content."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from avtal.model.diarienummer import Diarienummer


class Status(StrEnum):
    """The status of a handling when it was made, as it is printed."""

    DRAFT = "utkast"
    REMISS = "på remiss"
    BASIS = "beslutsunderlag"
    DECIDED = "beslutad"
    SIGNED = "undertecknad"


class Copy(StrEnum):
    """Which copy: with everything, or without what is secret."""

    FULL = "fullständig"
    PUBLIC = "offentlig"


@dataclass(frozen=True, slots=True)
class Stamp:
    """Printed only in header, footer and properties, so that a change of stamp alone shows.

    `names_copy` says whether the document prints which copy it is: only one that differs between
    the copies does, so that a secret in one document does not change the others.
    """

    case_number: Diarienummer | None
    item: int | None
    version: str
    date: date
    status: Status
    copy: Copy
    names_copy: bool = False
