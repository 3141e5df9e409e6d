"""Events as sentences in Swedish, for a registrar to read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from avtal.language.swedish import listing
from avtal.problems import clean
from avtal.register.events.chain import Event
from avtal.register.events.kinds import (
    CaseCorrected,
    CaseOpened,
    ClockBehind,
    ContentApproved,
    EntryStruck,
    EventData,
    FactsCorrected,
    FileRegistered,
    HandedOut,
    LeftoversCleared,
    NoteEntered,
    NumbersRecorded,
    PutForward,
    VersionRegistered,
    Voided,
)
from avtal.register.events.records import DecisionTaken
from avtal.register.ledger.handling import open_name, open_party
from avtal.register.ledger.queries import Row
from avtal.register.ledger.words import CASE_WORDS, WORDS, decision_in_words

Handlingar = Mapping[int, Row]
"""The handlingar of a case by id."""


def tell_event(event: Event, handlingar: Handlingar) -> str:
    """Return what happened, given the handlingar of the case. Nothing secret is told."""
    tell = _TOLD.get(type(event.data))
    return tell(event.data, handlingar) if tell else _not_known(event)


def _not_known(event: Event) -> str:
    return f"”{clean(event.kind)}”, som den här versionen av avtal inte kan läsa"


def _name(handlingar: Handlingar, identity: int) -> str:
    row = handlingar.get(identity)
    return open_name(row) if row else f"handling {identity}, som inte finns i ärendet"


def _names(handlingar: Handlingar, ids: Iterable[int]) -> str:
    return listing(_name(handlingar, one) for one in ids)


def _with(sentence: str, *more: str | None) -> str:
    return ", ".join([sentence, *filter(None, more)])


def _if(word: str, told: str | None) -> str | None:
    return f"{word} {told}" if told else None


def _opened(data: CaseOpened, handlingar: Handlingar) -> str:
    return "ärendet öppnades"


def _approved(data: ContentApproved, handlingar: Handlingar) -> str:
    # Not its hash: of content with secrets it can confirm a guess.
    return f"innehållet godkändes ({data.title})"


def _registered(data: VersionRegistered, handlingar: Handlingar) -> str:
    return _presented(f"version {data.number} registrerades", data, handlingar)


def _put_forward(data: PutForward, handlingar: Handlingar) -> str:
    return _presented(f"version {data.number} lades fram igen", data, handlingar)


def _presented(what: str, data: VersionRegistered | PutForward, handlingar: Handlingar) -> str:
    return _with(
        f"{what} som {data.purpose} {data.day}",
        _if("till", _shared_party(handlingar, data.members, data.recipient)),
        _if("svar senast", data.reply_by),
        *map(_decided, data.decisions),
        data.note,
    )


def _shared_party(handlingar: Handlingar, ids: Iterable[int], name: str | None) -> str | None:
    """Return to whom several handlingar went, where it may be shown of each of them."""
    withheld = (handlingar[one] for one in ids if one in handlingar and handlingar[one]["withheld"])
    return open_party(next(withheld, None), name)


def _decided(decision: DecisionTaken) -> str:
    """Return a decision on a document: `åtgärdsplan godkänd av kommunstyrelsen …`."""
    return f"{decision.word} {decision_in_words(decision)}"


def _filed(data: FileRegistered, handlingar: Handlingar) -> str:
    document = data.document
    row = handlingar.get(document.id)
    return _with(
        f"{_name(handlingar, document.id)} registrerades som {document.type}",
        _if("från", open_party(row, document.sender)),
        _if("till", open_party(row, document.recipient)),
        _if("svar på", document.answers),
    )


def _numbered(data: NumbersRecorded, handlingar: Handlingar) -> str:
    given = [f"{one.item} för {_name(handlingar, one.document)}" for one in data.numbers]
    return f"handlingsnummer antecknades: {listing(given)}"


def _noted(data: NoteEntered, handlingar: Handlingar) -> str:
    return _with(
        f"{_names(handlingar, data.documents)}: {data.status} {data.day}",
        _if("till", _shared_party(handlingar, data.documents, data.recipient)),
        _if("av", data.body),
        _if("§", data.paragraph),
        data.outcome,
        _if("till och med", data.until),
        _if("av", data.replaced_by),
        data.note,
    )


def _corrected(data: FactsCorrected, handlingar: Handlingar) -> str:
    row = handlingar.get(data.document)
    secret = {"title"} if row is None or row["secrecy"] else set()
    secret |= {"sender", "recipient"} if row is None or row["withheld"] else set()
    old = data.old.said()
    if row is None or row["secrecy"]:
        old = {**old, "open_title": None}  # which may have been the wrong one
    told = _changes(old, data.new.said(), secret)
    return f"{_name(handlingar, data.document)}: {told}: {data.reason}"


def _case_corrected(data: CaseCorrected, handlingar: Handlingar) -> str:
    return f"ärendet: {_changes(data.old.said(), data.new.said(), set())}: {data.reason}"


def _changes(old: Mapping[str, Any], new: Mapping[str, Any], secret: set[str]) -> str:
    """Return what was corrected; of what is secret, only that it was."""
    pieces = []
    for name, value in new.items():
        what = CASE_WORDS.get(name) or WORDS[name]
        if name in secret:
            pieces.append(f"{what} rättades")
        elif value is None:
            before = _if(", som var", _quoted(old[name])) or ""
            pieces.append(f"{what} togs bort{before}")
        else:
            before = _if(" från", _quoted(old[name])) or ""
            pieces.append(f"{what} rättades{before} till {_quoted(value)}")
    return listing(pieces)


def _quoted(value: str | int | None) -> str | None:
    return f"”{value}”" if value is not None else None


def _struck(data: EntryStruck, handlingar: Handlingar) -> str:
    return f"händelse {data.event} ströks: {data.reason}"


def _clock(data: ClockBehind, handlingar: Handlingar) -> str:
    return f"datorns klocka stod före den förra händelsen, {data.last}"


def _voided(data: Voided, handlingar: Handlingar) -> str:
    return f"{_names(handlingar, data.documents)} makulerades: {data.reason}"


def _released(data: HandedOut, handlingar: Handlingar) -> str:
    done = "lämnades ut" if data.files else "lämnades inte ut"
    return _with(
        f"{data.address} {done} till {data.recipient}",
        f"sekretessen prövad av {data.tried_by}",
        f"utan {listing(data.withheld)}" if data.withheld else None,
        data.note,
    )


def _cleared(data: LeftoversCleared, handlingar: Handlingar) -> str:
    return tell_cleared(data.removed)


def tell_cleared(names: Sequence[str]) -> str:
    """Return what became of what an interrupted run had left."""
    removed = [name for name in names if name.startswith(".")]  # half-written
    aside = [name for name in names if name not in removed]
    done = [_if("togs bort:", listing(removed)), _if("flyttades undan:", listing(aside))]
    return f"det som en avbruten registrering lämnade {'; '.join(filter(None, done))}"


_TOLD: Mapping[type[EventData], Callable[[Any, Handlingar], str]] = {
    CaseOpened: _opened,
    ContentApproved: _approved,
    VersionRegistered: _registered,
    PutForward: _put_forward,
    FileRegistered: _filed,
    NumbersRecorded: _numbered,
    NoteEntered: _noted,
    FactsCorrected: _corrected,
    CaseCorrected: _case_corrected,
    EntryStruck: _struck,
    ClockBehind: _clock,
    Voided: _voided,
    HandedOut: _released,
    LeftoversCleared: _cleared,
}
