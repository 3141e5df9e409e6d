"""What looks the same and is not: hidden text, boxes, links, list numbers, pictures.

Whoever reads the words of two versions, or looks at two pages, does not see that these differ.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Literal, TypeAlias

from avtal.compare.documents.looks import paired
from avtal.compare.documents.marks import align
from avtal.compare.documents.rows import Row
from avtal.compare.documents.signs import look_alike, odd_words
from avtal.word.stories.comments import Remark, Thread, find_threads
from avtal.word.stories.reading import Paragraph
from avtal.word.stories.settled import SettledDocument
from avtal.word.surface.frame import Kind as FrameKind
from avtal.word.surface.table import PROPERTIES
from avtal.word.surface.things import Kind as ThingKind

Kind: TypeAlias = ThingKind | FrameKind | Literal["hidden", "number", "signs", "comment"]


@dataclass(frozen=True, slots=True)
class Unseen:
    """Something that differs and cannot be seen to.

    `about` are the words that it concerns. `old` and `new` are what there was and is, in Swedish or
    as the file has it (an address), None for nothing. `row` is its place among the rows of the
    document, from 0; None where it holds for the whole document.
    """

    kind: Kind
    place: str
    about: str
    old: str | None
    new: str | None
    row: int | None = None

    @property
    def is_grave(self) -> bool:
        """Whether it can change what the document means to whoever signs it."""
        return self.kind not in _LIGHT


_IN_WORDS = {"note", "link"}
_OTHERWISE = dict.fromkeys(
    ("picture", "object", "formula"), "i annan storlek, på annan plats eller i annan form"
)
_UNREADABLE = {"inserted", "object", "unknown"}
_BOXES = "☐☑☒"
_LIGHT = {"alternative", "break", "bookmark", "control", "protection", "field", "note", "comment"}


def differs_unseen(old: SettledDocument, new: SettledDocument) -> bool:
    """Tell whether more than looks differs in two documents of the same words."""
    return bool(_framed(old, new) or comments_gone(old, new)) or any(
        ([*_hidden(before)], before.things) != ([*_hidden(after)], after.things)
        or _unknown(before) != _unknown(after)
        for name, story in old.stories.items()
        for before, after in zip(story, new.stories.get(name, ()), strict=True)
    )


def unseen_in(
    old: SettledDocument | None, new: SettledDocument | None, rows: Sequence[Row]
) -> list[Unseen]:
    """Return what differs unseen between two documents, which `rows` holds side by side.

    Where there is only one of them, that is what is hidden in it.
    """
    found = [replace(one, row=number) for number, row in enumerate(rows) for one in _in_row(row)]
    return found if old is None or new is None else [*found, *_framed(old, new)]


def comments_gone(old: SettledDocument, new: SettledDocument) -> list[Unseen]:
    """Return the comments that are there no more; those that are make the worklist."""
    if not (threads := find_threads(old.package)):
        return []
    left = Counter(_remarks(find_threads(new.package)))
    return [
        Unseen("comment", "i hela handlingen", one.text, f"av {one.author or 'okänd'}", None)
        for one in (Counter(_remarks(threads)) - left).elements()
    ]


def _remarks(threads: Iterable[Thread]) -> Iterator[Remark]:
    for thread in threads:
        for one in (thread.comment, *thread.replies):
            yield replace(one, at="")  # programs round the moment


def _framed(old: SettledDocument, new: SettledDocument) -> list[Unseen]:
    """Return what differs in what holds for the whole document; its form is told elsewhere."""
    found = []
    for one in dict.fromkeys([*old.frame, *new.frame]):
        before, after = old.frame.get(one), new.frame.get(one)
        if one.kind != "form" and before != after:
            both = before is not None and after is not None
            said = "annat innehåll" if both else "finns"
            was = "finns" if before is not None else None
            now = said if after is not None else None
            if one.kind in _IN_WORDS and not any("<" in side for side in (before, after) if side):
                was, now = before, after
            found.append(Unseen(one.kind, "i hela handlingen", one.name, was, now))
    return found


def _in_row(row: Row) -> Iterator[Unseen]:
    before = row.old.paragraphs if row.old else ()
    after = row.new.paragraphs if row.new else ()
    place = row.unit.line.place()
    if row.old is None or row.new is None:
        # What came or went as a whole is seen; but for what is not what it looks like, and for the
        # number of a paragraph without words.
        for paragraph in (*before, *after):
            found: list[tuple[Kind, str, str]] = [
                ("hidden", words, how) for words, how in _hidden(paragraph)
            ]
            if paragraph.number and not paragraph.text.strip():
                found.append(("number", "", paragraph.number))
            found += [
                (one.kind, paragraph.text, one.said)
                for one in paragraph.things
                if one.kind in _UNREADABLE
            ]
            found += [("signs", paragraph.text, said) for said in odd_words(paragraph.text)]
            for kind, about, said in found:
                gone = row.new is None
                yield Unseen(kind, place, about, said if gone else None, None if gone else said)
        return
    for one, other in paired(before, after):
        if one.number != other.number:
            about = other.text or one.text
            yield Unseen("number", place, about, one.number or None, other.number or None)
        yield from _differing(one, other, place)


def _differing(old: Paragraph, new: Paragraph, place: str) -> Iterator[Unseen]:
    if old.text != new.text:
        for was, now, around in look_alike(old.text, new.text):
            yield Unseen("signs", place, around, was, now)
    before, after = ([*_hidden(one)] for one in (old, new))
    for equal, a, b, c, d in align(before, after):
        if equal:
            continue
        gone, come = before[a:b], after[c:d]
        for words in dict.fromkeys(words for words, _ in (*gone, *come)):
            sides = _how(gone, words, old, new), _how(come, words, new, old)
            yield Unseen("hidden", place, words, *sides)
    # In a text that was edited everything has moved.
    placed = old.text == new.text
    things: list[list[_Said]] = [
        [(one.kind, one.said, (one.whole, one.form), one.at if placed else 0)
         for one in side.things]
        for side in (old, new)
    ]  # fmt: skip
    if not any(said[0] == "box" for side in things for said in side):
        # A box that is a sign of its own; in a control it is the control that is ticked.
        things = [
            [*said, *(("box", sign, (sign, ""), 0) for sign in side.text if sign in _BOXES)]
            for said, side in zip(things, (old, new), strict=True)
        ]
    about = new.text or old.text
    for equal, a, b, c, d in align(*things):
        if not equal:
            yield from _things(things[0][a:b], things[1][c:d], place, about)
    for name in sorted(_unknown(old) ^ _unknown(new)):
        yield Unseen("unknown", place, about, None, name)


def _how(
    found: Sequence[tuple[str, str]], words: str, here: Paragraph, there: Paragraph
) -> str | None:
    """Return how words are hidden in one of two paragraphs; None where they do not stand there."""
    is_here = here.text.count(words) >= there.text.count(words)
    return next((how for one, how in found if one == words), "synlig" if is_here else None)


_Said: TypeAlias = tuple[ThingKind, str, tuple[str, str], int]


def _things(old: Sequence[_Said], new: Sequence[_Said], place: str, about: str) -> Iterator[Unseen]:
    """Yield things that differ, those of one kind beside each other."""
    for kind in dict.fromkeys(one[0] for one in (*old, *new)):
        was, now = ([one for one in side if one[0] == kind] for side in (old, new))
        for before, after in zip_longest(was, now):
            was_said, said = _said(before), _said(after)
            if was_said == said:
                moved = before is not None and after is not None and before[:3] == after[:3]
                other = "på en annan plats" if moved else "med andra uppgifter"
                said = f"{said}, {_OTHERWISE.get(kind, other)}"
            yield Unseen(kind, place, about, was_said, said)


def _said(thing: _Said | None) -> str | None:
    if thing is None:
        return None
    kind, said, _, _ = thing
    if kind == "box":
        return {"☐": "inte ikryssad", "☑": "ikryssad", "☒": "ikryssad"}.get(said, said)
    return said or "utan beskrivning"


def _hidden(one: Paragraph) -> Iterator[tuple[str, str]]:
    for start, end, how in one.hidden:
        if one.text[start:end].strip():
            yield one.text[start:end].strip(), how


def _unknown(one: Paragraph) -> set[str]:
    """Return the properties of a paragraph that no table knows, so that nothing can be said."""
    named = {name for name, _ in one.form} | {name for _, _, look in one.looks for name, _ in look}
    return {name for name in named if not _is_known(name)}


def _is_known(name: str) -> bool:
    short = name.rpartition(".")[2]
    return (short if ":" in short else f"w:{short}") in PROPERTIES
