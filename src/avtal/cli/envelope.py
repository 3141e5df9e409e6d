"""The JSON envelope that every command shares: what is dumped, and how."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from pathlib import PurePath
from typing import Any

from avtal.problems import Problem


def envelope(
    command: str | None, exit_code: int, problems: Iterable[Problem], result: object
) -> str:
    """Return the envelope as a text in JSON."""
    whole = {
        "schema": "avtal/1",
        "command": command,
        "exit_code": exit_code,
        "problems": [_problem(problem) for problem in problems],
        "result": dump(result),
    }
    return json.dumps(whole, ensure_ascii=False, indent=2)


def dump(value: object) -> Any:
    """Return a value as JSON holds it.

    What has fields becomes an object of them, and what gives values a list; a day is ISO 8601, a
    path a text, a member of an enumeration its value.
    """
    if isinstance(value, Enum):
        return value.value
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, PurePath):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(name): dump(inner) for name, inner in value.items()}
    if is_dataclass(value):
        return {field.name: dump(getattr(value, field.name)) for field in fields(value)}
    if hasattr(value, "model_dump"):  # Pydantic, which is dear to import only to ask
        return value.model_dump(mode="json")
    if hasattr(value, "_asdict"):  # a named tuple
        return dump(value._asdict())
    if isinstance(value, Iterable):
        return [dump(inner) for inner in value]
    raise TypeError(f"no JSON for {type(value).__name__}")


def _problem(problem: Problem) -> dict[str, Any]:
    """Return a problem as an object: its place spread out in it, and null for what it has not."""
    place = problem.position
    return {
        "code": problem.code,
        "severity": problem.severity,
        "about": problem.about or None,
        "file": problem.file or None,
        "line": place.line if place else None,
        "column": place.column if place else None,
        "path": problem.path or None,
        "message": problem.message,
        "help": problem.help or None,
        "related": [
            {
                "file": other.file,
                "line": other.position.line,
                "column": other.position.column,
                "message": other.message,
            }
            for other in problem.related
        ],
    }
