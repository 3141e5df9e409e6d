"""Make a version again from its own sources, with the program of today, and compare."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

from avtal import __version__
from avtal.case.stamp import Copy
from avtal.making.manifest import RegisteredDocument
from avtal.problems import CaseError, EnvironmentProblem, Problem, Severity
from avtal.register.acts.revisions import NewerVersion, Version, copies_of, read_version, stamp_of
from avtal.word.package.assembly import unpack
from avtal.word.stories.text import outline


def rebuild_version(root: Path, folder: Path, manifest_sha256: str) -> Iterator[Problem]:
    """Yield every document of a version that comes out otherwise; each in the version it was made.

    Where another version of avtal made it, that is said, and it is no finding. What is damaged is
    passed over: the proof of the store tells it.
    """
    name = folder.relative_to(root).as_posix()
    try:
        version = read_version(folder, manifest_sha256)
        made = version.rendered_from
    except NewerVersion as error:
        yield Problem("återskapande", error.message, name, help=error.help, severity="råd")
        return
    except EnvironmentProblem:
        return
    if made is None:
        yield _problem(name, "källorna kan inte läsas av den här versionen av avtal", version)
        return
    for document in version.manifest.documents:
        if document.made_in == version.manifest.number:
            for file, copy in copies_of(document):
                said = _difference(version, document, file, copy)
                if said:
                    yield _problem(f"{name}/{file}", said, version)


def _difference(
    version: Version, document: RegisteredDocument, file: str, copy: Copy
) -> str | None:
    made = version.rendered_from
    assert made is not None
    stamp = stamp_of(document, version.manifest.case_number, copy)
    try:
        data = made.renderer.render(document.key, stamp).data
        stored = version.data(file)
    except CaseError as error:
        return f"handlingen kan inte göras om: {error.problems[0].message}"
    except EnvironmentProblem:
        return None
    if data == stored:
        return None
    again, before = unpack(data), unpack(stored)
    parts = sorted(name for name in {*again, *before} if again.get(name) != before.get(name))
    if not parts:
        return None
    said = f"handlingen blir en annan när den görs om: {', '.join(parts)}"
    if document.names_copy or document.secrecy:
        return said  # what stands there may be secret
    for old, new in zip_longest(outline(stored).splitlines(), outline(data).splitlines()):
        if old != new:
            return f"{said}; först skiljer sig ”{old or ''}” från ”{new or ''}”"
    return said


def _problem(file: str, said: str, version: Version) -> Problem:
    maker = version.manifest.avtal_version
    severity: Severity = "fel"
    if maker != __version__:
        severity = "råd"
        said += f"; den gjordes av avtal {maker}, och det här är avtal {__version__}"
    return Problem("återskapande", said, file, severity=severity)
