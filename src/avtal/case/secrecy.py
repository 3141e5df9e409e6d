"""What the full copy of a case says about what is secret in it."""

from __future__ import annotations

from avtal.language import swedish
from avtal.model.base import SecretMark


def secrecy_note(mark: SecretMark) -> str:
    """Return what the full copy prints at what is secret: provision, date and authority."""
    return swedish.secrecy_note(mark.provision, mark.date, mark.authority)
