"""What can happen in the register: one model for each kind of event, strict about all it holds.

They are the form of today (`formats.FORMAT`); how older ones become it stands in `formats.py`. What
is changed here is changed in `formats.py` too, under the next number: `tests/register/events` holds
what each number looks like.
"""

from __future__ import annotations

from typing import ClassVar, Literal, Self

from pydantic import model_validator

from avtal.case.stamp import Status
from avtal.model.approval import Purpose
from avtal.register.events.records import (
    CaseFacts,
    DecisionTaken,
    FiledDocument,
    GivenNumber,
    HandlingFacts,
    MadeDocument,
    ReleasedFile,
    RestoredHandling,
    Strict,
)
from avtal.register.events.scalars import (
    Day,
    FileName,
    FolderName,
    Hash,
    Moment,
    Number,
    Text,
)
from avtal.register.kinds import Noted


class EventData(Strict):
    """What an event says. `kind` is its name in the register; `about` the handlingar it is about.

    Those are ids; there are none where it is about the case.
    """

    kind: ClassVar[str]

    @property
    def about(self) -> frozenset[int]:
        """The ids of the handlingar."""
        return frozenset()


class _OnHandlingar(EventData):
    """Something on handlingar that are registered; `documents` are their ids."""

    documents: tuple[Number, ...]

    @property
    def about(self) -> frozenset[int]:
        """The ids of the handlingar."""
        return frozenset(self.documents)


class CaseOpened(EventData):
    """The first registration in a case; `folder` is its name in the store."""

    kind: ClassVar[str] = "ärende öppnat"

    folder: FolderName


class ContentApproved(EventData):
    """The holder of a function approved the content that has this hash."""

    kind: ClassVar[str] = "innehåll godkänt"

    function: Text
    title: Text
    content_sha256: Hash


class _Presented(EventData):
    """A version was put forward for a purpose.

    `signed` are the signed files and `decisions` the decisions that it rests on, `members` the
    handlingar that belong to it, in order.
    """

    number: Number
    purpose: Purpose
    status: Status
    day: Day
    recipient: Text | None
    reply_by: Day | None
    note: Text | None
    signed: tuple[Number, ...]
    decisions: tuple[DecisionTaken, ...]
    members: tuple[Number, ...]

    @model_validator(mode="after")
    def _has_each_member_once(self) -> Self:
        if len(set(self.members)) != len(self.members):
            raise ValueError("a member twice")
        return self

    @property
    def about(self) -> frozenset[int]:
        """The ids of the handlingar."""
        return frozenset(self.members)


class VersionRegistered(_Presented):
    """A new version; `documents` are the handlingar that are new with it.

    `name` is that of the folder of the content, None where an earlier avtal did not say it.
    """

    kind: ClassVar[str] = "version registrerad"

    manifest_sha256: Hash
    content_sha256: Hash
    avtal_version: Text
    title: Text
    municipality: Text
    item_pattern: Text
    name: Text | None
    documents: tuple[MadeDocument, ...]


class PutForward(_Presented):
    """A version that is registered was put forward for one more purpose."""

    kind: ClassVar[str] = "framlagd igen"


class FileRegistered(EventData):
    """A file that came or existed was registered."""

    kind: ClassVar[str] = "handling registrerad"

    document: FiledDocument

    @property
    def about(self) -> frozenset[int]:
        """The id of the handling."""
        return frozenset({self.document.id})


class NumbersRecorded(EventData):
    """Handlingsnummer that were given after the registration."""

    kind: ClassVar[str] = "handlingsnummer antecknat"

    numbers: tuple[GivenNumber, ...]

    @property
    def about(self) -> frozenset[int]:
        """The ids of the handlingar."""
        return frozenset(one.document for one in self.numbers)


class NoteEntered(_OnHandlingar):
    """What happened with handlingar; what does not belong to that is None."""

    kind: ClassVar[str] = "anteckning"

    status: Noted
    day: Day
    recipient: Text | None = None
    body: Text | None = None
    paragraph: Text | None = None
    outcome: Text | None = None
    until: Day | None = None
    replaced_by: Text | None = None
    note: Text | None = None


class _Corrected(EventData):
    """Something was corrected; `old` is what the register said before."""

    reason: Text

    @model_validator(mode="after")
    def _tells_what_it_said(self) -> Self:
        old, new = (getattr(self, name).model_fields_set for name in ("old", "new"))
        if old != new or not new:
            raise ValueError("old and new are of the same facts")
        return self


class FactsCorrected(_Corrected):
    """What the register says of a handling was corrected."""

    kind: ClassVar[str] = "rättelse"

    document: Number
    old: HandlingFacts
    new: HandlingFacts

    @property
    def about(self) -> frozenset[int]:
        """The id of the handling."""
        return frozenset({self.document})


class CaseCorrected(_Corrected):
    """What the register says of a case was corrected, as when the case got another title."""

    kind: ClassVar[str] = "rättelse av ärendet"

    old: CaseFacts
    new: CaseFacts


class EntryStruck(EventData):
    """An event was struck, since it should not have been entered; it can still be read.

    `event` is its number, `handlingar` what those that it was about are without it.
    """

    kind: ClassVar[str] = "struken händelse"

    event: Number
    handlingar: tuple[RestoredHandling, ...]
    reason: Text

    @property
    def about(self) -> frozenset[int]:
        """The ids of the handlingar."""
        return frozenset(one.document for one in self.handlingar)


class Voided(_OnHandlingar):
    """Handlingar were struck out; their numbers and files stay."""

    kind: ClassVar[str] = "makulering"

    status: Literal["makulerad"]
    reason: Text


class HandedOut(_OnHandlingar):
    """Copies of handlingar were handed out; `withheld` are the open titles of what was not."""

    kind: ClassVar[str] = "utlämnande"

    address: Text
    files: tuple[ReleasedFile, ...]
    withheld: tuple[Text, ...]
    recipient: Text
    tried_by: Text
    note: Text | None


class LeftoversCleared(EventData):
    """What an interrupted run had left in the folder of a case was moved away."""

    kind: ClassVar[str] = "avbruten registrering undanflyttad"

    folder: FolderName
    removed: tuple[FileName, ...]


class ClockBehind(EventData):
    """The clock stood before the event that came before, which happened at `last`."""

    kind: ClassVar[str] = "klockan stod fel"

    last: Moment


class NotKnown(EventData):
    """What a newer version of avtal wrote and this one cannot read; its hash holds all the same."""

    kind: ClassVar[str] = ""


KINDS: tuple[type[EventData], ...] = (
    CaseOpened, ContentApproved, VersionRegistered, PutForward, FileRegistered, NumbersRecorded,
    NoteEntered, FactsCorrected, Voided, HandedOut, LeftoversCleared, CaseCorrected, EntryStruck,
    ClockBehind,
)  # fmt: skip
"""Every kind of event that is written."""

STRIKABLE = (NoteEntered, PutForward, ContentApproved, HandedOut, Voided)
"""What can be struck. What is registered is voided instead, and facts are corrected."""
