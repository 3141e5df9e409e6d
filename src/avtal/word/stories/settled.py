"""A document as it is compared: all that is in it, with no tracked change left."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from avtal.word.package.parts import Package
from avtal.word.stories.reading import Stories, stories
from avtal.word.stories.revisions import Verdict, has_changes, settle
from avtal.word.surface.frame import Frame, frame_of


@dataclass(frozen=True)
class SettledDocument:
    """A document that is compared: its parts, with no tracked change left, and its text."""

    package: Package
    stories: Stories

    @cached_property
    def frame(self) -> Frame:
        """What holds for the whole document beside its stories."""
        return frame_of(self.package)


def settled(package: Package, verdict: Verdict | None = None) -> SettledDocument:
    """Return a document with its tracked changes accepted or rejected, where it has any."""
    if verdict is not None and has_changes(package):
        package = settle(package, verdict)
    return SettledDocument(package, stories(package))
