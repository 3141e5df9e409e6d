"""What checks of templates found, and the templates ready to be filled, kept between runs.

An entry is named by a hash of all that it follows from: the bytes of the template, the document it
is for, the whole source of avtal, and the versions of what reads templates and runs their code.
Reading every source file takes a few milliseconds and is certain: whatever is changed in a model,
a filter or a check, no old result is believed.

A prepared template is code. So an entry is read only from where nobody but the user can have
written it, and only if it is whole. Anything else is as if it were not there.
"""

from __future__ import annotations

import hashlib
import marshal
import os
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cache
from importlib.util import MAGIC_NUMBER
from pathlib import Path
from typing import NamedTuple

from avtal.files.private import is_private, make_private
from avtal.problems import Problem
from avtal.word.engine.prepared import Template
from avtal.word.types.report import Report

_KEPT = 200
_LARGEST = 20_000_000
_DIGEST = hashlib.sha256().digest_size
_READERS = ("docxtpl", "jinja2", "lxml", "python_docx")


class KeptTemplate(NamedTuple):
    """What is known of a template, and the template itself if it can be filled."""

    report: Report
    template: Template | None


def entry(folder: Path, key: str, data: bytes) -> Path:
    """Return where what is known of a document's template is kept."""
    parts = (*_versions(), program_hash(), key, hashlib.sha256(data).hexdigest())
    name = hashlib.sha256("\0".join(parts).encode()).hexdigest()
    return folder / f"mall-{name}"


def read(path: Path, name: str, data: bytes) -> KeptTemplate | None:
    """Return what is kept of the template `name` with these bytes; None if there is nothing."""
    try:
        if not is_private(path) or path.stat().st_size > _LARGEST:
            return None
        content = path.read_bytes()
        if hashlib.sha256(content[_DIGEST:]).digest() != content[:_DIGEST]:
            return None
        problems, uses, prints, kept = marshal.loads(content[_DIGEST:])
    except (OSError, ValueError, TypeError, EOFError):
        return None
    with suppress(OSError):
        os.utime(path)  # what is used is kept longest
    report = Report(tuple(_problem(name, *each) for each in problems), uses, prints)
    return KeptTemplate(report, None if kept is None else Template.from_bytes(name, data, kept))


def write(path: Path, kept: KeptTemplate) -> None:
    """Keep what is known of a template. Where that cannot be done nothing is lost but time."""
    report, template = kept
    content = marshal.dumps(
        (
            tuple((p.code, p.message, p.path, p.help, p.severity) for p in report.problems),
            report.uses,
            report.prints,
            None if template is None else template.to_bytes(),
        )
    )
    with suppress(OSError):
        make_private(path.parent)
        if not is_private(path):
            return
        number, beside = tempfile.mkstemp(".ny", path.name, path.parent)
        try:
            with open(number, "wb") as stream:  # noqa: PTH123 - a number, not a path
                stream.write(hashlib.sha256(content).digest() + content)
            Path(beside).replace(path)
        finally:
            Path(beside).unlink(missing_ok=True)
        _remove_oldest(path.parent)


def _remove_oldest(folder: Path) -> None:
    """Keep the newest entries; what a killed run left half-written goes with the old ones."""
    dated = []
    for path in folder.glob("mall-*"):
        with suppress(OSError):  # another process may have removed it
            dated.append((path.stat().st_mtime, path))
    for _, path in sorted(dated, reverse=True)[_KEPT:]:
        path.unlink(missing_ok=True)


def _problem(name: str, code: str, message: str, path: str, help: str, severity: str) -> Problem:
    return Problem(code, message, name, path=path, help=help, severity=severity)  # type: ignore[arg-type]


@cache
def _versions() -> Iterable[str]:
    """Return the versions of what reads templates and of the Python that runs their code."""
    found = sorted(one for one in _installed() if one.rpartition("-")[0] in _READERS)
    if [one.rpartition("-")[0] for one in found] != sorted(_READERS):
        from importlib import metadata  # takes longer to import than the templates to read

        found = [f"{name}-{metadata.version(name)}" for name in _READERS]
    return MAGIC_NUMBER.hex(), *found


def _installed() -> Iterator[str]:
    """Yield what is installed, as `name-version`: the folders that installers leave beside it."""
    for place in sys.path:
        with suppress(OSError):
            for name in os.listdir(place):  # noqa: PTH208 - names are all that is asked for
                if name.endswith(".dist-info"):
                    yield name.removesuffix(".dist-info").lower()


@cache
def program_hash() -> str:
    """Return a hash of all source of avtal: the same program has the same, however installed.

    Files that begin with a dot are the locks of editors.
    """
    root = Path(__file__).parents[1]
    found = [path for path in root.rglob("*.py") if not path.name.startswith(".")]
    digest = hashlib.sha256()
    for path in sorted(found):
        digest.update(f"{path.relative_to(root).as_posix()}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
