"""What checks found is kept, and believed only where it is whole and still true."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from avtal import template_cache
from avtal.problems import Problem
from avtal.word.report import Report

PROBLEM = Problem("mall", "något", "mall.docx", path="brödtext", help="gör", severity="råd")
REPORT = Report((PROBLEM,), frozenset({("Action", "titel")}), frozenset({("Action", "mått")}))


def test_what_was_written_is_read_under_the_name_of_today(tmp_path: Path) -> None:
    place = template_cache.entry(tmp_path / "ny" / "mapp", "atgardsplan", b"mall")
    assert template_cache.read(place, "mall.docx") is None
    template_cache.write(place, REPORT)
    assert template_cache.read(place, "mall.docx") == REPORT
    moved = template_cache.read(place, "annan/mall.docx")
    assert moved is not None
    assert moved.problems[0].file == "annan/mall.docx"
    assert [path.name for path in place.parent.iterdir()] == [place.name]


def test_another_template_or_document_or_version_is_another_entry(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    places = {
        template_cache.entry(tmp_path, "atgardsplan", b"mall"),
        template_cache.entry(tmp_path, "lagesbild", b"mall"),
        template_cache.entry(tmp_path, "atgardsplan", b"mallen"),
    }
    monkeypatch.setattr(template_cache, "_source_hash", lambda: "en annan källa")
    places.add(template_cache.entry(tmp_path, "atgardsplan", b"mall"))
    assert len(places) == 4


def _changed(**changes: Any) -> bytes:
    problem = {"code": "mall", "message": "m", "path": "", "help": "", "severity": "fel"}
    whole: dict[str, Any] = {"problems": [problem], "uses": [], "prints": []}
    return json.dumps({**whole, **changes}).encode()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff\xfe",
        b'{"problems": []}',
        _changed(problems=[1]),
        _changed(problems=[{}]),
        _changed(problems=[{"code": 1, "message": "", "path": "", "help": "", "severity": "fel"}]),
        _changed(problems=[{"code": "", "message": "", "path": "", "help": "", "severity": "x"}]),
        _changed(uses=[["a"]]),
        _changed(uses=[["a", 1]]),
        _changed(prints="abc"),
        b"[" * 100_000,
        _changed(prints=[["a", "b" * 1_000_000]]),
    ],
)
def test_a_damaged_or_foreign_entry_is_as_none_and_is_written_anew(
    tmp_path: Path, content: bytes
) -> None:
    place = template_cache.entry(tmp_path, "atgardsplan", b"mall")
    place.write_bytes(content)
    assert template_cache.read(place, "mall.docx") is None
    template_cache.write(place, REPORT)
    assert template_cache.read(place, "mall.docx") == REPORT


def test_the_whole_entry_that_others_are_changed_from_is_read(tmp_path: Path) -> None:
    place = template_cache.entry(tmp_path, "atgardsplan", b"mall")
    place.write_bytes(_changed())
    assert template_cache.read(place, "mall.docx") is not None


def test_where_nothing_can_be_written_nothing_is_said(tmp_path: Path) -> None:
    (tmp_path / "fil").write_bytes(b"ingen mapp")
    place = template_cache.entry(tmp_path / "fil", "atgardsplan", b"mall")
    template_cache.write(place, REPORT)
    assert template_cache.read(place, "mall.docx") is None


def test_what_has_not_been_used_for_long_is_removed(tmp_path: Path) -> None:
    places = [template_cache.entry(tmp_path, "atgardsplan", str(n).encode()) for n in range(202)]
    for age, place in enumerate(reversed(places[:-1])):
        place.write_bytes(_changed())
        os.utime(place, (1_000_000 - age, 1_000_000 - age))
    beside = tmp_path / "annat.json"
    beside.write_bytes(b"en annans")
    assert template_cache.read(places[0], "mall.docx") is not None  # used now, so it is kept
    template_cache.write(places[-1], REPORT)
    gone = [number for number, place in enumerate(places) if not place.exists()]
    assert gone == [1, 2]
    assert beside.exists()
