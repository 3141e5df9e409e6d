"""What changed in meaning between two cases: field by field, the gravest first.

Things are recognised by their ids, so that one that stands elsewhere in a list has moved, and one
that has also been edited is both moved and edited.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from avtal.case.kinds import BY_KEY
from avtal.case.load import Case
from avtal.case.stamp import Copy
from avtal.compare.content.kinds import WEIGHTS, Subject, of_text, subject_of
from avtal.compare.content.saying import Saying
from avtal.compare.content.sources import SourceLine, Sources
from avtal.compare.documents.marks import Stretch, find_moved, word_marks
from avtal.language.swedish import sentence_start
from avtal.model.base import Item, MarkedProse, Model, SecretMark
from avtal.model.references import reference_fields

FACTS = "arende"
"""What the shared facts are called where documents are called by their keys."""


@dataclass(frozen=True, slots=True)
class Change:
    """A field, an entry of a list or a whole document that is not as it was.

    `kind` is what it is `about`, or that something was added, removed or moved. `key` is the
    document whose file has it, or `arende`; `path` leads to it by ids instead of places. The values
    are as a reader sees them, None where there was nothing; `marks` are the words that differ.
    """

    about: Subject
    kind: str
    key: str
    path: tuple[str, ...]
    label: str
    old: str | None
    new: str | None
    marks: tuple[Stretch, ...] = ()
    before: SourceLine | None = None
    after: SourceLine | None = None

    @property
    def name(self) -> str:
        """The field's name in the case: `atgardsplan.åtgärder.A1.klar`."""
        return ".".join((self.key, *self.path))


def field_changes(old: Case, new: Case, copy: Copy) -> list[Change]:
    """Return every change of the content that the copy may show, the gravest first."""
    found: list[Change] = []
    sides = (_Side(old, copy), _Side(new, copy))
    _FieldComparer(*sides, FACTS, found.append).models(old.facts, new.facts, _Place())
    for key in dict.fromkeys([*old.documents, *new.documents]):
        before, after = (side.document(key) for side in sides)
        comparing = _FieldComparer(*sides, key, found.append)
        if before and after:
            comparing.models(before, after, _Place())
        elif before or after:
            comparing.document(before, after)
    return sorted(found, key=lambda change: WEIGHTS[change.about])


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in a file the comparison is: by ids, as a label, and what all there is about."""

    path: tuple[str, ...] = ()
    label: tuple[str, ...] = ()
    about: Subject | None = None

    def step(self, name: str, label: str | None = None, about: Subject | None = None) -> _Place:
        return _Place(
            (*self.path, name), (*self.label, label or name), self.about or about
        )  # fmt: skip


class _Side:
    """One of the two cases: what it says, and where everything in it stands."""

    def __init__(self, case: Case, copy: Copy) -> None:
        self.saying = Saying(case, copy)
        self.sources = Sources(case)
        self._case = case

    def document(self, key: str) -> Model | None:
        """Return what a document holds; None where the case, or the copy, does not have it."""
        document = self._case.documents.get(key)
        return None if document is None or self.saying.is_hidden(document) else document


class _FieldComparer:
    """Compares one file of the two cases, and tells each change as it is found."""

    def __init__(self, old: _Side, new: _Side, key: str, found: Callable[[Change], None]) -> None:
        self._old, self._new, self._key, self._found = old, new, key, found

    def document(self, before: Model | None, after: Model | None) -> None:
        """Tell of a document that only one of the cases has."""
        self._whole(_Place(about=Subject.COMMITMENT), before, after)

    def models(self, old: Model, new: Model, place: _Place) -> None:
        """Tell what differs between two versions of the same thing."""
        for name, info in type(new).model_fields.items():
            alias = info.alias or name
            if self._old.saying.shows(alias):
                self._field(old, new, name, alias, place)

    def _field(self, old: Model, new: Model, name: str, alias: str, place: _Place) -> None:
        before, after = self._old.saying.value(old, name), self._new.saying.value(new, name)
        if _has_things(before) or _has_things(after):
            # What a thing is about is told by itself, unless the table says it of the field.
            inner = place.step(alias, about=subject_of(type(new), alias, ()))
            if isinstance(before, tuple) or isinstance(after, tuple):
                self._entries(_entries_of(before), _entries_of(after), inner)
                return
            if isinstance(before, Model) and isinstance(after, Model):
                self.models(before, after, inner)
                return
        about = subject_of(type(new), alias, (before, after))
        place = place.step(alias, about=about)
        self._value(old, new, name, place)
        for mark in ("secrecy", "origin"):
            marks = [getattr(one, mark, None) for one in (before, after)]
            if isinstance(before, MarkedProse) or isinstance(after, MarkedProse):
                self._mark(old, new, place, mark, marks)

    def _mark(
        self, old: Model, new: Model, place: _Place, name: str, marks: Sequence[object]
    ) -> None:
        """Tell of the mark on a text: that it is secret, or that it is not confirmed."""
        alias = str(MarkedProse.model_fields[name].alias)
        texts = [self._new.saying.plain(mark) for mark in marks]
        if texts[0] == texts[1] or not self._old.saying.shows(alias):
            return
        field = place.path[-1]
        inner = replace(place, about=None).step(alias)
        sources = self._old.sources.of(old, field), self._new.sources.of(new, field)
        self._tell(inner, Subject.WORDING, "", (texts[0], texts[1], ()), *sources)

    def _value(self, old: Model, new: Model, name: str, place: _Place) -> None:
        """Tell of a single value, a text or a list of words that differs."""
        alias = place.path[-1]
        values = self._old.saying.value(old, name), self._new.saying.value(new, name)
        before = self._old.saying.text(old, name, values[0])
        after = self._new.saying.text(new, name, values[1])
        # Another name of a thing is told once, of the thing itself, not wherever it is referred to.
        refers = name in reference_fields(type(new))
        if before == after or (refers and values[0] == values[1]):
            return
        about, kind = place.about, ""
        marks: tuple[Stretch, ...] = ()
        if before is not None and after is not None:
            if isinstance(values[1], tuple) and _same_words(*values):
                kind = "order"
            elif not refers:
                marks = word_marks(before, after)
                about = about or of_text(marks)
        sources = self._old.sources.of(old, alias), self._new.sources.of(new, alias)
        self._tell(place, about, kind, (before, after, marks), *sources)

    def _entries(self, old: Sequence[Model], new: Sequence[Model], place: _Place) -> None:
        """Tell what differs between two lists of things."""
        before, after = by_key(old), by_key(new)
        places = [{key: n for n, key in enumerate(side, 1)} for side in (before, after)]
        elsewhere = find_moved(list(before), list(after))
        for key in dict.fromkeys([*after, *before]):
            was, now = before.get(key), after.get(key)
            thing = now if now is not None else was
            assert thing is not None
            name = (self._new if now is not None else self._old).saying.name(thing)
            inner = place.step(key, f"{key} ({name})" if name and name != key else key)
            if was is None or now is None:
                self._whole(inner, was, now)
                continue
            if key in elsewhere:
                self._move(inner, was, now, [str(side[key]) for side in places])
            self.models(was, now, inner)

    def _move(self, place: _Place, old: Model, new: Model, numbers: Sequence[str]) -> None:
        before, after = (f"plats {number}" for number in numbers)
        about = place.about or subject_of(type(new), "", ())
        sources = self._old.sources.of(old), self._new.sources.of(new)
        self._tell(place, about, "order", (before, after, ()), *sources)

    def _whole(self, place: _Place, old: Model | None, new: Model | None) -> None:
        """Tell of a thing that only one of the cases has."""
        thing = old if old is not None else new
        assert thing is not None
        about = place.about or subject_of(type(thing), "", ())
        texts = (
            self._old.saying.whole(old) if old is not None else None,
            self._new.saying.whole(new) if new is not None else None,
            (),
        )
        before = self._old.sources.of(old) if old is not None else None
        after = self._new.sources.of(new) if new is not None else None
        self._tell(place, about, "added" if old is None else "removed", texts, before, after)

    def _tell(
        self,
        place: _Place,
        about: Subject | None,
        kind: str,
        values: tuple[str | None, str | None, tuple[Stretch, ...]],
        before: SourceLine | None,
        after: SourceLine | None,
    ) -> None:
        document = BY_KEY.get(self._key)
        about = about or Subject.WORDING
        head = sentence_start(document.noun) if document else "Ärendet"
        label = " › ".join((head, *place.label))
        self._found(
            Change(about, kind or about.value, self._key, place.path, label, *values, before, after)
        )


def _has_things(value: object) -> bool:
    """Tell whether a value is, or lists, things with fields of their own."""
    values = value if isinstance(value, tuple) else (value,)
    return any(isinstance(one, Model) and not isinstance(one, _TEXTS) for one in values)


# Told as one value, although they have fields.
_TEXTS = (MarkedProse, SecretMark)


def _entries_of(value: object) -> tuple[Model, ...]:
    return value if isinstance(value, tuple) else ()


def _same_words(old: object, new: object) -> bool:
    return sorted(map(str, _entries_of(old))) == sorted(map(str, _entries_of(new)))


def by_key(entries: Sequence[Model]) -> Mapping[str, Model]:
    """Return the entries of a list by what tells them apart: an id, or the field that says so.

    Where neither is there, it is the first field. The second of two that are the same has a number.
    """
    found: dict[str, Model] = {}
    for entry in entries:
        key = name = str(_own_key(entry))
        number = 2
        while key in found:
            key, number = f"{name}#{number}", number + 1
        found[key] = entry
    return found


def _own_key(entry: Model) -> object:
    if isinstance(entry, Item):
        return entry.id
    if entry.distinct_by is not None:
        return getattr(entry, entry.distinct_by)
    names = [name for name in type(entry).model_fields if name not in {"origin", "secrecy"}]
    return getattr(entry, names[0])
