"""A comparison in words: what states and kinds are called, and the same list as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from avtal.case.stamp import Copy
from avtal.compare.causes import Cause
from avtal.compare.comparison import ComparedDocument, Comparison, ShownChange
from avtal.compare.content.kinds import NAMES
from avtal.compare.documents.marks import Stretch
from avtal.compare.documents.pairs import State
from avtal.compare.documents.worklist import Task
from avtal.compare.places import Seen
from avtal.compare.redlines.proof import Fault
from avtal.compare.sides.received import SideDocument
from avtal.compare.sides.side import Side
from avtal.language.swedish import listing
from avtal.problems import Problem, clean

STATES: Mapping[State, str] = {
    State.SAME: "oförändrad",
    State.STAMP: "bara stämpeln (version, datum, status) är en annan",
    State.FORM: "bara formen är en annan, orden är desamma",
    State.UNSEEN: "ser likadan ut, men är det inte",
    State.CHANGED: "ändrad",
    State.ADDED: "ny",
    State.REMOVED: "borttagen",
    State.TRACKED: "har spårade ändringar som inte är avgjorda",
}

MANY: Mapping[State, str] = {
    State.SAME: "oförändrade",
    State.STAMP: "med bara en annan stämpel",
    State.FORM: "med bara en annan form",
    State.UNSEEN: "som ser likadana ut, men inte är det",
    State.CHANGED: "ändrade",
    State.ADDED: "nya",
    State.REMOVED: "borttagna",
    State.TRACKED: "med spårade ändringar som inte är avgjorda",
}
"""The same of several documents, after their number."""

TASKS: Mapping[str, str] = {
    "change": "spårad ändring",
    "move": "spårad flyttning",
    "form": "spårad formändring",
    "comment": "kommentar",
    "untracked": "ändring som inte är spårad",
}

MARKED: Mapping[Copy, str] = {
    Copy.FULL: "Jämförelse av fullständiga kopior. Den kan innehålla sekretessbelagda uppgifter.",
    Copy.PUBLIC: "Jämförelse av offentliga kopior.",
}

UNPLACED: Mapping[Seen, str] = {
    "stamp": "Syns bara i stämpeln (diarienummer, datum, status).",
    "nowhere": "Syns inte i någon handling.",
    "unknown": "Det går inte att säga var just den här ändringen syns.",
}
"""What is said of a change that no paragraph is known to show."""

VERDICTS = {"accepted": "när alla ändringar godkänns", "rejected": "när alla ändringar avvisas"}


def kind_name(change: ShownChange) -> str:
    """Return what a change is, in Swedish: tillagt (åtagande)."""
    about, kind = NAMES[change.change.about.value], NAMES[change.change.kind]
    return kind if about == kind else f"{kind} ({about})"


def task_name(task: Task) -> str:
    """Return what a task is in Swedish, of whom, and of a comment what has become of it.

    kommentar av Per Ek 2026-01-01 10.00 (besvarad)
    """
    if task.kind == "untracked":
        return TASKS[task.kind]
    fates = [("besvarad", task.replies), ("markerad som löst", task.is_resolved)]
    fate = ", ".join(word for word, so in fates if so)
    named = f"{TASKS[task.kind]} av {who_and_when(task.author, task.at)}"
    return f"{named} ({fate})" if fate else named


def who_and_when(author: str, at: str) -> str:
    """Return who did something and when, as people write it: Per Ek 2026-01-01 10.00.

    A file from outside can have any author and time; what cannot be seen in them is a dot.
    """
    try:
        at = datetime.fromisoformat(at).strftime("%Y-%m-%d %H.%M")
    except ValueError:  # no time at all, or none that is one
        at = clean(at)
    return f"{clean(author, 80)} {at}".rstrip()


def unplaced(told: ShownChange, comparison: Comparison) -> str:
    """Return in a sentence that a change shows in no paragraph; nothing where it does."""
    seen = told.where.seen
    if seen == "nowhere" and len(comparison.documents) == 1:
        return "Syns inte i handlingen."
    return UNPLACED.get(seen, "")


def cause_said(cause: Cause, comparison: Comparison) -> str:
    """Return what else than the content is another, as a part of a sentence."""
    titles = {one.pair.key: one.pair.title for one in comparison.documents}
    if cause.kind == "words":
        return f"ordlistan {cause.name} är en annan, vilket inte ändrar någon handling"
    if cause.kind == "template":
        said = f"mallen för {titles[cause.name]} är en annan"
        return said if cause.documents else f"{said}, men handlingen läses likadant"
    listed = listing(titles[key] for key in cause.documents)
    return f"{listed} skiljer sig av något annat än innehållet och mallen"


def document_said(document: ComparedDocument) -> str:
    """Return what has become of a document, with its version where that is another."""
    pair = document.pair
    versions = [one.version for one in (pair.old, pair.new) if one is not None]
    said = STATES[pair.state]
    if len(versions) == 2 and all(versions) and versions[0] != versions[1]:
        said += f"; version {versions[0]} → {versions[1]}"
    return said


def redline_said(document: ComparedDocument) -> str:
    """Return what came of the redline of a document in a sentence; nothing if none was tried."""
    redline = document.redline
    if redline is None:
        return ""
    if redline.failure:
        return (
            f"Ingen ändringsmarkerad fil: {redline.failure}. Båda texterna står här i sin helhet."
        )
    if redline.data is None:
        return (
            "Ingen ändringsmarkerad fil: den blev inte rätt till varje ord. Båda texterna står här "
            "i sin helhet."
        )
    if redline.proof and redline.proof.strength == "blank":
        return (
            "Den ändringsmarkerade filen är prövad: godkänd ger den den nya texten och avvisad "
            "den tidigare, så när som på tomma stycken."
        )
    return (
        "Den ändringsmarkerade filen är prövad: godkänd ger den den nya texten och avvisad den "
        "tidigare, ord för ord."
    )


def as_json(comparison: Comparison, files: Mapping[str, str], folder: str | None) -> dict[str, Any]:
    """Return a comparison as JSON can hold it; `files` are the redlines by document."""
    changes = comparison.changes
    return {
        "folder": folder,
        "copy": comparison.copy.value,
        "differs": comparison.differs,
        "old": _side(comparison.old),
        "new": _side(comparison.new),
        "changes": None if changes is None else [_change(one) for one in changes],
        "findings": {
            "appeared": [_finding(one) for one in comparison.findings.appeared],
            "gone": [_finding(one) for one in comparison.findings.gone],
            "changed": [
                {"old": _finding(old), "new": _finding(new)}
                for old, new in comparison.findings.changed
            ],
        },
        "causes": [
            {"kind": one.kind, "name": one.name or None, "documents": one.documents}
            for one in comparison.causes
        ],
        "documents": [_document(one, files.get(one.pair.key)) for one in comparison.documents],
        "worklist": [_task(task) for one in comparison.documents for task in one.tasks],
    }


def _side(side: Side) -> dict[str, Any]:
    return {"name": side.name, "identity": {what: value for what, value in side.facts}}


def _change(one: ShownChange) -> dict[str, Any]:
    change = one.change
    return {
        "kind": change.kind,
        "about": change.about.value,
        "field": change.name,
        "label": change.label,
        "old": change.old,
        "new": change.new,
        "marks": _marks(change.marks),
        "before": _place(one.before),
        "after": _place(one.after),
        "seen": one.where.seen,
        "shown": [
            {
                "document": place.key,
                "side": place.side,
                "place": place.place,
                "text": place.text,
                "exact": place.exact,
            }
            for place in one.where.places
        ],
    }


def _place(place: tuple[str, int] | None) -> dict[str, Any] | None:
    return {"file": place[0], "line": place[1]} if place else None


def _marks(marks: Sequence[Stretch]) -> list[dict[str, str]]:
    return [{"op": mark.op, "text": mark.text} for mark in marks]


def _finding(problem: Problem) -> dict[str, Any]:
    return {
        "code": problem.code,
        "severity": problem.severity,
        "about": problem.about or None,
        "file": problem.file,
        "line": problem.position.line if problem.position else None,
        "message": problem.message,
    }


def _document(one: ComparedDocument, file: str | None) -> dict[str, Any]:
    redline = one.redline
    proof = redline.proof if redline else None
    return {
        "key": one.pair.key,
        "title": one.pair.title,
        "state": one.pair.state.value,
        "old": _version(one.pair.old),
        "new": _version(one.pair.new),
        "redline": file,
        "proof": None if proof is None else proof.strength,
        "failure": (redline.failure or None) if redline else None,
        "faults": [fault_as_json(fault) for fault in proof.faults] if proof else [],
        "rows": [
            {
                "state": row.state,
                "moved": row.moved,
                "place": row.unit.line.place(),
                "cells": [_marks(cell) for cell in row.cells],
            }
            for row in one.rows
            if row.state != "same"
        ],
    }


def _version(document: SideDocument | None) -> dict[str, Any] | None:
    if document is None:
        return None
    day = document.day.isoformat() if document.day else None
    return {
        "file": document.file,
        "version": document.version,
        "date": day,
        "item": document.item,
        "sha256": document.sha256,
    }


def fault_as_json(fault: Fault) -> dict[str, Any]:
    """Return a place where a redline is wrong as JSON can hold it."""
    return {
        "when": fault.verdict,
        "place": fault.place,
        "expected": fault.expected,
        "found": fault.found,
    }


def _task(task: Task) -> dict[str, Any]:
    return {
        "number": task.number,
        "document": task.key,
        "kind": task.kind,
        "author": task.author,
        "at": task.at or None,
        "place": task.place,
        "moved_to": task.moved_to or None,
        "marks": _marks(task.marks),
        "remarks": list(task.remarks),
        "comment": task.comment or None,
        "about": task.about or None,
        "replies": [
            {"author": one.author, "at": one.at or None, "comment": one.text}
            for one in task.replies
        ],
        "resolved": task.is_resolved,
        "sources": [{"file": file, "line": line} for file, line in task.sources],
        "decision": None,
    }
