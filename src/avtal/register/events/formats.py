"""Events as earlier versions of avtal wrote them, and what leads from each form to the next.

An event is never rewritten. It is read in the form it has, one small step at a time, into the form
of today.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from avtal.register.events.kinds import FileRegistered, PutForward, VersionRegistered

FORMAT = 3
"""The form in which events are written; an event that does not say its form has 1."""

Data: TypeAlias = "dict[str, Any]"

_WORDS_IN_1: Mapping[str, tuple[str, bool]] = {
    "tjansteutlatande": ("tjänsteutlåtande", True),
    "overenskommelse": ("samverkansöverenskommelse", False),
    "medborgarlofte": ("medborgarlöfte", True),
    "lagesbild": ("gemensam lokal lägesbild", False),
    "atgardsplan": ("åtgärdsplan", False),
    "kommunikationsplan": ("kommunikationsplan", False),
    "uppfoljningsplan": ("uppföljningsplan", False),
}
"""The kinds of documents there were when events did not say what a document is called."""


def _with_word(thing: Data) -> Data:
    word, neuter = _WORDS_IN_1[thing["key"]]
    return _added(thing, word=word, neuter=neuter)


def _added(data: Data, **more: Any) -> Data:
    if more.keys() & data.keys():
        raise KeyError("said already")  # it is of no form that there has been
    return {**data, **more}


def _presented(data: Data) -> Data:
    """2 says of each document what it is called and whether that is an ett-word."""
    return {**data, "decisions": [_with_word(one) for one in data["decisions"]]}


def _registered(data: Data) -> Data:
    return {**_presented(data), "documents": [_with_word(one) for one in data["documents"]]}


def _presented_of(data: Data) -> Data:
    """3 says of each decision which handling it was taken on."""
    return {**data, "decisions": [_added(one, document=None) for one in data["decisions"]]}


def _registered_of(data: Data) -> Data:
    """3 says what the folder of the content is called."""
    return _added(_presented_of(data), name=None)


def _filed(data: Data) -> Data:
    """3 says whether the sender or recipient may be shown."""
    return {**data, "document": _added(data["document"], withheld=None)}


_STEPS: Mapping[int, Mapping[str, Callable[[Data], Data]]] = {
    1: {VersionRegistered.kind: _registered, PutForward.kind: _presented},
    2: {
        VersionRegistered.kind: _registered_of,
        PutForward.kind: _presented_of,
        FileRegistered.kind: _filed,
    },
}
"""By the form that they lead on from: what is to be done with the data of each kind of event."""


def of_today(kind: str, format: int, data: Data) -> Data:
    """Return what an event says, in the form of today.

    Raises ValueError where it is not of the form that its number says.
    """
    try:
        for number in range(format, FORMAT):
            step = _STEPS[number].get(kind)
            data = step(data) if step else data
    except (KeyError, TypeError, AttributeError):
        raise ValueError(f"not of format {format}") from None
    return data
