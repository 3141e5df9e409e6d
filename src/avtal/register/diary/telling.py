"""Events as sentences in Swedish, for a registrar to read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from avtal.case.kinds import BY_KEY
from avtal.language.swedish import listing, participle
from avtal.register.ledger.chain import Event, EventKind
from avtal.register.ledger.handling import open_name
from avtal.register.ledger.queries import Row
from avtal.register.ledger.words import WORDS


def tell_event(event: Event, handlingar: Mapping[int, Row]) -> str:
    """Return what happened, given the handlingar of the case by id. Nothing secret is told."""
    return _TOLD[event.kind](event, handlingar)


def concerns(event: Event) -> frozenset[int]:
    """Return the ids of the handlingar that an event is about, none where it is about the case."""
    data = event.data
    match event.kind:
        case EventKind.REGISTERED | EventKind.PUT_FORWARD:
            return frozenset(data["members"])
        case EventKind.FILED:
            return frozenset({data["document"]["id"]})
        case EventKind.NUMBERED:
            return frozenset(number["document"] for number in data["numbers"])
        case EventKind.CORRECTED:
            return frozenset({data["document"]})
        case EventKind.NOTED | EventKind.VOIDED | EventKind.RELEASED:
            return frozenset(data["documents"])
        case _:
            return frozenset()


def _names(handlingar: Mapping[int, Row], ids: Sequence[int]) -> str:
    return listing(open_name(handlingar[one]) for one in ids)


def _with(sentence: str, *more: str | None) -> str:
    return ", ".join([sentence, *filter(None, more)])


def _opened(event: Event, handlingar: Mapping[int, Row]) -> str:
    return "ärendet öppnades"


def _approved(event: Event, handlingar: Mapping[int, Row]) -> str:
    data = event.data
    return f"innehållet godkändes ({data['title']}), SHA-256 {data['content_sha256']}"


def _registered(event: Event, handlingar: Mapping[int, Row]) -> str:
    return _presented(f"version {event.data['number']} registrerades", event.data)


def _put_forward(event: Event, handlingar: Mapping[int, Row]) -> str:
    return _presented(f"version {event.data['number']} lades fram igen", event.data)


def _presented(what: str, data: Mapping[str, Any]) -> str:
    return _with(
        f"{what} som {data['purpose']} {data['day']}",
        f"till {data['recipient']}" if data["recipient"] else None,
        f"svar senast {data['reply_by']}" if data["reply_by"] else None,
        *map(_decided, data["decisions"]),
        data["note"],
    )


def _decided(decision: Mapping[str, Any]) -> str:
    """Return a decision on a document: `overenskommelse: godkänd av kommunstyrelsen …`."""
    word = participle(decision["done"], neuter=BY_KEY[decision["key"]].neuter)
    return (
        f"{decision['key']} {word} av {decision['body']} {decision['day']} "
        f"§ {decision['paragraph']}, {decision['outcome']}"
    )


def _filed(event: Event, handlingar: Mapping[int, Row]) -> str:
    document = event.data["document"]
    return _with(
        f"{open_name(handlingar[document['id']])} registrerades som {document['type']}",
        f"från {document['sender']}" if document["sender"] else None,
        f"till {document['recipient']}" if document["recipient"] else None,
        f"svar på {document['answers']}" if document["answers"] else None,
    )


def _numbered(event: Event, handlingar: Mapping[int, Row]) -> str:
    given = [
        f"{number['item']} för {open_name(handlingar[number['document']])}"
        for number in event.data["numbers"]
    ]
    return f"handlingsnummer antecknades: {listing(given)}"


def _noted(event: Event, handlingar: Mapping[int, Row]) -> str:
    data = event.data
    return _with(
        f"{_names(handlingar, data['documents'])}: {data['status']} {data['day']}",
        f"till {data['recipient']}" if "recipient" in data else None,
        f"av {data['body']}" if "body" in data else None,
        f"§ {data['paragraph']}" if "paragraph" in data else None,
        data.get("outcome"),
        f"till och med {data['until']}" if "until" in data else None,
        f"av {data['replaced_by']}" if "replaced_by" in data else None,
        data.get("note"),
    )


def _corrected(event: Event, handlingar: Mapping[int, Row]) -> str:
    data = event.data
    row = handlingar[data["document"]]
    pieces = []
    for name, new in data["new"].items():
        if name == "title" and row["secrecy"]:
            pieces.append("titeln rättades")
            continue
        old = data["old"][name]
        before = f" från ”{old}”" if old is not None else ""
        pieces.append(f"{WORDS[name]} rättades{before} till ”{new}”")
    return f"{open_name(row)}: {listing(pieces)}: {data['reason']}"


def _voided(event: Event, handlingar: Mapping[int, Row]) -> str:
    return f"{_names(handlingar, event.data['documents'])} makulerades: {event.data['reason']}"


def _released(event: Event, handlingar: Mapping[int, Row]) -> str:
    data = event.data
    return _with(
        f"{data['address']} lämnades ut till {data['recipient']}",
        f"sekretessen prövad av {data['tried_by']}",
        f"utan {listing(data['withheld'])}" if data["withheld"] else None,
        data["note"],
    )


def _cleaned(event: Event, handlingar: Mapping[int, Row]) -> str:
    left = listing(event.data["removed"])
    return f"det som en avbruten registrering lämnade flyttades undan: {left}"


_TOLD: Mapping[EventKind, Callable[[Event, Mapping[int, Row]], str]] = {
    EventKind.OPENED: _opened,
    EventKind.APPROVED: _approved,
    EventKind.REGISTERED: _registered,
    EventKind.PUT_FORWARD: _put_forward,
    EventKind.FILED: _filed,
    EventKind.NUMBERED: _numbered,
    EventKind.NOTED: _noted,
    EventKind.CORRECTED: _corrected,
    EventKind.VOIDED: _voided,
    EventKind.RELEASED: _released,
    EventKind.CLEANED: _cleaned,
}
