"""A comparison as JSON can hold it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from avtal.compare.comparison import ComparedDocument, Comparison, ShownChange
from avtal.compare.documents.marks import Stretch
from avtal.compare.documents.unseen import Unseen
from avtal.compare.documents.worklist import Task
from avtal.compare.redlines.proof import Fault
from avtal.compare.sides.received import SideDocument
from avtal.compare.sides.side import Side
from avtal.compare.telling import fault_said
from avtal.problems import Problem
from avtal.word.stories.reading import Paragraph


def as_json(comparison: Comparison, files: Mapping[str, str], folder: str | None) -> dict[str, Any]:
    """Return a comparison as JSON can hold it; `files` are the redlines by document."""
    changes = comparison.changes
    return {
        "folder": folder,
        "copy": comparison.copy.value,
        "differs": comparison.differs,
        "shows_now_secret": comparison.shows_now_secret,
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
        "unseen": [_unseen(one, each) for one in comparison.documents for each in one.unseen],
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
        "form": list(one.form),
        "old": _version(one.pair.old),
        "new": _version(one.pair.new),
        "redline": file,
        "proof": None if proof is None else proof.strength,
        "failure": (redline.failure or None) if redline else None,
        "unseen_in_redline": [
            {"when": verdict, **unseen_as_json(each)} for verdict, each in proof.unseen
        ]
        if proof
        else [],
        "whole": [_whole(paragraph) for paragraph in redline.whole] if redline else [],
        "faults": [fault_as_json(fault) for fault in proof.faults] if proof else [],
        "rows": [
            {
                "state": row.state,
                "moved": row.moved,
                "place": row.unit.line.place(),
                "cells": [_marks(cell) for cell in row.cells],
                "form": list(row.form),
            }
            for row in one.rows
            if row.state != "same" or row.form
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
        "place": fault.where,
        "expected": fault.expected,
        "found": fault.found,
        "difference": fault_said(fault) or None,
    }


def _whole(paragraph: Paragraph) -> dict[str, str]:
    return {"place": paragraph.place, "text": paragraph.text}


def _unseen(document: ComparedDocument, one: Unseen) -> dict[str, Any]:
    return {"document": document.pair.key, **unseen_as_json(one)}


def unseen_as_json(one: Unseen) -> dict[str, Any]:
    """Return something that looks the same and is not as JSON can hold it."""
    return {
        "kind": one.kind,
        "grave": one.is_grave,
        "place": one.place,
        "about": one.about or None,
        "old": one.old,
        "new": one.new,
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
