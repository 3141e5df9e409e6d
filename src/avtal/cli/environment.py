"""Where results are kept between runs; read from the environment."""

from __future__ import annotations

import os
from pathlib import Path

VARIABLE = "AVTAL_CACHE"


def cache_folder() -> Path | None:
    """Return the user's folder for what can be made again, or None where nothing is to be kept.

    `AVTAL_CACHE=0` keeps nothing; another value is the folder to use.
    """
    told = os.environ.get(VARIABLE, "")
    if told == "0":
        return None
    if told:
        return Path(told)
    from platformdirs import user_cache_path

    return user_cache_path("avtal", appauthor=False)
