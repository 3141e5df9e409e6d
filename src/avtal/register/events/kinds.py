"""What can happen in the register: one model for each kind of event, strict about all it holds.

They are the form of today (`formats.FORMAT`); how older ones become it stands in `formats.py`. What
is changed here is changed in `formats.py` too, under the next number: `tests/register/events` holds
what each number looks like.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, Self, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, model_validator

from avtal.case.stamp import Copy, Status
from avtal.model.approval import Purpose
from avtal.register.events.scalars import Day, FileName, FolderName, Hash, Key, Number, Size, Text
from avtal.register.kinds import HandlingType, Noted

Direction: TypeAlias = Literal["in", "ut", "intern"]
"""Which way a handling went."""


class _Strict(BaseModel):
    model_config = ConfigDict(strict=True, frozen=True, extra="forbid", defer_build=True)


class StoredFile(_Strict):
    """A file of a handling: which copy it is, and what it has to be."""

    copy_kind: Copy = Field(alias="copy")
    name: FileName
    sha256: Hash
    size: Size


class _Handling(_Strict):
    """A new handling. `id` is its number in the register, `item` its handlingsnummer."""

    id: Number
    item: Number | None
    title: Text
    open_title: Text | None
    type: HandlingType
    direction: Direction
    recipient: Text | None
    secrecy: Text | None
    files: tuple[StoredFile, ...]

    @model_validator(mode="after")
    def _has_one_of_each_copy(self) -> Self:
        copies = [file.copy_kind for file in self.files]
        if Copy.FULL not in copies or len(set(copies)) != len(copies):
            raise ValueError("one full copy, and at most one public")
        return self


class MadeDocument(_Handling):
    """A document that avtal made: its kind, what that is called, and whether that is an ett-word.

    `dated` is the day that is printed in it, `label` its version.
    """

    key: Key
    word: Text
    neuter: bool
    dated: Day
    label: Text


class FiledDocument(_Handling):
    """A file that came, the `filing`-th of its case. `answers` is what it replies to."""

    filing: Number
    day: Day
    sender: Text | None
    answers: Text | None
    status: Literal["registrerad"]
    manifest_sha256: Hash


class DecisionTaken(_Strict):
    """A decision on a document, as its content told of it: `done` is what was done, a verb.

    `word` is what the document is called, `neuter` whether that is an ett-word.
    """

    key: Key
    word: Text
    neuter: bool
    done: Text
    body: Text
    day: Day
    paragraph: Number
    outcome: Text


class GivenNumber(_Strict):
    """The handlingsnummer that a handling got."""

    document: Number
    item: Number


class EventData(_Strict):
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
    """A new version; `documents` are the handlingar that are new with it."""

    kind: ClassVar[str] = "version registrerad"

    manifest_sha256: Hash
    content_sha256: Hash
    avtal_version: Text
    title: Text
    municipality: Text
    item_pattern: Text
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


Correctable: TypeAlias = Literal["title", "open_title", "sender", "recipient", "secrecy"]
"""What can be corrected of a handling, by the columns of the table of handlingar."""


class FactsCorrected(EventData):
    """What the register says of a handling was corrected; `old` is what it said before."""

    kind: ClassVar[str] = "rättelse"

    document: Number
    old: dict[Correctable, Text | None]
    new: Annotated[dict[Correctable, Text], Field(min_length=1)]
    reason: Text

    @model_validator(mode="after")
    def _tells_what_it_said(self) -> Self:
        if self.old.keys() != self.new.keys():
            raise ValueError("old and new are of the same facts")
        return self

    @property
    def about(self) -> frozenset[int]:
        """The id of the handling."""
        return frozenset({self.document})


class Voided(_OnHandlingar):
    """Handlingar were struck out; their numbers and files stay."""

    kind: ClassVar[str] = "makulering"

    status: Literal["makulerad"]
    reason: Text


class ReleasedFile(_Strict):
    """A file that was handed out."""

    copy_kind: Copy = Field(alias="copy")
    name: FileName
    sha256: Hash


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


class NotKnown(EventData):
    """What a newer version of avtal wrote and this one cannot read; its hash holds all the same."""

    kind: ClassVar[str] = ""


KINDS: tuple[type[EventData], ...] = (
    CaseOpened, ContentApproved, VersionRegistered, PutForward, FileRegistered, NumbersRecorded,
    NoteEntered, FactsCorrected, Voided, HandedOut, LeftoversCleared,
)  # fmt: skip
"""Every kind of event that is written."""
