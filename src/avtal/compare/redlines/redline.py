"""The redline of a document: a Word file with every change tracked, proved before it is given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from avtal.compare.redlines.engine import Engine, EngineFailed
from avtal.compare.redlines.proof import Proof, prove
from avtal.word.package.archive import Unreadable
from avtal.word.package.parts import Package
from avtal.word.package.received import open_received, pack_changed
from avtal.word.stories.comparable import SIDES, Place, comparable, spare_mark, take_marks_out
from avtal.word.stories.reading import Paragraph
from avtal.word.stories.redlining import mend_boxes, separate_notes, track_changes
from avtal.word.stories.revisions import is_text
from avtal.word.stories.settled import SettledDocument

_RUNS = 3
"""How often it is tried: at first each word is compared, then not what was wrong."""

_UNREADABLE = "programmet som jämför Word-filer kunde inte läsa handlingen"
_INSERTED = (
    "en infogad fil kan inte ändringsmarkeras; öppna handlingen i Word och spara den på nytt"
)
_DAMAGED = "programmet som jämför Word-filer gav en skadad fil"


@dataclass(frozen=True)
class Redline:
    """What came of comparing two Word files.

    `data` is the redline; None where it was not right, or could not be made: `proof` then has the
    faults, or `failure` says why there is nothing to prove. `whole` are the paragraphs that are
    given as taken out and put in as wholes, since what changed in them could not be shown right.
    """

    data: bytes | None
    proof: Proof | None = None
    whole: tuple[Paragraph, ...] = ()
    failure: str = ""

    @property
    def has_remarks(self) -> bool:
        """Whether something in it is to be known: a whole paragraph, or a number not as it was."""
        return bool(self.whole or (self.proof and self.proof.unseen))


def make_redline(
    engine: Engine, old: SettledDocument, new: SettledDocument, author: str, at: datetime
) -> Redline:
    """Return the redline of two documents, the same bytes for the same input.

    Raises EnvironmentProblem where the program that compares takes too long.
    """
    mark = spare_mark(old.package, new.package)
    sealed: tuple[set[Place], set[Place]] = (set(), set())
    for _ in range(_RUNS):
        before, after = (
            _packed(comparable(one.package, mark, side, places))
            for one, side, places in zip((old, new), SIDES, sealed, strict=True)
        )
        try:
            package = open_received(engine.run(before, after, author, at))
        except EngineFailed:
            return Redline(None, failure=_reason(old, new) or _UNREADABLE)
        except Unreadable:
            return Redline(None, failure=_DAMAGED)
        take_marks_out(package, mark)
        mend_boxes(package)
        separate_notes(package)
        proof = prove(old, new, package)
        if proof.holds:
            return Redline(
                _packed(package, track_changes(package)), proof, _named(old, new, sealed)
            )
        for fault in proof.faults:
            side = int(fault.verdict == "accepted")
            if fault.place in (old, new)[side].stories:  # not where cells or sections are wrong
                sealed[side].update((fault.place, number) for number in fault.paragraphs)
    return Redline(None, proof, failure=_reason(old, new))


def _reason(*documents: SettledDocument) -> str:
    """Return why there can be no redline of some documents, where that is known; else nothing."""
    things = (
        thing
        for one in documents
        for story in one.stories.values()
        for paragraph in story
        for thing in paragraph.things
    )
    return _INSERTED if any(thing.kind == "inserted" for thing in things) else ""


def _packed(package: Package, *also: str | None) -> bytes:
    """Return a document as bytes, with its texts as they are now."""
    texts = [part for part, root in package.xml.items() if is_text(part, root)]
    return pack_changed(package, [*texts, *filter(None, also)])


def _named(
    old: SettledDocument, new: SettledDocument, sealed: tuple[set[Place], set[Place]]
) -> tuple[Paragraph, ...]:
    """Return the paragraphs at some places, the old ones first."""
    return tuple(
        one.stories[story][number]
        for one, places in zip((old, new), sealed, strict=True)
        for story, number in sorted(places)
    )
