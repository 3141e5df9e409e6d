"""A case that is written in an older format is written in today's.

What is written is what the steps of `avtal.case.formats` did when the case was read, so that it
means the same before and after; that is proved for each file before any of them is written.
"""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from avtal.case.content_file import read_file
from avtal.case.formats import FORMAT, migrate
from avtal.case.kinds import BY_KEY
from avtal.case.load import listed_keys, with_file
from avtal.case.workspace import FACTS_FILE, SOURCES, find_case, workspace_of
from avtal.editing.rewriting import lines_of, rewritten
from avtal.files.digests import sha256
from avtal.files.refusals import unreadable_folder
from avtal.files.replacing import MANIFEST_FILE
from avtal.files.writing import replace_files
from avtal.problems import CaseError, EnvironmentProblem, Problem
from avtal.reading.changing import ChangedTree
from avtal.reading.events import read
from avtal.reading.places import problem_at
from avtal.reading.tree import Tree


@dataclass(frozen=True)
class FileChange:
    """A file that is rewritten: where it lies, its name in the workspace, its bytes."""

    path: Path
    name: str
    before: bytes
    after: bytes

    def refuse(self) -> None:
        """Raise EnvironmentProblem where it cannot be written, or has changed since it was read."""
        if not self.path.stat().st_mode & 0o222 or not os.access(self.path, os.W_OK):
            raise EnvironmentProblem(
                f"”{self.name}” är skrivskyddad. Inget har ändrats",
                "ta bort skrivskyddet och kör kommandot igen",
            )
        if self.path.read_bytes() != self.before:
            raise EnvironmentProblem(
                f"”{self.name}” har ändrats sedan den lästes. Inget har ändrats här",
                "kör kommandot igen, så läses den på nytt",
            )

    def diff(self) -> Iterator[str]:
        """Yield what differs as git shows it, line by line."""
        old, new = (
            [line.rstrip("\r\n") for line in lines_of(data)] for data in (self.before, self.after)
        )
        return difflib.unified_diff(old, new, f"a/{self.name}", f"b/{self.name}", lineterm="")


@dataclass(frozen=True)
class Upgrade:
    """What writes a case in today's format: the format that it has, and the files in order.

    `arende.yaml`, which says the format, is the last one: what is new in the other files can be
    read in a case of the old format too.
    """

    case: Path
    written_in: int
    changes: tuple[FileChange, ...]

    def write(self) -> None:
        """Write the files, each whole or not at all.

        Raises EnvironmentProblem where that cannot be done, or one has changed since it was read.
        """
        own = {change.path: change for change in self.changes}
        files = {change.path: change.after for change in self.changes}
        replace_files(self.case, files, lambda path: own[path].refuse())

    def refuse(self) -> None:
        """Raise EnvironmentProblem where a file cannot be written, or has changed meanwhile."""
        for change in self.changes:
            change.refuse()


def upgrade(folder: Path) -> Upgrade:
    """Return what writes the case in `folder` in today's format; no changes where it has that.

    Nothing is written. Raises CaseError where a file cannot be read as YAML, or cannot be written
    in today's format with certainty; EnvironmentProblem where there is no such case.
    """
    case = find_case(folder)
    workspace = workspace_of(case)
    real = workspace_of(case.resolve())
    if real.name == SOURCES and (real.parent / MANIFEST_FILE).exists():
        raise EnvironmentProblem(
            "det här är källorna till en registrerad version, som aldrig ändras",
            "ange ärendet i content; det som är registrerat kan läsas i det format det har",
        )
    try:
        names = [FACTS_FILE, *(row.content_file for row in with_file(case))]
    except OSError:
        raise unreadable_folder(case) from None
    trees = {
        name: read_file(case / name, (case / name).relative_to(workspace).as_posix())
        for name in names
    }
    broken = [problem for tree in trees.values() if tree.broken for problem in tree.problems]
    if broken:
        raise CaseError(broken)
    found = migrate(trees)
    if found.edits:
        found.problems += _without_file(trees)
    if found.is_unclear:
        found.problems += trees[FACTS_FILE].problems
    if not isinstance(trees[FACTS_FILE].value, dict):
        message = "filen består inte av fält, så innehållets format kan inte skrivas i den"
        help = "rätta filen först; avtal check visar vad som är fel"
        found.problems.append(Problem("format", message, trees[FACTS_FILE].name, help=help))
    if found.problems:
        raise CaseError(found.problems)
    changes = tuple(_change(case / name, found.files[name]) for name in found.edits)
    return Upgrade(case, found.written_in, changes)


def _without_file(trees: Mapping[str, Tree]) -> Iterator[Problem]:
    """Yield the documents whose files are not there, and would keep an older format."""
    facts = trees[FACTS_FILE]
    for number, key in enumerate(listed_keys(facts) or ()):
        if key in BY_KEY and BY_KEY[key].content_file not in trees:
            yield problem_at(
                facts,
                ("handlingar", number, "id"),
                "fil",
                f"innehållsfilen ”{BY_KEY[key].content_file}” finns inte, och kan inte skrivas om",
                "lägg tillbaka filen och kör kommandot igen, eller ta bort handlingen ur listan",
            )


def _change(path: Path, changed: ChangedTree) -> FileChange:
    """Return a file as it will be written. Raises CaseError where that is not what was read."""
    tree = changed.tree
    data = _bytes(path, tree)
    after = rewritten(data, tree, changed.edits)
    again = read(tree.name, after)
    if again.broken or again.value != tree.value:
        message = f"filen kan inte skrivas i format {FORMAT} utan att något annat i den ändras"
        help = "rätta det som avtal check säger om filen, eller skriv de nya namnen för hand"
        raise CaseError([*tree.problems, Problem("format", message, tree.name, help=help)])
    return FileChange(path, tree.name, data, after)


def _bytes(path: Path, tree: Tree) -> bytes:
    try:
        data = path.read_bytes()
    except OSError:
        data = b""
    if sha256(data) != tree.digest:
        raise EnvironmentProblem(
            f"”{tree.name}” har ändrats medan den lästes", "försök igen när den är sparad"
        )
    return data
