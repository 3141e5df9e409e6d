"""`avtal upgrade`: a case that is written in an older format is written in today's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from avtal.cli.command import Answer, command
from avtal.cli.lines import count
from avtal.cli.options import CASE
from avtal.cli.swedish import flag
from avtal.problems import clean

if TYPE_CHECKING:
    from avtal.editing.upgrade import FileChange, Upgrade


@dataclass(frozen=True)
class _Result:
    case: str
    format_before: int
    format: int
    dry_run: bool
    files: list[dict[str, str]]


@command(CASE, flag("--dry-run", "Visa ändringarna utan att skriva dem."))
def upgrade(case: Path, dry_run: bool) -> Answer:
    """Skriv om ÄRENDE i det format som innehåll har i dag, och visa ändringarna.

    ÄRENDE är mappen med ärendets innehåll, till exempel content/taby-2018. Det som skrivs om
    betyder detsamma, och inget annat i filerna rörs. Även det som är skrivet i ett äldre format
    kan läsas.
    """
    from avtal.editing.upgrade import upgrade as upgrade_case

    found = upgrade_case(case)
    if not dry_run:
        found.refuse()  # before it is shown what will not be
    return Answer(lambda: _result(found, dry_run), _lines(found, dry_run))


def _result(found: Upgrade, dry_run: bool) -> _Result:
    from avtal.case.formats import FORMAT

    if not dry_run:
        found.write()
    files = [{"file": one.name, "diff": "\n".join(one.diff())} for one in found.changes]
    return _Result(found.case.name, found.written_in, FORMAT, dry_run, files)


def _lines(found: Upgrade, dry_run: bool) -> Iterator[str]:
    """Yield the changes, and what became of them; they are written in between."""
    from avtal.case.formats import FORMAT

    if not found.changes:
        yield f"Innehållet i {found.case.name} har redan format {FORMAT}."
        return
    for change in found.changes:
        yield from _diff(change)
    files = count(len(found.changes), "fil", "filer")
    steps = f"från format {found.written_in} till format {FORMAT}"
    if dry_run:
        yield f"Inget har skrivits. Utan --dry-run skrivs {files} om, {steps}."
        return
    found.write()
    yield f"{found.case.name}: {files} har skrivits om, {steps}."


def _diff(change: FileChange) -> Iterator[str]:
    yield from (clean(line.replace("\t", "    "), None) for line in change.diff())
    yield ""
