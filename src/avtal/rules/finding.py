"""What a rule says."""

from __future__ import annotations

from typing import NamedTuple


class Finding(NamedTuple):
    """Something that does not agree: in which content file, at which field, and what to do."""

    file: str
    path: tuple[str | int, ...]
    message: str
    help: str
