"""The values that templates are given beside text, numbers, dates, prose, lists and mappings."""

from __future__ import annotations

from collections.abc import Iterator

MISSING = "[saknas]"
"""What is printed for a fact that is not known."""


class Omitted(str):
    """A secret value in a public copy: whatever is asked of it, it says the same words once."""

    __slots__ = ()

    def __iter__(self) -> Iterator[str]:
        return iter((self,))


OMITTED = Omitted("[uppgift utelämnad]")
