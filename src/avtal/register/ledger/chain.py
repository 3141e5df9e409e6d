"""The chain of events: everything that ever happened in the register, each event bound to the last.

An event is canonical JSON (RFC 8785, JSON Canonicalization Scheme) that holds the SHA-256 of the
event before it; its own SHA-256 stands in the next. The SHA-256 of the last event is the head. Who
has noted a head can prove that nothing before it was changed, taken away or put in.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from functools import cached_property
from typing import Any

import rfc8785

from avtal.files.digests import sha256

GENESIS = "0" * 64
"""What stands for the event before the first."""


class EventKind(StrEnum):
    """What happened."""

    OPENED = "ärende öppnat"
    APPROVED = "innehåll godkänt"
    REGISTERED = "version registrerad"
    PUT_FORWARD = "framlagd igen"
    FILED = "handling registrerad"
    NUMBERED = "handlingsnummer antecknat"
    NOTED = "anteckning"
    CORRECTED = "rättelse"
    VOIDED = "makulering"
    RELEASED = "utlämnande"
    CLEANED = "avbruten registrering undanflyttad"


@dataclass(frozen=True)
class Event:
    """One event. `at` is UTC in ISO 8601, `by` who did it, `data` what was done, as plain JSON."""

    sequence: int
    at: str
    by: str
    kind: EventKind
    case_number: str
    data: Mapping[str, Any]
    previous: str

    @cached_property
    def body(self) -> str:
        """The event as canonical JSON, which is what its hash is of."""
        content: dict[str, Any] = {
            "sequence": self.sequence,
            "at": self.at,
            "by": self.by,
            "kind": self.kind.value,
            "case_number": self.case_number,
            "data": self.data,
            "previous": self.previous,
        }
        return rfc8785.dumps(content).decode()

    @cached_property
    def hash(self) -> str:
        """The SHA-256 of the event, in hexadecimal."""
        return sha256(self.body.encode())


def event_of(body: str) -> Event:
    """Return the event that a body says. Raises ValueError where it is none, or not canonical."""
    content = json.loads(body)
    if not isinstance(content, dict):
        raise ValueError("an event is a mapping")
    try:
        event = Event(**{**content, "kind": EventKind(content["kind"])})
    except (TypeError, KeyError) as error:
        raise ValueError(str(error)) from None
    if event.body != body:
        raise ValueError("not canonical")
    return event


def instant(at: datetime) -> str:
    """Return a moment as the register writes it: UTC, to the second."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
