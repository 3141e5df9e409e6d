"""What a check of a template found, as plain data that can be kept."""

from __future__ import annotations

from dataclasses import dataclass

from avtal.problems import Problem

Use = tuple[str, str]
"""The name of a thing and a field of it."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found.

    `uses` are the fields that tags name, `prints` those of them that stand in a tag that prints.
    """

    problems: tuple[Problem, ...]
    uses: frozenset[Use] = frozenset()
    prints: frozenset[Use] = frozenset()
