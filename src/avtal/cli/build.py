"""`avtal build`: the drafts of a case."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from avtal.cli.command import Answer, command
from avtal.cli.environment import cache_folder
from avtal.cli.lines import finding_lines
from avtal.cli.options import CASE, COPY, OUTPUT, TEMPLATES

if TYPE_CHECKING:
    from avtal.case.stamp import Copy
    from avtal.making.build import Built
    from avtal.making.manifest import Manifest


@dataclass(frozen=True)
class _Result:
    folder: Path
    manifest: Manifest


@command(CASE, OUTPUT, TEMPLATES, COPY)
def build(case: Path, output: Path | None, templates: Path | None, copy: Copy) -> Answer:
    """Gör alla handlingar i ÄRENDE som utkast i Word, eller inga alls.

    ÄRENDE är mappen med ärendets innehåll, till exempel content/taby-2018.
    """
    from avtal.making.build import build as build_case

    built = build_case(case, output, templates, copy, cache_folder())
    return Answer(_Result(built.folder, built.manifest), _lines(built), built.findings)


def _lines(built: Built) -> Iterator[str]:
    yield from finding_lines(built.findings)
    manifest = built.manifest
    yield f"{len(manifest.documents)} handlingar (utkast, {manifest.copy_kind} kopia):"
    for document in manifest.documents:
        yield f"  {built.folder / document.file}  {document.title}"
