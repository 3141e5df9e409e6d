"""Which properties of the looks of two paragraphs differ, in Swedish."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from itertools import chain

from avtal.word.stories.reading import Paragraph
from avtal.word.surface.frame import Frame
from avtal.word.surface.table import WORDS


def changed_form(old: Sequence[Paragraph], new: Sequence[Paragraph]) -> tuple[str, ...]:
    """Return the properties of looks that differ between two versions of some paragraphs.

    Where the words differ too, it is not known how new words would have looked, so that only looks
    that no word had before, or that no word has any more, count.
    """
    found: dict[str, None] = {}
    for before, after in zip(old, new, strict=False):  # a paragraph more is no look
        if before.style != after.style:
            found["formatmall"] = None
            continue  # which says how all of it looks
        names = _differing(before.form, after.form)
        if before.text == after.text:
            if before.looks != after.looks:
                names |= _differing(_with_places(before), _with_places(after))
        else:
            names |= _differing(_all_looks(before), _all_looks(after))
        found.update(dict.fromkeys(sorted(map(_called, names))))
    return tuple(found)


def changed_frame(old: Frame, new: Frame) -> Iterator[str]:
    """Yield what differs in the form of the pages and the file."""
    for one in dict.fromkeys([*old, *new]):
        if one.kind == "form" and old.get(one) != new.get(one):
            yield one.name


def _with_places(one: Paragraph) -> set[tuple[str, ...]]:
    return {
        (name, said, str(place))
        for start, end, look in one.looks
        for name, said in look
        for place in range(start, end)
    }


def _all_looks(one: Paragraph) -> set[tuple[str, str]]:
    return set(chain.from_iterable(look for _, _, look in one.looks))


def _differing(old: Set[tuple[str, ...]], new: Set[tuple[str, ...]]) -> set[str]:
    return {one[0] for one in old ^ new}


def _called(name: str) -> str:
    """Return what a property is called: `cell.shd` as fyllning."""
    short = name.rpartition(".")[2]
    return WORDS.get(short, short)
