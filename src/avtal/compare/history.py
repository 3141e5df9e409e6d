"""How the content and the documents of a case went through all its registered versions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Literal, NamedTuple

from avtal.case.kinds import BY_KEY
from avtal.case.load import Case
from avtal.case.stamp import Copy
from avtal.case.workspace import PROFILES_FOLDER, SOURCES, WORDS_FOLDER
from avtal.compare.content.fields import FACTS, Change, by_key, field_changes, label_of
from avtal.compare.content.saying import Saying
from avtal.language.hints import suggest
from avtal.making.manifest import RegisteredDocument
from avtal.model.base import MarkedProse, Model, SecretMark
from avtal.model.description import described, renamed
from avtal.problems import EnvironmentProblem, clean
from avtal.register.acts.revisions import Version, read_version
from avtal.register.ledger import queries
from avtal.register.ledger.entry import damaged
from avtal.register.ledger.queries import Row
from avtal.register.opening import RegisterPlace, existing


class Other(NamedTuple):
    """A template, word list or law profile, by the name of its file."""

    kind: Literal["template", "words", "profile"]
    name: str


_KINDS: Mapping[str, Literal["template", "words", "profile"]] = {
    f"{SOURCES}/templates": "template",
    f"{SOURCES}/content/{WORDS_FOLDER}": "words",
    f"{SOURCES}/content/{PROFILES_FOLDER}": "profile",
}


@dataclass(frozen=True, slots=True)
class Step:
    """A registered version in the history of a case.

    `registered_at` is the moment when it was registered; the days that it was registered for stand
    with its `purposes`.
    `changes` are those since the version before; there are none in the first one, and None where
    this program cannot read what one of the two was made of. `label` and `value` are those of the
    field that was asked for, None where the version does not have it. `made` are the documents that
    were made anew for the version, `gone` those that the version before had and this one has not.
    `others` are what else than the content of the case is another than in the version before.
    """

    number: int
    registered_at: str
    registered_by: str
    purposes: tuple[tuple[str, str], ...]
    made: tuple[RegisteredDocument, ...]
    gone: tuple[str, ...]
    others: tuple[Other, ...]
    changes: tuple[Change, ...] | None
    label: str | None
    value: str | None


def history(
    place: RegisterPlace, case_number: str, copy: Copy, field: str | None, key: str | None
) -> list[Step]:
    """Return every version of a case in order, with what became of a field or a document.

    `field` is its path as a comparison writes it: `atgardsplan.åtgärder.A1.klar`. Raises
    EnvironmentProblem where there is no such case, field or document, or where a version is not as
    it was registered.
    """
    with existing(place) as register, register.ledger.reading() as connection:
        case = queries.the_case(connection, case_number)
        rows = queries.versions(connection, case_number)
        presented = queries.presentations(connection, case_number)
        marked = {
            (row["version"], row["key"]): row for row in queries.documents(connection, case_number)
        }
    if not rows:
        raise EnvironmentProblem(
            f"ärendet {case_number} har inga versioner, bara filer", f"avtal show '{case_number}'"
        )
    versions = [
        read_version(register.store.version(case["folder"], row["number"]), row["manifest_sha256"])
        for row in rows
    ]
    if key is not None:
        registered = (one.key for version in versions for one in version.manifest.documents)
        known = dict.fromkeys((*BY_KEY, *registered))
        if key not in known:
            raise EnvironmentProblem(f"handlingen ”{clean(key)}” finns inte", suggest(key, known))
    path = field.split(".") if field is not None else []
    if path:
        _refuse_unknown(versions, path, copy)
    steps = [
        replace(step, made=tuple(_as_registered(one, marked) for one in step.made))
        for step in _steps(versions, presented, copy, path, key)
    ]
    return steps if copy is Copy.FULL else list(_without_secret(steps, versions, marked, path))


def _without_secret(
    steps: Sequence[Step],
    versions: Sequence[Version],
    marked: Mapping[tuple[int, str], Row],
    path: Sequence[str],
) -> Iterator[Step]:
    """Yield the steps without what was found to be secret afterwards: its content does not say so.

    Raises EnvironmentProblem where only that is asked for.
    """
    before: set[str] = set()
    for step, version in zip(steps, versions, strict=True):
        here = {
            one.key
            for one in version.manifest.documents
            if (row := marked.get((one.made_in, one.key))) and row["secrecy"] and not one.secrecy
        }
        if path and path[0] in here:
            raise EnvironmentProblem(
                f"{path[0]} är hemlig i version {version.manifest.number}, så fältet visas inte",
                "ange --copy fullstandig, eller ett fält i en annan handling",
            )
        secret, before = here | before, here
        changes = step.changes and tuple(
            one for one in step.changes if one.name.partition(".")[0] not in secret
        )
        yield replace(step, changes=changes)


def _as_registered(
    document: RegisteredDocument, marked: Mapping[tuple[int, str], Row]
) -> RegisteredDocument:
    """Return a document with what the register says of it now: it may have become secret."""
    row = marked.get((document.made_in, document.key))
    if row is None:
        raise damaged(f"{document.key} i version {document.made_in} saknas i diariet")
    now = {name: row[name] for name in ("title", "open_title", "secrecy")}
    return document.model_copy(update=now)


def _steps(
    versions: Sequence[Version],
    presented: Sequence[Row],
    copy: Copy,
    path: Sequence[str],
    key: str | None,
) -> Iterator[Step]:
    before: Version | None = None
    for version in versions:
        manifest = version.manifest
        documents = [one for one in manifest.documents if key in (None, one.key)]
        earlier = before.manifest.documents if before else ()
        here = {one.key for one in documents}
        found = _look_up(version.content, path, copy) if path and version.content else _Found()
        yield Step(
            manifest.number,
            manifest.registered_at,
            manifest.registered_by,
            tuple(
                (one["purpose"], one["day"])
                for one in presented
                if one["number"] == manifest.number
            ),
            tuple(one for one in documents if one.made_in == manifest.number),
            tuple(o.key for o in earlier if o.key not in here and key in (None, o.key)),
            () if path else _others(before, version, key),
            _changes(before, version, copy, path, key),
            found.label,
            found.text,
        )
        before = version


def _others(before: Version | None, now: Version, key: str | None) -> tuple[Other, ...]:
    """Return what all cases share that is another; of one document not the templates of others."""
    if before is None:
        return ()
    old, new = map(_shared, (before, now))
    found = (one for one in sorted({*old, *new}) if old.get(one) != new.get(one))
    return tuple(
        one
        for one in found
        # A template alone is of a document that came or went.
        if one.kind != "template" or (key in (None, one.name) and one in old and one in new)
    )


def _shared(version: Version) -> dict[Other, str]:
    """Return the SHA-256 of what a version was made of beside the content of its case."""
    found = {}
    for source in version.manifest.sources:
        path = PurePosixPath(source.file)
        kind = _KINDS.get(path.parent.as_posix())
        if kind is not None:
            found[Other(kind, path.stem)] = source.sha256
    return found


def _changes(
    before: Version | None, now: Version, copy: Copy, path: Sequence[str], key: str | None
) -> tuple[Change, ...] | None:
    if before is None:
        return ()
    if before.content is None or now.content is None:
        return None
    return tuple(
        change
        for change in field_changes(before.content, now.content, copy)
        if key in (None, change.key) and _touches(change, path)
    )


def _touches(change: Change, path: Sequence[str]) -> bool:
    """Tell whether a change is in what the path leads to, or of something that it leads through."""
    full = (change.key, *change.path)
    shared = min(len(full), len(path))
    whole = len(full) >= len(path) or change.kind in {"added", "removed"}
    return whole and list(full[:shared]) == list(path[:shared])


def _refuse_unknown(versions: Sequence[Version], path: Sequence[str], copy: Copy) -> None:
    """Raise where no version has the field, with what could have been meant."""
    known: dict[str, None] = {}
    wrong = path[0]
    for version in versions:
        if version.content is None:
            continue
        found = _look_up(version.content, path, copy)
        if found.missing is None:
            return
        known |= dict.fromkeys(found.known)
        wrong = found.missing
    full = ".".join(path)
    raise EnvironmentProblem(
        f"fältet ”{clean(full, None)}” finns inte i någon version",
        suggest(wrong, known, none="fältet har inga delar"),
    )


@dataclass(frozen=True, slots=True)
class _Found:
    """What a path leads to, as its label and in words; else the step that is missing.

    `known` are the steps that there are in its place.
    """

    label: str | None = None
    text: str | None = None
    missing: str | None = None
    known: Sequence[str] = ()


def _look_up(case: Case, path: Sequence[str], copy: Copy) -> _Found:
    """Return what a path leads to."""
    saying = Saying(case, copy)
    roots: dict[str, Model] = {FACTS: case.facts, **case.documents}
    shown_roots = {key: one for key, one in roots.items() if not saying.is_hidden(one)}
    key, *steps = path
    if key not in shown_roots:
        return _Found(missing=key, known=list(shown_roots))
    here = _Inner("", shown_roots[key], None)
    labels = []
    for written in steps:
        step = _todays(here.value, written)
        inner = _inner(saying, here.value)
        if step not in inner:
            return _Found(missing=step, known=list(inner))
        here = inner[step]
        labels.append(here.label)
    text = here.text
    if text is None and isinstance(here.value, Model):
        text = saying.whole(here.value)
    return _Found(label_of(key, labels), text)


def _todays(value: object, name: str) -> str:
    """Return what a field is called today, given that or a name that it had."""
    now = renamed(type(value)).get(name) if isinstance(value, Model) else None
    return now[0].alias if now else name


class _Inner(NamedTuple):
    """Something within a value: what it is called, what it is, and the same in words."""

    label: str
    value: object
    text: str | None


def _inner(saying: Saying, value: object) -> dict[str, _Inner]:
    """Return what a value has in it: a thing its fields, a list its things."""
    if isinstance(value, Model) and not isinstance(value, MarkedProse | SecretMark):
        found: dict[str, _Inner] = {}
        for alias, field in described(type(value)).items():
            if saying.shows(field):
                inner = saying.value(value, field.name)
                found[alias] = _Inner(field.label, inner, saying.text(field, inner))
        return found
    if isinstance(value, tuple) and all(isinstance(one, Model) for one in value):
        return {
            key: _Inner(saying.entry(key, one), one, saying.whole(one))
            for key, one in by_key(value).items()
        }
    return {}
