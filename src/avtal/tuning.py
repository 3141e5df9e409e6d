"""What makes a process faster and changes nothing that it does; `bench/build.py` measures it.

Most of what a run makes lives as long as the run: to look for what can be given back costs time and
finds little.
"""

from __future__ import annotations

import gc

_THRESHOLD = 50_000
"""Objects between two collections. A case has some ten thousand; a batch needs 8 MB more so."""


def collect_seldom() -> None:
    """Let Python look less often for objects that only refer to each other."""
    gc.set_threshold(_THRESHOLD)


def leave_at_once() -> None:
    """Let a process that ends leave its objects to the system, which takes them all at once."""
    gc.freeze()
