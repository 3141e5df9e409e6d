"""How tests read what a proof of the register says, and forge a chain that is whole."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from typing import Any

import rfc8785

from avtal.register.events.chain import GENESIS
from avtal.register.proof.verify import Verified


def told(done: Verified) -> list[str]:
    """Return everything that was found, a line each."""
    return [f"{problem.severity} {problem.file}: {problem.message}" for problem in done.problems]


def rechained(bodies: Sequence[str], change: Callable[[int, Any], object]) -> tuple[list[str], str]:
    """Return events that are changed and bound to each other anew, and how they end.

    `change` gets the number of an event and what it says, as JSON.
    """
    found, previous = [], GENESIS
    for number, body in enumerate(bodies, 1):
        event = json.loads(body)
        change(number, event)
        event["previous"] = previous
        found.append(rfc8785.dumps(event).decode())
        previous = hashlib.sha256(found[-1].encode()).hexdigest()
    return found, previous
