"""The redline of a document: a Word file with every change tracked, proved before it is given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from avtal.compare.redlines.engine import Engine, EngineFailed
from avtal.compare.redlines.proof import Proof, prove
from avtal.word.package.archive import Unreadable
from avtal.word.package.parts import Package
from avtal.word.package.received import open_received, pack_changed
from avtal.word.stories.reading import Stories
from avtal.word.stories.redlining import separate_notes, track_changes, without_controls
from avtal.word.stories.revisions import is_text
from avtal.word.surface.frame import Frame, frame_of


@dataclass(frozen=True)
class Redline:
    """What came of comparing two Word files.

    `data` is the redline; None where it was not right, or could not be made: `proof` then has the
    faults, or `failure` says why there is nothing to prove.
    """

    data: bytes | None
    proof: Proof | None = None
    failure: str = ""


@dataclass(frozen=True)
class SettledDocument:
    """A document that is compared: its parts, with no tracked change left, and its text."""

    package: Package
    stories: Stories

    @cached_property
    def frame(self) -> Frame:
        """What holds for the whole document beside its stories."""
        return frame_of(self.package)


def make_redline(
    engine: Engine, old: SettledDocument, new: SettledDocument, author: str, at: datetime
) -> Redline:
    """Return the redline of two documents, the same bytes for the same input.

    Raises EnvironmentProblem where the program that compares takes too long.
    """
    try:
        data = engine.run(_prepare(old.package), _prepare(new.package), author, at)
        package = open_received(data)
    except EngineFailed:
        return Redline(None, failure="programmet som jämför Word-filer kunde inte läsa handlingen")
    except Unreadable:
        return Redline(None, failure="programmet som jämför Word-filer gav en skadad fil")
    changed = [*separate_notes(package), *filter(None, [track_changes(package)])]
    proof = prove(old.stories, new.stories, package)
    if not proof.holds:
        return Redline(None, proof)
    return Redline(pack_changed(package, changed), proof)


def _prepare(package: Package) -> bytes:
    """Return a document as the program takes it: a control would count as one word."""
    plain = without_controls(package)
    return pack_changed(plain, [part for part, root in plain.xml.items() if is_text(part, root)])
