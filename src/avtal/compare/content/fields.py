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
from avtal.compare.content.kinds import WEIGHTS, subject_of
from avtal.compare.content.saying import Saying
from avtal.compare.content.sources import SourceLine, Sources
from avtal.compare.content.wording import weigh
from avtal.compare.documents.marks import Stretch, find_moved, word_marks
from avtal.language.swedish import sentence_start
from avtal.model.base import Item, MarkedProse, Model, SecretMark
from avtal.model.description import FieldDescription, described
from avtal.model.marks import Subject

FACTS = "arende"
"""What the shared facts are called where documents are called by their keys."""
PROFILE = "lagprofil"
"""What the law profile is called there."""


@dataclass(frozen=True, slots=True)
class Change:
    """A field, an entry of a list or a whole document that is not as it was.

    `kind` is what it is `about`, or that something was added, removed or moved. `key` is the
    document whose file has it, `arende` or `lagprofil`; `path` leads to it by ids instead of
    places. The values are as a reader sees them, None where there was nothing; `marks` are the
    words that differ.
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
    """Return every change of the content that the copy may show, the gravest first.

    A law profile is compared with itself; that a case follows another one is one change.
    """
    found: list[Change] = []
    sides = (_Side(old, copy), _Side(new, copy))
    _FieldComparer(*sides, FACTS, found.append).models(old.facts, new.facts, _Place())
    if old.facts.law_profile == new.facts.law_profile:
        _FieldComparer(*sides, PROFILE, found.append).models(old.profile, new.profile, _Place())
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

    def step(self, name: str, label: str, about: Subject | None = None) -> _Place:
        return _Place((*self.path, name), (*self.label, label), self.about or about)

    def field(self, field: FieldDescription, about: Subject | None = None) -> _Place:
        return self.step(field.alias, field.label, about)


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
        for field in described(type(new)).values():
            if self._old.saying.shows(field) and not field.stamp_alone:
                self._field(old, new, field, place)

    def _field(self, old: Model, new: Model, field: FieldDescription, place: _Place) -> None:
        before, after = values = self._values(old, new, field)
        if _has_things(before) or _has_things(after):
            # What a thing is about is told by itself, unless the field is marked with it.
            inner = place.field(field, subject_of(type(new), field))
            if isinstance(before, tuple) or isinstance(after, tuple):
                self._entries(_entries_of(before), _entries_of(after), inner)
                return
            if isinstance(before, Model) and isinstance(after, Model):
                self.models(before, after, inner)
                return
        # What is marked on a thing is no part of what the thing is about.
        outer = replace(place, about=None) if field.is_mark else place
        place = outer.field(field, subject_of(type(new), field, values))
        self._value(old, new, field, place)
        if isinstance(before, MarkedProse) or isinstance(after, MarkedProse):
            self._marks(old, new, field, place)

    def _values(self, old: Model, new: Model, field: FieldDescription) -> tuple[object, object]:
        return self._old.saying.value(old, field.name), self._new.saying.value(new, field.name)

    def _sources(
        self, old: Model, new: Model, field: FieldDescription
    ) -> tuple[SourceLine, SourceLine]:
        return self._old.sources.of(old, field.alias), self._new.sources.of(new, field.alias)

    def _marks(self, old: Model, new: Model, field: FieldDescription, place: _Place) -> None:
        """Tell of the marks on a text: that it is secret, or that it is not confirmed."""
        texts = self._values(old, new, field)
        for mark in described(MarkedProse).values():
            before, after = (
                self._new.saying.plain(getattr(text, mark.name, None)) for text in texts
            )
            if mark.is_mark and before != after and self._old.saying.shows(mark):
                inner = replace(place, about=None).field(mark, mark.about)
                sources = self._sources(old, new, field)
                self._tell(inner, inner.about, "", (before, after, ()), *sources)

    def _value(self, old: Model, new: Model, field: FieldDescription, place: _Place) -> None:
        """Tell of a single value, a text or a list of words that differs."""
        values = self._values(old, new, field)
        before = self._old.saying.text(field, values[0])
        after = self._new.saying.text(field, values[1])
        # Another name of a thing is told once, of the thing itself, not wherever it is referred to.
        refers = field.refers_to is not None
        if before == after or (refers and values[0] == values[1]):
            return
        about, kind = place.about, ""
        marks: tuple[Stretch, ...] = ()
        if isinstance(values[1], tuple) and _same_words(*values):
            kind = "order"
        elif not refers:
            if before is not None and after is not None:
                marks = word_marks(before, after)
            about = _about_words(field, about, before or "", after or "")
        sources = self._sources(old, new, field)
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
            side = self._new if now is not None else self._old
            inner = place.step(key, side.saying.entry(key, thing))
            if was is None or now is None:
                self._whole(inner, was, now)
                continue
            if key in elsewhere:
                self._move(inner, was, now, [str(side[key]) for side in places])
            self.models(was, now, inner)

    def _move(self, place: _Place, old: Model, new: Model, numbers: Sequence[str]) -> None:
        before, after = (f"plats {number}" for number in numbers)
        about = place.about or new.mostly_about
        sources = self._old.sources.of(old), self._new.sources.of(new)
        self._tell(place, about, "order", (before, after, ()), *sources)

    def _whole(self, place: _Place, old: Model | None, new: Model | None) -> None:
        """Tell of a thing that only one of the cases has."""
        thing = old if old is not None else new
        assert thing is not None
        about = place.about or thing.mostly_about
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
        about = about or Subject.WORDING
        label = label_of(self._key, place.label)
        self._found(
            Change(about, kind or about.value, self._key, place.path, label, *values, before, after)
        )


def _about_words(
    field: FieldDescription, about: Subject | None, before: str, after: str
) -> Subject | None:
    """Return what a changed value is about, where its words may decide that.

    A name is no sentence, and says nothing of who must do what.
    """
    words = weigh(before, after)
    if words is not Subject.SENSE:
        return about or words
    return words if field.is_text and not field.called_by else about or Subject.WORDING


def label_of(key: str, steps: Sequence[str]) -> str:
    """Return what something in a file is called, by the labels that lead to it."""
    files = {FACTS: "Ärendet", PROFILE: "Lagprofilen"}
    first = files[key] if key in files else sentence_start(BY_KEY[key].noun)
    return " › ".join((first, *steps))


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
    """Return the entries of a list by what tells them apart: an id, or the fields that say so.

    Where neither is there, it is the first field. The second of two that are the same has a number.
    """
    found: dict[str, Model] = {}
    for entry in entries:
        key = name = own_key(entry)
        number = 2
        while key in found:
            key, number = f"{name}#{number}", number + 1
        found[key] = entry
    return found


def own_key(entry: Model) -> str:
    """Return what an entry of a list is known by in a later version: `F1`, `37:eriksson`."""
    if isinstance(entry, Item):
        return entry.id
    facts = (field.name for field in described(type(entry)).values() if not field.is_mark)
    names = entry.recognised_by or ((entry.distinct_by,) if entry.distinct_by else (next(facts),))
    return ":".join(str(getattr(entry, name)) for name in names)
