"""What checks of templates found, kept between runs.

An entry is plain JSON named by a hash of all that it follows from: the bytes of the template, the
document it is for, and the whole source of avtal. Reading every source file takes a few
milliseconds and is certain: whatever is changed in a model, a filter or a check, no old result is
believed. What is damaged, or of another form, is as if it were not there.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from avtal import __version__
from avtal.problems import SEVERITIES, Problem
from avtal.word.report import Report, Use

_FORMAT = 1
_KEPT = 200
_LARGEST = 1_000_000


def entry(folder: Path, key: str, data: bytes) -> Path:
    """Return where the result for a document's template is kept."""
    parts = (str(_FORMAT), __version__, _source_hash(), key, hashlib.sha256(data).hexdigest())
    name = hashlib.sha256("\0".join(parts).encode()).hexdigest()
    return folder / f"mall-{name}.json"


def read(path: Path, name: str) -> Report | None:
    """Return the kept result, its problems told of the template `name`; None if there is none."""
    try:
        if path.stat().st_size > _LARGEST:
            return None
        found = _report(json.loads(path.read_bytes()), name)
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None
    with suppress(OSError):
        os.utime(path)  # what is used is kept longest
    return found


def write(path: Path, report: Report) -> None:
    """Keep a report. Where that cannot be done nothing is lost but time."""
    content = {
        "problems": [
            {"code": p.code, "message": p.message, "path": p.path, "help": p.help,
             "severity": p.severity}
            for p in report.problems
        ],
        "uses": sorted(report.uses),
        "prints": sorted(report.prints),
    }  # fmt: skip
    beside = path.with_name(f"{path.name}.{os.getpid()}.ny")
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            beside.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)
        _remove_oldest(path.parent)


def _remove_oldest(folder: Path) -> None:
    """Keep the newest entries; what a killed run left half-written goes with the old ones."""
    dated = []
    for path in folder.glob("mall-*"):
        with suppress(OSError):  # another process may have removed it
            dated.append((path.stat().st_mtime, path))
    for _, path in sorted(dated, reverse=True)[_KEPT:]:
        path.unlink(missing_ok=True)


def _report(content: Any, name: str) -> Report:
    """Return what an entry says. Raises where it does not have the form of one."""
    return Report(
        tuple(_problem(each, name) for each in content["problems"]),
        frozenset(_use(*each) for each in content["uses"]),
        frozenset(_use(*each) for each in content["prints"]),
    )


def _problem(content: Mapping[str, Any], name: str) -> Problem:
    texts = [content[field] for field in ("code", "message", "path", "help", "severity")]
    if not all(isinstance(text, str) for text in texts):
        raise ValueError("a problem is made of texts")
    code, message, path, help, severity = texts
    severity = SEVERITIES[SEVERITIES.index(severity)]
    return Problem(code, message, name, path=path, help=help, severity=severity)


def _use(thing: Any, field: Any) -> Use:
    if not (isinstance(thing, str) and isinstance(field, str)):
        raise ValueError("a use is made of texts")
    return thing, field


@cache
def _source_hash() -> str:
    """Return a hash of all source of avtal."""
    root = Path(__file__).parent
    digest = hashlib.sha256()
    for path in sorted(root.rglob("*.py")):
        digest.update(f"{path.relative_to(root).as_posix()}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
