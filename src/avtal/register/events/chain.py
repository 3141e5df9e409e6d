"""The chain of events: everything that ever happened in the register, each event bound to the last.

An event is canonical JSON (RFC 8785, JSON Canonicalization Scheme) that holds the SHA-256 of the
event before it; its own SHA-256 stands in the next. The SHA-256 of the last event is the head. Who
has noted a head can prove that nothing before it was changed, taken away or put in.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import Any, Final

import rfc8785
from pydantic import BaseModel, ConfigDict

from avtal.files.digests import sha256
from avtal.register.events.formats import FORMAT, of_today
from avtal.register.events.kinds import KINDS, EventData, NotKnown
from avtal.register.events.scalars import MOMENT, CaseNumber, Hash, Moment, Number, Text

GENESIS: Final = "0" * 64
"""What stands for the event before the first."""

_BY_KIND = {model.kind: model for model in KINDS}


@dataclass(frozen=True)
class Event:
    """One event. `at` is UTC in ISO 8601, `by` who did it, `data` what it says.

    `kind` is what it is called, `body` canonical JSON with all of it, of which its hash is.
    """

    sequence: int
    at: str
    by: str
    case_number: str
    kind: str
    data: EventData
    previous: str
    body: str

    @cached_property
    def hash(self) -> str:
        """The SHA-256 of the event, in hexadecimal."""
        return sha256(self.body.encode())


class Envelope(BaseModel):
    """What every event has around what it says, in every format that there will be."""

    model_config = ConfigDict(strict=True, extra="ignore", defer_build=True)

    format: Number = 1
    sequence: Number
    at: Moment
    by: Text
    case_number: CaseNumber
    kind: Text
    data: dict[str, Any]
    previous: Hash


def happened(
    sequence: int, at: str, by: str, case_number: str, data: EventData, previous: str
) -> Event:
    """Return a new event, in the format of today."""
    content: dict[str, Any] = {
        "format": FORMAT,
        "sequence": sequence,
        "at": at,
        "by": by,
        "case_number": case_number,
        "kind": data.kind,
        "data": data.model_dump(mode="json", by_alias=True),
        "previous": previous,
    }
    return read_event(rfc8785.dumps(content).decode())


def read_event(body: str) -> Event:
    """Return the event that a body says, in whatever format it was written.

    Where that is newer than this program, `data` is NotKnown. Raises ValueError where it is no
    event, where anything in it is of the wrong type, or where it is not canonical.
    """
    try:
        content = json.loads(body)
        if rfc8785.dumps(content).decode() != body:
            raise ValueError("not canonical")
    except RecursionError:
        raise ValueError("too deep") from None
    envelope = Envelope.model_validate(content)
    if envelope.format <= FORMAT and content.keys() - Envelope.model_fields.keys():
        raise ValueError("more than an event has")
    return Event(
        envelope.sequence,
        envelope.at,
        envelope.by,
        envelope.case_number,
        envelope.kind,
        _said(envelope),
        envelope.previous,
        body,
    )


def _said(envelope: Envelope) -> EventData:
    if envelope.format > FORMAT:
        return NotKnown()
    model = _BY_KIND.get(envelope.kind)
    if model is None:
        raise ValueError("no kind of event")
    data = of_today(envelope.kind, envelope.format, envelope.data)
    return model.model_validate_json(json.dumps(data))


def instant(at: datetime) -> str:
    """Return a moment as the register writes it: UTC, to the second."""
    return at.astimezone(UTC).strftime(MOMENT)
