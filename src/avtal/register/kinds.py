"""What a registrar chooses among: kinds of handlingar, and what can be noted on one."""

from __future__ import annotations

from enum import StrEnum


class HandlingType(StrEnum):
    """What a handling is; a document that avtal made is drawn up, or sent."""

    RECEIVED = "inkommen"
    DRAWN_UP = "upprättad"
    SENT = "utgående"
    SIGNED = "undertecknad"
    MINUTES = "protokollsutdrag"


class Noted(StrEnum):
    """What can be noted on a handling."""

    REVIEWED = "granskad"
    SENT = "expedierad"
    REMITTED = "återremitterad"
    DECIDED = "beslutad"
    SIGNED = "undertecknad"
    EXTENDED = "förlängd"
    REPLACED = "ersatt"
    REPEALED = "upphävd"
    EXPIRED = "utgången"
