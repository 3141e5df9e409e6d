"""What events hold: handlingar and their files, decisions, and facts that are corrected."""

from __future__ import annotations

from typing import Any, ClassVar, Literal, Self, TypeAlias

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    SerializerFunctionWrapHandler,
    model_serializer,
    model_validator,
)

from avtal.case.stamp import Copy
from avtal.register.events.scalars import Day, FileName, Hash, Key, Number, Size, Text
from avtal.register.kinds import HandlingType

Direction: TypeAlias = Literal["in", "ut", "intern"]
"""Which way a handling went."""

Withheld: TypeAlias = Literal["avsändare", "mottagare"]
"""Which party of a handling may not be shown, so that the diary can be.

Offentlighets- och sekretesslagen (2009:400) 5 kap. 2 § second paragraph.
"""


class Strict(BaseModel):
    """Takes nothing for what it is not, and nothing that it does not know."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid", defer_build=True)


class StoredFile(Strict):
    """A file of a handling: which copy it is, and what it has to be."""

    copy_kind: Copy = Field(alias="copy")
    name: FileName
    sha256: Hash
    size: Size


class _Handling(Strict):
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
    withheld: Withheld | None
    status: Literal["registrerad"]
    manifest_sha256: Hash


class DecisionTaken(Strict):
    """A decision on a document, as its content told of it: `done` is what was done, a verb.

    `word` is what the document is called, `neuter` whether that is an ett-word. `document` is its
    id, None where an earlier version of avtal did not say it.
    """

    document: Number | None
    key: Key
    word: Text
    neuter: bool
    done: Text
    body: Text
    day: Day
    paragraph: Number
    outcome: Text


class GivenNumber(Strict):
    """The handlingsnummer that a handling got."""

    document: Number
    item: Number


class _Facts(Strict):
    """Facts of which only those that are corrected are said: null is that there is nothing."""

    always: ClassVar[frozenset[str]]

    @model_serializer(mode="wrap")
    def _only_what_is_said(self, dump: SerializerFunctionWrapHandler) -> dict[str, Any]:
        return {name: value for name, value in dump(self).items() if name in self.model_fields_set}

    @model_validator(mode="after")
    def _has_what_there_always_is(self) -> Self:
        if any(getattr(self, name) is None for name in self.always & self.model_fields_set):
            raise ValueError("what there always is")
        return self

    def said(self) -> dict[str, Any]:
        """Return the facts by name, as the register has them."""
        return self.model_dump(mode="json")


class HandlingFacts(_Facts):
    """What can be corrected of a handling, by the columns of the table of handlingar."""

    always = frozenset({"title", "type", "direction", "day"})

    title: Text | None = None
    open_title: Text | None = None
    type: HandlingType | None = None
    direction: Direction | None = None
    day: Day | None = None
    sender: Text | None = None
    recipient: Text | None = None
    withheld: Withheld | None = None
    answers: Text | None = None
    item: Number | None = None
    secrecy: Text | None = None


class CaseFacts(_Facts):
    """What can be corrected of a case, by the columns of the table of cases."""

    always = frozenset({"title", "municipality"})

    title: Text | None = None
    municipality: Text | None = None
    name: Text | None = None


class RestoredHandling(Strict):
    """What a handling is when an event on it does not count: its status, and why it is void."""

    document: Number
    status: Text
    voided: Text | None


class ReleasedFile(Strict):
    """A file that was handed out."""

    copy_kind: Copy = Field(alias="copy")
    name: FileName
    sha256: Hash
