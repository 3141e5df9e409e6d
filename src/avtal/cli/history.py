"""`avtal history`: how a field or a document went through the registered versions of a case."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import TYPE_CHECKING

from avtal.cli.command import Answer, command
from avtal.cli.lines import local_time
from avtal.cli.options import COPY, PLACE
from avtal.cli.swedish import Option, argument

if TYPE_CHECKING:
    from avtal.case.stamp import Copy
    from avtal.compare.content.fields import Change
    from avtal.compare.history import Step
    from avtal.making.manifest import RegisteredDocument
    from avtal.register.opening import RegisterPlace


@dataclass(frozen=True)
class _Result:
    case_number: str
    copy: Copy
    field: str | None
    document: str | None
    versions: list[_Version]


@dataclass(frozen=True)
class _Version:
    version: int
    registered_at: str
    registered_by: str
    purposes: list[_Purpose]
    value: str | None
    made: list[_Document]
    gone: tuple[str, ...]
    others: list[_Other]
    changes: list[_Change] | None


@dataclass(frozen=True)
class _Purpose:
    purpose: str
    date: str


@dataclass(frozen=True)
class _Document:
    key: str
    version: str
    item: int | None
    sha256: str | None


@dataclass(frozen=True)
class _Other:
    kind: str
    name: str


@dataclass(frozen=True)
class _Change:
    kind: str
    about: str
    field: str
    label: str
    old: str | None
    new: str | None


@command(
    argument("case_number", "DNR"),
    Option(
        "--field FÄLT",
        None,
        "Visa bara fältet, som det står inom parentes: atgardsplan.åtgärder.A1.klar.",
    ),
    Option("--document HANDLING", None, "Visa bara handlingen.", name="key"),
    COPY,
    PLACE,
)
def history(
    case_number: str, field: str | None, key: str | None, copy: Copy, place: RegisterPlace
) -> Answer:
    """Visa hur ärendets innehåll och handlingar har ändrats genom alla registrerade versioner.

    För varje version: när, av vem och för vad den registrerades, och vad som ändrades.
    """
    from avtal.compare.history import history as read_history
    from avtal.compare.telling import HISTORY
    from avtal.register.ledger.address import read_case_number

    number = read_case_number(case_number)
    steps = read_history(place, number, copy, field, key)
    return Answer(
        lambda: _Result(number, copy, field, key, [_version(step, copy) for step in steps]),
        chain(
            [HISTORY[copy]],
            (
                line
                for before, step in pairwise((None, *steps))
                if step is not None
                for line in _lines(before, step, field, copy)
            ),
        ),
    )


def _lines(before: Step | None, step: Step, field: str | None, copy: Copy) -> Iterator[str]:
    purposes = ", ".join(f"{purpose} {day}" for purpose, day in step.purposes)
    when = local_time(step.registered_at)
    yield f"Version {step.number}, registrerad {when} av {step.registered_by}: {purposes}"
    if field is None:
        yield from _document_lines(step, copy)
    elif not step.changes:  # else what it was and is stands among them
        same = before is not None and (before.label, before.value) == (step.label, step.value)
        said = "oförändrat" if same else step.value if step.value is not None else "inget"
        yield f"  {step.label or field}: {said}".replace("\n", "\n    ")
    if step.changes is None:
        yield "  innehållet i den här eller föregående version kan inte läsas av det här programmet"
    for change in step.changes or ():
        yield f"  {change.label} ({change.name})"
        yield f"    tidigare: {change.old or 'inget'}".replace("\n", "\n      ")
        yield f"    ny: {change.new or 'inget'}".replace("\n", "\n      ")


def _document_lines(step: Step, copy: Copy) -> Iterator[str]:
    for one in step.made:
        number = f", handling {one.item}" if one.item else ""
        title = _title(one, copy)
        yield f"  gjord för versionen: {title} ({one.key}), version {one.version}{number}"
    for key in step.gone:
        yield f"  utgår: {key}"
    for other in step.others:
        yield f"  {_OTHERS[other.kind]} {other.name} är en annan än i versionen före"


_OTHERS = {"template": "mallen för", "words": "ordlistan", "profile": "lagprofilen"}


def _title(document: RegisteredDocument, copy: Copy) -> str:
    """Return what a document may be called in the copy."""
    from avtal.case.stamp import Copy

    if copy is Copy.PUBLIC and document.secrecy:
        return document.open_title or "uppgift utelämnad"
    return document.title


def _digest(document: RegisteredDocument, copy: Copy) -> str | None:
    """Return the SHA-256 of the file of the copy: that of a secret text can confirm a guess."""
    from avtal.case.stamp import Copy

    if copy is Copy.FULL:
        return document.sha256
    if document.public is not None:
        return document.public.sha256
    return document.sha256 if document.disclosed == "hela" and not document.secrecy else None


def _version(step: Step, copy: Copy) -> _Version:
    return _Version(
        step.number,
        step.registered_at,
        step.registered_by,
        [_Purpose(purpose, day) for purpose, day in step.purposes],
        step.value,
        [_Document(one.key, one.version, one.item, _digest(one, copy)) for one in step.made],
        step.gone,
        [_Other(one.kind, one.name) for one in step.others],
        None if step.changes is None else [_change(one) for one in step.changes],
    )


def _change(one: Change) -> _Change:
    return _Change(one.kind, one.about.value, one.name, one.label, one.old, one.new)
