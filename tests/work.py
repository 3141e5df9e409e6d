"""How much work something is, counted and not timed, so that a slow machine changes nothing."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable
from types import FrameType
from typing import Any, TypeVar

Result = TypeVar("Result")


def count_work(action: Callable[[], Result]) -> tuple[Result, Counter[str]]:
    """Do the action; return its result, and how many calls each module made, also of C."""
    made: Counter[str] = Counter()

    def count(frame: FrameType, event: str, argument: Any) -> None:
        if event in {"call", "c_call"}:
            made[frame.f_globals.get("__name__", "")] += 1

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        return action(), made
    finally:
        sys.setprofile(before)
