"""The one place that reads the environment, the user, the clock and the machine.

What it sets there is only for this process and those that it starts.
"""

from __future__ import annotations

import getpass
import os
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path

from avtal.problems import EnvironmentProblem

_CACHE = "AVTAL_CACHE"
_DATABASE = "AVTAL_DB"


def cache_folder() -> Path | None:
    """Return the user's folder for what can be made again, or None where nothing is to be kept.

    `AVTAL_CACHE=0` keeps nothing; another value is the folder to use.
    """
    told = os.environ.get(_CACHE, "")
    if told == "0":
        return None
    if told:
        return Path(told)
    from platformdirs import user_cache_path

    return user_cache_path("avtal", appauthor=False)


def database_address() -> str | None:
    """Return the address of the register's database, if the environment names one."""
    return os.environ.get(_DATABASE) or None


def variables() -> Mapping[str, str]:
    """Return the environment, for a process that is started in it."""
    return os.environ


def user() -> str:
    """Return the user's name in the computer, empty where there is none."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""


def now() -> datetime:
    """Return the moment it is, in the time zone of the place."""
    return datetime.now(UTC).astimezone()


def refuse_no_zone() -> None:
    """Raise EnvironmentProblem where the time zone is none that a clock can have."""
    try:
        now()
    except (ValueError, OverflowError, OSError):
        raise EnvironmentProblem(
            "tidszonen i miljövariabeln TZ går inte att använda",
            "ta bort TZ, eller skriv till exempel Europe/Stockholm",
        ) from None


def today() -> date:
    """Return the day it is here."""
    return now().date()


def without_plugins() -> None:
    """Let Pydantic load no plugins: to look for them it reads what is told of every package."""
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")


def processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
