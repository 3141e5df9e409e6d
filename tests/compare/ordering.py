"""How tests compare: in whose name and when, so that the same bytes come out each time."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from avtal.case.stamp import Copy
from avtal.compare.comparison import ComparisonOrder

AT = datetime(2026, 11, 26, 12, tzinfo=UTC)


def order(**more: Any) -> ComparisonOrder:
    """Return an order to compare full copies in the name of a jurist."""
    return ComparisonOrder(**{"author": "Jurist", "at": AT, "copy": Copy.FULL, **more})
