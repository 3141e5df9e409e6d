"""What tests of changed content share: a good case against the same with edits, as it is told."""

from __future__ import annotations

from avtal.case.load import load
from avtal.case.stamp import Copy
from avtal.compare.content.fields import Change, field_changes
from avtal.compare.documents.printing import Printing
from tests.compare.conftest import Edits
from tests.conftest import Workspace

C1 = "      - {id: C1, text: Få vuxna rör sig vid centrum efter stängning.}\n"
C2 = "      - {id: C2, text: Belysning och sikt är dålig på flera gångstråk.}\n"


def changes(workspace: Workspace, edits: Edits, name: str = "minsta") -> list[Change]:
    """Return what differs between a good case and the same with edits."""
    old = load(Workspace(workspace.root / "förr").case(name))
    return field_changes(old, load(workspace.case(name, edits=edits)), Copy.FULL)


def told(found: list[Change]) -> list[tuple[str, str, str, str | None, str | None]]:
    """Return changes as what they are about, their kind and place, and the old and new value."""
    return [(one.about.value, one.kind, one.name, one.old, one.new) for one in found]


def texts(printing: Printing) -> list[str]:
    """Return the lines of a document whose facts are marked."""
    return [line.text for line in printing.lines]
