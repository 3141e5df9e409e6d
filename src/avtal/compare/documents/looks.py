"""Which properties of the looks of two paragraphs differ, in Swedish."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence, Set
from itertools import chain, zip_longest

from avtal.compare.documents.marks import align
from avtal.word.stories.reading import Cell, Paragraph, Stories
from avtal.word.surface.frame import Frame
from avtal.word.surface.table import WORDS

NOTHING = Paragraph("", "", "")


def paired(
    old: Sequence[Paragraph], new: Sequence[Paragraph]
) -> Iterator[tuple[Paragraph, Paragraph]]:
    """Yield the paragraphs of a row beside each other, by their words; NOTHING beside the rest."""
    for _, a, b, c, d in align([one.text for one in old], [one.text for one in new]):
        yield from zip_longest(old[a:b], new[c:d], fillvalue=NOTHING)


def changed_form(old: Sequence[Paragraph], new: Sequence[Paragraph]) -> tuple[str, ...]:
    """Return the properties of looks that differ between two versions of some paragraphs.

    Where the words differ too, it is not known how new words would have looked, so that only looks
    that no word had before, or that no word has any more, count.
    """
    found: dict[str, None] = {}
    for before, after in paired(old, new):
        if before is NOTHING or after is NOTHING:
            continue
        if before.style != after.style:
            found["formatmall"] = None
            continue  # which says how all of it looks
        names = _differing(before.form, after.form)
        if before.text == after.text:
            names |= _differing_looks(before, after)
            if [one.form for one in before.things] != [one.form for one in after.things]:
                found["bild eller ruta"] = None
        else:
            names |= _differing(_all_looks(before), _all_looks(after))
        found.update(dict.fromkeys(sorted(map(_called, names))))
    return tuple(found)


def more_than_space(cells: Sequence[tuple[Cell, ...]], blank: Sequence[bool]) -> list[int]:
    """Return the numbers of the paragraphs that are more than space, from 0.

    `cells` are those that each paragraph stands in. A cell of nothing but space keeps a paragraph.
    """
    filled = {cell for cell, is_blank in zip(cells, blank, strict=True) if not is_blank}
    kept: list[int] = []
    for number, (cell, is_blank) in enumerate(zip(cells, blank, strict=True)):
        is_more = bool(kept) and blank[kept[-1]] and cells[kept[-1]] == cell
        if is_blank and (not cell or cell in filled or is_more):
            continue
        kept.append(number)
    return kept


def without_blanks(stories: Stories) -> Stories:
    """Return stories without the paragraphs that are only space; a cell keeps one."""
    kept = {
        name: [
            story[number]
            for number in more_than_space(
                [one.cells for one in story], [_is_blank(one) for one in story]
            )
        ]
        for name, story in stories.items()
    }
    return {name: story for name, story in kept.items() if story}


def _is_blank(one: Paragraph) -> bool:
    return not (one.printed.strip() or one.things)


def changed_blanks(old: Stories, new: Stories) -> Iterator[str]:
    """Yield that the empty paragraphs are others in number, if they are."""
    sides = [Counter(one.place for story in side.values() for one in story if _is_blank(one))
             for side in (old, new)]  # fmt: skip
    if sides[0] != sides[1]:
        yield "tomma stycken"


def changed_frame(old: Frame, new: Frame) -> Iterator[str]:
    """Yield what differs in the form of the pages and the file."""
    for one in dict.fromkeys([*old, *new]):
        if one.kind == "form" and old.get(one) != new.get(one):
            yield one.name


def _differing_looks(old: Paragraph, new: Paragraph) -> set[str]:
    """Return the properties that differ somewhere in one text, stretch beside stretch."""
    ends = sorted({end for one in (old, new) for _, end, _ in one.looks})
    sides = [iter(one.looks) for one in (old, new)]
    looks = [next(side, None) for side in sides]
    names: set[str] = set()
    for end in ends:
        here = [set(look[2]) if look else set() for look in looks]
        names |= _differing(*here)
        looks = [
            next(side, None) if look and look[1] <= end else look
            for side, look in zip(sides, looks, strict=True)
        ]
    return names


def _all_looks(one: Paragraph) -> set[tuple[str, str]]:
    return set(chain.from_iterable(look for _, _, look in one.looks))


def _differing(old: Set[tuple[str, ...]], new: Set[tuple[str, ...]]) -> set[str]:
    return {one[0] for one in old ^ new}


def _called(name: str) -> str:
    """Return what a property is called: `cell.shd` as fyllning."""
    short = name.rpartition(".")[2]
    return WORDS.get(short, short)
