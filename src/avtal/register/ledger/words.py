"""What the register says in words: the names of its columns, statuses, and decisions."""

from __future__ import annotations

from collections.abc import Mapping

from avtal.language.swedish import PARTICIPLES, participle
from avtal.model.decision import Outcome
from avtal.register.events.kinds import NoteEntered
from avtal.register.events.records import DecisionTaken
from avtal.register.kinds import Noted

WORDS = {
    "answers": "vad den svarar på",
    "avtal_version": "versionen av avtal",
    "case_number": "diarienumret",
    "content_sha256": "innehållets kontrollsumma",
    "copy": "kopian",
    "dated": "dagen i handlingen",
    "day": "dagen",
    "decision": "beslutet",
    "direction": "riktningen",
    "document": "handlingen",
    "event": "händelsen",
    "filing": "filens nummer",
    "folder": "mappen",
    "id": "platsen i registret",
    "item": "handlingsnumret",
    "item_pattern": "mönstret för handlingsnummer",
    "key": "slaget av handling",
    "label": "handlingens version",
    "manifest_sha256": "manifestets kontrollsumma",
    "municipality": "kommunen",
    "name": "filnamnet",
    "note": "anteckningen",
    "number": "versionens nummer",
    "open_title": "den öppna titeln",
    "place": "ordningen",
    "purpose": "ändamålet",
    "reason": "skälet",
    "recipient": "mottagaren",
    "registered_at": "tidpunkten för registreringen",
    "registered_by": "vem som registrerade",
    "reply_by": "sista dagen för svar",
    "secrecy": "sekretessmarkeringen",
    "sender": "avsändaren",
    "sequence": "händelsens nummer",
    "sha256": "filens kontrollsumma",
    "size": "filens storlek",
    "status": "statusen",
    "title": "titeln",
    "type": "typen",
    "version": "versionen den gjordes i",
    "voided": "makuleringen",
    "withheld": "vem som inte får visas",
}

CASE_WORDS = {"name": "innehållets mapp"}
"""What columns of cases are called that have another name elsewhere."""

_NOT_ADOPTED: Mapping[str, str] = {
    Outcome.REMITTED: Noted.REMITTED.value,
    Outcome.TABLED: "bordlagd",
    Outcome.REJECTED: "avslagen",
}
"""What a handling is when a body met on it and did not adopt it."""


def status_noted(noted: NoteEntered) -> str:
    """Return the status that a note gives a handling: of a decision, what was decided."""
    if noted.status is Noted.DECIDED and noted.outcome is not None:
        return _NOT_ADOPTED.get(noted.outcome, noted.status.value)
    return noted.status.value


def decision_in_words(decision: DecisionTaken) -> str:
    """Return a decision on a document: `godkänd av kommunstyrelsen 2018-12-03 § 187, …`."""
    known = decision.done in PARTICIPLES
    done = participle(decision.done, neuter=decision.neuter) if known else f"({decision.done})"
    return f"{done} av {decision.body} {decision.day} § {decision.paragraph}, {decision.outcome}"


def note_in_words(noted: NoteEntered) -> str:
    """Return a decision that was noted: `kommunstyrelsen 2018-12-03 § 187, enligt förslag`."""
    paragraph = f" § {noted.paragraph}" if noted.paragraph else ""
    where = f"{noted.body or ''} {noted.day}".strip()
    return ", ".join(filter(None, [f"{where}{paragraph}", noted.outcome]))
