"""Results as JSON: everything that a command may answer has one form."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

import pytest
from pydantic import BaseModel

from avtal.cli.envelope import dump, envelope
from avtal.problems import Position, Problem, Related


class _Word(StrEnum):
    YES = "ja"


class _Pair(NamedTuple):
    length: int
    word: _Word


class _Model(BaseModel):
    day: date


@dataclass(frozen=True)
class _Record:
    folder: Path
    day: date
    pairs: tuple[_Pair, ...]
    model: _Model
    none: None = None
    sure: bool = True


def test_what_has_fields_is_an_object_of_them() -> None:
    day = date(2018, 12, 3)
    record = _Record(Path("a/b"), day, (_Pair(2, _Word.YES),), _Model(day=day))
    assert dump({_Word.YES: record, "rows": (n for n in (1, 2.5))}) == {
        "ja": {
            "folder": str(Path("a/b")),
            "day": "2018-12-03",
            "pairs": [{"length": 2, "word": "ja"}],
            "model": {"day": "2018-12-03"},
            "none": None,
            "sure": True,
        },
        "rows": [1, 2.5],
    }


def test_what_has_no_form_in_json_is_our_mistake() -> None:
    with pytest.raises(TypeError, match="object"):
        dump([object()])


def test_the_envelope() -> None:
    where = Related("b.yaml", Position(3, 4), "här")
    problem = Problem("kod", "fel", "a.yaml", Position(1, 2), "x.0", "gör så", related=[where])
    assert json.loads(envelope("log", 1, [problem], ())) == {
        "schema": "avtal/1",
        "command": "log",
        "exit_code": 1,
        "problems": [
            {
                "code": "kod",
                "severity": "fel",
                "about": None,
                "file": "a.yaml",
                "line": 1,
                "column": 2,
                "path": "x.0",
                "message": "fel",
                "help": "gör så",
                "related": [{"file": "b.yaml", "line": 3, "column": 4, "message": "här"}],
            }
        ],
        "result": [],
    }
